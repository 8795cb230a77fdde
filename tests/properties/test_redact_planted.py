"""Whatever is planted in whatever carrier, no planted value survives, and offsets stay true."""

import re
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from trialvoice.redact.finding.find import find
from trialvoice.redact.finding.patterns import PATTERNS
from trialvoice.redact.reading.spoken import written_view
from trialvoice.redact.replacing.replace import replace_texts
from trialvoice.redact.spans import Hit

_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_MONTHS = ("january", "april", "june", "september", "november", "december")
_ORDINALS = ("fourth", "ninth", "eleventh", "thirteenth", "twenty second", "thirtieth")
_YEARS = ("nineteen forty one", "nineteen sixty two", "nineteen oh eight", "two thousand and three")
_GIVEN = ("danuta", "marcus", "priya", "kwame", "theresa", "Beatriz", "OLUWASEUN", "Siobhan")
_SURNAMES = ("kowalczyk", "okonkwo", "lindqvist", "petrosyan", "Vandermeer", "Fitzgerald")


class Patterns:
    """The gate's patterns without a model: what the gate itself must find alone."""

    def recognize(self, texts: Sequence[str]) -> list[list[Hit]]:
        return [
            [
                Hit(*found.span(), spec.type, spec.score, spec.name)
                for spec in PATTERNS
                for found in re.finditer(spec.regex, text, re.I)
            ]
            for text in texts
        ]


def said(digits: Sequence[int]) -> str:
    return " ".join(_DIGITS[d] for d in digits)


names = st.tuples(st.sampled_from(_GIVEN), st.sampled_from(_SURNAMES)).map(" ".join)
phones = st.lists(st.integers(0, 9), min_size=10, max_size=10).map(said)
written_phones = st.from_regex(r"[2-9]\d{2}-555-01\d{2}", fullmatch=True)
dates = st.tuples(st.sampled_from(_MONTHS), st.sampled_from(_ORDINALS), st.sampled_from(_YEARS)).map(" ".join)
records = st.lists(st.integers(0, 9), min_size=6, max_size=8).map(said)
spelled = st.sampled_from(_SURNAMES).map(lambda name: " ".join(name.lower()))
emails = st.sampled_from(_GIVEN).map(lambda name: f"{name.lower()} dot doe at example dot com")
carriers = st.sampled_from(
    [
        ("my name is ", names),
        ("you can reach me at ", phones),
        ("my number is ", written_phones),
        ("i was born on ", dates),
        ("the medical record number is ", records),
        ("it's spelled ", spelled),
        ("my email is ", emails),
    ]
)
before = st.sampled_from(["", "okay so ", "well um ", "I took two tablets. ", "é ☃ — "])
after = st.sampled_from(["", ".", " thank you", ", and the dose was ten milligrams.", "\nyes"])


@given(data=st.data(), lead=before, tail=after)
@settings(deadline=None, max_examples=150)
def test_a_planted_value_never_survives(data: st.DataObject, lead: str, tail: str) -> None:
    carrier, values = data.draw(carriers)
    value = data.draw(values)
    text = f"{lead}{carrier}{value}{tail}"
    (safe,) = replace_texts([text], find([text], recognizer=Patterns()))
    assert value not in safe
    assert safe.startswith(lead)
    assert safe.endswith(tail)


@given(text=st.text(max_size=200))
@settings(deadline=None)
def test_any_text_gives_spans_inside_it_that_never_overlap(text: str) -> None:
    spans = find([text], recognizer=Patterns())
    last = 0
    for span in spans:
        assert last <= span.start < span.end <= len(text)
        last = span.end


@given(words=st.lists(st.sampled_from([*_DIGITS, *_MONTHS, *_ORDINALS, "K", "o", "at", "dot", "com", ",", "-"])))
def test_the_view_of_any_spoken_form_maps_back(words: list[str]) -> None:
    text = " ".join(words)
    view = written_view(text)
    last = 0
    for at in range(len(view.text)):
        start, end = view.original(at, at + 1)
        assert 0 <= start < end <= len(text)
        assert end >= last
        last = end
