"""Where the other criteria of ICH E2A are told: death, danger to life, lasting disability, a birth defect."""

import re
from collections.abc import Iterator

from trialvoice.safe.language.assertion import Mention
from trialvoice.safe.language.dialogue import Dialogue
from trialvoice.safe.seriousness.happened import happened, sentences_near

_WHO = (
    r"(?:he|she|they|(?:my|our|his|her|your) (?:\w+)|(?:the|this) (?:participant|subject|patient|man|gentleman|lady|"
    r"woman)|subject \S+|mister \S+|missus \S+|m(?:r|rs|s)\.? \S+|\[NAME_\d+\]|dad|mum|mom|daddy|mummy)"
)
_DEATH = re.compile(
    rf"\b{_WHO}(?:'s| has| had| have| sadly| just| suddenly| actually| went and| then| later| unfortunately| only| um|"
    rf" uh|,)*"
    r" (?:died|passed (?:away|on)|passed(?=\s*(?:[.,;]|$|last|in|on|this|during|peacefully))|dead\b|expired)|\bpassed "
    r"away\b|\bdied\b(?! (?:down|off|out|on me|laughing|of (?:laughing|embarrassment|boredom|shame)))|\bdeceased\b|"
    r"\bnever came (?:round|to)\b|\b(?:turned|switched) (?:the (?:machines?|ventilator)|it|him|her|(?:his )?life "
    r"support) off\b|\b(?:has|had|have) (?:sadly |since )?(?:died|passed(?=\s*(?:[.,;]|$)))|\b(?:he|she)(?:'s| is) "
    r"gone(?=\s*(?:[.;]|$))|\bwent in (?:his|her) sleep\b|\bsorry (?:for|about) your loss\b|\b(?:he|she)(?:'s| is| "
    r"was) (?:dead|deceased|no longer with us)\b|\b(?:we|they|i|family|wife|husband)(?:'ve| have| had)? lost (?:him|"
    r"her(?! (?:to follow|balance|way|temper|keys|appetite|voice|hair|hearing|sight|job|the|a|b|s))|dad|daddy|mum|mom|"
    r"mummy|my (?:dad|father|mother|mum|mom|husband|wife|son|daughter))\b(?! (?:to follow|at the|in (?:the|a) "
    r"(?!hospital|night|end|ambulance|icu|morning)))|\b(?:he|she) (?:did(?:n't| not)|hasn't|never) (?:make it(?! "
    r"(?:to|in|for|here|today|on))|made it(?! (?:to|in|for))|survive|pull through|wake up again|woke up)\b|\b(?:was|"
    r"were|been) found dead\b|\bfound (?:him|her|\w+ \w+) (?:dead|lifeless|cold|not breathing)\b|\b(?:could|"
    r"did)(?:n't| not) (?:save|revive|resuscitate|bring (?:him|her) (?:back|round))\b|\bpronounced (?:him |her "
    r")?dead\b|\b(?:date|time|cause|day|certificate) of (?:his |her |the )?death\b|\bdeath certificate\b|\b(?:the|his|"
    r"her|a|sudden|participant's|subject's|patient's|at|report (?:a|the)) death\b(?! (?:certificate of|threat))|"
    r"\bfatal\b|\btook (?:his|her) own life\b",
    re.IGNORECASE,
)
_MODAL_DANGER = re.compile(
    r"\b(?:could|would|might) (?:well |easily |very well )?have (?:died|killed (?:me|him|her|you))\b(?! of)|\b(?:i|he|"
    r"she)(?:'d| would| could) (?:have been|be) dead\b|\bwouldn't (?:be here|have (?:made it|survived|lived))\b|"
    r"\b(?:did(?:n't| not)|weren't sure|wasn't sure|don't|not) (?:think|know|sure)?(?: if| whether)? ?(?:i|he|"
    r"she)(?:'d| would) (?:make it|pull through|survive|live)\b",
    re.IGNORECASE,
)
_DANGER = re.compile(
    r"\blife[- ]?threatening\b|\bthreat to (?:his|her|my|your|the patient's) life\b|\b(?:nearly|almost) (?:died|lost "
    r"(?:him|her|you|my life)|killed (?:me|him|her|you)|dead)\b(?! (?:of|laughing|from (?:embarrassment|laughing|"
    r"boredom)|when i (?:saw|heard|read|opened|realised|realized)))|\btouch and go\b|\blucky to be (?:alive|here)\b|"
    r"\bmatter of minutes\b|\bcoded\b(?! (?:as|the|in the (?:log|system)))|\bbreathing tube\b|\btube down(?: "
    r"\w+){0,2} (?:to|throat)\b|\bat death's door\b|\bbetween life and death\b|\b(?:was|in|were) (?:in )?(?:a "
    r")?critical(?:ly ill| condition)?\b(?! (?:of|about|to))|\bstopped breathing\b|\b(?:heart|pulse)(?: had| has| "
    r"just)? (?:stopped|gave out)\b(?! (?:for a (?:second|moment|beat|minute)|beating so|when i (?:saw|heard|read)|at "
    r"the (?:sight|thought)|pounding|racing|fluttering|hurting|skipping))|\bresuscitat\w+|\bcardiac arrest\b|"
    r"\barrested (?:twice|once|in the|on the)\b|\b(?:brought|bring) (?:me|him|her) back (?:to life|from the dead|"
    r"twice)\b|\b(?:did|doing|gave (?:me|him|her)|started) (?:cpr|chest compressions)\b|\b(?:on|to) (?:a|the) "
    r"(?:ventilator|breathing machine|life support)\b|\bon life support\b|\b(?:was|were|been|had to be|got) "
    r"(?:intubated|ventilated|defibrillated)\b|\bshocked (?:me|him|her|his|her|my) (?:heart|back|twice|once|three)\b",
    re.IGNORECASE,
)
_DISABILITY = re.compile(
    r"\b(?:permanent(?:ly)?|lasting|irreversible|for good) (?:damage\w*|disab\w*|los\w+|blind\w*|deaf\w*|paraly\w*|"
    r"unable|weak\w*|impair\w*|injur\w*)|\bleft (?:me|him|her|you) (?:\w+ )?(?:disabled|paraly[sz]ed|blind|deaf|with "
    r"a (?:limp|stroke|permanent|dead)|unable|in a wheelchair|bedbound|housebound)|\b(?:is|was|been|now|registered|am|"
    r"i'm|he's|she's) (?:now )?(?:disabled|paraly[sz]ed|wheelchair[- ]bound|bedridden|bedbound)\b|"
    r"\bsignificant(?:ly)? (?:disab\w+|incapac\w+)|\b(?:can|could)(?: no longer|not| not|n't|'t) (?:walk|see(?! (?:it|"
    r"that|them|you|the))|hear(?! (?:it|that|you))|speak|talk|work|use (?:my|his|her)(?: \w+)? (?:arm|leg|hand|"
    r"eye)s?)(?: \w+){0,4} any ?more\b|\b(?:can|could) no longer (?:walk|see|hear|speak|talk|work|use|stand)\b|\blost "
    r"(?:the |all )?(?:sight|vision|use|hearing|feeling) (?:in|of) (?:my|his|her|the|one|that|both)\b|\b(?:deaf|"
    r"blind|lame|paraly[sz]ed) (?:on|in) \w+ (?:\w+ )?(?:for good|permanently)|\bblind on "
    r"(?:that|one|the|my|his|her)\b|\bsigned (?:me|him|her) off permanently\b|\bblind in (?:one|my|his|her|the|"
    r"that)\b|\b(?:in|uses?|using) a wheelchair (?:now|since|for good)|\b(?:never|not|won't) (?:going to )?(?:walk|"
    r"see|hear|work|speak) (?:again|properly again)\b",
    re.IGNORECASE,
)
_BIRTH_DEFECT = re.compile(
    r"\b(?:birth defect|congenital (?:anomal\w+|defect|malformation|abnormalit\w+|heart)|malform\w+|foetal anomal\w+|"
    r"fetal anomal\w+|born (?:with|without) (?:a |an |no |only |two |her |his |one )*(?:cleft|hole|club|spina|extra|"
    r"missing|defect|heart|left|right|fingers?|toes?|thumbs?|hand|arm|foot|ear|kidney|down'?s?)\w*|cleft (?:lip|"
    r"palate)|spina bifida|hole in (?:the|his|her|its) heart)",
    re.IGNORECASE,
)
_BABY = re.compile(
    r"\b(?:baby|newborn|infant|f(?:o)?etus|twins?|bab(?:y's|ies)|little (?:one|boy|girl)|our (?:son|daughter)|scan|"
    r"birth)\b",
    re.IGNORECASE,
)
_WARNING = re.compile(
    r"\b(?:form|leaflet|risks?|might|may|could|can|if|known|worr\w+|afraid|scared|no|not|isn't|wasn't|without|years|"
    r"harm|cause|chance|report\w*)\b",
    re.IGNORECASE,
)
_OTHER_BABY = re.compile(
    r"\b(?:my|his|her|our) (?:[\w-]+ )?(?:sister|brother|cousin|niece|nephew|neighbou?r|friend|daughter|"
    r"granddaughter)(?:'s)? (?:\w+ )?(?:baby|had|was|newborn|little)",
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
