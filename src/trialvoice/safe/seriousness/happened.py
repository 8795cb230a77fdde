"""Whether something grave that is named has happened: not denied, feared, planned, long ago, or another's.

Stricter than `assertion` in whose it is, and looser in what counts as said: a serious event that is passed over
costs more than one that a person has to strike out.
"""

import re

from trialvoice.safe.language import cues
from trialvoice.safe.language.assertion import Mention
from trialvoice.safe.language.dialogue import Dialogue, Sentence, polarity
from trialvoice.safe.seriousness.whose import about_another

_NEAR = 70
"""Characters either side in which a cue is about what is named: a long unpunctuated sentence has room for several."""
_SUPPOSED = re.compile(
    r"\b(?:if|might|may|could|should|would(?:n't)?|in case|unless|risks?|afraid|scared|frightened|worr(?:y|ied|ying)|"
    r"dread\w*|fear\w*|thought (?:i|he|she|it|they|we) (?:was|were|would|might|'d)|(?:wanted|ready|keen|about|"
    r"asked|planning|meaning|threatened|"
    r"offered|hop\w+|due|supposed|going|waiting|used) to|can (?:cause|lead|happen)|say(?:s|ing)? it can|side[- "
    r"]effects?|instead of|rather than|avoid\w*|prevent\w*|stop(?:ped)? (?:me|him|her) from)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"(?:'ll|\bwill|\bgonna|\bgoing to|\bgoing in|\bgetting|\bdue|\bhave to|\bnext (?:week|month|year|\w+day)|"
    r"\btomorrow|\bin (?:june|july|august|september|october|november|december) (?:for|i)\b)(?:\W|$)",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:pre-?planned|planned|elective|pre-?arranged|scheduled|booked|set up (?:back )?before|(?:had|have|'ve had) "
    r"(?:that|the|a|this) date|as arranged|day (?:case|surgery|clinic|unit)|on the (?:calendar|waiting list)|knew "
    r"about (?:that|it|this) (?:one )?(?:from|before)|(?:before|when) (?:he|she|you|i) (?:consented|signed|joined)|"
    r"routine (?:operation|surgery|procedure|admission))\b",
    re.IGNORECASE,
)
_SUDDEN = re.compile(
    r"\b(?:ambulance|rushed|emergency|collapsed|nine nine nine|999|911|paramedics?|un(?:planned|scheduled)|not "
    r"planned|wasn't planned|a&e|casualty)\b",
    re.IGNORECASE,
)
_SAME_MATTER = re.compile(
    r"^\W*(?:(?:oh|and|yes|yeah|so|well|okay|right|but|no|then)\W+)*(?:that|it|which|this)\b",
    re.I,
)
_AFFIRMED = re.compile(
    r"^\W*(?:(?:um+|uh+|oh|well|so)\W+)*(?:(?:they|he|she|i|we|it) (?:did|was|were|had|have|has)\b(?!n't| not| "
    r"(?:me|him|her|us|to|a)\b)|"
    r"overnight|(?:for |about |just |only )*(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|a (?:couple|few)|"
    r"\d+)(?: of)? (?:nights?|days?|weeks?)|(?:just )?(?:one|once|twice|two|three|the one)\b(?! of)|(?:till|"
    r"until)\b|that'?s (?:it|the word|what (?:it|they|he|she)\b)|exactly|i'd be lying|if i'm honest|to be honest,? "
    r"(?:yes|"
    r"sometimes)|not gonna lie|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b)",
    re.IGNORECASE,
)
_NO_LONG_AGO = re.compile(
    r"\b(?:months|weeks) before\b|\bbefore (?:the|these|any|this|that) \w+ (?:i|he|she) (?:did ?n[o']t|never|had "
    r"(?:no|never))",
    re.IGNORECASE,
)
_AT_BIRTH = re.compile(r"\bwhen (?:i|he|she|you) (?:was|were) (?:born|\d)", re.IGNORECASE)
_SINCE_THEN = re.compile(
    r"\b(?:since|new|lately|recent\w*|last (?:visit|time|saw|spoke)|past (?:week|month|few))\b",
    re.IGNORECASE,
)
_SAID_NO = re.compile(
    r"\b(?<!if i )(?<!lying i )(?:said|says|answered|ticked|put|told (?:me|us)) (?:it was |a )?no\b|\b(?:denied|"
    r"denies) (?:it|that|any)\b",
    re.IGNORECASE,
)
_AFTERWARDS = 3
_AS_A_RULE = re.compile(
    r"\b(?:has|have) to be (?:reported|sent|told)|\bmust (?:be )?report\w*|\bwe report\b|\breport any\b|\b(?:were|"
    r"are|have) all\b|"
    r"\bknow that\b|\bin other (?:patients|people|participants)\b",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"\b(?:next time|you'll|you will|we'll have to)\b.*\b(?:stay|admit\w*|hospital|overnight)\b",
    re.IGNORECASE,
)
_PRESUPPOSED = re.compile(
    r"\b(?:the|his|her|that) (?:\w+ )?(?:death|fatal|admission|hospitali[sz]ation|(?:overnight|hospital) stay)$",
    re.I,
)


def happened(dialogue: Dialogue, mention: Mention, *, even_supposed: bool = False) -> bool:
    """Whether what is named has happened to the participant since the study drug.

    even_supposed: the words carry their own "could" or "if", as in "he could have died".
    """
    if about_another(dialogue, mention) or _long_ago(dialogue, mention) or _in_general(dialogue, mention):
        return False
    if not even_supposed and (_SUPPOSED.search(_clause(mention)) or _AHEAD.search(_clause(mention))):
        return False
    if cues.negates(_clause(mention)) or cues.DENIED_AFTER.match(mention.after):
        return False
    return _answered_so(dialogue, mention)


def _in_general(dialogue: Dialogue, mention: Mention) -> bool:
    """What staff say of how things are done, or of what is to come, and what is answered to that."""
    sentence = mention.sentence
    if dialogue.staff(sentence.turn):
        return bool(_AS_A_RULE.search(sentence.text))
    before = dialogue.by_turn[sentence.at - 1][-1:] if sentence.at else ()
    return any(dialogue.staff(s.turn) and _TO_COME.search(s.text) for s in before)


def planned(dialogue: Dialogue, mention: Mention) -> bool:
    """Whether a stay or an operation was arranged beforehand, by the sentence itself or by what is said of it next."""
    sentence = mention.sentence
    if _SUDDEN.search(_around(mention)):
        return False
    if _PLANNED.search(_around(mention)):
        return True
    at = dialogue.sentences.index(sentence)
    close = dialogue.sentences[max(at - 1, 0) : at + 1 + _AFTERWARDS]
    return any(_PLANNED.search(s.text) and (_SAME_MATTER.match(s.text) or s.at == sentence.at) for s in close)


def _answered_so(dialogue: Dialogue, mention: Mention) -> bool:
    """Statements stand unless the next speaker says no; questions stand where the answer says yes."""
    sentence, answer = mention.sentence, dialogue.answer(mention.sentence)
    if sentence.question and any(_SAID_NO.search(s.text) for s in answer[:3]):
        return False
    if not sentence.question:
        last = sentence is dialogue.by_turn[sentence.at][-1]
        return not (last and dialogue.staff(sentence.turn) and polarity(answer) == "no")
    if sentence.wh or (_PRESUPPOSED.search(f"{mention.before}{mention.named}") and polarity(answer) != "no"):
        return True
    return polarity(answer) == "yes" or any(_AFFIRMED.match(s.text) for s in answer[:2])


def _long_ago(dialogue: Dialogue, mention: Mention) -> bool:
    around = _NO_LONG_AGO.sub("", _around(mention))
    if cues.WORSE.search(around):
        return False
    asked = dialogue.question_before(mention.sentence.at)
    if _AT_BIRTH.search(around):
        return True
    history = asked and cues.HISTORY_ASKED.search(asked.text) and not _SINCE_THEN.search(asked.text)
    return bool(cues.PAST.search(around) or history)


def _clause(mention: Mention) -> str:
    return mention.clause[-_NEAR:]


def _around(mention: Mention) -> str:
    return f"{mention.before[-_NEAR:]}{mention.named}{mention.after[:_NEAR]}"


def sentences_near(dialogue: Dialogue, sentence: Sentence, before: int, after: int) -> tuple[Sentence, ...]:
    """The sentence with so many before and after it."""
    at = dialogue.sentences.index(sentence)
    return dialogue.sentences[max(at - before, 0) : at + after + 1]
