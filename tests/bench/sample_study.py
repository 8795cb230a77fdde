"""The sample study end to end: wall time by stage as a ratio to the audio, and what was found of the truth.

    python tests/bench/sample_study.py [--keep FOLDER]

Runs into an empty folder, weights present. The whole wall time counts, loading of models included. With --keep,
every answer of the engines is kept in FOLDER, from where the fast tests replay them: `make record`.
"""

import json
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from trialvoice.assembly import Engines
from trialvoice.batch import run_batch
from trialvoice.commands.console import Bars, settings
from trialvoice.core.findings import KINDS, Finding
from trialvoice.core.results import VisitResult
from trialvoice.engines import recorded
from trialvoice.job import load_job
from trialvoice.pipeline import STAGES
from trialvoice.study_release import read_result

SAMPLE = Path(__file__).parent.parent.parent / "sample_audio"


def compared(results: list[VisitResult]) -> dict[str, tuple[int, int, int]]:
    """By kind: findings of the truth that were found, how many there are, and findings that are none of them.

    A finding is found where one of its kind is proven within two seconds of the truth's quote, or needs no quote.
    """
    table: dict[str, tuple[int, int, int]] = {}
    for result in results:
        truth = json.loads((SAMPLE / "truth" / f"{result.recording}.json").read_text(encoding="utf-8"))
        for kind in KINDS:
            wanted = [t for t in truth["findings"] if t["kind"] == kind and t["assertion"] == "present"]
            known = [t for t in wanted if not t["optional"]]
            made = [f for f in result.findings if f.value.kind == kind and f.assertion == "present"]
            hit = sum(any(_same(f, t) for f in made) for t in known)
            extra = sum(not any(_same(f, t) for t in wanted) for f in made)
            before = table.get(kind, (0, 0, 0))
            table[kind] = (before[0] + hit, before[1] + len(known), before[2] + extra)
    return table


def _same(finding: Finding, truth: dict[str, Any]) -> bool:
    if not finding.evidence or not truth["quotes"]:
        return not finding.evidence and not truth["quotes"]
    value = finding.value.model_dump()
    named = ("test", "item", "category")
    if any(key in value and truth["value"].get(key, value[key]) != value[key] for key in named):
        return False
    return any(
        proof.start < quote["end"] + 2000 and proof.end > quote["start"] - 2000
        for proof in finding.evidence
        for quote in truth["quotes"]
    )


def keep_answers(engines: Engines, folder: Path) -> None:
    """Wrap each engine so that its answers are kept in an emptied folder."""
    shutil.rmtree(folder, ignore_errors=True)
    engines.__dict__["vad"] = recorded.KeepingVad(engines.vad, folder)
    engines.__dict__["transcriber"] = recorded.KeepingTranscriber(engines.transcriber, folder)
    engines.__dict__["diarizer"] = recorded.KeepingDiarizer(engines.diarizer, folder)
    engines.__dict__["language_model"] = recorded.KeepingLanguageModel(engines.language_model, folder)


def main() -> None:
    """Run and print the tables."""
    with tempfile.TemporaryDirectory() as outputs:
        chosen = settings().model_copy(update={"outputs": Path(outputs)})
        job = load_job(SAMPLE, chosen)
        began = time.monotonic()
        with Engines(chosen) as engines, Bars(len(job.recordings), len(STAGES)) as bars:
            if "--keep" in sys.argv:
                keep_answers(engines, Path(sys.argv[-1]))
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
    print("\n| kind | found | of the truth | not in the truth |\n|---|---|---|---|")
    for kind, (hit, expected, extra) in compared(results).items():
        print(f"| {kind} | {hit} | {expected} | {extra} |")
    done = sum(status.state == "done" for status in statuses)
    print(f"\n{done} of {len(statuses)} done, {audio / 60:.1f} minutes of audio: {audio / wall:.2f}x real time")


if __name__ == "__main__":
    main()
