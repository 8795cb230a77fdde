"""When things were said to have happened, in the speaker's words."""

import re

_COUNT = (
    r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a couple(?: of)?|"
    r"couple(?: of)?|a few|"
    r"several|some|\d+)"
)
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_PERIOD = r"(?:morning|afternoon|evening|night|week|weekend|month|day)"
_ORDINAL = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|last|next|\d+(?:st|nd|rd|th))"
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_TH = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    r"\w+teenth|twentieth|"
    r"thirtieth|twenty-?\s?\w+(?:st|nd|rd|th)|thirty-?\s?first)"
)
_TAG = r"\[DATE_\d+\]"
WHEN = re.compile(
    rf"\b(?:(?:about|around|roughly|maybe|almost|nearly|"
    rf"just)\s+)?{_COUNT}\s+(?:or\s+{_COUNT}\s+)?(?:hours?|days?|nights?|weeks?|months?)\s+"
    rf"(?:ago|back|earlier|later|into \w+(?: \w+)?|after (?:\w+ ){{0,3}}(?:dose|tablets?|"
    rf"starting|started|drug|visit|"
    rf"medication|injection|infusion|began)|before (?:\w+ ){{0,2}}visit)|"
    rf"\b(?:on |last |this |since |this past |every |over the )(?:(?:last|the|past|this) "
    rf")?{_DAY}(?: (?:morning|afternoon|evening|night))?"
    rf"(?: and (?:on )?{_DAY}(?: (?:morning|evening|night))?)?|"
    rf"\b{_DAY}(?: (?:morning|afternoon|evening|night))?(?: and {_DAY})?|"
    rf"\b(?:last|this|since last|the other|this past|over the|at the|that|the last|the whole) {_PERIOD}\b|"
    rf"\byesterday(?: (?:morning|afternoon|evening))?\b|\btoday\b|\bthe day before yesterday\b|"
    rf"\blast night\b|\btonight\b|"
    rf"\b(?:(?:in|during|after|since|for|over|around|about|on|by) )?(?:about |around )?(?:the |"
    rf"my ){_ORDINAL} (?:{_COUNT} )?"
    rf"(?:hours?|days?|nights?|weeks?|doses?|months?|visit|tablet|injection|infusion)(?: of (?:the )?\w+)?|"
    rf"\b(?:in |around |on |since )?(?:week|day) (?:one|two|three|four|five|six|seven|eight|"
    rf"nine|ten|twelve|\d+)\b|"
    rf"\b(?:since|right after|soon after|shortly after|ever since|after) (?:i |we |he |she |"
    rf"i'd )?(?:start(?:ed|ing)|began|beginning|"
    rf"taking|took) (?:the |it|them|on |this |my )?(?:\w+ ){{0,1}}\w*|"
    rf"\b(?:on |since |around )?(?:the )?(?:\d+(?:st|nd|rd|th)? (?:of )?{_MONTH}|{_MONTH} "
    rf"(?:the )?(?:\d+(?:st|nd|rd|th)?|{_TH})|{_TH} of {_MONTH})|"
    rf"\b(?:on|since|around) the {_TH}\b(?! (?:dose|visit|week|day|time|tablet))|(?:\b(?:on|"
    rf"since|around|about) )?{_TAG}|"
    rf"\b(?:for|over|in) (?:about )?the (?:last|past) (?:{_COUNT} )?(?:hours?|days?|nights?|"
    rf"weeks?|months?)\b|\b20\d\d-\d\d-\d\d\b",
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
