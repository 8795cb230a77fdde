"""Identifiers that have a form of their own, as patterns for Presidio's pattern recognizers.

They are matched on the written view without regard to case; `(?-i:...)` asks for capitals.
"""

from dataclasses import dataclass

from trialvoice.redact.lexicon import word_set

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
UNIT = (
    r"(?:mg|mcg|µg|ug|g|kg|grams?|milligrams?|micrograms?|ml|mls|milliliters?|millilitres?|liters?"
    r"|litres?|l|cc|iu"
    r"|units?|mmol|mm|cm|mmhg|meq|kcal|calories|percent|%|bpm|beats|degrees|tablets?|pills?|capsules?"
    r"|puffs?|drops?"
    r"|times?|doses?|minutes?|mins?|hours?|hrs?|seconds?|days?|weeks?|months?|years?|yrs?|yo|nights?"
    r"|pounds?|lbs?"
    r"|ounces?|oz|inches|feet|foot|ft|miles?|steps?|cells?|copies|patients?|people|participants|subjects"
    r"|points?"
    r"|dollars?|bucks|cigarettes?|packs?|beers?|drinks?|cups?|glasses|meters?|metres?|k|per|out of)\b"
)
NUMBERED = rf"(?:{'|'.join(sorted(word_set('numbered')))})s?"
"""Nouns of things that bear a number or a code."""
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:19|20)\d{2}"
_NUMERIC_YEAR = rf"(?:{_YEAR}|\d{{2}})"


@dataclass(frozen=True, slots=True)
class PatternSpec:
    """One pattern. score: Presidio's; context: words nearby that raise it.

    in_words: it can match where neither a digit nor a sign of an address stands.
    """

    name: str
    type: str
    regex: str
    score: float
    context: tuple[str, ...] = ()
    in_words: bool = False


_PHONE_WORDS = ("phone", "cell", "mobile", "call", "number", "reach", "fax", "text", "pager", "contact")
_ID_WORDS = (
    "mrn",
    "record",
    "id",
    "account",
    "policy",
    "member",
    "plan",
    "chart",
    "case",
    "insurance",
    "file",
)

PATTERNS: tuple[PatternSpec, ...] = (
    PatternSpec("email", "EMAIL", r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+", 0.95),
    PatternSpec("web address", "URL", r"\b(?:https?://|www\.)[^\s,]+[\w/]", 0.9),
    PatternSpec(
        "domain",
        "URL",
        r"(?<![\w@.-])[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:com|org|net|edu|gov|io|info|health|app|eu|uk|biz|example)\b(?:/[^\s,?]*)?",
        0.8,
    ),
    PatternSpec("domain with a path", "URL", r"(?<![\w@.-])[a-z][a-z0-9-]*(?:\.[a-z][a-z0-9-]+)+/[^\s,?]+", 0.7),
    PatternSpec("handle", "URL", r"(?<![\w@.])@[a-z][\w.]{3,}", 0.6),
    PatternSpec(
        "ten digit phone",
        "PHONE",
        r"(?<![\w-])(?:\+?1[-. ,]{0,2})?(?:\(\d{3}\)|\d{3})[-., ]{0,2}\d{3}[-., ]{1,2}\d{4}(?![\w-])",
        0.85,
    ),
    PatternSpec("ten digits", "PHONE", r"(?<![\w.,-])(?:1[- ]?)?[2-9]\d{9}(?![\w-]|[.,]\d)", 0.7, _PHONE_WORDS),
    PatternSpec(
        "phone in pieces",
        "PHONE",
        r"(?<![\w.,-])\d{3}(?:[-., ]{1,2}\d{1,4}){2,4}(?<=[-., ]\d{4})(?![\w-]|[.,]\d)",
        0.3,
        _PHONE_WORDS,
    ),
    PatternSpec("international phone", "PHONE", r"\+\d{1,3}[ .-]?(?:\(?\d{1,5}\)?[ .-]?){2,5}\d{2,5}(?!\w)", 0.8),
    PatternSpec("uk phone", "PHONE", r"(?<![\w-])0\d{2,4}[ -]\d{3,4}[ -]?\d{3,4}(?![\w-])", 0.7),
    PatternSpec("seven digit phone", "PHONE", r"(?<![\w.-])\d{3}(?:-|, ?(?=0))\d{4}(?![\w-])", 0.6, _PHONE_WORDS),
    PatternSpec(
        "digits with dashes",
        "ID",
        r"(?<![\w./-])#?(?!" + _YEAR + r"-\d{2,4}\b)(?=(?:-?\d){7,16}(?![\w-]))\d{2,7}(?:-\d{1,7}){1,3}(?![\w-])",
        0.7,
        _ID_WORDS,
    ),
    PatternSpec(
        "letters and digits",
        "ID",
        r"(?<![\w-])#?(?!NCT\d{8}\b)(?-i:[A-Z]{1,6})-?\d{4,}(?:-?(?-i:[A-Z0-9])+)*(?![\w-])",
        0.7,
        _ID_WORDS,
    ),
    PatternSpec("letters and groups of digits", "ID", r"(?<![\w-])#?(?-i:[A-Z]{2,6})(?:-\d{2,}){2,}(?![\w-])", 0.7),
    PatternSpec(
        "digits and letters",
        "ID",
        r"(?<![\w.-])#?\d{4,}-?(?!" + UNIT + r")(?-i:[A-Z]{1,4})(?:-?\d+)?(?![\w-])",
        0.6,
        _ID_WORDS,
    ),
    PatternSpec(
        "mixed code",
        "ID",
        r"(?<![\w-])(?!(?:19"
        r"|20)\d\d-)(?=(?:[A-Z-]*\d){5})(?-i:[A-Z0-9]{2,8}(?:-[A-Z0-9]{2,8}){1,4})(?<=\d)(?![\w-])(?<!-19)",
        0.45,
        _ID_WORDS,
    ),
    PatternSpec("hash number", "ID", r"#\s?(?=[a-z-]*\d[\w-]*\d[\w-]*\d)[a-z0-9][a-z0-9-]*", 0.8),
    PatternSpec(
        "seven digits or more",
        "ID",
        r"(?<![\w.,/-])#?\d{7,}(?![\w%]|[.,/]\d|-\d|\s*" + UNIT + ")",
        0.6,
        _ID_WORDS,
    ),
    PatternSpec(
        "month and day",
        "DATE",
        rf"\b(?:{_YEAR},?\s+)?(?:{WEEKDAY},?\s+(?:the\s+)?)?{MONTH},?\s+(?:the\s+)?{_DAY}(?:st|nd|rd|th)?\b(?!\s*{UNIT}"
        rf"|[./:]\d)"
        rf"(?:\s*,?\s*(?:of\s+|in\s+)?(?:{_YEAR}|['’]?\d{{2}})\b(?!\s*{UNIT}|[.:/]\d|\s*(?:am|pm|a\.m"
        rf"|p\.m)\b))?",
        0.85,
    ),
    PatternSpec(
        "month and day in one", "DATE", rf"\b{MONTH},?\s+{_DAY}(?:{_YEAR}|\d{{2}})\b(?!\s*{UNIT}|[.:/]\d)", 0.8
    ),
    PatternSpec(
        "day and month",
        "DATE",
        rf"(?<![\w.])(?:{WEEKDAY},?\s+)?(?:the\s+)?(?:{_DAY}(?:(?:st|nd|rd|th)[\s-]+(?:day\s+)?(?:of\s+)?"
        rf"|[\s-]+of\s+)"
        rf"{MONTH}|{_DAY}[\s-]+(?!may\b|mar\b){MONTH}|{_DAY}[\s-]+(?:may|mar)(?=[\s,-]+{_YEAR}))"
        rf"(?:[\s,-]+(?:of\s+|in\s+)?(?:{_YEAR}|['’]?\d{{2}})\b(?!\s*{UNIT}|[.:/]\d))?",
        0.85,
    ),
    PatternSpec(
        "month and year",
        "DATE",
        rf"\b{MONTH},?\s+(?:of\s+|in\s+)?(?:{_YEAR}|of\s+['’]?\d{{2}}|['’]\d{{2}})\b",
        0.8,
    ),
    PatternSpec(
        "numeric date",
        "DATE",
        rf"(?<![\w/.-])(?:{_DAY}[/-]{_DAY}[/-]{_NUMERIC_YEAR}|{_DAY}\.{_DAY}\.{_YEAR}"
        rf"|{_YEAR}[/.-]{_DAY}[/.-]{_DAY}"
        rf"|(?:0?[1-9]|1[0-2])/{_YEAR})(?![\w/]|[.-]\d)",
        0.85,
    ),
    PatternSpec(
        "iso instant",
        "DATE",
        rf"\b{_YEAR}-\d{{2}}-\d{{2}}T\d{{2}}:\d{{2}}(?::\d{{2}})?(?:Z|[+-]\d{{2}}:?\d{{2}})?",
        0.9,
    ),
    PatternSpec("weekday and day", "DATE", rf"\b{WEEKDAY},?\s+(?:the\s+)?{_DAY}(?:st|nd|rd|th)\b", 0.7),
    PatternSpec(
        "holiday",
        "DATE",
        r"\b(?:(?:christmas|xmas)(?:\s+(?:eve|day))?|new\s+year['’]?s(?:\s+(?:eve|day))?|new\s+year(?=\W*$)|"
        r"(?:lunar|chinese)\s+new\s+year"
        r"|valentine['’]?s(?:\s+day)?|halloween|thanksgiving(?:\s+day)?|black\s+friday|(?:the\s+)?(?:fourth|4th)"
        r"\s+of\s+july"
        r"|(?:independence|boxing|labou?r|memorial|veterans?['’]?|presidents?['’]?|columbus|indigenous"
        r"\s+peoples?['’]?|mlk|martin\s+luther\s+king|mother['’]?s"
        r"|father['’]?s|groundhog|canada|australia|anzac|bastille|may|earth|armistice|remembrance|all\s+(?:saints?"
        r"|souls)['’]?|victoria|pancake|epiphany"
        r"|election|inauguration|flag|st\.?\s+\w+['’]?s|saint\s+\w+['’]?s|april\s+fools?['’]?|d|pearl\s+harbor"
        r"|bonfire)[\s-]+(?:day|night)|easter(?:\s+(?:sunday|monday|day|weekend))?|good\s+friday"
        r"|(?:palm|super\s*bowl|whit)\s+sunday|(?:ash)\s+wednesday|shrove\s+tuesday|maundy\s+thursday|mardi\s+gras"
        r"|fat\s+tuesday|cinco\s+de\s+mayo|juneteenth"
        r"|yom\s+kippur|rosh\s+hashanah?|passover|hanukk?ah|chanukah|diwali|kwanzaa|eid(?:\s+al[\s-]\w+)?|guy"
        r"\s+fawkes(?:\s+night)?|hogmanay|burns\s+night"
        r"|(?:\w+\s+)?bank\s+holiday(?:\s+monday)?)(?!['’]?s?\s+(?:disease|tree|carol|card|cactus|bunny))\b",
        0.5,
        in_words=True,
    ),
    PatternSpec("uk postcode", "ADDRESS", r"\b(?-i:[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2})\b", 0.7, ("postcode", "address")),
    PatternSpec("zip plus four", "ADDRESS", r"(?<![\w-])\d{5}-\d{4}(?![\w-])", 0.7),
    PatternSpec("post office box", "ADDRESS", r"\bp\.?\s?o\.?\s?box\s+#?\d+", 0.85),
)
