"""The export `redcap`: the project it makes, the rows it fills, and what its validators say of them."""

import csv
import io
from datetime import timedelta
from typing import Any, get_args

import pytest

from tests.reviewed_sample import (
    HEADACHE,
    INVESTIGATOR,
    MANAGER,
    NOON,
    STUDY,
    decided,
    found,
    study,
    visit,
)
from trialvoice.core.findings import AdverseEvent, CrfItem, ProtocolDeviation, Status
from trialvoice.core.study import Study
from trialvoice.trial.exports.redcap.project import LOG, project
from trialvoice.trial.exports.redcap.records import Cells, records
from trialvoice.trial.exports.redcap.written import HEADER
from trialvoice.trial.exports.target import Files, target
from trialvoice.trial.record.reviewed import ACCEPTED, Decision, ReviewedFinding, ReviewedStudy, ReviewedVisit

EVERYTHING: frozenset[Status] = frozenset(get_args(Status))
REDCAP = target("redcap")


def rows_of(made: ReviewedStudy | None = None) -> list[Cells]:
    return list(records(made or study(), ACCEPTED))


def log(instrument: str, made: ReviewedStudy | None = None) -> list[Cells]:
    return [row for row in rows_of(made) if row["redcap_repeat_instrument"] == instrument]


def table(files: Files, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[name].decode())))


def test_the_same_record_gives_the_same_bytes() -> None:
    assert REDCAP.make(study(), ACCEPTED) == REDCAP.make(study(), ACCEPTED)
    backwards = study().model_copy(update={"visits": study().visits[::-1]})
    assert REDCAP.make(backwards, ACCEPTED) == REDCAP.make(study(), ACCEPTED)


@pytest.mark.parametrize("statuses", [ACCEPTED, EVERYTHING], ids=["accepted", "everything"])
@pytest.mark.parametrize("check", REDCAP.checks, ids=lambda check: str(check.name))
def test_every_validator_passes_the_sample(check: Any, statuses: frozenset[Status]) -> None:
    assert list(check.faults(REDCAP.make(study(), statuses))) == []


def test_an_empty_study_makes_the_same_project() -> None:
    empty, whole = REDCAP.make(study(visits=()), ACCEPTED), REDCAP.make(study(), ACCEPTED)
    assert {name for name in whole if empty[name] != whole[name]} == {"records.csv"}
    assert [list(check.faults(empty)) for check in REDCAP.checks] == [[], []]


def test_the_dictionary_has_redcaps_columns_and_names() -> None:
    described = table(REDCAP.make(study(), ACCEPTED), "data_dictionary.csv")
    assert tuple(described[0]) == HEADER
    assert len(HEADER) == 18
    names = [row["Variable / Field Name"] for row in described]
    assert names[0] == "record_id"
    assert len(set(names)) == len(names)
    assert all(len(name) <= 26 and name == name.lower() for name in names)
    pressure = next(row for row in described if row["Variable / Field Name"] == "vs_sysbp")
    assert pressure["Field Label"] == "Systolic blood pressure (mmHg)"
    assert pressure["Text Validation Type OR Show Slider Number"] == "integer"
    assert (pressure["Text Validation Min"], pressure["Text Validation Max"]) == ("60", "260")
    smoke = next(row for row in described if row["Variable / Field Name"] == "su_smoke")
    assert smoke["Choices, Calculations, OR Slider Labels"] == "1, never | 2, former | 3, current"


def test_long_and_like_names_stay_apart() -> None:
    item = {"question": "Q", "type": "text"}
    raw = STUDY.model_dump(mode="json") | {
        "visits": [
            {"id": "a", "name": "Week 12 (end of treatment)", "forms": ["F"]},
            {"id": "b", "name": "Week 12, end of treatment, again", "forms": ["F"]},
            {"id": "c", "name": "12.", "forms": []},
        ],
        "forms": [
            {"id": "F", "title": "F", "items": [
                {"id": "a-very-long-name-of-an-item-1", **item}, {"id": "a-very-long-name-of-an-item-2", **item},
                {"id": "9", **item}]},
            {"id": "f", "title": "f", "items": [{"id": "9", **item}]},
            {"id": "ae", "title": "ae", "items": [{"id": "term", **item}]},
        ],
    }  # fmt: skip
    made = project(Study.model_validate(raw))
    own = [field.name for one in made.instruments if one.form for field in one.fields]
    assert own == ["f_a_very_long_name_of_an_i", "f_a_very_long_name_of_an_2", "f_9", "f_9_2", "ae_term_2"]
    assert [one.name for one in made.instruments if one.form] == ["form_f", "form_f_2", "form_ae"]
    assert [event.unique for event in made.events] == [
        LOG, "week_12_end_of_tre_arm_1", "week_12_end_of_tre_arm_1b", "12_arm_1"]  # fmt: skip


def test_an_event_is_coded_with_all_that_is_known() -> None:
    headache, chest_pain, bruise = log("adverse_event")
    assert (headache["ae_term"], headache["ae_severity"], headache["ae_outcome"]) == ("headache", "2", "1")
    assert (headache["ae_start"], headache["ae_start_date"]) == ("2026-03-07", "2026-03-07")
    assert (chest_pain["ae_start"], chest_pain.get("ae_start_date", "")) == ("2026-03", "")
    assert (chest_pain["ae_serious"], chest_pain["ae_criteria___3"], chest_pain["ae_criteria___1"]) == ("1", "1", "0")
    assert chest_pain["ae_due"] == "2026-03-31T09:04:12-04:00"
    assert "ae_severity" not in bruise
    assert headache["ae_evidence"].splitlines() == [
        "101-v1, turn 1, 4.000-6.500 s, participant: I have had a headache since Saturday.",
        "101-v2, turn 1, 4.000-6.500 s, participant: The headache went away.",
    ]


def test_forms_are_in_the_event_of_their_visit() -> None:
    (first,) = [row for row in rows_of() if row["redcap_event_name"] == "week_1_arm_1" and row["record_id"] == "01-101"]
    assert (first["redcap_repeat_instrument"], first["redcap_repeat_instance"]) == ("", "1")
    assert (first["vs_sysbp"], first["vs_pulse"], first["vs_temp"]) == ("128", "72", "")
    assert (first["su_smoke"], first["su_coffee"]) == ("2", "")
    assert (first["visit_date"], first["visit_time"], first["visit_day"]) == ("2026-03-09", "09:00", "8")
    assert (first["visit_complete"], first["form_vs_complete"]) == ("2", "0")


def test_yes_and_no_are_one_and_nought_and_a_whole_signed_form_is_complete() -> None:
    said = {"SMOKE": "never", "COFFEE": "yes", "JOB": "baker"}
    findings = [
        decided(found("r", f"crf-{at}", CrfItem(form="SU", item=item, value=value), value), "add")
        for at, (item, value) in enumerate(said.items())
    ]
    whole = visit("r", "301", "V1", NOON, findings)
    (row,) = [row for row in rows_of(study(visits=(whole,))) if row["redcap_event_name"] == "week_1_arm_1"]
    assert (row["su_smoke"], row["su_coffee"], row["su_job"]) == ("1", "1", "baker")
    assert row["form_su_complete"] == "1"
    signature = study().visits[0].signatures
    signed = study(visits=(whole.model_copy(update={"signatures": signature}),))
    assert [row["form_su_complete"] for row in rows_of(signed) if "form_su_complete" in row] == ["2"]


def test_a_monitors_interview_is_no_record() -> None:
    assert {row["record_id"] for row in rows_of()} == {"01-101", "02-202"}
    assert b"consent form" not in REDCAP.make(study(), ACCEPTED)["records.csv"]


def test_two_recordings_of_one_visit_are_two_instances_of_its_event() -> None:
    parts = tuple(visit(name, "301", "V1", NOON + timedelta(hours=at), []) for at, name in enumerate(("r-1", "r-2")))
    shown = [row for row in rows_of(study(visits=parts)) if row["redcap_event_name"] == "week_1_arm_1"]
    assert [(row["redcap_repeat_instance"], row["visit_recording"]) for row in shown] == [("1", "r-1"), ("2", "r-2")]


def at_act(one: ReviewedFinding, action: Any, act: int, value: Any = None) -> ReviewedFinding:
    """Decided by the act of that number, a minute later for each."""
    made = decided(one, action, MANAGER, value=value)
    last = made.decisions[-1].model_copy(update={"act": act, "at": NOON + timedelta(minutes=act)})
    return made.model_copy(update={"decisions": (*made.decisions[:-1], last)})


def terms(visits: tuple[ReviewedVisit, ...]) -> list[tuple[str, str, str]]:
    return [
        (row["redcap_repeat_instance"], row.get("ae_term", ""), row["ae_standing"])
        for row in log("adverse_event", study(visits=visits))
    ]


def weeks(first: list[ReviewedFinding], fourth: list[ReviewedFinding]) -> tuple[ReviewedVisit, ...]:
    return (
        visit("r-1", "301", "V1", NOON - timedelta(days=22), first),
        visit("r-2", "301", "V2", NOON - timedelta(days=1), fourth),
    )


RASH = found("r-1", "ae-1", AdverseEvent(term="rash"), "rash")
COUGH = found("r-2", "ae-1", AdverseEvent(term="cough"), "cough")
FEVER = found("r-2", "ae-2", AdverseEvent(term="fever"), "fever")


def test_what_is_accepted_late_comes_last_however_early_its_visit() -> None:
    before = weeks([RASH], [at_act(COUGH, "accept", 1), at_act(FEVER, "accept", 2)])
    assert terms(before) == [("1", "cough", "1"), ("2", "fever", "1")]
    after = weeks([at_act(RASH, "accept", 3)], [at_act(COUGH, "accept", 1), at_act(FEVER, "accept", 2)])
    assert terms(after) == [("1", "cough", "1"), ("2", "fever", "1"), ("3", "rash", "1")]


def test_an_earlier_telling_accepted_late_joins_its_event_under_the_same_number() -> None:
    early = found("r-1", "ae-9", AdverseEvent(term="cough"), "cough")
    after = weeks([at_act(early, "accept", 3)], [at_act(COUGH, "accept", 1), at_act(FEVER, "accept", 2)])
    assert terms(after) == [("1", "cough", "1"), ("2", "fever", "1")]
    (cough, _) = log("adverse_event", study(visits=after))
    assert cough["ae_recordings"] == "r-1, r-2"


def test_what_was_rejected_after_all_is_taken_back_under_its_number() -> None:
    back = at_act(at_act(COUGH, "accept", 1), "reject", 5)
    made = study(visits=weeks([], [back, at_act(FEVER, "accept", 2)]))
    gone, fever = log("adverse_event", made)
    assert (gone["redcap_repeat_instance"], gone["ae_standing"], gone["adverse_event_complete"]) == ("1", "2", "0")
    assert gone["ae_reviewed_at"] == (NOON + timedelta(minutes=5)).isoformat()
    assert "ae_term" not in gone
    assert (fever["redcap_repeat_instance"], fever["ae_term"]) == ("2", "fever")
    assert [list(check.faults(REDCAP.make(made, ACCEPTED))) for check in REDCAP.checks] == [[], []]


def test_an_edit_moves_no_number() -> None:
    edited = at_act(at_act(COUGH, "accept", 1), "edit", 5, AdverseEvent(term="zoster"))
    assert terms(weeks([], [edited, at_act(FEVER, "accept", 2)])) == [("1", "zoster", "1"), ("2", "fever", "1")]


def test_a_candidate_takes_no_number() -> None:
    assert terms(weeks([RASH], [COUGH, at_act(FEVER, "accept", 2)])) == [("1", "fever", "1")]


def test_no_cell_is_a_formula() -> None:
    one = decided(found("r", "ae-1", AdverseEvent(term="=1+1"), "x"), "accept")
    files = REDCAP.make(study(visits=(visit("r", "301", "V1", NOON, [one]),)), ACCEPTED)
    assert [row["ae_term"] for row in table(files, "records.csv") if row["ae_term"]] == ["'=1+1"]
    assert [list(check.faults(files)) for check in REDCAP.checks] == [[], []]


def test_a_finding_proven_by_its_row_alone_has_that_as_evidence() -> None:
    late = ProtocolDeviation(category="visit_window", description="late", rule="window")
    (row,) = log("protocol_deviation", study(visits=(visit("r", "301", "V1", NOON, [decided(found("r", "pd-1", late),
                 "accept", INVESTIGATOR)]),)))  # fmt: skip
    assert (row["pd_category"], row["pd_evidence"]) == ("1", "r: recordings.csv: recorded_at")


def test_who_decided_last_stands_beside_the_record() -> None:
    again = Decision(act=9, at=NOON + timedelta(hours=2), by=MANAGER, action="accept", reason="", value=HEADACHE)
    one = decided(found("r", "ae-1", HEADACHE, "x"), "accept")
    one = one.model_copy(update={"decisions": (*one.decisions, again)})
    (row,) = log("adverse_event", study(visits=(visit("r", "301", "V1", NOON, [one]),)))
    assert row["ae_reviewed_by"] == "Dana Manager (data_manager)"
