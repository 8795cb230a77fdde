"""Prefect artifacts: tables of ids, counts, codes and times, renewed while the work goes on."""

import contextlib
import hashlib
import json
import re
import time
from collections.abc import Iterable, Sequence
from typing import Any, cast
from uuid import UUID

import httpx
from prefect.artifacts import create_table_artifact
from prefect.client.orchestration import get_client
from prefect.client.schemas.actions import ArtifactUpdate

from flows.parameters import ID_PATTERN
from flows.tasks import counts_in_words
from trialvoice.batch import Watcher
from trialvoice.core.findings import KINDS
from trialvoice.core.store import Status
from trialvoice.job import Job
from trialvoice.stage import Stage, StageOutcome
from trialvoice.study_release import visit_row
from trialvoice.trial.worklist import Worklist

Row = dict[str, Any]
_RENEW_EVERY_S = 5.0


def artifact_key(*parts: str) -> str:
    """A key Prefect takes (lower case, digits, dashes), different for different ids."""
    given = "-".join(parts)
    key = re.sub(r"[^a-z0-9]+", "-", given.lower()).strip("-")
    if key == given:
        return key
    return f"{key}-{hashlib.sha256(given.encode()).hexdigest()[:6]}"


def shown_id(recording: str, number: int) -> str:
    """The id of a refused row, or its number where someone wrote something else there, such as a name."""
    return recording if re.fullmatch(ID_PATTERN.strip("^$"), recording) else f"refused-{number}"


class LiveTable:
    """One table artifact, written anew in place."""

    def __init__(self, key: str, description: str, rows: list[Row]) -> None:
        # Prefect types it for callers of both kinds; out of an event loop it is the id itself.
        self._id = cast(UUID, create_table_artifact(key=key, table=rows, description=description))

    def renew(self, rows: list[Row]) -> None:
        """Show these rows. A server that does not answer must not cost the visit its hour of work."""
        with contextlib.suppress(httpx.HTTPError), get_client(sync_client=True) as client:
            client.update_artifact(self._id, ArtifactUpdate(data=json.dumps(rows)))


class StageTable(Watcher):
    """The stages of one visit: what is done, how long it took, what it counted."""

    def __init__(self, study: str, recording: str, steps: Sequence[Stage[Any]]) -> None:
        self._rows = {step.name: _stage_row(step.name, "waiting") for step in steps}
        self._shown_at = time.monotonic()
        key = artifact_key("progress", study, recording)
        self._table = LiveTable(key, f"Progress of {recording}", self._all())

    def _all(self) -> list[Row]:
        return list(self._rows.values())

    def _show(self, row: Row) -> None:
        self._rows[row["stage"]] = row
        self._shown_at = time.monotonic()
        self._table.renew(self._all())

    def stage_begins(self, recording: str, stage: str) -> None:
        """Running, from now."""
        self._rows[stage] = _stage_row(stage, "running")

    def stage_progress(self, recording: str, stage: str, share: float) -> None:
        """A percentage, as seldom as a person looks."""
        if time.monotonic() - self._shown_at >= _RENEW_EVERY_S:
            self._show(_stage_row(stage, f"running {share:.0%}"))

    def stage_ends(self, recording: str, outcome: StageOutcome) -> None:
        """Done, or found done."""
        state = "reused" if outcome.reused else "done"
        seconds = f"{outcome.milliseconds / 1000:.1f}"
        self._show(_stage_row(outcome.stage, state, seconds, counts_in_words(outcome)))

    def visit_ends(self, status: Status) -> None:
        """The stage that failed, with its code."""
        if status.state == "failed":
            self._show(_stage_row(status.stage, f"failed {status.code}"))


def _stage_row(stage: str, state: str, seconds: str = "", counts: str = "") -> Row:
    return {"stage": stage, "state": state, "seconds": seconds, "counts": counts}


def outcome_rows(job: Job, statuses: Iterable[Status]) -> list[Row]:
    """A row for each recording that ended."""
    return [_outcome_row(job, status) for status in statuses]


def _outcome_row(job: Job, status: Status) -> Row:
    row = visit_row(job, status)
    return {
        "recording": status.recording,
        "state": status.state,
        "code": status.code,
        "minutes": round(row.duration / 60_000, 1) if row else None,
        **{kind: row.counts.get(kind, 0) if row else None for kind in KINDS},
        "serious": row.serious if row else None,
    }


def serious_rows(made: Worklist) -> list[Row]:
    """Serious candidates by the time they are due. No words: Prefect keeps tables in plain text."""
    return [
        {
            "due": row.due_at.isoformat(timespec="minutes"),
            "hours_left": row.hours_left,
            "recording": row.recording,
            "finding": row.finding,
            "criteria": ", ".join(row.criteria),
        }
        for row in made.rows
    ]
