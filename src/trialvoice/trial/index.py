"""The study's index: every visit with its counts and its report, what is due, and what is not done."""

from collections.abc import Sequence

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from trialvoice.core.findings import KINDS
from trialvoice.core.study import Study
from trialvoice.safe.report import TITLES, template
from trialvoice.trial.rows import FailureRow, VisitRow


def render_index(study: Study, rows: Sequence[VisitRow], failures: Sequence[FailureRow]) -> str:
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
        names={visit.id: visit.name for visit in study.visits},
        minutes=sum(row.duration for row in rows) / 60_000,
        serious=sum(row.serious for row in rows),
        style=Markup(template("style.css")),
    )
