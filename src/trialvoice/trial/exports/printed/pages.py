"""Pages to print: HTML made of a record and of nothing else, with a pointer into the record beside every value.

A value stands in an element with `data-of="/known/3/value"`, a JSON pointer, so that a check can lay the page
beside the JSON without knowing how the page was made.
"""

import re
from datetime import datetime
from functools import cache
from importlib.resources import files

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from trialvoice.core.records import Record
from trialvoice.safe.report import template

_HERE = "trialvoice.trial.exports.printed"
_NO_TEXT = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
"""Characters that HTML cannot hold, however they are written."""


def page(package: str, name: str, record: Record, **more: object) -> bytes:
    """A template of a package, filled with `record`. `more` holds titles of lists, never data."""
    style = Markup(template("style.css") + (files(_HERE) / "templates" / "page.css").read_text("utf-8"))
    text = _environment(package).get_template(name).render(it=record, style=style, **more)
    return text.encode()


def as_json(record: Record) -> bytes:
    """Indented, keys in the record's order, ends with a newline."""
    return record.model_dump_json(indent=2).encode() + b"\n"


@cache
def _environment(package: str) -> Environment:
    made = Environment(
        loader=ChoiceLoader([PackageLoader(package), PackageLoader(_HERE)]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    made.globals["told"] = told
    made.filters["words"] = lambda text: str(text).replace("_", " ")
    return made


def told(value: str | int | datetime, pointer: str) -> Markup:
    """An element that holds a value of the record and says where it stands there."""
    if isinstance(value, datetime):
        return Markup('<time data-of="{}" datetime="{}">{}</time>').format(pointer, iso(value), moment(iso(value)))
    return Markup('<span data-of="{}">{}</span>').format(pointer, escape(str(value)))


def shown(text: str) -> str:
    """Text as a page can hold it: U+FFFD stands for each character that it cannot."""
    return _NO_TEXT.sub("\ufffd", text)


def _finalize(value: object) -> object:
    """What a template writes, whether it is markup or text."""
    if isinstance(value, Markup):
        return Markup(shown(value))
    return shown(value) if isinstance(value, str) else value


def iso(at: datetime) -> str:
    """As the JSON has it: UTC is Z."""
    return at.isoformat().replace("+00:00", "Z")


def moment(written: str) -> str:
    """2026-03-30 09:04 UTC-04:00, of an ISO 8601 time with its offset."""
    at = datetime.fromisoformat(written)
    offset = at.isoformat()[-6:]
    return f"{at:%Y-%m-%d %H:%M} UTC{'' if offset == '+00:00' else offset}"
