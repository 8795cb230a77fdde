"""The roster file: what it gives, and each way in which it can be wrong, said without a value."""

from pathlib import Path

import pytest

from trialvoice.core.errors import StudyError
from trialvoice.core.roster import KnownValue, load_roster

GOOD = """subject,type,value,gender
104-022,NAME,Danuta Kowalczyk,female
104-022,DATE,1962-03-14,
104-023,PHONE,312-555-0187,
,NAME,"Lindqvist, Petra",
"""


def written(folder: Path, text: str, mode: int = 0o600) -> Path:
    path = folder / "roster.csv"
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return path


def test_a_subject_has_its_own_lines_and_those_of_all(tmp_path: Path) -> None:
    roster = load_roster(written(tmp_path, GOOD))
    assert roster.of("104-022") == (
        KnownValue(type="NAME", value="Danuta Kowalczyk", gender="female"),
        KnownValue(type="DATE", value="1962-03-14"),
        KnownValue(type="NAME", value="Lindqvist, Petra"),
    )
    assert [known.type for known in roster.of("104-099")] == ["NAME"]


def test_the_gender_column_may_be_left_out(tmp_path: Path) -> None:
    roster = load_roster(written(tmp_path, "\ufeffsubject,type,value\n1,NAME,Ana Ruiz\n"))
    assert roster.of("1") == (KnownValue(type="NAME", value="Ana Ruiz"),)


def test_no_value_shows_in_a_repr(tmp_path: Path) -> None:
    roster = load_roster(written(tmp_path, GOOD))
    assert "Kowalczyk" not in repr(roster) + repr(roster.of("104-022"))


HEAD = "subject,type,value,gender\n"


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("subject,type\n", "TV123", "line 1: the column 'value' is missing"),
        ("subject,type,value,Kowalczyk\n", "TV123", "line 1: the column 4 is not known"),
        (f"{HEAD}1,NAMES,Kowalczyk,\n", "TV124", "line 2: type is wrong; write one of NAME"),
        (f"{HEAD}1,NAME,Ana,\n1,NAME,Kowalczyk,Kowalczyk\n", "TV124", "line 3: gender is wrong"),
        (f"{HEAD}1,DATE,03/14/1962,\n", "TV124", "line 2: value is wrong; write the birth date"),
        (f"{HEAD}1,PHONE,12,\n", "TV124", "line 2: value is wrong"),
        (f"{HEAD}1,EMAIL,Kowalczyk,\n", "TV124", "an e-mail address"),
        (f"{HEAD}1,NAME,,\n", "TV124", "two letters or more"),
        (f"{HEAD}1,NAME,Kowalczyk, Ana\n", "TV124", "gender is wrong"),
        (f"{HEAD}1,NAME,Kowalczyk,female,Ana\n", "TV124", "a value with a comma in quotes"),
    ],
)
def test_what_is_wrong_is_said_without_the_value(tmp_path: Path, text: str, code: str, said: str) -> None:
    with pytest.raises(StudyError) as refused:
        load_roster(written(tmp_path, text))
    assert refused.value.code == code
    assert said in str(refused.value)
    assert "Kowalczyk" not in str(refused.value)
    assert "03/14" not in str(refused.value)


def test_a_roster_that_others_can_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match=r"chmod 600 .*TV122"):
        load_roster(written(tmp_path, GOOD, mode=0o640))


def test_a_roster_that_is_not_there_or_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="TV121"):
        load_roster(tmp_path / "none.csv")
    (tmp_path / "bytes.csv").write_bytes(b"subject,type,value\n1,NAME,\xff\xfe\n")
    (tmp_path / "bytes.csv").chmod(0o600)
    with pytest.raises(StudyError, match="TV121"):
        load_roster(tmp_path / "bytes.csv")
