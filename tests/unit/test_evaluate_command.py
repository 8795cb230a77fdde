"""`trialvoice evaluate speech` as users call it, on transcripts that were kept."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import CommandLine
from trialvoice.core.records import Role, SpeakerSpan, Transcript, Turn, Word
from trialvoice.evaluate.hypothesis import Hypothesis, keep

ASKED, ANSWERED = "How many tablets of metformin", "I took fifteen"
TURNS: list[tuple[Role, str, int]] = [("investigator", ASKED, 1000), ("participant", ANSWERED, 5000)]


def truth() -> dict[str, Any]:
    """Two turns, each word 200 ms long."""
    return {
        "turns": [
            {
                "speaker": role,
                "role": role,
                "text": text,
                "words": [[start + 200 * i, start + 200 * i + 200] for i in range(len(text.split()))],
            }
            for role, text, start in TURNS
        ]
    }


def turn(number: int, role: Role, text: str, start: int) -> Turn:
    words = tuple(
        Word(start=start + 200 * i, end=start + 200 * i + 200, text=word, probability=0.9)
        for i, word in enumerate(text.split())
    )
    return Turn(
        id=number,
        start=start,
        end=words[-1].end,
        speaker=f"S{number}",
        role=role,
        role_confidence=0.9,
        words=words,
    )


def heard() -> Hypothesis:
    """One drug misheard, all 50 ms late, roles swapped, the second voice cut 100 ms short."""
    turns = (
        turn(1, "participant", "How many tablets of motion", 1050),
        turn(2, "investigator", "I took 15.", 5050),
    )
    spans = (SpeakerSpan(start=1000, end=2000, speaker="S1"), SpeakerSpan(start=5000, end=5500, speaker="S2"))
    return Hypothesis(duration=8000, transcript=Transcript(recording="visit", language="en", turns=turns), spans=spans)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A recording with truth and a kept transcript; one with no truth, one with a broken one, one never heard."""
    made = tmp_path / "set"
    made.mkdir()
    for name in ("alone", "broken", "unheard", "visit"):
        (made / f"{name}.wav").touch()
    (made / "visit.json").write_text(json.dumps(truth()), "utf-8")
    (made / "broken.stm").write_text("Hello\n", "utf-8")
    (made / "unheard.stm").write_text("unheard 1 A 0 1 Hello\n", "utf-8")
    keep(heard(), "visit", tmp_path / "kept")
    return made


def test_figures_as_data(replay: CommandLine, folder: Path, tmp_path: Path) -> None:
    done = replay("evaluate", "speech", folder, "--json", "--from", tmp_path / "kept")
    assert done.returncode == 1
    *files, last = [json.loads(line) for line in done.stdout.splitlines()]
    assert {line["file"]: line["state"] for line in files} == {
        "alone": "no truth",
        "broken": "TV141",
        "unheard": "TV142",
        "visit": "scored",
    }
    visit, total = files[-1], last["total"]
    assert visit["speakers"] == {"found": 2, "true": 2}
    assert visit["errors"] == {"substitutions": 1, "deletions": 0, "insertions": 0, "reference": 8}
    values = {name: measure["value"] for name, measure in visit["measures"].items()}
    assert values["wer"] == values["cpwer"] == pytest.approx(1 / 8)
    assert (values["mwer_drug"], values["wder"]) == (1, 0)
    assert (values["word_roles"], values["speaker_roles"], values["speaker_count"]) == (0, 0, 1)
    assert values["der"] == values["der_miss"] == pytest.approx(100 / 1600)
    assert visit["timing_ms"]["start"] == [50] * 7
    assert visit["timing_ms"]["digit_start"] == [50]
    assert total["wer"]["pooled"]["value"] == values["wer"]
    assert total["start_ms_bias"]["pooled"] == {"value": 50.0, "low": None, "high": None}
    assert not any(word in done.stdout + done.stderr for word in ("Hello", "metformin", "motion"))


def test_tables(replay: CommandLine, folder: Path, tmp_path: Path) -> None:
    (folder / "broken.wav").unlink()
    (folder / "unheard.wav").unlink()
    shown = replay("evaluate", "speech", folder, "--from", tmp_path / "kept")
    assert shown.returncode == 0, shown.stderr
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in shown.stdout.splitlines() if "│" in line]
    assert [cell for cell in rows[0] if cell] == ["alone", "no truth"]
    assert rows[1][:6] == ["visit", "0.1", "8", "12.5%", "1 / 0 / 0", "50.0%"]
    assert ["word start error, median", "1", "7 words", "50 ms", "", "", ""] in rows


def test_what_is_kept_is_for_its_owner_only(tmp_path: Path) -> None:
    keep(heard(), "visit", tmp_path)
    (path,) = tmp_path.iterdir()
    assert path.stat().st_mode & 0o077 == 0


def test_a_role_that_is_none(replay: CommandLine, folder: Path) -> None:
    wrong = replay("evaluate", "speech", folder, "--participants", "doctor")
    assert wrong.returncode == 1
    assert "TV132" in wrong.stderr
