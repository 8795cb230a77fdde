"""Our own rules on forms: each value beside the item it is a value of."""

from collections.abc import Iterator
from typing import Any

from trialvoice.trial.exports.target import Fault
from trialvoice.trial.exports.tidy.read_back import ReadBack

_YES_NO = ("yes", "no")


def of_forms(read: ReadBack) -> Iterator[Fault]:
    """Type, range, choice and unit of what is stated, and that it is proven."""
    items = {(row["form"], row["item"]): row for row in read.rows["items"]}
    for place, row in read.each("forms"):
        item = items.get((row["form"], row["item"]))
        if item is None:
            continue
        for rule, text in (*_state(row), *_value(row, item)):
            yield Fault(file="forms.csv", place=place, rule=rule, text=text)


def _state(row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    stated = row["state"] != "not_stated"
    if stated != (row["value"] is not None) or stated != (row["finding"] is not None):
        yield "evidence", "what is stated has no value or no finding, or what is not stated has one"
    if (row["state"] == "conflicting") != (row["other_finding"] is not None):
        yield "evidence", "a conflict is between two findings, and nothing else has a second one"


def _value(row: dict[str, Any], item: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if row["state"] != "stated" or row["value"] is None:
        return
    if item["type"] in ("integer", "decimal"):
        yield from _numeric(row, item)
    elif row["number"] is not None:
        yield "item-type", "only the value of a numeric item is a number"
    if item["type"] == "choice" and row["value"] not in item["choices"]:
        yield "choice", "the value is none of the item's choices"
    if item["type"] == "yes_no" and row["value"] not in _YES_NO:
        yield "choice", "the value is neither yes nor no"
    if row["unit"] is not None and row["unit"] != item["unit"]:
        yield "unit", "the unit is not that of the item"


def _numeric(row: dict[str, Any], item: dict[str, Any]) -> Iterator[tuple[str, str]]:
    try:
        value = float(row["value"])
    except ValueError:
        yield "item-type", "the value of a numeric item is no number"
        return
    if row["number"] != value:
        yield "item-type", "the number is not that of the value"
    if item["type"] == "integer" and not value.is_integer():
        yield "item-type", "the value of a whole-number item has decimals"
    low, high = item["minimum"], item["maximum"]
    if (low is not None and value < low) or (high is not None and value > high):
        yield "item-range", "the value is out of the item's range"
