"""From typed texts to a value of the record, or to a sentence beside the field."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.reviewed_sample import CHEST_PAIN, HEADACHE, STUDY, ctcae
from trialvoice.core.findings import (
    AdverseEvent,
    Coding,
    ConcomitantMedication,
    CrfItem,
    DictionaryCoding,
    Interaction,
    ProtocolDeviation,
    Ruling,
    Value,
)
from trialvoice.trial.review.typed_values import Read, Start, read_value
from trialvoice.trial.review.value_forms import strings
from trialvoice.trial.review.value_shapes import shape_of

HEARD = datetime(2026, 4, 1, 9, 30, tzinfo=UTC)


def typed(value: Value, **changes: Any) -> dict[str, list[str]]:
    """What the form of a value sends where nothing but `changes` was touched."""
    sent = {shape.name: list(strings(shape, value)) for shape in shape_of(value.kind).shapes}
    return sent | {name: given if isinstance(given, list) else [given] for name, given in changes.items()}


def read(now: Value, sent: Mapping[str, list[str]]) -> Read:
    return read_value(now.kind, sent, Start(now, now, HEARD), STUDY)


def added(kind: str, **sent: str) -> Read:
    return read_value(kind, {name: [text] for name, text in sent.items()}, Start(None, None, HEARD), STUDY)


@pytest.mark.parametrize(
    "value",
    [
        HEADACHE,
        CHEST_PAIN,
        ConcomitantMedication(name="aspirin", ongoing=True),
        CrfItem(form="VS", item="SYSBP", value="128", unit="mmHg"),
        ProtocolDeviation(category="dosing", description="took two", rule="dosing", rationale="safety"),
        Interaction(
            first="aspirin",
            second="warfarin",
            with_study_drug=False,
            severity="major",
            text="bleeding",
            listed_in="study.toml",
        ),
    ],
    ids=lambda value: value.kind,
)
def test_a_form_that_nobody_touched_gives_the_same_value(value: Value) -> None:
    assert read(value, typed(value)) == Read(value, {})


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("term", " ", "Fill this in"),
        ("onset_date", "09.03.2026", "Write a date that exists"),
        ("onset_date", "2026-13", "Write a date that exists"),
        ("onset_date", "2026-02-30", "Write a date that exists"),
        ("end_date", "2026-03-06", "The end lies before the onset"),
        ("end_date", "2025", "The end lies before the onset"),
        ("grade", "three", "Write a whole number, such as 2"),
        ("grade", "6", "Write 5 or less"),
        ("severity", "dreadful", "Choose one of the list"),
        ("codings", "CTCAE:Madness", "Choose one of the terms"),
    ],
)
def test_what_cannot_stand_has_a_sentence_beside_its_field(field: str, text: str, said: str) -> None:
    assert read(HEADACHE, typed(HEADACHE, **{field: text})) == Read(None, {field: said})


@pytest.mark.parametrize("end", ["2026-03-07", "2026-03", "2026", "2027"])
def test_an_end_that_may_lie_after_the_onset_can_stand(end: str) -> None:
    value = read(HEADACHE, typed(HEADACHE, end_date=end)).value
    assert isinstance(value, AdverseEvent)
    assert value.end_date == end


def test_a_criterion_starts_the_clock_and_none_stops_it() -> None:
    serious = read(HEADACHE, typed(HEADACHE, criteria=["death", "hospitalisation"])).value
    assert isinstance(serious, AdverseEvent)
    assert serious.criteria == ("death", "hospitalisation")
    assert (serious.awareness_at, serious.sae_due_at) == (HEARD, HEARD + timedelta(hours=24))
    calm = read(CHEST_PAIN, typed(CHEST_PAIN, criteria=[])).value
    assert isinstance(calm, AdverseEvent)
    assert (calm.criteria, calm.awareness_at, calm.sae_due_at) == ((), None, None)
    other = read(CHEST_PAIN, typed(CHEST_PAIN, criteria=["disability"])).value
    assert isinstance(other, AdverseEvent)
    assert other.sae_due_at == CHEST_PAIN.sae_due_at


def test_a_rules_reason_goes_with_the_value_that_it_decided() -> None:
    ruled = CHEST_PAIN.model_copy(
        update={"grade_rule": Ruling(rule="a@1", because="x"), "severity_rule": Ruling(rule="b@1", because="y")}
    )
    value = read(ruled, typed(ruled, grade="4")).value
    assert isinstance(value, AdverseEvent)
    assert (value.grade, value.grade_rule, value.severity_rule) == (4, None, ruled.severity_rule)


def test_a_term_can_be_chosen_and_taken_away() -> None:
    rash = Coding(dictionary="CTCAE", version="6.0", term="Rash", system_organ_class="x")
    event = AdverseEvent(
        term="red spots",
        codings=(DictionaryCoding(dictionary="CTCAE", version="6.0", state="undecided", candidates=(rash,)),),
    )
    chosen = read(event, typed(event, codings="CTCAE:Rash")).value
    assert isinstance(chosen, AdverseEvent)
    assert (chosen.coding, chosen.codings[0].state, chosen.codings[0].matched) == (rash, "coded", None)
    none = read(HEADACHE, typed(HEADACHE, codings="CTCAE:")).value
    assert isinstance(none, AdverseEvent)
    assert (none.coding, none.codings[0].state) == (None, "undecided")
    assert none.codings[0].candidates == (ctcae("Headache", "Nervous system disorders")[0].coding,)


@pytest.mark.parametrize(
    ("item", "text", "errors"),
    [
        ("VS.SYSBP", "128", {}),
        ("VS.SYSBP", "128.5", {"value": "Write a whole number, such as 2"}),
        ("VS.SYSBP", "20", {"value": "The form takes 60 or more"}),
        ("VS.SYSBP", "300", {"value": "The form takes 260 or less"}),
        ("VS.TEMP", "37.4", {}),
        ("VS.TEMP", "warm", {"value": "Write a number, such as 37.4"}),
        ("SU.SMOKE", "former", {}),
        ("SU.SMOKE", "sometimes", {"value": "Choose one of never, former, current"}),
        ("SU.COFFEE", "yes", {}),
        ("SU.COFFEE", "maybe", {"value": "Choose one of yes, no"}),
        ("SU.NOTHING", "x", {"item": "Choose an item of this visit's forms"}),
    ],
)
def test_a_crf_value_is_one_that_its_item_takes(item: str, text: str, errors: dict[str, str]) -> None:
    assert added("crf_item", item=item, value=text).errors == errors


def test_a_crf_value_has_its_items_unit() -> None:
    assert added("crf_item", item="VS.SYSBP", value="128").value == CrfItem(
        form="VS", item="SYSBP", value="128", unit="mmHg"
    )


def test_what_a_person_adds_is_marked_as_told() -> None:
    value = added("protocol_deviation", category="consent", description="not signed").value
    assert isinstance(value, ProtocolDeviation)
    assert (value.rule, value.rationale) == ("stated", "")
    medicine = added("concomitant_medication", name="aspirin", prohibited="false").value
    assert medicine == ConcomitantMedication(name="aspirin")


def test_an_empty_form_says_all_that_is_missing() -> None:
    assert set(added("vital_sign").errors) == {"test", "value", "unit"}
    assert set(added("medical_history").errors) == {"term", "category", "present"}
    assert added("vital_sign", test="PULSE", value="nan", unit="x").errors == {"value": "Write a number, such as 37.4"}
