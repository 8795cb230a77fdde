"""The vital signs as data: how each is named, its units, and the values that make sense."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

PRESSURE = "BP"
"""Stands for both blood pressures where no number tells them apart."""
_PRESSURE_NAMES = ("blood pressure", r"b\.?\s?p", "pressure", "the cuff")
_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class VitalTest:
    """One test in one unit; `after` matches its unit right after a number."""

    test: str
    unit: str
    names: tuple[str, ...]
    after: re.Pattern[str]
    least: float
    most: float
    whole: bool
    needs_unit: bool

    def plausible(self, value: float) -> bool:
        """Whether the value can have been measured."""
        return self.least <= value <= self.most and not (self.whole and value % 1)


@dataclass(frozen=True, slots=True)
class Named:
    """A test, or PRESSURE, named at [start, end) characters."""

    test: str
    start: int
    end: int


@dataclass(frozen=True)
class VitalTests:
    """All tests with the words that keep a number from being a reading."""

    tests: tuple[VitalTest, ...]
    name: re.Pattern[str]
    elsewhere: re.Pattern[str]
    not_before: re.Pattern[str]
    change: re.Pattern[str]

    def of(self, test: str) -> tuple[VitalTest, ...]:
        """The test in its units, the usual one first."""
        return tuple(one for one in self.tests if one.test == test)

    def named(self, text: str) -> Iterator[Named]:
        """Every test that is named, left to right."""
        for match in self.name.finditer(text):
            yield Named(match.lastgroup or "", match.start(), match.end())

    def by_unit(self, after: str) -> VitalTest | None:
        """The test whose unit follows a number."""
        return next((one for one in self.tests if one.after.match(after)), None)


@cache
def vital_tests() -> VitalTests:
    """The lists of `lexicon/vitals.toml`."""
    read = tomllib.loads((files("trialvoice.safe") / "lexicon" / "vitals.toml").read_text("utf-8"))
    tests = tuple(
        VitalTest(
            test=one["test"],
            unit=one["unit"],
            names=tuple(one["names"]),
            after=_words(one["units"], r"^[\s-]*") if one["units"] else _NEVER,
            least=one["least"],
            most=one["most"],
            whole=one.get("whole", False),
            needs_unit=one.get("needs_unit", False),
        )
        for one in read["tests"]
    )
    return VitalTests(
        tests=tests,
        name=_name_pattern(tests),
        elsewhere=_words(read["elsewhere"]),
        not_before=_words(read["not_a_reading"], after=r"\s*$"),
        change=_words(read["change"]),
    )


def _name_pattern(tests: Iterable[VitalTest]) -> re.Pattern[str]:
    names = {one.test: one.names for one in tests} | {PRESSURE: _PRESSURE_NAMES}
    groups = "|".join(rf"(?P<{test}>{'|'.join(said)})" for test, said in names.items())
    return re.compile(rf"\b(?:{groups})(?!\w)", re.IGNORECASE)


def _words(patterns: Iterable[str], before: str = r"\b", after: str = r"(?!\w)") -> re.Pattern[str]:
    return re.compile(f"{before}(?:{'|'.join(patterns)}){after}", re.IGNORECASE)
