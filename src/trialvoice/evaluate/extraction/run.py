"""The findings of scripted visits, made as the pipeline makes them, with their cost."""

import time
from collections.abc import Iterable, Iterator
from datetime import datetime

from trialvoice.core.findings import Finding
from trialvoice.evaluate.extraction.visit_scores import VisitScores, score_visit
from trialvoice.evaluate.visits.visit import ScriptedVisit
from trialvoice.safe.asking.ask import LanguageModel
from trialvoice.safe.asking.confirm import SecondOpinion
from trialvoice.safe.extract import Extracted, extract


def extracted(
    visits: Iterable[ScriptedVisit], model: LanguageModel | None, second: SecondOpinion | None = None
) -> Iterator[tuple[ScriptedVisit, Extracted, VisitScores]]:
    """Each visit with what was found and its scores, each subject's visits in the order of their days.

    model: without it the rules stand alone.  second: who is asked about findings in doubt. Raises EngineError.
    """
    found: dict[tuple[str, str], tuple[Finding, ...]] = {}
    for visit in sorted(visits, key=_place):
        began = time.monotonic()
        subject = (visit.study.study.id, visit.recording.subject)
        before = found.get(subject, ())
        made = extract(
            visit.transcript,
            visit.study,
            visit=visit.visit,
            recording=visit.recording,
            model=model,
            second=second,
            earlier=before,
        )
        found[subject] = (*before, *made.findings)
        yield visit, made, score_visit(visit, made, time.monotonic() - began)


def _place(visit: ScriptedVisit) -> tuple[str, str, datetime]:
    return visit.study.study.id, visit.recording.subject, visit.recording.recorded_at
