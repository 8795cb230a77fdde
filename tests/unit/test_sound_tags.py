"""What a sound file says of itself: ours nothing, and the gate is shown what others would."""

import io

import av
import numpy as np
import pytest

from trialvoice.core.audio import SAMPLE_RATE
from trialvoice.core.errors import AudioError
from trialvoice.engines.pyav import PyavEncoder


def test_the_released_sound_has_no_tags() -> None:
    data = PyavEncoder().encode(np.zeros(SAMPLE_RATE, dtype=np.float32))
    assert PyavEncoder().tags(data) == {}


def test_tags_are_read_wherever_they_stand() -> None:
    out = io.BytesIO()
    with av.open(out, "w", format="mp3") as container:
        container.metadata["title"] = "visit of Danuta Kowalczyk"
        stream = container.add_stream("libmp3lame", rate=SAMPLE_RATE, layout="mono")
        frame = av.AudioFrame.from_ndarray(np.zeros((1, SAMPLE_RATE), dtype=np.int16), format="s16", layout="mono")
        frame.sample_rate = SAMPLE_RATE
        container.mux([*stream.encode(frame), *stream.encode(None)])
    tags = PyavEncoder().tags(out.getvalue())
    assert "visit of Danuta Kowalczyk" in tags.values()


def test_what_is_no_sound_is_refused() -> None:
    with pytest.raises(AudioError, match="TV204"):
        PyavEncoder().tags(b"no sound at all")
