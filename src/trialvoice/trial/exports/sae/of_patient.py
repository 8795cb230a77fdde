"""Section D and F: the subject by number, what the subject brought along, and what was measured."""

from collections.abc import Iterator

from trialvoice.core.findings import MedicalHistory, VitalSign
from trialvoice.trial.exports.sae.case import Case, Filled
from trialvoice.trial.exports.sae.elements import table
from trialvoice.trial.record.followed import Telling

_KILOGRAMS = {"kg": 1.0, "LB": 0.45359237}
_CENTIMETRES = {"cm": 1.0, "m": 100.0, "in": 2.54}
_CATEGORIES = {
    "condition": "condition",
    "operation": "operation",
    "allergy": "allergy",
    "substance_use": "substance use",
    "family_history": "in the family",
    "exposure": "exposure",
    "immunisation": "immunisation",
}


def of_patient(case: Case) -> Iterator[Filled]:
    """Number, size and medical history."""
    yield Filled("patient_number", case.followed.subject, case.row(case.last, "subject"))
    yield from _size(case, "patient_weight", "WEIGHT", _KILOGRAMS)
    yield from _size(case, "patient_height", "HEIGHT", _CENTIMETRES)
    seen: dict[tuple[str, str, bool], list[str]] = {}
    for telling in case.history:
        value = telling.finding.value
        assert isinstance(value, MedicalHistory), "history holds nothing else"
        seen.setdefault((value.term, value.category, value.present), []).extend(case.of(telling))
    for entry, ((term, category, present), proofs) in enumerate(seen.items(), start=1):
        text = f"{term} ({_CATEGORIES[category]})" if present else f"no {term} ({_CATEGORIES[category]})"
        yield Filled("history_text", text, tuple(dict.fromkeys(proofs)), entry=entry)


def of_tests(case: Case) -> Iterator[Filled]:
    """Vital signs of the visits that tell of the event; what was measured stays in its unit."""
    about = {telling.visit.recording for telling in case.followed.tellings}
    measured = [one for one in case.vitals if one.visit.recording in about]
    for entry, telling in enumerate(measured, start=1):
        value = telling.finding.value
        assert isinstance(value, VitalSign), "vitals hold nothing else"
        day = telling.visit.recorded_at.date().isoformat()
        yield Filled("test_date", day, case.row(telling.visit, "recorded_at"), entry=entry)
        yield Filled("test_name", value.test, case.of(telling), entry=entry)
        yield Filled("test_value", f"{value.value:g}", case.of(telling), entry=entry)
        coded = table().code("unit", value.unit)
        if coded:
            yield Filled("test_unit", coded[1], case.of(telling), code=coded[0], entry=entry)


def _size(case: Case, key: str, test: str, units: dict[str, float]) -> Iterator[Filled]:
    """The last measured up to the visit that tells of the event last; what is converted has a note of it."""
    fitting = [one for one in case.vitals if _is(one, test, units) and one.visit.recorded_at <= case.last.recorded_at]
    if not fitting:
        return
    value = fitting[-1].finding.value
    assert isinstance(value, VitalSign), "vitals hold nothing else"
    factor = units[value.unit]
    note = "" if factor == 1 else f"measured as {value.value:g} {value.unit}"
    yield Filled(key, f"{round(value.value * factor, 1):g}", case.of(fitting[-1]), note=note)


def _is(telling: Telling, test: str, units: dict[str, float]) -> bool:
    value = telling.finding.value
    return isinstance(value, VitalSign) and value.test == test and value.unit in units
