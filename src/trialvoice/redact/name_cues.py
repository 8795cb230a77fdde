"""Names that the words before them tell: "my name is", "this is ... calling", a title, a relation."""

import re
from collections.abc import Iterator
from itertools import pairwise

from trialvoice.redact.lexicon import lexicon
from trialvoice.redact.lines import Line
from trialvoice.redact.names import could_be_name, extended, name_end
from trialvoice.redact.policy import Policy
from trialvoice.redact.spans import Hit
from trialvoice.redact.words import is_abbreviation

_TITLE = re.compile(
    r"\b(?:dr|mr|mrs|ms|prof|doctor|mister|miss|professor|nurse|sister|judge|pastor|rabbi|imam)\b\.?\s+", re.I
)

_SHORT_TITLE = re.compile(r"\b(?:dr|mr|mrs|ms|prof|doctor|mister|miss|missus|professor)\b\.?\s+$", re.I)
"""Titles go with the name: they belong to how somebody is called."""

_CUES = tuple(
    re.compile(cue, re.I)
    for cue in (
        r"\b(?:first|last|middle|maiden|family|given|full|legal|sur|nick|married)\s?-?names?(?:'s"
        r"|\s+(?:is|was|here is))?(?:\s+"
        r"(?:would be|spelled|is|was))?,?:?\s+",
        r"\bname(?:['’]?s|\s+is|\s+was|:|\s+would be)\s+",
        r"\b(?:patient|participant|subject|client)(?:\s+name)?\s*:\s*",
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
    r"|kid|boy|girl|baby"
    r"|therapist|pharmacist|cardiologist|oncologist|neurologist|dentist|landlord|lawyer|pastor|dog|cat)"
    r"(?:,|\s+is|'s\s+name\s+is|,?\s+(?:named|called))?,?\s+",
    re.I,
)

_GREETING = re.compile(
    r"\b(?:i['’]?m|i\s+am|it['’]?s|this\s+is|here['’]?s|hi|hello|hey|thanks|thank\s+you|bye|goodbye"
    r"|morning|afternoon|evening|dear"
    r"|welcome),?\s+(?:there,?\s+)?",
    re.I,
)

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
        for hit in _after(line, found.end(), policy, sure=found[0].strip().lower() != "sister", score=0.85):
            short = _SHORT_TITLE.search(line.text, 0, hit.start)
            yield Hit(short.start() if short else hit.start, hit.end, "NAME", hit.score, hit.source)
    for found in _GREETING.finditer(line.text):
        yield from _after(line, found.end(), policy, sure=False, score=0.6)
    for found in _RELATION.finditer(line.text):
        index = line.token_at(found.end())
        kin = not found[0].lower().startswith("the") and _is_called(line, index)
        yield from _after(line, found.end(), policy, sure=kin, score=0.6)
    for found in _BESIDE.finditer(line.text):
        word = line.low(line.token_at(found.end()))
        if lexicon().any_given(word) or word in lexicon().surnames:
            yield from _after(line, found.end(), policy, sure=False, score=0.5)
    yield from _spelled(line, policy)


def _is_called(line: Line, index: int) -> bool:
    """Whether the word after "my daughter" is a name: "grace drove me", but not "rose from the chair"."""
    word, after = line.low(index), line.low(index + 1)
    if not lexicon().any_given(word) or (line.cased and not line.tokens[index].capital):
        return False
    return after not in (
        "the",
        "a",
        "an",
        "my",
        "some",
        "blood",
        "it",
        "me",
        "him",
        "her",
        "to",
        "up",
        "out",
        "that",
        "for",
        "from",
    )


def _after(line: Line, place: int, policy: Policy, *, sure: bool, score: float) -> Iterator[Hit]:
    """The name that starts at a place, or after fillers such as "uh" and "actually"."""
    index = line.token_at(place)
    while line.low(index) in (
        "uh",
        "um",
        "er",
        "actually",
        "just",
        "is",
        "it's",
        ",",
        "well",
        "like",
        "so",
        ":",
    ):
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
        if (named or long_enough) and not is_abbreviation(word, policy):
            yield Hit(start, end, "NAME", 0.75, "spelled")


def _in_alphabet(word: str) -> bool:
    """Letters said in order, as in "vitamins A, B, C, D, E"."""
    return all(ord(b) - ord(a) == 1 for a, b in pairwise(word))
