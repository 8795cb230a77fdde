"""What words stand for a value of a codelist, conversions, partial dates, and texts in pieces."""

import re
import tomllib
from datetime import date
from importlib.resources import files
from typing import Any

import pytest

from trialvoice.trial.exports.sdtm import measures
from trialvoice.trial.exports.sdtm.dates import partial, study_day
from trialvoice.trial.exports.sdtm.observation import noted
from trialvoice.trial.exports.sdtm.standard import datasets, label_of, qualifier_of, qualifiers
from trialvoice.trial.exports.sdtm.terms import codelist, dose_of, said, value_of
from trialvoice.trial.exports.sdtm.text import pieces


def _toml(package: str, name: str) -> dict[str, Any]:
    return tomllib.loads((files(package) / name).read_text("utf-8"))


CT = _toml("trialvoice.trial.exports.sdtm", "ct.toml")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("twice a day", "BID"),
        ("2 times per day", "BID"),
        ("Every morning.", "QAM"),
        ("each evening", "QPM"),
        ("every 8 hours", "Q8H"),
        ("once a week", "1 TIME PER WEEK"),
        ("as needed", "PRN"),
        ("daily", "QD"),
        ("at night", None),
        ("two tablets a day", None),
        ("almost daily", None),
        ("two times", None),
        ("", None),
    ],
)
def test_frequency(words: str, value: str | None) -> None:
    assert value_of("FREQ", words) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [("By mouth", "ORAL"), ("under the tongue", "SUBLINGUAL"), ("i.v.", "INTRAVENOUS"), ("in the leg", None)],
)
def test_route(words: str, value: str | None) -> None:
    assert value_of("ROUTE", words) == value


@pytest.mark.parametrize(
    ("words", "dose"),
    [
        ("200 mg", (200.0, "mg")),
        ("200mg", (200.0, "mg")),
        ("500 milligrams", (500.0, "mg")),
        ("2.5 mL", (2.5, "mL")),
        ("50 µg", (50.0, "ug")),
        ("10 units", (10.0, "U")),
        ("one capsule", (1.0, "CAPSULE")),
        ("half a tablet", (0.5, "TABLET")),
        ("a tablet", (1.0, "TABLET")),
        ("200 to 400 mg", None),
        ("1,000 mg", None),
        ("one or two tablets", None),
        ("two", None),
        ("5 spoons", None),
        ("-5 mg", None),
        ("", None),
        (None, None),
    ],
)
def test_dose(words: str | None, dose: tuple[float, str] | None) -> None:
    assert dose_of(words) == dose


def test_every_value_that_words_or_findings_stand_for_is_in_its_codelist() -> None:
    for name, table in CT["words"].items():
        assert set(table) <= codelist(name), name
    for name, table in CT["said"].items():
        assert set(table.values()) <= codelist(name), name
    assert said("RELATEDNESS", "not_stated") is None


def test_no_words_stand_for_two_values() -> None:
    for name, table in CT["words"].items():
        words = [one for many in table.values() for one in many]
        assert len(words) == len(set(words)), name


def test_every_test_is_in_the_lists_and_every_unit_can_be_standardised() -> None:
    for domain, units in (("VS", "VSRESU"), ("DA", "UNIT")):
        for code, test in measures.tests(domain).items():
            assert code in codelist(f"{domain}TESTCD")
            assert test.name in codelist(f"{domain}TEST")
            assert set(test.units) <= codelist(units)
            for unit in test.units:
                assert measures.standardised(test, 1.0, unit)[1] == (test.standard or unit)


@pytest.mark.parametrize(
    ("code", "value", "unit", "made"),
    [
        ("TEMP", 98.6, "F", (37.0, "C")),
        ("TEMP", 31.9, "F", (-0.1, "C")),
        ("WEIGHT", 180.0, "LB", (81.65, "kg")),
        ("WEIGHT", 3450.0, "g", (3.45, "kg")),
        ("HEIGHT", 70.0, "in", (177.8, "cm")),
        ("HEIGHT", 1.78, "m", (178.0, "cm")),
        ("HEIGHT", 178.25, "cm", (178.25, "cm")),
        ("HEIGHT", 1e300, "in", (2.54e300, "cm")),
    ],
)
def test_conversion(code: str, value: float, unit: str, made: tuple[float, str]) -> None:
    assert measures.standardised(measures.tests("VS")[code], value, unit) == made


def test_lists_agree_with_those_that_study_files_are_checked_by() -> None:
    """What both files have under one code of NCI: a study file's own list may have more, never a value apart."""
    core = {one["code"]: set(one["values"]) for one in _toml("trialvoice.core", "cdisc.toml")["codelists"].values()}
    both = {name: one for name, one in CT["codelists"].items() if one.get("code") in core}
    assert {"NY", "ACN", "OUT", "AESEV", "UNIT", "VSRESU", "VSTESTCD"} <= both.keys()
    for name, one in both.items():
        assert set(one["values"]) <= core[one["code"]], name


def test_names_labels_and_codelists_of_the_table_keep_the_limits() -> None:
    for dataset in datasets().values():
        for one in dataset.variables:
            assert re.fullmatch(r"[A-Z]{1,8}", one.name), one.name
            assert 1 <= len(one.label) <= 40, one.name
            assert (one.length > 0) is (one.type == "string"), one.name
            assert not one.codelist or codelist(one.codelist), one.name
        assert set(dataset.keys) <= {one.name for one in dataset.variables}


def test_names_of_qualifiers_are_read_back_as_what_they_were_written_for() -> None:
    for stem, one in qualifiers().items():
        names = [f"{stem}99", f"{stem}99Z", f"{stem}1"] if one.counted else [stem, f"{stem[:7]}1", f"{stem[:6]}26"]
        for name in names:
            assert len(name) <= 8, name
            assert qualifier_of(name) == one, name
            assert len(label_of(name, one)) <= 40, name
    assert qualifier_of("EVREF") is None
    assert qualifier_of("EVREF0") is None


def test_long_notes_go_on_under_letters_or_numbers() -> None:
    text = "x" * 450
    assert list(noted({"EVQ1": text, "AETRTTXT": text, "FNDWY1": "", "FNDST1": None})) == [
        "EVQ1",
        "EVQ1A",
        "EVQ1B",
        "AETRTTXT",
        "AETRTTX1",
        "AETRTTX2",
    ]


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("2026", "2026"),
        ("2026-03", "2026-03"),
        ("2024-02-29", "2024-02-29"),
        ("2026-02-29", None),
        ("2026-13", None),
        ("0000", None),
        ("March", None),
        (None, None),
    ],
)
def test_partial_date(text: str | None, made: str | None) -> None:
    assert partial(text) == made


@pytest.mark.parametrize(
    ("iso", "day"), [("2026-03-02", 1), ("2026-03-01", -1), ("2026-03-09", 8), ("2026-03", None), (None, None)]
)
def test_study_day(iso: str | None, day: int | None) -> None:
    assert study_day(iso, date(2026, 3, 2)) == day
    assert study_day(iso, None) is None


def test_text_is_parted_at_blanks_and_loses_what_no_value_may_hold() -> None:
    assert pieces("  a\x00b\n c\ufffe ") == ["a b c"]
    assert pieces("\x1f \n") == []
    assert [len(one) for one in pieces("y" * 401)] == [200, 200, 1]
    assert pieces(" ".join(["word"] * 50)) == [" ".join(["word"] * 40), " ".join(["word"] * 10)]
    assert len(pieces("z" * 10_000)) == 27
