"""Who spoke when, with no two speakers at once."""

from itertools import pairwise
from typing import Protocol

from trialvoice.core.audio import Waveform, duration_ms
from trialvoice.core.errors import EngineError
from trialvoice.core.records import Record, SpeakerSpan
from trialvoice.phi.transcribe import Progress, unwatched

NOBODY_KNOWN = "S1"


class Diarizer(Protocol):
    """Tells voices apart."""

    def diarize(self, waveform: Waveform, speakers: int | None, progress: Progress) -> tuple[SpeakerSpan, ...]:
        """Spans in order of time, none overlapping; speakers named S1, S2 as they first speak.

        speakers: how many there are, None where nobody knows. Raises EngineError.
        """
        ...


class Diarization(Record):
    """Who spoke when, and what to be wary of."""

    spans: tuple[SpeakerSpan, ...]
    warnings: tuple[str, ...] = ()


def diarize(
    waveform: Waveform, speakers: int | None, *, diarizer: Diarizer, progress: Progress = unwatched
) -> Diarization:
    """Who spoke when. Where voices cannot be told apart, one speaker for all, with a warning."""
    try:
        found = diarizer.diarize(waveform, speakers, progress)
    except EngineError as error:
        return _one_speaker(waveform, f"speakers were not told apart ({error.code})")
    if not found:
        return _one_speaker(waveform, "no voice was found")
    progress(1.0)
    spans = exclusive(found)
    return Diarization(spans=spans, warnings=_miscounted(spans, speakers))


def exclusive(spans: tuple[SpeakerSpan, ...]) -> tuple[SpeakerSpan, ...]:
    """Spans in order of time, each cut where the next one starts."""
    ordered = sorted(spans, key=lambda span: (span.start, span.end))
    cut = [this.model_copy(update={"end": min(this.end, following.start)}) for this, following in pairwise(ordered)]
    return tuple(span for span in (*cut, *ordered[-1:]) if span.end > span.start)


def _one_speaker(waveform: Waveform, warning: str) -> Diarization:
    whole = SpeakerSpan(start=0, end=duration_ms(waveform), speaker=NOBODY_KNOWN)
    return Diarization(spans=(whole,), warnings=(warning,))


def _miscounted(spans: tuple[SpeakerSpan, ...], expected: int | None) -> tuple[str, ...]:
    heard = len({span.speaker for span in spans})
    if expected is None or heard == expected:
        return ()
    return (f"{heard} speakers were heard where {expected} were expected",)
