"""The study file and recordings.csv: good ones load, bad ones say place, value and remedy."""

from pathlib import Path

import pytest

from trialvoice.core.errors import StudyError
from trialvoice.core.recordings import load_recordings
from trialvoice.core.study_file import load_study

STUDY = """\
[study]
id = "TV-1"
title = "A study"
drug = "Velorine"
indication = "arthritis"

[[sites]]
id = "01"
name = "North"

[dosing]
dose = "10 mg"

[[visits]]
id = "V1"
name = "Day 1"
day = 1
forms = ["VS"]

[[visits]]
id = "V2"
name = "Week 2"
day = 15

[[forms]]
id = "VS"
title = "Vital signs"

[[forms.items]]
id = "PULSE"
question = "Pulse"
type = "integer"
"""
HEADER = "recording,site,subject,visit,recorded_at,audio,consent,participants,day1\n"
ROW = "r1,01,s1,V1,2026-03-02T09:30:00+01:00,a.opus,yes,investigator;participant,2026-03-01\n"


def study_in(folder: Path, text: str = STUDY) -> Path:
    path = folder / "study.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_study_loads(tmp_path: Path) -> None:
    study = load_study(study_in(tmp_path))
    assert study.forms_of(study.visit("V1"))[0].items[0].id == "PULSE"
    assert study.forms_of(study.visit("V2")) == ()


@pytest.mark.parametrize(
    ("was", "becomes", "code", "said"),
    [
        ('drug = "Velorine"', 'drugg = "Velorine"', "TV103", "line 4: the key `study.drugg` is not known"),
        ("day = 15", 'day = "soon"', "TV103", "line 23: `visits[2].day` is 'soon'"),
        ('type = "integer"', 'type = "whole"', "TV103", "line 32: `forms[1].items[1].type` is 'whole'"),
        ('dose = "10 mg"', "", "TV103", "line 11: the key `dosing.dose` is missing"),
        ('id = "V2"', 'id = "V1"', "TV104", "line 21: the id 'V1' stands twice"),
        ('forms = ["VS"]', 'forms = ["EG"]', "TV104", "line 18: visit 'V1' names 'EG'"),
        ("[dosing]", "[dosing", "TV102", "not valid TOML"),
    ],
)
def test_a_wrong_study_names_line_value_and_remedy(
    tmp_path: Path, was: str, becomes: str, code: str, said: str
) -> None:
    path = study_in(tmp_path, STUDY.replace(was, becomes))
    with pytest.raises(StudyError) as caught:
        load_study(path)
    assert caught.value.code == code
    assert said in str(caught.value)
    assert caught.value.remedy


def test_a_missing_study_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="TV101"):
        load_study(tmp_path / "study.toml")


def test_good_rows_load(tmp_path: Path) -> None:
    csv = tmp_path / "recordings.csv"
    csv.write_text(HEADER + ROW, encoding="utf-8")
    good, refused = load_recordings(csv, load_study(study_in(tmp_path)))
    assert [r.recording for r in good] == ["r1"]
    assert good[0].participants == ("investigator", "participant")
    assert good[0].recorded_at.utcoffset() is not None
    assert not refused


@pytest.mark.parametrize(
    ("row", "code", "said"),
    [
        (ROW.replace(",01,", ",99,"), "TV113", "site '99' is not in the study file"),
        (ROW.replace(",V1,", ",V9,"), "TV113", "visit 'V9'"),
        (ROW.replace("+01:00", ""), "TV112", "recorded_at is '2026-03-02T09:30:00'"),
        (ROW.replace(",yes,", ",maybe,"), "TV112", "consent is 'maybe'"),
        (ROW.replace("investigator;", "doctor;"), "TV112", "participants is 'doctor;participant'"),
        (ROW.replace("2026-03-01", "March"), "TV112", "day1 is 'March'"),
        (ROW.replace(",s1,", ",s/1,"), "TV112", "subject is 's/1'"),
    ],
)
def test_a_bad_row_is_refused_and_the_others_go_on(tmp_path: Path, row: str, code: str, said: str) -> None:
    csv = tmp_path / "recordings.csv"
    csv.write_text(HEADER + row + ROW.replace("r1", "r2"), encoding="utf-8")
    good, refused = load_recordings(csv, load_study(study_in(tmp_path)))
    assert [r.recording for r in good] == ["r2"]
    assert refused[0].error.code == code
    assert said in str(refused[0].error)
    assert "line 2" in refused[0].error.place


def test_two_rows_for_one_recording_refuse_both(tmp_path: Path) -> None:
    csv = tmp_path / "recordings.csv"
    csv.write_text(HEADER + ROW + ROW, encoding="utf-8")
    good, refused = load_recordings(csv, load_study(study_in(tmp_path)))
    assert not good
    assert [r.error.code for r in refused] == ["TV114"]


def test_a_wrong_column_is_named(tmp_path: Path) -> None:
    csv = tmp_path / "recordings.csv"
    csv.write_text(HEADER.replace("subject", "patient") + ROW, encoding="utf-8")
    with pytest.raises(StudyError, match="TV111"):
        load_recordings(csv, load_study(study_in(tmp_path)))


def test_a_study_says_what_stands_in_place_of_identifiers(tmp_path: Path) -> None:
    assert load_study(study_in(tmp_path)).deidentify.replace == "tags"
    asked = STUDY + '\n[deidentify]\nreplace = "surrogates"\ndates = "study_days"\n'
    chosen = load_study(study_in(tmp_path, asked)).deidentify
    assert (chosen.replace, chosen.dates) == ("surrogates", "study_days")


@pytest.mark.parametrize(
    ("key", "known"), [("replace", "'tags' or 'surrogates'"), ("dates", "'shift' or 'study_days'")]
)
def test_a_policy_nobody_knows_is_refused_with_line_value_and_remedy(tmp_path: Path, key: str, known: str) -> None:
    text = STUDY + f'\n[deidentify]\n{key} = "pseudonyms"\n'
    with pytest.raises(StudyError) as caught:
        load_study(study_in(tmp_path, text))
    assert caught.value.code == "TV103"
    assert f"line {len(text.splitlines())}" in caught.value.place
    assert "pseudonyms" in caught.value.cause
    assert known in caught.value.remedy
