"""Forms filled from what was said: every item has a value with its proof, or is not stated. Never a guess."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from trialvoice.core.findings import CrfItem, Evidence, Finding, VitalSign
from trialvoice.core.results import CONFLICT, FilledItem
from trialvoice.core.study import Form, Item, Study, Visit
from trialvoice.safe.drafts import Draft
from trialvoice.safe.forms.item_numbers import in_range, written
from trialvoice.safe.forms.item_ties import Ties
from trialvoice.safe.forms.items import Read, read_item
from trialvoice.safe.forms.vitals import NOT_SITTING, VitalsRead
from trialvoice.safe.language.dialogue import Dialogue
from trialvoice.safe.language.numbers import measured
from trialvoice.safe.language.units import in_unit

SOURCE = "rule:forms@2"
_APART = 3
"""Turns between two readings that are not one measurement repeated."""
_TESTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("SYSBP", ("sysbp", "systolic")),
    ("DIABP", ("diabp", "diastolic")),
    ("OXYSAT", ("oxysat", "spo2", "oxygen", "oximetry")),
    ("PULSE", ("pulse", "heart rate", "hr")),
    ("TEMP", ("temp", "temperature")),
    ("WEIGHT", ("weight",)),
    ("HEIGHT", ("height",)),
    ("RESP", ("resp", "respiratory rate", "respiration")),
)
_EXTREME = re.compile(r"\b(?:highest|lowest|maximum)\b")
"""Words of a question that asks for one of many readings, as of a diary."""
_NOT_THE_READING = re.compile(
    r"\b(?:change|loss|gain|lost|gained|home|previous|last|birth|goal|target|highest|lowest|maximum|worst|largest)\b"
)
"""Words of a question that asks for something else than what was measured at the visit."""


@dataclass(frozen=True)
class FormsRead:
    """drafts: of what was stated, two of an item in conflict.  notes: why an item that was said was not taken."""

    drafts: tuple[Draft, ...]
    notes: Mapping[tuple[str, str], str]


def forms_for(study: Study, visit: Visit | None) -> tuple[Form, ...]:
    """The forms of the visit; all of the study where it is not known which visit this is."""
    return study.forms_of(visit) if visit else study.forms


def read_forms(
    dialogue: Dialogue, forms: Sequence[Form], vitals: VitalsRead, claimed: Mapping[str, Evidence]
) -> FormsRead:
    """What was stated of each item. claimed: grounded answers of the model, by `FORM.ITEM`."""
    reader = _FormReader(dialogue, forms, vitals, claimed)
    read = {(form.id, item.id): reader.item(form, item) for form in forms for item in form.items}
    return FormsRead(
        drafts=tuple(draft for drafts, _ in read.values() for draft in drafts),
        notes={key: note for key, (_, note) in read.items() if note},
    )


def open_text_items(dialogue: Dialogue, forms: Sequence[Form]) -> tuple[tuple[str, Item], ...]:
    """The text items that reading left open, which the language model is asked about."""
    return tuple(
        (form.id, item)
        for form in forms
        for item in form.items
        if item.type == "text" and not read_item(dialogue, item).values
    )


def fill(
    forms: Sequence[Form], findings: Sequence[Finding], notes: Mapping[tuple[str, str], str]
) -> tuple[FilledItem, ...]:
    """Every item of every form, in the order of the study file."""
    stated: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        if isinstance(finding.value, CrfItem):
            stated.setdefault((finding.value.form, finding.value.item), []).append(finding)
    return tuple(
        _filled(form, item, stated.get((form.id, item.id), []), notes.get((form.id, item.id)))
        for form in forms
        for item in form.items
    )


def _filled(form: Form, item: Item, found: Sequence[Finding], note: str | None) -> FilledItem:
    values = [finding.value.value for finding in found if isinstance(finding.value, CrfItem)]
    if not values:
        return FilledItem(form=form.id, item=item.id, state="not_stated", review=(note,) if note else ())
    return FilledItem(
        form=form.id,
        item=item.id,
        state="stated" if len(values) == 1 else "conflicting",
        value=CONFLICT.join(values),
        unit=item.unit,
        finding=found[0].id,
        other_finding=found[1].id if len(found) > 1 else None,
        review=(note,) if note else (),
    )


class _FormReader:
    def __init__(
        self, dialogue: Dialogue, forms: Sequence[Form], vitals: VitalsRead, claimed: Mapping[str, Evidence]
    ) -> None:
        self._dialogue = dialogue
        self._ties = Ties(dialogue, [item for form in forms for item in form.items if vital_of(item) is None])
        self._vitals = vitals
        self._claimed = claimed
        self._taken = _taken(dialogue, vitals.drafts)

    def item(self, form: Form, item: Item) -> tuple[tuple[Draft, ...], str | None]:
        """Drafts of one item, and a note where a value was said that the form does not take."""
        test = vital_of(item)
        if test:
            drafts, note = _from_vitals(form, item, test, self._vitals.drafts)
            implausible = self._vitals.implausible.get(test)
            return drafts, note or (_outside(item, f"{implausible:g}") if implausible and not drafts else None)
        taken = frozenset[tuple[int, int]]() if _EXTREME.search(item.question.lower()) else self._taken
        read = read_item(self._dialogue, item, self._ties, taken)
        if read.values:
            return tuple(_draft(form, item, value, read.values) for value in read.values), None
        claimed = self._claimed.get(f"{form.id}.{item.id}")
        if claimed and item.type == "text":
            value = CrfItem(form=form.id, item=item.id, value=claimed.quote, unit=item.unit)
            return (Draft(value, (claimed,), "crf-text@1", 0.5, review=("read by the model alone",)),), None
        return (), _outside(item, read.outside) if read.outside else None


def _draft(form: Form, item: Item, read: Read, all_read: Sequence[Read]) -> Draft:
    value = CrfItem(form=form.id, item=item.id, value=read.value, unit=item.unit)
    review = (*read.review, *_conflicts(read.value, [one.value for one in all_read]))
    return Draft(value, read.evidence, SOURCE, read.confidence, review=review)


def _conflicts(value: str, values: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"conflicts with {other}" for other in values if other != value)


def _outside(item: Item, said: str) -> str:
    """The note of a value that was not taken."""
    bounds = [
        f"{word} {bound:g}" for word, bound in (("from", item.minimum), ("to", item.maximum)) if bound is not None
    ]
    whole = ("whole numbers",) if item.type == "integer" else ("numbers",)
    return f"{said} was said, and the form takes {' '.join((*whole, *bounds))}"


def _taken(dialogue: Dialogue, vitals: Sequence[Draft]) -> frozenset[tuple[int, int]]:
    """(position of the turn, start) of the numbers that are vital signs."""
    at_of = {turn.id: at for at, turn in enumerate(dialogue.turns)}
    spans = [(at_of[proof.turn], proof.start_char, proof.end_char) for draft in vitals for proof in draft.evidence[:1]]
    return frozenset(
        (at, number.start)
        for at, start, end in spans
        for number in measured(dialogue.texts[at])
        if start <= number.start < end
    )


def vital_of(item: Item) -> str | None:
    """The vital sign that a numeric item asks for, by its ids or question, or None."""
    if item.type not in ("integer", "decimal"):
        return None
    ids = {
        part
        for name in (item.id, item.cdash or "", item.odm or "")
        for part in name.lower().replace(".", "_").split("_")
    }
    by_id = next((test for test, names in _TESTS if set(names) & ids), None)
    question = item.question.lower()
    if _NOT_THE_READING.search(question):
        return None
    if by_id:
        return by_id
    return next((test for test, names in _TESTS if any(len(name) > 4 and name in question for name in names)), None)


def _from_vitals(form: Form, item: Item, test: str, vitals: Sequence[Draft]) -> tuple[tuple[Draft, ...], str | None]:
    """The reading of the visit in the form's unit; two that staff stated apart, without measuring again, conflict."""
    readings = [d for d in vitals if isinstance(d.value, VitalSign) and d.value.test == test]
    made = [d for reading in _in_posture(item, readings) if (d := _in_form(form, item, reading))]
    inside = [d for d in made if in_range(item, float(_value(d)))]
    outside = [d for d in made if d not in inside]
    if not inside:
        return (), _outside(item, _value(outside[-1])) if outside else None
    values = [_value(d) for d in inside[-2:]]
    if len(values) == 1 or not _stated_apart(inside[-2], inside[-1]):
        return (inside[-1],), None
    return tuple(replace(d, review=(*d.review, *_conflicts(_value(d), values))) for d in inside[-2:]), None


def _in_posture(item: Item, readings: Sequence[Draft]) -> Sequence[Draft]:
    """The readings in the posture that the item asks for; without one, those taken sitting, else the first."""
    asked = {posture for posture in NOT_SITTING if posture in item.question.lower().split()}
    if asked:
        return [d for d in readings if any(NOT_SITTING[posture] in d.review for posture in asked)]
    return [d for d in readings if not any(note in d.review for note in NOT_SITTING.values())] or readings[:1]


def _in_form(form: Form, item: Item, reading: Draft) -> Draft | None:
    """A reading in the unit of the form."""
    assert isinstance(reading.value, VitalSign)
    said, unit = reading.value.value, reading.value.unit
    converted = in_unit(said, unit, item.unit)
    if converted is None:
        return None
    review = reading.review if converted == said else (*reading.review, f"converted from {said:g} {unit}")
    value = CrfItem(form=form.id, item=item.id, value=written(item, converted), unit=item.unit)
    return Draft(value, reading.evidence, SOURCE, reading.confidence, review=review)


def _value(draft: Draft) -> str:
    assert isinstance(draft.value, CrfItem)
    return draft.value.value


def _stated_apart(first: Draft, last: Draft) -> bool:
    one, other = first.evidence[0], last.evidence[0]
    return one.role == other.role and other.turn - one.turn >= _APART
