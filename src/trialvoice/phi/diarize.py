"""Who spoke when, with no two speakers at once."""

from collections.abc import Sequence
from typing import Protocol

from trialvoice.core.audio import Waveform, duration_ms
from trialvoice.core.errors import EngineError
from trialvoice.core.records import Record, SpeakerSpan
from trialvoice.phi.transcribe import Progress, unwatched

NOBODY_KNOWN = "S1"


class Diarizer(Protocol):
    """Tells voices apart."""

    def diarize(self, waveform: Waveform, speakers: int | None, progress: Progress) -> tuple[SpeakerSpan, ...]:
        """Spans by precedence: where two overlap, the earlier in the tuple is the voice heard best.

        Speakers are named S1, S2 as they first speak.
        speakers: how many there are, None where nobody knows. Raises EngineError.
        """
        ...


class Diarization(Record):
    """Who spoke when, and what to be wary of.

    spans: one voice at a time, for words.  overlaps: what others say meanwhile; both together are all speech.
    """

    spans: tuple[SpeakerSpan, ...]
    overlaps: tuple[SpeakerSpan, ...] = ()
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
    spans, overlaps = exclusive(found)
    return Diarization(spans=spans, overlaps=overlaps, warnings=_miscounted(spans, speakers))


def exclusive(spans: tuple[SpeakerSpan, ...]) -> tuple[tuple[SpeakerSpan, ...], tuple[SpeakerSpan, ...]]:
    """(one voice at a time, the rest): of spans that overlap the earlier in the tuple wins. Both in order of time."""
    kept: list[SpeakerSpan] = []
    covered: list[SpeakerSpan] = []
    for span in spans:
        over = [other for other in kept if other.start < span.end and span.start < other.end]
        free, under = _divided(span, over)
        kept += free
        covered += under
    return _in_order(kept), _in_order(covered)


def _divided(span: SpeakerSpan, over: Sequence[SpeakerSpan]) -> tuple[list[SpeakerSpan], list[SpeakerSpan]]:
    """The parts of a span outside and inside of others."""
    free, under, at = list[SpeakerSpan](), list[SpeakerSpan](), span.start
    for other in sorted(over, key=lambda one: one.start):
        first, last = max(span.start, other.start), min(span.end, other.end)
        free.append(span.model_copy(update={"start": at, "end": first}))
        if other.speaker != span.speaker:
            under.append(span.model_copy(update={"start": first, "end": last}))
        at = last
    free.append(span.model_copy(update={"start": at}))
    return [part for part in free if part.end > part.start], under


def _in_order(spans: Sequence[SpeakerSpan]) -> tuple[SpeakerSpan, ...]:
    return tuple(sorted(spans, key=lambda span: span.start))


def _one_speaker(waveform: Waveform, warning: str) -> Diarization:
    whole = SpeakerSpan(start=0, end=duration_ms(waveform), speaker=NOBODY_KNOWN)
    return Diarization(spans=(whole,), warnings=(warning,))


def _miscounted(spans: tuple[SpeakerSpan, ...], expected: int | None) -> tuple[str, ...]:
    heard = len({span.speaker for span in spans})
    if expected is None or heard == expected:
        return ()
    return (f"{heard} speakers were heard where {expected} were expected",)
