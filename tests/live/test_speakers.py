"""Diarization with its real weights on pyannote's own sample."""

from importlib.resources import files
from pathlib import Path

import pytest
from pyannote.core import Annotation, Segment, Timeline
from pyannote.metrics.diarization import DiarizationErrorRate

from trialvoice.core.settings import Settings
from trialvoice.engines.pyannote_diarizer import PyannoteDiarizer
from trialvoice.engines.pyav import PyavDecoder
from trialvoice.phi.diarize import diarize
from trialvoice.weights.place import model_path

pytestmark = pytest.mark.live


@pytest.mark.parametrize("speakers", [None, 2])
def test_strict_error_on_pyannotes_own_sample(speakers: int | None) -> None:
    """No collar, overlap scored."""
    folder = Path(str(files("pyannote.audio") / "sample"))
    waveform, _ = PyavDecoder().decode(folder / "sample.wav", 1)
    engine = PyannoteDiarizer(model_path("segmentation-3.0", Settings()), model_path("campplus", Settings()))
    made = diarize(waveform, speakers, diarizer=engine)
    heard, truth = Annotation(), Annotation()
    for number, span in enumerate((*made.spans, *made.overlaps)):
        heard[Segment(span.start / 1000, span.end / 1000), number] = span.speaker
    for number, line in enumerate((folder / "sample.rttm").read_text("utf-8").splitlines()):
        fields = line.split()
        truth[Segment(float(fields[3]), float(fields[3]) + float(fields[4])), number] = fields[7]
    assert made.warnings == ()
    whole = Timeline([Segment(0, len(waveform) / 16_000)])
    assert DiarizationErrorRate()(truth, heard, uem=whole) < 0.06
