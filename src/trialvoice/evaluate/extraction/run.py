"""The findings of scripted visits, made as the pipeline makes them, with their cost."""

import time
from collections.abc import Iterable, Iterator

from trialvoice.evaluate.extraction.visit_scores import VisitScores, score_visit
from trialvoice.evaluate.visits.visit import ScriptedVisit
from trialvoice.safe.asking.ask import LanguageModel
from trialvoice.safe.asking.confirm import SecondOpinion
from trialvoice.safe.extract import Extracted, extract


def extracted(
    visits: Iterable[ScriptedVisit], model: LanguageModel | None, second: SecondOpinion | None = None
) -> Iterator[tuple[ScriptedVisit, Extracted, VisitScores]]:
    """Each visit with what was found and its scores. Raises EngineError.

    model: without it the rules stand alone.  second: who is asked about findings in doubt.
    """
    for visit in visits:
        began = time.monotonic()
        made = extract(
            visit.transcript, visit.study, visit=visit.visit, recording=visit.recording, model=model, second=second
        )
        yield visit, made, score_visit(visit, made, time.monotonic() - began)
