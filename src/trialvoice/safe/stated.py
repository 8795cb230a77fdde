"""Deviations that a speaker states: consent, reporting, eligibility, storage, a wrong kit, and their like."""

import re
from dataclasses import dataclass

from trialvoice.safe import cues
from trialvoice.safe.assertion import Mention
from trialvoice.safe.dialogue import Dialogue, Sentence, polarity
from trialvoice.safe.drafts import Draft, deviation

_STAFF_ONLY, _ANYONE = "staff", "anyone"


_REPORTING = re.compile(r"\b(?:report\w*|sent|submitted|entered)\b", re.IGNORECASE)
"""What else can be late than a visit."""


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
    if not match or (stated.category == "visit_window" and _REPORTING.search(sentence.text)):
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
