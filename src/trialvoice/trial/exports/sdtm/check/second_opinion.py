"""Dataset-JSON 1.1 as odmlib, a library of others, understands it: its model takes the file, and gives it back."""

import json
from collections.abc import Iterator

from odmlib.dataset_json_1_1 import DatasetJSON

from trialvoice.trial.exports.target import Fault, Files


def odmlib_faults(files: Files) -> Iterator[Fault]:
    """A file its model refuses, a row it does not take, or a file that it writes otherwise than it read it.

    odmlib knows the format's fields and types, and nothing of SDTM.
    """
    for file in sorted(files):
        found = _fault(files[file])
        if found is not None:
            yield Fault(file=file, place=found[0], rule="odmlib", text=found[1])


def _fault(content: bytes) -> tuple[str, str] | None:
    """Place and text of the first that it objects to; its own words could quote a value, and are left out."""
    try:
        data = json.loads(content)
        rows = data.pop("rows", [])
        dataset = DatasetJSON.from_dict(data | {"records": data["records"]})
        said = data["records"]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        return "file", f"odmlib does not take the file ({type(error).__name__})."
    try:
        for row in rows:
            dataset.add_row(row)
    except (ValueError, TypeError) as error:
        return f"row {len(dataset.rows or []) + 1}", f"odmlib does not take the row ({type(error).__name__})."
    if rows and dataset.records != said:
        return "/records", f"odmlib counts {dataset.records} records."
    again = json.loads(dataset.to_json())
    return None if again == data | ({"rows": rows} if rows else {}) else ("file", "odmlib writes another file.")
