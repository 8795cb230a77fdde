"""States of an ordinary day with their ordinary cause: worn out by grandchildren, shivering in a cold room.

Only states that anybody has count, only beside their cause, and only where nothing says that it is more than that.
"""

import re

from trialvoice.safe.language import answer_cues, cues
from trialvoice.safe.language.assertion import Mention
from trialvoice.safe.language.dialogue import Dialogue, Sentence

_TIRING = (
    r"grand(?:kids?|children|sons?|daughters?)|kids|toddlers?|babysitting|gard(?:en|ening)|allotment|veg(?:etable)? "
    r"patch|dug|digging|lawn|hedge|wedding|party|late night|up late|partying|gym|work(?:ed|ing)? out|marathon|"
    r"jog(?:ged|ging)?|ran for|running for|hik(?:e|ed|ing)|hills?|cycl(?:ed|ing)|swam|swimming|danc(?:ed|ing)|"
    r"spin class|yoga|pilates|double shifts?|night shifts?|overtime|long (?:day|week|drive|journey|flight|shift)|"
    r"jet ?lag\w*|flight|travell?ing|mov(?:ed|ing) (?:house|home|flat|apartment|furniture|boxes)|the move|boxes|"
    r"decorating|painting|"
    r"on my feet|(?:sunday|christmas) dinner|hoover\w*|housework|(?:walk(?:ing)?|treadmill|bike|exercise) test|"
    r"six minutes|christmas|harvest|lambing|exams?|deadlines?|traffic|commut\w+|"
    r"early (?:start|bus|train|shift)|(?:up|left|here) (?:at|since) "
    r"(?:four|five|six|4|5|6)\b|shopping|carr(?:ied|ying)|lift(?:ed|ing)"
)
_WARM = (
    r"that car|air ?con\w*|sunshine|in the sun|heat ?wave|this (?:heat|coat|room|weather)|the heat|radiators?|"
    r"sauna|oven on"
)
_COLD = (
    r"heating|soaked|boiler|draught\w*|air ?con\w*|freez(?:er|ing)|frost\w*|snow\w*|cold (?:out|in here|outside|room|"
    r"day|"
    r"water|hands?)|waiting room|winter|out there|wind|rain(?:ed|ing)?|soaked|stickers"
)
_MOVING = r"wedding|vows|films?|movies?|telly|book|song|funeral|christening|goodbye|retire\w*|laugh\w*|onions?"
_EXCITING = (
    r"driving test|exam|interview|speech|match|game|penalty|match(?:es)?|roller ?coaster|"
    r"shouting|news|film|scare[ds]?|jumped|final|lottery|race"
)
_HUNGRY = r"fast(?:ed|ing)?\b|(?:not|n't) eaten|no breakfast|(?:missed|skipped|without) (?:lunch|breakfast|dinner)"
_KEPT_UP = (
    r"market|milking|shift|bab(?:y|ies)|twins|newborn|flight|airport|party|fireworks|thunder\w*|neighbou?rs?|puppy|"
    r"teething|alarm|early (?:start|train|bus)|match|election|box set|series"
)
_STATES: dict[str, str] = {
    **dict.fromkeys(("fatigue", "drowsiness", "weakness", "muscle pain", "exhaustion", "lack of energy"), _TIRING),
    **dict.fromkeys(
        ("arm pain", "leg pain", "back pain", "foot pain", "muscle cramps", "thirst", "neck stiffness", "neck pain"),
        _TIRING,
    ),
    "shortness of breath": f"{_TIRING}|stairs|fourth floor|ran up|lift's broken",
    "increased appetite": _HUNGRY,
    "insomnia": _KEPT_UP,
    "weight loss": r"no belt|belt (?:broke|snapped)|forgot my belt|elastic|zip|too big in the shop|on backwards",
    **dict.fromkeys(("side pain", "stomach pain"), r"laugh\w*"),
    "palpitations": f"{_TIRING}|{_EXCITING}",
    **dict.fromkeys(("dizziness", "anxiety"), _EXCITING),
    "tremor": f"{_COLD}|{_EXCITING}",
    **dict.fromkeys(("sweating", "hot flushes", "flushing", "fever"), f"{_TIRING}|{_WARM}"),
    **dict.fromkeys(("chills", "cold hands and feet", "cold hands", "numbness"), _COLD),
    **dict.fromkeys(("low mood", "crying", "eye irritation", "watery eyes", "eye allergy", "runny nose"), _MOVING),
}
_OF_A_PART: dict[str, str] = {
    **dict.fromkeys(("pain", "stiffness", "weakness", "shaking", "cramps"), _TIRING),
    **dict.fromkeys(("coldness", "numbness", "tingling", "redness", "discoloration"), _COLD),
    "heat": _WARM,
}
"""By the last word of the complaint, of any part of the body."""
_LOOK_BACK = 3
"""Sentences before in which the cause may stand."""
_CAUSES = {term: re.compile(rf"\b(?:{causes})", re.IGNORECASE) for term, causes in {**_OF_A_PART, **_STATES}.items()}
_MORE_THAN_THAT = re.compile(
    r"\b(?:since (?!last night|this morning|breakfast|(?:four|five|six|seven|\d)\b)|tablets?|capsules?|pills?|"
    r"infusions?|injections?|doses?|drug|drip|medicines?|study|jabs?|worse|every|always|all the time|"
    r"all night|constant\w*|"
    r"never used|used to|unusual|strange|odd|doctor|gp|hospital|had to (?:stop|sit|lie)|can't|cannot|couldn't|even|"
    r"still|weeks|months|keeps?|started|new)\b",
    re.IGNORECASE,
)


def everyday(dialogue: Dialogue, mention: Mention) -> bool:
    """Whether what is named is a state of anybody's day, told with its cause."""
    causes = _CAUSES.get(mention.term) or _CAUSES.get(mention.term.rpartition(" ")[2])
    if causes is None or dialogue.staff(mention.sentence.turn):
        return False
    told = _around(dialogue, mention.sentence)
    beside = told.replace(mention.named, " ")
    if _MORE_THAN_THAT.search(beside) or cues.WORSE.search(beside):
        return False
    before = " ".join(s.text for s in dialogue.before(mention.sentence)[-_LOOK_BACK:])
    return bool(causes.search(f"{before} {told}")) and not _asked_on(dialogue, mention)


def _around(dialogue: Dialogue, sentence: Sentence) -> str:
    """The sentence with those before and after it in its turn."""
    own = dialogue.by_turn[sentence.at]
    at = own.index(sentence)
    return " ".join(s.text for s in own[max(at - 1, 0) : at + 2])


def _asked_on(dialogue: Dialogue, mention: Mention) -> bool:
    """Whether staff take it up: what they ask on about may be more than that."""
    at = mention.sentence.at
    following = dialogue.by_turn[at + 1] if at + 1 < len(dialogue.turns) else ()
    return any(
        dialogue.staff(s.turn) and (answer_cues.ASKED_ABOUT_IT.search(s.text) or _MORE_THAN_THAT.search(s.text))
        for s in following[:2]
    )
