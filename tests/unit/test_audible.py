"""What of an identifier can be made out in what a recogniser heard of the redacted sound."""

import pytest

from trialvoice.redact.gate.audible import audible

STILL_THERE = [
    ("NAME", "Danuta Kowalczyk", "and this is Kowalczyk speaking"),
    ("NAME", "kowalczyk", "Mrs. KOWALCZYK's tablets"),
    ("PHONE", "five five five, oh one four two", "reach me on 5550 and so"),
    ("PHONE", "555-0142", "it ends oh one four two"),
    ("ID", "104-022", "number 104022, yes"),
    ("ID", "subject one oh four", "one oh four came"),
    ("DATE", "march third nineteen sixty two", "born March 3rd"),
    ("DATE", "the fourteenth of June", "in June, was it"),
    ("DATE", "03/14/1962", "in 1962"),
    ("AGE", "ninety three", "I am 93 now"),
    ("ADDRESS", "forty two maple street, Chattanooga", "near chattanooga"),
    ("EMAIL", "jane dot kowal at gmail dot com", "kowal at"),
]

GONE = [
    ("NAME", "Danuta Kowalczyk", "and this is speaking"),
    ("NAME", "Rose", "she rose early"),
    ("PHONE", "555-0142", "take 55 of them"),
    ("ID", "twelve", "twelve weeks"),
    ("DATE", "march third", "we march on"),
    ("DATE", "may second", "you may"),
    ("DATE", "june third", "the third time"),
    ("AGE", "ninety three", "93rd street, or 85"),
    ("ADDRESS", "forty two maple street", "on the street"),
    ("EMAIL", "jane dot kowal at gmail dot com", "at gmail dot com"),
]


@pytest.mark.parametrize(("kind", "value", "heard"), STILL_THERE)
def test_a_part_that_gives_it_away_is_made_out(kind: str, value: str, heard: str) -> None:
    assert audible(kind, value, heard)


@pytest.mark.parametrize(("kind", "value", "heard"), GONE)
def test_what_tells_nothing_is_not(kind: str, value: str, heard: str) -> None:
    assert not audible(kind, value, heard)
