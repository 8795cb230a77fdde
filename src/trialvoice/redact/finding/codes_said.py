"""Codes of letters and digits as they are said: "kilo four, uh, four nine tango", "capital b dash two"."""

import re
from collections.abc import Iterator

from trialvoice.redact.finding.digits_said import counting, digit_by_digit, is_reading
from trialvoice.redact.finding.patterns import MONTH, NUMBERED, UNIT
from trialvoice.redact.policy import default_policy
from trialvoice.redact.reading.lines import Line
from trialvoice.redact.spans import Hit
from trialvoice.redact.words import is_abbreviation

_ALPHABET = (
    r"(?:alpha|alfa|bravo|charlie|delta|echo|foxtrot|golf|hotel|india|juliett?|kilo|lima|mike|november|oscar|papa"
    r"|quebec|romeo|sierra|tango|uniform|victor|whiske?y|x-?\s?ray|yankee|zulu"
    r"|bee|cee|dee|eff|gee|aitch|jay|kay|ell?|em|en|pee|cue|ess|tee|vee|ex|zee|zed|double\s+(?:u|you))"
)
_LABELS = r"(?:mrn|ssn|dob|id|no|zip|pin|nhs|npi|dea|vin|udi|ip|rx|mac|ext)"
_LETTER = rf"(?:{_ALPHABET}|[a-z](?:\s+(?:as\s+in|like|for)\s+[a-z]+)?|(?!{_LABELS}\b)(?-i:[A-Z]{{2,4}}))(?![\w'’])"
_NUMBER = r"(?:[a-z]{0,8}\d[\da-z]*|oh|zero|one)(?![\w%'’]|[.:]\d)"
_NATO = re.compile(
    r"\b(?:alpha|alfa|bravo|charlie|delta|echo|foxtrot|golf|hotel|india|juliett?|kilo|lima|mike|november|oscar|papa|quebec|romeo"
    r"|sierra|tango|uniform|victor|whiske?y|x-?\s?ray|yankee|zulu)\b",
    re.I,
)
_SIGN = r"(?:dash|hyphen|slash|hash|pound|star|underscore|dot|point|colon|space)\b"
_CASE = (
    r"(?:(?:the\s+)?(?:letters?|capital|upper\s?case|lower\s?case|small|big|(?:double|triple)(?!\s+(?:u|you)\b))\s+)"
)
_ELEMENT = rf"(?<![\w'’]){_CASE}?(?:{_LETTER}|{_NUMBER})"
_FILLER = (
    rf"(?:(?:uh+|um+|er|erm|hmm|then|and\s+then|and\s+(?={_CASE}?(?:{_LETTER}|\d))|followed\s+by|something|blah|{_SIGN})"
    r"(?:[\s,.…–—-]+|$))"
)
_BETWEEN = rf"[\s,…–—/#-]{{0,4}}(?:\.\s+)?{_FILLER}{{0,3}}"
_RUN = re.compile(rf"(?:(?:hash|pound|star)\s+)?{_ELEMENT}(?:{_BETWEEN}{_ELEMENT})*(?:\s+(?:hash|pound|star)\b)?", re.I)
"""Letters and digits with what is said between them."""
_UNIT_FOLLOWS = re.compile(rf"\s*(?:{UNIT}|over\s+\d|out\s+of\b|{MONTH}|%)", re.I)
_LETTERS_IN = re.compile(rf"(?<![\w'’]){_LETTER}", re.I)
_NOUN = (
    rf"(?:{NUMBERED}|"
    r"plates?|tag|registration|reg|licen[sc]e|passport|number|code|id|serial|lot|batch|vin|member(?:ship)?|reference"
    r"|kit|badge|label(?:led|ed)?|marked|barcode|accession|specimen|sample|slide|tube|requisition|allocat(?:ed|ion)"
    r"|randomi[sz](?:ed|ation)|envelope|bottle|iwrs|token|sticker|device|sensor|pump|pass|file|chart|record|mrn|udi"
    r"|policy|insurance|claim|account|confirmation|ticket|subscriber|medicaid|medicare|locker|iban|system"
    r"|portal|pin|slip|(?:screened|enrolled|registered)\s+as|sticker|swab|vial|parcel|box|card|voucher|serial|identifier|identification|subject|participant|car|truck|van|it\s+(?:says|reads)|tracking)"
)
_TOLD = re.compile(rf"\b{_NOUN}(?:['’]?s)?\b(?:[\s,:;-]+[\w'’]+){{0,7}}[\s,:;.?-]*$", re.I)
_SAMPLED = r"(?:sample|specimen|requisition|accession|tube|slide|file|record|allocation|barcode|envelope|parcel|token)"
_CALLED = re.compile(
    rf"\b(?:(?:{_SAMPLED}|serial)(?:\s+(?:number|id|code|label))?|(?!(?:phone|these|those)\b)\w+\s+(?:number|code|id|identifier|no(?=\s+is\b))|code)"
    r"(?:\s+(?:(?:at|on|in|for|from|with|to|of|off)\s+(?:the|my|this|your|our|his|her)|for|at)\s+(?:\w+\s+)?\w+)?"
    r"(?:['’]s)?(?:[\s,:?-]+(?:is|was|reads|says|it['’]?s|that['’]?s|would\s+be|ends\s+in|starts\s+with|under|as|listed|filed|uh|um|the))*[\s,:?-]*$",
    re.I,
)
_STARTS = re.compile(r"\b(?:start|begin|end|finish|finishe)(?:s|ed|ing)?(?:\s+(?:with|in|on|off))?\s*$", re.I)
_LETTERS_TOLD = re.compile(
    rf"\b{_NOUN}(?:['’]s)?(?:\s+(?:number|code|id|plate|card|group))?(?:[\s,:]+(?:is|was|it['’]?s|that['’]?s|reads|says|starts|begins|ends|with|in|uh|um)){{1,4}}"
    r"[\s,:]+(?P<v>[b-hj-z](?:[\s,.-]+[a-z]){1,5}|(?-i:[A-Z]{2,6}))(?![\w'’])(?=\W*(?:$|and\b|then\b|dash\b))",
    re.I,
)
_TWO_LETTERS = re.compile(r"(?<![\w'’])[b-hj-z][\s,.-]+[a-z](?![\w'’])", re.I)
_WORD_BEFORE = re.compile(r"\b[a-z]{2,}\s*(?:-|\b(?:dash|hyphen|underscore)\b)\s*$", re.I)
"""A word that a sign binds to a number: "falcon dash two two"."""
_OF_A_YEAR = re.compile(
    r"(?![ai]\W)[a-z](?:[\s,]*[a-z]){0,3}\W*(?:(?:dash|slash|hyphen)\W+)?(?:20)?\d\d\W{0,2}(?:-|/|(?:dash|slash|hyphen)\b)\W*\d[\d\s,]+\d(?:\W*[a-z])?"
    r"|[a-z](?:[\s,]*[a-z]){0,2}[\s,-]*\d{3,6}\W{0,2}(?:/|slash\b)\W*\d\d"
    r"|\d\d[\s,-]*[a-z]{1,2}(?:\s[a-z])?[\s,-]*\d{3,}",
    re.I,
)
"""Letters, a year and a number, as laboratories and boards count: "S 25-9901", "SP/25/0091", "K 944/25"."""
_REACH = 64  # characters from a noun to its code


def codes_told(line: Line) -> Iterator[Hit]:
    """Codes in a turn that says what they are: "the slide is labelled p a t h eight eight one two"."""
    yield from _letters_told(line)
    if not line.has_digit:
        return
    for begin, end in runs(line):
        bound = _WORD_BEFORE.search(line.text, max(0, begin - 24), begin)
        start = bound.start() if bound else begin
        text = line.text[start:end]
        letters, digits = _letters(text), sum(c.isdigit() for c in text)
        before = line.text[max(0, start - _REACH) : start]
        called = bool(_CALLED.search(before))
        alone = digit_by_digit(line, start, end)
        long_enough = letters + digits >= (4 if digits > 1 else 5)
        told = bool(_TOLD.search(before))
        mixed = bool(letters) and digits > 0 and long_enough and (called or told)
        part = bool(_STARTS.search(before))
        ends = not re.search(r"\w", line.text[end:])
        begun = bool(letters) and digits > 0 and ((called and ends) or (part and (called or told)))
        begun |= part and told and digits > 1
        plain = called and digits > (2 if alone else 3) and not counting(text)
        if mixed or begun or plain or _written(text) or _unmistakable(line, start, end, letters, digits):
            yield Hit(start, end, "ID", 0.6, "code told")


def _letters_told(line: Line) -> Iterator[Hit]:
    """The letters that a code starts with or goes on from: "the plate starts with v k j"."""
    if not line.view.spelled() and not _TWO_LETTERS.search(line.text):
        return
    for found in _LETTERS_TOLD.finditer(line.text):
        if not is_abbreviation(re.sub(r"\W", "", found["v"]), default_policy()):
            yield Hit(*found.span("v"), "ID", 0.6, "code told")


def _written(text: str) -> bool:
    """Whether capitals stand before five digits or more, as no dose or score is written: "GM 552081"."""
    return re.fullmatch(r"[A-Z]{2,4}[\s,-]{0,2}\d{5,}", text) is not None or _OF_A_YEAR.fullmatch(text) is not None


def _unmistakable(line: Line, start: int, end: int, letters: int, digits: int) -> bool:
    """Whether letters stand among four digits or more that were said one by one."""
    single = set(re.findall(r"(?<![\w'’])[a-z](?![\w'’])", line.text[start:end].lower()))
    said = line.view.spoken(start, end) and digit_by_digit(line, start, end)
    nato = digits > 0 and len(_NATO.findall(line.view.source, *line.view.original(start, end))) > 1
    return nato or (letters > 0 and digits > 3 and said and not single & {"a", "i"})


def runs(line: Line) -> Iterator[tuple[int, int]]:
    """[start, end) of each stretch of letters and digits that is no reading, term or article."""
    for found in _RUN.finditer(line.text):
        start, end = _bare(line.text, *found.span())
        if start < end and not _UNIT_FOLLOWS.match(line.text, end) and not is_reading(line.text[start:end]):
            yield start, end


def grown(line: Line, hit: Hit) -> Iterator[Hit]:
    """The whole of a code of which a part was found."""
    if hit.type not in ("ID", "PHONE") or not hit.end > hit.start:
        return
    if bound := _WORD_BEFORE.search(line.text, max(0, hit.start - 24), hit.start):
        yield Hit(bound.start(), hit.end, hit.type, hit.score, "grown")
    for start, end in runs(line):
        if start < hit.end and hit.start < end and (start < hit.start or hit.end < end):
            yield Hit(start, end, hit.type, hit.score, "grown")


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Without "a" and "I" at the ends, which are words there, save where they end the turn."""
    lead = re.match(r"(?:a|i|an)[\s,]+(?!\d)|i[\s,]+", text[start:end], re.I)
    start += lead.end() if lead else 0
    tail = re.search(r"(?:^|[\s,.-]+)(?:a|i|one|oh|like)$", text[start:end], re.I)
    ends_turn = re.match(r"\W*(?:$|(?:through|thru|to|and|or)\s+(?:[a-z]\s+)?[\da-z]*\d)", text[end:], re.I) is not None
    return start, start + tail.start() if tail and not ends_turn else end


def _letters(text: str) -> int:
    beside_digits = re.findall(r"\b[a-z]*\d[\da-z]*", text, re.I)
    return len(_LETTERS_IN.findall(text)) + sum(c.isalpha() for c in "".join(beside_digits))
