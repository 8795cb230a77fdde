"""What the gate takes away and what it leaves, as tables, with the real model."""

import pytest
from spoken_table import CLEAN, PLACES, SPOKEN

from trialvoice.engines.presidio import PresidioRecognizer, PresidioReplacer
from trialvoice.redact.finding.find import find, find_all
from trialvoice.redact.replacing.replace import replace_texts
from trialvoice.redact.spans import Span

pytestmark = pytest.mark.live


def safe(recognizer: PresidioRecognizer, *turns: str, roster: tuple[str, ...] = ()) -> list[str]:
    return replace_texts(turns, find(turns, recognizer=recognizer, roster=roster))


@pytest.fixture(scope="module")
def table(recognizer: PresidioRecognizer) -> list[tuple[Span, ...]]:
    """The spans of every snippet, found in one batch."""
    return find_all([turns for turns, _ in SPOKEN], recognizer=recognizer)


@pytest.mark.parametrize("row", range(len(SPOKEN)), ids=lambda row: f"{row} {SPOKEN[row][0][-1][:40]}")
def test_every_planted_value_goes(table: list[tuple[Span, ...]], row: int) -> None:
    turns, values = SPOKEN[row]
    covered = [
        {at for span in table[row] if span.turn_index == i for at in range(span.start, span.end)}
        for i, _ in enumerate(turns)
    ]
    left = [
        value
        for (turn, start, end), (_, value) in zip(PLACES[row], values, strict=True)
        if any(turns[turn][at].isalnum() and at not in covered[turn] for at in range(start, end))
    ]
    assert left == []


@pytest.mark.parametrize("turns", CLEAN, ids=lambda turns: turns[-1][:40])
def test_a_turn_without_identifiers_stays_as_it_is(recognizer: PresidioRecognizer, turns: tuple[str, ...]) -> None:
    assert safe(recognizer, *turns) == list(turns)


NEAR_MISSES = [
    # (text in, text out): an identifier next to something that only looks like one
    (
        "Born March 3rd, 1962. BP was 120 over 80.",
        "Born [DATE_1]. BP was 120 over 80.",
    ),
    (
        "Dr. Crohn treats my Crohn's disease.",
        "Dr. Crohn treats my Crohn's disease.",  # an eponym stays even after a title: the limit of a list
    ),
    (
        "Mr. Parker has Parkinson's.",
        "[NAME_1] has Parkinson's.",
    ),
    (
        "Rose rose early; Rose's dose was fifteen milligrams.",
        "Rose rose early; [NAME_1]'s dose was fifteen milligrams.",
    ),
    (
        "My wife May is eighty nine, her mother is ninety.",
        "My wife [NAME_1] is eighty nine, her mother is [AGE_1].",
    ),
    (
        "In 2019 I moved; in March 2019 I fell.",
        "In 2019 I moved; in [DATE_1] I fell.",
    ),
    (
        "Kit 40213 has 30 tablets of 40 mg, kit 2 has 10.",
        "Kit [ID_1] has 30 tablets of 40 mg, kit 2 has 10.",
    ),
    (
        "Kit number 40213 has 30 tablets of 40 mg.",
        "Kit number [ID_1] has 30 tablets of 40 mg.",
    ),
    (
        "We follow the Mayo Clinic guidelines.",
        "We follow the Mayo Clinic guidelines.",
    ),
    (
        "She was seen at the Mayo Clinic.",
        "She was seen at [ORGANISATION_1].",
    ),
    (
        "My name is Will. I will call.",
        "My name is [NAME_1]. I will call.",
    ),
    (
        "I live in Texas, in Waco, Texas.",
        "I live in Texas, in [ADDRESS_1], Texas.",
    ),
    (
        "He was given BMS-986165, record BX-204417.",
        "He was given BMS-986165, record [ID_1].",
    ),
    (
        "On day 14 at 8:30, not on the 14th.",
        "On day 14 at 8:30, not on [DATE_1].",
    ),
]


@pytest.mark.parametrize(("given", "wanted"), NEAR_MISSES, ids=lambda text: text[:30])
def test_near_misses(recognizer: PresidioRecognizer, given: str, wanted: str) -> None:
    assert safe(recognizer, given) == [wanted]


def test_the_roster_is_found_misheard_spelled_and_in_part(recognizer: PresidioRecognizer) -> None:
    roster = ("Agnieszka Wojciechowska", "Northfield Research Clinic", "104-022")
    turns = (
        "Hello, I'm Agneshka from the northfield research clinic.",
        "Is that w o j c i e c h o w s k a?",
        "Yes, Wojcechowska. You are one oh four, oh two two.",
    )
    assert safe(recognizer, *turns, roster=roster) == [
        "Hello, I'm [NAME_1] from [ORGANISATION_1].",
        "Is that [NAME_2]?",
        "Yes, [NAME_3]. You are [ID_1].",
    ]


def test_a_name_found_once_is_found_everywhere(recognizer: PresidioRecognizer) -> None:
    turns = ("My name is Zbyszko.", "and zbyszko's wife said", "ZBYSZKO, right?")
    assert safe(recognizer, *turns) == [
        "My name is [NAME_1].",
        "and [NAME_1]'s wife said",
        "[NAME_1], right?",
    ]


def test_a_number_said_over_three_turns(recognizer: PresidioRecognizer) -> None:
    turns = ("What's your number?", "Five five five.", "Mm-hm.", "Oh one four two.", "And the dose?", "Two.")
    assert safe(recognizer, *turns) == [
        "What's your number?",
        "[PHONE_1].",
        "Mm-hm.",
        "[PHONE_2].",
        "And the dose?",
        "Two.",
    ]


def test_no_network_is_needed(recognizer: PresidioRecognizer, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("the recognizer opened a socket")

    monkeypatch.setattr("socket.socket.connect", refused)
    assert safe(recognizer, "Mail jane.doe@example.co.uk or see www.example.org/jane") == [
        "Mail [EMAIL_1] or see [URL_1]"
    ]


def test_presidios_anonymizer_replaces_as_the_gate_does(recognizer: PresidioRecognizer) -> None:
    turns = ("I'm Maria Ruiz, Maria for short, 617-555-0142.", "é ☃ no one")
    spans = find(turns, recognizer=recognizer)
    assert replace_texts(turns, spans, PresidioReplacer()) == replace_texts(turns, spans)
