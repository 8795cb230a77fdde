"""Six recorded interviews through `trialvoice run`: WER, speakers, roles, grounding, wall time by stage.

    python tests/bench/osce.py FOLDER_OF_OSCE

WER is by Whisper's English normaliser, over the words of all turns in order. A word's role is right where the
aligned word of the truth was said by the same side. Intervals: 95 %, bootstrap over files.
"""

import json
import random
import re
import statistics
import sys
from pathlib import Path

import jiwer
from whisper.normalizers import EnglishTextNormalizer

from trialvoice.assembly import Engines
from trialvoice.batch import Job, load_job, open_visit, read_result, run_batch
from trialvoice.commands.console import Bars, settings
from trialvoice.core.records import Transcript
from trialvoice.pipeline import STAGES, TURNS

SIDES = {"D": "investigator", "P": "participant"}
normalise = EnglishTextNormalizer()

STUDY = """
[study]
id = "OSCE"
title = "Six recorded interviews"
drug = "study drug"
indication = "none"

[[sites]]
id = "01"
name = "Examination room"

[dosing]
dose = "none"

[[visits]]
id = "INT"
name = "Interview"
"""
HEADER = "recording,site,subject,visit,recorded_at,audio,consent,participants\n"


def study_of(folder: Path, outputs: Path) -> Path:
    """A study folder that names the interviews in place."""
    made = outputs / "osce-study"
    made.mkdir(parents=True, exist_ok=True)
    (made / "study.toml").write_text(STUDY, encoding="utf-8")
    rows = [
        f"{mp3.stem},01,{mp3.stem},INT,2026-01-05T09:00:00+00:00,{mp3.resolve()},yes,investigator;participant\n"
        for mp3 in sorted(folder.glob("*.mp3"))
    ]
    (made / "recordings.csv").write_text(HEADER + "".join(rows), encoding="utf-8")
    return made


def truth_of(path: Path) -> list[tuple[str, str]]:
    """(role, word) of the corrected transcript, normalised."""
    said = re.findall(r"\[[DP]-\d+\]\s*([DP]):\s*(.*)", path.read_text(encoding="utf-8"))
    return [(SIDES[side], word) for side, text in said for word in normalise(text).split()]


def heard_in(transcript: Transcript) -> list[tuple[str, str, str]]:
    """(role, speaker, word) as recognised, normalised by turn."""
    return [(turn.role, turn.speaker, word) for turn in transcript.turns for word in normalise(turn.text).split()]


def measure(truth: list[tuple[str, str]], heard: list[tuple[str, str, str]]) -> dict[str, float]:
    """WER, its parts, and the share of matched words whose role and whose speaker are right."""
    out = jiwer.process_words(" ".join(w for _, w in truth), " ".join(w for *_, w in heard))
    pairs = [
        (truth[chunk.ref_start_idx + i][0], heard[chunk.hyp_start_idx + i])
        for chunk in out.alignments[0]
        if chunk.type in ("equal", "substitute")
        for i in range(chunk.ref_end_idx - chunk.ref_start_idx)
    ]
    sides: dict[str, dict[str, int]] = {}
    for role, (_, speaker, _) in pairs:
        sides.setdefault(speaker, {}).setdefault(role, 0)
        sides[speaker][role] += 1
    best = sum(max(counts.values()) for counts in sides.values())
    return {
        "wer": out.wer,
        "S": out.substitutions,
        "D": out.deletions,
        "I": out.insertions,
        "speakers": len(sides),
        "wde": 1 - best / len(pairs),
        "roles": sum(role == got for role, (got, *_) in pairs) / len(pairs),
    }


def interval(values: list[float]) -> tuple[float, float]:
    """95 % bootstrap interval of the mean, seeded."""
    chance = random.Random(20261121)
    means = sorted(statistics.mean(chance.choices(values, k=len(values))) for _ in range(2000))
    return means[50], means[1949]


def line(job: Job, name: str, folder: Path, engines: Engines) -> dict[str, float]:
    """Print one file's figures."""
    visit = open_visit(job, job.recording(name), engines)
    figures = measure(truth_of(folder / f"{name}.txt"), heard_in(visit.read(TURNS)))
    status = job.store(name).status()
    assert status is not None
    result = read_result(job, status)
    findings = result.findings if result else ()
    grounded = sum(bool(finding.evidence) for finding in findings)
    timings = json.loads((job.store(name).root / "timings.json").read_bytes())
    seconds = sum(timings.values()) / 1000
    speed = (result.duration / 1000) / seconds if result else 0.0
    print(
        f"| {name} | {status.state} {status.code} | {figures['wer']:.1%} | {figures['S']:.0f} / "
        f"{figures['D']:.0f} / {figures['I']:.0f} | {figures['speakers']:.0f} | {figures['wde']:.1%} | "
        f"{figures['roles']:.1%} | {grounded} of {len(findings)} | {speed:.1f}x |"
    )
    return figures


def main() -> None:
    """Run and print the table."""
    folder = Path(sys.argv[1])
    chosen = settings()
    job = load_job(study_of(folder, chosen.outputs), chosen)
    with Engines(chosen) as engines:
        with Bars(len(job.recordings), len(STAGES)) as bars:
            run_batch(job, [], engines, bars)
        print(
            "| file | status | WER | S / D / I | speakers | word diarization error | roles right | grounded | speed |"
        )
        print("|---|---|---|---|---|---|---|---|---|")
        rows = [line(job, r.recording, folder, engines) for r in job.recordings]
    wers = [row["wer"] for row in rows]
    low, high = interval(wers)
    print(f"mean WER {statistics.mean(wers):.1%} (95 % interval {low:.1%} to {high:.1%})")


if __name__ == "__main__":
    main()
