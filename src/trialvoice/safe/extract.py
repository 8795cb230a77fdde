"""From a safe transcript to findings and filled forms: one call for the command line and the pipeline.

`ask_about` puts the questions to the model, `conclude` does the rest without it, and `extract` does both, with what
is asked about the findings afterwards: a term in a dictionary (`choose`), a second opinion (`confirm`).
Only what is asserted as present becomes an adverse event, and for medicines what was taken before as well;
what was denied, feared, long past or somebody else's is counted under `mentions_*`, not shown as a finding.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial

from trialvoice.core.cdisc import cdisc_hash
from trialvoice.core.findings import KINDS, Evidence, Finding
from trialvoice.core.interaction_list import PairList
from trialvoice.core.recordings import Recording
from trialvoice.core.records import SafeTranscript
from trialvoice.core.results import Compliance, Mentioned
from trialvoice.core.study import Study, Visit
from trialvoice.safe.asking.ask import (
    NO_ANSWERS,
    SAFETY,
    Answers,
    LanguageModel,
    Progress,
    ask,
    together,
)
from trialvoice.safe.asking.claims import Proven, proven
from trialvoice.safe.asking.confirm import SecondOpinion, confirm
from trialvoice.safe.asking.pointed import only_pointed_at
from trialvoice.safe.asking.questions import question_hashes
from trialvoice.safe.coding.choosing import Chooser, choose
from trialvoice.safe.coding.coder import Coder, shipped_coder
from trialvoice.safe.confidence import confidence_hashes
from trialvoice.safe.deviations.compliance import compliance, low_or_high
from trialvoice.safe.deviations.eligibility import eligibility_deviations
from trialvoice.safe.deviations.late_reports import late_reports
from trialvoice.safe.deviations.ruled_out import not_deviations
from trialvoice.safe.deviations.rules import deviations
from trialvoice.safe.doses.doses import missed_doses
from trialvoice.safe.drafts import Draft, in_order, numbered
from trialvoice.safe.events.asked_after import asked_after
from trialvoice.safe.events.earlier import earlier_events
from trialvoice.safe.events.events import adverse_events
from trialvoice.safe.events.first_dose import given_now
from trialvoice.safe.events.indication import indication_terms, names_indication
from trialvoice.safe.events.laboratory import abnormal_results
from trialvoice.safe.events.named_anew import named_anew
from trialvoice.safe.events.problems import Judged, judged
from trialvoice.safe.events.symptoms import mentions
from trialvoice.safe.extracted import Extracted
from trialvoice.safe.follow_up.queries import MOST, queries
from trialvoice.safe.follow_up.said import follow_ups
from trialvoice.safe.forms import crf
from trialvoice.safe.forms.vitals import read_vitals
from trialvoice.safe.history.history import medical_history
from trialvoice.safe.language.cue_file import cue_hashes
from trialvoice.safe.language.dialogue import Dialogue
from trialvoice.safe.lexicon import lexicon
from trialvoice.safe.medicines.interactions import interactions
from trialvoice.safe.medicines.medication import medications
from trialvoice.safe.mood.mood import moods
from trialvoice.safe.response.response import responses


def extract(
    transcript: SafeTranscript,
    study: Study,
    *,
    visit: Visit | None = None,
    recording: Recording | None = None,
    model: LanguageModel | None = None,
    listed: PairList | None = None,
    coder: Coder | None = None,
    chooser: Chooser | None = None,
    second: SecondOpinion | None = None,
    progress: Progress = lambda _: None,
    earlier: Sequence[Finding] = (),
) -> Extracted:
    """Findings and forms of one visit.

    visit: without it, rules about a visit are skipped and the forms of all visits are read.
    recording: its times set when the site became aware of a serious event, and prove a visit out of window.
    model: without it the rules stand alone.  second: who is asked about findings in doubt.
    listed: interactions, besides the study's own.  coder: of the study's dictionaries, else the shipped table.
    chooser: who chooses terms that words do not decide.
    earlier: what was found in the same subject's earlier visits, oldest first, for "and that thing of yours?".
    Raises EngineError.
    """
    answers = ask_about(transcript, study, visit, model, progress) if model else NO_ANSWERS
    coder = coder or shipped_coder()
    concluded = partial(
        conclude, transcript, study, answers, visit=visit, recording=recording, listed=listed, earlier=earlier
    )
    found = concluded(coder=coder)
    if chooser is not None:
        choices = choose(found.findings, transcript, coder, chooser)
        found = concluded(coder=coder.choosing(choices.choices)).chosen(choices)
    if second is None:
        return found
    return found.looked_at(confirm(found.findings, transcript, study, second))


def ask_about(
    transcript: SafeTranscript,
    study: Study,
    visit: Visit | None,
    model: LanguageModel,
    progress: Progress = lambda _: None,
    told: Answers | None = None,
) -> Answers:
    """What the language model claims of the visit. told: by `ask_safety`, and not asked again. Raises EngineError."""
    still_open = crf.open_text_items(Dialogue(transcript), crf.forms_for(study, visit))
    if told is None:
        return ask(transcript, study, still_open, model, progress)
    return together(told, ask(transcript, study, still_open, model, progress, lambda topic: topic not in SAFETY))


def ask_safety(
    transcript: SafeTranscript, study: Study, model: LanguageModel, progress: Progress = lambda _: None
) -> Answers:
    """What the language model claims of adverse events alone. Raises EngineError."""
    return ask(transcript, study, (), model, progress, lambda topic: topic in SAFETY)


def screen(
    transcript: SafeTranscript,
    study: Study,
    answers: Answers,
    *,
    visit: Visit,
    recording: Recording,
    coder: Coder | None = None,
    earlier: Sequence[Finding] = (),
) -> tuple[Finding, ...]:
    """The adverse events that `conclude` will find, and nothing else. answers: of `ask_safety`."""
    dialogue = Dialogue(transcript)
    history = _before_first_dose(dialogue, visit)
    problems, _ = _problems(dialogue, study, earlier, before_first_dose=history)
    grounded = proven(dialogue, answers.claims).by_topic
    coder = coder or shipped_coder()
    events, _ = _events_and_medicines(dialogue, study, visit, recording, problems, grounded, coder)
    return numbered(events, dialogue, asked=answers.tokens.requests > 0)


def conclude(
    transcript: SafeTranscript,
    study: Study,
    answers: Answers = NO_ANSWERS,
    *,
    visit: Visit | None = None,
    recording: Recording | None = None,
    listed: PairList | None = None,
    coder: Coder | None = None,
    earlier: Sequence[Finding] = (),
) -> Extracted:
    """Findings by rules, with the model's claims grounded and weighed. Deterministic.

    earlier: what was found in the same subject's earlier visits, oldest first.
    """
    dialogue = Dialogue(transcript)
    claims = proven(dialogue, answers.claims)
    grounded = claims.by_topic
    history = _before_first_dose(dialogue, visit)
    problems, noticed = _problems(dialogue, study, earlier, before_first_dose=history)
    forms = crf.forms_for(study, visit)
    vitals = read_vitals(dialogue)
    claimed = {topic.removeprefix("crf:"): proofs[0] for topic, proofs in grounded.items() if topic.startswith("crf:")}
    read = crf.read_forms(dialogue, forms, vitals, claimed)
    measured = (*vitals.drafts, *read.drafts)
    told = _drafts(dialogue, study, visit, recording, problems, grounded, coder or shipped_coder())
    reached = compliance(study, visit, recording, (*told, *measured))
    broken = _deviations(dialogue, study, visit, recording, (*told, *measured), reached)
    pairs = interactions(dialogue, study, told, listed)
    placed, asked = in_order((*told, *broken, *pairs, *measured)), answers.tokens.requests > 0
    findings = numbered(placed, dialogue, asked=asked)
    filled = crf.fill(forms, findings, read.notes)
    raised = queries(findings, forms, filled)
    return Extracted(
        findings=findings,
        mentions=tuple(_mentioned(dialogue, problem) for problem in problems),
        forms=filled,
        not_deviations=not_deviations(dialogue, study, broken),
        queries=raised[:MOST],
        compliance=reached,
        counts=_counts(findings, problems, answers, claims) | {"queries_left_out": max(len(raised) - MOST, 0)},
        tokens=answers.tokens,
        warnings=(*transcript.warnings, *answers.warnings),
        named=noticed,
        signs={finding.id: draft.signs(dialogue, asked=asked) for finding, draft in zip(findings, placed, strict=True)},
    )


def identity_hashes() -> dict[str, str]:
    """Questions and word lists with their SHA-256, for the identity of a run."""
    return {**question_hashes(), **lexicon().sha256, **cue_hashes(), **cdisc_hash(), **confidence_hashes()}


def _problems(
    dialogue: Dialogue, study: Study, earlier: Sequence[Finding], *, before_first_dose: bool
) -> tuple[tuple[Judged, ...], tuple[str, ...]]:
    """Problems of which something is asserted, and the names of all that are spoken of."""
    noticed = tuple(mentions(dialogue, study))
    named = judged(dialogue, noticed, before_first_dose=before_first_dose)
    results = abnormal_results(dialogue, before_first_dose=before_first_dose)
    known = () if before_first_dose else asked_after(dialogue, named, earlier_events(earlier), indication_terms(study))
    anew = () if before_first_dose else named_anew(dialogue, (*named, *known))
    anew = tuple(item for item in anew if not names_indication(study, item.mention.term))
    problems = (*named, *known, *anew, *results)
    return problems, tuple(sorted({mention.term for mention in noticed}))


def _drafts(
    dialogue: Dialogue,
    study: Study,
    visit: Visit | None,
    recording: Recording | None,
    problems: tuple[Judged, ...],
    grounded: Mapping[str, tuple[Evidence, ...]],
    coder: Coder,
) -> tuple[Draft, ...]:
    events, taken = _events_and_medicines(dialogue, study, visit, recording, problems, grounded, coder)
    missed = () if _before_first_dose(dialogue, visit) else missed_doses(dialogue, study)
    history = medical_history(dialogue, problems)
    told = () if _before_first_dose(dialogue, visit) else responses(dialogue, study)
    return (*events, *taken, *missed, *history, *told, *moods(dialogue), *follow_ups(dialogue))


def _deviations(
    dialogue: Dialogue,
    study: Study,
    visit: Visit | None,
    recording: Recording | None,
    found: Sequence[Draft],
    reached: Compliance | None,
) -> tuple[Draft, ...]:
    broken = deviations(dialogue, study, visit, recording, found)
    unmet = eligibility_deviations(dialogue, study, found) if _before_first_dose(dialogue, visit) else ()
    late = late_reports(dialogue, study, recording, (*found, *broken))
    return (*broken, *unmet, *late, *low_or_high(study, reached, found))


def _events_and_medicines(
    dialogue: Dialogue,
    study: Study,
    visit: Visit | None,
    recording: Recording | None,
    problems: Sequence[Judged],
    grounded: Mapping[str, tuple[Evidence, ...]],
    coder: Coder,
) -> tuple[tuple[Draft, ...], tuple[Draft, ...]]:
    """Both together: what names a medicine is no event that only the model points at."""
    events = adverse_events(dialogue, problems, study, recording, grounded.get("adverse_event", ()), coder)
    if _before_first_dose(dialogue, visit):
        events = ()
    present = [p.mention for p in problems if p.verdict.assertion == "present"]
    taken = medications(dialogue, study, present, grounded.get("concomitant_medication", ()))
    pointed = only_pointed_at(
        dialogue,
        study,
        () if _before_first_dose(dialogue, visit) else grounded.get("adverse_event", ()),
        grounded.get("concomitant_medication", ()),
        (*events, *taken),
        coder,
    )
    taken = (*taken, *(d for d in pointed if d.value.kind == "concomitant_medication"))
    events = (*events, *(d for d in pointed if d.value.kind == "adverse_event"))
    return events, taken


def _before_first_dose(dialogue: Dialogue, visit: Visit | None) -> bool:
    """What was before the study drug is history, not an event; on its first day the talk tells whether it is given."""
    if visit is None or visit.day is None or visit.day > 1:
        return False
    return visit.day < 1 or not any(given_now(sentence.text) for sentence in dialogue.sentences)


def _mentioned(dialogue: Dialogue, problem: Judged) -> Mentioned:
    mention, answer = problem.mention, problem.verdict.answer
    named = dialogue.evidence(mention.sentence.at, mention.start, mention.end)
    answered = (dialogue.evidence(answer.at, answer.start, answer.end),) if answer else ()
    return Mentioned(term=mention.term, assertion=problem.verdict.assertion, evidence=(named, *answered))


def _counts(
    findings: Sequence[Finding],
    problems: Sequence[Judged],
    answers: Answers,
    claims: Proven,
) -> dict[str, int]:
    kinds: Counter[str] = Counter(finding.value.kind for finding in findings)
    asserted: Counter[str] = Counter(problem.verdict.assertion for problem in problems)
    return {
        **{kind: kinds.get(kind, 0) for kind in KINDS},
        **{f"mentions_{name}": asserted.get(name, 0) for name in ("denied", "past", "hypothetical", "someone_else")},
        **claims.counts,
        "answers_unreadable": answers.rejected,
        "terms_asked": 0,
        "terms_chosen": 0,
        "second_looks": 0,
        "second_looks_against": 0,
    }
