"""From a safe transcript to findings and filled forms: one call for the command line and the pipeline.

`ask_about` puts the questions to the model, `conclude` does the rest without it, and `extract` does both.
Only what is asserted as present becomes an adverse event, and for medicines what was taken before as well;
what was denied, feared, long past or somebody else's is counted under `mentions_*`, not shown as a finding.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from trialvoice.core.findings import KINDS, Evidence, FilledItem, Finding, Mentioned, Tokens
from trialvoice.core.recordings import Recording
from trialvoice.core.records import Record, SafeTranscript
from trialvoice.core.study import Study, Visit
from trialvoice.safe.asking.ask import NO_ANSWERS, Answers, Claim, LanguageModel, Progress, ask
from trialvoice.safe.asking.ground import Grounder
from trialvoice.safe.asking.pointed import only_pointed_at
from trialvoice.safe.asking.questions import question_hashes
from trialvoice.safe.deviations.rules import deviations
from trialvoice.safe.doses.doses import missed_doses
from trialvoice.safe.drafts import Draft, numbered
from trialvoice.safe.events.events import adverse_events
from trialvoice.safe.events.laboratory import abnormal_results
from trialvoice.safe.events.problems import Judged, judged
from trialvoice.safe.events.symptoms import mentions
from trialvoice.safe.forms import crf
from trialvoice.safe.forms.vitals import read_vitals
from trialvoice.safe.language.cue_file import cue_hashes
from trialvoice.safe.language.dialogue import Dialogue
from trialvoice.safe.lexicon import lexicon
from trialvoice.safe.medicines.medication import medications
from trialvoice.safe.response.response import responses


class Extracted(Record):
    """All that was found in one visit."""

    findings: tuple[Finding, ...]
    mentions: tuple[Mentioned, ...]
    forms: tuple[FilledItem, ...]
    counts: dict[str, int]
    tokens: Tokens
    warnings: tuple[str, ...]


def extract(
    transcript: SafeTranscript,
    study: Study,
    *,
    visit: Visit | None = None,
    recording: Recording | None = None,
    model: LanguageModel | None = None,
    progress: Progress = lambda _: None,
) -> Extracted:
    """Findings and forms of one visit.

    visit: without it, rules about a visit are skipped and the forms of all visits are read.
    recording: its times set when the site became aware of a serious event, and prove a visit out of window.
    model: without it the rules stand alone. Raises EngineError.
    """
    answers = ask_about(transcript, study, visit, model, progress) if model else NO_ANSWERS
    return conclude(transcript, study, answers, visit=visit, recording=recording)


def ask_about(
    transcript: SafeTranscript,
    study: Study,
    visit: Visit | None,
    model: LanguageModel,
    progress: Progress = lambda _: None,
) -> Answers:
    """What the language model claims of the visit. Raises EngineError."""
    still_open = crf.open_text_items(Dialogue(transcript), crf.forms_for(study, visit))
    return ask(transcript, study, still_open, model, progress)


def conclude(
    transcript: SafeTranscript,
    study: Study,
    answers: Answers = NO_ANSWERS,
    *,
    visit: Visit | None = None,
    recording: Recording | None = None,
) -> Extracted:
    """Findings by rules, with the model's claims grounded and weighed. Deterministic."""
    dialogue = Dialogue(transcript)
    grounded = _grounded(dialogue, answers.claims)
    history = _before_first_dose(visit)
    problems = (
        *judged(dialogue, mentions(dialogue, study), before_first_dose=history),
        *abnormal_results(dialogue, before_first_dose=history),
    )
    drafts = _drafts(dialogue, study, visit, recording, problems, grounded)
    forms = crf.forms_for(study, visit)
    vitals = read_vitals(dialogue)
    claimed = {topic.removeprefix("crf:"): proofs[0] for topic, proofs in grounded.items() if topic.startswith("crf:")}
    read = crf.read_forms(dialogue, forms, vitals, claimed)
    findings = numbered((*drafts, *vitals.drafts, *read.drafts), dialogue)
    return Extracted(
        findings=findings,
        mentions=tuple(_mentioned(dialogue, problem) for problem in problems),
        forms=crf.fill(forms, findings, read.notes),
        counts=_counts(findings, problems, answers, grounded),
        tokens=answers.tokens,
        warnings=(*transcript.warnings, *answers.warnings),
    )


def identity_hashes() -> dict[str, str]:
    """Questions and word lists with their SHA-256, for the identity of a run."""
    return {**question_hashes(), **lexicon().sha256, **cue_hashes()}


def _drafts(
    dialogue: Dialogue,
    study: Study,
    visit: Visit | None,
    recording: Recording | None,
    problems: Sequence[Judged],
    grounded: Mapping[str, tuple[Evidence, ...]],
) -> tuple[Draft, ...]:
    events = adverse_events(dialogue, problems, study, recording, grounded.get("adverse_event", ()))
    if _before_first_dose(visit):
        events = ()
    present = [p.mention for p in problems if p.verdict.assertion == "present"]
    taken = medications(dialogue, study, present, grounded.get("concomitant_medication", ()))
    missed = () if _before_first_dose(visit) else missed_doses(dialogue, study)
    pointed = only_pointed_at(
        dialogue,
        study,
        () if _before_first_dose(visit) else grounded.get("adverse_event", ()),
        grounded.get("concomitant_medication", ()),
        (*events, *taken),
    )
    taken = (*taken, *(d for d in pointed if d.value.kind == "concomitant_medication"))
    events = (*events, *(d for d in pointed if d.value.kind == "adverse_event"))
    broken = deviations(dialogue, study, visit, recording, (*taken, *missed))
    told = () if _before_first_dose(visit) else responses(dialogue, study)
    return (*events, *taken, *missed, *broken, *told)


def _before_first_dose(visit: Visit | None) -> bool:
    """What was before the study drug is history, not an event."""
    return visit is not None and visit.day is not None and visit.day <= 1


def _mentioned(dialogue: Dialogue, problem: Judged) -> Mentioned:
    mention, answer = problem.mention, problem.verdict.answer
    named = dialogue.evidence(mention.sentence.at, mention.start, mention.end)
    answered = (dialogue.evidence(answer.at, answer.start, answer.end),) if answer else ()
    return Mentioned(term=mention.term, assertion=problem.verdict.assertion, evidence=(named, *answered))


def _grounded(dialogue: Dialogue, claims: Sequence[Claim]) -> dict[str, tuple[Evidence, ...]]:
    """Claims by topic whose words stand in the transcript."""
    grounder = Grounder(dialogue)
    found: dict[str, tuple[Evidence, ...]] = {}
    for claim in claims:
        if proof := grounder.ground(claim.quote, claim.turn):
            found[claim.topic] = (*found.get(claim.topic, ()), proof)
    return found


def _counts(
    findings: Sequence[Finding],
    problems: Sequence[Judged],
    answers: Answers,
    grounded: Mapping[str, tuple[Evidence, ...]],
) -> dict[str, int]:
    kinds: Counter[str] = Counter(finding.value.kind for finding in findings)
    asserted: Counter[str] = Counter(problem.verdict.assertion for problem in problems)
    kept = sum(len(proofs) for proofs in grounded.values())
    return {
        **{kind: kinds.get(kind, 0) for kind in KINDS},
        **{f"mentions_{name}": asserted.get(name, 0) for name in ("denied", "past", "hypothetical", "someone_else")},
        "claims": len(answers.claims),
        "claims_rejected": len(answers.claims) - kept,
        "answers_unreadable": answers.rejected,
    }
