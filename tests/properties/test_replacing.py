"""Replacing: intervals stay, no surrogate is a value, a rerun changes nothing, and offsets hold."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trialvoice.core.errors import GateError
from trialvoice.core.records import Transcript, Turn, Word
from trialvoice.core.study import Deidentify
from trialvoice.core.subject_keys import SubjectSecrets
from trialvoice.redact.finding.known import name_words
from trialvoice.redact.gate.verify import verify
from trialvoice.redact.lexicon import MONTHS
from trialvoice.redact.replacing import said
from trialvoice.redact.replacing.date_disguise import Shifted, shift_of
from trialvoice.redact.replacing.dates import Calendar, read_date
from trialvoice.redact.replacing.disguise import disguise_of
from trialvoice.redact.replacing.replace import replace_texts, replace_transcript, vault_of
from trialvoice.redact.replacing.surrogate_data import kinds, lists, places
from trialvoice.redact.replacing.tags import normalised
from trialvoice.redact.spans import Span

CALENDAR = Calendar(recorded_on=date(2026, 3, 17), day1=date(2026, 1, 12))
SURROGATES = Deidentify(replace="surrogates", dates="shift")

keys = st.binary(min_size=32, max_size=32)
days = st.dates(date(1940, 1, 1), date(2026, 3, 17))
names = st.builds(
    lambda given, family, form: form.format(given.title(), family.title(), "-".join(family.upper())),
    st.sampled_from(lists().female + lists().male),
    st.sampled_from(lists().family),
    st.sampled_from(("{0} {1}", "Mrs {1}", "{0}", "Dr. {1}", "{0}, {2}", "{1}'s")),
)
digits = st.text("0123456789", min_size=4, max_size=11)
values = st.one_of(
    st.tuples(st.just("NAME"), names),
    st.tuples(st.just("PHONE"), digits),
    st.tuples(
        st.just("ID"), st.builds(lambda letters, number: f"{letters}-{number}", st.text("BCDX", max_size=3), digits)
    ),
    st.tuples(st.just("ID"), digits.map(said.one_by_one)),
    st.tuples(st.just("ADDRESS"), st.builds("{} {} Street".format, st.integers(10, 9999), st.sampled_from(places()))),
    st.tuples(st.just("ORGANISATION"), st.sampled_from(places()).map("{} Clinic".format)),
    st.tuples(st.just("EMAIL"), st.sampled_from(lists().family).map("{}@gmail.com".format)),
    st.tuples(st.just("DATE"), days.map(lambda day: f"{MONTHS[day.month - 1].title()} {day.day}, {day.year}")),
)
visits = st.lists(st.tuples(st.sampled_from(("so", "it was", "I'm")), values), min_size=1, max_size=6)


def visit_of(parts: list[tuple[str, tuple[str, str]]]) -> tuple[Transcript, tuple[Span, ...]]:
    """Each part is a turn: some words, a value, and a full stop."""
    turns, spans = [], []
    for index, (before, (kind, value)) in enumerate(parts):
        texts = f"{before} {value}.".split(" ")
        words = tuple(Word(start=100 * n, end=100 * n + 90, text=text, probability=0.9) for n, text in enumerate(texts))
        turns.append(
            Turn(id=index + 1, start=0, end=5000, speaker="A", role="participant", role_confidence=1.0, words=words)
        )
        at = len(before) + 1
        spans.append(Span(turn_index=index, start=at, end=at + len(value), type=kind, score=0.9, source="test"))
    return Transcript(recording="r", language="en", turns=tuple(turns)), tuple(spans)


@given(keys, visits)
@settings(max_examples=60, deadline=None)
def test_no_surrogate_is_or_holds_a_value(key: bytes, parts: list[tuple[str, tuple[str, str]]]) -> None:
    transcript, spans = visit_of(parts)
    disguise = disguise_of(SURROGATES, SubjectSecrets.of(key), CALENDAR)
    vault = vault_of(transcript, spans, disguise)
    shown = [(entry.type, text) for entry in vault.entries for text in entry.shown]
    assert len(shown) >= len(vault.entries)
    normals = {variant for entry in vault.entries for variant in entry.variants}
    named = [normalised(value, kind) for _, (kind, value) in parts if kind in ("NAME", "ADDRESS", "ORGANISATION")]
    words = {word for value in named for word in name_words(value)} - kinds()
    for kind, text in shown:
        assert normalised(text, kind) not in normals
        if kind in ("NAME", "ADDRESS", "ORGANISATION", "EMAIL"):
            assert not words & set(re.findall(r"[^\W\d_]+", text.lower()))


@given(keys, visits)
@settings(max_examples=40, deadline=None)
def test_a_rerun_changes_nothing_and_neither_does_the_order(
    key: bytes, parts: list[tuple[str, tuple[str, str]]]
) -> None:
    def replaced(order: list[tuple[str, tuple[str, str]]]) -> list[str]:
        transcript, spans = visit_of(order)
        disguise = disguise_of(SURROGATES, SubjectSecrets.of(key), CALENDAR)
        return [turn.text for turn in replace_transcript(transcript, spans, disguise).turns]

    once = replaced(parts)
    assert replaced(parts) == once
    backwards = replaced(parts[::-1])[::-1]
    tag = re.compile(r"\[[A-Z]+_\d+\]")
    assert [tag.sub("[]", text) for text in backwards] == [tag.sub("[]", text) for text in once]


@given(keys, visits)
@settings(max_examples=40, deadline=None)
def test_offsets_times_and_all_other_words_hold(key: bytes, parts: list[tuple[str, tuple[str, str]]]) -> None:
    transcript, spans = visit_of(parts)
    disguise = disguise_of(SURROGATES, SubjectSecrets.of(key), CALENDAR)
    safe = replace_transcript(transcript, spans, disguise)
    assert [turn.text for turn in safe.turns] == replace_texts(
        [t.text for t in transcript.turns], spans, None, disguise
    )
    for before, after, span in zip(transcript.turns, safe.turns, spans, strict=True):
        assert after.text.startswith(before.text[: span.start])
        assert after.text.endswith(".")
        first, last = span.start, len(after.text) - 1
        assert after.times(first, last) == before.times(span.start, span.end)
        for start, end, word in after.word_spans():
            assert after.text[start:end] == word.text


@given(keys, days, days)
@settings(max_examples=80, deadline=None)
def test_a_shift_keeps_the_days_between(key: bytes, one: date, other: date) -> None:
    shifted = Shifted(CALENDAR, shift_of(key))
    far = Calendar(recorded_on=date(2027, 3, 17))
    moved = []
    for day in (one, other):
        text = shifted.shown(f"the {said.ordinal(day.day)} of {MONTHS[day.month - 1]} {said.year(day.year)}")
        assert text is not None
        when = read_date(text, far)
        assert when is not None
        moved.append(when.sure[0])
    assert moved[1] - moved[0] == other - one
    assert timedelta() < abs(moved[0] - one) <= timedelta(days=365)


@given(keys, st.dates(date(2025, 3, 18), CALENDAR.recorded_on))
@settings(max_examples=80, deadline=None)
def test_a_shifted_day_without_a_year_is_another_one(key: bytes, day: date) -> None:
    text = f"{MONTHS[day.month - 1]} {said.ordinal(day.day)}"
    assert Shifted(CALENDAR, shift_of(key)).shown(text) not in (text, None)


@given(keys, visits)
@settings(max_examples=40, deadline=None)
def test_the_gate_lets_surrogates_pass_and_values_not(key: bytes, parts: list[tuple[str, tuple[str, str]]]) -> None:
    transcript, spans = visit_of([*parts, ("so", ("NAME", "Danuta Kowalczyk"))])
    disguise = disguise_of(SURROGATES, SubjectSecrets.of(key), CALENDAR)
    safe = replace_transcript(transcript, spans, disguise)
    vault = vault_of(transcript, spans, disguise)
    text = "\n".join(turn.text for turn in safe.turns)
    verify({"transcript": text}, vault=vault)
    with pytest.raises(GateError):
        verify({"transcript": f"{text} Kowalczyk"}, vault=vault)
