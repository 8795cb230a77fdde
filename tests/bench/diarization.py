"""Strict diarization error and speed, on pyannote's own sample and on a folder of .wav files with .rttm beside them.

    python tests/bench/diarization.py FOLDER

No collar, overlap scored. Each file is told apart twice: with the number of speakers unknown, and expected.
"""

import sys
import time
from importlib.resources import files
from pathlib import Path

from pyannote.core import Annotation, Segment, Timeline
from pyannote.metrics.diarization import DiarizationErrorRate

from trialvoice.core.audio import SAMPLE_RATE
from trialvoice.core.settings import Settings
from trialvoice.engines.device import best_device
from trialvoice.engines.pyannote_diarizer import PyannoteDiarizer
from trialvoice.engines.pyav import PyavDecoder
from trialvoice.phi.diarize import Diarization, diarize
from trialvoice.weights.place import model_path


def truth_of(path: Path) -> Annotation:
    """The turns of an RTTM file."""
    truth = Annotation()
    for number, line in enumerate(path.read_text("utf-8").splitlines()):
        fields = line.split()
        truth[Segment(float(fields[3]), float(fields[3]) + float(fields[4])), number] = fields[7]
    return truth


def heard_in(made: Diarization) -> Annotation:
    """All speech, overlaps included."""
    heard = Annotation()
    for number, span in enumerate((*made.spans, *made.overlaps)):
        heard[Segment(span.start / 1000, span.end / 1000), number] = span.speaker
    return heard


def main() -> None:
    """Print the table."""
    sample = Path(str(files("pyannote.audio") / "sample"))
    chosen = Settings()
    engine = PyannoteDiarizer(
        model_path("segmentation-3.0", chosen), model_path("campplus", chosen), device=best_device()
    )
    print("| file | expected | heard | DER | missed | false alarm | confusion | speed |")
    print("|---|---|---|---|---|---|---|---|")
    for path in (*sample.glob("*.wav"), *sorted(Path(sys.argv[1]).glob("*.wav"))):
        waveform, _ = PyavDecoder().decode(path, 24 * 60)
        truth, seconds = truth_of(path.with_suffix(".rttm")), len(waveform) / SAMPLE_RATE
        for expected in (None, len(truth.labels())):
            began = time.perf_counter()
            heard = heard_in(diarize(waveform, expected, diarizer=engine))
            speed = seconds / (time.perf_counter() - began)
            whole = Timeline([Segment(0, seconds)])
            parts = DiarizationErrorRate()(truth, heard, uem=whole, detailed=True)
            shares = [parts[name] / parts["total"] for name in ("missed detection", "false alarm", "confusion")]
            print(
                f"| {path.stem} | {expected or 'unknown'} | {len(heard.labels())} | "
                f"{parts['diarization error rate']:.1%} | {' | '.join(f'{s:.1%}' for s in shares)} | {speed:.0f}x |"
            )


if __name__ == "__main__":
    main()
