"""Who said what: words given to voices, sentences kept whole, and a diarizer that fails."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialvoice.core.audio import Waveform
from trialvoice.core.errors import EngineError
from trialvoice.core.records import SpeakerSpan, Transcript, Word
from trialvoice.phi.diarize import Diarization, diarize, exclusive
from trialvoice.phi.transcribe import Progress, Transcription
from trialvoice.phi.turns import make_turns

SOUND: Waveform = np.zeros(16_000 * 10, np.float32)


def span(start: int, end: int, speaker: str) -> SpeakerSpan:
    return SpeakerSpan(start=start, end=end, speaker=speaker)


def spoken(text: str, *, gaps: dict[int, int] | None = None, each: int = 300) -> tuple[Word, ...]:
    """The words of a text, 300 ms each, with `gaps` (word index → ms of silence before it)."""
    words, at = [], 0
    for index, one in enumerate(text.split()):
        at += (gaps or {}).get(index, 0)
        words.append(Word(start=at, end=at + each, text=one, probability=0.9))
        at += each
    return tuple(words)


def turns_of(words: tuple[Word, ...], *spans: SpeakerSpan) -> list[tuple[str, str]]:
    made = make_turns("rec", Transcription(language="en", words=words), Diarization(spans=spans))
    return [(turn.speaker, turn.text) for turn in made.turns]


def test_words_go_to_the_voice_they_overlap() -> None:
    words = spoken("How are you? I am fine.")
    assert turns_of(words, span(0, 900, "S1"), span(900, 1800, "S2")) == [
        ("S1", "How are you?"),
        ("S2", "I am fine."),
    ]


def test_a_word_between_voices_goes_to_the_nearest() -> None:
    words = spoken("Hello. Yes.", gaps={1: 2000})
    assert turns_of(words, span(0, 200, "S1"), span(2700, 3000, "S2")) == [("S1", "Hello."), ("S2", "Yes.")]


def test_a_boundary_a_little_off_does_not_cut_a_sentence() -> None:
    words = spoken("Have you taken any other medicine lately? No, none.")
    off = [span(0, 1900, "S1"), span(1900, 2700, "S2")]  # the last word of the question fell to S2
    assert turns_of(words, *off) == [("S1", "Have you taken any other medicine lately?"), ("S2", "No, none.")]


def test_a_short_answer_is_not_taken_for_a_stray() -> None:
    words = spoken("Any fever at all? No. Any cough then?")
    spans = [span(0, 1200, "S1"), span(1200, 1500, "S2"), span(1500, 2400, "S1")]
    assert turns_of(words, *spans) == [("S1", "Any fever at all?"), ("S2", "No."), ("S1", "Any cough then?")]


def test_a_short_answer_lost_in_the_askers_voice_goes_to_the_other() -> None:
    words = spoken("Any fever? No, nothing. Okay. Any cough? Yes. Thanks.")
    spans = [span(0, 2400, "S1"), span(2400, 2700, "S2")]
    assert turns_of(words, *spans) == [
        ("S1", "Any fever?"),
        ("S2", "No, nothing."),
        ("S1", "Okay. Any cough?"),
        ("S2", "Yes. Thanks."),
    ]


@pytest.mark.parametrize("text", ["Any fever? No fever?", "Any fever? I will check that.", "You had fever. No."])
def test_what_is_no_answer_stays(text: str) -> None:
    words = spoken(text + " Hello.")
    end = words[-1].start
    assert turns_of(words, span(0, end, "S1"), span(end, end + 300, "S2"))[0] == ("S1", text)


def test_among_three_an_answer_is_nobodys_guess() -> None:
    words = spoken("Any fever? No. Hello. Hello.")
    spans = [span(0, 900, "S1"), span(900, 1200, "S2"), span(1200, 1500, "S3")]
    assert turns_of(words, *spans)[0] == ("S1", "Any fever? No.")


def test_an_answer_after_a_pause_stands_alone_though_no_full_stop_parts_it() -> None:
    words = spoken("do you have any allergies to medicines no", gaps={7: 600})
    spans = [span(0, 2300, "S1"), span(2600, 3100, "S2")]
    assert turns_of(words, *spans) == [("S1", "do you have any allergies to medicines"), ("S2", "no")]


def test_a_title_ends_no_sentence() -> None:
    words = spoken("I was told to come by Dr. Smith last week.")
    spans = [span(0, 1800, "S1"), span(1800, 2100, "S2"), span(2100, 3000, "S1")]
    assert turns_of(words, *spans) == [("S1", "I was told to come by Dr. Smith last week.")]


def test_a_long_silence_starts_a_new_turn_of_the_same_speaker() -> None:
    words = spoken("First part. Second part.", gaps={2: 31_000})
    assert turns_of(words, span(0, 60_000, "S1")) == [("S1", "First part."), ("S1", "Second part.")]


def test_without_words_there_are_no_turns() -> None:
    assert turns_of((), span(0, 100, "S1")) == []


def test_warnings_of_both_stages_are_kept() -> None:
    made = make_turns(
        "rec",
        Transcription(language="en", words=spoken("Hello."), warnings=("a",)),
        Diarization(spans=(span(0, 300, "S1"),), warnings=("b",)),
    )
    assert made.warnings == ("a", "b")
    assert (made.turns[0].role, made.turns[0].role_confidence) == ("unknown", 0.0)


@given(
    st.lists(st.sampled_from(["yes.", "no", "what?", "I", "took", "it."]), min_size=1, max_size=40),
    st.lists(st.tuples(st.integers(50, 2000), st.sampled_from(["S1", "S2", "S3"])), min_size=1, max_size=20),
)
def test_no_word_is_lost_or_moved(texts: list[str], parts: list[tuple[int, str]]) -> None:
    spans, at = list[SpeakerSpan](), 0
    for length, speaker in parts:
        spans.append(span(at, at + length, speaker))
        at += length
    words = spoken(" ".join(texts))
    made: Transcript = make_turns("rec", Transcription(language="en", words=words), Diarization(spans=tuple(spans)))
    assert tuple(word for turn in made.turns for word in turn.words) == words
    assert [turn.id for turn in made.turns] == list(range(1, len(made.turns) + 1))


class Answers:
    """A diarizer that answers what it is told."""

    def __init__(self, *spans: SpeakerSpan) -> None:
        self.spans = spans

    def diarize(self, waveform: Waveform, speakers: int | None, progress: Progress) -> tuple[SpeakerSpan, ...]:
        return self.spans


class Fails:
    """A diarizer that fails."""

    def diarize(self, waveform: Waveform, speakers: int | None, progress: Progress) -> tuple[SpeakerSpan, ...]:
        raise EngineError("TV420", "voices could not be told apart", place="it", remedy="none")


def test_a_diarizer_that_fails_leaves_one_speaker_and_a_warning() -> None:
    made = diarize(SOUND, 2, diarizer=Fails())
    assert made.spans == (span(0, 10_000, "S1"),)
    assert made.warnings == ("speakers were not told apart (TV420)",)


def test_a_diarizer_that_hears_nobody_leaves_one_speaker_and_a_warning() -> None:
    assert diarize(SOUND, None, diarizer=Answers()).warnings == ("no voice was found",)


@pytest.mark.parametrize(
    ("expected", "warnings"), [(1, ()), (None, ()), (2, ("1 speakers were heard where 2 were expected",))]
)
def test_another_number_of_speakers_than_expected_is_a_warning(expected: int | None, warnings: tuple[str, ...]) -> None:
    assert diarize(SOUND, expected, diarizer=Answers(span(0, 900, "S1"))).warnings == warnings


def test_of_voices_at_once_the_first_named_wins_and_the_other_is_kept_apart() -> None:
    one, other = span(0, 700, "S1"), span(500, 900, "S2")
    assert exclusive((one, other)) == ((one, span(700, 900, "S2")), (span(500, 700, "S2"),))
    assert exclusive((other, one)) == ((span(0, 500, "S1"), other), (span(500, 700, "S1"),))
    assert exclusive((span(200, 300, "S1"), span(0, 900, "S1")))[1] == ()
