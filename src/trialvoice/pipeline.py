"""The way of one visit: every stage, in order, stated once.

`STAGES` is walked by `trialvoice run`, by the commands that stop half-way, and by the Prefect flows.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Annotated, Any

from pydantic import ConfigDict, Field

from trialvoice.core.audio import Waveform
from trialvoice.core.errors import TrialvoiceError
from trialvoice.core.findings import Finding, RunIdentity, VisitResult
from trialvoice.core.identity import code_version, digest
from trialvoice.core.records import Record, SafeTranscript, Transcript, Word
from trialvoice.core.roster import KnownValue
from trialvoice.core.study import Study
from trialvoice.phi.diarize import Diarization, diarize
from trialvoice.phi.intake import Intake
from trialvoice.phi.roles import assign_roles
from trialvoice.phi.transcribe import SpeechOptions, Transcription, hear_stretches, transcribe
from trialvoice.phi.turns import make_turns
from trialvoice.redact.finding.find import find
from trialvoice.redact.finding.known import known_values
from trialvoice.redact.gate.hear_again import silenced, silenced_and_heard
from trialvoice.redact.gate.sound import Stretch
from trialvoice.redact.gate.verify import verify
from trialvoice.redact.policy import Policy, default_policy
from trialvoice.redact.replacing.dates import Calendar
from trialvoice.redact.replacing.disguise import Disguise, disguise_of
from trialvoice.redact.replacing.replace import replace_transcript, vault_of
from trialvoice.redact.replacing.vault import Vault
from trialvoice.redact.spans import Span
from trialvoice.release import AUDIO, TRANSCRIPT, Published, release_of
from trialvoice.safe.asking.ask import Answers, Budgeted
from trialvoice.safe.asking.confirm import NO_LOOKS, SecondLooks, SecondOpinion, confirm
from trialvoice.safe.coding.choosing import Choices, Chooser, choose
from trialvoice.safe.coding.coder import Coder
from trialvoice.safe.confidence import confidence_hashes
from trialvoice.safe.extract import Extracted, ask_about, ask_safety, conclude, identity_hashes, screen
from trialvoice.screened import Screened
from trialvoice.stage import Progress, Stage, VisitRun


def _intake(visit: VisitRun, progress: Progress) -> Intake:
    return visit.taken_in[0]


INTAKE = Stage(
    "intake",
    1,
    Intake,
    reads=(),
    params=lambda visit: {
        "audio": visit.audio_sha256,
        "consent": visit.recording.consent,
        "max_minutes": visit.study.study.max_minutes,
    },
    make=_intake,
    counts=lambda made: {"seconds": made.duration // 1000},
)


def _transcribe(visit: VisitRun, progress: Progress) -> Transcription:
    engines = visit.engines
    return transcribe(
        visit.waveform,
        speech_options(visit.study),
        vad=engines.vad,
        transcriber=engines.transcriber,
        progress=progress,
    )


def speech_options(study: Study) -> SpeechOptions:
    """What the recogniser is told of a study."""
    about = study.study
    return SpeechOptions(language=about.language, languages=about.languages, vocabulary=study.vocabulary)


TRANSCRIBE = Stage(
    "transcribe",
    2,
    Transcription,
    reads=(INTAKE,),
    params=lambda visit: {
        "engine": visit.engines.transcriber_name,
        "model": visit.engines.models()["transcriber"],
        "told": speech_options(visit.study).model_dump_json(),
    },
    make=_transcribe,
    counts=lambda made: {"words": len(made.words)} | dict(Counter(window.state for window in made.windows)),
)


def _diarize(visit: VisitRun, progress: Progress) -> Diarization:
    return diarize(
        visit.waveform,
        speakers=len(visit.recording.participants) or None,
        diarizer=visit.engines.diarizer,
        progress=progress,
    )


DIARIZE = Stage(
    "diarize",
    2,
    Diarization,
    reads=(INTAKE,),
    params=lambda visit: {
        "engine": visit.engines.settings.diarizer,
        "models": [visit.engines.models()[name] for name in ("segmentation-3.0", "campplus")],
        "speakers": len(visit.recording.participants),
    },
    make=_diarize,
    counts=lambda made: {"speakers": len({span.speaker for span in made.spans})},
)


def _turns(visit: VisitRun, progress: Progress) -> Transcript:
    turns = make_turns(visit.recording.recording, visit.read(TRANSCRIBE), visit.read(DIARIZE))
    return assign_roles(turns, visit.recording.participants)


TURNS = Stage(
    "turns",
    3,
    Transcript,
    reads=(TRANSCRIBE, DIARIZE),
    params=lambda visit: {"participants": visit.recording.participants},
    make=_turns,
    counts=lambda made: {"turns": len(made.turns)},
)


def roster_of(visit: VisitRun) -> tuple[KnownValue, ...]:
    """What is known of people and places before a recording is heard, to be found in any spelling."""
    return (*staff_and_sites(visit.study), *visit.known)


def staff_and_sites(study: Study) -> tuple[KnownValue, ...]:
    """The identifiers that the study file itself names."""
    staff = (KnownValue(type="NAME", value=name) for site in study.sites for name in site.staff)
    return (*(KnownValue(type="ORGANISATION", value=site.name) for site in study.sites), *staff)


def policy_of(visit: VisitRun) -> Policy:
    """The gate's policy with the study's threshold and the names of its medicines, which stay."""
    study = visit.study
    medicines = [name for entry in study.prohibited for name in (entry.name, *entry.synonyms)]
    own = (study.study.drug, *study.study.drug_names, *medicines, *study.vocabulary)
    return default_policy().allowing(*own).at(study.deidentify.threshold)


def _search(visit: VisitRun, known: tuple[KnownValue, ...] = ()) -> tuple[Span, ...]:
    return find(
        _texts(visit),
        recognizer=visit.engines.recognizer,
        policy=policy_of(visit),
        roster=roster_of(visit),
        known=known,
    )


def _texts(visit: VisitRun) -> list[str]:
    return [turn.text for turn in visit.read(TURNS).turns]


class Found(Record):
    """The identifiers of a recording as far as it tells them itself, and those that others should look for."""

    spans: tuple[Span, ...]
    known: tuple[KnownValue, ...]


def _find(visit: VisitRun, progress: Progress) -> Found:
    spans = _search(visit)
    return Found(spans=spans, known=known_values(_texts(visit), spans))


FIND = Stage(
    "find",
    2,
    Found,
    reads=(TURNS,),
    params=lambda visit: {
        "policy": default_policy().version,
        "threshold": visit.study.deidentify.threshold,
        "allowed": sorted(policy_of(visit).stays ^ default_policy().stays),
        "roster": _digest("\n".join(known.model_dump_json() for known in roster_of(visit))),
        "model": visit.engines.models()["nlp"],
    },
    make=_find,
    counts=lambda made: {"identifiers": len(made.spans)},
)


class Spans(Record):
    """All identifiers of a recording."""

    spans: tuple[Span, ...]


def _spans(visit: VisitRun) -> Spans:
    """Those it tells itself, and those that the subject's other recordings tell."""

    def look() -> Spans:
        told = _told(visit)
        return Spans(spans=_search(visit, told) if told else visit.read(FIND).spans)

    return visit.once("spans", look)


def _told(visit: VisitRun) -> tuple[KnownValue, ...]:
    """What the subject's other recordings tell, as far as they were searched already."""
    return tuple(dict.fromkeys(known for other in visit.others for known in _told_by(other)))


def _told_by(other: VisitRun) -> tuple[KnownValue, ...]:
    try:
        found = other.kept(FIND)
    except TrialvoiceError:
        return ()  # its own run says what is wrong with it
    return found.known if found else ()


class Redaction(Record):
    """The safe transcript, and what only the private zone may know: which spans and values it replaced."""

    safe: SafeTranscript
    spans: tuple[Span, ...]
    vault: Vault


def _redact(visit: VisitRun, progress: Progress) -> Redaction:
    transcript, spans, disguise = visit.read(TURNS), _spans(visit).spans, _disguise(visit)
    safe = replace_transcript(transcript, spans, disguise)
    return Redaction(safe=safe, spans=spans, vault=vault_of(transcript, spans, disguise))


def _disguise(visit: VisitRun) -> Disguise:
    """What stands in place of the subject's identifiers."""
    row = visit.recording
    calendar = Calendar.of(row.recorded_at.date(), row.day1, visit.study.study.language)
    return disguise_of(visit.study.deidentify, visit.secrets, calendar, _known(visit))


def _known(visit: VisitRun) -> tuple[KnownValue, ...]:
    """All that is known of people and places before this recording is searched."""
    return (*roster_of(visit), *_told(visit))


def _shaping(visit: VisitRun) -> dict[str, object]:
    """All that shapes what stands in place of the identifiers, where that is more than a tag."""
    chosen, row = visit.study.deidentify, visit.recording
    if chosen.replace == chosen.dates == "tags":
        return {}
    return {
        "replace": chosen.replace,
        "dates": chosen.dates,
        "recorded_on": str(row.recorded_at.date()),
        "day1": str(row.day1),
        "known": _digest("\n".join(known.model_dump_json() for known in _known(visit))),
    }


REDACT = Stage(
    "redact",
    3,
    Redaction,
    reads=(TURNS, FIND),
    # The spans themselves: what another recording tells and this one does not say changes nothing.
    params=lambda visit: {"spans": digest(_spans(visit))} | _shaping(visit),
    make=_redact,
    counts=lambda made: dict(Counter(span.type for span in made.spans)),
)


class RedactedSound(Record):
    """The recording with a tone over every identifier, as a file that a browser plays."""

    model_config = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")

    data: Annotated[bytes, Field(repr=False)]
    widened: int = 0
    """How many identifiers could be heard still, and got a longer tone."""


def _sound(visit: VisitRun, progress: Progress) -> RedactedSound:
    chosen, spans = visit.study.deidentify, visit.read(REDACT).spans
    if chosen.hear_again:
        made = silenced_and_heard(visit.waveform, visit.read(TURNS), spans, chosen.margin_ms, partial(_hear, visit))
    else:
        made = silenced(visit.waveform, visit.read(TURNS), spans, chosen.margin_ms)
    return RedactedSound(data=visit.engines.encoder.encode(made.waveform), widened=made.widened)


def _hear(visit: VisitRun, sound: Waveform, stretches: Sequence[Stretch]) -> Sequence[Word]:
    return hear_stretches(sound, tuple(stretches), speech_options(visit.study), visit.engines.transcriber)


def _listener(visit: VisitRun) -> dict[str, object] | None:
    """Who hears the redacted sound again: another recogniser may make out more."""
    return TRANSCRIBE.params(visit) if visit.study.deidentify.hear_again else None


SOUND = Stage(
    "sound",
    2,
    RedactedSound,
    reads=(INTAKE, TURNS, REDACT),
    params=lambda visit: {"margin_ms": visit.study.deidentify.margin_ms, "heard_by": _listener(visit)},
    make=_sound,
    counts=lambda made: {"kilobytes": len(made.data) // 1000, "widened": made.widened},
)


def _safety(visit: VisitRun, progress: Progress) -> Answers:
    model = Budgeted(visit.engines.language_model, visit.engines.settings.llm_budget_tokens)
    return ask_safety(visit.read(REDACT).safe, visit.study, model, progress)


def _asked_of(visit: VisitRun) -> dict[str, object]:
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
    params=_asked_of,
    make=_safety,
    counts=lambda made: {"claims": len(made.claims), "requests": made.tokens.requests},
)


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
    _pass_the_gate(visit, {"screened.json": made.model_dump_json()})
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
    params=_asked_of,
    make=_ask,
    counts=lambda made: {"claims": len(made.claims), "requests": made.tokens.requests},
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
    params=lambda visit: _asked_of(visit) | _concluding(visit) | {"meaning": visit.engines.models()["meaning"]},
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
        settings_sha256=_digest(visit.engines.settings.model_dump_json(include=shaping)),
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


def _report(visit: VisitRun, progress: Progress) -> Published:
    redaction = visit.read(REDACT)
    sound = visit.read(SOUND).data
    files = release_of(visit.read(FINDINGS), redaction.safe, sound, visit.study)
    _pass_the_gate(visit, _read_as_text(files, redaction.safe, visit.engines.encoder.tags(sound)))
    visit.store.publish(visit.key(REPORT), files)
    return Published(files={name: hashlib.sha256(data).hexdigest() for name, data in files.items()})


def _pass_the_gate(visit: VisitRun, files: Mapping[str, str | bytes]) -> None:
    """Raise GateError TV501 where a file holds an identifier."""
    verify(
        files,
        vault=visit.read(REDACT).vault,
        roster=roster_of(visit),
        recognizer=visit.engines.recognizer,
        threshold=visit.study.deidentify.gate_threshold,
        own=(visit.recording.recording, visit.recording.subject, visit.recording.study),
    )


def _read_as_text(files: Mapping[str, bytes], safe: SafeTranscript, tags: Mapping[str, str]) -> dict[str, str | bytes]:
    """What the gate reads: compressed sound is no text, but its tags are, and words are read as turns too."""
    turns = "\n".join(turn.text for turn in safe.turns)
    told = "\n".join(f"{name} {value}" for name, value in tags.items())
    return {**files, AUDIO: told, f"{TRANSCRIPT} by turns": turns}


REPORT: Stage[Published] = Stage(
    "report",
    3,
    Published,
    reads=(REDACT, SOUND, FINDINGS),
    params=lambda visit: {"code": code_version(), "gate": visit.study.deidentify.gate_threshold},
    make=_report,
    counts=lambda made: {"files": len(made.files)},
    intact=lambda visit: visit.store.published(visit.key(REPORT)),
)

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


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
