"""The written view of spoken forms, and its map back."""

import pytest

from trialvoice.redact.reading.numbers import digits_at, ordinal_at
from trialvoice.redact.reading.spoken import written_view

VIEWS = [
    ("my name is maria kowalczyk", "My name is Maria Kowalczyk"),
    ("that's k o w a l c z y k", "That's Kowalczyk"),
    ("it's K-O-W-A-L-C-Z-Y-K.", "it's Kowalczyk."),
    ("S as in Sam, M as in Mary, I, T, H", "Smith"),
    ("capital m c double l o y d", "Mclloyd"),
    ("kilo oscar whiskey alpha", "Kowa"),
    ("an A C L tear and an E K G", "an ACL tear and an EKG"),
    ("a B M P, C B C, C R P", "a BMP, CBC, CRP"),
    ("you have a U T I", "you have a UTI"),
    ("born march third nineteen sixty two", "Born march 3rd 1962"),
    ("the fourteenth of june nineteen eighty-four", "The 14th of June 1984"),
    ("the twenty-third of may", "The 23rd of may"),
    ("Oh four, twelve, sixty-one.", "04, 12, 61."),
    ("oh four twelve sixty one", "041261"),
    ("five five five, oh one four two", "555, 0142"),
    ("six one seven double five five zero one four two", "6175550142"),
    ("triple nine eight", "9998"),
    ("5-5-5-0-1-4-2", "5550142"),
    ("subject one oh four dash oh two two", "Subject 104-022"),
    ("blood pressure one twenty over eighty", "Blood pressure 120 over 80"),
    ("ninety eight point six", "98.6"),
    ("two hundred and fifty milligrams", "250 milligrams"),
    ("two thousand and eight", "2008"),
    ("eleven slash oh two slash seventy three", "11/02/73"),
    ("jane dot doe at gmail dot com", "jane.doe@gmail.com"),
    ("jane.doe at gmail.com", "jane.doe@gmail.com"),
    ("j doe sixty-two at hotmail dot co dot uk", "jdoe62@hotmail.co.uk"),
    ("rob underscore lee 99 at yahoo dot com", "rob_lee99@yahoo.com"),
    ("go to www dot acme dot org slash jane", "Go to www.acme.org/jane"),
    # fillers, links and pauses within a value
    ("nine one nine, uh, five five five, oh one six one", "919 555, 0161"),
    ("three one two, I think, five five five, and then oh one oh one", "312 555 0101"),
    ("december, uh, the fourth, nineteen eighty", "December the 4th, 1980"),
    ("one one two, dash, b", "112-b"),
    ("one, oh, four", "1, 0, 4"),
    ("three zeros four", "0004"),
    ("nought two oh, seven nine four six", "020, 7946"),
    # spelled in other ways
    ("d apostrophe a n g e l o", "Dangelo"),
    ("k o, uh, w a l", "Kowal"),
    ("double u e i s s", "Weiss"),
    ("bravo kilo four nine one one", "BK4911"),
    ("capital K, lower case i, m", "KIM"),
    ("p as in peter underscore rowe at gmail dot com", "p_rowe@gmail.com"),
    ("triple w dot acme dot blog", "www.acme.blog"),
    ("it's called old trucks dot org", "It's called oldtrucks.org"),
    # what must not turn into something else
    ("forty, then thirty, then twenty milligrams", "40, then 30, then 20 milligrams"),
    ("ten milligrams, um, three times", "10 milligrams, um, 3 times"),
    ("an M R I, um, E M G", "an MRI, um, EMG"),
    ("november two thousand and nineteen", "November 2019"),
    ("that one, please", "That one, please"),
    ("One of them hurts, oh dear.", "One of them hurts, oh dear."),
    ("London NW1 6XE", "London NW1 6XE"),
    ("I sat at my desk dot dot dot", "I sat at my desk dot dot dot"),
    ("the first dose and the second visit", "The first dose and the second visit"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "view"), VIEWS)
def test_spoken_forms_are_written(text: str, view: str) -> None:
    assert written_view(text).text == view


@pytest.mark.parametrize("text", [text for text, _ in VIEWS])
def test_every_character_of_the_view_maps_into_the_text(text: str) -> None:
    view = written_view(text)
    for at in range(len(view.text)):
        start, end = view.original(at, at + 1)
        assert 0 <= start < end <= len(text)


def test_a_number_maps_to_all_its_words() -> None:
    text = "call five five five, oh one four two now"
    view = written_view(text)
    at = view.text.index("555, 0142")
    start, end = view.original(at, at + len("555, 0142"))
    assert text[start:end] == "five five five, oh one four two"


@pytest.mark.parametrize(
    ("words", "digits", "taken"),
    [
        ("nineteen sixty two", "1962", 3),
        ("nineteen oh five", "1905", 3),
        ("nineteen hundred", "1900", 2),
        ("twenty twenty four", "2024", 3),
        ("one hundred and two years", "102", 4),
        ("hundred", "100", 1),
        ("three thousand two hundred", "3200", 4),
        ("double oh seven", "007", 3),
        ("one", "", 0),
        ("and", "", 0),
        ("double trouble", "", 0),
    ],
)
def test_digits(words: str, digits: str, taken: int) -> None:
    tokens = words.split()
    assert digits_at(tokens, [True] * len(tokens)) == (digits, taken)


@pytest.mark.parametrize(("words", "day"), [("third", (3, 1)), ("twenty first", (21, 2)), ("twenty", (0, 0))])
def test_ordinals(words: str, day: tuple[int, int]) -> None:
    tokens = words.split()
    assert ordinal_at(tokens, [True] * len(tokens)) == day
