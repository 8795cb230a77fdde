"""The REDCap project that a study's records are imported into: events, instruments and fields, of the study file alone.

Nothing in it depends on what was found, so that a project made once takes every later export.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from pydantic import ConfigDict

from trialvoice.core.records import Record
from trialvoice.core.study import Item, Study, Visit

LOG = "log_arm_1"
"""The event that holds what runs through the whole study."""
FIELD_LENGTH = 26
EVENT_LENGTH = 18
"""REDCap cuts the name of an event here before it appends the arm."""
COMPLETE = "_complete"
STANDS, TAKEN_BACK = "1", "2"


class Choice(Record):
    """One choice of a field. value: what this project calls it."""

    code: str
    value: str
    label: str


class Field(Record):
    """One field of the data dictionary. validation: integer, number, date_ymd, time, or nothing."""

    model_config = ConfigDict(strict=False)

    name: str
    form: str
    label: str
    type: Literal["text", "notes", "radio", "yesno", "checkbox"] = "text"
    choices: tuple[Choice, ...] = ()
    validation: Literal["", "integer", "number", "date_ymd", "time"] = ""
    minimum: float | None = None
    maximum: float | None = None
    note: str = ""
    required: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """Its columns in an import file: a checkbox has one for each choice."""
        if self.type == "checkbox":
            return tuple(f"{self.name}___{choice.code}" for choice in self.choices)
        return (self.name,)

    def code(self, value: str) -> str:
        """The code of a choice; a value that is none stays as it is, for checks to find."""
        return next((choice.code for choice in self.choices if choice.value == value), value)


class Instrument(Record):
    """A form of REDCap.

    prefix, kind: of the fields and findings of a repeating one.  form: id of the study's own form.
    """

    name: str
    title: str
    fields: tuple[Field, ...]
    prefix: str | None = None
    kind: str | None = None
    form: str | None = None


class Event(Record):
    """An event with its unique name. visit: id of the planned visit, None of the log."""

    name: str
    unique: str
    visit: Visit | None
    instruments: tuple[str, ...]


class Project(Record):
    """All that a project is made of."""

    instruments: tuple[Instrument, ...]
    events: tuple[Event, ...]

    def instrument(self, name: str) -> Instrument:
        """The instrument of that name."""
        return next(one for one in self.instruments if one.name == name)

    def of_form(self, form: str) -> Instrument:
        """The instrument of one of the study's own forms."""
        return next(one for one in self.instruments if one.form == form)

    def event(self, visit: str) -> Event:
        """The event of a planned visit."""
        return next(one for one in self.events if one.visit and one.visit.id == visit)

    def columns(self) -> tuple[str, ...]:
        """Columns of an import file after the four that name a row."""
        return tuple(column for one in self.instruments for column in columns_of(one))


def columns_of(instrument: Instrument) -> tuple[str, ...]:
    """Columns of an instrument; record_id is no field of the first one here."""
    own = tuple(column for field in instrument.fields for column in field.columns)
    return (*own, f"{instrument.name}{COMPLETE}")


def project(study: Study) -> Project:
    """The project of a study."""
    instruments = tuple(_fixed())
    taken = {field.name for one in instruments for field in one.fields} | {"record_id"}
    names = {one.name for one in instruments}
    for form in study.forms:
        name = _unique(f"form_{_plain(form.id)}", names, FIELD_LENGTH)
        fields = tuple(_of_item(item, form.id, name, taken) for item in form.items)
        instruments += (Instrument(name=name, title=form.title, fields=fields, form=form.id),)
    return Project(instruments=instruments, events=tuple(_events(study, instruments)))


def _events(study: Study, instruments: Iterable[Instrument]) -> Iterator[Event]:
    of_form = {one.form: one.name for one in instruments if one.form}
    in_log = tuple(name for name, made in _raw().items() if made["where"] == "log")
    yield Event(name="Log", unique=LOG, visit=None, instruments=in_log)
    taken = {LOG}
    for visit in study.visits:
        plain = re.sub(r"[^a-z0-9_ ]", "", visit.name.lower()).strip().replace(" ", "_")
        cut = re.sub(r"_+", "_", plain)[:EVENT_LENGTH].strip("_") or "event"
        unique = next(name for end in ("", *"bcdefghijklmnopqrstuvwxyz") if (name := f"{cut}_arm_1{end}") not in taken)
        taken.add(unique)
        forms = tuple(of_form[form.id] for form in study.forms_of(visit))
        yield Event(name=visit.name, unique=unique, visit=visit, instruments=("visit", *forms))


def _of_item(item: Item, form: str, instrument: str, taken: set[str]) -> Field:
    """An item of a form as a field, under a name that nothing else in the project has."""
    name = _unique(_plain(f"{form}_{item.id}"), taken, FIELD_LENGTH)
    shapes: dict[str, dict[str, Any]] = {
        "integer": {"validation": "integer"},
        "decimal": {"validation": "number"},
        "text": {},
        "choice": {"type": "radio", "choices": _choices(item.choices)},
        "yes_no": {"type": "yesno", "choices": _YES_NO},
    }
    label = f"{item.question} ({item.unit})" if item.unit else item.question
    return Field.model_validate(
        {"name": name, "form": instrument, "label": label, "minimum": item.minimum, "maximum": item.maximum,
         "note": item.cdash or "", "required": item.required, **shapes[item.type]}
    )  # fmt: skip


def _fixed() -> Iterator[Instrument]:
    for name, made in _raw().items():
        prefix = made.get("prefix")
        fields = {**made["fields"], **(_shared(prefix) if prefix else {})}
        yield Instrument(
            name=name,
            title=made["title"],
            prefix=prefix,
            kind=made.get("kind"),
            fields=tuple(_field(at, name, one) for at, one in fields.items()),
        )


def _shared(prefix: str) -> dict[str, Any]:
    return {
        f"{prefix}_uid": {"label": "Stable id of the record"},
        f"{prefix}_evidence": {"label": "Evidence: recording, turn, seconds, role, words", "type": "notes"},
        f"{prefix}_recordings": {"label": "Recordings that tell of it"},
        f"{prefix}_reviewed_by": {"label": "Who decided on it last"},
        f"{prefix}_reviewed_at": {"label": "When, UTC"},
        f"{prefix}_standing": {
            "label": "Standing of the record",
            "choices": ["stands", "taken back, or joined to another"],
            "required": True,
        },
    }


def _field(name: str, form: str, made: Mapping[str, Any]) -> Field:
    choices = _YES_NO if made.get("type") == "yesno" else _choices(made.get("choices", ()))
    kind = made.get("type", "radio" if choices else "text")
    return Field.model_validate({**made, "name": name, "form": form, "type": kind, "choices": choices})


_YES_NO = (Choice(code="1", value="yes", label="Yes"), Choice(code="0", value="no", label="No"))


def _choices(values: Iterable[str]) -> tuple[Choice, ...]:
    """Coded from 1; a label has no | in it, which parts choices."""
    return tuple(
        Choice(code=str(code), value=value, label=value.replace("_", " ").replace("|", "/"))
        for code, value in enumerate(values, start=1)
    )


def _plain(name: str) -> str:
    """Lower case, digits and single underscores, a letter first."""
    plain = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
    return plain if plain[:1].isalpha() else f"x_{plain}".strip("_")


def _unique(name: str, taken: set[str], length: int) -> str:
    """A name that is not taken, of that length at most; takes it."""
    found = name[:length].strip("_")
    number = 2
    while found in taken:
        end = f"_{number}"
        found = name[: length - len(end)].strip("_") + end
        number += 1
    taken.add(found)
    return found


@cache
def _raw() -> dict[str, Any]:
    made = tomllib.loads((files(__package__) / "instruments.toml").read_text(encoding="utf-8"))
    return {name: one for name, one in made.items() if isinstance(one, dict)}
