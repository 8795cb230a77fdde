"""Names that are words too, told by what people do: "tell grace i'll be late", "is mark in today"."""

import re
from collections.abc import Iterator

from trialvoice.redact.lexicon import MONTHS, lexicon, word_set
from trialvoice.redact.policy import Policy
from trialvoice.redact.reading.lines import Line
from trialvoice.redact.spans import Hit
from trialvoice.redact.words import NOT_A_NAME, stays, unknown

_WORD = r"(?P<v>[a-z]{2,})"
_KIN = (
    r"(?:\w+\s+)?(?:husband|wife|partner|son|daughter|brother|sister|mother|father|mom|mum|dad|aunt|uncle|cousin|niece|nephew"
    r"|grandson|granddaughter|friend|neighbou?r|nurse|doctor|coordinator|next\s+of\s+kin|emergency\s+contact|carer|caregiver"
    r"|boss|dog|cat|twin|roommate|ride|driver|witness|contact|name)\b"
)
_DEED = rf"(?:{'|'.join(sorted(word_set('deeds') - {'helps'}))})\b"
_ROLES = tuple(
    re.compile(role, re.I)
    for role in (
        rf"\b(?:tell|told|ask|asked|thank|let|remind|reminded|sp[eo]ke?\s+(?:to|with)|speaking\s+(?:to|with)|met|ask(?:ing)?\s+for"
        rf"|talk(?:ed|ing)?\s+(?:to|with)|meet)\s+{_WORD}(?=\s+(?:i|i['’]\w+|we|we['’]\w+|he|she|they|that|to|about|know|when|if"
        r"|why|not|on\s+the|at\s+(?:the\s+)?(?:desk|reception|front)|from|yesterday|today|and\s+(?:i|he|she))\b|\s*[.,?!]|\s*$)",
        rf"\b(?:with|by|from|saw|see|seen|for)\s+{_WORD}(?=\s+(?:when|yesterday|today|last\s+\w+|on\s+the\s+phone|and\s+(?:he|she)"
        r"|at\s+the\s+(?:desk|front))\b)",
        rf"(?:^|[,.?!]\s*|\b(?:and|but|so|think|thought|because|when|if|then|that|says|said|until|since|while)\s+){_WORD}"
        rf"(?=\s+(?:{_DEED}|(?:will|would|can|could)\s+(?:be\s+\w+ing|drive|pick|bring|take|help|call|come)\b"
        rf"|(?:is|was|are|were)\s+(?:my|his|her|our)\s+{_KIN}))",
        rf"\b(?:this\s+is|i['’]?m|i\s+am|it['’]?s|it\s+was)\s+{_WORD}(?=\s+(?:and\s+(?:i|i['’]\w+)|i\s+\w+|i['’]\w+|calling|here|speaking"
        r"|who|from\s+(?:the\s+)?\w+|your\s+(?:nurse|doctor|coordinator))\b)",
        rf"\bis\s+{_WORD}(?=\s+(?:in|here|there|around|available|working|off|back|on)\s*(?:today|now|this|tomorrow|yet|[?.]|$))",
        rf"(?:^|[.?!,]\s*)(?:okay|ok|alright|right|so|now|well|come\s+on)[\s,]+(?:then\s+)?{_WORD}(?=[\s,]+(?:let['’]?s|we['’]?re|can\s+you"
        r"|could\s+you|i['’]?m\s+(?:going|just)|deep|how|have\s+you|did\s+you|are\s+you|any|roll|breathe|what)\b)",
        rf"\b(?:does|did|has|is|was|can|could|would)\s+{_WORD}(?=\s+(?:give|take|bring|come|help|live|drive|remind|know|say|still|ever"
        r"|need|usually|manage|handle|give|do|look)\b)",
        rf"\b{_WORD}(?=['’]s\s+(?:appointment|visit|room|pills?|doctor|chart|number|phone|place|house|mum|mom|dad|wife|husband|car"
        r"|birthday|turn|dose|consent|diary|samples?|blood|results?|pill)\b)",
        rf"\b{_WORD}(?=\s+speaking\b)",
    )
)
_HERE_IS = re.compile(
    r"(?:^|[.?!]\s+)(?:(?:hi|hello|yes|yeah|um|uh|so),?\s+)?(?:i['’]?m|it['’]?s|this\s+is)\s+(?P<v>[a-z]{4,})\s*(?=[,.!]|$)",
    re.I,
)
"""Somebody says who is there: a word that no list has is the name, unless it is made like an adjective."""
_ADJECTIVE = re.compile(r"(?:ed|ing|ous|ive|ic|al|ish|less|ful|able|y)$")
_PRONOUN = re.compile(r"\s+(?:i|we|he|she)(?:['’]\w+)?\b", re.I)


def names_by_role(line: Line, policy: Policy) -> Iterator[Hit]:
    """Words that are names, or in no list, where only somebody can stand."""
    for role in _ROLES:
        for found in role.finditer(line.text):
            word = found["v"].lower()
            sure = word not in NOT_A_NAME or (word == "will" and _PRONOUN.match(line.text, found.end("v")))
            person = lexicon().any_given(word) or (len(word) > 3 and unknown(word) and not _ADJECTIVE.search(word))
            if sure and person and word not in MONTHS and not stays(line, line.token_at(found.start("v")), policy):
                yield Hit(*found.span("v"), "NAME", 0.6, "name cue")
    for found in _HERE_IS.finditer(line.text):
        word = found["v"].lower()
        if unknown(word) and not _ADJECTIVE.search(word) and not stays(line, line.token_at(found.start("v")), policy):
            yield Hit(*found.span("v"), "NAME", 0.5, "name cue")
