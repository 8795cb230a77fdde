"""What is known already: the roster with its variants, sound-alikes, and the policy as data."""

import re
from collections.abc import Sequence
from datetime import date

import pytest

from trialvoice.core.roster import KnownValue
from trialvoice.redact.finding.birth_dates import date_patterns
from trialvoice.redact.finding.find import find
from trialvoice.redact.finding.known import known_from_roster, known_values
from trialvoice.redact.finding.known_hits import known_hits
from trialvoice.redact.finding.patterns import PATTERNS
from trialvoice.redact.finding.sounds_like import sounds_like
from trialvoice.redact.policy import default_policy
from trialvoice.redact.reading.lines import line_of
from trialvoice.redact.spans import TYPES, Hit
from trialvoice.redact.words import is_misheard_drug

ROSTER = (
    KnownValue(type="NAME", value="Danuta Kowalczyk"),
    KnownValue(type="NAME", value="Grace Oyelaran"),
    KnownValue(type="DATE", value="1962-03-14"),
    KnownValue(type="PHONE", value="312-555-0187"),
    KnownValue(type="ID", value="SCR-0041"),
    KnownValue(type="EMAIL", value="danuta.k@example.org"),
    KnownValue(type="ADDRESS", value="42 Larkspur Lane, Hillford"),
    KnownValue(type="ORGANISATION", value="Northfield Research Clinic"),
)


def seen(text: str, *roster: KnownValue | str) -> list[str]:
    line = line_of(text)
    hits = known_hits(line, known_from_roster(roster or ROSTER), default_policy())
    return sorted({text[a:b] for a, b in (line.view.original(hit.start, hit.end) for hit in hits)})


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # names: in any case, misheard, in two words, spelled, in part, as initials
        ("so danuta how are you", "danuta"),
        ("is that kowalchik", "kowalchik"),
        ("a miss kovalchyk rang", "kovalchyk"),
        ("mrs koval chick is here", "koval chick"),
        ("that is K O W A L and so on", "K O W A L"),
        ("it's k-o-w-a-l-c-z-y-k", "k-o-w-a-l-c-z-y-k"),
        ("initials D.K. on the form", "D.K."),
        ("then grace said no", "grace"),
        # the birth date: in any order, written or said, in part
        ("born march fourteenth", "march fourteenth"),
        ("the fourteenth of march nineteen sixty two", "the fourteenth of march nineteen sixty two"),
        ("it says 03/14/1962", "03/14/1962"),
        ("it says 14.3.62", "14.3.62"),
        ("three fourteen sixty two", "three fourteen sixty two"),
        ("my birthday is the fourteenth", "the fourteenth"),
        ("birthday's in march", "march"),
        # numbers: in any grouping, the last four
        ("three one two, five five five, oh one eight seven", "three one two, five five five, oh one eight seven"),
        ("it ends oh one eight seven", "oh one eight seven"),
        ("that's s c r zero zero four one", "s c r zero zero four one"),
        ("danuta dot k at example dot org", "danuta dot k at example dot org"),
        ("at forty two larkspur lane", "forty two larkspur lane"),
        ("over at northfield today", "northfield"),
    ],
)
def test_the_roster_is_found_in_every_form(text: str, value: str) -> None:
    assert value in seen(text)


@pytest.mark.parametrize(
    "text",
    [
        "the grace period is three days",
        "we took a danish to the kitchen",
        "her dose was fourteen milligrams",
        "it began in march",
        "on the fourteenth day",
        "in nineteen sixty two",
        "bp one eighty seven over one hundred",
        "the study clinic called",
        "i had a d k a episode",
    ],
)
def test_near_misses_of_the_roster_stay(text: str) -> None:
    assert seen(text) == []


def test_a_plain_string_is_typed_by_its_form() -> None:
    assert seen("ask at riverbend for 104 022 or agneshka", "Riverbend Clinic", "104-022", "Agnieszka Nowak") == [
        "104 022",
        "agneshka",
        "riverbend",
    ]


@pytest.mark.parametrize(
    ("birth", "said"),
    [
        (date(1984, 6, 2), "june second"),
        (date(1984, 6, 2), "the second of june 1984"),
        (date(1984, 6, 2), "2nd of the 6th 84"),
        (date(1984, 6, 2), "1984-06-02"),
        (date(1971, 12, 31), "12311971"),
        (date(1971, 12, 31), "Dec. 31st, 1971"),
    ],
)
def test_a_birth_date_is_matched_whole(birth: date, said: str) -> None:
    found = date_patterns(birth)[0].search(f"was {said}.")
    assert found is not None
    assert found[0] == said


class Patterns:
    """The gate's patterns without a model."""

    def recognize(self, texts: Sequence[str]) -> list[list[Hit]]:
        return [
            [
                Hit(*f.span(), spec.type, spec.score, spec.name)
                for spec in PATTERNS
                for f in re.finditer(spec.regex, t, re.I)
            ]
            for t in texts
        ]


def test_what_one_recording_found_is_worth_finding_in_the_others() -> None:
    texts = [
        "My name is Zbyszko Quillfeather and my wife is Grace.",
        "Mail jane@example.org, MRN 5543210, on March 3rd.",
        "How old? I am ninety three.",
    ]
    values = known_values(texts, find(texts, recognizer=Patterns()))
    assert ("EMAIL", "jane@example.org") in {(v.type, v.value) for v in values}
    assert ("ID", "5543210") in {(v.type, v.value) for v in values}
    assert any(v.type == "NAME" and "Quillfeather" in v.value for v in values)
    assert {v.type for v in values} <= {"NAME", "EMAIL", "ID"}
    again = ["so zbyszko brought grace, and five five four three two one oh"]
    spans = find(again, recognizer=Patterns(), known=values)
    assert "zbyszko" in {again[0][s.start : s.end] for s in spans}
    assert "five five four three two one oh" in {again[0][s.start : s.end] for s in spans}


def test_values_of_other_recordings_are_found_as_they_are() -> None:
    known = [KnownValue(type="NAME", value="Kowalczyk")]
    assert find(["a kowalchik came"], recognizer=Patterns(), known=known) == ()
    assert len(find(["a kowalczyk came"], recognizer=Patterns(), known=known)) == 1


@pytest.mark.parametrize(
    ("known", "heard"),
    [
        ("kowalczyk", "kowalchik"),
        ("agnieszka", "agneshka"),
        ("petrosyan", "petrossian"),
        ("schwartz", "shwarts"),
        ("nguyen", "nguyen"),
        ("ruiz", "ruis"),
    ],
)
def test_misheard_names_sound_alike(known: str, heard: str) -> None:
    assert sounds_like(known, heard)


@pytest.mark.parametrize(
    ("known", "heard"), [("ruiz", "rust"), ("martin", "metformin"), ("lee", "leg"), ("moreno", "morning")]
)
def test_other_words_do_not(known: str, heard: str) -> None:
    assert not sounds_like(known, heard)


def test_the_policy_covers_every_type_and_gives_reasons() -> None:
    policy = default_policy()
    assert set(policy.entities) == set(TYPES)
    assert all(entity.safe_harbor for entity in policy.entities.values())
    assert policy.version >= 2


def test_a_study_raises_the_threshold_and_adds_what_stays() -> None:
    policy = default_policy()
    assert policy.counts("NAME", 0.5)
    assert not policy.at(0.6).counts("NAME", 0.5)
    assert "zelinova" in policy.allowing("Zelinova", "Zelinova forte").stays
    assert "zelinova forte" in policy.allowing("Zelinova", "Zelinova forte").phrases
    assert not policy.counts("COLOUR", 1.0)


@pytest.mark.parametrize(
    ("word", "drug"), [("ventilin", True), ("metforman", True), ("lindqvist", False), ("kowalczyk", False)]
)
def test_a_medicine_that_is_misheard_is_no_name(word: str, drug: bool) -> None:
    assert is_misheard_drug(word) is drug
