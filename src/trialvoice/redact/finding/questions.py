"""What a turn asks for: "Can you spell your last name?", "and the kit number?"."""

import re

from trialvoice.redact.finding.handle_cues import HANDLE, NETWORK
from trialvoice.redact.finding.patterns import MONTH, NUMBERED

_BIRTH = (
    r"(?:date\s+of\s+birth|birth\s?-?(?:day|date|year|month)|(?:day|month|year)\s+of\s+birth|d\.?\s?o\.?\s?b\b"
    r"|(?:when|what|which|were|was)\b[^.?!]{0,24}\bborn\b|born\b[^.?!]{0,16}\b(?:what|which)\s+(?:year|month|day))"
)
_PART = r"(?:month|day|year|date)(?:\s+(?:and|or)\s+(?:the\s+)?(?:month|day|year))?"
_DATE_PART = re.compile(
    rf"\b{MONTH},?\s+(?:the\s+)?what\W*$|(?:^|[.?!,]\s+|\b(?:and|okay|ok|so|then)\s+)(?:(?:and|okay|ok|so|give|tell|me|just|start|with|need|what|what['’]?s|which|about|how|the|your|of"
    rf"|is|was|in)\s+)*{_PART}"
    r"(?:\s+(?:of\s+the\s+month|is\s+(?:that|it)|was\s+(?:that|it)|is|was|would\s+be|first|only|please|then|again"
    r"|sorry|were\s+you|was\s+(?:he|she)|you\s+were))*\W*$",
    re.I,
)
_BIRTH_ASKED = re.compile(rf"\b{_BIRTH}", re.I)
_PLACE_KIND = (
    r"(?:city|town|village|street|county|neighbou?rhood|road|suburb|borough|district|hamlet|subdivision|island"
    r"|reservation|parish|township|cross\s?streets?"
    r"|(?:part|side|area|end)\s+of\s+(?:town|the\s+(?:city|county|state|country|island)))"
)
_PLACE_ASKED = (
    rf"(?:(?:what|which)(?:['’]s|\s+is)?\s+(?:the\s+|your\s+)?(?:name\s+of\s+(?:the|your|that)\s+)?{_PLACE_KIND}"
    rf"|(?:^|[.?!,]\s+|\b(?:and|okay|ok|so)\s+)(?:(?:and|okay|ok|so|in|the|your|what|what['’]?s|about|nearest)"
    rf"\s+)*{_PLACE_KIND}(?:\s+(?:is\s+that|again|please|name))?\W*$)"
)
_PLACE_NAMED = re.compile(_PLACE_ASKED, re.I)
_PATTERNS = {
    "DATE": (
        rf"\b(?:{_BIRTH}|when\s+(?:were|was)\s+\w+\s+born"
        r"|what\s+(?:day|date|month)|which\s+(?:day|date|month)|what['’]?s\s+today|today['’]?s\s+date|(?:the|your"
        r"|that)\s+(?:exact\s+)?date\b|on\s+what\s+date"
        r"|(?:admission|discharge|surgery|start|stop|end|onset|procedure|visit|appointment|delivery|due|expiry"
        r"|expiration)\s+date"
        r"|date\s+of\s+(?:\w+\s+)?\w+\s*\?|when\s+(?:was|is)\s+(?:that|it|the|your|his|her)|when\s+exactly|\bdate"
        r"\s+(?:it|here|this|that)\b)"
    ),
    "PHONE": (
        r"\b(?:phone|telephone|cell|mobile|fax|facsimile|pager|bleep|landline|number\s+to\s+(?:reach|call|contact)|reach\s+(?:you"
        r"|him|her|them)|(?:call|ring|text)\s+(?:you|him|her|them)|contact\s+number|best\s+number|get\s+hold\s+of"
        r"|good\s+number|call\s?back\s+number|(?:your|that|what)\s+number(?!\s+(?:would|do\s+you\s+give))|area"
        r"\s+code|emergency\s+contact|extension|ext(?=\W*$))\b"
    ),
    "ID": (
        rf"\b(?:your|his|her|their|the|that|and|what['’]s|what\s+is)\s+(?:\w+\s+)?{NUMBERED}\W*$|^\W*(?:and\s+)?(?:the\s+)?{NUMBERED}\W*$|"
        r"\b(?:m\.?r\.?n|medical\s+record|record\s+number|social(?:\s+security)?|ssn|insurance|policy"
        r"|member|plan\s+number|medicare|medicaid|account|licen[sc]e|passport|subject|participant\s+(?:id|number)"
        r"|patient\s+(?:id|number)|screening\s+number|randomi[sz]ation|kit(?:['’]s)?(?:\s+number)?|bottle\s+number|id\b"
        r"|id\s+number|case\s+number|badge|serial(?!\s+sevens?)|(?:numbers?|digits|letters|code|s\s?n)\s+(?:on|off|under|above|below|at)\s+(?:the|your|it)|nhs|vin\b|lot\s+number|(?:npi|dea|udi|iban)\b|credit\s+card|card\s+number|mbi"
        r"|confirmation|last\s+(?:four|4|three|3|six|6)(?!\s+(?:day|week|month|year|dose|visit|time|night)s?\b)|plate|tag\b(?!\s+on)|(?:car|vehicle)\s+reg\b|accession|specimen|barcode|requisition|allocation|sample|parking\s+pass|ip(?:\s+address)?\b|locker|tracking|envelope|registration|group\s+number|chart\s+number|reference|read\s+(?:me\s+)?the\s+number"
        r"|\b(?:pin|passcode)\W*$|pin\s+(?:number|code)|address\s+of\s+(?:the|that|your)\s+(?:tablet|computer|laptop|router|machine|server|scale|device|phone|kiosk|modem)|what\s+does\s+(?:it|the\s+\w+)\s+say)"
    ),
    "ADDRESS": (
        rf"\b(?:(?<!ip\s)(?<!mail\s)address|zip(?:\s*code)?|postal\s+code|post\s?code|a?p\.?\s?o\.?\s*box|box"
        rf"\s+number|{_PLACE_ASKED}"
        r"|where(?:['’](?:d|s|re))?\s+(?:(?:do|did|does|are|is|were|was|have|has|would|will)\s+)?(?:you|he|she"
        r"|they|we|your\s+\w+|the\s+\w+|i)\s+(?:\w+\s+){0,2}"
        r"(?:live|living|from|born|grow|grew|staying|stay|reside|based|calling|moving|moved?|raised|located|coming"
        r"|come|drive|driving|travel\w*|fly|flying|send|mail|deliver)"
        r"|where['’]?s\s+(?:home|that|your\s+(?:home|house|place))|(?:home(?:\s+is)?|hometown|home\s+town)\W*$|"
        r"(?:from|live|born|raised|staying)\s+where\b"
        r"|(?:coming|come|calling|driving|travel\w*)\s+(?:in\s+)?from\W*$|(?:live|living|based|born|raised|grew"
        r"\s+up)\s+(?:in|at|on)\W*$|(?:you['’]re|you\s+are|he['’]s|she['’]s)\s+from\W*$"
        r"|where\s+(?:are\s+you|you['’]?re)\s+from|where\s+to\W*$|live\s+now|(?:house|street|building)\s+number|"
        r"(?:apartment|unit|suite|lot)(?:\s+number)?\W*$|still\s+(?:living\s+)?(?:at|on)\b)"
    ),
    "EMAIL": r"\be-?\s?mail\b|\b(?:before|after|behind)\s+the\s+at\b|\bat\s+sign\b"
    r"|\b(?:which|what)\s+(?:domain|provider|inbox|mailbox)\b"
    r"|\b(?:gmail|hotmail|yahoo|outlook|i\s?cloud|aol|proton\s?mail)(?:\s+(?:account|one))?\W*$",
    "URL": (
        rf"\b{HANDLE}\b|\bweb\s?(?:site|page|address)(?:['’]s|\s+(?:called|again|address|name))?\W*$|\burl\W*$|\bwhat\s+name\s+(?:do|did)\s+(?:you|they|he|she)\s+(?:use|pick|give)"
        rf"|\b(?:what|who)\s+(?:are\s+you|do\s+you\s+go\s+by|did\s+you\s+(?:pick|choose))[^?]*\b(?:{NETWORK}|online|app|portal)\b|\b{NETWORK}\s*\?|\bwhat\b[^.?!]*\b{NETWORK}\W*$"
        rf"|\bname\s+(?:on|for|of|in|with|at)\s+(?:the|your|that|his|her)\s+(?:[\w'’]+\s+)?(?:account|profile|app|portal|page|channel|forum|game|board|{NETWORK})\W*$"
        r"|\b(?:find|look|search|tag|follow|add)\s+(?:for\s+)?(?:you|her|him|them)(?:\s+up)?\s+(?:under|as|on\s+(?:there|it|the\s+\w+)|online)\W*$"
        r"|\byour\s+(?!(?:first|last|full|middle|maiden|legal|given|family|pet|nick|birth|preferred|own|real|drug|study|new|old)\b)[a-z]+\s+name\W*$"
        r"|\b(?:what|which)\s+name\s+(?:does|did|do|should|will)\b[^.?!]*\b(?:app|portal|tablet|screen|site|diary|game|forum|account)\b"
        r"|\buser\W*$|\bcall\s+(?:your|him|her|them)sel(?:f|ves)\b|\b(?:diary|app|portal|forum|board|game|site)\s+(?:you['’]re|you\s+are|i['’]m|she['’]s|he['’]s)\W*$"
        rf"|\bgo(?:es)?\s+by\s+(?:on|in|at|online)\b|\b(?:which|what)\s+(?:account|profile|player|user|one)\s+(?:is|are)\s+(?:yours?|you|hers?|his|she|he)\W*$"
        rf"|\b(?:what|how)\b[^.?!]*\b(?:known|know\s+you|called|call\s+you)\s+(?:as\s+)?(?:on\s+(?:there|the\s+\w+(?:\s+\w+)?)|online)\W*$"
        rf"|^\W*(?:(?:and|your|what['’]s\s+your|do\s+you\s+have(?:\s+an?)?|(?:you\s+)?got\s+an?|any)\s+)*{NETWORK}\W*$"
        r"|\bhow\s+do\s+you\s+(?:sign|log)\s+(?:in|on)\b|\b(?:sign|log)(?:ged|ging)?\s+(?:in|on)\s+(?:as|with|under)\s*(?:what|who)?\W*$"
    ),
    "AGE": r"\b(?:how\s+old|your\s+age|what\s+age)\b|\byears?\s+old\s*\?"
    r"|\bages?\b(?:\s+(?!group|range|limit)\w+){0,3}\W*$",
    "HOUSE": (
        r"\b(?:(?:what|who)(?:['’]s|\s+is|\s+was|\s+are)\s+(?:\w+\s+){0,3}(?:employer|company|business|shop|store|firm|pharmacy|school|church|place|team|club)"
        r"(?:\s+(?:called|named))|name\s+of\s+(?:the|your|his|her|that|their)\s+(?:\w+\s+)?(?:employer|company|business|shop|firm|pharmacy|school|church|clinic|hospital"
        r"|home|facility|club|agency)|who\s+(?:employs|does\s+\w+\s+work\s+for|do\s+you\s+work\s+for)|(?:what|which)\s+(?:company|school|church|hospital|clinic|pharmacy|college|university|bank|firm|agency)"
        r"|(?:who|what)(?:['’]s|\s+is)\s+(?:your|his|her|their|the)\s+(?:employer|company|pharmacy|school|church|bank))\b"
    ),
    "ORGANISATION": (
        r"\b(?:where(?:['’]s|['’]d|\s+(?:do|did|does|are|is|was|were))\s+(?:\w+\s+){1,4}(?:work(?:ing|ed)?|employed|teach(?:ing)?|volunteer(?:ing)?)\b(?!\s+out)"
        r"|who\s+(?:signs|pays|writes|cuts)\s+(?:you|him|her|your|his|their)\b|who(?:['’]s|\s+are|\s+is)\s+(?:he|she|you|they)\s+with\b|who\s+(?:do|did|does)\s+(?:\w+\s+){1,3}(?:work|drive)\s+for|(?:what|which)\s+(?:do|does|did)\s+\w+\s+do\s+for\s+(?:work|a\s+living)"
        r"|(?:still|you|currently|been|does\s+\w+|did\s+\w+)\s+work(?:ing)?(?:\s+(?:now|anywhere|outside\s+the\s+home|still|these\s+days|part\s+time|full\s+time))?\W*$|your\s+employer|name\s+of\s+(?:the|your)\s+(?:company|employer|clinic|hospital|pharmacy|school|church)"
        r"|\b(?:pharmacy|drug\s?store|chemist|employer|hospital|clinic)(?!\s+(?:number|id))(?=\b[^?]*\?)|where"
        r"\s+did\s+[^?]{2,30}\b(?:take|bring|admit|send|transfer|operate)"
        r"|where\s+should\s+i\s+send|where\s+(?:do|did)\s+you\s+(?:get|fill|pick)[^?]*(?:filled|prescription"
        r"|medicine|meds|up)\b"
        r"|(?:which|what)\s+(?:hospital|clinic|pharmacy|school|company|church))\b"
    ),
    "NICKNAME": (
        r"\b(?:nick\s?-?names?|pet\s+name|(?:like|want|prefer|wish)\s+to\s+be\s+(?:called|addressed)|name\s+(?:should|can|do|shall)\s+(?:we|i)\s+(?:use|call|put)|name\s+(?:that\s+)?(?:you|he|she|they)(?:['’]d)?\s+(?:prefer|like|rather)|(?:something|anything)\s+(?:else\s+)?(?:you|he|she|they|people)\s+(?:go(?:es)?\s+by|call\w*)|(?:preferred|chosen|usual|everyday)\s+name|(?:what|how)(?:['’]s)?\b[^?.!]{0,40}\b(?:call|address"
        r"|refer\s+to|know)\s+(?:you|him|her|them)\b(?!\s+(?:at(?!\s+(?:home|work|school|church))|back|on|if|when|tomorrow|in|about|a)\b)|called\s+(?:at\s+home|by)\b"
        r"|(?:rather|want|like|prefer)\s+(?:we|i|us|me|to\s+be|everyone|people)\s+(?:to\s+)?call(?:ed|s)?\b"
        r"|(?:name|what)\s+(?:do\s+|does\s+|did\s+|would\s+|that\s+)?(?:you|he|she|they)\s+(?:\w+\s+)?(?:go(?:es)?\s+by|use[sd]?|answers?\s+to)\b"
        r"|(?:do|does|did)\s+(?:you|he|she|they)\s+(?:just\s+|usually\s+)?go\s+by\b(?!\s+(?:bus|car|train|taxi|foot|the|yourself))"
        r"|(?:what|how)\s+do(?:es)?\s+(?:your|his|her|the|their)\s+(?:\w+\s+)?(?:friends|family|kids|grandkids|mates|buddies|folks|people)\s+(?:say|call|use))"
    ),
    "NAME": (
        r"\b(?:your|his|her|their|the|doctor['’]?s|maiden|last|first|full|middle|patient['’]?s"
        r"|husband['’]?s|wife['’]?s|son['’]?s|daughter['’]?s|contact['’]?s|legal|family|given)\s+(?:full\s+"
        r"|last\s+|first\s+|middle\s+|maiden\s+|legal\s+|sur)?-?name\b(?!\s+of\s+(?:the|that|this|your)\s+(?:med|drug"
        r"|pill|tablet|company|clinic|hospital|pharm|study|condition|disease))|\bsurname\b|\binitials?\b|\bspel(?:l|led|ling)\b"
        r"|\bwho\s+(?:is|was|are|am)\s+(?:your|that|this|the|he|she|i|calling|speaking|you\s+seeing)"
        r"|\bwho['’]?s\s+(?:your|that|this|the|calling|with|picking|driving|next)"
        r"|\bcall\s+you\b(?!\s+(?:at|back|on|if|when))|\bwhat\s+should\s+i\s+call|\band\s+you\s+are\s*\?"
        r"|\bmay\s+i\s+ask\s+who|\bwho\s+do\s+you\s+see\b"
        r"|^\W*(?:and\s+)?(?:what(?:['’]s|\s+is)\s+)?(?:his|her|your|their|the)\s+(?:last|first|middle|maiden|surname)(?:\s+one)?\W*$"
        r"|\b(?:doctor|physician|contact|caregiver|coordinator|investigator)\s+(?:you\s+saw|called"
        r"|named)|\bwho\s+(?:referred|brought|drove|lives|takes|came|prescribed|gave|did\s+you\s+(?:see|speak|talk))"
    ),
}
_QUESTIONS = tuple((kind, re.compile(pattern, re.I)) for kind, pattern in _PATTERNS.items())
_NOT_PERSON = re.compile(
    r"\bname\s+of\s+(?:the|that|this|your|a)\s+(?:\w+\s+)?(?:med|drug|pill|tablet|cream|company"
    r"|antibiotic|inhaler|vitamin|supplement|condition|disease|test|procedure)"
    r"|\bspell\s+(?:the\s+)?(?:drug|med|word|world)|\bbackwards?\b",
    re.I,
)
_SOME_NUMBER = re.compile(
    r"\b(?:the|your|his|her|that|a)\s+(?:\w+\s+){0,3}(?:number|code|identifier)\b"
    r"(?!\s+(?:of|one|would|on\s+(?:the|a)\s+(?:\w+\s+)?scale))",
    re.I,
)
_REST_ASKED = re.compile(
    r"^\W*(?:(?:and|what|what['’]s|what\s+are|then)\s+)*(?:the\s+)?(?:digits|letters|numbers?|rest|ending|prefix|suffix)\W*$",
    re.I,
)
"""A turn that asks for the rest of a value."""
_NUMBER_ALONE = re.compile(
    r"(?:^|[.?!,]\s*)\W*(?:(?:and|okay|ok|now|so|then|the|your|his|her|their|any|what['’]s|what\s+is|what\s+was|do\s+you\s+have)\s+){0,4}"
    r"(?!(?:one|lucky|large|small|good|great|any|same|right|wrong|some|certain|total|average)\b)(?:[a-z]+\s+){1,2}(?:number|code|id|identifier|no)\W*$",
    re.I,
)
"""A turn that ends in a bare "hospital number?"."""
_POLITE = re.compile(
    r"(?:[\s,]+(?:please|for\s+me|sir|ma['’]?am|when\s+you['’]re\s+ready|if\s+you\s+(?:can|have\s+it)))+(\W*)$",
    re.I,
)
"""Said after a question, which it does not change."""
_WHEN = re.compile(r"\b(?:when|what\s+year|how\s+(?:long|many|much|often)|since)\b[^.?!]*[?]?\s*$", re.I)
_OTHER = re.compile(
    r"\?\s*$|\b(?:how|what|when|where|why|which|any|(?:do|did|have|had|are|were|can|could)\s+you)\b", re.I
)


_WHICH_OF = re.compile(
    r"\b(?:which|what)\s+(?:cycle|toe|tooth|finger|dose|floor|rib|grade|trimester|attempt|round|line|nerve|percentile|injection|kit|digit"
    r"|vertebra|step|try|infusion|course|time|arm|disc|knuckle|metatarsal|place|row|edition|quarter|part|degree)\b(?!\s+(?:date|day))",
    re.I,
)
_CHOICE = re.compile(r"\b(?:prefer|go(?:es)?\s+by|rather|like|use|or)\b", re.I)


def asks_which_name(text: str) -> bool:
    """Whether a turn that says a name asks whether it is used: "do you go by Katherine"."""
    return bool(_CHOICE.search(text[-160:]))


def questions(text: str) -> list[str]:
    """The types that a turn asks for, by its last words.

    NICKNAME and HOUSE ask what somebody or a house is called: plain words may answer them.
    """
    last = _POLITE.sub(r"\1", text[-160:])
    kinds = [kind for kind, pattern in _QUESTIONS if pattern.search(last)]
    if "DATE" not in kinds and _DATE_PART.search(last):
        kinds.append("DATE")
    if not {"PHONE", "ID"} & set(kinds) and (
        _SOME_NUMBER.search(last) or _NUMBER_ALONE.search(last) or _REST_ASKED.search(text)
    ):
        kinds.append("ID")
    if "NAME" in kinds and _NOT_PERSON.search(last):
        kinds.remove("NAME")
    if "ID" in kinds and _WHEN.search(last):
        kinds.remove("ID")
    if "NICKNAME" in kinds and "PHONE" in kinds and "number" not in last.lower():
        kinds.remove("PHONE")  # "what do they call you"
    if "ADDRESS" in kinds and "EMAIL" in kinds:
        kinds.remove("ADDRESS")
    return kinds


def asks_birth(text: str) -> bool:
    """Whether a turn asks when somebody was born."""
    return bool(_BIRTH_ASKED.search(text[-160:]))


def asks_date_part(text: str) -> bool:
    """Whether a turn asks for no more than a day, a month or a year: "and the year?"."""
    return bool(_DATE_PART.search(text[-160:]))


def asks_place_name(text: str) -> bool:
    """Whether a turn asks for the name of a town, a street and the like: any short answer is one."""
    return bool(_PLACE_NAMED.search(text[-160:]))


def asks_ordinal(text: str) -> bool:
    """Whether a turn asks which of several: "which toe" / "the fifth" is no day."""
    return bool(_WHICH_OF.search(text[-80:]))


def asks_number(text: str) -> bool:
    """Whether a turn ends by asking for a number of something just told of: "and the number?"."""
    return bool(re.search(r"\bnumber\W*$", text, re.I))


def asks_something(text: str) -> bool:
    """Whether a turn asks at all, so that an earlier question is over."""
    return bool(_OTHER.search(text))
