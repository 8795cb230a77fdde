"""Where a stay in hospital is told, in the words of whoever was there: "they kept her in", "two nights on the ward".

A visit to an emergency room, however long, is no stay; being taken to a hospital is one only where something else says
so: nights, a ward, a discharge.
"""

import re
from collections.abc import Iterator, Sequence

from trialvoice.safe.language.assertion import Mention
from trialvoice.safe.language.dialogue import Dialogue, Sentence
from trialvoice.safe.seriousness.happened import happened, planned, sentences_near

_PERSON = (
    r"(?:me|him|her|us|you|them|both|(?:my|the|our|his|your) \w+|\[NAME_\d+\]|the (?:participant|subject|patient)|"
    r"subject \S+|mum|mom|dad|mother|father|nan|gran(?:ny|dad|ma|pa)?)"
)
_N = r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|several|a few|a couple(?: of)?|another|\d+)(?: \w+)??"
_SPAN = r"(?:nights?|days?|weeks?)"
_HOSPITAL = (
    r"(?:hospital|infirmary|icu|hdu|itu|ccu|intensive care|high dependency|coronary care|critical care|sick ?bay)"
)
_WARD = r"(?:[\w-]+ ){0,2}(?:ward|unit|floor)"
_DAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|that|the first|christmas|easter)"
_OTHER_UNIT = r"(?! (?:of (?:alcohol|insulin|blood)|price))"
_ERRAND = (
    r"(?! (?:car|pharmacy|cafe|cafeteria|lobby|gift|parking|shop|visit(?:ing|or)?|appointment|food|canteen|today|"
    r"now)\b| for (?:my|the|a|his|her|your|an) (?:appointment|visit|test|scan|x-?ray|check\w*|blood))"
)
_STAYS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:was|were|got|been|being|get|be|had him|had her|i'm|he's|she's|and|so|then)(?: \w+)? "
        r"(?:re-?)?admitted\b(?! (?:that\b|it\b|he\b|she\b|i\b|to (?:the |this |our )?(?:study|trial)))",
        rf"\badmit(?:ted)? {_PERSON}(?! to (?:the |this |our )?(?:study|trial))\b",
        r"\badmitted (?:to|for|on|at|overnight|from|into|last|in|over|with|under)\b(?! (?:the |this |our )?(?:study|"
        r"trial))",
        r"\b(?:because of|due to|for|during|since|after|the|that|his|her|my|your|an|emergency|unplanned) "
        r"(?:(?:hospital|first|second|last|previous|other|emergency|january|february|march|april|may|june|july|august|september|"
        r"october|november|december|summer|winter|spring|autumn) )?admission\b(?! (?:criteri|test|form))",
        r"\bhospitali[sz](?:ed|ations?)\b",
        rf"\b(?:kept|keep|keeping|held) {_PERSON} (?:in\b(?! (?:the|an?|my|his|her|mind|touch|line|shape|check|"
        rf"bed)\b)|over ?night|(?:for )?(?:about |only |just )?(?:observation|the (?:night|weekend|week)|{_N} (?:more "
        rf")?{_SPAN})|under observation|for observation|(?:{_DAY} night)|on (?:the|a) {_WARD}|all (?:night|weekend)|"
        rf"(?:at|in) (?:the )?hospital|(?:until|till) (?:the )?(?:\w+day|next|morning|following))\b",
        rf"\b(?:they|hospital|doctors?|nurses?|and) (?:had )?kept {_PERSON}(?=\s*(?:[.,;!?]|$|and\b|because\b|"
        rf"there\b))",
        rf"\b(?:was|were|got|been|being|be|get) kept (?:in\b(?! (?:the|an?|my|his|her|mind|touch|check)\b)|over "
        rf"?night|there|under|until|till|for (?:observation|the (?:night|weekend)|{_N} {_SPAN}))",
        rf"\b(?:had|have) {_PERSON} (?:in|there) (?:over ?night|for {_N} {_SPAN}|for the (?:night|weekend)|(?:the "
        rf")?hospital)",
        rf"\b(?:would|did)(?:n't|nt| not) let {_PERSON} (?:go|come|leave|out|home)\b(?! (?:to|on) (?:work|school|"
        rf"holiday))",
        r"\b(?:overnight|hospital) stays?\b|\bhospital (?:bed|gown)\b|\breadmi(?:tted|ssion)\b",
        r"\b(?:drip|fluids|oxygen|monitor\w*|antibiotics|observ\w+)(?: \w+)? over ?night\b",
        r"\bin (?:saint|st\.?|mount|\[SITE_\d+\]|the (?:royal|general)) ?\w* (?:from|for|until|till|overnight|over)\b",
        r"\b(?:he's|she's|i'm|is|are|still|been) (?:still |back )?in (?:the )?(?:hospital|infirmary)\b(?! (?:pharmacy|"
        r"shop))",
        rf"\blet {_PERSON} (?:out|go home|come home|home) (?:on|after|this|yesterday|today|last|again|{_DAY})",
        rf"\b{_N} {_SPAN} on (?:a|the) drip\b|\b(?:he'?s|she'?s|is) still in(?=\s*(?:[.,;]|$))",
        rf"\b(?:up|at|in|down) the hospital (?:all (?:weekend|week)|the whole (?:weekend|week)|since {_DAY})\b",
        r"\b(?:had|made (?:me|him|her)|have) (?:to )?(?:stay|spend) (?:in\b(?! (?:bed|all|the house|my))|over ?night|"
        r"the night)",
        rf"\b(?:stay(?:ed)?|spent|spend|staying|were|was|lay|be) (?:[\w-]+ ){{0,5}}(?:{_SPAN}|weekend) (?:in|at|on|up "
        rf"on|down in) (?:the |a |that |an )?(?:{_HOSPITAL}|{_WARD}|there\b)",
        rf"\bstay(?:ed)? (?:in )?(?:for )?{_N} {_SPAN} (?:in|at|there)\b(?! (?:bed|home|my))",
        r"\bstay(?:ed)? (?:in )?over ?night\b(?! (?:with|at (?:my|her|his|a)))",
        rf"\b{_N} {_SPAN} (?:in|at|on|up on) (?:the |a |that |an )?(?:[\w-]+ ){{0,2}}?(?:{_HOSPITAL}|ward|"
        rf"unit{_OTHER_UNIT})\b",
        rf"\b{_HOSPITAL},? (?:for )?{_N} {_SPAN}\b",
        rf"\bover ?night (?:in|at) (?:the |a |that )?{_HOSPITAL}\b|\b{_HOSPITAL} over ?night\b",
        rf"\bin (?:the |a )?hospital (?:for|from|since|over|until|till|overnight)\b{_ERRAND}",
        rf"\b(?:was|were|been|'d been|only|just) (?:you |he |she )?(?:only |just )?in (?:for )?(?:about )?{_N} "
        rf"{_SPAN}\b",
        rf"\b{_N} nights? in(?=\W*(?:$|with\b|for\b|on a drip))",
        r"\bon (?:the|a|that|your|our) (?!back )(?:[\w-]+ ){0,2}ward\b(?! (?:rounds?|list|phone|number|staff|nurse))",
        r"\b(?:in|on|to|into) (?:the |an? )?(?:[\w-]+ )?(?:intensive care|icu|itu|high dependency|hdu|coronary care|"
        r"critical care|(?:cardiac|heart|stroke|burns|surgical|medical|neuro\w*|renal|kidney|psychiatric|acute|"
        r"assessment) (?:unit|ward|floor))\b",
        r"\bemergency (?:surgery|operation|appendectomy|c-?section|caesarean|bypass)\b",
        r"\b(?:he'?s|she'?s|i'?m|is|are|was|were) (?:still |back )?(?:up )?(?:on ward \w+|in (?:the )?(?:royal|"
        r"general)\b)",
        r"\b(?:he'?s|she'?s) (?:still |back )?in \[SITE_\d+\] (?:with|since|again)\b",
        r"^\W*(?:out of|in) (?:the )?hospital\W*$|\bbeen in (?:once|twice|again|\w+ times)\b",
        rf"\bwith (?:the|my|his|her|an?) [^.?!]{{3,40}}, {_N} (?:nights|days)\W*$",
        r"\bhow long (?:was|were|'s|is|did) (?:you|he|she|they) (?:in|kept|on the ward|have to stay|"
        r"stay(?: in)?)\b(?! (?:the "
        r"(?:study|room|bath|sun|car|house)|bed))|\bon admission\b(?! to (?:the )?(?:study|trial))",
        rf"\b(?:kept|keep) {_PERSON} (?:in )?(?:any )?longer\b",
        rf"\bhow long (?:were|did|have|had) they (?:keep(?:ing)?|kept|have|had) {_PERSON}\b",
        rf"\b(?:had|kept|got) {_PERSON} in (?:for )?(?:about |the )?{_N} {_SPAN}\b|\b{_N}[ -]{_SPAN}'?s? "
        rf"(?:hospital )?stay\b",
        r"\b(?:he'?s|she'?s|i'?m|is|are) (?:still )?in (?:the )?(?!animal)(?:[\w-]+ )?(?:hospital|infirmary)\b(?! "
        r"(?:pharmacy|shop|car|caf\w+|canteen|lobby))",
        rf"\b(?:as an |an |{_SPAN} )in-?patient\b",
        r"\b(?:was|were|been|had (?:me|him|her)|took (?:me|him|her)|taken) in (?:over ?night|till|until|since "
        r"(?:mon|tues|wednes|thurs|fri|satur|sun|yester))",
        rf"\b(?:have|has|had|'ve|'s) (?:had |got )?{_PERSON} in (?:since|for) (?:{_DAY}|{_N} {_SPAN}|last)",
        rf"\b(?:ended up|end up|landed|wound up|finished up|was|were|been|went|back|lying|laid up|straight|put (?:me|"
        rf"him|her)) (?:back |up )?in(?:to)? (?:the |a )?(?:hospital|infirmary)\b{_ERRAND}",
        r"\bdischarged (?:(?:me|him|her|you|them|myself|himself|herself)\b|from (?:the )?(?:hospital|ward)|home|on|"
        r"after|the (?:next|day|following)|yesterday|last|against|day \w+)",
        r"\btransferred (?:me |him |her |you )?to (?:a|the|another) (?:[\w-]+ ){0,2}(?:hospital|ward|unit|icu)\b",
        r"\b(?:was|were|got|been) sectioned\b",
        r"\b(?:came|come|got|let (?:me|him|her|us)|home|back|out) (?:\w+ )?(?:out of|from) (?:the )?hospital\b",
    )
)
_TAKEN_THERE = re.compile(
    r"\b(?:took|taken|rushed|brought|drove|driven|sent|carried|got|flown|airlifted|blue-?lighted|went|go|run|ran|at|"
    r"to|in|since) (?:me |him |her |them |us |you |my \w+ )?(?:in |straight |over |back |up |down )?(?:to |at |off to "
    r"|in )?(?:the |a |that )?(?:hospital|infirmary)\b|\bambulance\b|\ba (?:and|&) e\b|\bemergency (?:room|"
    r"department)\b|\bcasualty\b|\b(?:took|taken|whipped|had) (?:my|his|her|your) \w+ (?:out|removed)\b|\b(?:cut|"
    r"opened) (?:me|him|her) (?:open|up)\b|\b(?:put|gave|hooked|got) (?:me |him |her )?(?:\w+ ){0,3}(?:drip|bags|"
    r"pipe|stents?|catheter|pacemaker|transfusion)\b|\b(?:rang|called|phoned|sent|found|got) (?:me |him |her "
    r")?(?:for )?a bed\b|\boperated on\b",
    re.IGNORECASE,
)
_THEN_STAYED = re.compile(
    rf"\b(?:{_N} nights?|(?:came |come |back )?home (?:on )?(?:the )?(?:following )?\w+day|(?:there|stayed) (?:for "
    rf")?(?:about |"
    rf"just |only )?{_N} (?:days?|nights?)|there (?:till|until) (?:the )?(?:next|\w+day)|(?:let|sent) (?:me|him|her|"
    rf"us|them) (?:go )?(?:home|out) (?:on |the |after |\w+day)|discharge\w* (?:letter|summary|papers|on|home)|on the "
    rf"ward|on a ward|a bed (?:for|upstairs|on)|overnight|visiting (?:hours|time)|operated|in theatre|stayed "
    rf"(?:the )?{_N} nights?)\b|^\W*(?:{_N} {_SPAN}|ward \w+)\W*$",
    re.IGNORECASE,
)
_SENT_HOME = re.compile(
    r"\b(?:no(?:t an?)? (?:hospital )?(?:admission|overnight|stay)|never (?:got past|admitted|stayed|kept)|(?:did|was|"
    r"were|has|had)(?:n't| not|nt) (?:be(?:en)? )?(?:admit\w*|kept?|keep|stay\w*)|without (?:an? )?(?:admission|being "
    r"admitted|staying)|home (?:the same|that (?:same )?|for (?:supper|dinner|tea|lunch|bed))(?:day|night|evening|"
    r"afternoon)?|sent (?:me|him|her|us|you|them) (?:straight |right |back )?home(?! (?:on|after|mon|tues|wednes|"
    r"thurs|fri|satur|sun))|same[- ]day|(?:out|home|back) (?:again )?(?:in|within|after) (?:an?|two|three|four|five|"
    r"six|a few|a couple of|\d+) hours?|wouldn't have stayed|(?:splint|stitches|sling|cast) on and (?:we|i|he|she) "
    r"went home|never left the)\b",
    re.IGNORECASE,
)
_HOURS = re.compile(
    r"^\W*(?:for )?(?:about |around |only |just |maybe )*(?:an?|one|two|three|four|five|six|seven|eight|a few|a "
    r"couple of|several|some|\d+) hours?\b|^\W*(?:for )?(?:the|an|all|whole)(?: whole)? (?:afternoon|morning|evening|"
    r"day)\b",
    re.IGNORECASE,
)
_WORKS_THERE = re.compile(
    r"\b(?:i|he|she|you|we|who) (?:\w+ )?work(?:s|ed)? (?:in|on|at|as|nights|days|for)\b|\b(?:my|a|his|her) (?:job|"
    r"shifts?)\b|\bvisit(?:ed|ing) (?:my|a|him|her|the|our)\b|\bvolunteer\w*",
    re.IGNORECASE,
)
_BESIDE_THEM = re.compile(
    r"\b(?:sat|stayed|slept|waited) (?:\w+ )?(?:with|by|beside|next to) (?:him|her|them|my)\b", re.IGNORECASE
)
_LIKENED = re.compile(
    r"\b(?:(?:felt|feels|seemed|sounds?|looked|might as well be|more) like|as good as|what i'd call|in my book|"
    r"call that) (?:\w+ ){0,2}$",
    re.IGNORECASE,
)
"""Likened to a stay, so none."""
_NOT_ADMITTED = re.compile(
    r"\b(?:(?:did|was|were|has|had)(?:n't| not|nt) (?:actually |formally |really )?(?:be(?:en)? )?(?:admit\w*|an? "
    r"(?:\w+ )?admission)|never (?:actually |formally )?(?:was |were |been )?admitted|not (?:formally |actually )?"
    r"(?:admitted|an (?:\w+ )?admission)|no(?:t an)? (?:hospital )?admission|without (?:being admitted|an "
    r"admission))\b",
    re.IGNORECASE,
)
_AND_THEN = re.compile(r"\b(?:but|then|until|till|next|went back)\b", re.IGNORECASE)
_AT_FIRST = re.compile(
    r"\b(?:at first|first time|that time|initially|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b", re.IGNORECASE
)
_BEFORE, _AFTER = 4, 6


def stays(dialogue: Dialogue) -> tuple[Mention, ...]:
    """Every place where a stay of the participant is told; what only may be one counts where nothing surer is."""
    sure = tuple(_sure(dialogue))
    return sure or tuple(_likely(dialogue))


def _sure(dialogue: Dialogue) -> Iterator[Mention]:
    for sentence in dialogue.sentences:
        for match in _first(_STAYS, sentence):
            mention = _mention(sentence, match)
            if (
                not _keeps_in_general(match[0], sentence)
                and not _HOURS.match(mention.after)
                and _held(dialogue, mention)
            ):
                yield mention


def _likely(dialogue: Dialogue) -> Iterator[Mention]:
    """Taken to a hospital, and nights or a discharge are told near, and nobody says that there was no stay."""
    for sentence in dialogue.sentences:
        match = _TAKEN_THERE.search(sentence.text)
        if match is None:
            continue
        story = sentences_near(dialogue, sentence, _BEFORE, _AFTER)
        stayed = any(_THEN_STAYED.search(s.text) and not s.question for s in story)
        if stayed and not _went_home(story) and _held(dialogue, mention := _mention(sentence, match)):
            yield mention


def _held(dialogue: Dialogue, mention: Mention) -> bool:
    if _let_go(mention) or _WORKS_THERE.search(mention.before) or planned(dialogue, mention):
        return False
    if mention.sentence.turn.role == "participant" and _BESIDE_THEM.search(mention.before):
        return False
    if _LIKENED.search(mention.before) or _unsaid(dialogue, mention.sentence):
        return False
    answer = dialogue.answer(mention.sentence) if mention.sentence.question else ()
    return not _went_home(answer) and happened(dialogue, mention)


def _let_go(mention: Mention) -> bool:
    """Whether the sentence has them sent home: "not at first, but on Wednesday they kept me" has not."""
    home = _SENT_HOME.search(mention.sentence.text)
    return bool(home) and not (home and _AND_THEN.search(mention.before[home.end() :]))


def _unsaid(dialogue: Dialogue, sentence: Sentence) -> bool:
    """Whether it is said in the same sentence or soon after that it was no admission."""
    later = sentences_near(dialogue, sentence, 0, _AFTER)
    return any(_NOT_ADMITTED.search(s.text) and not s.question and not _AT_FIRST.search(s.text) for s in later)


def _went_home(story: Sequence[Sentence]) -> bool:
    return any(_SENT_HOME.search(s.text) for s in story)


def _keeps_in_general(named: str, sentence: Sentence) -> bool:
    """ "Five days they keep you" tells how it goes; "they had to keep her in" and "did they keep you in?" what was."""
    if not named.lower().startswith(("keep", "admit ", "stay ", "spend ")):
        return False
    return not re.search(
        r"\b(?:had|needed|decided|did|have|were|was) (?:\w+ )?(?:to )?(?:keep(?:ing)?|admit|stay|spend)\b",
        sentence.text,
        re.I,
    )


def _first(patterns: Sequence[re.Pattern[str]], sentence: Sentence) -> Iterator[re.Match[str]]:
    """One match a sentence is enough."""
    found = (pattern.search(sentence.text) for pattern in patterns)
    yield from [match for match in found if match]


def _mention(sentence: Sentence, match: re.Match[str]) -> Mention:
    return Mention("hospitalisation", sentence, sentence.start + match.start(), sentence.start + match.end())
