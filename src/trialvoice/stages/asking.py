"""What the language model claims of a visit: of adverse events first, which safety waits for."""

from trialvoice.core.identity import digest
from trialvoice.safe.asking.ask import Answers, Budgeted
from trialvoice.safe.confidence import confidence_hashes
from trialvoice.safe.extract import ask_about, ask_safety, identity_hashes
from trialvoice.stage import Progress, Stage, VisitRun
from trialvoice.stages.redaction import REDACT


def _safety(visit: VisitRun, progress: Progress) -> Answers:
    model = Budgeted(visit.engines.language_model, visit.engines.settings.llm_budget_tokens)
    return ask_safety(visit.read(REDACT).safe, visit.study, model, progress)


def asked_of(visit: VisitRun) -> dict[str, object]:
    """All that shapes the language model's answers besides the transcript."""
    return {
        "study": digest(visit.study),
        "visit": visit.recording.visit,
        # How answers are weighed later does not shape them.
        "questions": {name: sha256 for name, sha256 in identity_hashes().items() if name not in confidence_hashes()},
        "model": visit.engines.models()["llm"],
        "engine": visit.engines.settings.resolved_llm,
        "url": visit.engines.settings.llm_url,
    }


SAFETY = Stage(
    "safety",
    1,
    Answers,
    reads=(REDACT,),
    params=asked_of,
    make=_safety,
    counts=lambda made: {"claims": len(made.claims), "requests": made.tokens.requests},
)


def _ask(visit: VisitRun, progress: Progress) -> Answers:
    told = visit.read(SAFETY)
    model = Budgeted(visit.engines.language_model, visit.engines.settings.llm_budget_tokens, told.tokens)
    planned = visit.study.visit(visit.recording.visit)
    return ask_about(visit.read(REDACT).safe, visit.study, planned, model, progress, told)


ASK = Stage(
    "ask",
    3,
    Answers,
    reads=(REDACT, SAFETY),
    params=asked_of,
    make=_ask,
    counts=lambda made: {"claims": len(made.claims), "requests": made.tokens.requests},
)
