"""What a turn asks for: "Can you spell your last name?", "and the kit number?"."""

import re

_BIRTH = (
    r"(?:date\s+of\s+birth|birth\s?-?(?:day|date|year|month)|(?:day|month|year)\s+of\s+birth|d\.?\s?o\.?\s?b\b"
    r"|(?:when|what|which|were|was)\b[^.?!]{0,24}\bborn\b|born\b[^.?!]{0,16}\b(?:what|which)\s+(?:year|month|day))"
)
_PART = r"(?:month|day|year|date)(?:\s+(?:and|or)\s+(?:the\s+)?(?:month|day|year))?"
_DATE_PART = re.compile(
    rf"(?:^|[.?!,]\s+|\b(?:and|okay|ok|so|then)\s+)(?:(?:and|okay|ok|so|what|what['’]?s|which|about|how|the|your|of"
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
        r"\b(?:phone|telephone|cell|mobile|fax|pager|landline|number\s+to\s+(?:reach|call|contact)|reach\s+(?:you"
        r"|him|her|them)|(?:call|ring|text)\s+(?:you|him|her|them)|contact\s+number|best\s+number|get\s+hold\s+of"
        r"|good\s+number|call\s?back\s+number|(?:your|that|what)\s+number(?!\s+(?:would|do\s+you\s+give))|area"
        r"\s+code|emergency\s+contact|extension)\b"
    ),
    "ID": (
        r"\b(?:m\.?r\.?n|medical\s+record|record\s+number|social(?:\s+security)?|ssn|insurance|policy"
        r"|member|plan\s+number|medicare|medicaid|account|licen[sc]e|passport|subject|participant\s+(?:id|number)"
        r"|patient\s+(?:id|number)|screening\s+number|randomi[sz]ation|kit(?:['’]s)?(?:\s+number)?|bottle\s+number|id\b"
        r"|id\s+number|case\s+number|badge|serial(?!\s+sevens?)|number\s+(?:on|off)\s+(?:the|your)|nhs|vin\b|lot"
        r"\s+number|npi|dea|udi|iban|credit\s+card|card\s+number|mbi"
        r"|confirmation|last\s+(?:four|4|three|3|six|6)(?!\s+(?:day|week|month|year|dose|visit|time|night)s?\b)"
        r"|plate|tag\b(?!\s+on)|(?:car|vehicle)\s+reg\b|accession|specimen|barcode|requisition|allocation"
        r"|sample|parking\s+pass|ip(?:\s+address)?\b|locker|tracking|envelope|registration|group\s+number"
        r"|chart\s+number|reference|read\s+(?:me\s+)?the\s+number"
        r"|what\s+does\s+(?:it|the\s+\w+)\s+say)"
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
    "EMAIL": r"\be-?\s?mail\b",
    "AGE": r"\b(?:how\s+old|your\s+age|what\s+age)\b|\bages?\b(?:\s+(?!group|range|limit)\w+){0,3}\W*$",
    "ORGANISATION": (
        r"\b(?:where\s+(?:do|did|does|are|is|were)\s+(?:you|he|she|they)\s+work(?:ing)?|who\s+(?:do|did|does)"
        r"\s+\w+\s+work\s+for"
        r"|your\s+employer|name\s+of\s+(?:the|your)\s+(?:company|employer|clinic|hospital|pharmacy|school|church)"
        r"|\b(?:pharmacy|drug\s?store|chemist|employer|hospital|clinic)(?!\s+(?:number|id))(?=\b[^?]*\?)|where"
        r"\s+did\s+[^?]{2,30}\b(?:take|bring|admit|send|transfer|operate)"
        r"|where\s+should\s+i\s+send|where\s+(?:do|did)\s+you\s+(?:get|fill|pick)[^?]*(?:filled|prescription"
        r"|medicine|meds|up)\b"
        r"|(?:which|what)\s+(?:hospital|clinic|pharmacy|school|company|church))\b"
    ),
    "NAME": (
        r"\b(?:your|his|her|their|the|doctor['’]?s|maiden|last|first|full|middle|patient['’]?s"
        r"|husband['’]?s|wife['’]?s|son['’]?s|daughter['’]?s|contact['’]?s|legal|family|given)\s+(?:full\s+"
        r"|last\s+|first\s+|middle\s+|maiden\s+|legal\s+|sur)?-?name\b(?!\s+of\s+(?:the|that|this|your)\s+(?:med|drug"
        r"|pill|tablet|company|clinic|hospital|pharm|study|condition|disease))|\bsurname\b|\bspel(?:l|led|ling)\b"
        r"|\bwho\s+(?:is|was|are|am)\s+(?:your|that|this|the|he|she|i|calling|speaking|you\s+seeing)"
        r"|\bwho['’]?s\s+(?:your|that|this|the|calling|with|picking|driving|next)"
        r"|\bcall\s+you\b(?!\s+(?:at|back|on|if|when))|\bwhat\s+should\s+i\s+call|\band\s+you\s+are\s*\?"
        r"|\bmay\s+i\s+ask\s+who|\bwho\s+do\s+you\s+see\b"
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
_OTHER = re.compile(
    r"\?\s*$|\b(?:how|what|when|where|why|which|any|(?:do|did|have|had|are|were|can|could)\s+you)\b", re.I
)


def questions(text: str) -> list[str]:
    """The types that a turn asks for, by its last words."""
    last = text[-160:]
    kinds = [kind for kind, pattern in _QUESTIONS if pattern.search(last)]
    if "DATE" not in kinds and _DATE_PART.search(last):
        kinds.append("DATE")
    if not {"PHONE", "ID"} & set(kinds) and _SOME_NUMBER.search(last):
        kinds.append("ID")
    if "NAME" in kinds and _NOT_PERSON.search(last):
        kinds.remove("NAME")
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


def asks_number(text: str) -> bool:
    """Whether a turn ends by asking for a number of something just told of: "and the number?"."""
    return bool(re.search(r"\bnumber\W*$", text, re.I))


def asks_something(text: str) -> bool:
    """Whether a turn asks at all, so that an earlier question is over."""
    return bool(_OTHER.search(text))
