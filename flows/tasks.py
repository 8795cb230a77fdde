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
TAGS: Mapping[str, tuple[str, ...]] = {"transcribe": ("asr",), "diarize": ("asr",), "ask": ("llm",)}
"""Stages that take turns at the processor or GPU, and at the model server."""
LIMITS = {"asr": 1, "llm": 1}
UNFORESEEN = "TV499"
_NAMED_FAILURES = 20


class StageFailed(Exception):  # noqa: N818 - Prefect shows this name to a site monitor
    """A stage's failure as far as Prefect may know it: `TV203 visit-03`."""

    def __init__(self, code: str, recording: str) -> None:
        super().__init__(f"{code} {recording}")


@dataclass
class _InWork:
    """What a task needs beside ids, handed over inside the process."""

    visit: VisitRun
    step: Stage[Any]
    progress: Progress
    error: TrialvoiceError | None = None


_in_work: ContextVar[_InWork] = ContextVar("in_work")


@task(
    task_run_name="{stage} {recording}",
    cache_policy=NO_CACHE,
    persist_result=False,
    log_prints=False,
    retries=0,
)
def run_stage(stage: str, recording: str) -> StageOutcome:
    """Run one stage of the visit in work. Raises StageFailed."""
    work = _in_work.get()
    try:
        return work.visit.run(work.step, work.progress)
    except TrialvoiceError as error:
        work.error = error
    except Exception as error:  # noqa: BLE001 - Prefect stores messages in plain text; its type is safe
        work.error = _unforeseen(error, f"{stage} {recording}")
    # Raised out of the handlers, so that it carries no context at all.
    raise StageFailed(work.error.code, recording)


def as_task(visit: VisitRun, step: Stage[Any], progress: Progress) -> StageOutcome:
    """Run a stage as a Prefect task of its name. Raises the TrialvoiceError that ended it."""
    work = _InWork(visit, step, progress)
    token = _in_work.set(work)
    try:
        named = run_stage.with_options(name=step.name, tags=TAGS.get(step.name, ()))
        return named(step.name, visit.recording.recording)
    except StageFailed:
        if work.error is None:
            raise
        raise work.error from None
    finally:
        _in_work.reset(token)


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
