"""Where the other criteria of ICH E2A are told: death, danger to life, lasting disability, a birth defect."""

import re
from collections.abc import Iterator

from trialvoice.safe.assertion import Mention
from trialvoice.safe.dialogue import Dialogue
from trialvoice.safe.happened import happened, sentences_near

_WHO = (
    r"(?:he|she|they|(?:my|our|his|her|your) (?:\w+)|(?:the|this) (?:participant|subject|patient|man|gentleman|lady|"
    r"woman)|"
    r"subject \S+|mister \S+|missus \S+|m(?:r|rs|s)\.? \S+|\[NAME_\d+\]|dad|mum|mom|daddy|mummy)"
)
_DEATH = re.compile(
    rf"\b{_WHO}(?:'s| has| had| have| sadly| just| suddenly| actually| went and| then| later| unfortunately| only| "
    rf"um| uh|,)*"
    r" (?:died|passed (?:away|on)|passed(?=\s*(?:[.,;]|$|last|in|on|this|during|peacefully))|dead\b|expired)|"
    r"\bpassed away\b|\b(?:has|had|have) (?:sadly |since )?(?:died|passed(?=\s*(?:[.,;]|$)))|"
    r"\b(?:he|she)(?:'s| is) gone(?=\s*(?:[.;]|$))|\bwent in (?:his|her) sleep\b|\bsorry (?:for|about) your loss\b|"
    r"\b(?:he|she)(?:'s| is| was) (?:dead|deceased|no longer with us)\b|"
    r"\b(?:we|they|i|family|wife|husband)(?:'ve| have| had)? lost (?:him|her(?! (?:to follow|balance|way|temper|keys|"
    r"appetite|voice|hair|hearing|sight|job|the|a|b|s))|dad|daddy|mum|mom|mummy|my (?:dad|father|mother|mum|mom|"
    r"husband|wife|"
    r"son|daughter))\b(?! (?:to follow|at the|in (?:the|a) (?!hospital|night|end|ambulance|icu|morning)))|"
    r"\b(?:he|she) (?:did(?:n't| not)|hasn't|never) (?:make it(?! (?:to|in|for|here|today|on))|made it(?! (?:to|in|"
    r"for))|"
    r"survive|pull through|wake up again|woke up)\b|"
    r"\b(?:was|were|been) found dead\b|\bfound (?:him|her|\w+ \w+) (?:dead|lifeless|cold|not breathing)\b|"
    r"\b(?:could|did)(?:n't| not) (?:save|revive|resuscitate|bring (?:him|her) (?:back|round))\b|"
    r"\bpronounced (?:him |her )?dead\b|\b(?:date|time|cause|day|certificate) of (?:his |her |the )?death\b|"
    r"\bdeath certificate\b|\b(?:the|his|her|a|sudden|participant's|subject's|patient's|at|report (?:a|the)) death\b"
    r"(?! (?:certificate of|threat))|\bfatal\b|\btook (?:his|her) own life\b",
    re.IGNORECASE,
)
_MODAL_DANGER = re.compile(
    r"\b(?:could|would|might) (?:well |easily |very well )?have (?:died|killed (?:me|him|her|you))\b(?! of)|"
    r"\b(?:i|he|she)(?:'d| would| could) (?:have been|be) dead\b|\bwouldn't (?:be here|have (?:made it|survived|"
    r"lived))\b|"
    r"\b(?:did(?:n't| not)|weren't sure|wasn't sure|don't|not) (?:think|know|sure)?(?: if| whether)? ?(?:i|he|"
    r"she)(?:'d| would) "
    r"(?:make it|pull through|survive|live)\b",
    re.IGNORECASE,
)
_DANGER = re.compile(
    r"\blife[- ]?threatening\b|\bthreat to (?:his|her|my|your|the patient's) life\b|"
    r"\b(?:nearly|almost) (?:died|lost (?:him|her|you|my life)|killed (?:me|him|her|you)|dead)\b(?! (?:of|laughing|"
    r"from "
    r"(?:embarrassment|laughing|boredom)|when i (?:saw|heard|read|opened|realised|realized)))|\btouch and go\b|\bat "
    r"death's door\b|\bbetween life and death\b|"
    r"\b(?:was|in|were) (?:in )?(?:a )?critical(?:ly ill| condition)?\b(?! (?:of|about|to))|\bstopped breathing\b|"
    r"\b(?:heart|pulse)(?: had| has| just)? (?:stopped|gave out)\b(?! (?:for a (?:second|moment|beat|minute)|"
    r"beating so|when i "
    r"(?:saw|heard|read)|at the (?:sight|thought)|pounding|racing|fluttering|hurting|skipping))|"
    r"\bresuscitat\w+|\bcardiac arrest\b|\barrested (?:twice|once|in the|on the)\b|"
    r"\b(?:brought|bring) (?:me|him|her) back (?:to life|from the dead|twice)\b|\b(?:did|doing|gave (?:me|him|her)|"
    r"started) "
    r"(?:cpr|chest compressions)\b|\b(?:on|to) (?:a|the) (?:ventilator|breathing machine|life support)\b|\bon life "
    r"support\b|"
    r"\b(?:was|were|been|had to be|got) (?:intubated|ventilated|defibrillated)\b|\bshocked (?:me|him|her|his|her|"
    r"my) (?:heart|"
    r"back|twice|once|three)\b",
    re.IGNORECASE,
)
_DISABILITY = re.compile(
    r"\b(?:permanent(?:ly)?|lasting|irreversible|for good) (?:damage\w*|disab\w*|los\w+|blind\w*|deaf\w*|paraly\w*|"
    r"unable|"
    r"weak\w*|impair\w*|injur\w*)|\bleft (?:me|him|her|you) (?:\w+ )?(?:disabled|paraly[sz]ed|blind|deaf|with a "
    r"(?:limp|stroke|"
    r"permanent|dead)|unable|in a wheelchair|bedbound|housebound)|\b(?:is|was|been|now|registered|am|i'm|he's|"
    r"she's) (?:now )?"
    r"(?:disabled|paraly[sz]ed|wheelchair[- ]bound|bedridden|bedbound)\b|\bsignificant(?:ly)? (?:disab\w+|incapac\w+)|"
    r"\b(?:can|could)(?: no longer|not|n't) (?:walk|see|hear|speak|talk|work|use (?:my|his|her)(?: \w+)? (?:arm|leg|"
    r"hand|eye)s?)"
    r"(?: \w+){0,4} any ?more\b|\b(?:can|could) no longer (?:walk|see|hear|speak|talk|work|use|stand)\b|"
    r"\blost (?:the |all )?(?:sight|vision|use|hearing|feeling) (?:in|of) (?:my|his|her|the|one|that|both)\b|"
    r"\bblind in (?:one|my|his|her|the|that)\b|\b(?:in|uses?|using) a wheelchair (?:now|since|for good)|"
    r"\b(?:never|not|won't) (?:going to )?(?:walk|see|hear|work|speak) (?:again|properly again)\b",
    re.IGNORECASE,
)
_BIRTH_DEFECT = re.compile(
    r"\b(?:birth defect|congenital (?:anomal\w+|defect|malformation|abnormalit\w+|heart)|malform\w+|foetal anomal\w+|"
    r"fetal anomal\w+|born (?:with|without) (?:a |an |no |only |two |her |his |one )*(?:cleft|hole|club|spina|extra|"
    r"missing|"
    r"defect|heart|left|right|fingers?|toes?|thumbs?|hand|arm|foot|ear|kidney|down'?s?)\w*|cleft (?:lip|palate)|"
    r"spina bifida|"
    r"hole in (?:the|his|her|its) heart)",
    re.IGNORECASE,
)
_BABY = re.compile(
    r"\b(?:baby|newborn|infant|f(?:o)?etus|twins?|bab(?:y's|ies)|little (?:one|boy|girl)|our (?:son|daughter)|scan|"
    r"birth)\b",
    re.IGNORECASE,
)
_WARNING = re.compile(
    r"\b(?:form|leaflet|risks?|might|may|could|can|if|known|worr\w+|afraid|scared|no|not|isn't|wasn't|without|years|"
    r"harm|cause|chance)\b",
    re.IGNORECASE,
)
_OTHER_BABY = re.compile(
    r"\b(?:my|his|her|our) (?:[\w-]+ )?(?:sister|brother|cousin|niece|nephew|neighbou?r|friend|daughter|"
    r"granddaughter)(?:'s)? "
    r"(?:\w+ )?(?:baby|had|was|newborn|little)",
    re.IGNORECASE,
)


def grave(dialogue: Dialogue) -> Iterator[Mention]:
    """What meets these criteria, named by the criterion."""
    yield from _deaths(dialogue)
    yield from _named(dialogue, "life_threatening", _DANGER)
    yield from _named(dialogue, "life_threatening", _MODAL_DANGER, even_supposed=True)
    yield from _named(dialogue, "disability", _DISABILITY)
    yield from _birth_defects(dialogue)


def _deaths(dialogue: Dialogue) -> Iterator[Mention]:
    """Nobody who speaks in a visit has died."""
    if not any(turn.role == "participant" for turn in dialogue.turns):
        yield from _named(dialogue, "death", _DEATH, even_supposed=False)


def _named(
    dialogue: Dialogue, criterion: str, pattern: re.Pattern[str], *, even_supposed: bool = False
) -> Iterator[Mention]:
    for sentence in dialogue.sentences:
        for match in pattern.finditer(sentence.text):
            mention = Mention(criterion, sentence, sentence.start + match.start(), sentence.start + match.end())
            if happened(dialogue, mention, even_supposed=even_supposed):
                yield mention
                break


def _birth_defects(dialogue: Dialogue) -> Iterator[Mention]:
    """Of the participant's baby: whose it is, is told by who is not named."""
    for sentence in dialogue.sentences:
        match = _BIRTH_DEFECT.search(sentence.text)
        told = " ".join(s.text for s in sentences_near(dialogue, sentence, 3, 0))
        if match is None or sentence.question or not _BABY.search(told) or _OTHER_BABY.search(told):
            continue
        if not _WARNING.search(sentence.text):
            yield Mention("congenital_anomaly", sentence, sentence.start + match.start(), sentence.start + match.end())
