"""Names that the words before them tell: "my name is", "this is ... calling", a title, a relation."""

import re
from collections.abc import Iterator
from itertools import pairwise

from trialvoice.redact.finding.name_parts import parts_of_names
from trialvoice.redact.finding.names import could_be_name, extended, name_end
from trialvoice.redact.finding.nicknames import nicknames
from trialvoice.redact.finding.word_names import names_by_role
from trialvoice.redact.lexicon import lexicon, word_set
from trialvoice.redact.policy import Policy
from trialvoice.redact.reading.lines import Line
from trialvoice.redact.spans import Hit
from trialvoice.redact.words import NOT_A_NAME, is_abbreviation, stays, unknown

_TITLE = re.compile(
    r"\b(?:dr|mr|mrs|ms|prof|doc|doctor|mister|miss|professor|nurse|sister|judge|pastor|rabbi|imam)\b\s?\.?\s+(?:[a-z]\.?\s+(?=[a-z]{3}))?",
    re.I,
)

_NEVER_AFTER_TITLE = NOT_A_NAME - lexicon().surnames_ambiguous - lexicon().given_ambiguous
_SURE_TITLE = re.compile(r"(?:mr|mrs|ms|mister|missus)\b", re.I)
"""Titles that nobody says without a name, even where it is a word: "mr long"."""
_SHORT_TITLE = re.compile(
    r"\b(?:dr|mr|mrs|ms|prof|doc|doctor|mister|miss|missus|professor)\b\s?\.?\s+(?:[a-z]\.?\s+)?$", re.I
)
"""Titles go with the name: they belong to how somebody is called."""

_CUES = tuple(
    re.compile(cue, re.I)
    for cue in (
        r"\b(?:first|last|middle|maiden|family|given|full|legal|sur|nick|married)\s?-?names?(?:'s"
        r"|\s+(?:is|was|here is))?(?:\s+"
        r"(?:would be|spelled|is|was))?,?:?\s+",
        r"\bname(?:['’]?s|\s+is|\s+was|:|\s+would be)\s+",
        r"(?<=\S\s)(?:patient|participant|subject|client)\s*:\s*|\b(?:patient|participant|subject|client)\s+name\s*:\s*",
        r"\bcall(?:s|ed)?\s+(?:me|him|her)\s+",
        r"\b(?:goes|go|went|known)\s+(?:by|as)\s+",
        r"\b(?:named|née|nee)\s+(?:after\s+)?",
        r"\bspeaking\s+(?:with|to)\s+",
        r"\bthis\s+is\s+(?=[^.?!]{2,40}\b(?:calling|speaking|here|from|with)\b)",
        r"\bspel(?:led|t|l)\s+",
    )
)

_RELATION = re.compile(
    r"\b(?:my|his|her|their|our|your|the)\s+(?:\w+\s+)?(?:husband|wife|spouse|partner|son|daughter"
    r"|brother|sister|mother|father|mom"
    r"|mum|dad|aunt|uncle|cousin|niece|nephew|grandson|granddaughter|grandmother|grandfather|grandma"
    r"|grandpa|friend"
    r"|neighbou?r|boss|roommate|girlfriend|boyfriend|fianc[eé]e?|caregiver|carer|doctor|nurse|coordinator"
    r"|kid|boy|girl|baby|mate|buddy|pal|ex|auntie|granny|nana"
    r"|therapist|pharmacist|cardiologist|oncologist|neurologist|dentist|landlord|lawyer|pastor|dog|cat|interpreter"
    r"|translator|investigator|supervisor|manager|teacher|aide|counsel+or|assistant|stepson|stepdaughter|godson|goddaughter"
    r"|twin|fianc[eé]|in-law|guardian|sponsor|nanny|surgeon|dietitian|receptionist)(?:[\s-]in[\s-]law)?"
    r"(?:,|\s+is|'s\s+name\s+is|,?\s+(?:named|called))?,?\s+",
    re.I,
)

_GREETING = re.compile(
    r"\b(?:i['’]?m|i\s+am|it['’]?s|this\s+is|here['’]?s|hi|hello|hey|thanks|thank\s+you|bye|goodbye"
    r"|morning|afternoon|evening|dear"
    r"|welcome),?\s+(?:there,?\s+)?",
    re.I,
)

_SPELLING = re.compile(
    r"\b(?:spel(?:led|t|ling)(?:\s+is)?|that['’]s|that\s+is|it['’]s|with\s+an?)\s+(?P<v>(?:(?:double|capital)\s+)?[a-z]"
    r"(?:[\s,.-]+(?:(?:double|capital|then)\s+)*[a-z](?![\w'’]))*)(?![\w'’])",
    re.I,
)

_VOCATIVE = re.compile(
    r"(?:\b(?:hi|hey|hello|thanks|thank\s+you|bye|goodbye|morning|afternoon|evening|welcome(?:\s+back)?|come\s+(?:on\s+)?in"
    r"|take\s+care)[\s,]+(?P<v>[a-z'’]+)(?=\s*(?:[,.?!]|$))|(?:^|[.?!]\s+)(?:so|okay|ok|alright|well|now|and)[\s,]+"
    r"(?P<w>[a-z'’]+),)",
    re.I,
)
"""Somebody is spoken to, and so a word that is a name too is one."""
_WITH_LETTER = re.compile(r"\b(?P<v>[a-z]{2,}),?\s+with\s+(?:an?|no|two)\s+[a-z]\b(?!\w|['’])", re.I)
_FROM = re.compile(
    r"\b(?P<v>[a-z]{3,})\s+from\s+(?:the\s+|our\s+|your\s+)?(?:lab|office|pharmacy|clinic|front\s+desk|study|research|team|site"
    r"|desk|hospital|ward|trial|reception|transport|scheduling|billing)\b",
    re.I,
)
_MEETING = re.compile(r"\b(?:meet|met|ask\s+for|sp[eo]ak\s+(?:to|with)|spoke\s+(?:to|with)|page)\s+", re.I)

_BESIDE = re.compile(
    r"\b(?:asked|told|saw|met|with|and|from|for|by|to|patient|participant|male|female|man|woman|boy|girl"
    r"|ask|tell|see|okay|alright"
    r"|but|or|because|when|if|that|yes|no|so|well),?\s+",
    re.I,
)


def names_by_cue(line: Line, policy: Policy) -> Iterator[Hit]:
    """Names after "my name is", "this is ... calling", a title or a relation; and what is spelled out."""
    for cue in _CUES:
        for found in cue.finditer(line.text):
            yield from _after(line, found.end(), policy, sure=True, score=0.85)
    for found in _TITLE.finditer(line.text):
        if _SURE_TITLE.match(found[0]):
            yield from _titled(line, found, policy)
        for hit in _after(line, found.end(), policy, sure=found[0].strip().lower() != "sister", score=0.85):
            short = _SHORT_TITLE.search(line.text, 0, hit.start)
            yield Hit(short.start() if short else hit.start, hit.end, "NAME", hit.score, hit.source)
    for found in _GREETING.finditer(line.text):
        yield from _after(line, found.end(), policy, sure=False, score=0.6)
    for found in _RELATION.finditer(line.text):
        index = line.token_at(found.end())
        kin = _is_called(line, index, the=found[0].lower().startswith("the"))
        yield from _after(line, found.end(), policy, sure=kin, score=0.6)
    for found in _BESIDE.finditer(line.text):
        word = line.low(line.token_at(found.end()))
        if lexicon().any_given(word) or word in lexicon().surnames:
            yield from _after(line, found.end(), policy, sure=False, score=0.5)
    for found in _MEETING.finditer(line.text):
        if unknown(line.low(line.token_at(found.end()))):
            yield from _after(line, found.end(), policy, sure=True, score=0.5)
    for found in _FROM.finditer(line.text):
        if unknown(found["v"].lower()) or lexicon().any_given(found["v"].lower()):
            yield Hit(*found.span("v"), "NAME", 0.6, "name cue")
    yield from nicknames(line, policy)
    yield from names_by_role(line, policy)
    yield from parts_of_names(line, policy)
    yield from _spoken_to(line)
    yield from _spelled(line, policy)
    yield from _letters_told(line, policy)


def _titled(line: Line, found: re.Match[str], policy: Policy) -> Iterator[Hit]:
    """What follows a title that nobody says without a name: "mr long"."""
    index = line.token_at(found.end())
    said = index < len(line.tokens) and line.tokens[index].alphabetic and line.low(index) not in _NEVER_AFTER_TITLE
    if said and not stays(line, index, policy):
        yield Hit(found.start(), line.tokens[index].bare_end, "NAME", 0.7, "name cue")


def _spoken_to(line: Line) -> Iterator[Hit]:
    lists = lexicon()
    for found in _VOCATIVE.finditer(line.text):
        group = "v" if found["v"] else "w"
        word = found[group].lower()
        if (lists.any_given(word) or unknown(word)) and word not in NOT_A_NAME:
            yield Hit(*found.span(group), "NAME", 0.6, "name cue")
    for found in _WITH_LETTER.finditer(line.text):
        if lists.named(found["v"].lower()) or unknown(found["v"].lower()):
            yield Hit(*found.span("v"), "NAME", 0.6, "name cue")


def _is_called(line: Line, index: int, *, the: bool) -> bool:
    """Whether the word after "my daughter" is a name: "grace drove me", but not "rose from the chair"."""
    word = line.low(index)
    if unknown(word) and line.low(index - 1) in ("is", "called", "named", "name"):
        return True
    if unknown(word) and not (the or line.cased):
        return True
    if the or not lexicon().any_given(word) or (line.cased and not line.tokens[index].capital):
        return False
    return line.low(index + 1) not in word_set("after_verbs")


def _after(line: Line, place: int, policy: Policy, *, sure: bool, score: float) -> Iterator[Hit]:
    """The name that starts at a place, or after fillers such as "uh" and "actually"."""
    index = line.token_at(place)
    while line.low(index) in word_set("before_names"):
        index += 1
    if index < len(line.tokens) and could_be_name(line, index, policy, sure=sure):
        end = extended(line, index, policy)
        yield Hit(line.tokens[index].start, name_end(line, end), "NAME", score, "name cue")


def _spelled(line: Line, policy: Policy) -> Iterator[Hit]:
    lists = lexicon()
    for start, end in line.view.spelled():
        word = line.text[start:end].lower()
        named = lists.named(word) and len(word) > 2
        long_enough = len(word) >= 5 and len(set("aeiouy") & set(word)) > 0 and not _in_alphabet(word)
        explained = len(re.findall(r"[^\W\d_]{3,}", line.view.source[slice(*line.view.original(start, end))])) > 1
        alone = len(word) > 2 and not re.search(r"[^\W_]", line.text[:start] + line.text[end:])
        if (named or long_enough or explained or alone) and not is_abbreviation(word, policy):
            yield Hit(start, end, "NAME", 0.75, "spelled")


def _letters_told(line: Line, policy: Policy) -> Iterator[Hit]:
    """Two letters or more that "spelled" or "that's" introduces: a short name, or a part of one."""
    for found in _SPELLING.finditer(line.text):
        said = re.sub(r"[^a-z]", "", re.sub(r"double|capital|then", "", found["v"].lower()))
        several = len(said) > 1 and not set(said) <= set("aio")
        if (several or "double" in found["v"].lower()) and not is_abbreviation(said, policy):
            yield Hit(*found.span("v"), "NAME", 0.6, "spelled")


def _in_alphabet(word: str) -> bool:
    """Letters said in order, as in "vitamins A, B, C, D, E"."""
    return all(ord(b) - ord(a) == 1 for a, b in pairwise(word))
