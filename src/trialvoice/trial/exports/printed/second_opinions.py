"""Validators that are not ours: html5lib, which is strict about HTML, and jsonschema, an engine for JSON Schema.

The schema is derived from our own records, so the engine is independent and the rules are not.
"""

import json
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, SchemaError

from trialvoice.core.records import Record
from trialvoice.trial.exports.target import Fault, Files


def html5_faults(files: Files) -> Iterator[Fault]:
    """Parse errors of the HTML standard, as html5lib names them."""
    html5lib: Any = import_module("html5lib")
    for name, content in sorted(files.items()):
        if not name.endswith(".html"):
            continue
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        parser.parse(content, transport_encoding="utf-8")
        for (line, column), code, _ in parser.errors:
            yield Fault(
                file=name, place=f"{line}:{column}", rule=f"html5:{code}", text="the HTML standard forbids this"
            )


def schema_of(kind: type[Record]) -> bytes:
    """The JSON Schema (2020-12) of a record as it is written, for those who read the files."""
    made = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **kind.model_json_schema(mode="serialization"),
    }
    return json.dumps(made, indent=2, sort_keys=True).encode() + b"\n"


def schema_faults(files: Files, schema: str, name: str) -> Iterator[Fault]:
    """Faults of a file by a schema that lies beside it, which itself is checked first."""
    try:
        rules = json.loads(files[schema])
        Draft202012Validator.check_schema(rules)
        data = json.loads(files[name])
    except KeyError:
        yield Fault(file=schema, place="", rule="schema:missing", text="a file of the export is missing")
        return
    except SchemaError:
        yield Fault(file=schema, place="", rule="schema:meta", text="the schema is no JSON Schema")
        return
    except ValueError:
        yield Fault(file=name, place="", rule="schema:json", text="no JSON")
        return
    checker = Draft202012Validator(rules, format_checker=FormatChecker())
    for error in checker.iter_errors(data):
        place = "/" + "/".join(str(part) for part in error.absolute_path)
        yield Fault(file=name, place=place, rule=f"schema:{error.validator}", text="breaks the schema of the file")
