"""The forms of a visit as they stand after review: an item holds what a person accepted, or it is not stated."""

from collections.abc import Iterator
from dataclasses import dataclass

from trialvoice.core.findings import CrfItem, Status, Value, VitalSign
from trialvoice.core.results import CONFLICT, FilledItem
from trialvoice.core.study import Form, Item, Study
from trialvoice.safe.forms.crf import vital_of
from trialvoice.trial.record.reviewed import ACCEPTED, ReviewedFinding, ReviewedVisit


@dataclass(frozen=True)
class _Proven:
    """A value of an item with what proves it."""

    value: str
    unit: str | None
    uid: str


def reviewed_forms(
    visit: ReviewedVisit, study: Study, statuses: frozenset[Status] = ACCEPTED
) -> tuple[FilledItem, ...]:
    """Every item of the visit's forms, in the order of the study file, from the findings of those statuses.

    `finding` and `other_finding` are uids. Where two values are left that differ, the item is in conflict still.
    """
    machine = {(filled.form, filled.item): filled for filled in visit.result.forms}
    return tuple(
        _filled(form.id, item.id, tuple(_proofs(visit, (form, item), machine.get((form.id, item.id)), statuses)))
        for form in study.forms_of(study.visit(visit.visit))
        for item in form.items
    )


def _filled(form: str, item: str, proofs: tuple[_Proven, ...]) -> FilledItem:
    distinct = list({proven.value: proven for proven in reversed(proofs)}.values())[::-1]
    if not distinct:
        return FilledItem(form=form, item=item, state="not_stated")
    first, second = distinct[0], distinct[1] if len(distinct) > 1 else None
    return FilledItem(
        form=form,
        item=item,
        state="conflicting" if second else "stated",
        value=CONFLICT.join(proven.value for proven in distinct[:2]),
        unit=first.unit,
        finding=first.uid,
        other_finding=second.uid if second else None,
    )


def _proofs(
    visit: ReviewedVisit, field: tuple[Form, Item], machine: FilledItem | None, statuses: frozenset[Status]
) -> Iterator[_Proven]:
    """What the machine filled the item from, as it stands now; then what people added."""
    linked = [(machine.finding, 0), (machine.other_finding, 1)] if machine else []
    read = {found.id: found.value for found in visit.result.findings}
    for name, at in linked:
        one = visit.by_machine_id(name) if name else None
        if one is not None and one.proposed is not None and one.status in statuses:
            same = one.value == read.get(name or "")
            yield _of(one, _written(machine, at) if same else None, machine.unit if machine else None)
    for one in visit.findings:
        if one.proposed is None and one.status in statuses and _fits(one.value, *field):
            yield _of(one, None, None)


def _written(machine: FilledItem | None, at: int) -> str:
    """The value as the machine wrote it; of a conflict the first or the second."""
    value = machine.value if machine else None
    assert machine is not None, "what is linked was filled"
    assert value is not None, "what is proven has a value"
    return value.split(CONFLICT)[at] if machine.state == "conflicting" else value


def _fits(value: Value, form: Form, item: Item) -> bool:
    """Whether what a person added answers an item; a reading in another unit than the form's does not."""
    if isinstance(value, CrfItem):
        return (value.form, value.item) == (form.id, item.id)
    return isinstance(value, VitalSign) and vital_of(item) == value.test and item.unit in (None, value.unit)


def _of(one: ReviewedFinding, filled: str | None, unit: str | None) -> _Proven:
    """As the machine wrote it into the form; as it stands where a person edited it, or the machine reads it otherwise.

    filled: None where the form was filled from another value than the one that stands.
    """
    if filled is not None:
        return _Proven(filled, unit, one.uid)
    assert isinstance(one.value, CrfItem | VitalSign), "only a value can fill an item"
    written = one.value.value if isinstance(one.value, CrfItem) else f"{one.value.value:g}"
    return _Proven(written, one.value.unit, one.uid)
