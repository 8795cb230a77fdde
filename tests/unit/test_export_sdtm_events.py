"""AE: what each variable of an adverse event comes from, and what stays empty."""

from typing import Any

import pytest

from tests.reviewed_sample import (
    HEADACHE,
    study,
    uid,
)
from tests.sdtm_rows import datasets, notes, one_visit, only
from trialvoice.core.findings import (
    AdverseEvent,
    Coding,
    DictionaryCoding,
)


def test_event_told_twice_is_one_record_with_the_last_word() -> None:
    row = next(row for row in datasets(study())["AE"] if row["AETERM"] == "headache")
    assert row == {
        "STUDYID": "TV-1",
        "DOMAIN": "AE",
        "USUBJID": "TV-1-01-101",
        "AESEQ": 1,
        "AESPID": uid("101-v1", "ae-1"),
        "AETERM": "headache",
        "AESEV": "MODERATE",
        "AESER": "N",
        "AEACN": "UNKNOWN",
        "AEREL": "POSSIBLY RELATED",
        "AEOUT": "RECOVERED/RESOLVED",
        "AECONTRT": "Y",
        "AESTDTC": "2026-03-07",
        "AEENDTC": "2026-03-20",
        "AESTDY": 6,
        "AEENDY": 19,
    }


def test_serious_event_has_its_criterion_and_the_others_are_empty() -> None:
    made = datasets(study())
    row = next(row for row in made["AE"] if row["AETERM"] == "chest pain")
    assert (row["AESER"], row["AESHOSP"], row["AETOXGR"], row["AESTDTC"]) == ("Y", "Y", "3", "2026-03")
    assert not {"AESDTH", "AESLIFE", "AESDISAB", "AESCONG", "AESMIE", "AESTDY"} & row.keys()
    assert notes(made, "AE", row["AESEQ"])["AEDUEDTC"] == "2026-03-31T13:04:12Z"


def test_death_is_fatal_and_does_not_go_on() -> None:
    row = only(one_visit(AdverseEvent(term="stroke", outcome="ongoing", criteria=("death",), grade=5)), "AE")
    assert (row["AESDTH"], row["AEOUT"], row["AESER"], row["AETOXGR"]) == ("Y", "FATAL", "Y", "5")
    assert "AEENRTPT" not in row


@pytest.mark.parametrize("outcome", ["ongoing", "recovering"])
def test_event_that_lasts_goes_on_to_the_visit_that_said_so(outcome: Any) -> None:
    row = only(one_visit(AdverseEvent(term="cough", outcome=outcome)), "AE")
    assert (row["AEENRTPT"], row["AEENTPT"]) == ("ONGOING", "2026-03-09")


def test_relatedness_is_the_investigators_or_it_stands_in_suppae_alone() -> None:
    record = one_visit(AdverseEvent(term="cough", related="related", related_by="participant"))
    assert "AEREL" not in only(record, "AE")
    told = notes(datasets(record), "AE", 1)
    assert (told["AERELSTD"], told["AERELBY"]) == ("related", "participant")


def test_meddra_stands_only_where_an_accepted_finding_has_a_release_of_it() -> None:
    coding = Coding(
        dictionary="MedDRA",
        version="27.1",
        term="Invented term",
        system_organ_class="Invented class",
        code="10000001",
        lowest_level_term="Invented lowest term",
        lowest_level_code="10000002",
    )
    made = DictionaryCoding(dictionary="MedDRA", version="27.1", state="coded", matched="exact", coding=coding)
    record = one_visit(AdverseEvent(term="cough", codings=(made,)))
    row = only(record, "AE")
    assert (row["AEDECOD"], row["AEPTCD"], row["AELLTCD"]) == ("Invented term", 10000001, 10000002)
    assert (row["AELLT"], row["AESOC"], row["AEBODSYS"]) == ("Invented lowest term", "Invented class", "Invented class")
    assert notes(datasets(record), "AE", 1)["AEMEDVER"] == "27.1"
    assert "AEDECOD" not in only(one_visit(HEADACHE), "AE")


def test_day_before_the_first_dose_is_minus_one() -> None:
    row = only(one_visit(AdverseEvent(term="cough", onset_date="2026-03-01", end_date="2026-03-02")), "AE")
    assert (row["AESTDY"], row["AEENDY"]) == (-1, 1)


def test_date_that_no_calendar_has_stands_as_it_was_told() -> None:
    record = one_visit(AdverseEvent(term="cough", onset_date="2026-02-30"))
    assert "AESTDTC" not in only(record, "AE")
    assert notes(datasets(record), "AE", 1)["AESTTXT"] == "2026-02-30"


def test_long_text_goes_on_in_suppae() -> None:
    term = " ".join(["aching"] * 60)
    record = one_visit(AdverseEvent(term=term))
    told = notes(datasets(record), "AE", 1)
    assert " ".join([only(record, "AE")["AETERM"], told["AETERM1"], told["AETERM2"]]) == term
