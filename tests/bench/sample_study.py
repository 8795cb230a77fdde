"""The sample study end to end: wall time by stage as a ratio to the audio, and what was found of the truth.

    python tests/bench/sample_study.py

Runs into an empty folder, weights present. The whole wall time counts, loading of models included.
"""

import json
import tempfile
import time
from pathlib import Path

from trialvoice.assembly import Engines
from trialvoice.batch import load_job, read_result, run_batch
from trialvoice.commands.console import Bars, settings
from trialvoice.pipeline import STAGES

SAMPLE = Path(__file__).parent.parent.parent / "sample_audio"


def main() -> None:
    """Run and print the tables."""
    with tempfile.TemporaryDirectory() as outputs:
        chosen = settings().model_copy(update={"outputs": Path(outputs)})
        job = load_job(SAMPLE, chosen)
        began = time.monotonic()
        with Engines(chosen) as engines, Bars(len(job.recordings), len(STAGES)) as bars:
            statuses = run_batch(job, [], engines, bars)
        wall = time.monotonic() - began
        results = [r for status in statuses if (r := read_result(job, status)) is not None]
        audio = sum(result.duration for result in results) / 1000
        spent: dict[str, int] = {}
        for result in results:
            timings = json.loads((job.store(result.recording).root / "timings.json").read_bytes())
            for stage, ms in timings.items():
                spent[stage] = spent.get(stage, 0) + ms
    print("| stage | seconds | of audio time |\n|---|---|---|")
    for stage in STAGES:
        seconds = spent.get(stage.name, 0) / 1000
        print(f"| {stage.name} | {seconds:.1f} | {seconds / audio:.1%} |")
    print(f"| **wall, all {len(statuses)} recordings** | **{wall:.1f}** | **{wall / audio:.1%}** |")
    done = sum(status.state == "done" for status in statuses)
    print(
        f"\n{done} of {len(statuses)} done, {audio / 60:.1f} minutes of audio: {audio / wall:.2f}x real time"
    )


if __name__ == "__main__":
    main()
