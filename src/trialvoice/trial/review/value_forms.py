"""The form of a value: each field with what stands in it, what the machine had, and what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trialvoice.core.findings import AdverseEvent, CrfItem, DictionaryCoding, Value
from trialvoice.core.study import Item, Study
from trialvoice.trial.record.reviewed import ReviewedVisit
from trialvoice.trial.review.value_shapes import Control, Shape, shape_of

Typed = Mapping[str, Sequence[str]]
"""What a form sent: every value of every field."""
_BEGUN_WITH = frozenset({"term", "name", "what", "description"})
"""Fields that the words themselves often fill."""
_ANSWERS = {"true": "yes", "false": "no"}
DATE_HINT = "2026-03-09, 2026-03 or 2026, as far as it is known"


@dataclass(frozen=True)
class Field:
    """One field as the page shows it. values: what stands in it.  machine: what the machine had, in words."""

    name: str
    label: str
    hint: str
    control: Control
    options: tuple[tuple[str, str], ...]
    values: tuple[str, ...]
    machine: str | None
    needed: bool
    error: str


@dataclass(frozen=True)
class Filling:
    """What a form starts from. now: the value as it stands.  machine: as it was proposed.  typed: as sent before.

    item: of a CRF value, as `FORM.ITEM`.  quote: the words that prove what is added, to begin with.
    """

    kind: str
    now: Value | None = None
    machine: Value | None = None
    typed: Typed | None = None
    errors: Mapping[str, str] | None = None
    item: str = ""
    quote: str = ""


def value_form(filling: Filling, study: Study) -> tuple[Field, ...]:
    """The fields of a kind in their order."""
    made = (_field(shape, filling, study) for shape in shape_of(filling.kind).shapes)
    return tuple(field for field in made if field.control != "coding" or field.options)


def items_of(visit: ReviewedVisit, study: Study) -> tuple[tuple[str, str], ...]:
    """The items that a visit's forms have: `FORM.ITEM` and its title with its question."""
    return tuple(
        (f"{form.id}.{item.id}", f"{form.title}: {item.question}")
        for form in study.forms_of(study.visit(visit.visit))
        for item in form.items
    )


def item_named(study: Study, name: str) -> Item | None:
    """The item of `FORM.ITEM`, None where the study file has none of that name."""
    form, _, wanted = name.partition(".")
    return next((item for one in study.forms if one.id == form for item in one.items if item.id == wanted), None)


def item_name(value: Value | None) -> str:
    """`FORM.ITEM` of a CRF value, else nothing."""
    return f"{value.form}.{value.item}" if isinstance(value, CrfItem) else ""


def in_words(shape: Shape, value: Value) -> str:
    """What stands in a field, as people read it."""
    if shape.control == "coding":
        assert isinstance(value, AdverseEvent), "only events are coded"
        return "; ".join(
            f"{made.dictionary} {made.coding.term if made.coding else made.state}" for made in value.codings
        )
    written = strings(shape, value)
    if shape.control == "yes_no":
        written = tuple(_ANSWERS[one] for one in written)
    return ", ".join(one.replace("_", " ") if shape.control in ("choice", "many") else one for one in written)


def strings(shape: Shape, value: Value) -> tuple[str, ...]:
    """What a field's control holds for a value."""
    if shape.control == "fixed":
        return (item_name(value),)
    held = getattr(value, shape.name)
    if held is None:
        return ()
    if isinstance(held, bool):
        return (str(held).lower(),)
    if isinstance(held, float):
        return (f"{held:g}",)
    if shape.control == "coding":
        return tuple(f"{made.dictionary}:{made.coding.term if made.coding else ''}" for made in held)
    return tuple(held) if isinstance(held, tuple) else (str(held),)


def _field(shape: Shape, filling: Filling, study: Study) -> Field:
    item = item_named(study, filling.item) if filling.kind == "crf_item" else None
    control, options = _controls(shape, filling, item)
    return Field(
        name=shape.name,
        label=item.question if item and shape.name == "value" else shape.label,
        hint=_hint(shape, item),
        control=control,
        options=options,
        values=_values(shape, filling),
        machine=in_words(shape, filling.machine) if filling.machine else None,
        needed=shape.needed,
        error=(filling.errors or {}).get(shape.name, ""),
    )


def _values(shape: Shape, filling: Filling) -> tuple[str, ...]:
    if shape.control == "fixed":
        return (filling.item,)
    if filling.typed is not None:
        return tuple(filling.typed.get(shape.name, ()))
    if filling.now is not None:
        return strings(shape, filling.now)
    if shape.name in _BEGUN_WITH and filling.quote:
        return (filling.quote,)
    return ("not_stated",) if "not_stated" in shape.choices else ()


def _controls(shape: Shape, filling: Filling, item: Item | None) -> tuple[Control, tuple[tuple[str, str], ...]]:
    if item and shape.name == "value" and item.type in ("choice", "yes_no"):
        choices = item.choices or ("yes", "no")
        return "choice", (("", "Choose"), *((choice, choice) for choice in choices))
    if item and shape.name == "value" and item.type in ("integer", "decimal"):
        return ("whole" if item.type == "integer" else "number"), ()
    if shape.control == "coding":
        return "coding", tuple(_coding_options(filling))
    empty = (("", "Not known" if shape.null else "Choose"),)
    if shape.control == "yes_no":
        return "yes_no", (*(empty if shape.null else ()), *_ANSWERS.items())
    worded = tuple((choice, choice.replace("_", " ")) for choice in shape.choices)
    needs_choice = shape.control == "choice" and "not_stated" not in shape.choices
    return shape.control, (*(empty if needs_choice else ()), *worded)


def _coding_options(filling: Filling) -> list[tuple[str, str]]:
    """The terms that the dictionaries have for the event, and none of them."""
    value = filling.now or filling.machine
    if not isinstance(value, AdverseEvent):
        return []
    proposed = filling.machine.codings if isinstance(filling.machine, AdverseEvent) else ()
    options: dict[str, str] = {}
    for made in (*value.codings, *proposed):
        options.setdefault(f"{made.dictionary}:", f"{made.dictionary}: none of these")
        for term in coding_terms(made):
            options[f"{made.dictionary}:{term}"] = f"{made.dictionary} {made.version}: {term}"
    return list(options.items()) if any(not name.endswith(":") for name in options) else []


def coding_terms(made: DictionaryCoding) -> list[str]:
    """The terms that one dictionary offers."""
    coded = (made.coding,) if made.coding else ()
    return [coding.term for coding in (*coded, *made.candidates)]


def _hint(shape: Shape, item: Item | None) -> str:
    if shape.control == "date":
        return DATE_HINT
    if item is None or shape.name != "value":
        return shape.hint
    limits = (item.minimum, item.maximum)
    span = f"{limits[0]:g} to {limits[1]:g}" if limits[0] is not None and limits[1] is not None else ""
    return " ".join(part for part in (f"in {item.unit}" if item.unit else "", span) if part)
