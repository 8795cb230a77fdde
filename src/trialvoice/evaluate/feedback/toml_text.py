"""TOML of plain values: the visits and studies of an evaluation set are read by people and by `evaluate extraction`."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime


def toml_of(held: Mapping[str, object]) -> str:
    """A document: a key a line, tables inline, tables in lists one a line."""
    return "".join(f"{name} = {_top(value)}\n" for name, value in held.items())


def _top(value: object) -> str:
    if isinstance(value, Sequence) and not isinstance(value, str) and any(isinstance(one, Mapping) for one in value):
        return "[\n" + "".join(f"    {_inline(one)},\n" for one in value) + "]"
    if isinstance(value, str) and "\n" in value:
        return '"""\n' + json.dumps(value, ensure_ascii=False)[1:-1].replace("\\n", "\n") + '"""'
    return _inline(value)


def _inline(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case datetime() | date():
            return value.isoformat()
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case Mapping():
            return "{" + ", ".join(f"{name} = {_inline(one)}" for name, one in value.items()) + "}"
        case Sequence():
            return "[" + ", ".join(map(_inline, value)) + "]"
    raise TypeError(f"TOML has no {type(value).__name__}")
