"""The findings of scripted visits, made as the pipeline makes them, with their cost."""

import time
from collections.abc import Iterable, Iterator
from datetime import datetime

from trialvoice.core.findings import Finding
from trialvoice.evaluate.extraction.visit_scores import VisitScores, score_visit
from trialvoice.evaluate.visits.visit import ScriptedVisit
from trialvoice.safe.asking.ask import LanguageModel
from trialvoice.safe.asking.confirm import SecondOpinion
from trialvoice.safe.coding.choosing import Chooser
from trialvoice.safe.extract import extract
from trialvoice.safe.extracted import Extracted


class Reader:
    """Reads visits in the order of their days, and knows of each what was found in the subject's earlier ones.

    model: without it the rules stand alone.  chooser: who chooses dictionary terms.
    second: who is asked about findings in doubt.
    """

    def __init__(
        self, model: LanguageModel | None, chooser: Chooser | None = None, second: SecondOpinion | None = None
    ) -> None:
        self._model, self._chooser, self._second = model, chooser, second
        self._found: dict[tuple[str, str], tuple[Finding, ...]] = {}

    def read(self, visit: ScriptedVisit) -> Extracted:
        """What is found in one visit. Raises EngineError."""
        subject = (visit.study.study.id, visit.recording.subject)
        before = self._found.get(subject, ())
        made = extract(
            visit.transcript,
            visit.study,
            visit=visit.visit,
            recording=visit.recording,
            model=self._model,
            chooser=self._chooser,
            second=self._second,
            earlier=before,
        )
        self._found[subject] = (*before, *made.findings)
        return made


def in_time(visits: Iterable[ScriptedVisit]) -> list[ScriptedVisit]:
    """Each subject's visits in the order of their days."""
    return sorted(visits, key=_place)


def extracted(
    visits: Iterable[ScriptedVisit],
    model: LanguageModel | None,
    chooser: Chooser | None = None,
    second: SecondOpinion | None = None,
) -> Iterator[tuple[ScriptedVisit, Extracted, VisitScores]]:
    """Each visit with what was found and its scores, each subject's in the order of their days. Raises EngineError."""
    reader = Reader(model, chooser, second)
    for visit in in_time(visits):
        began = time.monotonic()
        made = reader.read(visit)
        yield visit, made, score_visit(visit, made, time.monotonic() - began)


def _place(visit: ScriptedVisit) -> tuple[str, str, datetime]:
    return visit.study.study.id, visit.recording.subject, visit.recording.recorded_at
