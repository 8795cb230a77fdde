"""Rows as CSV: columns in order, no formulas for a spreadsheet to follow, the same bytes for the same rows."""

import io
from collections.abc import Mapping, Sequence

import pandas as pd


def csv_bytes(columns: Mapping[str, str], rows: Sequence[Mapping[str, object]]) -> bytes:
    """columns: name → meaning; a row lacks what is empty."""
    shown = [{name: _cell(row.get(name, "")) for name in columns} for row in rows]
    out = io.StringIO()
    pd.DataFrame(shown, columns=list(columns)).to_csv(out, index=False, lineterminator="\n")
    return out.getvalue().encode()


def _cell(value: object) -> str:
    """A cell that no spreadsheet takes for a formula; numbers stay as they are."""
    text = "" if value is None else str(value)
    if text[:1] in ("=", "+", "-", "@", "\t", "\r") and not _is_number(text):
        return f"'{text}"
    return text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
