"""Forms filled from what was said: every item has a value with its proof, or is not stated. Never a guess."""

from collections.abc import Mapping, Sequence

from trialvoice.core.findings import CrfItem, Evidence, FilledItem, Finding, VitalSign
from trialvoice.core.study import Form, Item, Study, Visit
from trialvoice.safe.dialogue import Dialogue
from trialvoice.safe.drafts import Draft
from trialvoice.safe.items import read_item

SOURCE = "rule:forms@1"
_TESTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("SYSBP", ("sysbp", "systolic")),
    ("DIABP", ("diabp", "diastolic")),
    ("PULSE", ("pulse", "heart rate", "hr")),
    ("TEMP", ("temp", "temperature")),
    ("WEIGHT", ("weight",)),
    ("HEIGHT", ("height",)),
    ("RESP", ("resp", "respiratory rate", "respiration")),
    ("OXYSAT", ("oxysat", "spo2", "oxygen")),
)
_CONVERT: Mapping[tuple[str, str], tuple[float, float]] = {
    ("lb", "kg"): (0.45359237, 0.0),
    ("kg", "lb"): (2.20462262, 0.0),
    ("F", "C"): (5 / 9, -160 / 9),
    ("C", "F"): (1.8, 32.0),
}
"""(factor, offset) from one unit to another."""
_SAME_UNIT = {
    **dict.fromkeys(("celsius", "°c", "degc", "c"), "C"),
    **dict.fromkeys(("fahrenheit", "°f", "degf", "f"), "F"),
    **dict.fromkeys(("kilograms", "kilogram", "kgs"), "kg"),
    **dict.fromkeys(("pounds", "pound", "lbs"), "lb"),
}


def forms_for(study: Study, visit: Visit | None) -> tuple[Form, ...]:
    """The forms of the visit; all of the study where it is not known which visit this is."""
    return study.forms_of(visit) if visit else study.forms


def read_forms(
    dialogue: Dialogue, forms: Sequence[Form], vitals: Sequence[Draft], claimed: Mapping[str, Evidence]
) -> tuple[Draft, ...]:
    """Drafts of the items that were stated. claimed: grounded answers of the model, by `FORM.ITEM`."""
    drafts = (
        _item(dialogue, form, item, vitals, claimed.get(f"{form.id}.{item.id}"))
        for form in forms
        for item in form.items
    )
    return tuple(draft for draft in drafts if draft)


def open_text_items(dialogue: Dialogue, forms: Sequence[Form]) -> tuple[tuple[str, Item], ...]:
    """The text items that reading left open, which the language model is asked about."""
    return tuple(
        (form.id, item)
        for form in forms
        for item in form.items
        if item.type == "text" and read_item(dialogue, item) is None
    )


def fill(forms: Sequence[Form], findings: Sequence[Finding]) -> tuple[FilledItem, ...]:
    """Every item of every form, in the order of the study file."""
    stated = {(f.value.form, f.value.item): f for f in findings if isinstance(f.value, CrfItem)}
    return tuple(_filled(form, item, stated.get((form.id, item.id))) for form in forms for item in form.items)


def _filled(form: Form, item: Item, finding: Finding | None) -> FilledItem:
    if finding is None or not isinstance(finding.value, CrfItem):
        return FilledItem(form=form.id, item=item.id, state="not_stated")
    value = finding.value
    return FilledItem(
        form=form.id, item=item.id, state="stated", value=value.value, unit=value.unit, finding=finding.id
    )


def _item(
    dialogue: Dialogue, form: Form, item: Item, vitals: Sequence[Draft], claimed: Evidence | None
) -> Draft | None:
    test = vital_of(item)
    if test:
        return _from_vitals(form, item, test, vitals)
    read = read_item(dialogue, item)
    if read:
        value = CrfItem(form=form.id, item=item.id, value=read.value, unit=item.unit)
        return Draft(value, read.evidence, SOURCE, read.confidence)
    if claimed and item.type == "text":
        value = CrfItem(form=form.id, item=item.id, value=claimed.quote, unit=item.unit)
        return Draft(value, (claimed,), "crf-text@1", 0.5, review=("read by the model alone",))
    return None


def vital_of(item: Item) -> str | None:
    """The vital sign that a numeric item asks for, by its ids or question, or None."""
    if item.type not in ("integer", "decimal"):
        return None
    ids = {
        part
        for name in (item.id, item.cdash or "", item.odm or "")
        for part in name.lower().replace(".", "_").split("_")
    }
    question = item.question.lower()
    for test, names in _TESTS:
        if set(names) & ids or any(len(name) > 4 and name in question for name in names):
            return test
    return None


def _from_vitals(form: Form, item: Item, test: str, vitals: Sequence[Draft]) -> Draft | None:
    """The last reading of the visit; one taken again replaces the one before."""
    readings = [d for d in vitals if isinstance(d.value, VitalSign) and d.value.test == test]
    for draft in reversed(readings):
        assert isinstance(draft.value, VitalSign)
        converted = in_unit(draft.value.value, draft.value.unit, item.unit)
        if converted is None:
            continue
        review = () if converted == draft.value.value else (f"converted from {draft.value.unit}",)
        if not in_range(item, converted):
            review = (*review, "outside the range of the form")
        value = CrfItem(form=form.id, item=item.id, value=written(item, converted), unit=item.unit)
        return Draft(value, draft.evidence, SOURCE, draft.confidence, review=review)
    return None


def in_unit(value: float, unit: str, wanted: str | None) -> float | None:
    """The value in the wanted unit, or None where that is not the same kind of unit."""
    if wanted is None:
        return value
    target = _SAME_UNIT.get(wanted.lower(), wanted)
    if (unit, target) in _CONVERT:
        factor, offset = _CONVERT[unit, target]
        return round(value * factor + offset, 1)
    temperatures, masses = {"C", "F"}, {"kg", "lb"}
    mixed = any((unit in group) != (target in group) for group in (temperatures, masses))
    return None if mixed else value


def in_range(item: Item, value: float) -> bool:
    """Whether a number is one that the form takes."""
    return (item.minimum is None or value >= item.minimum) and (item.maximum is None or value <= item.maximum)


def written(item: Item, value: float) -> str:
    """The number as the form wants it."""
    return str(round(value)) if item.type == "integer" else f"{value:g}"
