"""Temporary."""
from collections.abc import Sequence

from trialvoice.core.study import Study
from trialvoice.trial.rows import FailureRow, VisitRow


def render_index(study: Study, rows: Sequence[VisitRow], failures: Sequence[FailureRow]) -> str:
    """Temporary."""
    return str(rows)
