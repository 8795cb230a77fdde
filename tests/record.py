"""Record what the real engines answer on the sample study: `make record`.

The fast tests replay the answers from tests/recorded/. Recording goes through the same stages as any run,
with each engine wrapped so that its answers are kept.
"""

import shutil
import tempfile
from pathlib import Path

from trialvoice.assembly import Engines
from trialvoice.batch import load_job, run_batch
from trialvoice.commands.console import Bars, settings
from trialvoice.engines import recorded
from trialvoice.pipeline import STAGES

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "tests" / "recorded"


def main() -> None:
    """Run the sample study into a temporary folder and keep every answer."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    with tempfile.TemporaryDirectory() as outputs:
        chosen = settings().model_copy(update={"outputs": Path(outputs)})
        job = load_job(ROOT / "sample_audio", chosen)
        with Engines(chosen) as engines, Bars(len(job.recordings), len(STAGES)) as bars:
            engines.__dict__["vad"] = recorded.KeepingVad(engines.vad, FOLDER)
            engines.__dict__["transcriber"] = recorded.KeepingTranscriber(engines.transcriber, FOLDER)
            engines.__dict__["diarizer"] = recorded.KeepingDiarizer(engines.diarizer, FOLDER)
            engines.__dict__["language_model"] = recorded.KeepingLanguageModel(engines.language_model, FOLDER)
            run_batch(job, [], engines, bars)


if __name__ == "__main__":
    main()
