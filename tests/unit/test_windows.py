import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialvoice.phi.windows import LIMIT_MS, Spans, Window, windows


@pytest.mark.parametrize(
    ("speech", "expected"),
    [
        (((0, 1000),), [((0, 1000),)]),
        (((0, 1000), (1500, 3000)), [((0, 3000),)]),
        (((0, 1000), (9000, 9500)), [((0, 1300), (8700, 9500))]),
        (((0, 20_000), (20_400, 27_000), (31_000, 40_000)), [((0, 27_000),), ((31_000, 40_000),)]),
        (((0, 42_000),), [((0, 21_000),), ((21_000, 42_000),)]),
        ((), []),
    ],
)
def test_speech_is_cut_and_merged(speech: Spans, expected: list[Spans]) -> None:
    assert [window.pieces for window in windows(speech)] == expected


@st.composite
def speech(draw: st.DrawFn) -> Spans:
    at, spans = 0, list[tuple[int, int]]()
    for silence, talk in draw(st.lists(st.tuples(st.integers(1, 3000), st.integers(1, 70_000)), max_size=40)):
        spans.append((at + silence, at + silence + talk))
        at += silence + talk
    return tuple(spans)


@given(speech())
def test_windows_hold_all_speech_once_and_are_never_too_long(spans: Spans) -> None:
    made = windows(spans)
    assert all(0 < window.length <= LIMIT_MS for window in made)
    pieces = [piece for window in made for piece in window.pieces]
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(pieces))
    covered = sum(min(e, b) - max(s, a) for s, e in spans for a, b in pieces if min(e, b) > max(s, a))
    assert covered == sum(end - start for start, end in spans)


@given(speech(), st.data())
def test_a_time_in_a_window_is_the_time_of_the_same_sample(spans: Spans, data: st.DataObject) -> None:
    for window in windows(spans)[:3]:
        ms = data.draw(st.integers(0, window.length - 1))
        inside = itertools.chain.from_iterable(range(a, b) for a, b in window.pieces)
        assert window.at(ms) == next(itertools.islice(inside, ms, None))


def test_an_end_stays_with_its_piece() -> None:
    window = Window(((1000, 2000), (5000, 6000)))
    assert (window.at(1000), window.at(1000, ends=True), window.at(9999)) == (5000, 2000, 6000)


def test_the_sound_of_a_window_is_its_pieces() -> None:
    waveform = np.arange(16_000, dtype=np.float32)
    sound = Window(((100, 200), (500, 501))).sound(waveform)
    assert sound.tolist() == [*range(1600, 3200), *range(8000, 8016)]
