"""The study's index: every visit with its counts and its report, what is due, and what is not done."""

from collections.abc import Sequence
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from trialvoice.core.findings import KINDS, AdverseEvent
from trialvoice.core.study import Study
from trialvoice.safe.report import TITLES, template
from trialvoice.trial.history_records import EventHistory
from trialvoice.trial.rows import FailureRow, VisitRow

_SAID = {
    "denied": "denied",
    "past": "told as past",
    "named": "spoken of, no outcome found",
    "not_asked": "not asked",
}


def render_index(
    study: Study,
    rows: Sequence[VisitRow],
    failures: Sequence[FailureRow],
    histories: Sequence[EventHistory] = (),
) -> str:
    """The page, for outputs/<study>/release/. Serious candidates come first, by the time they are due."""
    pages = Environment(
        loader=PackageLoader("trialvoice.trial"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    due = sorted(
        rows,
        key=lambda row: (
            row.sae_due_at is None,
            row.sae_due_at and row.sae_due_at.timestamp(),
            row.recording,
        ),
    )
    return pages.get_template("index.html.j2").render(
        study=study,
        rows=due,
        failures=sorted(failures, key=lambda failure: failure.recording),
        kinds=KINDS,
        titles=[TITLES[kind] for kind in KINDS],
        over_visits=[history for history in histories if len(history.entries) > 1],
        events=len(histories),
        names={visit.id: visit.name for visit in study.visits},
        minutes=sum(row.duration for row in rows) / 60_000,
        serious=sum(row.serious for row in rows),
        told=_told,
        said=_SAID,
        style=Markup(template("style.css") + own_template("index.css")),
    )


def _told(event: AdverseEvent) -> str:
    """What one visit says of an event: "worsening, ongoing, moderate"."""
    parts = (event.course, event.outcome, event.severity)
    said: list[str] = [part for part in dict.fromkeys(parts) if part != "not_stated"]
    said += [f"grade {event.grade}"] if event.grade is not None else []
    return ", ".join(said) or "told, no more stated"


def own_template(name: str) -> str:
    """A file of `trial/templates/`."""
    return (files("trialvoice.trial") / "templates" / name).read_text("utf-8")
