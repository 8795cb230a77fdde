"""Tests, their units, and results in standard units, by `ct.toml`: exact in decimal, rounded once at the end."""

import tomllib
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from trialvoice.core.records import Record

_EXACT = Context(prec=800, rounding=ROUND_HALF_UP)
"""Room for every digit of any float, so that nothing is rounded before the end."""


class Test(Record):
    """A test of a findings domain. standard: the unit of results in standard units, nothing where it is their own."""

    code: str
    name: str
    units: tuple[str, ...]
    standard: str


class Conversion(Record):
    """Standard = (original - less) * by / over, to `digits` behind the point."""

    less: str
    by: str
    over: str
    digits: int


@cache
def tests(domain: str) -> dict[str, Test]:
    """Code → test."""
    return {
        code: Test(code=code, name=data["name"], units=tuple(data["units"]), standard=data["standard"])
        for code, data in _data()["tests"].get(domain, {}).items()
    }


def standardised(test: Test, value: float, unit: str) -> tuple[float, str]:
    """A result of one of the test's units in its standard unit."""
    standard = test.standard or unit
    if unit == standard:
        return value, standard
    how = _conversions()[unit, standard]
    less, by, over = Decimal(how.less), Decimal(how.by), Decimal(how.over)
    exact = _EXACT.divide(_EXACT.multiply(_EXACT.subtract(Decimal(repr(value)), less), by), over)
    made = float(exact.quantize(Decimal(1).scaleb(-how.digits), context=_EXACT))
    return made + 0.0, standard


def written(value: float) -> str:
    """A number without a point behind which nothing stands: 128, 36.8."""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


@cache
def _conversions() -> dict[tuple[str, str], Conversion]:
    return {
        (one["from"], one["to"]): Conversion(**{name: one[name] for name in Conversion.model_fields})
        for one in _data()["conversions"]
    }


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("trialvoice.trial.exports.sdtm") / "ct.toml").read_text("utf-8"))
