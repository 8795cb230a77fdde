"""The boundary between the stages and Prefect: what goes wrong inside comes out as a code and ids."""

import logging
from collections.abc import Callable, Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from trialvoice.core.errors import EngineError, TrialvoiceError
from trialvoice.core.store import Status
from trialvoice.stage import Progress, Stage, StageOutcome, VisitRun

log = logging.getLogger("trialvoice")
TAGS: Mapping[str, tuple[str, ...]] = {
    "transcribe": ("asr",),
    "diarize": ("asr",),
    "ask": ("llm",),
    "code": ("llm",),
    "confirm": ("llm",),
}
"""Stages that take turns at the processor or GPU, and at the model server."""
LIMITS = {"asr": 1, "llm": 1}
UNFORESEEN = "TV499"
NOT_RUN = "TV498"
_NAMED_FAILURES = 20


@dataclass
class _InWork:
    """What a task needs beside ids, handed over inside the process."""

    visit: VisitRun
    step: Stage[Any]
    progress: Progress
    outcome: StageOutcome | None = None
    error: TrialvoiceError | None = None


_in_work: ContextVar[_InWork] = ContextVar("in_work")


@task(
    task_run_name="{stage} {recording}",
    cache_policy=NO_CACHE,
    persist_result=False,
    log_prints=False,
    retries=0,
)
def run_stage(stage: str, recording: str) -> State[None]:
    """Run one stage of the visit in work; the state it ends in says its counts, or its code.

    A state, not an exception: Prefect would store the exception and log its traceback.
    """
    work = _in_work.get()
    try:
        work.outcome = work.visit.run(work.step, work.progress)
    except TrialvoiceError as error:
        work.error = error
    except Exception as error:  # noqa: BLE001 - Prefect stores messages in plain text; its type is safe
        work.error = _unforeseen(error, f"{stage} {recording}")
    if work.error is not None:
        return Failed(message=f"{work.error.code} {recording}")
    return Completed(message=counts_in_words(work.outcome))


def as_task(visit: VisitRun, step: Stage[Any], progress: Progress) -> StageOutcome:
    """Run a stage as a Prefect task of its name. Raises the TrialvoiceError that ended it."""
    work = _InWork(visit, step, progress)
    token = _in_work.set(work)
    try:
        named = run_stage.with_options(name=step.name, tags=TAGS.get(step.name, ()))
        named(step.name, visit.recording.recording, return_state=True)
    finally:
        _in_work.reset(token)
    if work.outcome is None:
        raise work.error or EngineError(
            NOT_RUN, "Prefect did not run the stage", place=visit.recording.recording, remedy="run it again"
        )
    return work.outcome


def counts_in_words(outcome: StageOutcome | None) -> str:
    """`words 310, turns 24`."""
    return ", ".join(f"{name} {count}" for name, count in outcome.counts.items()) if outcome else ""


def at_boundary(ids: str, work: Callable[[], State[None]]) -> State[None]:
    """The state that a flow's work ends in; an error becomes a failed state with its code and `ids`."""
    try:
        return work()
    except TrialvoiceError as error:
        log.error("flow=%s event=failed code=%s", ids, error.code)
        code = error.code
    except Exception as error:  # noqa: BLE001 - Prefect stores messages in plain text; its type is safe
        code = _unforeseen(error, ids).code
    return Failed(message=f"{code} {ids}")


def verdict(statuses: Iterable[Status]) -> State[None]:
    """Completed where every recording is done; else failed, naming codes and recordings."""
    ended = list(statuses)
    bad = [status for status in ended if status.state == "failed"]
    if not bad:
        return Completed(message=f"done {len(ended)}")
    named = ", ".join(f"{status.code} {status.recording}" for status in bad[:_NAMED_FAILURES])
    more = f", and {len(bad) - _NAMED_FAILURES} more" if len(bad) > _NAMED_FAILURES else ""
    count = f"failed {len(bad)} of {len(ended)}: " if len(ended) > 1 else ""
    return Failed(message=f"{count}{named}{more}")


def _unforeseen(error: Exception, ids: str) -> EngineError:
    kind = type(error).__name__
    log.error("flow=%s event=unforeseen kind=%s", ids, kind)
    return EngineError(
        UNFORESEEN,
        f"the work failed unexpectedly ({kind})",
        place=ids,
        remedy="run `trialvoice visit` on this recording with TRIALVOICE_DEBUG=1, and report it",
    )
