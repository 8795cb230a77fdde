"""Dictionaries that a study brings: all of CTCAE, and a MedDRA release; here invented ones in the same form."""

import shutil
from pathlib import Path

import pytest

from tests.visits import STUDY, visit
from trialvoice.core.errors import StudyError
from trialvoice.core.findings import AdverseEvent
from trialvoice.core.study import Dictionaries
from trialvoice.core.study_file import load_study
from trialvoice.safe.coding.coder import Coder, shipped_coder
from trialvoice.safe.coding.files import load_coder
from trialvoice.safe.extract import extract

HERE = Path(__file__).parent / "dictionaries"
SAMPLE = Path(__file__).parents[2] / "sample_audio"


@pytest.fixture(scope="module")
def coder() -> Coder:
    return load_coder(Dictionaries(ctcae="ctcae.csv", ctcae_version="9.1", meddra="meddra"), HERE)


def test_without_a_setting_the_shipped_table_codes() -> None:
    made = load_coder(Dictionaries(), HERE)
    assert made is shipped_coder()
    assert made.hashes == {}


def test_the_files_are_part_of_the_identity(coder: Coder) -> None:
    assert set(coder.hashes) == {"dictionary-CTCAE-9.1", "dictionary-MedDRA-1.2"}
    assert all(len(sha256) == 64 for sha256 in coder.hashes.values())


def test_ctcae_file_with_its_grades_and_the_shipped_lay_names(coder: Coder) -> None:
    by_ctcae, _ = coder.codings("wobble of the knees")
    assert by_ctcae.coding is not None
    assert (by_ctcae.coding.term, by_ctcae.version) == ("Knee wobble", "9.1")
    criteria = coder.criteria(by_ctcae.coding)
    assert criteria is not None
    assert criteria.by == {
        "mild": 1,
        "moderate": 2,
        "severe": 3,
        "daily_activity": 2,
        "self_care": 3,
        "hospital": 3,
    }
    assert coder.codings("throwing up")[0].coding is not None
    assert coder.codings("headache")[0].state == "uncoded"


@pytest.mark.parametrize(
    ("said", "preferred", "lowest", "soc"),
    [
        ("knee wobbling", "Wobble of knee", "90000002", "Wobbling disorders"),
        ("wobbly (knee wobble)", "Wobble of knee", "90000001", "Wobbling disorders"),
        ("hiccough", "Hiccups", "90000011", "Belly and throat disorders"),
        ("throwing up", "Emesis", "90000021", "Belly and throat disorders"),
    ],
)
def test_meddra(coder: Coder, said: str, preferred: str, lowest: str, soc: str) -> None:
    _, made = coder.codings(said)
    assert made.coding is not None
    assert (made.dictionary, made.version) == ("MedDRA", "1.2")
    assert (made.coding.term, made.coding.lowest_level_code, made.coding.system_organ_class) == (preferred, lowest, soc)


def test_two_terms_that_fit_as_well_are_left_to_a_person(coder: Coder) -> None:
    _, made = coder.codings("elbow rash")
    assert made.state == "undecided"
    assert {candidate.term for candidate in made.candidates} == {"Elbow rash purple", "Elbow rash green"}


def test_terms_that_are_no_longer_current_are_left_out(coder: Coder) -> None:
    assert coder.codings("jelly leg")[1].state == "uncoded"


def copied(folder: Path) -> Path:
    """The invented release, to be spoilt."""
    shutil.copytree(HERE / "meddra", folder / "meddra")
    return folder / "meddra"


def refused(settings: Dictionaries, folder: Path) -> StudyError:
    with pytest.raises(StudyError) as error:
        load_coder(settings, folder)
    return error.value


def test_no_such_ctcae_file(tmp_path: Path) -> None:
    assert refused(Dictionaries(ctcae="none.csv"), tmp_path).code == "TV170"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("soc,term,grade_1\n", "line 1"),
        ("soc,term,grade_1,grade_2,grade_3,grade_4,grade_5\nA,,-,-,-,-,-\n", "line 2"),
        ("", "line 1"),
    ],
)
def test_ctcae_file_of_another_form(tmp_path: Path, text: str, place: str) -> None:
    (tmp_path / "c.csv").write_text(text)
    error = refused(Dictionaries(ctcae="c.csv"), tmp_path)
    assert (error.code, error.place) == ("TV171", f"{tmp_path / 'c.csv'} {place}")


def test_headings_of_the_institutes_own_sheet(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text(
        "MedDRA SOC,CTCAE Term,Grade 1,Grade 2,Grade 3,Grade 4,Grade 5\nA,Knee wobble,Mild,-,-,-,-\n"
    )
    made = load_coder(Dictionaries(ctcae="c.csv"), tmp_path)
    assert made.codings("knee wobble")[0].state == "coded"


@pytest.mark.parametrize("name", ["llt.asc", "pt.asc", "soc.asc", "mdhier.asc"])
def test_a_file_of_the_release_is_missing(tmp_path: Path, name: str) -> None:
    (copied(tmp_path) / name).unlink()
    error = refused(Dictionaries(meddra="meddra"), tmp_path)
    assert (error.code, error.place) == ("TV172", str(tmp_path / "meddra" / name))


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("llt.asc", "90000099$Lost$99999999$$$$$$$Y$$"),
        ("llt.asc", "90000099$Short$90000001"),
        ("pt.asc", "90000099$Nowhere$$99999999$$$$$$$$"),
        ("soc.asc", "91000009"),
    ],
)
def test_a_line_that_is_not_of_the_form(tmp_path: Path, name: str, line: str) -> None:
    path = copied(tmp_path) / name
    path.write_text(f"{line}\n" + path.read_text())
    error = refused(Dictionaries(meddra="meddra"), tmp_path)
    assert (error.code, error.place) == ("TV173", f"{path} line 1")


@pytest.mark.parametrize(("released", "stated"), [("1.2", "1.3"), (None, None)])
def test_the_version_is_known_and_agrees(tmp_path: Path, released: str | None, stated: str | None) -> None:
    folder = copied(tmp_path)
    if released is None:
        (folder / "meddra_release.asc").unlink()
    assert refused(Dictionaries(meddra="meddra", meddra_version=stated), tmp_path).code == "TV174"


def test_a_stated_version_stands_where_the_release_has_none(tmp_path: Path) -> None:
    (copied(tmp_path) / "meddra_release.asc").unlink()
    made = load_coder(Dictionaries(meddra="meddra", meddra_version="2.0"), tmp_path)
    assert made.codings("hiccups")[1].version == "2.0"


def test_events_are_coded_by_the_dictionaries_of_the_study(coder: Coder) -> None:
    found = extract(visit("P: I kept throwing up on Monday."), STUDY, coder=coder).findings
    (event,) = [f.value for f in found if isinstance(f.value, AdverseEvent)]
    assert [(made.dictionary, made.version) for made in event.codings] == [("CTCAE", "9.1"), ("MedDRA", "1.2")]
    preferred = event.coding_in("MedDRA")
    assert preferred is not None
    assert (preferred.term, preferred.code) == ("Emesis", "90000020")


def test_the_study_file_names_them(tmp_path: Path) -> None:
    shutil.copy(SAMPLE / "study.toml", tmp_path)
    with (tmp_path / "study.toml").open("a") as file:
        file.write('\n[coding]\nmeddra = "meddra"\nmeddra_version = "1.2"\n')
    copied(tmp_path)
    settings = load_study(tmp_path / "study.toml").coding
    assert load_coder(settings, tmp_path).hashes.keys() == {"dictionary-MedDRA-1.2"}
