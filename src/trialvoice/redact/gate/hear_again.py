"""The redacted sound is heard again around every tone. What can still be made out there gets a longer one.

A recogniser's times are estimates: a tone may begin after the first syllable of a name. So the proof that an
identifier is gone is not where the tone lies but what a recogniser makes of the result.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from trialvoice.core.audio import Waveform, duration_ms
from trialvoice.core.errors import GateError
from trialvoice.core.records import Transcript, Word
from trialvoice.redact.gate.audible import audible
from trialvoice.redact.gate.sound import Stretch, joined, stretch_of, under_tone
from trialvoice.redact.replacing.tags import Tagged, tag_spans
from trialvoice.redact.spans import Span

Hear = Callable[[Waveform, Sequence[Stretch]], Sequence[Word]]
"""What a recogniser makes of these stretches of a recording, with times in the recording."""
AROUND_MS = 2_000
"""So much before and after a tone is heard with it: context for the recogniser, room for its errors in time."""
WIDER_MS = (160, 320, 640)
"""What is added on either side of a tone, round by round."""


@dataclass(frozen=True)
class Silenced:
    """Sound with tones.  widened: how many identifiers were heard again and got a longer one."""

    waveform: Waveform
    widened: int = 0


def silenced(waveform: Waveform, transcript: Transcript, spans: Sequence[Span], margin_ms: int) -> Silenced:
    """The recording under tones, taken on trust."""
    length = duration_ms(waveform) + 1
    return Silenced(under_tone(waveform, [stretch_of(transcript, span, margin_ms, length) for span in spans]))


def silenced_and_heard(
    waveform: Waveform, transcript: Transcript, spans: Sequence[Span], margin_ms: int, hear: Hear
) -> Silenced:
    """The recording under tones long enough that no identifier can be made out any more.

    Raises GateError TV503 where one still can under the longest tone.
    """
    length = duration_ms(waveform) + 1
    tagged = tag_spans([turn.text for turn in transcript.turns], spans)
    margins = dict.fromkeys(range(len(tagged)), margin_ms)
    left, widened = list(margins), 0
    for wider in (*WIDER_MS, None):
        stretches = {i: stretch_of(transcript, tagged[i].span, margin, length) for i, margin in margins.items()}
        made = under_tone(waveform, list(stretches.values()))
        left = _recovered({i: (tagged[i], stretches[i]) for i in left}, made, length, hear)
        if not left:
            return Silenced(made, widened)
        if wider is not None:
            widened = max(widened, len(left))
            margins |= dict.fromkeys(left, margin_ms + wider)
    raise GateError(
        "TV503",
        f"{len(left)} of {len(tagged)} identifiers can still be heard in the redacted sound",
        place=transcript.recording,
        remedy="raise [deidentify] margin_ms in study.toml; nothing was released",
    )


def _recovered(told: dict[int, tuple[Tagged, Stretch]], made: Waveform, length: int, hear: Hear) -> list[int]:
    """Which identifiers a recogniser makes out near their tones."""
    if not told:
        return []
    near = {i: (max(0, start - AROUND_MS), min(length, end + AROUND_MS)) for i, (_, (start, end)) in told.items()}
    words = hear(made, joined(near.values()))
    return [i for i, (one, _) in told.items() if audible(one.span.type, one.value, _heard(words, near[i]))]


def _heard(words: Sequence[Word], near: Stretch) -> str:
    return " ".join(word.text for word in words if word.start < near[1] and word.end >= near[0])
