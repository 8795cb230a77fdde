"""From what a person typed to a value of the record, or to a sentence beside each field that cannot stand so."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal

from pydantic import ValidationError

from trialvoice.core.findings import AdverseEvent, DictionaryCoding, Value
from trialvoice.core.study import Item, Study
from trialvoice.trial.partial_dates import agree
from trialvoice.trial.review.value_forms import DATE_HINT, Typed, coding_terms, item_named
from trialvoice.trial.review.value_shapes import MODELS, KindShape, Shape, shape_of

REPORT_WITHIN = timedelta(hours=24)
"""As of the machine's own serious candidates: from when the site heard of it."""
_YEAR, _MONTH = 4, 7


@dataclass(frozen=True)
class Read:
    """A value, or the sentences that say why there is none, by the field's name."""

    value: Value | None
    errors: Mapping[str, str]


@dataclass(frozen=True)
class Start:
    """What typed fields are laid over. now: as the finding stands, None where it is added.

    machine: as it was proposed.  heard_at: when the site heard the words that prove it.
    """

    now: Value | None
    machine: Value | None
    heard_at: datetime


class _WrongError(Exception):
    """What is wrong with one field."""


def read_value(kind: str, typed: Typed, start: Start, study: Study) -> Read:
    """The value of a kind. Fields that the form does not have stay as they are, or follow from those it has."""
    spec = shape_of(kind)
    errors: dict[str, str] = {}
    held: dict[str, Any] = (
        {name: getattr(start.now, name) for name in type(start.now).model_fields} if start.now else {}
    )
    held |= {"kind": kind, **({} if start.now else spec.added)}
    for shape in spec.shapes:
        try:
            held |= _taken(shape, typed, start)
        except _WrongError as wrong:
            errors[shape.name] = str(wrong)
    if kind == "crf_item" and not errors:
        errors |= _of_form(held, item_named(study, f"{held['form']}.{held['item']}"))
    return _checked(spec, held, start, errors)


def _checked(spec: KindShape, held: dict[str, Any], start: Start, errors: dict[str, str]) -> Read:
    if errors:
        return Read(None, errors)
    try:
        value = MODELS[spec.kind].model_validate(held)
    except ValidationError as refused:
        return Read(None, {str(error["loc"][0]): _sentence(error) for error in refused.errors(include_input=False)})
    if isinstance(value, AdverseEvent):
        if not agree(value.onset_date, value.end_date) and (value.end_date or "9") < (value.onset_date or ""):
            return Read(None, {"end_date": "The end lies before the onset"})
        value = _consistent(value, start)
    return Read(value, {})


def _taken(shape: Shape, typed: Typed, start: Start) -> dict[str, Any]:
    """What a field comes to, by the names of the record."""
    sent = [text.strip() for text in typed.get(shape.name, ())]
    if shape.control == "coding":
        return {"codings": _codings(sent, start)}
    if shape.control == "many":
        return {shape.name: tuple(choice for choice in shape.choices if choice in sent)}
    text = sent[0] if sent else ""
    if shape.control == "fixed":
        form, _, item = text.partition(".")
        return {"form": form, "item": item}
    if not text and shape.null:
        return {shape.name: None}
    if not text and shape.needed:
        raise _WrongError("Fill this in")
    return {shape.name: _CONVERTED.get(shape.control, str)(text)}


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise _WrongError("Write a whole number, such as 2") from None


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise _WrongError("Write a number, such as 37.4") from None


def _date(text: str) -> str:
    parts = text.split("-")
    whole = "-".join((*parts, "01", "01")[:3])
    try:
        if len(text) not in (_YEAR, _MONTH, len("2026-03-09")):
            raise ValueError
        date.fromisoformat(whole)
    except ValueError:
        raise _WrongError("Write a date that exists") from None
    return text


def _yes_no(text: str) -> bool:
    if text not in ("true", "false"):
        raise _WrongError("Choose yes or no")
    return text == "true"


_CONVERTED: Mapping[str, Callable[[str], Any]] = {
    "whole": _whole,
    "number": _number,
    "date": _date,
    "yes_no": _yes_no,
}


def _codings(sent: list[str], start: Start) -> tuple[DictionaryCoding, ...]:
    """What each dictionary has, with the term that the person chose of it."""
    now = start.now.codings if isinstance(start.now, AdverseEvent) else ()
    proposed = start.machine.codings if isinstance(start.machine, AdverseEvent) else ()
    chosen = dict(text.split(":", 1) for text in sent if ":" in text)
    return tuple(_coded(made, [made, *proposed], chosen.get(made.dictionary)) for made in now)


def _coded(made: DictionaryCoding, offered: list[DictionaryCoding], term: str | None) -> DictionaryCoding:
    if term is None or term == (made.coding.term if made.coding else ""):
        return made
    offers = [one for one in offered if one.dictionary == made.dictionary]
    known = {
        coding.term: coding for one in offers for coding in (*((one.coding,) if one.coding else ()), *one.candidates)
    }
    if term and term not in known:
        raise _WrongError("Choose one of the terms")
    state: Literal["coded", "undecided", "uncoded"] = (
        "coded" if term else "undecided" if any(coding_terms(one) for one in offers) else "uncoded"
    )
    left = tuple(coding for name, coding in known.items() if name != term)
    return DictionaryCoding(
        dictionary=made.dictionary,
        version=made.version,
        state=state,
        coding=known.get(term),
        candidates=left,
    )


def _consistent(event: AdverseEvent, start: Start) -> AdverseEvent:
    """Without the rules' reasons for what a person changed; with a clock exactly where it is serious."""
    changes: dict[str, object] = {}
    for name in ("severity", "grade"):
        if start.now is not None and getattr(event, name) != getattr(start.now, name):
            changes[f"{name}_rule"] = None
    if not event.serious:
        changes |= {"awareness_at": None, "sae_due_at": None}
    elif event.sae_due_at is None:
        heard = _first_heard(start)
        changes |= {"awareness_at": heard, "sae_due_at": heard + REPORT_WITHIN}
    return event.model_copy(update=changes)


def _first_heard(start: Start) -> datetime:
    """When the machine says the site heard of it; else when the words were spoken."""
    machine = start.machine.awareness_at if isinstance(start.machine, AdverseEvent) else None
    return machine or start.heard_at


def _of_form(held: dict[str, Any], item: Item | None) -> dict[str, str]:
    """Sentences on a CRF value that its item does not take. The unit is the item's."""
    if item is None:
        return {"item": "Choose an item of this visit's forms"}
    held["unit"] = item.unit
    text = str(held["value"])
    choices = item.choices if item.type == "choice" else ("yes", "no") if item.type == "yes_no" else ()
    if choices and text not in choices:
        return {"value": f"Choose one of {', '.join(choices)}"}
    if item.type not in ("integer", "decimal"):
        return {}
    try:
        number = float(_whole(text) if item.type == "integer" else _number(text))
    except _WrongError as wrong:
        return {"value": str(wrong)}
    if item.minimum is not None and number < item.minimum:
        return {"value": f"The form takes {item.minimum:g} or more"}
    if item.maximum is not None and number > item.maximum:
        return {"value": f"The form takes {item.maximum:g} or less"}
    return {}


def _sentence(error: Any) -> str:
    limits = error.get("ctx", {})
    said = {
        "literal_error": "Choose one of the list",
        "greater_than_equal": f"Write {limits.get('ge')} or more",
        "less_than_equal": f"Write {limits.get('le')} or less",
        "finite_number": "Write a number, such as 37.4",
        "string_pattern_mismatch": f"Write a date: {DATE_HINT}",
    }
    return said.get(error["type"], "This cannot stand here")
