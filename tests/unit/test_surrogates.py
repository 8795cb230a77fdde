"""Surrogates: of the same kind, form and gender, the same for the same value, and never a value."""

import re

import pytest

from trialvoice.redact.finding.checksums import luhn, nhs, npi, ssn
from trialvoice.redact.lexicon import lexicon
from trialvoice.redact.reading.spoken import written_view
from trialvoice.redact.replacing.forbidden import Forbidden
from trialvoice.redact.replacing.surrogate_data import gender_of, kinds, lists
from trialvoice.redact.replacing.surrogates import Surrogates
from trialvoice.redact.words import is_drug, is_ordinary

SECRET = b"s" * 32


def made_for(*values: tuple[str, str], secret: bytes = SECRET, **genders: str) -> Surrogates:
    """The surrogates of a visit in which these values stand."""
    return Surrogates(secret, Forbidden.of(values, kinds()), genders)


def shown(kind: str, value: str, secret: bytes = SECRET) -> str:
    made = made_for((kind, value), secret=secret).shown(kind, value)
    assert made is not None
    return made


def test_parts_of_a_name_are_parts_of_its_surrogate() -> None:
    given, family = shown("NAME", "Maria"), shown("NAME", "Ruiz")
    assert shown("NAME", "Maria Ruiz") == f"{given} {family}"
    assert shown("NAME", "Mrs Ruiz") == f"Mrs {family}"
    assert shown("NAME", "Ms. Ruiz") == f"Ms. {family}"
    assert shown("NAME", "Dr Ruiz Jr") == f"Dr {family} Jr"
    assert shown("NAME", "Marias") == f"{given}s"
    assert shown("NAME", "Ruiz's") == f"{family}'s"
    assert shown("NAME", "Ruiz, Maria") == f"{family}, {given}"


def test_a_name_keeps_its_case() -> None:
    name = shown("NAME", "Maria")
    assert shown("NAME", "maria") == name.lower()
    assert shown("NAME", "MARIA RUIZ").isupper()


@pytest.mark.parametrize(
    ("said", "form"),
    [
        ("k o w a l", r"[a-z]( [a-z])+"),
        ("K-O-W-A-L", r"[A-Z](-[A-Z])+"),
        ("K. O. W. A. L", r"[A-Z](\. [A-Z])+"),
        ("S as in Sam M I T H", r"[A-Z](-[A-Z])+"),
    ],
)
def test_a_spelled_name_stays_spelled(said: str, form: str) -> None:
    name = shown("NAME", said)
    assert re.fullmatch(form, name)
    assert re.sub(r"[^a-z]", "", name.lower()) == shown("NAME", written_view(said).text.lower())


def test_a_sentence_found_as_one_name_becomes_a_tag() -> None:
    assert made_for().shown("NAME", "Maria Ruiz. I was born on June 14; Maria") is None


@pytest.mark.parametrize(("name", "gender"), [("Danuta", "female"), ("Rose", "female"), ("Mark", "male")])
def test_a_given_name_keeps_its_gender(name: str, gender: str) -> None:
    assert gender_of(shown("NAME", name).lower()) == gender


def test_the_roster_tells_the_gender_of_a_rare_name() -> None:
    female = made_for(("NAME", "Xiuying"), xiuying="female").shown("NAME", "Xiuying")
    assert female is not None
    assert gender_of(female.lower()) == "female"


@pytest.mark.parametrize(("name", "shortest", "longest"), [("Ruiz", 1, 4), ("Watson", 5, 7), ("Hutchinson", 8, 99)])
def test_a_family_name_keeps_its_length_class(name: str, shortest: int, longest: int) -> None:
    assert shortest <= len(shown("NAME", name)) <= longest


def test_another_subject_has_other_surrogates() -> None:
    values = ["Maria", "Ruiz", "Danuta", "Kowalczyk", "Peter", "Hutchinson"]
    one, other = ([shown("NAME", value, secret) for value in values] for secret in (b"1" * 32, b"2" * 32))
    assert sum(a == b for a, b in zip(one, other, strict=True)) <= 1


def test_a_name_of_the_visit_is_nobodys_surrogate() -> None:
    taken = shown("NAME", "Ruiz")
    again = made_for(("NAME", "Ruiz"), ("NAME", taken)).shown("NAME", "Ruiz")
    assert again is not None
    assert again not in ("Ruiz", taken)


def test_what_stays_possible_stays_the_same() -> None:
    """One value more in the visit changes no surrogate but the one that would be it."""
    assert made_for(("NAME", "Ruiz"), ("NAME", "Baker")).shown("NAME", "Ruiz") == shown("NAME", "Ruiz")


@pytest.mark.parametrize(
    ("value", "form"),
    [
        ("(617) 555-2368", r"\([2-9]\d\d\) 555-01\d\d"),
        ("617 867 5309", r"[2-9]\d\d 555 01\d\d"),
        ("1-617-867-5309", r"1-[2-9]\d\d-555-01\d\d"),
        ("867-5309", r"555-01\d\d"),
        ("07911 123456", r"07700 900\d\d\d"),
        ("5309", r"\d{4}"),
        ("eight six seven five three oh nine", r"five five five oh one \w+ \w+"),
        ("eight six seven five three zero nine", r"five five five zero one \w+ \w+"),
    ],
)
def test_a_phone_number_is_one_kept_for_fiction(value: str, form: str) -> None:
    assert re.fullmatch(form, shown("PHONE", value))


def test_a_number_is_the_same_however_it_is_said() -> None:
    written, said = shown("PHONE", "867-5309"), shown("PHONE", "eight six seven five three oh nine")
    assert re.sub(r"\D", "", written) == written_view(said).text


@pytest.mark.parametrize(
    ("value", "form"),
    [
        ("AB-1234", r"[A-Z]{2}-\d{4}"),
        ("MRN 4482913", r"MRN \d{7}"),
        ("subject 104-022", r"subject \d{3}-\d{3}"),
        ("A B one two three", r"[A-Z] [A-Z](?: (?:oh|zero|one|two|three|four|five|six|seven|eight|nine)){3}"),
        ("oh four double five nine two", r"\w+( \w+){5}"),
    ],
)
def test_an_id_keeps_its_shape(value: str, form: str) -> None:
    made = shown("ID", value)
    assert re.fullmatch(form, made)
    assert made != value


@pytest.mark.parametrize("serial", range(40))
def test_an_id_is_nobodys_number(serial: int) -> None:
    for value in (f"123-45-{6000 + serial}", f"94347659{serial:02}", f"4539 1488 0343 {6400 + serial}"):
        digits = re.sub(r"\D", "", shown("ID", value))
        assert not any(issued(digits) for issued in (luhn, npi, nhs))
        assert len(digits) != 9 or not ssn(digits)


def test_a_number_with_a_word_that_may_belong_to_it_becomes_a_tag() -> None:
    assert made_for().shown("ID", "kit delta 45") is None


@pytest.mark.parametrize(
    ("value", "form"),
    [
        ("42 Maple Street", r"[1-9]\d [A-Z][a-z]+ Street"),
        ("forty two maple street", r"\w+( \w+)? [a-z]+ street"),
        ("one twenty three oak lane", r"\w+( \w+){1,2} [a-z]+ lane"),
        ("Springfield, 62704", r"[A-Z][a-z]+, \d{5}"),
        ("New York", r"[A-Z][a-z]+"),
        ("5th Avenue", r"\d(st|nd|rd|th) Avenue"),
        ("fifth avenue", r"[a-z]+ avenue"),
    ],
)
def test_an_address_keeps_its_form(value: str, form: str) -> None:
    made = shown("ADDRESS", value)
    assert re.fullmatch(form, made)
    assert not {"maple", "oak", "springfield", "york", "62704"} & set(re.findall(r"\w+", made.lower()))


def test_a_town_is_the_same_in_an_address_and_alone() -> None:
    assert shown("ADDRESS", "42 Maple Street, Springfield").endswith(f", {shown('ADDRESS', 'Springfield')}")


def test_an_organisation_keeps_what_it_is() -> None:
    assert re.fullmatch(r"[A-Z][a-z]+ Research Center", shown("ORGANISATION", "Lakemont Research Center"))


@pytest.mark.parametrize(
    ("kind", "value", "form"),
    [
        ("EMAIL", "jane.doe@gmail.com", r"[a-z]+\.[a-z]+@example\.(com|net|org)"),
        ("EMAIL", "jane dot doe at gmail dot com", r"[a-z]+ dot [a-z]+ at example dot (com|net|org)"),
        ("URL", "www.petrawalks.com", r"www\.example\.(com|net|org)/[a-z]+"),
        ("URL", "petra walks dot com", r"www dot example dot (com|net|org) slash [a-z]+"),
        ("URL", "10.0.0.12", r"192\.0\.2\.\d+"),
        ("URL", "@petrawalks", r"@[a-z]+"),
        ("AGE", "ninety three", "90 or older"),
    ],
)
def test_what_nobody_can_have(kind: str, value: str, form: str) -> None:
    assert re.fullmatch(form, shown(kind, value))


@pytest.mark.parametrize("value", ["General Hospital", "North Park"])
def test_a_value_of_general_words_becomes_a_tag(value: str) -> None:
    assert made_for(("ORGANISATION", value)).shown("ORGANISATION", value) is None


def test_no_name_to_choose_is_an_ordinary_word_or_a_medicine() -> None:
    chosen = (*lists().female, *lists().male, *lists().either, *lists().family)
    assert len(chosen) > 1200
    assert [word for word in chosen if is_ordinary(word) or is_drug(word) or not lexicon().named(word)] == []
    assert not set(lists().female) & set(lists().male)


def test_part_of_a_name_of_the_visit_is_in_nobodys_surrogate() -> None:
    taken = shown("NAME", "Ruiz")
    for kind, value in (("NAME", f"Dr. Anna {taken}"), ("EMAIL", f"anna.{taken.lower()}@gmail.com")):
        again = made_for(("NAME", "Ruiz"), (kind, value)).shown("NAME", "Ruiz")
        assert again is not None
        assert taken.lower() not in again.lower()
