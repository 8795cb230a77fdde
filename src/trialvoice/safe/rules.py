"""Deviations from the protocol, by rules over findings, the study file and `recordings.csv`."""

import re
from collections.abc import Sequence
from datetime import date

from trialvoice.core.findings import ConcomitantMedication, Evidence, MissedDose, ProtocolDeviation
from trialvoice.core.recordings import Recording
from trialvoice.core.study import Study, Visit
from trialvoice.safe import cues
from trialvoice.safe.dialogue import Dialogue, Sentence
from trialvoice.safe.drafts import Draft, deviation, distinct
from trialvoice.safe.lexicon import Phrases
from trialvoice.safe.stated import stated_deviations

_NOT_DONE = re.compile(
    r"\b(?:(?:did(?:n't| not)|could(?:n't| not)|were(?:n't| not)|was(?:n't| not)|has(?:n't| "
    r"not)|have(?:n't| not)|never|not|unable to|not able to|won't be able to|can(?:'t|not)|"
    r"cannot) "
    r"(?:\w+ ){0,4}?(?:done|do|get|got|take|taken|perform\w*|obtain\w*|collect\w*|draw\w*|"
    r"complete\w*|record\w*|measure\w*|happen\w*|manage\w*|run|fit|carried|made|find a)|"
    r"skipp?(?:ed|ing)?|omitted|missed|left out|forg[eo]t(?:ten)?|postpon\w+|reschedul\w+|"
    r"cancel+ed|(?:was|were|is|are) missing|"
    r"(?:machine|scale|cuff|device|analy[sz]er|printer|centrifuge|equipment) (?:\w+ "
    r"){0,3}(?:broken|down|out of order|not working|broke|wasn't working|isn't working|failed|"
    r"being (?:repaired|serviced|fixed|calibrated)|at the)|"
    r"(?:is|was|are|were) (?:broken|down|out of order)|no (?:\w+ )?(?:was|were|has been) "
    r"(?:done|taken|performed|collected|drawn)|not (?:been )?(?:done|performed|taken|collected|"
    r"drawn|recorded)|without (?:the|an?|doing)|wasn't working|isn't working|"
    r"ha?emolysed|lost in transit|did not happen|didn't happen)\b",
    re.IGNORECASE,
)
_BARE_NO = re.compile(r"\bno (?:\w+ )?$", re.IGNORECASE)
_AND_NO_MORE = re.compile(
    r"^\s*(?:today|this (?:time|visit)|was|were|has|have|at (?:this|that)|taken|done|then|on|"
    r"for|either|[,.]|$)",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"\b(?:yet|right now|next|in a (?:moment|minute|second)|before you (?:go|leave)|later "
    r"today|after this|first|don't (?:need|have) to|no need|not required|not (?:needed|due|"
    r"planned)|let's|we'll do (?:it|that|the) (?:now|today|in))\b",
    re.IGNORECASE,
)
_FORBIDDEN = re.compile(
    r"\b(?:not (?:allowed|permitted)|n't (?:allowed|permitted|take|use)|prohibited|forbidden)\b",
    re.IGNORECASE,
)
_TOO_MANY = re.compile(
    r"\b(?:(?:more|too (?:many|much)) (?:than|for) (?:the |our )?(?:protocol|allowed|study)|"
    r"than (?:is |are )?allowed|above the limit|deviation)\b",
    re.IGNORECASE,
)
_SOON_TURNS = 4
_REACH = 25
"""Characters between a procedure and the words that say it was not done."""


def deviations(
    dialogue: Dialogue,
    study: Study,
    visit: Visit | None,
    recording: Recording | None,
    found: Sequence[Draft],
) -> tuple[Draft, ...]:
    """Every deviation. found: drafts of medicines and missed doses."""
    window = visit_window(study, visit, recording)
    stated = stated_deviations(dialogue)
    if window or (visit and recording and recording.day1):
        # The dates decide; what is said about lateness does not.
        stated = tuple(d for d in stated if _category(d) != "visit_window")
    return (
        *window,
        *prohibited(dialogue, found),
        *too_many_missed(dialogue, found, study),
        *missing_procedures(dialogue, study, visit),
        *stated,
    )


def study_day(day1: date, on: date) -> int:
    """The day of the study: the first dose is day 1, the day before it day -1; there is no day 0."""
    apart = (on - day1).days
    return apart + 1 if apart >= 0 else apart


def visit_window(study: Study, visit: Visit | None, recording: Recording | None) -> tuple[Draft, ...]:
    """Out of the planned window, by `recordings.csv` and the study file alone."""
    if visit is None or recording is None or visit.day is None or recording.day1 is None:
        return ()
    actual = study_day(recording.day1, recording.recorded_at.date())
    off = _linear(actual) - _linear(visit.day)
    if -visit.window_before <= off <= visit.window_after:
        return ()
    beyond = off - visit.window_after if off > 0 else -off - visit.window_before
    side = "after" if off > 0 else "before"
    value = ProtocolDeviation(
        category="visit_window",
        description=(f"{visit.name} on day {actual}, planned for day {visit.day}: {beyond} days {side} its window"),
        rule="visit-window",
    )
    basis = ("recordings.csv: recorded_at", "recordings.csv: day1", f"study.toml: visits {visit.id}")
    return (Draft(value, (), "rule:visit-window@1", 0.99, basis=basis),)


def _linear(day: int) -> int:
    return day - 1 if day > 0 else day


def prohibited(dialogue: Dialogue, found: Sequence[Draft]) -> tuple[Draft, ...]:
    """A forbidden medicine that was taken."""
    return tuple(
        deviation(
            "prohibited_medication",
            f"prohibited medication taken: {draft.value.name}",
            (*draft.evidence, *_called_so(dialogue, draft.evidence, _FORBIDDEN)),
            rule="prohibited-medication",
            confidence=draft.confidence,
        )
        for draft in found
        if isinstance(draft.value, ConcomitantMedication) and draft.value.prohibited and draft.assertion == "present"
    )


def too_many_missed(dialogue: Dialogue, found: Sequence[Draft], study: Study) -> tuple[Draft, ...]:
    """More missed doses than the protocol lets pass."""
    missed = [d for d in found if isinstance(d.value, MissedDose)]
    total = sum(d.value.doses or 0 for d in missed if isinstance(d.value, MissedDose))
    if total <= study.dosing.max_missed:
        return ()
    proof = [item for draft in missed for item in draft.evidence]
    evidence = distinct([*proof[:2], *_called_so(dialogue, proof, _TOO_MANY), *proof[2:]])
    text = f"{total} doses missed, more than the {study.dosing.max_missed} that the protocol allows"
    confidence = min(draft.confidence for draft in missed)
    return (deviation("dosing", text, evidence, rule="missed-doses", confidence=confidence),)


def _called_so(dialogue: Dialogue, proof: Sequence[Evidence], pattern: re.Pattern[str]) -> tuple[Evidence, ...]:
    """The sentence, soon after the proof, in which staff call it a deviation themselves."""
    last = max((e.turn for e in proof), default=0)
    for sentence in dialogue.sentences:
        soon = last <= sentence.turn.id <= last + _SOON_TURNS
        if soon and dialogue.staff(sentence.turn) and not sentence.question and pattern.search(sentence.text):
            return (dialogue.evidence(sentence.at, sentence.start, sentence.end),)
    return ()


def missing_procedures(dialogue: Dialogue, study: Study, visit: Visit | None) -> tuple[Draft, ...]:
    """A required procedure that is said not to have been done. Not mentioned is not missing."""
    wanted = study.procedures_of(visit) if visit else study.procedures
    found: list[Draft] = []
    for procedure in wanted:
        names = Phrases.of({procedure.id: procedure.names})
        said = [s for s in dialogue.sentences if not s.question and _says_not_done(s, names)]
        if said:
            proof = dialogue.evidence(said[0].at, said[0].start, said[0].end)
            text = f"required procedure not done: {procedure.names[0]}"
            found.append(deviation("missing_procedure", text, [proof], rule="missing-procedure"))
    return tuple(found)


def _says_not_done(sentence: Sentence, names: Phrases) -> bool:
    hits = list(names.find(sentence.words))
    text, words = sentence.text, sentence.words
    if not hits or _LATER.search(text) or cues.MAYBE.search(text):
        return False
    places = [(words[h.first].start - sentence.start, words[h.last].end - sentence.start) for h in hits]
    if any(_BARE_NO.search(text[:start]) and _AND_NO_MORE.match(text[end:]) for start, end in places):
        return True
    not_done = [match.span() for match in _NOT_DONE.finditer(text)]
    return any(b - end <= _REACH and start - e <= _REACH for start, end in places for b, e in not_done)


def _category(draft: Draft) -> str:
    return draft.value.category if isinstance(draft.value, ProtocolDeviation) else ""
