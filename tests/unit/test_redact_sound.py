"""The tone over an identifier, and its being heard again until nothing of the identifier can be made out."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest

from trialvoice.core.audio import SAMPLE_RATE, Waveform
from trialvoice.core.errors import GateError
from trialvoice.core.records import Transcript, Turn, Word
from trialvoice.redact.gate.hear_again import AROUND_MS, silenced, silenced_and_heard
from trialvoice.redact.gate.sound import TONE_HZ, Stretch, joined, stretch_of, under_tone
from trialvoice.redact.spans import Span

LATE_MS = 350
"""How far the recogniser's times are off in these tests."""


def words(text: str, start: int) -> tuple[Word, ...]:
    """Half a second each."""
    return tuple(
        Word(start=start + 500 * i, end=start + 500 * i + 400, text=word, probability=0.9)
        for i, word in enumerate(text.split(" "))
    )


def turn(number: int, text: str, start: int) -> Turn:
    said = words(text, start)
    return Turn(
        id=number, start=start, end=said[-1].end, speaker="A", role="participant", role_confidence=1.0, words=said
    )


def spans_of(transcript: Transcript, *values: tuple[int, str, str]) -> tuple[Span, ...]:
    out = []
    for index, value, kind in values:
        at = transcript.turns[index].text.index(value)
        out.append(Span(turn_index=index, start=at, end=at + len(value), type=kind, score=0.9, source="test"))
    return tuple(out)


VISIT = Transcript(
    recording="r1",
    language="en",
    turns=(
        turn(1, "my name is Danuta Kowalczyk and I feel well", 1000),
        turn(2, "born in June nineteen sixty two they say", 12_000),
    ),
)
SPANS = spans_of(VISIT, (0, "Danuta Kowalczyk", "NAME"), (1, "June", "DATE"))
LENGTH = 20_000


def noise() -> Waveform:
    return np.random.default_rng(1).uniform(-0.5, 0.5, LENGTH * SAMPLE_RATE // 1000).astype(np.float32)


@dataclass
class Ear:
    """Makes out a word where most of its true sound is left; the true times are `late_ms` after the stated ones."""

    original: Waveform
    late_ms: int = 0
    asked: list[Sequence[Stretch]] = field(default_factory=list)

    def __call__(self, sound: Waveform, stretches: Sequence[Stretch]) -> list[Word]:
        self.asked.append(stretches)
        said = [word for turn in VISIT.turns for word in turn.words]
        near = [w for w in said if any(a <= w.start < b for a, b in stretches)]
        return [word for word in near if self._left(sound, word) > 0.5]

    def _left(self, sound: Waveform, word: Word) -> float:
        first, last = ((at + self.late_ms) * SAMPLE_RATE // 1000 for at in (word.start, word.end))
        return float(np.mean(sound[first:last] == self.original[first:last]))


def test_nothing_of_the_sound_is_left_under_the_tone() -> None:
    sound = noise()
    made = silenced(sound, VISIT, SPANS, 80).waveform
    (first, last), second = joined(stretch_of(VISIT, span, 80, LENGTH) for span in SPANS)
    assert (first, last) == (2420, 3480)
    inside = np.zeros(len(sound), dtype=bool)
    for start, end in ((first, last), second):
        at = slice(start * 16, end * 16)
        inside[at] = True
        assert abs(float(np.corrcoef(sound[at], made[at])[0, 1])) < 0.05
        assert float(np.abs(made[at]).max()) <= 0.1001
        spectrum = np.abs(np.fft.rfft(made[at]))
        assert abs(int(spectrum.argmax()) * SAMPLE_RATE / len(made[at]) - TONE_HZ) < 5
    assert np.array_equal(sound[~inside], made[~inside])


def test_a_word_without_length_is_covered_all_the_same() -> None:
    word = Word(start=1000, end=1000, text="Ruiz", probability=0.5)
    only = Turn(id=1, start=1000, end=1000, speaker="A", role="unknown", role_confidence=0.0, words=(word,))
    transcript = Transcript(recording="r", language="en", turns=(only,))
    (span,) = spans_of(transcript, (0, "Ruiz", "NAME"))
    assert stretch_of(transcript, span, 80, 5000) == (800, 1200)
    assert stretch_of(transcript, span, 80, 1050) == (800, 1050)


def test_tones_that_touch_are_one() -> None:
    assert joined([(500, 900), (100, 300), (300, 400), (850, 1000)]) == ((100, 400), (500, 1000))
    sound = noise()
    assert np.array_equal(
        under_tone(sound, [(100, 300), (300, 400)])[1600:6400], under_tone(sound, [(100, 400)])[1600:6400]
    )


def test_where_nothing_can_be_made_out_the_tone_stays_as_it_is() -> None:
    sound = noise()
    made = silenced_and_heard(sound, VISIT, SPANS, 80, Ear(sound))
    assert made.widened == 0
    assert np.array_equal(made.waveform, silenced(sound, VISIT, SPANS, 80).waveform)


def test_only_what_can_still_be_made_out_gets_a_longer_tone() -> None:
    sound, shy = noise(), SPANS[1:]
    ear = Ear(sound, late_ms=LATE_MS)
    made = silenced_and_heard(sound, VISIT, shy, 80, ear)
    assert made.widened == 1
    assert ear(made.waveform, [(0, LENGTH)]) == [
        w for t in VISIT.turns for w in t.words if w.text not in ("June", "in")
    ]


def test_only_the_surroundings_of_tones_are_heard() -> None:
    sound = noise()
    ear = Ear(sound)
    silenced_and_heard(sound, VISIT, SPANS, 80, ear)
    (asked,) = ear.asked
    assert asked == ((2420 - AROUND_MS, 3480 + AROUND_MS), (12_920 - AROUND_MS, 13_480 + AROUND_MS))


def test_what_the_longest_tone_cannot_hide_is_refused_without_being_named() -> None:
    sound = noise()
    with pytest.raises(GateError, match="2 of 2 identifiers can still be heard") as refusal:
        silenced_and_heard(sound, VISIT, SPANS, 80, Ear(sound, late_ms=3000))
    assert refusal.value.code == "TV503"
    assert "Kowalczyk" not in str(refusal.value)


def test_without_identifiers_nobody_listens() -> None:
    sound = noise()
    ear = Ear(sound)
    made = silenced_and_heard(sound, VISIT, (), 80, ear)
    assert ear.asked == []
    assert np.array_equal(made.waveform, sound)
