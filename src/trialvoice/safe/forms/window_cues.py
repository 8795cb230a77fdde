"""By what staff are known to ask, to ask on, to settle and to read back what goes on a form."""

import re

from trialvoice.safe.language import cues

OF_ANOTHER = re.compile(
    rf"(?:^\W*(?:(?:and|so|what about|how about)\W+)*|\b(?:does|is|has|did|was|do|are) )your {cues.PERSON}\b",
    re.IGNORECASE,
)
YOU = re.compile(r"\byou\b", re.IGNORECASE)
ONE_MORE = re.compile(r"\b(?:other|else|(?<!no )(?<!any )more|another|besides|apart from)\b", re.IGNORECASE)
OF_THOSE = re.compile(r"\bof (?:those|them|these)\b", re.IGNORECASE)
OF_IT = re.compile(r"\b(?:it|that)\b", re.IGNORECASE)
"""A question that goes on about what was just spoken of."""
HOW_MANY = re.compile(r"\bhow (?:many|much|often)\b", re.IGNORECASE)
SETTLES = re.compile(
    r"\b(?:altogether|all together|in total|(?<!all )in all|all told|total of|makes it|i (?:count|counted|make it)|"
    r"(?:i'm|i am|i'll|i will|let me|we'll|i've) (?:just )?(?:put(?:ting)?|tick(?:ed|ing)?|mark(?:ed|ing)?|"
    r"writ(?:e|ing)|record(?:ing)?|enter(?:ing)?|call(?:ing)? (?:it|that)))\b",
    re.IGNORECASE,
)
ASKS_ON = re.compile(
    r"\b(?:now|today|roughly|what number|how (?:many|much|bad|about (?:now|today))|what (?:is|was|would) it|what's it|"
    r"give me a (?:number|figure)|out of|this week|overall|on average|in general)\b",
    re.IGNORECASE,
)
READS_BACK = re.compile(r"\b(?:correct|right|yes|okay|agreed|is that fair)\?$", re.IGNORECASE)
SO = re.compile(r"^\W*(?:(?:okay|ok|right|and|well|oh)[\s,.]+)*so\b", re.IGNORECASE)
NONE = re.compile(r"\b(?:none|nothing|zero|nought)\b", re.IGNORECASE)
A_SPAN = re.compile(r"\s*(?:minutes?|hours?|days?|weeks?|months?|years?)\b", re.IGNORECASE)
WANTS_IT = re.compile(
    r"\b(?:a (?:number|figure|score)|altogether|all together|in total|in all|roughly|out of ten|for me)\W*$",
    re.IGNORECASE,
)
"""How staff ask for a figure without a question."""
SOON, FEWEST = 2, 4
"""Turns and words of staff's own answer to what was just spoken of."""
LEAST_SERIES = 3
STILL_SPOKEN_OF = 8
"""Turns after the item was spoken of in which staff may settle it."""
