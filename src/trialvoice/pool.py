"""Recordings that are transcribed together: their windows fill batches that none of them would fill alone."""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from trialvoice.phi.transcribe import transcribe_all
from trialvoice.stage import Progress, StageOutcome, VisitRun, unforeseen
from trialvoice.stages.hearing import INTAKE, TRANSCRIBE, speech_options

POOL_MS = 60 * 60_000
"""Sound in one pool: 230 MB of it in memory, and four batches or more for the largest GPU."""


@dataclass(frozen=True)
class Pool:
    """Visits of one study whose sound is at hand."""

    visits: Sequence[VisitRun]

    def transcribe(self, progress: Progress) -> list[StageOutcome]:
        """Make and keep the transcription of each. Raises TrialvoiceError, and then keeps none."""
        began = time.monotonic()
        first = self.visits[0]
        place, remedy = first.recording.recording, "nothing: each is transcribed by itself"
        with unforeseen("recordings could not be transcribed together", place, remedy):
            made = transcribe_all(
                [visit.waveform for visit in self.visits],
                speech_options(first.study),
                vad=first.engines.vad,
                transcriber=first.engines.transcriber,
                progress=progress,
            )
        spent = 1000 * (time.monotonic() - began)
        for visit, one in zip(self.visits, made, strict=True):
            with visit.store.lock():
                visit.keep(TRANSCRIBE, one)
        lengths = [visit.read(INTAKE).duration for visit in self.visits]
        return [
            StageOutcome(
                stage=TRANSCRIBE.name,
                reused=False,
                milliseconds=round(spent * length / sum(lengths)),
                counts=TRANSCRIBE.counts(one),
            )
            for one, length in zip(made, lengths, strict=True)
        ]


def pools(visits: Iterable[VisitRun]) -> Iterator[Pool]:
    """Visits in the order given, an hour of sound at a time. One that would be alone is left to its own stage."""
    gathered: list[VisitRun] = []
    for visit in visits:
        gathered.append(visit)
        if sum(one.read(INTAKE).duration for one in gathered) >= POOL_MS:
            yield from _pool(gathered)
            gathered = []
    yield from _pool(gathered)


def _pool(visits: list[VisitRun]) -> Iterator[Pool]:
    if len(visits) > 1:
        yield Pool(tuple(visits))
