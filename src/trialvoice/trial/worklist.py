"""The safety worklist: serious candidates of a study by the time they are due, and what could not be screened."""

import json
from collections.abc import Iterable
from datetime import datetime

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from trialvoice.core.findings import AdverseEvent, Criterion, Finding
from trialvoice.core.records import Record, Speech
from trialvoice.core.study import Study
from trialvoice.safe.report import template
from trialvoice.trial.csv_bytes import csv_bytes
from trialvoice.trial.index import own_template
from trialvoice.trial.rows import FailureRow

COLUMNS = {
    "due_at": "24 hours after the site heard of it",
    "hours_left": "Hours from the time of the run until then; negative where it is over",
    "awareness_at": "When the site heard of it: the moment in the recording",
    "recording": "Recording id, from recordings.csv",
    "site": "Site id, from recordings.csv",
    "subject": "Subject id, from recordings.csv",
    "visit": "Planned visit, from recordings.csv",
    "finding": "Id of the finding in that recording",
    "term": "The event as reported",
    "coded_term": "Term of the dictionary; empty where uncoded",
    "criteria": "Criteria of seriousness (ICH E2A) that were stated",
    "quotes": "The words that prove the event and the criteria, identifiers replaced",
    "review": "Reasons for a closer look",
    "as_of": "Time of the run",
}
_HOUR = 3600


class WorklistRow(Record):
    """One serious candidate. hours_left: until it is due, as of the run."""

    due_at: datetime
    hours_left: float
    awareness_at: datetime
    recording: str
    site: str
    subject: str
    visit: str
    finding: str
    term: Speech
    coded_term: str
    criteria: tuple[Criterion, ...]
    quotes: tuple[str, ...]
    review: tuple[str, ...]


class Worklist(Record):
    """What a safety reviewer works through. not_screened: recordings that nobody has read for safety yet."""

    study: str
    as_of: datetime
    screened: int
    rows: tuple[WorklistRow, ...]
    not_screened: tuple[FailureRow, ...]


def worklist_row(ids: Record, finding: Finding, event: AdverseEvent, as_of: datetime) -> WorklistRow:
    """A row of an event with its clock. ids: what names recording, site, subject and visit."""
    assert event.sae_due_at is not None, "a serious event of a recording has a clock"
    assert event.awareness_at is not None, "a serious event of a recording has a clock"
    return WorklistRow(
        due_at=event.sae_due_at,
        hours_left=round((event.sae_due_at - as_of).total_seconds() / _HOUR, 1),
        awareness_at=event.awareness_at,
        finding=finding.id,
        term=event.term,
        coded_term=event.coding.term if event.coding else "",
        criteria=event.criteria,
        quotes=tuple(proof.quote for proof in finding.evidence),
        review=finding.review,
        **ids.model_dump(include={"recording", "site", "subject", "visit"}),
    )


def by_due(rows: Iterable[WorklistRow]) -> tuple[WorklistRow, ...]:
    """The one that is due first first."""
    return tuple(sorted(rows, key=lambda row: (row.due_at.timestamp(), row.recording, row.finding)))


def worklist_files(study: Study, made: Worklist) -> dict[str, bytes]:
    """The list as a page, as CSV and as JSON."""
    return {
        "worklist.html": _page(study, made).encode(),
        "worklist.csv": csv_bytes(COLUMNS, [_cells(row, made.as_of) for row in made.rows]),
        "worklist.json": json.dumps(made.model_dump(mode="json"), indent=1, ensure_ascii=False).encode() + b"\n",
    }


def _cells(row: WorklistRow, as_of: datetime) -> dict[str, object]:
    joined = {name: "; ".join(getattr(row, name)) for name in ("criteria", "review")}
    times = {name: getattr(row, name).isoformat() for name in ("due_at", "awareness_at")}
    return {**row.model_dump(), **times, **joined, "quotes": " | ".join(row.quotes), "as_of": as_of.isoformat()}


def _page(study: Study, made: Worklist) -> str:
    pages = Environment(
        loader=PackageLoader("trialvoice.trial"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return pages.get_template("worklist.html.j2").render(
        study=study,
        list=made,
        names={visit.id: visit.name for visit in study.visits},
        hours=hours,
        late=sum(row.hours_left < 0 for row in made.rows),
        style=Markup(template("style.css") + own_template("index.css")),
    )


def hours(left: float) -> str:
    """ "3.5 h left", or "2.0 h over"."""
    return f"{left:.1f} h left" if left >= 0 else f"{-left:.1f} h over"
