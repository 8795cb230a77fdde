"""SDTM datasets read back as rows, and a study of one visit to make them from."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from tests.reviewed_sample import (
    EASTERN,
    STUDY,
    decided,
    found,
    study,
    visit,
)
from trialvoice.core.findings import (
    Status,
    Value,
)
from trialvoice.core.results import FilledItem
from trialvoice.core.study import Study
from trialvoice.trial.exports.target import target
from trialvoice.trial.record.reviewed import ACCEPTED, ReviewedStudy

EVERY: frozenset[Status] = frozenset({"candidate", "accepted", "edited", "rejected"})


def datasets(record: ReviewedStudy, statuses: frozenset[Status] = ACCEPTED) -> dict[str, list[dict[str, Any]]]:
    """Dataset → rows, without what is null."""
    made = {}
    for name, content in target("sdtm").make(record, statuses).items():
        data = json.loads(content)
        columns = [one["name"] for one in data["columns"]]
        made[name.removesuffix(".json").upper()] = [
            {key: value for key, value in zip(columns, row, strict=True) if value is not None} for row in data["rows"]
        ]
    return made


def notes(made: dict[str, list[dict[str, Any]]], domain: str, sequence: int) -> dict[str, str]:
    """QNAM → QVAL of one record."""
    return {row["QNAM"]: row["QVAL"] for row in made[f"SUPP{domain}"] if row["IDVARVAL"] == str(sequence)}


def one_visit(
    *values: Value,
    plan: Study = STUDY,
    planned: str = "V1",
    forms: Sequence[FilledItem] = (),
    on: date = date(2026, 3, 9),
    **changes: Any,
) -> ReviewedStudy:
    """A study of one visit, each value accepted with a quote."""
    findings = [
        decided(found("101-v1", f"x-{number}", value, "so it was said", at=number), "accept")
        for number, value in enumerate(values, 1)
    ]
    at = datetime(on.year, on.month, on.day, 9, 0, tzinfo=EASTERN)
    made = visit("101-v1", "101", planned, at, findings, forms=forms).model_copy(update=changes)
    return study(study=plan, visits=(made,))


def only(record: ReviewedStudy, domain: str) -> dict[str, Any]:
    (row,) = datasets(record)[domain]
    return row
