"""Strict DER, by its parts."""

import pytest

from trialvoice.core.records import SpeakerSpan
from trialvoice.evaluate.diarization import diarization_error, spans_of
from trialvoice.evaluate.words import SpokenWord

Spans = list[tuple[int, int, str]]


def spans(given: Spans) -> list[SpeakerSpan]:
    return [SpeakerSpan(start=start, end=end, speaker=speaker) for start, end, speaker in given]


@pytest.mark.parametrize(
    ("heard", "miss", "false_alarm", "confusion"),
    [
        ([(0, 4000, "x"), (4000, 10_000, "y")], 0, 0, 0),
        ([(0, 4000, "x"), (4000, 9000, "y")], 1000, 0, 0),
        ([(0, 4000, "x"), (4000, 10_500, "y")], 0, 500, 0),
        ([(0, 4100, "x"), (4100, 10_000, "y")], 0, 0, 100),
        ([(0, 10_000, "x")], 0, 0, 4000),
        ([], 10_000, 0, 0),
    ],
)
def test_parts(heard: Spans, miss: int, false_alarm: int, confusion: int) -> None:
    truth = spans([(0, 4000, "A"), (4000, 10_000, "B")])
    found = diarization_error(truth, spans(heard), 12_000)
    assert found["der_miss"].part == miss
    assert found["der_false_alarm"].part == false_alarm
    assert found["der_confusion"].part == confusion
    assert found["der"].value == pytest.approx((miss + false_alarm + confusion) / 10_000)


def test_overlapping_speech_is_scored() -> None:
    truth = spans([(0, 4000, "A"), (3000, 6000, "B")])
    alone = diarization_error(truth, spans([(0, 4000, "x"), (4000, 6000, "y")]), 6000)
    assert (alone["der"].part, alone["der"].whole) == (1000, 7000)


def test_a_boundary_off_by_little_is_not_forgiven() -> None:
    found = diarization_error(spans([(0, 4000, "A")]), spans([(0, 4200, "x")]), 6000)
    assert found["der"].part == 200


def test_short_pauses_are_bridged() -> None:
    words = [SpokenWord("a", "A", None, 0, 100), SpokenWord("b", "A", None, 400, 500)]
    later = SpokenWord("c", "A", None, 801, 900)
    untimed = SpokenWord("d", "B")
    assert [(s.start, s.end) for s in spans_of([*words, later, untimed])] == [(0, 500), (801, 900)]
