"""The files of the export: what makes the project, and what is imported into it."""

from collections.abc import Iterator

from trialvoice.core.findings import Status
from trialvoice.trial.csv_bytes import csv_bytes
from trialvoice.trial.exports.redcap.project import LOG, Field, Project, project
from trialvoice.trial.exports.redcap.records import KEY, Cells, records
from trialvoice.trial.record.reviewed import ReviewedStudy

RECORDS, DICTIONARY = "records.csv", "data_dictionary.csv"
EVENTS, MAPPINGS, REPEATING = "events.csv", "instrument_event_mappings.csv", "repeating_instruments.csv"
HEADER = (
    "Variable / Field Name",
    "Form Name",
    "Section Header",
    "Field Type",
    "Field Label",
    "Choices, Calculations, OR Slider Labels",
    "Field Note",
    "Text Validation Type OR Show Slider Number",
    "Text Validation Min",
    "Text Validation Max",
    "Identifier?",
    "Branching Logic (Show field only if...)",
    "Required Field?",
    "Custom Alignment",
    "Question Number (surveys only)",
    "Matrix Group Name",
    "Matrix Ranking?",
    "Field Annotation",
)
"""The columns of REDCap's data dictionary."""
_NAME, _FORM, _TYPE, _LABEL, _CHOICES, _NOTE, _VALIDATION, _LOW, _HIGH, _REQUIRED = (
    HEADER[at] for at in (0, 1, 3, 4, 5, 6, 7, 8, 9, 12)
)


def make(study: ReviewedStudy, statuses: frozenset[Status]) -> dict[str, bytes]:
    """Every file of the export."""
    return files_of(project(study.study), list(records(study, statuses)))


def files_of(made: Project, rows: list[Cells]) -> dict[str, bytes]:
    """The files of rows that are there already."""
    return {
        DICTIONARY: _csv(HEADER, [*_dictionary(made)]),
        EVENTS: _csv(
            ("event_name", "arm_num", "day_offset", "offset_min", "offset_max", "unique_event_name"), [*_events(made)]
        ),
        MAPPINGS: _csv(
            ("arm_num", "unique_event_name", "form"),
            [
                {"arm_num": "1", "unique_event_name": event.unique, "form": form}
                for event in made.events
                for form in event.instruments
            ],
        ),
        REPEATING: _csv(("event_name", "form_name", "custom_form_label"), [*_repeating(made)]),
        RECORDS: _csv((*KEY, *made.columns()), rows),
    }


def _csv(columns: tuple[str, ...], rows: list[Cells]) -> bytes:
    return csv_bytes(dict.fromkeys(columns, ""), rows)


def _dictionary(made: Project) -> Iterator[Cells]:
    first = made.instruments[0].name
    yield {_NAME: "record_id", _FORM: first, _TYPE: "text", _LABEL: "Site and subject", _REQUIRED: "y"}
    for instrument in made.instruments:
        yield from map(_described, instrument.fields)


def _described(field: Field) -> Cells:
    """One row of the dictionary. REDCap knows the choices of yes and no by itself."""
    choices = " | ".join(f"{one.code}, {one.label}" for one in field.choices) if field.type != "yesno" else ""
    return {
        _NAME: field.name,
        _FORM: field.form,
        _TYPE: field.type,
        _LABEL: field.label,
        _CHOICES: choices,
        _NOTE: field.note,
        _VALIDATION: field.validation,
        _LOW: "" if field.minimum is None else f"{field.minimum:g}",
        _HIGH: "" if field.maximum is None else f"{field.maximum:g}",
        _REQUIRED: "y" if field.required else "",
    }


def _events(made: Project) -> Iterator[Cells]:
    for event in made.events:
        visit = event.visit
        planned = visit is not None and visit.day is not None
        yield {
            "event_name": event.name,
            "arm_num": "1",
            "day_offset": str(visit.day) if visit and planned else "",
            "offset_min": str(visit.window_before) if visit and planned else "0",
            "offset_max": str(visit.window_after) if visit and planned else "0",
            "unique_event_name": event.unique,
        }


def _repeating(made: Project) -> Iterator[Cells]:
    """Instruments that repeat in the log; visits repeat as whole events, as one may be recorded in two parts."""
    for instrument in made.instruments:
        if instrument.prefix:
            label = f"[{instrument.fields[0].name}]"
            yield {"event_name": LOG, "form_name": instrument.name, "custom_form_label": label}
    for event in made.events:
        if event.visit:
            yield {"event_name": event.unique, "form_name": "", "custom_form_label": ""}
