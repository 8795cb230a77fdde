"""Telephone, fax, pager and extension numbers that words around them tell, whole or in part."""

from collections.abc import Iterator

from trialvoice.redact.finding.cues import GAP, NOT_YEAR, SHORT_GAP, cue_of, hits_of
from trialvoice.redact.finding.patterns import UNIT
from trialvoice.redact.reading.lines import Line
from trialvoice.redact.spans import Hit

_RUN = r"(?P<v>\+?\(?\d[\d\s,.()-]*\d)"
_CUES = (
    cue_of(
        "phone",
        "PHONE",
        r"\b(?:phone|telephone|cell(?:phone)?|mobile|landline|fax|facsimile|pager|bleep(?:er)?|vocera|dect|handset|call(?:ed|ing|\s+back)?"
        r"|reach(?:ed)?|text|dial|ring|contact|number|tel|line|voicemail|"
        rf"area\s+code|digits)\b{GAP}{_RUN}(?!\s*{UNIT}|\w|%)",
        0.7,
        7,
    ),
    cue_of(
        "phone that goes on",
        "PHONE",
        r"\b(?:phone|telephone|cell(?:phone)?|mobile|landline|fax|facsimile|pager|bleep(?:er)?|vocera|dect|handset|beeper|(?<!these\s)(?<!those\s)number|area\s+code)"
        r"(?:['’]?s|\s+(?:is|was|number|there|there['’]s|would\s+be|it['’]s|that['’]s|,)){0,4}[\s,:]+(?P<v>\d{3,6})(?=\W*$)",
        0.6,
        3,
    ),
    cue_of(
        "part of a phone",
        "PHONE",
        rf"\b(?:area\s+code|extension(?:['’]s)?|ext\.?|ends?\s+(?:in|with)|ending\s+(?:in|with)"
        rf"|last\s+(?:four|4|three|3|two|2)(?:['’]s)?(?:\s+digits)?){SHORT_GAP}(?P<v>(?!(?:19|20)\d\d\b)\d[\d\s,-]{{0,6}}\d)(?!\s*{UNIT}|\w)",
        0.7,
        2,
    ),
    cue_of(
        "short phone",
        "PHONE",
        r"\b(?:phone|cell(?:phone)?|mobile|landline|fax|facsimile|pager|bleep(?:er)?|vocera|dect|handset|beeper|home\s+number|page\s+(?:me|him|her|them)|dial|voicemail)"
        r"(?:(?:['’]s|\s+(?:is|was|number|at|on|just|there|would\s+be|it['’]s|that['’]s|uh|um)),?){0,4}[\s,:]+"
        rf"(?P<v>(?!(?:19|20)\d\d\b)\d[\d\s,()-]*\d)(?!\s*{UNIT}|\w|%|[.:]\d|\s+(?:am|pm|over)\b)",
        0.6,
        4,
    ),
    cue_of(
        "extension",
        "PHONE",
        r"\b(?:extension|ext|press|dial|desk|option|operator|switchboard|reception|nurses['’]?\s+station)(?:['’]s|\s+(?:is|was|number|it['’]s|that['’]s|uh|um|at|work|home|just|would\s+be|there|here)|,){0,4}"
        rf"[\s.,:]+(?P<v>\d[\d\s,-]*\d)(?!\s*{UNIT}|\w|%|[.:]\d)",
        0.6,
        3,
    ),
    cue_of(
        "bit of a phone",
        "PHONE",
        rf"\b(?:(?:last|first|middle|next|end|final|other)\s+(?:bit|part|half|few|section|chunk|lot|three|four|five|six|seven|\d)"
        rf"(?:\s+(?:numbers?|digits?|of\s+(?:it|the\s+number|that)))?|prefix|country\s+code|(?:starts?|begins?|starting|beginning)\s+(?:with|in))"
        rf"{SHORT_GAP}(?P<v>{NOT_YEAR}\d[\d\s,-]*\d)(?!\s*{UNIT}|\w|%|[.:/]\d|\s+(?:over|of)\b)",
        0.6,
        3,
    ),
    cue_of(
        "phone that ends in a word",
        "PHONE",
        rf"(?:\b(?:call|dial|ring|at|on|number|line|hotline|is|it['’]?s),?\s+|^)(?P<v>1[\s-]?8(?:00|33|44|55|66|77|88)[\s,-]+(?!{UNIT})[a-z]{{4,}}"
        r"(?:[\s-]\d+)?)(?=\W*$|[.,?!]|\s+(?:and|or|hm|um|no)\b)",
        0.6,
        4,
    ),
    cue_of(
        "code before a phone",
        "PHONE",
        r"\b(?P<v>0?[2-9]\d\d)(?=\s+(?:is\s+(?:the|my|their|her|his)\s+|for\s+the\s+|as\s+the\s+)?(?:area|city|dialling|dialing|country)\s+code)",
        0.6,
        3,
    ),
    cue_of(
        "pager of three digits",
        "PHONE",
        rf"\b(?:page|bleep|beep)\s+(?:me|him|her|them|us)(?:\s+(?:on|to)|,)\s+(?P<v>\d[\s,-]*\d[\s,-]*\d)(?!\s*{UNIT}|[\w%]|[.:]\d|[\s,-]*\d)",
        0.6,
        3,
    ),
    cue_of(
        "extension of a digit",
        "PHONE",
        r"(?<!study )(?<!label )(?<!knee )(?<!hip )(?<!wrist )(?<!elbow )"
        r"\bextension(?:\s+(?:number|is|was))*[\s,:]+(?P<v>\d)"
        r"(?=\W*$|[.,?!]|\s+(?:please|at|in|or|and|for|if|then)\b)",
        0.6,
        1,
    ),
    cue_of(
        "extension written",
        "PHONE",
        r"\b(?:for|number|desk|line|main|office|phone|switchboard|at|to|on|it['’]?s|is|me|\d{4}),?\s+(?P<v>x[\s-]?\d{2,5})\b",
        0.6,
        2,
    ),
)


def phones(line: Line) -> Iterator[Hit]:
    """The numbers that a cue in the same turn tells."""
    if not line.has_digit:
        return
    for cue in _CUES:
        yield from hits_of(line, cue)
