"""Every stage alone: with --json stdout is data and nothing else; the output of one feeds the next."""

import json
from pathlib import Path

import pytest

from tests.conftest import SAMPLE, CommandLine, sample_row, study_with
from trialvoice.core.study_file import load_study

NAME = "01-1007-diary"
LINES = [
    {"id": 1, "text": "My name is Jane Kowalczyk and I was born on March third nineteen sixty two."},
    {"id": "b", "turns": [{"role": "doctor", "text": "Any fever?"}, {"role": "patient", "text": "No."}]},
]


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_transcribe_feeds_redact_feeds_extract(replay: CommandLine, tmp_path: Path) -> None:
    sample_row(NAME, tmp_path)
    (audio,) = tmp_path.rglob("*.opus")
    names = ";".join(load_study(SAMPLE / "study.toml").vocabulary)
    heard = replay("transcribe", audio, "--participants", "participant", "--vocabulary", names, "--json")
    assert heard.returncode == 0, heard.stderr
    (document,) = lines(heard.stdout)
    assert document["turns"]
    assert document["safe"] is False
    (tmp_path / "t.json").write_text(heard.stdout, encoding="utf-8")

    redacted = replay("redact", tmp_path / "t.json", "--json")
    assert redacted.returncode == 0, redacted.stderr
    (safe,) = lines(redacted.stdout)
    assert safe["safe"] is True
    (tmp_path / "s.json").write_text(redacted.stdout, encoding="utf-8")

    found = replay("extract", tmp_path / "s.json", "--study", SAMPLE, "--rules-only", "--json")
    assert found.returncode == 0, found.stderr
    (extraction,) = lines(found.stdout)
    assert extraction["id"] == document["id"]


def test_redact_streams_json_lines_one_for_one(replay: CommandLine) -> None:
    given = "".join(f"{json.dumps(line)}\n" for line in LINES) + "not json\n"
    ended = replay("redact", "-", stdin=given)
    first, second, third = lines(ended.stdout)
    assert first["id"] == 1
    assert "Kowalczyk" not in str(first["text"])
    assert "sixty two" not in str(first["text"])
    assert second["turns"][1]["text"] == "No."  # type: ignore[index]
    assert "error" in third
    assert ended.returncode == 1


def test_extract_reads_safe_lines_from_stdin(replay: CommandLine) -> None:
    turns = [
        {"role": "nurse", "text": "How have you been since you started the tablets?"},
        {"role": "patient", "text": "I had a bad headache for three days."},
    ]
    given = json.dumps({"id": "x", "turns": turns}) + "\n"
    ended = replay("extract", "-", "--study", SAMPLE / "study.toml", "--rules-only", stdin=given)
    assert ended.returncode == 0, ended.stderr
    (extraction,) = lines(ended.stdout)
    kinds = [finding["value"]["kind"] for finding in extraction["findings"]]  # type: ignore[attr-defined]
    assert "adverse_event" in kinds


def test_one_bad_file_does_not_stop_the_others(replay: CommandLine, tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text("Call me on 617-555-0142.", encoding="utf-8")
    ended = replay("redact", tmp_path / "missing.txt", good, "--json")
    assert ended.returncode == 1
    assert "TV131" in ended.stderr
    (safe,) = lines(ended.stdout)
    assert "0142" not in str(safe["text"])


@pytest.mark.parametrize("name", ["transcript", "redacted", "extraction", "visit", "finding", "study", "recording"])
def test_every_schema_prints(replay: CommandLine, name: str) -> None:
    ended = replay("schema", name)
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)["type"] == "object"


def test_a_wrong_name_is_one_sentence(replay: CommandLine) -> None:
    for arguments in (["schema", "colour"], ["visit", SAMPLE, "nobody"], ["run", "/nowhere"]):
        ended = replay(*arguments)
        assert ended.returncode == 1
        assert ended.stdout == ""
        assert "Traceback" not in ended.stderr
        assert len(ended.stderr.strip().splitlines()) == 1


def test_run_status_and_report_agree(replay: CommandLine, tmp_path: Path) -> None:
    folder = tmp_path / "study"
    study_with(folder, [sample_row(NAME, folder)])
    before = lines(replay("status", folder, "--json").stdout)
    assert [row["state"] for row in before] == ["new"]
    (row,) = lines(replay("run", folder, "--json").stdout)
    assert row["state"] == "done"
    assert row["duration"]
    assert row["tokens"]["prompt"] > row["tokens"]["generated"] > 0  # type: ignore[index]
    assert {"transcribe", "ask", "confirm", "findings"} <= set(row["milliseconds"])  # type: ignore[arg-type]
    after = lines(replay("status", folder, "--json").stdout)
    assert [row["state"] for row in after] == ["done"]
    report = replay("report", NAME, "--study", folder)
    assert Path(report.stdout.strip()).is_file()


def test_triage_names_what_is_serious_and_when_it_is_due(replay: CommandLine, tmp_path: Path) -> None:
    folder = tmp_path / "study"
    study_with(folder, [sample_row("02-2008-week2-call", folder)])
    ended = replay("triage", folder, "--json")
    assert ended.returncode == 0, ended.stderr
    (row,) = lines(ended.stdout)
    assert row["recording"] == "02-2008-week2-call"
    assert row["criteria"] == ["hospitalisation"]
    assert str(row["due_at"]).startswith("2026-03-11T16:40")
    assert any("overnight in the hospital" in quote for quote in row["quotes"])  # type: ignore[attr-defined]
