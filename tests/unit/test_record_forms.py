"""Forms after review: an item holds what a person accepted, or it is not stated."""

import pytest

from tests.reviewed_sample import STUDY, decided, found, stated, visit
from tests.store_sample import HEARD_AT
from trialvoice.core.findings import CrfItem, VitalSign
from trialvoice.core.results import FilledItem
from trialvoice.trial.record.forms import reviewed_forms
from trialvoice.trial.record.reviewed import ReviewedFinding, ReviewedVisit

R = "101-v1"
BP = VitalSign(test="SYSBP", value=128, unit="mmHg")
HIGHER = VitalSign(test="SYSBP", value=140.5, unit="mmHg")
SMOKE = CrfItem(form="SU", item="SMOKE", value="I used to")


def filled(*findings: ReviewedFinding, forms: tuple[FilledItem, ...]) -> dict[str, FilledItem]:
    made: ReviewedVisit = visit(R, "101", "V1", HEARD_AT, findings, forms=forms)
    return {item.item: item for item in reviewed_forms(made, STUDY)}


def test_every_item_of_the_visits_forms_is_there_in_order() -> None:
    assert list(filled(forms=())) == ["SYSBP", "PULSE", "TEMP", "SMOKE", "COFFEE", "JOB"]


@pytest.mark.parametrize(
    ("action", "state", "value"),
    [("accept", "stated", "128"), ("reject", "not_stated", None), ("reopen", "not_stated", None)],
)
def test_a_value_stands_once_it_is_accepted(action: str, state: str, value: str | None) -> None:
    one = decided(found(R, "vs-1", BP, "128"), action)  # type: ignore[arg-type]
    item = filled(one, forms=(stated("VS", "SYSBP", "128", "vs-1", "mmHg"),))["SYSBP"]
    assert (item.state, item.value) == (state, value)
    assert item.finding == (one.uid if value else None)


def test_an_accepted_value_is_as_the_machine_wrote_it_into_the_form() -> None:
    one = decided(found(R, "crf-1", SMOKE, "I used to"), "accept")
    assert filled(one, forms=(stated("SU", "SMOKE", "former", "crf-1"),))["SMOKE"].value == "former"


def test_an_edited_value_is_as_it_stands() -> None:
    one = decided(found(R, "vs-1", BP, "128"), "edit", value=HIGHER, reason="misheard")
    assert filled(one, forms=(stated("VS", "SYSBP", "128", "vs-1", "mmHg"),))["SYSBP"].value == "140.5"


def both(first: str, second: str) -> FilledItem:
    findings = (found(R, "vs-1", BP, "128"), found(R, "vs-2", HIGHER, "140", at=2))
    ends = [decided(one, how) for one, how in zip(findings, (first, second), strict=True)]  # type: ignore[arg-type]
    conflict = stated("VS", "SYSBP", "128|140.5", "vs-1", "mmHg").model_copy(
        update={"other_finding": "vs-2", "state": "conflicting"}
    )
    return filled(*ends, forms=(conflict,))["SYSBP"]


@pytest.mark.parametrize(
    ("first", "second", "state", "value"),
    [
        ("accept", "accept", "conflicting", "128|140.5"),
        ("accept", "reject", "stated", "128"),
        ("reject", "accept", "stated", "140.5"),
        ("reject", "reject", "not_stated", None),
    ],
)
def test_a_conflict_is_settled_by_review(first: str, second: str, state: str, value: str | None) -> None:
    item = both(first, second)
    assert (item.state, item.value) == (state, value)


def test_two_that_are_edited_to_the_same_are_no_conflict() -> None:
    findings = (
        decided(found(R, "vs-1", BP, "128"), "accept"),
        decided(found(R, "vs-2", HIGHER, "140", at=2), "edit", value=BP, reason="misheard"),
    )
    conflict = stated("VS", "SYSBP", "128|140.5", "vs-1", "mmHg").model_copy(
        update={"other_finding": "vs-2", "state": "conflicting"}
    )
    item = filled(*findings, forms=(conflict,))["SYSBP"]
    assert (item.state, item.value, item.other_finding) == ("stated", "128", None)


def test_what_a_person_added_fills_its_item() -> None:
    one = decided(found(R, "p-1", CrfItem(form="SU", item="COFFEE", value="yes"), "every day"), "add", reason="missed")
    item = filled(one, forms=())["COFFEE"]
    assert (item.state, item.value, item.finding) == ("stated", "yes", one.uid)


def test_an_added_vital_sign_fills_its_item() -> None:
    one = decided(found(R, "p-1", BP, "128"), "add", reason="missed")
    item = filled(one, forms=())["SYSBP"]
    assert (item.state, item.value, item.unit) == ("stated", "128", "mmHg")
