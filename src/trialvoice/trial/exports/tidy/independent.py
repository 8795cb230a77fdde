"""Validators that are not ours: Frictionless on the data package, jsonschema on the JSON.

Both judge by descriptors that this project wrote, with code that it did not write. Their messages quote cells, so
that only the kind of an error and its place are told here.
"""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import SchemaError

from trialvoice.trial.exports.target import Fault, Files
from trialvoice.trial.exports.tidy.definitions import tables

PACKAGE = "datapackage.json"


def by_frictionless(files: Files) -> Iterator[Fault]:
    """Sizes, hashes, types, constraints, keys and references of the CSVs, by `datapackage.json`."""
    from frictionless import FrictionlessException, Package

    with tempfile.TemporaryDirectory() as folder:
        for name in {*(table.file for table in tables()), PACKAGE} & files.keys():
            (Path(folder) / name).write_bytes(files[name])
        try:
            report = Package.from_descriptor(str(Path(folder) / PACKAGE)).validate()
        except FrictionlessException as error:
            yield Fault(file=PACKAGE, place="file", rule=error.error.type, text=error.error.title)
            return
    for broken in report.errors:
        yield Fault(file=PACKAGE, place="file", rule=broken.type, text=broken.title)
    for task in report.tasks:
        for broken in task.errors:
            described = broken.to_descriptor()
            at = [str(described[name]) for name in ("rowNumber", "fieldName") if name in described]
            yield Fault(file=str(task.place), place=", ".join(at) or "file", rule=broken.type, text=broken.title)


def by_jsonschema(files: Files) -> Iterator[Fault]:
    """Types, enumerations, patterns and ranges of `study.json`, by `study.schema.json`."""
    try:
        schema, content = json.loads(files["study.schema.json"]), json.loads(files["study.json"])
        Draft202012Validator.check_schema(schema)
    except (KeyError, ValueError, SchemaError):
        text = "the JSON or its schema is not there, or cannot be read"
        yield Fault(file="study.json", place="file", rule="unreadable", text=text)
        return
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    for error in sorted(validator.iter_errors(content), key=lambda error: error.json_path):
        pointer = "/" + "/".join(str(part) for part in error.absolute_path)
        text = f"the value does not keep to {error.validator} of the schema"
        yield Fault(file="study.json", place=pointer, rule=str(error.validator), text=text)
