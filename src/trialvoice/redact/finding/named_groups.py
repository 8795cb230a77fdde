"""Groups and houses that say by themselves that they have a name: parishes, units, unions, lodges, firms, homes."""

import re
from collections.abc import Iterator

from trialvoice.redact.lexicon import lexicon, word_set
from trialvoice.redact.policy import Policy
from trialvoice.redact.reading.lines import Line
from trialvoice.redact.spans import Hit
from trialvoice.redact.words import NOT_A_NAME, stays, unknown

_HOLY = re.compile(
    r"\b(?:(?:masjid|gurdwara|congregation|beth|temple\s+beth)\s+[a-z]+(?:\s+[a-z]{3,})?|(?:holy|sacred|blessed)\s+(?:rosary|cross|family"
    r"|name|spirit|trinity|heart|redeemer|innocents|angels|sacrament|apostles|child|ghost|comforter)|good\s+shepherd|corpus\s+christi|immaculate\s+conception"
    r"|our\s+(?:savior|saviour|redeemer)|christ\s+the\s+king|prince\s+of\s+peace|queen\s+of\s+(?:peace|angels|heaven)|king\s+of\s+kings"
    r"|(?:first|second|new\s+hope|calvary|bethel|trinity|zion|emmanuel|grace|shiloh)\s+(?:baptist|presbyterian|lutheran|methodist|chapel"
    r"|united\s+methodist|episcopal|pentecostal|tabernacle|congregational))(?:\s+(?:church|school|academy|hospital|chapel|lutheran|episcopal|catholic|pantry|kitchen|shelter|home))*\b",
    re.I,
)
_LOCAL = re.compile(
    r"\b(?:(?:teamsters|\w+\s+(?:union|workers)|u\s?a\s?w|i\s?b\s?e\w)\s+)?local\s+\d{2,4}\b(?!\s*(?:m|%|pa|cc))"
    r"|\b(?:teamsters|steelworkers|machinists|carpenters|electricians|pipefitters|ironworkers)\s+local\s+\w+"
    r"|(?:(?<=with\s)|(?<=of\s)|(?<=from\s)|(?<=to\s)|(?<=is\s))(?:the\s+)?local\s+(?:number\s+)?(?:\d+|one|two|three|four|five|six|seven|eight|nine)\b"
    r"(?:\s+of\s+the\s+[a-z]+)?",
    re.I,
)
_SOCIETY = re.compile(
    r"\b(?:(?:knights|sons|daughters|brotherhood|ladies|friends|little\s+sisters)\s+of\s+(?!(?:the\s+)?(?:mine|hers|his|ours|yours|theirs|them|us|that|man)\b)"
    r"(?:the\s+)?[a-z]{3,}|(?:united|amalgamated|international|national|american)\s+[a-z]+\s+(?:workers|brotherhood|federation|legion)"
    r"|(?:american|british|royal)\s+legion|troop\s+\d+|v\s?f\s?w(?:\s+post\s+\d+)?|planned\s+parenthood|salvation\s+army|red\s+cross|big\s+brothers|eastern\s+star"
    r"|(?:elks|moose|masonic|eagles|odd\s+fellows)\s+(?:lodge|club|temple)(?:\s+\d+)?)\b",
    re.I,
)
_ORDINAL = r"(?:(?:a\s+|one\s+)?(?:hundred|100)\s+and\s+)?(?:\d+(?:st|nd|rd|th)|first|second|third)"
_ARM = (
    r"(?:airborne|infantry|battalion|cavalry|marines|brigade|regiment|armou?red|engineers"
    r"|fusiliers|rangers|paratroopers|cav|mountain)"
)
_UNIT = re.compile(
    rf"\b{_ORDINAL}\s+{_ARM}(?:\s+(?:division|regiment|battalion))?(?:,?\s+{_ORDINAL}\s+{_ARM})?\b"
    r"|\b(?:u\.?s\.?s\.?|hms)\s+(?!of\b|is\b|and\b)[a-z]{3,}(?:\s+(?=[a-z]{4})(?!when|back|from|until|with)[a-z]+)?"
    r"|\b(?:fort|camp)\s+(?!(?:and|was|is|for|in|at|with|this|last|when|where|on|counselor|fire|out|food)\b)[a-z]{3,}(?:\s+wood)?\b",
    re.I,
)
"""Units, ships and posts of the forces."""
_GROVE = re.compile(
    r"\b(?:(?<=at\s)|(?<=to\s)|(?<=in\s))(?:the\s+)?(?:(?!my\b|our\b|some\b|a\b|an\b|these\b|those\b)[a-z]+\s+)?(?:willows|pines|oaks|elms|cedars|birches|larches|maples|laurels"
    r"|beeches|poplars|firs|hollies|lindens|gables|evergreens|magnolias|chestnuts|sycamores|briars|hawthorns|rowans|junipers|acres)\b",
    re.I,
)
"""Homes are called after trees."""
_OWNER = re.compile(
    r"(?<=at\s)(?!mc?donald)(?P<v>[a-z]{3,}['’]s)(?=\s*(?:[,.?!]|$|(?:on|in|and|for|when|since|until|till|near|by|because|every|but|tonight|today|tomorrow|last|this|now|before|after|from|as|most|to|so|where|with|right|starts|started|ends|ended|got|was|is|has)\b))",
    re.I,
)
_LONE = re.compile(
    r"\b(?:mercy|providence|memorial|sacred\s+heart|good\s+samaritan)\s+(?:general|regional|memorial)\b|\b(?:(?<=\bat\s)|(?<=\bto\s))(?:mercy|providence|methodist|presbyterian|lutheran|baptist|memorial|samaritan|sinai|ascension|deaconess|adventist"
    r"|county|cedars)\b(?=\s*(?:[,.?!]|$|(?:for|on|in|when|and|last|since|until|by|because|years|thirty|twenty|forty)\b))"
    r"|\b(?:walgreens|cvs|rite\s+aid|duane\s+reade|superdrug|lloyds\s+pharmacy|bartell)\b",
    re.I,
)
"""Names that hospitals and churches have everywhere, said alone, and chains of pharmacies."""
_AND_SONS = re.compile(
    r"\b(?P<v>[a-z]{3,})\s+(?:and|&)\s+(?:sons?|daughters?|brothers|bros|associates|partners|company|co)\b(?:\s+(?P<kind>[a-z]+))?",
    re.I,
)
_CIVIC = re.compile(
    r"\b(?P<v>[a-z]{4,})\s+(?:county\s+|city\s+|town(?:ship)?\s+|public\s+|unified\s+)?(?:pd|fd|police(?:\s+department)?|fire\s+department|sheriff(?:['’]s)?(?:\s+office)?"
    r"|schools|school\s+district|roads|public\s+works|water\s+works|transit|drugs?|drugstore|lumber|plumbing|roofing|towing|trucking|bakery|dairy|farms|motors"
    r"|chevrolet|ford|toyota|honda|dentistry|optical|opticians)\b",
    re.I,
)
_OWNED = re.compile(
    r"\b(?P<v>[a-z]{3,})['’]s\s+(?:(?:barber|body|auto|repair|beauty|coffee|pet|butcher|flower|pizza|sandwich|tire|food|dry|family|fish|tea|print|paint|pawn|gift)\s+)?"
    r"(?:shop|garage|diner|cafe|bakery|salon|tavern|bar|grill|pub|deli|kitchen|market|grocery|pizza|pizzeria|farm|nursery|cleaners|hardware|pharmacy|towing|plumbing|catering|place|boatyard|restaurant)\b",
    re.I,
)
_STATE = re.compile(
    r"(?:(?<=\bfrom\s)|(?<=\bat\s)|(?<=\bto\s)|(?<=\bfor\s))(?!(?:steady|solid|resting|stable|fasting|mental|current|liquid|which|what|that|this|each|any|every|another|your|our|the|out)\b)"
    r"[a-z]{4,}\s+(?:state|tech|polytechnic)\b(?=\s*(?:[,.?!]|$|(?:in|for|when|and|on|last|this|back|university|college)\b))",
    re.I,
)
_INITIALS = re.compile(
    r"\b(?P<v>[b-hj-z](?:\.\s?|\s+|(?=&))(?:(?:and|&|n)\s*\b)?[b-z]\b\.?(?:\s+[b-z]\b)?)\s+(?P<kind>[a-z]{3,})(?:\s+(?P<more>[a-z]{3,}))?\b"
    r"|(?:(?<=\sat\s)|(?<=for\s)|(?<=ith\s))(?P<w>[b-hj-z]\.?\s*(?:and|&)\s*[b-z]\.?['’]?s?)(?=\s*(?:[.,?!]|$))",
    re.I,
)
"""Firms that are called by their founders' letters: "j and r tire"."""
_SELF_TOLD = (_HOLY, _LOCAL, _SOCIETY, _UNIT, _GROVE, _OWNER, _LONE, _STATE)


_WORKS_FOR = re.compile(
    r"\b(?:work|driv|drove|job|boss|shift|employ|hired|retired|owns?\b|been)\w*\s+(?:\w+\s+){0,2}(?:at|for|with|from)\s+$",
    re.I,
)
_UNITS = frozenset(
    ("department", "unit", "group", "services", "systems", "high", "home", "house", "glass", "paper", "press", "rubber")
)
"""What stands after letters that name no firm: "the e r department", "a t v home"."""
_MEDICAL_PAIRS = frozenset(("handp", "pandp", "dandc", "randr", "tanda", "bandb", "nandv", "bandw", "randb", "randd"))


def named_groups(line: Line, policy: Policy) -> Iterator[Hit]:
    """Groups and houses that need no cue."""
    for pattern in _SELF_TOLD:
        for found in pattern.finditer(line.text):
            if not line.cased or found[0][0].isupper() or found[0].startswith("the "):
                yield Hit(*found.span(), "ORGANISATION", 0.7, "affiliation")
    for found in _AND_SONS.finditer(line.text):
        if _named(line, found.start("v"), policy) or lexicon().named(found["v"].lower()):
            kind = (found["kind"] or "").lower() in word_set("affiliation_kinds")
            end = found.end() if kind or not found["kind"] else found.start("kind") - 1
            yield Hit(found.start(), end, "ORGANISATION", 0.7, "affiliation")
    yield from _by_initials(line)
    for found in _OWNED.finditer(line.text):
        if _named(line, found.start("v"), policy):
            yield Hit(*found.span(), "ORGANISATION", 0.6, "affiliation")
    for found in _CIVIC.finditer(line.text):
        if _named(line, found.start("v"), policy):
            yield Hit(*found.span(), "ORGANISATION", 0.6, "affiliation")


def _by_initials(line: Line) -> Iterator[Hit]:
    trades = (word_set("affiliation_kinds") | word_set("businesses")) - word_set("site_heads") - _UNITS
    for found in _INITIALS.finditer(line.text):
        if found["w"] and re.sub(r"[^a-z]", "", found["w"].lower()) not in _MEDICAL_PAIRS:
            yield Hit(*found.span("w"), "ORGANISATION", 0.6, "affiliation")
        elif found["kind"] and (found["kind"].lower() in trades or _in_capitals(line, found) or _cued(line, found)):
            more = found["more"] and found["more"].lower() in trades
            yield Hit(found.start("v"), found.end("more" if more else "kind"), "ORGANISATION", 0.6, "affiliation")


def _cued(line: Line, found: re.Match[str]) -> bool:
    """Whether somebody works there, whatever the trade: "drives for s and w hauling"."""
    at = _WORKS_FOR.search(line.text, max(0, found.start() - 40), found.start())
    return bool(at) and bool(re.search(r"\s(?:and|&|n)\s", found["v"])) and found["kind"].lower() not in NOT_A_NAME


def _in_capitals(line: Line, found: re.Match[str]) -> bool:
    """Whether "K and B Concrete" is written as a name."""
    joined = re.search(r"\s(?:and|&)\s", found["v"]) and found["v"][0].isupper() and found["v"][-1].isupper()
    return line.cased and bool(joined) and found["kind"].istitle()


def _named(line: Line, place: int, policy: Policy) -> bool:
    """Whether the word at a place is a surname, a town or in no list of words."""
    index = line.token_at(place)
    word, lists = line.low(index), lexicon()
    told = word in lists.surnames or word in lists.given or word in lists.places or unknown(word)
    return told and word not in NOT_A_NAME and not stays(line, index, policy)
