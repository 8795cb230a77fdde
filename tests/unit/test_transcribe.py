"""Windows, the gate that keeps words inside speech, the warning about loops, and whole words from pieces."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialvoice.core.audio import Waveform
from trialvoice.core.records import Word
from trialvoice.engines.whisper_words import Piece, words_of
from trialvoice.phi.transcribe import (
    Progress,
    Spans,
    SpeechOptions,
    Transcription,
    transcribe,
    unwatched,
    windows,
)

SOUND: Waveform = np.zeros(16_000 * 60, np.float32)
OPTIONS = SpeechOptions(language="en", vocabulary=("Veltrin",))


def word(start: int, end: int, text: str = "word") -> Word:
    return Word(start=start, end=end, text=text, probability=0.9)


class Speech:
    """A detector that answers what it is told."""

    def __init__(self, *spans: tuple[int, int]) -> None:
        self.spans = spans

    def speech(self, waveform: Waveform) -> Spans:
        return self.spans


class Hears:
    """A recogniser that answers what it is told."""

    def __init__(self, *words: Word) -> None:
        self.words = words
        self.asked: SpeechOptions | None = None

    def transcribe(
        self, waveform: Waveform, speech: Spans, options: SpeechOptions, progress: Progress
    ) -> Transcription:
        self.asked = options
        progress(0.5)
        return Transcription(language=options.language, words=self.words)


def heard(vad: Speech, *words: Word) -> Transcription:
    return transcribe(SOUND, OPTIONS, vad=vad, transcriber=Hears(*words), progress=unwatched)


def test_words_where_nobody_speaks_are_dropped_and_counted() -> None:
    made = heard(Speech((1000, 2000), (5000, 6000)), word(1100, 1300), word(3000, 3400), word(5900, 6200))
    assert [w.start for w in made.words] == [1100, 5900]
    assert made.warnings == ("1 words outside detected speech were dropped",)


def test_a_word_may_lie_a_little_outside_speech() -> None:
    assert len(heard(Speech((1000, 2000)), word(800, 900), word(2100, 2300)).words) == 2


def test_without_speech_the_recogniser_is_not_asked() -> None:
    hears = Hears(word(0, 100, "Thank you for watching."))
    made = transcribe(SOUND, OPTIONS, vad=Speech(), transcriber=hears)
    assert (made.words, made.warnings, hears.asked) == ((), ("no speech was detected",), None)


def test_language_and_vocabulary_reach_the_recogniser_and_progress_ends_at_one() -> None:
    hears, seen = Hears(word(0, 100)), list[float]()
    transcribe(SOUND, OPTIONS, vad=Speech((0, 1000)), transcriber=hears, progress=seen.append)
    assert hears.asked == OPTIONS
    assert seen == [0.5, 1.0]


def test_a_loop_is_warned_about_without_its_text() -> None:
    words = [word(i * 300, i * 300 + 200, t) for i, t in enumerate(["I", "am", "going", "to", "the"] * 8)]
    (warning,) = heard(Speech((0, 60_000)), *words).warnings
    assert warning == "the words from 0 s on repeat: check them by ear"


def test_ordinary_talk_is_no_loop() -> None:
    text = (
        "no no I did not have that and no I do not have it now but I had it then and I will have it again "
        "if I do not take the tablets that you gave me the last time that I was here"
    )
    words = [word(i * 300, i * 300 + 200, t) for i, t in enumerate(text.split())]
    assert heard(Speech((0, 60_000)), *words).warnings == ()


@pytest.mark.parametrize(
    ("speech", "expected"),
    [
        (((0, 1000),), ((0, 1000),)),
        (((0, 1000), (2000, 3000)), ((0, 3000),)),
        (((0, 20_000), (21_000, 29_000), (31_000, 40_000)), ((0, 29_000), (31_000, 40_000))),
        (((0, 45_000),), ((0, 22_500), (22_500, 45_000))),
        ((), ()),
    ],
)
def test_windows(speech: Spans, expected: Spans) -> None:
    assert windows(speech) == expected


@given(st.lists(st.tuples(st.integers(1, 3000), st.integers(1, 70_000)), max_size=40))
def test_windows_hold_all_speech_and_are_never_too_long(gaps: list[tuple[int, int]]) -> None:
    at, speech = 0, list[tuple[int, int]]()
    for silence, talk in gaps:
        speech.append((at + silence, at + silence + talk))
        at += silence + talk
    made = windows(tuple(speech))
    assert all(0 < end - start <= 30_000 for start, end in made)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(made))
    covered = sum(min(e, b) - max(s, a) for s, e in speech for a, b in made if min(e, b) > max(s, a))
    assert covered == sum(end - start for start, end in speech)


def test_pieces_without_a_space_before_them_belong_to_the_word_before() -> None:
    pieces = [
        Piece(" It", 0.0, 0.2, 0.9),
        Piece(" was", 0.2, 0.4, 0.9),
        Piece(" 36", 0.4, 0.8, 0.8),
        Piece(".8", 0.8, 1.1, 0.6),
        Piece(" ", 1.1, 1.1, 0.1),
        Piece(" degrees.", 1.2, 1.6, 1.0000001),
    ]
    made = list(words_of(pieces, offset_ms=5000))
    assert [w.text for w in made] == ["It", "was", "36.8", "degrees."]
    assert (made[2].start, made[2].end, made[2].probability) == (5400, 6100, 0.6)
    assert made[3].probability == 1.0
