"""Deviations from the protocol: by rules over findings, the study file and `recordings.csv`, and as stated."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from trialvoice.core.findings import ConcomitantMedication, Evidence, MissedDose, ProtocolDeviation
from trialvoice.core.recordings import Recording
from trialvoice.core.study import Study, Visit
from trialvoice.safe import cues
from trialvoice.safe.assertion import Mention
from trialvoice.safe.dialogue import Dialogue, Sentence, polarity
from trialvoice.safe.drafts import Draft, deviation, distinct
from trialvoice.safe.lexicon import Phrases

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
_STAFF_ONLY, _ANYONE = "staff", "anyone"


@dataclass(frozen=True, slots=True)
class _Stated:
    category: str
    description: str
    pattern: re.Pattern[str]
    by: str = _ANYONE


def _stated(category: str, description: str, pattern: str, by: str = _ANYONE) -> _Stated:
    return _Stated(category, description, re.compile(pattern, re.IGNORECASE), by)


_STATED = (
    _stated(
        "consent",
        "consent missing, late or on the wrong version of the form",
        r"\bsigned (?:the |her |his |a |their )?(?:\w+ )?consent(?: "
        r"forms?)?\b[^.?!]{0,40}\b(?:after|later|late)\b|\bconsent(?: "
        r"form)?s?\b[^.?!]{0,50}\b(?:(?:was|were|is|has)(?:n't| not) (?:been )?(?:signed|dated|"
        r"obtained|re-?signed|on file|updated)|missing|unsigned|undated|not (?:dated|signed)|"
        r"(?:old|wrong|outdated|previous|superseded|"
        r"expired) version|signed (?:\w+ ){0,4}(?:after|late|later)|version (?:one|two|three|"
        r"\d)[^.?!]{0,30}(?:instead|not))|(?:did(?:n't| not)|forgot to|never|has(?:n't| not)|"
        r"have(?:n't| not)|hadn't) (?:\w+ )?(?:re-?)?(?:sign(?:ed)?|dated?|obtain\w*|"
        r"re-?consent\w*)\b"
        r"[^.?!]{0,30}(?:consent|form)|(?:old|wrong|outdated|previous|superseded|expired) "
        r"(?:version of the )?(?:\w+ )?consent|before (?:\w+ ){0,5}sign(?:ed|ing)? (?:the |a |his |"
        r"her |my )?(?:\w+ )?consent|without (?:a |his |her |my )?(?:signed |written |valid "
        r")?consent|"
        r"not (?:been )?re-?consented",
    ),
    _stated(
        "safety_reporting",
        "a safety report was late or missing",
        r"\b(?:reported|report|sent|notified|submitted|entered|faxed|told|"
        r"phoned)\b[^.?!]{0,70}\b(?:late\b|(?:two|three|four|five|six|seven|eight|nine|ten|several|"
        r"\d+) (?:days|weeks|hours) (?:late|later|after)|after (?:more than |the )?(?:24|twenty[- "
        r"]four|48|forty[- ]eight)|outside the|"
        r"past the|missed the)|(?:not|n't|never) (?:been |get |got )?(?:reported|report|sent|"
        r"notif\w+|submitted)\b[^.?!]{0,70}\b(?:24|twenty[- ]four|sponsor|in time|within|sae|"
        r"serious|safety|adverse|until|ethics)|"
        r"\b(?:days?|weeks?|hours?),? (?:and )?not (?:within )?(?:the )?(?:24|twenty[- ]four)\b|"
        r"took (?:\w+ ){1,4}(?:days|weeks) to report|\b(?:sae|s a e|serious adverse event|safety "
        r"report)\b[^.?!]{0,70}\b(?:late\b|not reported|wasn't reported|overdue|days? later|missed|"
        r"(?:not|n't) (?:been )?(?:sent|reported|submitted)|after (?:the )?(?:24|twenty))",
        _STAFF_ONLY,
    ),
    _stated(
        "eligibility",
        "a criterion of eligibility was not met",
        r"\b(?:should(?:n't| not| never) have (?:been )?(?:enrol\w+|included|randomi[sz]ed|"
        r"entered)|did(?:n't| not) meet (?:the |all |one |an? )?(?:\w+ ){0,3}(?:inclusion|criteri|"
        r"eligib)\w*|(?:met|meets|meeting) (?:an? |one |the )?exclusion|not eligible|ineligible|"
        r"(?:outside|above|below|over|under) the (?:inclusion|eligib\w+|allowed|upper|lower|age) "
        r"\w+|violat\w+ (?:an? |the )?(?:inclusion|exclusion|eligib\w+))\b",
        _STAFF_ONLY,
    ),
    _stated(
        "visit_window",
        "the visit is outside its window",
        r"\bwindow (?:closed|ended|had closed)|\blate for (?:the|this|your|my|her|his) (?:\w+ "
        r")?visit|\b(?:outside|out of|past|beyond|missed|after|before) (?:of )?(?:the|your|its|our|"
        r"that|this|his|her) (?:\w+ ){0,3}window\b(?! (?:seat|sill))|out of window|"
        r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d+|a|several|a few|"
        r"couple of) (?:days?|weeks?) (?:too )?(?:late|early|overdue)\b(?: (?:for|from|to) (?:the|"
        r"your|this|that|his|her) (?:\w+ ){0,2}visit)?",
    ),
    _stated(
        "dosing",
        "the wrong study drug or strength was given or taken",
        r"\b(?:given|gave|dispensed|got|handed|received|took|taken|taking|picked up|"
        r"sent)\b[^.?!]{0,40}\bwrong (?:kit|bottle|box|dose|strength|tablets?|capsules?|drug|pack|"
        r"vial|medication|number)|wrong (?:kit|bottle|vial|pack|box)\b[^.?!]{0,20}\b(?:was|were|"
        r"dispensed|given|assigned)|"
        r"\bdispensing error|(?:somebody|someone) else's (?:kit|study|bottle)",
    ),
    _stated(
        "other",
        "study drug kept outside its storage conditions",
        r"\b(?:left|kept|stored|sat|sitting|were|was|been|forgot)\b[^.?!]{0,40}\b(?:in (?:the|my|a|"
        r"our) (?:hot |back of the )?(?:car|sun|heat|glove|trunk|truck)\b|out of (?:the "
        r")?(?:fridge|refrigerator)|on the (?:radiator|windowsill|dashboard)|outside the (?:fridge|"
        r"refrigerator))|temperature excursion|"
        r"(?:fridge|refrigerator|freezer|storage) (?:\w+ ){0,4}(?:too (?:warm|hot|cold)|broke|"
        r"failed|stopped|warmed|alarm|above|out of range)|(?:not|n't) (?:been )?(?:refrigerated|"
        r"kept cold|stored (?:properly|correctly|in))",
    ),
    _stated("other", "the treatment was unblinded", (
        r"\b(?:unblinded|unblinding|broke the blind|blind (?:was|is|has been) broken|(?:found out|"
        r"told) (?:\w+ )?(?:which|what) (?:arm|group|treatment) (?:i|he|she|they))\b"
    )),
    _stated(
        "other",
        "study drug was shared with or taken by somebody else",
        r"\b(?:gave|shared|lent|given|offered)\b[^.?!]{0,30}\b(?:study (?:tablets?|pills?|drug|"
        r"medication)|my (?:tablets?|pills?|capsules?))\b[^.?!]{0,20}\b(?:to|with)\b|\b(?:took|"
        r"tried|swallowed|used) (?:one|some|two) of my (?:study )?(?:tablets?|pills?|capsules?)",
    ),
    _stated("other", "came without fasting", (
        r"\b(?:did(?:n't| not) fast\b|was(?:n't| not) fasting|not (?:been )?fast(?:ed|ing)\b|"
        r"forgot (?:to fast|(?:that )?i (?:had|was supposed) to fast))"
    )),
    _stated(
        "missing_procedure",
        "the diary was not kept",
        r"\b(?:did(?:n't| not)|forgot to|have(?:n't| not)|never|stopped|not been|haven't been) "
        r"(?:\w+ ){0,2}(?:fill\w*|complet\w*|writ\w*|wrote|keep\w*|kept|do|done|did|bring|brought|"
        r"enter\w*)\b[^.?!]{0,25}\bdiary\b|\bdiary\b[^.?!]{0,30}\b(?:is empty|was empty|not "
        r"(?:been )?(?:filled|completed|done)|gaps|blank|missing)|(?:missed|"
        r"skipped)\b[^.?!]{0,20}\bdiary",
    ),
)  # fmt: skip


def deviations(
    dialogue: Dialogue,
    study: Study,
    visit: Visit | None,
    recording: Recording | None,
    found: Sequence[Draft],
) -> tuple[Draft, ...]:
    """Every deviation. found: drafts of medicines and missed doses. Rules about a visit need to know which."""
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
        description=(
            f"{visit.name} on day {actual}, planned for day {visit.day}: {beyond} days {side} its window"
        ),
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
        if isinstance(draft.value, ConcomitantMedication)
        and draft.value.prohibited
        and draft.assertion == "present"
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


def _called_so(
    dialogue: Dialogue, proof: Sequence[Evidence], pattern: re.Pattern[str]
) -> tuple[Evidence, ...]:
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


def stated_deviations(dialogue: Dialogue) -> tuple[Draft, ...]:
    """Deviations that a speaker states, one for each kind of them."""
    found: list[Draft] = []
    for stated in _STATED:
        for sentence in dialogue.sentences:
            if stated.by == _STAFF_ONLY and sentence.turn.role == "participant":
                continue
            if draft := _as_stated(dialogue, stated, sentence):
                found.append(draft)
                break
    return tuple(found)


def _as_stated(dialogue: Dialogue, stated: _Stated, sentence: Sentence) -> Draft | None:
    match = stated.pattern.search(sentence.text)
    if not match:
        return None
    start = sentence.start + match.start()
    mention = Mention(stated.category, sentence, start, sentence.start + match.end())
    if (
        cues.negates(mention.clause)
        or cues.MAYBE.search(sentence.text[: match.end()])
        or cues.WARNING.search(mention.before)
    ):
        return None
    evidence = [dialogue.evidence(sentence.at, sentence.start, sentence.end)]
    if sentence.question:
        answer = dialogue.answer(sentence)
        if not answer or polarity(answer) != "yes":
            return None
        evidence.append(dialogue.evidence(answer[0].at, answer[0].start, answer[0].end))
    return deviation(stated.category, stated.description, evidence, rule="stated", confidence=0.7)


def _category(draft: Draft) -> str:
    return draft.value.category if isinstance(draft.value, ProtocolDeviation) else ""
