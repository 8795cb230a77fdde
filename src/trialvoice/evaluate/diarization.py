"""Diarization error rate, strict: no collar, overlapping speech scored."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from trialvoice.core.records import SpeakerSpan
from trialvoice.evaluate.counts import Ratio
from trialvoice.evaluate.words import SpokenWord

if TYPE_CHECKING:
    from pyannote.core import Annotation

_BRIDGED_MS = 300
"""A pause between two words of one speaker up to which the speaker goes on, as in NIST's evaluations."""
_PARTS = {"der_miss": "missed detection", "der_false_alarm": "false alarm", "der_confusion": "confusion"}


def diarization_error(
    reference: Sequence[SpeakerSpan], hypothesis: Sequence[SpeakerSpan], duration: int
) -> dict[str, Ratio]:
    """`der` and its parts `der_miss`, `der_false_alarm` and `der_confusion`, over ms of true speech.

    duration: of the recording, ms.
    """
    from pyannote.core import Segment, Timeline
    from pyannote.metrics.diarization import DiarizationErrorRate

    metric = DiarizationErrorRate(collar=0.0, skip_overlap=False)
    end = max([duration, *(span.end for span in (*reference, *hypothesis))])
    whole = Timeline([Segment(0, end / 1000)])
    found = metric(_annotation(reference), _annotation(hypothesis), uem=whole, detailed=True)
    speech = round(found["total"] * 1000)
    parts = {name: Ratio(part=round(found[theirs] * 1000), whole=speech) for name, theirs in _PARTS.items()}
    return {"der": Ratio(part=sum(ratio.part for ratio in parts.values()), whole=speech), **parts}


def spans_of(words: Sequence[SpokenWord]) -> tuple[SpeakerSpan, ...]:
    """When each speaker speaks, from words with times; pauses of up to 300 ms do not interrupt."""
    spans: list[SpeakerSpan] = []
    latest: dict[str, int] = {}
    for word in words:
        if word.start is None or word.end is None:
            continue
        at = latest.get(word.speaker)
        if at is not None and word.start - spans[at].end <= _BRIDGED_MS:
            spans[at] = spans[at].model_copy(update={"end": max(spans[at].end, word.end)})
        else:
            latest[word.speaker] = len(spans)
            spans.append(SpeakerSpan(start=word.start, end=word.end, speaker=word.speaker))
    return tuple(spans)


def _annotation(spans: Sequence[SpeakerSpan]) -> "Annotation":
    from pyannote.core import Annotation, Segment

    annotation = Annotation()
    for track, span in enumerate(spans):
        annotation[Segment(span.start / 1000, span.end / 1000), track] = span.speaker
    return annotation
