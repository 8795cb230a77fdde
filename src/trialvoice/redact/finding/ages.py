"""Ages over eighty-nine: "my gran made it to a hundred and two", "she'll be ninety five come june"."""

import re
from collections.abc import Iterator

from trialvoice.redact.finding.cues import KIN
from trialvoice.redact.finding.patterns import UNIT
from trialvoice.redact.lexicon import lexicon
from trialvoice.redact.reading.lines import Line
from trialvoice.redact.spans import Hit

_NO_YEARS = UNIT.replace("|years?|yrs?|yo", "")
_MEASURED = (
    rf"(?:[.:/]\d|,?\s*\d|\s*(?:[%/°]|over\b|{_NO_YEARS}|(?:systolic|diastolic|kilos?|kgs?|kilograms?|stone|watts"
    rf"|centimet\w+|millimet\w+)\b"
    r"|on\s+(?:(?:the|a|an)\s+(?!nose)|room|air|oxygen|two|\d|exertion|admission|repeat|recheck)|for\s+(?:the|his"
    r"|her|my)"
    r"|at\s+(?:rest|night|bedtime)|after\s+(?:a\s+)?(?:meal|lunch|dinner|breakfast|exercise)))"
)
"""What follows a reading, and no age."""
_NUMBER = rf"(?:9\d|1[01]\d)(?:\s?(?:st|nd|rd|th)\b)?(?:\s+and\s+a\s+half)?(?!\w|{_MEASURED})"
_ABOUT = (
    r"(?:(?:like|about|around|both|all|each|nearly|almost|only|just|now|already|not|still|at\s+least|maybe"
    r"|well|some|probably|gonna)\s+)*"
)
_OLD = (
    rf"(?:a\s+[a-z]+y\s+)?(?P<v>(?:(?:a|over|past)\s+)*{_NUMBER}(?:(?:\s+now|\s+today|\s+already)?(?:,?\s+(?:and"
    rf"|or|to|and\s+then|going\s+on|soon)|,)\s+(?:a\s+)?{_NUMBER})*)"
)
_PERSON = (
    rf"(?:i|he|she|they|who|you|we|both|{KIN}s?|parents|grandparents|great[\s-]grand\w+|grandmothers?|grandfathers?"
    rf"|patient|participant"
    r"|resident|client|m[ae]n|wom[ae]n|lady|lad|guy|girl|boy|fellow|gentleman|veteran|roommate|boss|teacher"
    r"|landlord|landlady|priest|pastor|nun|boyfriend|girlfriend|someone|somebody|volunteer|widow|widower"
    r"|person|folks|twins?)"
)
_IS = (
    r"(?:am|is|are|was|were|be|been|being|['’](?:m|re|s|ll\s+be|d\s+be|d\s+been)|turn(?:s|ed|ing)?|look(?:s|ed)?"
    r"|becomes?|became|hits?|reach(?:es|ed)?|makes)"
)
_DEATH = r"(?:lived|made\s+it|died|dying|passed|went|celebrated|gone|lost|buried|survived|got|hung\s+on|going\s+strong)"
_CUES = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"\b{_OLD}[\s-]*(?:years?[\s-]*(?:old|of\s+age|young)|y/?o\b|yrs?[\s-]*old|something\b)",
        rf"\b(?:ages?|aged|at\s+(?:my|his|her|your|our)\s+age,?|(?:m[ae]n|wom[ae]n|lady|person)\s+of|(?:was|is)"
        rf"\s+age|at\s+(?:the\s+)?(?:ripe\s+)?(?:old"
        rf"\s+)?age(?:\s+of)?|old\s+age\s+of|age\s+(?:is|was)|turn(?:ed|ing|s)?"
        rf"|lived\s+(?:to|past|until|till)(?:\s+be)?|living\s+to(?:\s+be)?|liv(?:ed|ing)\s+(?:until|till|past)|just"
        rf"\s+over|(?:died|passed|gone|dead)(?:\s+away)?(?:\s+\w+){{0,2}}\s+at"
        rf"|ma(?:de|kes?|king)\s+it\s+(?:to|past)|reach(?:ed|ing)?|pushing|(?:going|getting|closing)\s+(?:on|in"
        rf"\s+on)|approaching|see|celebrat\w+)\s+{_ABOUT}{_OLD}",
        rf"\b{_PERSON}(?:,?\s+(?!sugars?|pulse|pulse|pressure|weight|heart|rate|score|sats?|oxygen|glucose|number"
        rf"|bottom|top|reading|level|temp\w*)[a-z'’]+){{0,4}},?(?:\s+|(?=['’])){_IS}(?:,(?:"
        rf"\s+[a-z'’]+){{1,4}},)?\s+{_ABOUT}{_OLD}",
        rf"\b(?:he|she|who|they|i|you|we)(?:['’](?:s|m|re|ll|d))?\s+(?:(?:will|would|could|do|does|did|['’]ll|is"
        rf"|was|gonna|going\s+to|about\s+to|got\s+to|must|might)(?:n['’]t|\s+not)?\s+)?{_IS}\s+{_ABOUT}{_OLD}",
        rf"\b{_PERSON}\s+(?:\w+\s+){{0,2}}{_DEATH}(?:\s+\w+){{0,3}}?\s+(?:at|to|past|till|until|was|the)\s+(?:(?:be"
        rf"|age|the|ripe|old|of|well|away|past|she|he|was)\s+)*{_ABOUT}{_OLD}",
        rf"(?:^|[.?!,]\s+)(?:(?:and|but|so)\s+)?at\s+{_OLD},?\s+(?:i|he|she|they|my|you|we|it|nobody|everything)\b",
        r"\b(?P<v>(?:9\d|1[01]\d)(?:st|nd|rd|th)|(?:one\s+|1\s*)?hundredth|ninetieth|1\d\d\s+and\s+(?:first|second"
        r"|third)|(?:9\d|1[01]\d))\s+(?:birth\s?day|b-?day)",
        r"\b(?:in|into|to|past|well\s+into)\s+(?:my|his|her|their|your|our)\s+(?P<v>(?:(?:early|mid|late|very"
        r"\s+late)[\s-]+)?(?:nineties|90['’]?s|hundreds))"
        r"(?=\W*(?:$|[.,?!;]|(?:now|and|when|but|on|with|before|then|so|like|he|she|they|i|both|already|still|too"
        r"|these)\b))",
        rf"\b{KIN}\s+(?:(?:is|was)\s+)?in\s+(?:the\s+)?(?P<v>(?:early|mid|late)[\s-]+nineties)",
        rf"\b(?P<who>[a-z]+)(?:\s+|(?=['’])){_IS}\s+{_ABOUT}{_OLD}",
        rf"\b{KIN}(?:(?:\s+[a-z]+)?\s*[:,]|['’]s,|['’]?s?(?:,?\s+(?:is|was|still|living|alive|well|with\s+us|around"
        rf"|here|and|kicking|healthy|died|passed|away|gone|lives?)){{1,5}},?)?\s+(?:at\s+)?{_OLD}",
        rf"\b(?:look\w*|do\w*|shape)\s+(?:\w+\s+)?for\s+{_OLD}(?=\W*$|[.,?!])",
        rf"^\W*{_ABOUT}{_OLD}\s+(?:now|already|next\s+\w+|this\s+(?:year|\w+day))\b",
        rf"^\W*{_OLD}(?:,|\s+and)\s+(?:still|never|not|he|she|i|sharp|going|doing|living|lives?|counting|proud)\b",
        r"\b(?P<v>(?:nona|cente|super\s?cente)(?:ge)?narians?)\b",
    )
)
_HINT = re.compile(r"9\d|1[01]\d|ninetie|hundred|narian", re.I)


def ages_told(line: Line) -> Iterator[Hit]:
    """Ages from ninety on, in years, with the "a" of "a hundred and one"."""
    if not _HINT.search(line.text):
        return
    for cue in _CUES:
        for found in cue.finditer(line.text):
            if _somebody(line, found):
                yield Hit(*found.span("v"), "AGE", 0.6, "age told")


def _somebody(line: Line, found: re.Match[str]) -> bool:
    """Whether the one of whom an age is told has a name, where the cue asks for one."""
    return "who" not in found.re.groupindex or found["who"].lower() in lexicon().given
