"""What stands in place of identifiers, and the vault that holds what it stands for."""

import re
from datetime import date

import pytest

from trialvoice.core.records import Transcript, Turn, Word
from trialvoice.core.roster import KnownValue
from trialvoice.core.study import Deidentify
from trialvoice.core.subject_keys import SubjectSecrets
from trialvoice.redact.replacing.date_disguise import shift_of
from trialvoice.redact.replacing.dates import Calendar
from trialvoice.redact.replacing.disguise import TAGS, Disguise, disguise_of
from trialvoice.redact.replacing.replace import replace_texts, replace_transcript, vault_of
from trialvoice.redact.replacing.surrogate_data import gender_of
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


def disguised(replace: str, dates: str) -> Disguise:
    settings = Deidentify.model_validate({"replace": replace, "dates": dates})
    calendar = Calendar(recorded_on=date(2026, 3, 17), day1=date(2026, 1, 12))
    return disguise_of(settings, SubjectSecrets.of(b"k" * 32), calendar)


def test_tags_are_the_default_and_what_the_default_study_asks_for() -> None:
    assert disguised("tags", "tags") is TAGS
    assert replace_transcript(*visit(), TAGS) == replace_transcript(*visit())


def test_a_surrogate_is_one_word_with_the_times_of_all_it_stands_for() -> None:
    safe = replace_transcript(*visit(), disguised("surrogates", "tags")).turns
    name = safe[0].words[1]
    assert re.fullmatch(r"[A-Z][a-z]+ [A-Z][a-z]+,", name.text)
    assert (name.start, name.end) == (500, 1400)
    given, family = name.text.removesuffix(",").split()
    assert safe[1].text.startswith(f"Thanks, Ms. {family}; {given}'s at ")
    assert safe[0].text.endswith("call 555 01" + safe[0].text[-3:])
    assert safe[0].text.index(family) == next(
        start + len(given) + 1 for start, _, word in safe[0].word_spans() if word is name
    )


def test_the_vault_says_what_stands_in_place() -> None:
    transcript, spans = visit()
    assert [entry.shown for entry in vault_of(transcript, spans).entries] == [
        ("[NAME_1]",),
        ("[PHONE_1]",),
        ("[PHONE_2]",),
    ]
    disguise = disguised("surrogates", "tags")
    vault = vault_of(transcript, spans, disguise)
    text = "\n".join(turn.text for turn in replace_transcript(transcript, spans, disguise).turns)
    assert all(shown in text for entry in vault.entries for shown in entry.shown)
    assert not any(shown in repr(vault) for entry in vault.entries for shown in entry.shown)


@pytest.mark.parametrize(
    ("replace", "dates", "text"),
    [
        ("tags", "study_days", "[NAME_1] came on study day 9, born [DATE_2]"),
        ("tags", "tags", "[NAME_1] came on [DATE_1], born [DATE_2]"),
    ],
)
def test_names_and_dates_are_chosen_apart(replace: str, dates: str, text: str) -> None:
    said = "Ruiz came on January 20th, born 3/4/62"
    spans = [
        Span(turn_index=0, start=said.index(value), end=said.index(value) + len(value), type=kind, score=1, source="t")
        for value, kind in (("Ruiz", "NAME"), ("January 20th", "DATE"), ("3/4/62", "DATE"))
    ]
    assert replace_texts([said], spans, None, disguised(replace, dates)) == [text]
    (shifted,) = replace_texts([said], spans, None, disguised("surrogates", "shift"))
    assert re.fullmatch(r"[A-Z][a-z]+ came on [A-Z][a-z]+ \d+(st|nd|rd|th), born \[DATE_2\]", shifted)


def test_the_roster_keeps_its_names_out_and_tells_genders() -> None:
    transcript, spans = visit()
    settings, secrets = Deidentify(replace="surrogates"), SubjectSecrets.of(b"k" * 32)
    calendar = Calendar(recorded_on=date(2026, 3, 17))
    first = vault_of(transcript, spans, disguise_of(settings, secrets, calendar)).entries[0].shown[0]
    known = (KnownValue(type="NAME", value=first), KnownValue(type="NAME", value="Maria Ruiz", gender="male"))
    again = vault_of(transcript, spans, disguise_of(settings, secrets, calendar, known)).entries[0].shown[0]
    assert not set(first.lower().split()) & set(again.lower().split())
    assert gender_of(again.split()[0].lower()) == "male"


def test_a_date_that_would_be_shown_as_another_of_the_visit_becomes_a_tag() -> None:
    first = date(2025, 9, 4)
    second = first + shift_of(SubjectSecrets.of(b"k" * 32).date_shift)
    texts = [first.isoformat(), second.isoformat()]
    spans = [Span(turn_index=i, start=0, end=10, type="DATE", score=1, source="t") for i in range(2)]
    shown = replace_texts(texts, spans, None, disguised("tags", "shift"))
    assert shown[0] == "[DATE_1]"
    assert shown[1] not in (*texts, "[DATE_2]")
