"""The transcript cut at evidence and at tags: nothing lost, overlaps kept apart, offsets in code points."""

import pytest

from tests.review_visits import proposed, spoken
from trialvoice.core.findings import MedicalHistory
from trialvoice.trial.review.marks import FRESH, marked
from trialvoice.trial.review.said import said_in
from trialvoice.trial.review.screen import quote_of

SAID = (("participant", "My 🙂 knee hurts, [NAME_1] says."),)
TALK = spoken("r1", SAID)  # type: ignore[arg-type]
VALUE = MedicalHistory(term="x", category="condition")


def pieces(*quotes: str, fresh: tuple[int, int, int] | None = None) -> list[tuple[str, tuple[int, ...], bool]]:
    found = [proposed(TALK, f"f-{at}", VALUE, (1, quote)) for at, quote in enumerate(quotes)]
    return [(piece.text, piece.findings, piece.tag) for piece in marked(said_in(TALK), found, fresh)[0].pieces]


def test_overlapping_evidence_names_every_finding_that_it_proves() -> None:
    assert pieces("knee hurts", "hurts, [NAME_1]") == [
        ("My 🙂 ", (), False),
        ("knee ", (0,), False),
        ("hurts", (0, 1), False),
        (", ", (1,), False),
        ("[NAME_1]", (1,), True),
        (" says.", (), False),
    ]


def test_the_same_words_twice_end_once() -> None:
    assert [piece for piece in pieces("knee", "knee") if piece[1]] == [("knee", (0, 1), False)]


def test_evidence_that_ends_within_a_tag_cuts_it_and_both_parts_stay_a_tag() -> None:
    assert [piece for piece in pieces("hurts, [NAME") if piece[2]] == [("[NAME", (0,), True), ("_1]", (), True)]


@pytest.mark.parametrize("quotes", [(), ("knee",), ("My", "says.", "knee hurts", "hurts, [NAME_1]")])
def test_no_word_is_lost(quotes: tuple[str, ...]) -> None:
    assert "".join(text for text, _, _ in pieces(*quotes)) == SAID[0][1]


def test_words_that_are_about_to_be_added_are_marked_apart() -> None:
    assert [text for text, places, _ in pieces(fresh=(1, 5, 9)) if FRESH in places] == ["knee"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"turn": "1", "start": "4", "end": "9"}, "knee"),
        ({"turn": "1", "words": "  KNEE   hurts "}, "knee hurts"),
        ({"turn": "1", "words": "nobody said this"}, None),
        ({"turn": "1", "start": "5", "end": "500"}, None),
        ({"turn": "1", "start": "4", "end": "5"}, None),
        ({"turn": "9", "start": "0", "end": "2"}, None),
        ({"turn": "²", "start": "0", "end": "2"}, None),
        ({"turn": "1", "start": "-1", "end": "2"}, None),
        ({}, None),
    ],
)
def test_a_quote_stands_in_the_transcript_or_is_none(typed: dict[str, str], words: str | None) -> None:
    quote = quote_of(said_in(TALK), {name: [text] for name, text in typed.items()})
    assert (quote and quote[3]) == words
    assert quote is None or TALK.turns[0].text[quote[1] : quote[2]] == words


def test_every_character_was_heard_when_its_word_began() -> None:
    """Even where an identifier of two words stands for one."""
    (turn,) = TALK.turns
    words = (turn.words[0].model_copy(update={"text": "Ana Lima"}), *turn.words[1:])
    turn = turn.model_copy(update={"words": words})
    (said,) = said_in(TALK.model_copy(update={"turns": (turn,)})).turns
    assert said.text == turn.text
    for at, sign in enumerate(turn.text):
        if sign != " " or at == 3:
            assert said.heard_at(at) == turn.times(at, at + 1)[0]
