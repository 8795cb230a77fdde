"""How long an event lasted, as said: "it was like a minute", "gone by the morning"."""

import re
from collections.abc import Sequence

from trialvoice.safe.events.about import Piece
from trialvoice.safe.language.dialogue import Dialogue, Sentence
from trialvoice.safe.lexicon import lexicon

N = (
    r"(?:half an?|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|"
    r"a couple(?: of)?|a few|"
    r"\d+)"
)
DURATION = re.compile(
    rf"\b(?:(?:for|in|within|after|only|about|like|just|maybe|lasted|it was|were),? )*{N} (?:seconds?|minutes?|"
    rf"hours?|days?)\b(?! (?:ago|back|in\b|into|a |every|later|after))|\b(?:by|until|till) (?:the )?(?:next "
    rf")?(?:morning|weekend|evening|night)\b|\b(?:the )?(?:next|following) (?:day|morning)\b|\bthe day after\b(?! "
    rf"tomorrow)|\bsoon as [\w' ]{{3,25}}",
    re.IGNORECASE,
)
_HOW_OFTEN = ("a day", "a night", "an hour")
ENDS = re.compile(
    r"\b(?:gone|went(?= away|\s*(?:[,.;]|$)| after| by| on (?:its|their|the|\w+day)| within)|stopp?ed|quit|better|"
    r"fine|clear(?:ed)?|healed|until|till|over|"
    r"away|ended|settled|lasted|finished|finish|resolved|closed|signed|disappeared|passed|normal|dropped off|not "
    r"since|none since|nothing since|recovered|right as rain|no more|burned|caut\w+)\b",
    re.IGNORECASE,
)
_SAID_JUST_BEFORE = 25
_WENT_HOME = re.compile(r"\b(?:home|discharged|let (?:me|him|her|us) out|lie down|rest)\b", re.IGNORECASE)


def lasted(dialogue: Dialogue, pieces: Sequence[Piece]) -> str | None:
    """How long it was there: "it was like a minute", "gone by the morning"."""
    for piece in pieces:
        sentence = piece.sentence
        if dialogue.staff(sentence.turn) and sentence.question:
            continue
        others = not piece.named and of_a_medicine(sentence)
        for match in DURATION.finditer(piece.text):
            before = piece.text[max(match.start() - _SAID_JUST_BEFORE, 0) : match.start()]
            its_own = ENDS.search(before) or not (others or _WENT_HOME.search(before))
            if its_own and match[0].strip() not in _HOW_OFTEN:
                return match[0].strip()
    return None


def of_a_medicine(sentence: Sentence) -> bool:
    """Whether a medicine is named in it."""
    return any(True for _ in lexicon().drugs.find(sentence.words))
