"""The forms of values: made from the records, filled from a value or from what was typed."""

import pytest

from tests.reviewed_sample import CHEST_PAIN, HEADACHE, STUDY
from trialvoice.core.findings import (
    KINDS,
    AdverseEvent,
    Coding,
    ConcomitantMedication,
    CrfItem,
    DictionaryCoding,
    VitalSign,
)
from trialvoice.trial.review.value_forms import Field, Filling, value_form
from trialvoice.trial.review.value_shapes import MODELS, shape_of


def fields(filling: Filling) -> dict[str, Field]:
    return {field.name: field for field in value_form(filling, STUDY)}


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_a_kind_is_typed_or_kept_and_none_is_made_up(kind: str) -> None:
    spec = shape_of(kind)
    typed = {shape.name for shape in spec.shapes}
    assert typed | spec.kept == set(MODELS[kind].model_fields)
    assert not typed & spec.kept
    assert set(spec.added) <= spec.kept


def test_enumerations_become_selects_and_dates_say_how_they_are_written() -> None:
    event = fields(Filling("adverse_event", now=HEADACHE))
    assert event["severity"].control == "choice"
    assert [value for value, _ in event["severity"].options] == ["mild", "moderate", "severe", "not_stated"]
    assert event["severity"].values == ("mild",)
    assert event["onset_date"].control == "date"
    assert "2026-03" in event["onset_date"].hint
    assert event["criteria"].control == "many"
    assert event["grade"].control == "whole"
    assert not event["grade"].needed
    assert event["term"].needed


def test_what_may_be_unknown_has_an_empty_choice_first() -> None:
    medicine = fields(Filling("concomitant_medication", now=ConcomitantMedication(name="aspirin", ongoing=False)))
    assert medicine["ongoing"].options == (("", "Not known"), ("true", "yes"), ("false", "no"))
    assert medicine["ongoing"].values == ("false",)
    assert medicine["prohibited"].options == (("true", "yes"), ("false", "no"))


def test_the_machines_value_stands_beside_each_field_in_words() -> None:
    edited = HEADACHE.model_copy(update={"outcome": "resolved", "treatment": None})
    event = fields(Filling("adverse_event", now=edited, machine=HEADACHE))
    assert (event["outcome"].values, event["outcome"].machine) == (("resolved",), "ongoing")
    assert (event["treatment"].values, event["treatment"].machine) == ((), "paracetamol")
    assert fields(Filling("adverse_event", now=CHEST_PAIN, machine=CHEST_PAIN))["criteria"].machine == "hospitalisation"


def test_what_was_typed_stands_before_what_the_value_is() -> None:
    typed = {"test": ["PULSE"], "value": ["seventy"], "unit": [""]}
    sign = fields(
        Filling(
            "vital_sign",
            now=VitalSign(test="PULSE", value=72, unit="beats/min"),
            typed=typed,
            errors={"value": "Write a number, such as 37.4"},
        )
    )
    assert (sign["value"].values, sign["value"].error) == (("seventy",), "Write a number, such as 37.4")
    assert sign["unit"].values == ("",)


def test_a_crf_values_control_is_that_of_its_item() -> None:
    smoke = fields(Filling("crf_item", item="SU.SMOKE"))["value"]
    assert [value for value, _ in smoke.options] == ["", "never", "former", "current"]
    assert smoke.label == "Does the participant smoke?"
    pressure = fields(Filling("crf_item", now=CrfItem(form="VS", item="SYSBP", value="128"), item="VS.SYSBP"))["value"]
    assert (pressure.control, pressure.values, pressure.hint) == ("whole", ("128",), "in mmHg 60 to 260")
    assert [value for value, _ in fields(Filling("crf_item", item="SU.COFFEE"))["value"].options] == ["", "yes", "no"]


def test_an_undecided_term_is_chosen_from_its_candidates() -> None:
    terms = tuple(
        Coding(dictionary="CTCAE", version="6.0", term=term, system_organ_class="x") for term in ("Rash", "Hives")
    )
    event = AdverseEvent(
        term="red spots",
        codings=(DictionaryCoding(dictionary="CTCAE", version="6.0", state="undecided", candidates=terms),),
    )
    coding = fields(Filling("adverse_event", now=event, machine=event))["codings"]
    assert [name for name, _ in coding.options] == ["CTCAE:", "CTCAE:Rash", "CTCAE:Hives"]
    assert (coding.values, coding.machine) == (("CTCAE:",), "CTCAE undecided")
    assert "codings" not in fields(Filling("adverse_event", now=AdverseEvent(term="red spots")))


def test_a_new_finding_begins_with_its_own_words() -> None:
    assert fields(Filling("adverse_event", quote="my knee hurts"))["term"].values == ("my knee hurts",)
    assert fields(Filling("adverse_event", quote="my knee hurts"))["severity"].values == ("not_stated",)
    assert fields(Filling("vital_sign", quote="72"))["value"].values == ()
