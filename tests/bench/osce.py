"""Six recorded interviews through `trialvoice run`: speech figures as `evaluate speech` has them, grounding, speed.

python tests/bench/osce.py FOLDER_OF_OSCE
"""

import json
import sys
from pathlib import Path

from trialvoice.assembly import Engines
from trialvoice.batch import open_visit, run_batch
from trialvoice.commands.console import Bars, settings
from trialvoice.evaluate.hypothesis import Hypothesis
from trialvoice.evaluate.intervals import mean_over_files
from trialvoice.evaluate.normalise import whisper_english
from trialvoice.evaluate.scores import Scores, score
from trialvoice.evaluate.terms import Terms, load_terms
from trialvoice.evaluate.truth import read_truth
from trialvoice.job import Job, load_job
from trialvoice.pipeline import STAGES
from trialvoice.stages.hearing import DIARIZE, INTAKE, TURNS
from trialvoice.study_release import read_result

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


def line(job: Job, name: str, folder: Path, engines: Engines, terms: Terms) -> Scores:
    """Print one file's figures."""
    visit = open_visit(job, job.recording(name), engines)
    truth = read_truth(name, [folder])
    assert truth is not None, f"{name} has no truth"
    heard = Hypothesis(
        duration=visit.read(INTAKE).duration,
        transcript=visit.read(TURNS),
        spans=(*visit.read(DIARIZE).spans, *visit.read(DIARIZE).overlaps),
    )
    scores = score(truth, heard, terms)
    status = job.store(name).status()
    assert status is not None
    result = read_result(job, status)
    findings = result.findings if result else ()
    grounded = sum(bool(finding.evidence) for finding in findings)
    timings = json.loads((job.store(name).root / "timings.json").read_bytes())
    speed = heard.duration / sum(timings.values())
    errors = scores.errors
    assert errors is not None
    print(
        f"| {name} | {status.state} {status.code} | {scores.ratios['wer'].value:.1%} | {errors.substitutions} / "
        f"{errors.deletions} / {errors.insertions} | {scores.speakers_found} | {scores.ratios['wder'].value:.1%} | "
        f"{scores.ratios['word_roles'].value:.1%} | {grounded} of {len(findings)} | {speed:.1f}x |"
    )
    return scores


def main() -> None:
    """Run and print the table."""
    folder = Path(sys.argv[1])
    chosen = settings()
    terms = load_terms(None, whisper_english())
    job = load_job(study_of(folder, chosen.outputs), chosen)
    with Engines(chosen) as engines:
        with Bars(len(job.recordings), len(STAGES)) as bars:
            run_batch(job, [], engines, bars)
        print(
            "| file | status | WER | S / D / I | speakers | word diarization error | roles right | grounded | speed |"
        )
        print("|---|---|---|---|---|---|---|---|---|")
        rows = [line(job, r.recording, folder, engines, terms) for r in job.recordings]
    mean = mean_over_files([row.ratios["wer"] for row in rows])
    assert mean is not None
    print(f"mean WER {mean.value:.1%} (95 % interval {mean.low:.1%} to {mean.high:.1%})")


if __name__ == "__main__":
    main()
