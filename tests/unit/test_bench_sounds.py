"""The sounds that hold no words are what they say, and always the same."""

import numpy as np
import pytest

from tests.bench.sounds import FIVE, MORE
from trialvoice.core.audio import SAMPLE_RATE

KINDS = {**FIVE, **MORE}


@pytest.mark.parametrize("name", KINDS)
def test_a_sound_is_as_long_as_asked_and_always_the_same(name: str) -> None:
    sound, again = KINDS[name](0.1), KINDS[name](0.1)
    assert sound.dtype == np.float32
    assert sound.shape == (6 * SAMPLE_RATE,)
    assert np.abs(sound).max() <= 1.0
    assert np.array_equal(sound, again)


@pytest.mark.parametrize("name", [name for name in KINDS if name != "silence"])
def test_a_sound_can_be_heard(name: str) -> None:
    assert np.sqrt(np.mean(KINDS[name](0.5) ** 2)) > 10 ** (-45 / 20)
