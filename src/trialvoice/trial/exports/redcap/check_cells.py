"""Our own rules on the dictionary and on single cells: names, choices, types, ranges, forms that a row may fill."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from trialvoice.trial.exports.redcap.project import COMPLETE, FIELD_LENGTH, TAKEN_BACK
from trialvoice.trial.exports.redcap.read_back import Known, ReadBack
from trialvoice.trial.exports.redcap.records import COMPLETED, INCOMPLETE, KEY, UNVERIFIED, Cells
from trialvoice.trial.exports.redcap.written import DICTIONARY, MAPPINGS, RECORDS
from trialvoice.trial.exports.target import Fault

_TYPES = ("text", "notes", "radio", "yesno", "checkbox")
_VALIDATIONS = ("", "integer", "number", "date_ymd", "time")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def fault(number: int, column: str, rule: str, text: str, file: str = RECORDS) -> Fault:
    """A fault in a row, counted from 1 after the header."""
    return Fault(file=file, place=f"row {number}, {column}", rule=rule, text=text)


def of_dictionary(read: ReadBack) -> Iterator[Fault]:
    """Names as REDCap takes them, types it knows, choices that differ, and columns that are all described."""
    count = Counter(field.name for field in read.fields)
    forms = {field.form for field in read.fields}
    for number, field in enumerate(read.fields, start=1):
        rightly = re.fullmatch(r"[a-z](_?[a-z0-9])*", field.name) and len(field.name) <= FIELD_LENGTH
        if not rightly or not re.fullmatch(r"[a-z](_?[a-z0-9])*", field.form):
            yield fault(number, "name", "field-name", "REDCap takes no such name", DICTIONARY)
        if count[field.name] > 1:
            yield fault(number, "name", "field-twice", "another field has the same name", DICTIONARY)
        if field.type not in _TYPES or field.validation not in _VALIDATIONS:
            yield fault(number, "type", "field-type", "REDCap has no such type or validation", DICTIONARY)
        if field.type in ("radio", "checkbox") and (not field.codes or len(set(field.codes)) < len(field.codes)):
            yield fault(number, "choices", "choices", "there are no choices, or two have the same code", DICTIONARY)
    if not read.fields or read.fields[0].name != KEY[0]:
        yield fault(1, "name", "record-id", "the first field is not record_id", DICTIONARY)
    expected = {column for field in read.fields for column in field.columns} | {form + COMPLETE for form in forms}
    if set(read.header) != expected | set(KEY) or len(set(read.header)) < len(read.header):
        yield fault(0, "header", "columns", "the columns are not those of the dictionary")
    if any(form not in forms for mapped in read.mapped.values() for form in mapped) or set(read.mapped) - read.events:
        yield Fault(file=MAPPINGS, place="file", rule="mapping", text="a form or an event is mapped that is not there")


def of_cells(read: ReadBack) -> Iterator[Fault]:
    """Each cell beside its field; a row that fills a form which its event has not."""
    for number, row in enumerate(read.rows, start=1):
        forms = read.forms_of(row)
        for field in read.fields:
            if field.name == KEY[0]:
                continue
            filled = [(column, row[column]) for column in field.columns if row.get(column)]
            if filled and field.form not in forms:
                yield fault(number, field.name, "other-form", "the event or instance has not the field's form")
            for column, value in filled:
                yield from _of_value(field, column, value, number)
        for form in forms:
            yield from _of_form(read, row, form, number)


def _of_value(field: Known, column: str, value: str, number: int) -> Iterator[Fault]:
    if field.type in ("radio", "yesno") and value not in field.codes:
        yield fault(number, column, "choice", "the value is the code of no choice")
    if field.type == "checkbox" and value not in ("0", "1"):
        yield fault(number, column, "choice", "a checkbox is 0 or 1")
    if not _valid(field.validation, value):
        yield fault(number, column, "validation", f"the value is no {field.validation}")
    elif field.validation in ("integer", "number"):
        if (field.low is not None and float(value) < field.low) or (
            field.high is not None and float(value) > field.high
        ):
            yield fault(number, column, "range", "the value is out of the field's range")
    elif value.startswith(_FORMULA) and not _valid("number", value):
        yield fault(number, column, "formula", "a spreadsheet would take the cell for a formula")


def _valid(validation: str, value: str) -> bool:
    match validation:
        case "integer":
            return bool(re.fullmatch(r"-?\d+", value))
        case "number":
            return bool(re.fullmatch(r"[+-]?\d+(\.\d+)?", value))
        case "time":
            return bool(re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value))
        case "date_ymd":
            return bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", value)) and _is_date(value)
        case _:
            return True


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _of_form(read: ReadBack, row: Cells, form: str, number: int) -> Iterator[Fault]:
    """A form's state, and that nothing required is missing from what says it is complete, or from an instance."""
    state = row.get(form + COMPLETE, "")
    if state not in (INCOMPLETE, UNVERIFIED, COMPLETED):
        yield fault(number, form + COMPLETE, "complete", "a form is 0, 1 or 2")
    mine = [field for field in read.fields if field.form == form and field.name != KEY[0]]
    back = any(field.name.endswith("_standing") and row[field.name] == TAKEN_BACK for field in mine)
    lacking = [field.name for field in mine if field.required and not any(row[at] for at in field.columns)]
    if lacking and not back and state != INCOMPLETE:
        yield fault(number, lacking[0], "required", "a form that is not incomplete lacks what is required")
    if back and state != INCOMPLETE:
        yield fault(number, form + COMPLETE, "complete", "what was taken back is not complete")
