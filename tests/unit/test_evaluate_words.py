"""Tokens keep the speaker and the times of the words they were made from."""

import pytest

from trialvoice.evaluate.alignment import align
from trialvoice.evaluate.normalise import spoken_english, whisper_english
from trialvoice.evaluate.timing import timing_errors
from trialvoice.evaluate.words import SpokenWord, Token, tokens_of


def said(text: str, speaker: str = "A", *, at: int = 0) -> list[SpokenWord]:
    """Words of 100 ms each, one after another."""
    return [SpokenWord(word, speaker, None, at + 100 * i, at + 100 * i + 100) for i, word in enumerate(text.split())]


def whisper(words: list[SpokenWord]) -> tuple[Token, ...]:
    return tokens_of(words, whisper_english())


def times(words: list[SpokenWord]) -> list[tuple[str, int | None, int | None]]:
    return [(token.text, token.start, token.end) for token in whisper(words)]


def test_a_number_in_words_spans_all_of_them() -> None:
    assert times(said("Subject one zero zero seven came.")) == [
        ("subject", 0, 100),
        ("1007", 100, 500),
        ("came", 500, 600),
    ]
    assert times(said("fifteen and one hundred and thirty eight over eighty")) == [
        ("15", 0, 100),
        ("and", 100, 200),
        ("138", 200, 700),
        ("over", 700, 800),
        ("80", 800, 900),
    ]


def test_a_word_that_becomes_two_tokens_gives_its_start_to_one_and_its_end_to_the_other() -> None:
    assert times(said("I don't know")) == [
        ("i", 0, 100),
        ("do", 100, None),
        ("not", None, 200),
        ("know", 200, 300),
    ]


def test_words_that_vanish_leave_the_others_in_place() -> None:
    assert times(said("um pain, uh, mmm there")) == [("pain", 100, 200), ("there", 400, 500)]
    assert times(said("um uh")) == []


def test_the_speaker_of_a_token_is_that_of_its_first_word() -> None:
    words = [*said("I took two", "A"), *said("hundred", "B", at=300)]
    assert [(token.text, token.speaker) for token in whisper(words)] == [("i", "A"), ("took", "A"), ("200", "A")]


def test_digits_and_number_words_meet_and_are_timed() -> None:
    truth = whisper(said("dose fifteen of one zero zero seven"))
    heard = whisper(said("dose 15 of 1007", at=20))
    errors = timing_errors(align(truth, heard).equal)
    assert errors.start == (20, 20, 20, 20)
    assert errors.end == (20, 20, 20, 20 - 300)
    assert errors.digit_start == (20, 20)
    assert errors.digit_end == (20, -280)


def test_the_two_normalisers_differ_in_the_words_of_conversation_only() -> None:
    ours, theirs = spoken_english(), whisper_english()
    assert ours("Oh okay, mum said yep") == ours("oh ok, mom said yeah") == "oh ok mom said yeah"
    assert theirs("oh okay") == "0 okay"
    assert ours("She is one oh one, at ten o'clock") == "she is 101 at 10 o clock"
    assert ours("Two tablets, fifteen milligrams") == theirs("Two tablets, fifteen milligrams")


@pytest.mark.parametrize(
    ("truth", "heard", "counts"),
    [
        ("the pain is bad", "the pain is bad", (0, 0, 0, 4)),
        ("the pain is bad", "the rain is", (1, 1, 0, 4)),
        ("the pain", "oh the big pain", (0, 0, 2, 2)),
        ("", "thank you", (0, 0, 2, 0)),
        ("so it hurts", "", (0, 3, 0, 3)),
    ],
)
def test_errors(truth: str, heard: str, counts: tuple[int, int, int, int]) -> None:
    errors = align(whisper(said(truth)), whisper(said(heard))).errors
    assert (errors.substitutions, errors.deletions, errors.insertions, errors.reference) == counts


def test_a_rate_of_nothing_is_no_rate() -> None:
    assert align((), whisper(said("thank you"))).errors.rate.value is None
