"""From a safe transcript and the model's claims to findings: screened, coded, doubted and written down."""

from collections import Counter

from trialvoice.core.errors import TrialvoiceError
from trialvoice.core.findings import Finding
from trialvoice.core.identity import code_version, digest, digest_of_text
from trialvoice.core.records import Record
from trialvoice.core.results import RunIdentity, VisitResult
from trialvoice.safe.asking.ask import Budgeted
from trialvoice.safe.asking.confirm import NO_LOOKS, SecondLooks, SecondOpinion, confirm
from trialvoice.safe.coding.choosing import Choices, Chooser, choose
from trialvoice.safe.coding.coder import Coder
from trialvoice.safe.extract import conclude, identity_hashes, screen
from trialvoice.safe.extracted import Extracted
from trialvoice.screened import Screened
from trialvoice.stage import Progress, Stage, VisitRun
from trialvoice.stages.asking import ASK, SAFETY, asked_of
from trialvoice.stages.hearing import DIARIZE, INTAKE
from trialvoice.stages.redaction import REDACT, pass_the_gate


class _Earlier(Record):
    """Adverse events of the subject's earlier visits, oldest first, as far as these are finished or screened."""

    findings: tuple[Finding, ...]


def _earlier(visit: VisitRun) -> _Earlier:
    def look() -> _Earlier:
        before = [other for other in visit.others if other.recording.recorded_at < visit.recording.recorded_at]
        before.sort(key=lambda other: other.recording.recorded_at)
        return _Earlier(findings=tuple(finding for other in before for finding in _found_in(other)))

    return visit.once("earlier", look)


def _found_in(other: VisitRun) -> tuple[Finding, ...]:
    try:
        result = other.kept(FINDINGS) or other.kept(SCREEN)
    except TrialvoiceError:
        return ()  # its own run says what is wrong with it
    return tuple(f for f in result.findings if f.value.kind == "adverse_event") if result else ()


def _screen(visit: VisitRun, progress: Progress) -> Screened:
    redaction, row = visit.read(REDACT), visit.recording
    planned = visit.study.visit(row.visit)
    made = Screened(
        recording=row.recording,
        study=row.study,
        site=row.site,
        subject=row.subject,
        visit=row.visit,
        findings=screen(
            redaction.safe,
            visit.study,
            visit.read(SAFETY),
            visit=planned,
            recording=row,
            coder=visit.coder,
            earlier=_earlier(visit).findings,
        ),
    )
    pass_the_gate(visit, {"screened.json": made.model_dump_json()})
    return made


SCREEN = Stage(
    "screen",
    1,
    Screened,
    reads=(REDACT, SAFETY),
    params=lambda visit: {
        "code": code_version(),
        "gate": visit.study.deidentify.gate_threshold,
        "recording": visit.recording.model_dump_json(exclude={"audio"}),
        "earlier": digest(_earlier(visit)),
    },
    make=_screen,
    counts=lambda made: {"events": len(made.findings), "serious": len(made.serious)},
)


def _code(visit: VisitRun, progress: Progress) -> Choices:
    engines, told = visit.engines, visit.read(ASK).tokens
    chooser = Chooser(Budgeted(engines.language_model, engines.settings.llm_budget_tokens, told), engines.embedder)
    return choose(_concluded(visit, visit.coder).findings, visit.read(REDACT).safe, visit.coder, chooser, progress)


def _concluding(visit: VisitRun) -> dict[str, object]:
    """All that shapes what is concluded from the answers."""
    return {
        "code": code_version(),
        "questions": identity_hashes(),
        "dictionaries": visit.coder.hashes,
        "recording": visit.recording.model_dump_json(exclude={"audio"}),
        "earlier": digest(_earlier(visit)),
    }


CODE = Stage(
    "code",
    1,
    Choices,
    reads=(REDACT, ASK),
    params=lambda visit: asked_of(visit) | _concluding(visit) | {"meaning": visit.engines.models()["meaning"]},
    make=_code,
    counts=lambda made: {"terms": len(made.choices), "requests": made.tokens.requests},
)


def _coded(visit: VisitRun) -> Extracted:
    """Findings with the dictionary terms that were chosen, before anybody doubted them."""
    choices = visit.read(CODE)
    return _concluded(visit, visit.coder.choosing(choices.choices)).chosen(choices)


def _confirm(visit: VisitRun, progress: Progress) -> SecondLooks:
    opinion = visit.engines.second_opinion
    if opinion is None:
        return NO_LOOKS
    found = _coded(visit)
    second = SecondOpinion(
        Budgeted(opinion.model, visit.engines.settings.llm_budget_tokens, found.tokens), opinion.below
    )
    return confirm(found.findings, visit.read(REDACT).safe, visit.study, second, progress)


def _concluded(visit: VisitRun, coder: Coder) -> Extracted:
    row = visit.recording
    return conclude(
        visit.read(REDACT).safe,
        visit.study,
        visit.read(ASK),
        visit=visit.study.visit(row.visit),
        recording=row,
        listed=visit.engines.interactions,
        coder=coder,
        earlier=_earlier(visit).findings,
    )


def _second(visit: VisitRun) -> dict[str, object]:
    """Who gives a second opinion, and on what; nothing where nobody is asked."""
    settings = visit.engines.settings
    if settings.resolved_second_llm == "none":
        return {}
    return {
        "model": visit.engines.models()["second_llm"],
        "engine": settings.resolved_second_llm,
        "url": settings.second_llm_url,
        "below": settings.second_llm_below,
    } | _concluding(visit)


CONFIRM = Stage(
    "confirm",
    1,
    SecondLooks,
    reads=(REDACT, ASK, CODE),
    params=_second,
    make=_confirm,
    counts=lambda made: {"looks": len(made.looks), "requests": made.tokens.requests},
)


def identity_of(visit: VisitRun) -> RunIdentity:
    """All that this visit's outputs come from."""
    shaping = {"device", "transcriber", "diarizer", "vad", "recognizer", "llm", "llm_url", "llm_model"}
    shaping |= {"second_llm", "second_llm_url", "second_llm_model", "second_llm_below"}
    return RunIdentity(
        code_version=code_version(),
        study_sha256=digest(visit.study),
        audio_sha256=visit.audio_sha256,
        models=visit.engines.models(),
        questions=identity_hashes() | visit.engines.listed_hashes() | visit.coder.hashes,
        engines=visit.engines.names(),
        settings_sha256=digest_of_text(visit.engines.settings.model_dump_json(include=shaping)),
    )


def _findings(visit: VisitRun, progress: Progress) -> VisitResult:
    redaction, row = visit.read(REDACT), visit.recording
    found = _coded(visit).looked_at(visit.read(CONFIRM))
    replaced = Counter(span.type for span in redaction.spans)
    return VisitResult(
        recording=row.recording,
        study=row.study,
        site=row.site,
        subject=row.subject,
        visit=row.visit,
        duration=visit.read(INTAKE).duration,
        identity=identity_of(visit),
        findings=found.findings,
        forms=found.forms,
        not_deviations=found.not_deviations,
        queries=found.queries,
        compliance=found.compliance,
        counts=found.counts | {f"redacted_{kind}": count for kind, count in sorted(replaced.items())},
        tokens=found.tokens,
        warnings=(*visit.read(DIARIZE).warnings, *found.warnings),
        mentions=found.mentions,
        named=found.named,
    )


FINDINGS = Stage(
    "findings",
    3,
    VisitResult,
    reads=(INTAKE, DIARIZE, REDACT, ASK, CODE, CONFIRM),
    params=lambda visit: {
        "identity": digest(identity_of(visit)),
        "recording": visit.recording.model_dump_json(exclude={"audio"}),
        "earlier": digest(_earlier(visit)),
    },
    make=_findings,
    counts=lambda made: dict(Counter(finding.value.kind for finding in made.findings)),
)
