"""Names told before that a recogniser writes as ordinary words, and words that only sound like them."""

import pytest

from trialvoice.redact.finding.misheard import misheard
from trialvoice.redact.reading.lines import line_of

NAMES = frozenset(("kowalczyk", "theresa", "kaczmarek", "nguyen", "xavier"))


def heard(text: str) -> list[str]:
    line = line_of(text)
    return [line.text[hit.start : hit.end].lower() for hit in misheard(line, NAMES, ())]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("okay mrs cold wall check, let's begin", "mrs cold wall check"),
        ("hi mrs when, take a seat", "mrs when"),
        ("and did catch mark call you", "catch mark"),
    ],
)
def test_words_that_sound_like_a_known_name_are_it_where_a_name_is_expected(text: str, name: str) -> None:
    assert name in heard(text)


@pytest.mark.parametrize(
    "text",
    [
        "okay and the dose stays the same",
        "the rash is worse, and it hurts when i bend",
        "i miss a dose now and then",
        "the doctor who found it",
        "when did you take it",
    ],
)
def test_words_of_a_sentence_are_no_name(text: str) -> None:
    assert heard(text) == []
