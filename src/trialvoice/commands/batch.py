"""`run`, `visit`, `triage`, `status`, `report`: from a study's folder to its release."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from trialvoice.assembly import Engines
from trialvoice.batch import cost_of, run_batch, run_triage, waiting
from trialvoice.commands.console import Bars, print_json, settings, stderr, stdout, table, warn
from trialvoice.core.cdisc import cdisc_warnings
from trialvoice.core.findings import KINDS
from trialvoice.core.store import Status
from trialvoice.job import Job, load_job
from trialvoice.pipeline import STAGES, TRIAGE
from trialvoice.safety_release import SafetyRelease
from trialvoice.study_release import read_result, visit_row
from trialvoice.trial.worklist import hours

Folder = Annotated[Path, typer.Argument(help="Folder of study.toml and recordings.csv.", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="Print data on stdout, and nothing else.")]
_SHORT = {
    "adverse_event": "AE",
    "protocol_deviation": "deviation",
    "missed_dose": "missed",
    "concomitant_medication": "con-med",
    "medical_history": "history",
    "treatment_response": "response",
    "vital_sign": "vital",
    "crf_item": "CRF",
    "mood": "mood",
    "follow_up": "follow-up",
    "interaction": "interaction",
}


def run(
    study: Folder,
    recording: Annotated[list[str] | None, typer.Option(help="Only this recording; repeatable.")] = None,
    json: Json = False,
) -> None:
    """Process every recording of a study: the nightly job. Finished work is not done again."""
    job = load_job(study, settings())
    warn(cdisc_warnings(job.study))
    statuses = _process(job, recording or [])
    _show(job, statuses, as_json=json)


def visit(study: Folder, recording: str, json: Json = False) -> None:
    """Process one recording."""
    job = load_job(study, settings())
    _show(job, _process(job, [recording]), as_json=json)


def triage(
    study: Folder,
    recording: Annotated[list[str] | None, typer.Argument(help="Recordings; all that wait if none is named.")] = None,
    json: Json = False,
) -> None:
    """Screen new recordings for serious adverse events, the oldest first, and write the safety worklist.

    Only what safety needs is done: no sound, no forms, no other questions. The full run afterwards repeats none of
    it. The worklist (JSON, CSV, HTML) holds every serious candidate of the study by the time it is due.
    """
    job = load_job(study, settings())
    count = len(recording) if recording else len(waiting(job)) + len(job.refused)
    with Bars(count, len(TRIAGE)) as watcher, Engines(job.settings) as engines:
        statuses, release = run_triage(job, recording or [], engines, watcher)
    if json:
        for row in release.worklist.rows:
            print_json(row.model_dump(mode="json"))
    else:
        _print_worklist(release)
    _exit(statuses)


def _print_worklist(release: SafetyRelease) -> None:
    """Ids, codes and times: what was said stays on the page."""
    made = release.worklist
    rows = [
        (
            row.due_at.isoformat(timespec="minutes"),
            hours(row.hours_left),
            row.recording,
            row.finding,
            ", ".join(row.criteria),
        )
        for row in made.rows
    ]
    table(
        f"Serious candidates, {made.screened} recordings screened",
        ("due", "#hours", "recording", "finding", "criteria"),
        rows,
    )
    if made.not_screened:
        stdout.print(f"Not screened: {len(made.not_screened)}; the worklist says why", style="red")
    stdout.print(f"Worklist: {release.page}", soft_wrap=True)


def status(study: Folder, json: Json = False) -> None:
    """How each recording's last run ended, with no work done."""
    job = load_job(study, settings())
    rows = [_state(r.recording, job.store(r.recording).status()) for r in job.recordings]
    rows += [(r.recording, "refused", "intake", r.error.code) for r in job.refused]
    columns = ("recording", "state", "stage", "code")
    if json:
        for row in rows:
            print_json(dict(zip(columns, row, strict=True)))
    else:
        table(job.study.study.title, columns, rows)


def _state(name: str, ended: Status | None) -> tuple[str, str, str, str]:
    return (name, ended.state, ended.stage, ended.code) if ended else (name, "new", "", "")


def report(
    recording: str,
    study: Annotated[Path, typer.Option(help="Folder with study.toml and recordings.csv.")] = Path(),
    json: Json = False,
) -> None:
    """Write one visit's report anew, making only what is missing, and print where it is."""
    job = load_job(study, settings())
    (ended,) = _process(job, [recording], bars=False)
    if json and (result := read_result(job, ended)) is not None:
        print_json(result.model_dump(mode="json"))
    elif ended.state == "done":
        print(job.store(recording).release / "report.html")
    _exit([ended])


def _process(job: Job, names: Sequence[str], *, bars: bool = True) -> list[Status]:
    count = len(names) or len(job.recordings) + len(job.refused)
    with Bars(count, len(STAGES)) as watcher, Engines(job.settings) as engines:
        return run_batch(job, names, engines, watcher)


def _show(job: Job, statuses: list[Status], *, as_json: bool) -> None:
    if as_json:
        for entry in statuses:
            row = visit_row(job, entry)
            told = row.model_dump(mode="json") if row else {}
            print_json({**entry.model_dump(), **told, **cost_of(job, entry)})
    else:
        _print_visits(job, statuses)
        stdout.print(f"Index: {job.outputs / 'release' / 'index.html'}", soft_wrap=True)
    _exit(statuses)


def _print_visits(job: Job, statuses: list[Status]) -> None:
    rows = []
    for entry in statuses:
        row = visit_row(job, entry)
        counts = row.counts if row else {}
        minutes = f"{row.duration / 60_000:.1f}" if row else "-"
        found = [str(counts.get(kind, 0) or "") for kind in KINDS]
        serious = str(row.serious or "") if row else ""
        state = entry.state if entry.state == "done" else f"{entry.state} {entry.code}"
        rows.append((entry.recording, minutes, *found, serious, state))
    columns = ("recording", "#minutes", *(f"#{_SHORT[kind]}" for kind in KINDS), "#serious", "status")
    table(job.study.study.title, columns, rows)


def _exit(statuses: list[Status]) -> None:
    bad = sum(entry.state == "failed" for entry in statuses)
    if bad:
        stderr.print(f"{bad} of {len(statuses)} recordings failed; see failures.csv", style="red")
        sys.exit(1)
