"""Sound in memory: mono, 16 kHz, float32 in [-1, 1]."""

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE = 16_000
"""Hz. Whisper, pyannote, CAM++ and Silero all read 16 kHz."""

Waveform = NDArray[np.float32]
"""Shape (samples,)."""


def duration_ms(waveform: Waveform) -> int:
    """Length in whole milliseconds."""
    return len(waveform) * 1000 // SAMPLE_RATE
