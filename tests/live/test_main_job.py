"""The nightly job on the sample study with the real engines, in a process whose only network is loopback."""

import json
import re
import shutil
import subprocess

import pytest

from tests.conftest import SAMPLE, CommandLine, tree
from trialvoice.core.findings import Finding, VisitResult
from trialvoice.core.records import SafeTranscript

pytestmark = pytest.mark.live
ISOLATED = (
    "unshare",
    "--map-root-user",
    "--net",
    "sh",
    "-c",
    'ip link set lo up 2>/dev/null; exec "$0" "$@"',
)


def isolated() -> tuple[str, ...]:
    """The prefix that cuts a command off the network, where this machine lets us."""
    allowed = shutil.which("unshare") and subprocess.run([*ISOLATED, "true"], check=False).returncode == 0
    return ISOLATED if allowed else ()


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> tuple[CommandLine, subprocess.CompletedProcess[str]]:
    line = CommandLine(tmp_path_factory.mktemp("live") / "outputs", {})
    command = [*isolated(), *line.command("--verbose", "run", SAMPLE)]
    ended = subprocess.run(command, capture_output=True, text=True, env=line.environ, timeout=1700, check=False)
    return line, ended


def results(line: CommandLine) -> list[VisitResult]:
    return [
        VisitResult.model_validate_json(path.read_bytes())
        for path in sorted(line.outputs.glob("*/*/release/visit.json"))
    ]


def truths() -> dict[str, dict[str, list[dict[str, str]]]]:
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (SAMPLE / "truth").glob("*.json")}


def test_every_recording_is_done(job: tuple[CommandLine, subprocess.CompletedProcess[str]]) -> None:
    line, ended = job
    assert ended.returncode == 0, ended.stderr[-3000:]
    assert {result.recording for result in results(line)} == set(truths())
    assert "adverse" not in ended.stderr
    assert str(line.outputs) in ended.stdout.replace("\n", "")


def test_the_network_was_cut(job: tuple[CommandLine, subprocess.CompletedProcess[str]]) -> None:
    if not isolated():
        pytest.skip("this machine does not let a process have a network namespace of its own")
    probe = "import socket; socket.create_connection(('192.0.2.1', 80), 1)"
    ended = subprocess.run([*ISOLATED, "python3", "-c", probe], capture_output=True, check=False)
    assert ended.returncode != 0


def test_every_finding_is_proven_word_for_word(
    job: tuple[CommandLine, subprocess.CompletedProcess[str]],
) -> None:
    line, _ = job
    for result in results(line):
        folder = line.outputs / result.study / result.recording / "release"
        safe = SafeTranscript.model_validate_json((folder / "transcript.json").read_bytes())
        turns = {turn.id: turn for turn in safe.turns}
        for finding in result.findings:
            assert finding.evidence or finding.basis
            for proof in finding.evidence:
                assert turns[proof.turn].text[proof.start_char : proof.end_char] == proof.quote


def test_the_serious_event_and_the_visit_out_of_window_are_found(
    job: tuple[CommandLine, subprocess.CompletedProcess[str]],
) -> None:
    found: list[Finding] = [finding for result in results(job[0]) for finding in result.findings]
    assert any(f.value.kind == "adverse_event" and f.value.serious and f.value.sae_due_at for f in found)
    rules = {f.value.rule for f in found if f.value.kind == "protocol_deviation"}
    assert "visit-window" in rules


def test_no_planted_identifier_leaves(job: tuple[CommandLine, subprocess.CompletedProcess[str]]) -> None:
    line, ended = job
    leaving = {name: data for name, data in tree(line.outputs).items() if "/private/" not in name}
    texts = {name: _plain(data) for name, data in leaving.items()} | {"log": _plain(ended.stderr.encode())}
    leaks = [
        (recording, span["type"], name)
        for recording, truth in truths().items()
        for span in truth["identifiers"]
        if span["subtype"] != "subject"  # release/ holds the subject's number on purpose, from recordings.csv
        for name, text in texts.items()
        for planted in (span["value"], span["text"])
        if _telling(_searchable(planted)) and _searchable(planted) in text
    ]
    assert leaks == []


def _telling(words: str) -> bool:
    """Not so short that it stands somewhere by chance, as a two-digit age does."""
    return len(words.strip()) > 3


def _plain(data: bytes) -> str:
    """Text as it is searched: no embedded sound, lower case, single spaces, words fenced by spaces."""
    text = re.sub(rb"[A-Za-z0-9+/=]{400,}", b"", data).decode("utf-8", "replace")
    return f" {' '.join(re.findall(r'[a-z0-9]+', text.lower()))} "


def _searchable(value: str) -> str:
    return f" {' '.join(re.findall(r'[a-z0-9]+', value.lower()))} "
