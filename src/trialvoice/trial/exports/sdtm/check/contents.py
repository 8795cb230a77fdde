"""Values of a row that have to agree: seriousness, outcome, doses, tests and units."""

from collections.abc import Callable, Iterator
from math import isclose
from typing import Any

from trialvoice.trial.exports.sdtm.check.table import Row, Table
from trialvoice.trial.exports.sdtm.measures import tests
from trialvoice.trial.exports.target import Fault

_CRITERIA = ("AESCONG", "AESDISAB", "AESDTH", "AESHOSP", "AESLIFE", "AESMIE")
_CONVERTED: dict[tuple[str, str], tuple[Callable[[float], float], float]] = {
    ("F", "C"): (lambda value: (value - 32) / 1.8, 0.06),
    ("LB", "kg"): (lambda value: value * 0.453592, 0.006),
    ("g", "kg"): (lambda value: value / 1000, 0.0006),
    ("in", "cm"): (lambda value: value * 2.54, 0.06),
    ("m", "cm"): (lambda value: value * 100, 0.06),
}
"""From, to → how, and by how much rounding may change it. Written a second time, so as to check the first."""


def content_faults(table: Table) -> Iterator[Fault]:
    """By the dataset's own rules."""
    rules = {"AE": _event, "CM": _medicine, "VS": _measured, "DA": _measured}
    rule = rules.get(table.name)
    for number, row in table.rows if rule else ():
        assert rule is not None, "there are no rows without a rule"
        for name, variable, text in rule(table.name, row):
            yield table.fault(name, text, row=number, variable=variable)


_Found = Iterator[tuple[str, str, str]]


def _event(_: str, row: Row) -> _Found:
    met = [name for name in _CRITERIA if row.get(name) == "Y"]
    if row.get("AESER") == "Y" and not met:
        yield "serious", "AESER", "The event is serious by no criterion."
    if row.get("AESER") != "Y" and met:
        yield "serious", "AESER", f"The event is not serious, and yet {', '.join(met)} is Y."
    if (row.get("AESDTH") == "Y") != (row.get("AEOUT") == "FATAL"):
        yield "death", "AEOUT", "AESDTH is Y exactly where AEOUT is FATAL."
    if row.get("AETOXGR") == "5" and row.get("AEOUT") != "FATAL":
        yield "death", "AETOXGR", "Grade 5 is death, and AEOUT is not FATAL."
    open_ = row.get("AEOUT") in ("NOT RECOVERED/NOT RESOLVED", "RECOVERING/RESOLVING")
    if open_ and row.get("AEENDTC") is not None:
        yield "outcome", "AEOUT", "The event has an end, and its outcome says that it has none."
    if row.get("AEENRTPT") == "ONGOING" and not open_:
        yield "outcome", "AEENRTPT", "The event goes on, and its outcome does not say so."
    if (row.get("AEPTCD") is not None or row.get("AELLT") is not None) and row.get("AEDECOD") is None:
        yield "coding", "AEDECOD", "The event has codes of MedDRA and no preferred term."


def _medicine(_: str, row: Row) -> _Found:
    if (row.get("CMDOSE") is None) != (row.get("CMDOSU") is None):
        yield "dose", "CMDOSE", "An amount has a unit, and a unit an amount."
    if row.get("CMDOSE") is not None and row.get("CMDOSTXT") is not None:
        yield "dose", "CMDOSTXT", "A dose stands as a number or as words, not as both."
    if isinstance(dose := row.get("CMDOSE"), int | float) and dose < 0:
        yield "dose", "CMDOSE", "A dose is not less than nothing."


def _measured(d: str, row: Row) -> _Found:
    test = tests(d).get(str(row.get(f"{d}TESTCD")))
    if test is None:
        return
    if row.get(f"{d}TEST") != test.name:
        yield "test", f"{d}TEST", f"The test is not named {test.name}."
    unit, standard = row.get(f"{d}ORRESU"), row.get(f"{d}STRESU")
    if unit is not None and unit not in test.units:
        yield "unit", f"{d}ORRESU", "The unit is none of the test's."
    if standard is not None and standard != (test.standard or unit):
        yield "unit", f"{d}STRESU", "The unit is not the test's standard unit."
    if (row.get(f"{d}STRESN") is None) != (standard is None) or (standard is not None and unit is None):
        yield "unit", f"{d}STRESU", "A number in standard units has a unit, and comes of a result with one."
    yield from _result(d, row, unit, standard)


def _result(d: str, row: Row, unit: Any, standard: Any) -> _Found:
    number, text = row.get(f"{d}STRESN"), row.get(f"{d}STRESC")
    if not _same(text, number):
        yield "result", f"{d}STRESC", "The result as text is not the one as a number."
    if not isinstance(number, int | float):
        return
    original = _number(row.get(f"{d}ORRES"))
    how, margin = _CONVERTED.get((str(unit), str(standard)), (float, 0.0))
    if original is None or not isclose(how(original), number, rel_tol=1e-5, abs_tol=margin):
        yield "result", f"{d}STRESN", "The result does not follow from the original one and its unit."


def _same(text: Any, number: Any) -> bool:
    if text is None or number is None:
        return text is None and number is None
    return bool(_number(text) == number)


def _number(text: Any) -> float | None:
    try:
        return float(text)
    except (TypeError, ValueError):
        return None
