"""Whether the fields of a matched finding are right: what was said, taken down as the key has it."""

import re
from collections.abc import Iterator

from trialvoice.core.findings import AdverseEvent, ConcomitantMedication, MissedDose, Value
from trialvoice.evaluate.extraction.names import shared, telling
from trialvoice.evaluate.visits.key import AnyKey, EventKey, MedicationKey, MissedKey

_AGREES = 0.5
_FIGURE = re.compile(r"^-?\d+(?:\.\d+)?$")


def field_results(value: Value, key: AnyKey) -> Iterator[tuple[str, bool]]:
    """The name of each field, and whether the finding has it as the key does; said or not said both count."""
    match value, key:
        case AdverseEvent(), EventKey():
            if key.ctcae:
                yield "ctcae", value.coding is not None and value.coding.term == key.ctcae
            yield "severity", value.severity == key.severity
            yield "outcome", value.outcome == key.outcome
            yield "onset", same_words(value.onset, key.onset)
            yield "criteria", set(value.criteria) == set(key.criteria)
            yield from _further(value, key)
        case MissedDose(), MissedKey():
            yield "doses", value.doses == key.doses
            yield "reason", same_words(value.reason, key.reason)
        case ConcomitantMedication(), MedicationKey():
            yield "dose", same_words(value.dose, key.dose)
            yield "frequency", same_words(value.frequency, key.frequency)
            yield "route", same_words(value.route, key.route)
            yield "indication", same_words(value.indication, key.indication)
            yield "start", same_words(value.start, key.start)
            yield "ongoing", value.ongoing == key.ongoing
            yield "prohibited", value.prohibited == key.prohibited


def _further(value: AdverseEvent, key: EventKey) -> Iterator[tuple[str, bool]]:
    """Dates are right where they are as the key has them, no finer and no coarser."""
    yield "grade", value.grade == key.grade
    if key.grade is not None:
        yield "grade where it is decided", value.grade == key.grade
    yield "onset_date", value.onset_date == key.onset_date
    yield "end", same_words(value.end, key.end)
    yield "end_date", value.end_date == key.end_date
    yield "course", value.course == key.course
    yield "action", value.action == key.action
    yield "treatment", same_words(value.treatment, key.treatment)
    yield "related", value.related == key.related
    yield "related_by", value.related_by == key.related_by


def same_words(said: str | None, wanted: str | None) -> bool:
    """Both not said, or half of their telling words or more in common (Dice)."""
    if not said or not wanted:
        return not said and not wanted
    one, other = telling(said), telling(wanted)
    together = len(one) + len(other)
    if not together:
        return said.lower() == wanted.lower()
    return shared(one, other) + shared(other, one) >= _AGREES * together


def same_value(said: str, wanted: str) -> bool:
    """The same figure, the same choice, or words in common."""
    if _FIGURE.match(said) and _FIGURE.match(wanted):
        return float(said) == float(wanted)
    return said.lower() == wanted.lower() or same_words(said, wanted)
