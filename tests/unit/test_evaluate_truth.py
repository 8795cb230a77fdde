"""The four forms of truth, and the folders that hold them."""

import json
from pathlib import Path

import pytest

from tests.conftest import SAMPLE, sample_row, study_with
from trialvoice.core.errors import StudyError
from trialvoice.evaluate.folder import Given, samples_in
from trialvoice.evaluate.truth import Truth, read_truth

RTTM = "SPEAKER a 1 0.500 1.250 <NA> <NA> Ann <NA> <NA>\nSPKR-INFO a 1 <NA>\nSPEAKER a 1 1.5 1 <NA> <NA> Bo <NA> <NA>\n"
STM = ";; comment\na 1 Ann 0.5 1.75 Hello <noise> there.\na 1 Bo 2.0 2.5 Yes.\n"


def told(folder: Path, name: str = "a") -> Truth:
    truth = read_truth(name, [folder])
    assert truth is not None
    return truth


def times(truth: Truth) -> list[tuple[int, int, str]]:
    return [(span.start, span.end, span.speaker) for span in truth.spans or ()]


def test_the_sample_studys_form() -> None:
    truth = told(SAMPLE / "truth", "02-2003-week4")
    assert truth.words
    assert truth.speakers == 3
    assert set(truth.roles) == {"investigator", "participant", "caregiver"}
    assert all(word.start is not None and word.end is not None for word in truth.words)
    assert truth.spans


def test_interviews(tmp_path: Path) -> None:
    text = "\n[D-1] D: How are you?\n\n[P-1] P: Not well.\nIt hurts.\n\n[D-2] D: OK.\n"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    truth = told(tmp_path)
    assert [(word.text, word.role) for word in truth.words or ()] == [
        *((word, "investigator") for word in ("How", "are", "you?")),
        *((word, "participant") for word in ("Not", "well.", "It", "hurts.")),
        ("OK.", "investigator"),
    ]
    assert truth.spans is None
    assert truth.speakers == 2


def test_rttm(tmp_path: Path) -> None:
    (tmp_path / "a.rttm").write_text(RTTM, "utf-8")
    truth = told(tmp_path)
    assert truth.words is None
    assert times(truth) == [(500, 1750, "Ann"), (1500, 2500, "Bo")]
    assert (truth.speakers, truth.roles) == (2, ())


def test_stm_and_rttm_together(tmp_path: Path) -> None:
    (tmp_path / "a.stm").write_text(STM, "utf-8")
    alone = told(tmp_path)
    assert [(word.text, word.speaker) for word in alone.words or ()] == [
        ("Hello", "Ann"),
        ("there.", "Ann"),
        ("Yes.", "Bo"),
    ]
    assert times(alone) == [(500, 1750, "Ann"), (2000, 2500, "Bo")]
    (tmp_path / "a.rttm").write_text(RTTM, "utf-8")
    both = told(tmp_path)
    assert both.words == alone.words
    assert times(both) == [(500, 1750, "Ann"), (1500, 2500, "Bo")]


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("a.json", '{"turns": [{"speaker": "x"}]}', 1),
        ("a.json", '{"turns": [{"speaker": "x", "role": "monitor", "text": "a b", "words": [[0, 1]]}]}', 1),
        ("a.txt", "\nHello\n", 2),
        ("a.stm", "a 1 Ann 0.5 1.0 Hello\na 1 Bo x 2.0 Yes\n", 2),
        ("a.rttm", "SPEAKER a 1 0.500\n", 1),
        ("a.rttm", "SPEAKER a 1 -1 0.5 <NA> <NA> Ann <NA> <NA>\n", 1),
    ],
)
def test_malformed_truth_names_its_line_and_quotes_nothing(tmp_path: Path, name: str, text: str, line: int) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(StudyError) as failed:
        read_truth("a", [tmp_path])
    assert failed.value.code == "TV141"
    assert failed.value.place == f"{name} line {line}"
    assert "Hello" not in str(failed.value)


def test_a_folder_of_files(tmp_path: Path) -> None:
    for name in ("a.wav", "b.MP3", "c.flac"):
        (tmp_path / name).touch()
    (tmp_path / "a.stm").write_text(STM, "utf-8")
    (tmp_path / "b.txt").write_text("[D-1] D: Hi.\n[P-1] P: Hi.\n", "utf-8")
    a, b, c = samples_in(tmp_path, Given())
    assert (a.expected.speakers, a.expected.roles) == (None, ())
    assert (b.expected.speakers, b.expected.roles) == (2, ("investigator", "participant"))
    assert c.truth is None
    given = samples_in(tmp_path, Given(speakers=3, roles=("monitor",), language="de"))
    assert {(s.expected.speakers, s.expected.roles, s.expected.language) for s in given} == {(3, ("monitor",), "de")}


def test_a_studys_folder(tmp_path: Path) -> None:
    row = sample_row("01-1007-diary", tmp_path)
    bad = row.replace("01-1007-diary", "bad", 1).replace(",diary,", ",nowhere,", 1)
    silent = row.replace("01-1007-diary", "refused", 1).replace(",yes,", ",no,", 1)
    folder = study_with(tmp_path, [row, bad, silent])
    (folder / "truth").mkdir()
    (folder / "truth" / "01-1007-diary.json").write_text(json.dumps({"turns": []}), "utf-8")
    good, unknown, refused = samples_in(folder, Given())
    assert good.truth is not None
    assert good.expected.roles == ("participant",)
    assert "Arvenex" in good.expected.vocabulary
    assert unknown.error
    assert unknown.error.code == "TV113"
    assert refused.error
    assert refused.error.code == "TV207"


def test_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="TV140"):
        samples_in(tmp_path, Given())
