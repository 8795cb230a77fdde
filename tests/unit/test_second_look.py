"""The gate's own detector: sure signs of an identifier, and the near misses that must pass."""

import pytest

from trialvoice.redact.gate.second_look import second_look

TELLING = [
    "my name is Danuta and I came by bus",
    "my name is kowalczyk",
    "please call me Zbigniew",
    "said Dr. Vasquez yesterday",
    "ask doctor kowalczyk about it",
    "Mrs Lindqvist brought him",
    "then Maria Delgado called",
    "it is K-O-W-A-L",
    "spelled K O W A L C Z Y K",
    "five five five, oh one four two",
    "two one two, uh, five five five oh one nine nine",
    "four one seven double five oh one nine nine",
    "her number is 2 1 2 5 5 5 0 1 4 2",
    "SSN 078-05-1120",
    "call 212-555-0142",
    "call (212) 555-0142",
    "MRN: 448812",
    "danuta@example.com",
    "write to jane dot doe at gmail dot com",
    "born on March 3rd",
    "born on the third of june nineteen sixty two",
    "on the 14th of June",
    "it was June 14, 1962",
    "seen 3/14/62",
    "she is 93 years old",
    "a ninety-three year old",
    "lives at 42 Maple Street",
    "at forty two maple street",
]

PLAIN = [
    "two tablets three times a day, one in the morning",
    "blood pressure 120/80, then 118/76",
    "one, two, three, four, and five",
    "count back from a hundred by seven",
    "an ECG and an MRI, then a CBC",
    "the E C G was normal",
    "Crohn's disease, a Holter monitor, Babinski negative",
    "Dr. [NAME_1] and Mrs. [NAME_2]",
    "the doctor ordered blood work",
    "doctor said it may take 5 days",
    "in March, or maybe May",
    "that may 5 times out of ten be so",
    "week 12, day 85, study day 29",
    "89 years old, and a 45-year-old",
    "ninety three percent",
    "2026-03-02T09:30:00+01:00",
    "half past nine on Tuesday",
    "metformin 500 mg, Lipitor 20 mg, Tylenol PM",
    "a second march to the clinic",
    '{"start": 5550142, "counts": [1, 2, 0, 0, 1, 0, 0, 2]}',
    "01,1007,diary,1.4,2,0,1,2,1,0,0,0,,0",
    "United States, New York",
    "Nurse practitioner and Miss a dose",
]


@pytest.mark.parametrize("text", TELLING)
def test_a_sure_sign_is_counted(text: str) -> None:
    assert second_look(text, 0.85) >= 1


@pytest.mark.parametrize("text", PLAIN)
def test_what_only_looks_like_one_passes(text: str) -> None:
    assert second_look(text, 0.85) == 0


def test_a_lower_threshold_takes_a_single_name_too() -> None:
    text = "then, she told Kowalczyk of it"
    assert second_look(text, 0.85) == 0
    assert second_look(text, 0.6) == 1


def test_signs_that_overlap_count_once() -> None:
    assert second_look("my name is Maria Delgado", 0.85) == 1
    assert second_look("my name is Maria Delgado. Call 212-555-0142.", 0.85) == 2
