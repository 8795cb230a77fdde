"""Tags in place of identifiers, the vault that holds what they stand for, and the tone over them."""

import numpy as np

from trialvoice.core.audio import SAMPLE_RATE
from trialvoice.core.records import Transcript, Turn, Word
from trialvoice.redact.replace import replace_texts, replace_transcript, vault_of
from trialvoice.redact.sound import TONE_HZ, covered, redact_sound
from trialvoice.redact.spans import Span


def turn(number: int, text: str, start: int = 0) -> Turn:
    """A turn whose words take 500 ms each."""
    words = tuple(
        Word(start=start + 500 * i, end=start + 500 * i + 400, text=word, probability=0.9)
        for i, word in enumerate(text.split(" "))
    )
    return Turn(
        id=number,
        start=start,
        end=words[-1].end,
        speaker="A",
        role="participant",
        role_confidence=1.0,
        words=words,
    )


def span(transcript: Transcript, index: int, value: str, kind: str) -> Span:
    at = transcript.turns[index].text.index(value)
    return Span(turn_index=index, start=at, end=at + len(value), type=kind, score=0.9, source="test")


def visit() -> tuple[Transcript, tuple[Span, ...]]:
    transcript = Transcript(
        recording="r1",
        language="en",
        turns=(
            turn(1, "I'm Maria Ruiz, call 555 0142."),
            turn(2, "Thanks, Ms. Ruiz; Maria's at (617) 555-0100?", start=4000),
        ),
    )
    spans = (
        span(transcript, 0, "Maria Ruiz", "NAME"),
        span(transcript, 0, "555 0142", "PHONE"),
        span(transcript, 1, "Ms. Ruiz", "NAME"),
        span(transcript, 1, "Maria", "NAME"),
        span(transcript, 1, "617) 555-0100", "PHONE"),
    )
    return transcript, spans


def test_an_identifier_becomes_one_word_with_its_times() -> None:
    safe = replace_transcript(*visit())
    assert [t.text for t in safe.turns] == [
        "I'm [NAME_1], call [PHONE_1].",
        "Thanks, [NAME_1]; [NAME_1]'s at ([PHONE_2]?",
    ]
    name = safe.turns[0].words[1]
    assert (name.text, name.start, name.end) == ("[NAME_1],", 500, 1400)


def test_offsets_and_times_of_the_safe_turn_stay_true() -> None:
    safe = replace_transcript(*visit()).turns[0]
    at = safe.text.index("[PHONE_1]")
    assert safe.times(at, at + 9) == (2000, 2900)


def test_two_identifiers_within_one_word() -> None:
    transcript = Transcript(recording="r", language="en", turns=(turn(1, "ask Ruiz/Maier today"),))
    spans = (span(transcript, 0, "Ruiz", "NAME"), span(transcript, 0, "Maier", "NAME"))
    assert replace_transcript(transcript, spans).turns[0].text == "ask [NAME_1]/[NAME_2] today"


def test_other_people_of_one_family_name_are_others() -> None:
    texts = ["Maria Ruiz, Pablo Ruiz, Pablo"]
    spans = [
        Span(turn_index=0, start=a, end=b, type="NAME", score=1.0, source="test")
        for a, b in ((0, 10), (12, 22), (24, 29))
    ]
    assert replace_texts(texts, spans) == ["[NAME_1], [NAME_2], [NAME_2]"]


def test_spelled_and_said_numbers_are_one_value() -> None:
    texts = ["five five five oh one four two", "so 555-0142"]
    spans = [
        Span(turn_index=0, start=0, end=30, type="PHONE", score=1.0, source="test"),
        Span(turn_index=1, start=3, end=11, type="PHONE", score=1.0, source="test"),
    ]
    assert replace_texts(texts, spans) == ["[PHONE_1]", "so [PHONE_1]"]


def test_plain_text_keeps_every_other_character() -> None:
    text = "  Dear\tRuiz,\r\n\r\n  é ☃  Ruiz "
    spans = [
        Span(turn_index=0, start=at, end=at + 4, type="NAME", score=1.0, source="test")
        for at in (7, text.rindex("Ruiz"))
    ]
    assert replace_texts([text], spans) == [text.replace("Ruiz", "[NAME_1]")]


def test_the_vault_holds_the_values_and_never_shows_them() -> None:
    vault = vault_of(*visit())
    assert vault.entries[0].values == ("Maria Ruiz", "Ms. Ruiz", "Maria")
    assert vault.counts() == {"NAME": 1, "PHONE": 2}
    assert "Ruiz" not in repr(vault)
    assert "Ruiz" not in str(vault)


def test_nothing_of_the_sound_is_left_under_the_tone() -> None:
    transcript, spans = visit()
    noise = np.random.default_rng(1).uniform(-0.5, 0.5, 9 * SAMPLE_RATE).astype(np.float32)
    redacted = redact_sound(noise, transcript, spans, margin_ms=80)
    places = covered(transcript, spans, 80, 9000)
    assert places[0] == (420, 1480)
    inside = np.zeros(len(noise), dtype=bool)
    for start, end in places:
        first, last = start * 16, end * 16
        inside[first:last] = True
        piece = redacted[first:last]
        assert abs(float(np.corrcoef(noise[first:last], piece)[0, 1])) < 0.05
        assert float(np.abs(piece).max()) <= 0.1001
        spectrum = np.abs(np.fft.rfft(piece))
        assert abs(int(spectrum.argmax()) * SAMPLE_RATE / len(piece) - TONE_HZ) < 5
    assert np.array_equal(noise[~inside], redacted[~inside])


def test_a_word_without_length_is_covered_all_the_same() -> None:
    word = Word(start=1000, end=1000, text="Ruiz", probability=0.5)
    only = Turn(id=1, start=1000, end=1000, speaker="A", role="unknown", role_confidence=0.0, words=(word,))
    transcript = Transcript(recording="r", language="en", turns=(only,))
    spans = (span(transcript, 0, "Ruiz", "NAME"),)
    assert covered(transcript, spans, 80, 5000) == ((800, 1200),)
    assert covered(transcript, spans, 80, 1050) == ((800, 1050),)
