"""How answers to staff go: how it went, which of a list, whose it is. `answers` weighs them."""

import re

from trialvoice.safe.language.cues import PERSON

FOLLOWED_UP = re.compile(
    r"^\W*(?:(?:um+|uh+|oh|ooh|ah|well|yeah|yes|aye|no|nope|so|that|it|they|those|it's|it'll|that's|that'd|they're|"
    r"he's|she's|he|she|i'm|all|is|are|was|were|has|have|had|been|i'd say|i think|thank god|thankfully|actually|"
    r"kind ?of|kinda|mostly|just|pretty much|much|a (?:lot|bit|little|wee bit)|bit|lot|way|about the|about|"
    r"more or less|"
    r"completely|totally|all but|nearly|almost|long|quite|the same as|both|finally|eventually|since|now|got|gotten|"
    r"getting|gets|oh aye|aye|if anything|ain't)[\s,.…]+)*"
    r"(?:gone\b(?! (?:to|out|up|down (?:the|to)))|(?:it |they |that )?went\b(?= (?:away|off|down|by|after|within|"
    r"when)\b)|"
    r"stopped|quit\b|cleared|settled|healed|finished|over\b(?= (?:and|with|now|in|by)|\W*$)|"
    r"wore off|worn off|passed off|better\b(?! (?:not|get|than nothing))|worse|less\b|easing|eased\b(?! (?:it|them|"
    r"the|my))|calmed|faded|"
    r"improv(?:ed|ing)|"
    r"still (?:there|got|have|having|getting|get|gets?|here|a bit|sore|on\b(?! (?:the|it|them|my))|going|bad|the same|"
    r"with me|comes?|around|about|bothering|(?!taking|using|working|smoking|doing|living|on the)\w+ing\b)|"
    r"(?:the )?same\b(?! (?:day|time|one|drug|tablet|dose|thing again))|no change|no different|unchanged|"
    r"comes? and goes?|"
    r"on and off|"
    r"off and on|never (?:(?:really|quite|actually) )?(?:came|come|been|happened|shifted|went|left|bothered|had)\b|"
    r"(?:has|have|had|did|does|do|is|was)(?:n't| not) (?:been|come|came|gone|had|happened|shifted|bothered|returned|"
    r"cleared|settled|stopped|got any)\b|"
    r"(?:not|nothing|none|never|not once|not (?:a|one|had one|had any)(?: \w+)?) (?:since|any ?more|again|"
    r"these days)\b|no more\b|no longer|"
    r"(?:it |they |that )?(?:came|come|comes) back|back again|is back|"
    r"n(?:o|ot|or) (?:any |much |a lot )?(?:better|worse|different)|nothing since|as (?:bad|good) as|up and down|"
    r"hanging on|lingering|resolved|on the mend|mending|history|back to (?:normal|usual|myself))",
    re.IGNORECASE,
)
"""How it goes with what was asked about: so it was there."""
STRONGLY_BACK = re.compile(
    r"\b(?:never (?:came|come) back|(?:has|have|had)(?:n't| not) (?:been|come) back|(?:came|come|comes|is|are) back|"
    r"cleared|"
    r"settled|gone\b(?! (?:to|out|up|down the))|went away|stopped|still (?:there|bad|bothering|playing up)|"
    r"comes? and goes?|"
    r"passed off|wore off|healed|on the mend|nothing since|not since)\b",
    re.IGNORECASE,
)
"""An answer that only something untoward is given."""
ASKED_FIRST = re.compile(
    r"\b(?:any(?:thing|one)?\b(?! ?more| longer| better| worse| sign)|ever\b|did you (?:pass|get|have))", re.IGNORECASE
)
"""Asked as of something that may never have been."""
NOT_ONCE = re.compile(r"^\W*(?:\w+[,.]? )?(?:not|never|nothing|none|hasn't|haven't|didn't)\b", re.IGNORECASE)
WHAT_OF_IT = re.compile(r"^\W*what (?:[\w']+ ?){1,3}\?", re.IGNORECASE)
"""An answer that knows of none: "What cough?"."""
THAT_IS_IT = re.compile(
    r"^\W*(?:(?:um+|uh+|oh|ah|well|yeah|yes|aye|yep|no)[\s,.…]+)*(?:that's (?:the one|it|the word|him|them|"
    r"exactly it|what (?:i|it|he|"
    r"she|they|the \w+))|that'll be it|the very (?:one|thing)|that one|exactly|spot on|yeah that|you've got it|"
    r"you got it)",
    re.IGNORECASE,
)
"""An answer that takes the name offered for what was described."""
ASKED_ABOUT_IT = re.compile(
    r"\b(?:since when|when did (?:it|that|they|those|this)|how (?:long|bad|often)|"
    r"(?:have|had|has|get|got) (?:that|it|them|those)|"
    r"is (?:it|that) (?:still|new)|did (?:it|that|they) (?:go|stop|start|come))\b",
    re.IGNORECASE,
)
ONLY_THAT = re.compile(r"^\W*(?:(?:no|yes|yeah|well|um+|uh+|oh)[\s,.]+)*(?:just|only|mainly|mostly)\b", re.IGNORECASE)
"""An answer to a list that takes one thing and leaves the others."""
AS_USUAL = re.compile(
    r"\b(?:(?:no|not|any) (?:more|worse|different) (?:than|to|from) (?:usual|normal|any(?:body|one)|most|before|ever|"
    r"always|the next)|(?:no more|not any more) than|same as any(?:body|one)|only the usual|just the usual)\b",
    re.IGNORECASE,
)
"""What anybody has, or what was there all along."""
PLAIN_YES = re.compile(
    r"^\W*(?:(?:um+|uh+|oh|well)[\s,.]+)*(?:yes|yeah|yep|yup|mm-?hmm)\b(?! (?:but|no)\b)", re.IGNORECASE
)
OF_ANOTHER = re.compile(
    rf"^\W*(?:(?:no|oh|yes|yeah|ah|well|that's|that was|that is|it's|it was)[\s,.]+)*(?:my|his|her|"
    rf"our) (?:[\w-]+ )?{PERSON}\W*$",
    re.IGNORECASE,
)
"""An answer that says whose it is: "Barb, migraine." - "My sister."."""
