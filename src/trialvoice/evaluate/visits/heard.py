"""Scripted visits that were spoken: what the pipeline left of the sound, with the key moved onto what was heard.

A quote of the key stands in the script. When its words were spoken is known from the truth beside the sound, and the
words heard in that time are where a finding should have its proof.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

from trialvoice.assembly import Engines
from trialvoice.batch import open_visit
from trialvoice.core.recordings import Recording
from trialvoice.core.records import SafeTranscript
from trialvoice.core.roster import Roster
from trialvoice.core.seal import seal_from
from trialvoice.core.settings import Settings
from trialvoice.core.study import Study
from trialvoice.evaluate.truth import read_truth
from trialvoice.evaluate.visits.visit import Expected, Quote, ScriptedVisit
from trialvoice.evaluate.words import SpokenWord
from trialvoice.job import Job
from trialvoice.pipeline import STAGES
from trialvoice.safe.coding.coder import shipped_coder
from trialvoice.stages.redaction import REDACT

SLACK_MS = 150
"""How far word times of the recogniser may be off."""


def spoken_of(visits: Sequence[ScriptedVisit], sounds: Path) -> list[ScriptedVisit]:
    """Those of the visits that have sound: `audio/NAME.opus` in the folder."""
    return [visit for visit in visits if _audio(sounds, visit).is_file()]


def heard(visits: Sequence[ScriptedVisit], sounds: Path, engines: Engines) -> Iterator[ScriptedVisit]:
    """Each visit as transcribed, diarized and de-identified from its sound. Raises TrialvoiceError.

    What was made is kept among the outputs, in `evaluation/`, and is not made again.
    """
    for visit in visits:
        truth = read_truth(visit.name, (sounds / "truth",))
        if truth is None or truth.words is None:
            raise ValueError(f"{visit.name} has sound and no truth")
        safe = _processed(visit, _audio(sounds, visit), engines)
        places = Places(visit, truth.words, safe)
        expected = tuple(Expected(one.key, tuple(places.of(one.quotes))) for one in visit.expected)
        yield replace(visit, transcript=safe, expected=expected)


def _audio(sounds: Path, visit: ScriptedVisit) -> Path:
    return sounds / "audio" / f"{visit.name}.opus"


def _processed(visit: ScriptedVisit, audio: Path, engines: Engines) -> SafeTranscript:
    """The transcript right of the gate."""
    settings = engines.settings.model_copy(update={"outputs": engines.settings.outputs / "evaluation"})
    recording = visit.recording.model_copy(update={"audio": audio})
    run = open_visit(_job(visit.study, recording, settings), recording, engines)
    for stage in STAGES:
        run.run(stage)
        if stage.name == REDACT.name:
            break
    return run.read(REDACT).safe


class Places:
    """Finds where in the heard transcript the words of the script were said."""

    def __init__(self, visit: ScriptedVisit, spoken: Sequence[SpokenWord], safe: SafeTranscript) -> None:
        self._texts = {turn.id: turn.text for turn in visit.transcript.turns}
        counts = [len(text.split(" ")) for text in self._texts.values()]
        self._first = dict(zip(self._texts, accumulate(counts, initial=0), strict=False))
        if sum(counts) != len(spoken):
            raise ValueError(f"{visit.name} was changed after it was spoken: run sample_audio/visits.py")
        self._spoken = spoken
        self._safe = safe

    def of(self, quotes: Sequence[Quote]) -> Iterator[Quote]:
        """The stretches of heard turns that were said when the quotes were: one a turn."""
        for start, end in map(self._time, quotes):
            for turn in self._safe.turns:
                touched = [(a, b) for a, b, word in turn.word_spans() if word.start < end and start < word.end]
                if touched:
                    yield Quote(turn.id, touched[0][0], touched[-1][1])

    def _time(self, quote: Quote) -> tuple[int, int]:
        """[start, end) ms, a little inside the first word and the last, so that neighbours are not touched."""
        text, first = self._texts[quote.turn], self._first[quote.turn]
        begin = self._spoken[first + text.count(" ", 0, quote.start)]
        last = self._spoken[first + text.count(" ", 0, quote.end)]
        start, end = begin.start or 0, last.end or 0
        slack = min(SLACK_MS, (end - start) // 3)
        return start + slack, end - slack


def _job(study: Study, recording: Recording, settings: Settings) -> Job:
    return Job(
        recording.audio.parent, study, (recording,), (), settings, seal_from(settings), Roster(), shipped_coder()
    )
