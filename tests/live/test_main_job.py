"""The nightly job on the sample study with the real engines, in a process whose only network is loopback."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SAMPLE, CommandLine, tree
from tests.leaks import leaks
from trialvoice.assembly import Engines
from trialvoice.core.findings import Finding
from trialvoice.core.records import SafeTranscript, Word
from trialvoice.core.results import VisitResult
from trialvoice.core.settings import Settings
from trialvoice.phi.transcribe import SpeechOptions, transcribe
from trialvoice.redact.gate.audible import audible
from trialvoice.release import AUDIO

pytestmark = pytest.mark.live
KINDS = {"ORG": "ORGANISATION", "SITE": "ORGANISATION"}
"""The truth's own words for what the gate calls so."""
ISOLATED = (
    "unshare",
    "--map-root-user",
    "--net",
    "sh",
    "-c",
    'ip link set lo up 2>/dev/null; exec "$0" "$@"',
)

_COMPUTED_MONTH = re.compile(
    rb"""(?:(?:(?:onset|end)_date|AE(?:ST|EN)DTC|first_onset|last_end)"*[:=]\s*"*|(?<=[(,]))\d{4}-\d\d(?=["\\),])"""
)
"""Where an event's time comes to a month, counted by `recordings.csv`: another visit may have named that one aloud."""


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


def truths() -> dict[str, Any]:
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


def without_days_on_file(data: bytes) -> bytes:
    """The findings store has the days of `recordings.csv` on purpose; one begins like a month that was said."""
    rows = (SAMPLE / "recordings.csv").read_text(encoding="utf-8")
    for day in set(re.findall(r"\d{4}-\d\d-\d\d", rows)):
        data = data.replace(day.encode(), b"")
    return data


def test_no_planted_identifier_leaves(job: tuple[CommandLine, subprocess.CompletedProcess[str]]) -> None:
    line, ended = job
    released = {name: data for name, data in tree(line.outputs).items() if "/private/" not in name}
    leaving = {name: _COMPUTED_MONTH.sub(b"", data) for name, data in released.items()}
    leaving["review.db"] = without_days_on_file(leaving["review.db"])
    said = [
        (f"{recording} {span['type']}", value)
        for recording, truth in truths().items()
        for span in truth["identifiers"]
        if span["subtype"] != "subject"  # release/ holds the subject's number on purpose, from recordings.csv
        for value in (span["value"], span["text"])
    ]
    assert len(said) > 150
    assert leaks({**leaving, "log": ended.stderr.encode()}, said) == []


def test_no_planted_identifier_can_be_heard(job: tuple[CommandLine, subprocess.CompletedProcess[str]]) -> None:
    """The released file, decoded and transcribed whole, as anybody could who has it."""
    line, _ = job
    recovered, planted = [], 0
    with Engines(Settings()) as engines:
        for recording, truth in truths().items():
            sound = line.outputs / "ARV-201" / recording / "release" / AUDIO
            words = heard_in(sound, engines)
            for span in truth["identifiers"]:
                planted += 1
                near = " ".join(w.text for w in words if w.start < span["end"] + 1500 and w.end > span["start"] - 1500)
                if audible(KINDS.get(span["type"], span["type"]), span["text"], near):
                    recovered.append((recording, span["type"], span["start"]))
    assert planted > 90
    assert recovered == []


def heard_in(sound: Path, engines: Engines) -> tuple[Word, ...]:
    waveform, _ = engines.decoder.decode(sound, 60)
    options = SpeechOptions(language="en")
    return transcribe(waveform, options, vad=engines.vad, transcriber=engines.transcriber).words
