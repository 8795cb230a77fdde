"""What stands around a number that says whether it can be the value of an item: labels, times, other moments."""

import re

from trialvoice.safe.forms.form_lexicon import form_words

SAY = re.compile(
    r"\b(?:say|put|give it|rate|call it|score|a|about|around|at|be)\s+(?:it\s+)?(?:a|an|at|about|around)?\s*$",
    re.IGNORECASE,
)
WORDS_ALONE = re.compile(r"\b(?:a )?(couple|pair|single|twice|once|dozen|half a dozen)\b(?: of)?", re.IGNORECASE)
ONE_ALONE = re.compile(r"^(?:one|1)$", re.IGNORECASE)
LEFT = re.compile(rf"\s*(?:\w+\s)?(?:{'|'.join(form_words()['left_over'])})\b", re.IGNORECASE)
FOREIGN = re.compile(rf"[\s-]*(?:{'|'.join(form_words()['foreign'])})(?!\w)", re.IGNORECASE)
LABEL = re.compile(rf"\b(?:{'|'.join(form_words()['label'])})\s+$", re.IGNORECASE)
NOT_ONE = re.compile(r"\b(?:not|nary|never|no|nae)(?: a| even| the)?\s+$", re.IGNORECASE)
THE_ONE = re.compile(
    r"\b(?:(?:just|only) (?:the|that|this|a single) (?:one|once)|only (?:one|once)|the one (?:time|day|"
    r"night))\b(?! (?:that|which|who))",
    re.IGNORECASE,
)
"""One of what was asked about, rather than a certain thing."""
NOT_ONCE = re.compile(r"\b(?:not|nary|never)(?: a| even)?\s+$", re.IGNORECASE)
NAMED_TO = re.compile(r"\s*(?:(?:of|is|at|was|a|an|the|still|now|about|:|=)\s*)*$", re.IGNORECASE)
SINCE = re.compile(
    r"\b(?:since|before|until|till|back in)\s+(?:(?:you|he|she|they|i|we)(?:'re|'s|'m| are| is| am) |about |"
    r"around |oh |the )*$",
    re.IGNORECASE,
)
THEN = re.compile(
    r"(?:^|[.!?])\W*(?:before\b|last (?:time|week|month|visit|year)\b|at (?:first|the start))[^.!?,;]*$", re.I
)
"""A sentence that starts on another time: "before I would say | eight"."""
AT_LEAST = re.compile(
    r"\s*(?:\w+ )?(?:or|and) (?:more|over|above|higher|less|fewer|under|below)\b(?=[^.!?]{0,60}\byou|[^.!?]{0,30}$)",
    re.I,
)
NEEDED = re.compile(r"\b(?:need|needs|needed|require[sd]?|cut-?off (?:is|of))\s+(?:to be |at least |about )*$", re.I)
AT_A_TIME = re.compile(r"\bat\s+$", re.IGNORECASE)
CLOCK = re.compile(r"\b(?:at|till|until|past|before|after)\s+$", re.IGNORECASE)
TO_BED = re.compile(
    r"\b(?:to (?:sleep|bed)|up|out|home|asleep|lunch|dinner|supper) (?:at|by|around|about)\s+$", re.IGNORECASE
)
AFTER_TIME = re.compile(
    r"[\s:]*(?:\d|five|ten|fifteen|twenty|thirty|forty|fifty|o'clock|[ap] ?m\b|in the)", re.IGNORECASE
)
ONE_BEFORE = re.compile(
    r"(?:^|[.,;:!?…]|\b(?:is|just|only|about|maybe|like|well|oh|um|uh|so|it's|was|a|or|say|no|think|it|now|"
    r"still|grade|class|status))\s*$",
    re.IGNORECASE,
)
ONE_AFTER = re.compile(
    r"\s*(?:$|[.,;!?…]|(?:in|over|for|during|since|out of|from|on) (?!the (?:morning|evening|afternoon|other)|"
    r"my|his|her)\w+|(?:this|last|today|now|then|so|same|i (?:think|guess|reckon|mean|suppose|'d say))\b)",
    re.IGNORECASE,
)
UNIT_SAID = re.compile(r"[\s-]*(?:degrees )?(kg|cm|lbs?|[A-Za-z]{3,})\b")
TIMES_A = re.compile(r"\s*times (?:a|per|each|every)\b", re.IGNORECASE)
FROM = re.compile(r"\bfrom (?:an? |about |around )?$", re.IGNORECASE)
TO = re.compile(r"\s*(?:%|percent|\w+)?\s*(?:down |up )?to\b", re.IGNORECASE)
ADJACENT = re.compile(r"\s*(?:(?:that|which) )?(?:(?:are|were|is) )?")
TIED_AFTER = re.compile(r"\s*(?:for|on|with|in|of|to)\s", re.IGNORECASE)
TAKEN_BACK = 20
"""Characters before a "no" in which another number stands that it takes back."""
A_YEAR = 4
"""The least that stands for a year: "since oh four"."""
CLOSE = 30
"""Characters, with what is added for clauses and numbers between, at which a name is surely the number's."""
LONG = 250
"""Characters of a sentence that is a whole turn without punctuation, of which no word tells about all."""
BREAK = re.compile(r"[.;:,!?…]|\b(?:and|but)\b", re.IGNORECASE)
NOW = re.compile(r"\b(?:today|now|nowadays|these days|currently|this morning|at the moment|right now)\b", re.IGNORECASE)
