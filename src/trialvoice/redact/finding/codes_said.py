"""Codes of letters and digits as they are said: "kilo four, uh, four nine tango", "capital b dash two"."""

import re
from collections.abc import Iterator

from trialvoice.redact.finding.digits_said import counting, digit_by_digit, is_reading
from trialvoice.redact.finding.patterns import MONTH, UNIT
from trialvoice.redact.reading.lines import Line
from trialvoice.redact.spans import Hit

_ALPHABET = (
    r"(?:alpha|alfa|bravo|charlie|delta|echo|foxtrot|golf|hotel|india|juliett?|kilo|lima|mike|november|oscar|papa"
    r"|quebec|romeo|sierra|tango|uniform|victor|whiske?y|x-?\s?ray|yankee|zulu"
    r"|bee|cee|dee|eff|gee|aitch|jay|kay|ell?|em|en|pee|cue|ess|tee|vee|ex|zee|zed|double\s+(?:u|you))"
)
_LABELS = r"(?:mrn|ssn|dob|id|no|zip|pin|nhs|npi|dea|vin|udi|ip|rx|mac|ext)"
_LETTER = rf"(?:{_ALPHABET}|[a-z](?:\s+(?:as\s+in|like|for)\s+[a-z]+)?|(?!{_LABELS}\b)(?-i:[A-Z]{{2,4}}))(?![\w'’])"
_NUMBER = r"(?:[a-z]{0,4}\d[\da-z]*|oh|zero|one)(?![\w%'’]|[.:]\d)"
_SIGN = r"(?:dash|hyphen|slash|hash|pound|star|underscore|dot|point|colon|space)\b"
_CASE = (
    r"(?:(?:the\s+)?(?:letters?|capital|upper\s?case|lower\s?case|small|big|(?:double|triple)(?!\s+(?:u|you)\b))\s+)"
)
_ELEMENT = rf"(?<![\w'’]){_CASE}?(?:{_LETTER}|{_NUMBER})"
_FILLER = (
    rf"(?:(?:uh+|um+|er|erm|hmm|then|and\s+then|and\s+(?={_CASE}?(?:{_LETTER}|\d))|followed\s+by|{_SIGN})"
    r"(?:[\s,.…–—-]+|$))"
)
_BETWEEN = rf"[\s,…–—/#-]{{0,4}}(?:\.\s+)?{_FILLER}{{0,3}}"
_RUN = re.compile(rf"(?:(?:hash|pound)\s+)?{_ELEMENT}(?:{_BETWEEN}{_ELEMENT})*(?:\s+(?:hash|pound|star)\b)?", re.I)
"""Letters and digits with what is said between them."""
_UNIT_FOLLOWS = re.compile(rf"\s*(?:{UNIT}|over\s+\d|out\s+of\b|{MONTH}|%)", re.I)
_LETTERS_IN = re.compile(rf"(?<![\w'’]){_LETTER}", re.I)
_NOUN = (
    r"(?:plates?|tag|registration|reg|licen[sc]e|passport|number|code|id|serial|lot|batch|vin|member(?:ship)?|reference"
    r"|kit|badge|label(?:led|ed)?|marked|barcode|accession|specimen|sample|slide|tube|requisition|allocat(?:ed|ion)"
    r"|randomi[sz](?:ed|ation)|envelope|bottle|iwrs|token|sticker|device|sensor|pump|pass|file|chart|record|mrn|udi"
    r"|policy|insurance|claim|account|confirmation|ticket|subscriber|medicaid|medicare|locker|iban|system"
    r"|portal|pin|slip|sticker|swab|vial|parcel|box|card|voucher|serial|identifier|identification|subject|participant|car|truck|van|it\s+(?:says|reads)|tracking)"
)
_TOLD = re.compile(rf"\b{_NOUN}(?:['’]s)?\b(?:[\s,:;-]+[\w'’]+){{0,7}}[\s,:;.?-]*$", re.I)
_SAMPLED = r"(?:sample|specimen|requisition|accession|tube|slide|file|record|allocation|barcode|envelope|parcel|token)"
_CALLED = re.compile(
    rf"\b(?:(?:{_SAMPLED}|serial)(?:\s+(?:number|id|code|label))?|(?!(?:phone|these|those)\b)\w+\s+(?:number|code|id|identifier))"
    r"(?:\s+(?:at|on|for|from|with)\s+(?:the|my|this|your|our)\s+\w+)?"
    r"(?:['’]s)?(?:[\s,:-]+(?:is|was|reads|says|it['’]?s|that['’]?s|would\s+be|ends\s+in|starts\s+with|uh|um|the))*[\s,:-]*$",
    re.I,
)
_STARTS = re.compile(r"\b(?:starts|begins|ends)\s+(?:with|in)\s*$", re.I)
_REACH = 64  # characters from a noun to its code


def codes_told(line: Line) -> Iterator[Hit]:
    """Codes in a turn that says what they are: "the slide is labelled p a t h eight eight one two"."""
    if not line.has_digit:
        return
    for start, end in runs(line):
        text = line.text[start:end]
        letters, digits = _letters(text), sum(c.isdigit() for c in text)
        before = line.text[max(0, start - _REACH) : start]
        called = bool(_CALLED.search(before))
        alone = digit_by_digit(line, start, end)
        mixed = bool(letters) and digits > 1 and letters + digits >= 4 and (called or bool(_TOLD.search(before)))
        part = bool(_STARTS.search(before)) or not re.search(r"\w", line.text[end:])
        begun = bool(letters) and digits > 0 and called and part
        plain = called and digits > (2 if alone else 3) and not counting(text)
        if mixed or begun or plain or _written(text) or _unmistakable(line, start, end, letters, digits):
            yield Hit(start, end, "ID", 0.6, "code told")


def _written(text: str) -> bool:
    """Whether capitals stand before five digits or more, as no dose or score is written: "GM 552081"."""
    return re.fullmatch(r"[A-Z]{2,4}[\s,-]{0,2}\d{5,}", text) is not None


def _unmistakable(line: Line, start: int, end: int, letters: int, digits: int) -> bool:
    """Whether letters stand among four digits or more that were said one by one."""
    single = set(re.findall(r"(?<![\w'’])[a-z](?![\w'’])", line.text[start:end].lower()))
    said = line.view.spoken(start, end) and digit_by_digit(line, start, end)
    return letters > 0 and digits > 3 and said and not single & {"a", "i"}


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
    for start, end in runs(line):
        if start < hit.end and hit.start < end and (start < hit.start or hit.end < end):
            yield Hit(start, end, hit.type, hit.score, "grown")


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Without "a" and "I" at the ends, which are words there, save where they end the turn."""
    lead = re.match(r"(?:a|i|an)[\s,]+(?!\d)|i[\s,]+", text[start:end], re.I)
    start += lead.end() if lead else 0
    tail = re.search(r"(?:^|[\s,.-]+)(?:a|i|one|oh|like)$", text[start:end], re.I)
    ends_turn = not re.search(r"\w", text[end:])
    return start, start + tail.start() if tail and not ends_turn else end


def _letters(text: str) -> int:
    beside_digits = re.findall(r"\b[a-z]*\d[\da-z]*", text, re.I)
    return len(_LETTERS_IN.findall(text)) + sum(c.isalpha() for c in "".join(beside_digits))
