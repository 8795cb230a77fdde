"""The way of one visit: every stage, in order, stated once.

`STAGES` is walked by `trialvoice run`, by the commands that stop half-way, and by the Prefect flows.
"""

from typing import Any

from trialvoice.stage import Stage
from trialvoice.stages.asking import ASK, SAFETY
from trialvoice.stages.findings import CODE, CONFIRM, FINDINGS, SCREEN
from trialvoice.stages.hearing import DIARIZE, INTAKE, TRANSCRIBE, TURNS
from trialvoice.stages.identifiers import FIND
from trialvoice.stages.redaction import REDACT, SOUND
from trialvoice.stages.report import REPORT

STAGES: tuple[Stage[Any], ...] = (
    INTAKE,
    TRANSCRIBE,
    DIARIZE,
    TURNS,
    FIND,
    REDACT,
    SOUND,
    SAFETY,
    ASK,
    CODE,
    CONFIRM,
    FINDINGS,
    REPORT,
)
TRIAGE: tuple[Stage[Any], ...] = (*STAGES[: STAGES.index(REDACT) + 1], SAFETY, SCREEN)
"""What safety needs first. The full run afterwards finds all of it done but the screening, which it needs not."""
