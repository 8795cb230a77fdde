from datetime import timedelta

import pytest

from tests.odm_files import found, made, row
from tests.reviewed_sample import (
    MACHINE,
    MANAGER,
    NOON,
    SAFETY,
    ctcae,
    decided,
    first_week,
    interview,
    study,
    uid,
    undecided,
)
from tests.reviewed_sample import (
    found as finding,
)
from trialvoice.core.findings import AdverseEvent, Mood
from trialvoice.trial.exports.odm.target import QUERIES
from trialvoice.trial.record.people import Actor
from trialvoice.trial.record.reviewed import ACCEPTED, ReviewedQuery, ReviewedStudy

MONITOR = Actor(id="u-monitor", name="Mo Monitor", role="monitor")


def query(record: ReviewedStudy, oid: str) -> dict[str, str]:
    """Attributes and text of a query."""
    one = found(made(QUERIES, record)["odm.xml"], f"//o:Query[@OID='{oid}']")[0]
    return {**one.attrib, "text": one.findtext("{*}Value"), "on": one.getparent().tag.rpartition("}")[2]}


def only(visit_queries: tuple[ReviewedQuery, ...]) -> ReviewedStudy:
    return study(visits=(first_week().model_copy(update={"queries": visit_queries}),))


def test_a_finding_without_a_decision_is_a_candidate_on_the_row_that_it_would_be() -> None:
    top = made(QUERIES, study())["odm.xml"]
    rash = uid("202-v1", "ae-1")
    assert row(top, "IG.LOG.AE", rash) == {"AESPID": rash, "AETERM": "rash", "AESEV": "MODERATE", "AESER": "N"}
    assert query(study(), f"QC.{rash}") == {
        "OID": f"QC.{rash}",
        "Source": "System",
        "Target": "Reviewer",
        "Type": "System",
        "State": "Candidate",
        "LastUpdateDatetime": "2026-04-01T12:00:00+00:00",
        "Name": "adverse_event",
        "text": f"Not decided yet (adverse event): accept, edit or reject. {rash} of 202-v1, visit V1, "
        'confidence of the machine 0.80: turn 1, 4000-6500 ms, participant: "I have a rash."',
        "on": "ItemGroupData",
    }
    assert found(top, f"//o:Query[@OID='QC.{rash}']/o:AuditRecord/o:SourceID/text()") == ["202-v1#t=4.0,6.5"]


def test_a_candidate_that_fills_an_item_is_asked_about_on_the_item() -> None:
    top = made(QUERIES, study())["odm.xml"]
    item = found(top, f"//o:Query[@OID='QC.{uid('202-v1', 'vs-1')}']")[0].getparent()
    assert item.get("ItemOID") == "IT.VS.TEMP"
    assert [(one.get("SeqNum"), one.text) for one in item.findall("{*}Value")] == [("1", "37.4")]


def test_nothing_in_it_is_data_and_nothing_accepted_is_asked_about_without_a_query() -> None:
    top = made(QUERIES, study())["odm.xml"]
    assert set(found(top, "//o:ClinicalData//@TransactionType")) == {"Context"}
    text = QUERIES.make(study(), ACCEPTED)["odm.xml"].decode()
    assert "chest pain" not in text
    assert "FormData" not in text
    assert "North" not in text


def test_a_rules_draft_is_a_candidate_of_the_system_on_its_finding() -> None:
    one = first_week().queries[0]
    asked = query(study(), one.id)
    assert (asked["State"], asked["Source"], asked["Type"], asked["Name"]) == (
        "Candidate",
        "System",
        "System",
        "ae-end",
    )
    assert asked["on"] == "ItemGroupData"
    assert asked["text"] == "When did the headache end?"


@pytest.mark.parametrize(
    ("by", "source"),
    [(MANAGER, "Data Management"), (MONITOR, "Site Monitor"), (SAFETY, "Safety Reviewer"), (MACHINE, "System")],
)
def test_a_query_says_who_asks(by: Actor, source: str) -> None:
    one = first_week().queries[1].model_copy(update={"by": by})
    assert query(only((one,)), one.id)["Source"] == source


@pytest.mark.parametrize(
    ("state", "written"),
    [("open", "Open"), ("answered", "Answered"), ("closed", "Closed"), ("cancelled", "Cancelled")],
)
def test_a_query_keeps_its_state_its_time_and_its_answer(state: str, written: str) -> None:
    changed = NOON + timedelta(minutes=40)
    update = {"state": state, "changed_at": changed, "answer": "Three cups."}
    one = first_week().queries[1].model_copy(update=update)
    asked = query(only((one,)), one.id)
    assert (asked["State"], asked["LastUpdateDatetime"]) == (written, "2026-04-02T12:40:00+00:00")
    assert asked["text"] == "Please ask about coffee.\nAnswer: Three cups."


def test_what_is_no_data_of_a_form_is_asked_about_on_its_visit() -> None:
    mood = finding("202-v1", "mo-1", Mood(feeling="negative", what="low"), "I feel low.", at=5)
    record = study(visits=(undecided().model_copy(update={"findings": (mood,), "queries": ()}),))
    assert query(record, f"QC.{mood.uid}")["on"] == "StudyEventData"


def test_a_query_on_a_rejected_finding_is_asked_on_its_visit() -> None:
    one = first_week().queries[0].model_copy(update={"about": uid("101-v1", "ae-2")})
    assert query(only((one,)), one.id)["on"] == "StudyEventData"


def test_what_the_last_run_does_not_find_any_more_is_not_asked_about() -> None:
    gone = undecided().findings[0].model_copy(update={"withdrawn": True})
    record = study(visits=(undecided().model_copy(update={"findings": (gone,), "queries": ()}),))
    assert found(made(QUERIES, record)["odm.xml"], "//o:Query") == []


def test_a_reopened_finding_is_a_candidate_from_then_on() -> None:
    one = undecided().findings[0]
    again = decided(decided(one, "accept"), "reopen")
    record = study(visits=(undecided().model_copy(update={"findings": (again,), "queries": ()}),))
    assert query(record, f"QC.{one.uid}")["LastUpdateDatetime"] == "2026-04-02T12:03:00+00:00"


def test_every_question_is_in_it_once() -> None:
    week = first_week()
    every = tuple(
        week.queries[1].model_copy(update={"id": f"q-{at:016x}", "about": about})
        for at, about in enumerate(["VS", "SU", *(one.uid for one in week.findings)])
    )
    opened = tuple(one.model_copy(update={"finding": one.finding.model_copy(update={"status": "candidate"})})
                   if at % 2 else one for at, one in enumerate(week.findings))  # fmt: skip
    record = study(visits=(week.model_copy(update={"queries": every, "findings": opened}), *study().visits[1:]))
    oids = found(made(QUERIES, record)["odm.xml"], "//o:Query/@OID")
    wanted = {one.id for one in (*every, *(query for other in record.visits[1:] for query in other.queries))}
    wanted |= {f"QC.{one.uid}" for visit in record.visits for one in visit.findings if one.status == "candidate"}
    assert sorted(oids) == sorted(wanted)
    assert [fault for check in QUERIES.checks for fault in check.faults(QUERIES.make(record, ACCEPTED))] == []


def test_codes_of_a_candidate_are_not_written() -> None:
    one = finding("202-v1", "ae-1", AdverseEvent(term="rash", codings=ctcae("Rash", "Skin")), "rash")
    record = study(visits=(undecided().model_copy(update={"findings": (one,), "queries": ()}),))
    assert "CTCAETRM" not in row(made(QUERIES, record)["odm.xml"], "IG.LOG.AE")


def test_what_an_interview_leaves_open_is_asked_of_the_site_and_of_no_subject() -> None:
    record = study(visits=(interview(),))
    top = made(QUERIES, record)["odm.xml"]
    assert found(top, "//o:SubjectData") == []
    assert found(top, "//o:Location[@OID='LO.02']/o:Query/@Name") == ["follow_up"]
    assert [fault for check in QUERIES.checks for fault in check.faults(QUERIES.make(record, ACCEPTED))] == []
