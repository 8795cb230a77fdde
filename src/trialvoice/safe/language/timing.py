"""When things were said to have happened, in the speaker's words."""

import re

from trialvoice.safe.language.cue_file import cue_file
from trialvoice.safe.language.feasts import FEAST

_COUNT = (
    r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a couple(?: of)?|couple(?: of)?|a few|"
    r"several|some|\d+)"
)
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_PERIOD = r"(?:morning|afternoon|evening|night|week|weekend|month|day)"
_ORDINAL = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|last|next|\d+(?:st|nd|rd|th))"
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_TH = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\w+teenth|twentieth|"
    r"thirtieth|twenty-?\s?\w+(?:st|nd|rd|th)|thirty-?\s?first)"
)
_TAG = r"\[DATE_\d+\]"
WHEN = re.compile(
    rf"\b(?:(?:about|around|roughly|maybe|almost|nearly|just)\s+)?{_COUNT}\s+(?:or\s+{_COUNT}\s+)?(?:hours?|days?|"
    rf"nights?|weeks?|months?)\s+(?:ago|back|earlier|later|into \w+(?: \w+)?|after (?:\w+ ){{0,3}}(?:dose|tablets?|"
    rf"starting|started|drug|visit|medication|injection|infusion|began)|before (?:\w+ ){{0,2}}visit)|\b(?:on |last |"
    rf"this |since |this past |every |over the )(?:(?:last|the|past|this) )?{_DAY}(?: (?:morning|afternoon|evening|"
    rf"night))?(?: and (?:on )?{_DAY}(?: (?:morning|evening|night))?)?|\b{_DAY}(?: (?:morning|afternoon|evening|"
    rf"night))?(?: and {_DAY})?|\b(?:last|this|since last|the other|this past|over the|at the|that|the last|the "
    rf"whole) {_PERIOD}\b|\byesterday(?: (?:morning|afternoon|evening))?\b|\btoday\b|\bthe day before yesterday\b|"
    rf"\blast night\b|\btonight\b|\b(?:(?:in|during|after|since|for|over|around|about|on|by) )?(?:about |around "
    rf")?(?:the |my ){_ORDINAL} (?:{_COUNT} )?(?:hours?|days?|nights?|weeks?|doses?|months?|visit|tablet|injection|"
    rf"infusion)(?: of (?:the )?\w+)?|\b(?:in |around |on |since )?(?:week|day) (?:one|two|three|four|five|six|seven|"
    rf"eight|nine|ten|twelve|\d+)\b|\b(?:since|right after|soon after|shortly after|ever since|after) (?:i |we |he |"
    rf"she |i'd )?(?:start(?:ed|ing)|began|beginning|taking|took) (?:the |it|them|on |this |my )?(?:\w+ ){{0,1}}\w*|"
    rf"\b(?:on |since |around )?(?:the )?(?:\d+(?:st|nd|rd|th)? (?:of )?{_MONTH}|{_MONTH} (?:the )?(?:\d+(?:st|nd|rd|"
    rf"th)?|{_TH})|{_TH} of {_MONTH})|\b(?:on|since|around) the {_TH}\b(?! (?:dose|visit|week|day|time|tablet))|"
    rf"(?:\b(?:on|since|around|about) )?{_TAG}|\b(?:for|over|in) (?:about )?the (?:last|past) (?:{_COUNT} )?(?:hours?|"
    rf"days?|nights?|weeks?|months?)\b|\b20\d\d-\d\d-\d\d\b",
    re.IGNORECASE,
)


def when_in(text: str) -> str | None:
    """The first time named in `text`, as said, or None."""
    found = WHEN.search(text)
    return found[0].strip() if found else None


_DURATION = re.compile(
    rf"\b(?:for|over) (?:about |the )?{_COUNT} (?:whole |full |straight )?(?:days?|nights?|weeks?)\b",
    re.IGNORECASE,
)


def duration_in(text: str) -> str | None:
    """How long something lasted, as said: "for three days", or None."""
    found = _DURATION.search(text)
    return found[0] if found else None


_SAID_FULLY = re.compile(
    r"\bthe night before last\b|"
    rf"\b(?:(?:on|since|from|around|about|until|till|by|before|at|over) )*(?:(?:the|about|like|last|first thing) "
    rf")*(?:{FEAST}|thanksgiving)(?:,? the {_TH})?|"
    rf"\b(?:about |maybe |like )?(?:{_COUNT}|a fortnight) (?:weeks? )?(?:ago|past|back)?,? ?(?:on |it was a |that "
    rf")?(?:{_DAY}|yesterday|last night)(?<!weeks)(?<! days)|\b(?:on |the |last )*{_DAY},? (?:{_COUNT} weeks? ago|a "
    rf"fortnight ago|{_COUNT} days ago|of last week|last week|the {_TH})|\bthe {_TH} of {_MONTH}(?:,? the {_DAY})?|"
    rf"\b{_DAY} (?:gone|past|just gone)\b|\b(?:(?:since|from|at|in|about|around|by|until|till) )*(?:the )?(?:very "
    rf")?(?:beginning|start|middle|mid|end|first half) of (?:the month|this month|last month|{_MONTH})|\b(?:since |"
    rf"from |on |about |like |around )*(?:the )?(?:week|weekend) (?:before|afore) last|\b(?:about |maybe |like "
    rf")?{_COUNT} (?:days?|weeks?) after (?:i|we|you) (?:saw|seen|was|were|last)\b(?: \w+){{0,2}}|\b(?:on |the )*next "
    rf"(?:morning|day) after [\w ]{{1,20}}|\b(?:since |from |on )*the (?:first|next) (?:night|morning|day) (?:home|"
    rf"after|back)(?: \w+){{0,2}}|\b(?:since|from) (?:about |around |like |maybe )*(?:{_COUNT}|ten|a fortnight)(?: or "
    rf"(?:so|{_COUNT}))? ?(?:hours?|days?|nights?|weeks?|months?)?\b(?: ago)?(?: or so| or better)?|\b(?:day) (?:one|"
    rf"two|three|four|five|six|seven|eight|nine|ten|\d+)(?: or (?:one|two|three|four|five|six|seven|eight|nine|ten|"
    rf"\d+))?|\b(?:since |from |on |in |about |like |around |the )*(?:the )?(?:first|second|third|fourth|fifth|sixth|"
    rf"\d+(?:st|nd|rd|th)) (?:few |couple of |{_COUNT} )?(?:days?|weeks?|nights?)(?: or so| of the \w+| of \w+)?|"
    rf"\b{_COUNT} (?:days?|weeks?|months?) (?:in|into (?:it|the \w+))\b(?! (?:hospital|the|a)\b)|\b(?:from|since) "
    rf"(?:when )?(?:i |he |she )?(?:start\w*|began|came home|got home|got back)(?: (?:the |on |taking |it|them)\w* "
    rf"?\w*)?|\bthis (?:past )?(?:two |three |few )?weeks?\b|\b(?:a )?month ago\b|\b{_COUNT} (?:days?|weeks?) (?:or "
    rf"(?:so|better)|now|already)\b",
    re.IGNORECASE,
)


def times_in(text: str) -> list[re.Match[str]]:
    """Every time named in `text`, as fully as said, left to right."""
    found: list[re.Match[str]] = []
    told = cue_file("event_times").cue("times", "told")
    named = (*told.finditer(text), *_SAID_FULLY.finditer(text), *WHEN.finditer(text))
    for match in sorted(named, key=lambda m: (m.start(), -m.end())):
        if not found or match.start() >= found[-1].end():
            found.append(match)
    return found
