"""Worksheets as a whole: their clocks, signatures and minimum criteria, which events have one, and their index."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests import reviewed_sample as sample
from tests import sae_sample as sae
from tests.sae_sample import held, proven, text
from trialvoice.core.findings import AdverseEvent
from trialvoice.trial.exports.printed.told_alike import read_page
from trialvoice.trial.record.reviewed import ACCEPTED


def test_due_a_day_after_the_site_heard_of_it() -> None:
    (made,), index, files = sae.worksheets(sae.study(sae.EVENT))
    clock = made["clock"]
    assert (clock["awareness_at"], clock["due_at"]) == ("2026-03-30T09:04:12-04:00", "2026-03-31T09:04:12-04:00")
    assert [(one["id"], one["earliest"]) for one in clock["reminders"]] == [("15-day", "2026-04-14")]
    assert index["rows"][0]["due_at"] == clock["due_at"]
    assert "2026-03-31 09:04 UTC-04:00" in text(files)


def test_no_clock_where_nobody_says_when_the_site_heard_of_it() -> None:
    (made,), index, files = sae.worksheets(sae.study(sae.event(awareness_at=None, criteria=("death",))))
    assert made["clock"] == {"awareness_at": None, "due_at": None, "reminders": []}
    assert index["rows"][0]["due_at"] is None
    assert "No clock" in text(files, index["rows"][0])
    assert "no clock" in text(files)


def test_the_index_is_in_the_order_in_which_they_are_due() -> None:
    late, soon = sample.HEARD_AT + timedelta(days=2), sample.HEARD_AT.astimezone(UTC)
    told = [
        sae.event(term="fracture", awareness_at=None),
        sae.event(term="stroke", awareness_at=late),
        sae.event(term="seizure", awareness_at=soon),
    ]
    _, index, _ = sae.worksheets(sae.study(*told))
    assert [one["term"] for one in index["rows"]] == ["seizure", "stroke", "fracture"]


def test_signatures_that_hold_and_that_are_void() -> None:
    (made, _), index, files = sae.worksheets(sae.full_study())
    assert [(one["name"], one["state"], one["about"]) for one in made["signatures"]] == [
        ("Sam Safety", "void", "101-v1"),
        ("Ines Investigator", "holds", made["event"]),
    ]
    assert [one["state"] for one in index["rows"]] == ["signed", "not signed"]
    assert "since 2026-04-02 12:25 UTC: edited since" in text(files, index["rows"][0])
    assert "Sam Safety" not in made["banner"]
    assert "checked by Ines Investigator (investigator)." in made["banner"]
    assert proven(made, "reporter_name") == ["audit trail: act 30"]


def test_a_void_signature_neither_signs_nor_reports() -> None:
    made = sae.visit(
        1,
        [sae.telling("101-v1", sae.EVENT, sample.SAFETY)],
        signatures=[sae.signature(20, void_at=datetime(2026, 4, 2, 12, 30, tzinfo=UTC))],
    )
    (sheet,), index, _ = sae.worksheets(sample.study(visits=(made,)))
    assert index["rows"][0]["state"] == "not signed"
    assert held(sheet, "reporter_name") is None
    assert "Investigator" not in sheet["banner"]


def test_four_minimum_criteria_are_met() -> None:
    (made,), index, _ = sae.worksheets(sae.study(sae.EVENT))
    assert {one["id"]: one["state"] for one in made["minimum"]} == dict.fromkeys(
        ("patient", "reporter", "event", "drug"), "met"
    )
    assert index["rows"][0]["met"] == 4
    assert held(made, "reporter_name") == ("Ines Investigator", None)


@pytest.mark.parametrize("day1", [None, date(2026, 3, 10)])
def test_no_suspect_product_before_the_first_dose(day1: date | None) -> None:
    made = sae.worksheet(sae.EVENT, day1=day1)
    assert [one["id"] for one in made["minimum"] if one["state"] == "not met"] == ["drug"]
    assert held(made, "drug_start") is None


def test_no_reporter_but_an_investigator() -> None:
    made = sae.worksheet(sae.EVENT, by=sample.MANAGER)
    assert [one["id"] for one in made["minimum"] if one["state"] == "not met"] == ["reporter"]
    assert held(made, "reporter_name") is None
    assert "checked by Dana Manager (data manager)." in made["banner"]


def test_an_event_over_two_visits_is_one_worksheet() -> None:
    first = sae.event(onset_date="2026-03", severity="moderate")
    then = sae.event(
        onset_date="2026-03-05",
        end_date="2026-03-12",
        outcome="resolved",
        severity="severe",
        criteria=("disability",),
        awareness_at=sample.HEARD_AT + timedelta(days=3),
    )
    made = sae.worksheet(first, then)
    assert made["event"] == sample.uid("101-v1", "ae-1")
    assert made["findings"] == [sample.uid("101-v1", "ae-1"), sample.uid("101-v2", "ae-1")]
    assert [one["criterion"] for one in made["criteria"]] == ["hospitalisation", "disability"]
    assert held(made, "event_start") == ("2026-03-05", None)
    assert held(made, "narrative_severity") == ("severe", None)
    assert made["clock"]["awareness_at"] == "2026-03-30T09:04:12-04:00"
    assert [one["recording"] for one in made["sources"]] == ["101-v1", "101-v2"]


def test_serious_only_at_a_later_visit() -> None:
    made = sae.worksheet(sae.event(criteria=(), awareness_at=None), sae.EVENT)
    assert made["event"] == sample.uid("101-v1", "ae-1")
    assert [one["criterion"] for one in made["criteria"]] == ["hospitalisation"]


def test_no_serious_event_makes_an_index_alone() -> None:
    made, index, files = sae.worksheets(sae.study(AdverseEvent(term="headache")))
    assert (made, index["rows"]) == ([], [])
    assert set(files) == {"index.json", "index.html", "index.schema.json", "worksheet.schema.json"}
    assert "No serious adverse event was accepted." in text(files)


def test_a_candidate_is_left_out_and_counted() -> None:
    _, index, files = sae.worksheets(sae.study(sae.EVENT, by=None))
    assert (index["rows"], index["not_reviewed"]) == ([], 1)
    assert "chest pain" not in text(files)


def test_candidates_that_were_asked_for_are_called_so() -> None:
    (made,), index, files = sae.worksheets(sae.study(sae.EVENT, by=None), ACCEPTED | {"candidate"})
    row = index["rows"][0]
    assert row["state"] == "not accepted"
    assert "and of candidates that nobody has accepted" in text(files)
    assert "checked by nobody yet." in made["banner"]
    assert "Values marked as candidates were not accepted by anybody" in text(files, row)
    assert "not yet accepted by anybody" in text(files, row)
    assert [one["accepted"] for one in made["proofs"] if one["kind"] == "speech"] == [None]


def test_of_what_people_accepted_no_page_says_that_it_is_a_candidate() -> None:
    _, index, files = sae.worksheets(sae.study(sae.EVENT))
    assert "candidates that" not in text(files)
    assert "candidate" not in text(files, index["rows"][0])


def test_a_rejected_event_makes_none() -> None:
    rejected = sample.decided(sample.found("101-v1", "ae-1", sae.EVENT, "x"), "reject", reason="before the study")
    _, index, _ = sae.worksheets(sample.study(visits=(sae.visit(1, [rejected]),)))
    assert (index["rows"], index["not_reviewed"]) == ([], 0)


def test_markup_and_quotes_in_texts() -> None:
    (made, _), index, files = sae.worksheets(sae.full_study())
    assert made["term"] == sae.HOSTILE
    page = read_page(files[f"{index['rows'][0]['file']}.html"])
    assert next(one.text for one in page if one.tag == "h1").strip() == sae.HOSTILE
    assert not any(one.tag in ("script", "b") and one.text in ("x", '"pain"') for one in page)
    assert not any(name.startswith("on") for one in page for name in one.attributes)


def test_what_html_cannot_hold_is_shown_as_a_replacement() -> None:
    (made,), index, files = sae.worksheets(sae.study(sae.event(treatment="a\x00b\x1b\x85\ufffe")))
    assert held(made, "narrative_treatment") == ("a\x00b\x1b\x85\ufffe", None)
    assert "a\ufffdb\ufffd\ufffd\ufffd" in text(files, index["rows"][0])


def test_names_of_site_and_staff_are_never_printed() -> None:
    of_study = sample.STUDY.model_copy(
        update={
            "sites": tuple(
                site.model_copy(update={"name": f"Hospital {site.name}", "staff": ("Nora Nightingale",)})
                for site in sample.STUDY.sites
            )
        }
    )
    _, _, files = sae.worksheets(sae.full_study().model_copy(update={"study": of_study}))
    for content in files.values():
        assert b"Hospital" not in content
        assert b"Nightingale" not in content


def test_the_same_record_gives_the_same_bytes() -> None:
    assert sae.SAE.make(sae.full_study(), ACCEPTED) == sae.SAE.make(sae.full_study(), ACCEPTED)


def test_nothing_hangs_on_the_order_of_visits() -> None:
    made = sae.full_study()
    turned = made.model_copy(update={"visits": tuple(reversed(made.visits))})
    assert sae.SAE.make(turned, ACCEPTED) == sae.SAE.make(made, ACCEPTED)
