"""Names that the words before them tell: "my name is", "this is ... calling", a title, a relation."""

import re
from collections.abc import Iterator

from trialvoice.redact.finding.forms_of_address import forms_of_address
from trialvoice.redact.finding.name_parts import parts_of_names
from trialvoice.redact.finding.names import after_cue
from trialvoice.redact.finding.nicknames import nicknames
from trialvoice.redact.finding.rare_words import rare_words
from trialvoice.redact.finding.spelled_names import spelled_names
from trialvoice.redact.finding.word_names import names_by_role
from trialvoice.redact.lexicon import lexicon, word_set
from trialvoice.redact.policy import Policy
from trialvoice.redact.reading.lines import Line
from trialvoice.redact.spans import Hit
from trialvoice.redact.words import NOT_A_NAME, unknown

_CUES = tuple(
    re.compile(cue, re.I)
    for cue in (
        r"\b(?:first|last|middle|maiden|family|given|full|legal|sur|nick|married)\s?-?names?\b(?!\s+(?:field|box|column|line|section|blank))(?:'s"
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
        r"\b(?:my|his|her|their|own|maiden|married|family)\s+name,\s+",
        r"\bsame\s+(?:\w+\s+)?(?:name\s+)?as\s+(?:my|his|her|the|their)\s+\w+,?\s+",
        r"\bnamed\s+after\s+(?:my|his|her|our|a|the)\s+(?:\w+\s+)?\w+,?\s+",
    )
)

_RELATION = re.compile(
    r"\b(?:my|his|her|their|our|your|the)\s+(?:\w+\s+){0,2}(?:husband|wife|spouse|partner|son|daughter"
    r"|brother|sister|mother|father|mom"
    r"|mum|dad|aunt|uncle|cousin|niece|nephew|grandson|granddaughter|grandmother|grandfather|grandma"
    r"|grandpa|friend"
    r"|neighbou?r|boss|roommate|girlfriend|boyfriend|fianc[eé]e?|caregiver|carer|doctor|nurse|coordinator"
    r"|kid|boy|girl|baby|mate|buddy|pal|ex|auntie|granny|nana"
    r"|therapist|pharmacist|cardiologist|oncologist|neurologist|dentist|landlord|lawyer|pastor|dog|cat|interpreter"
    r"|translator|investigator|supervisor|manager|teacher|aide|counsel+or|assistant|stepson|stepdaughter|godson|goddaughter"
    r"|twin|fianc[eé]|in-law|guardian|sponsor|nanny|surgeon|dietitian|receptionist|better\s+half|other\s+half|hubby|missus|old\s+man"
    r"|eldest|oldest|youngest|firstborn|stepmother|stepfather|stepmom|stepdad|stepbrother|stepsister|godmother|godfather|grandad|granddad"
    r"|gran|nan|nanna|grammy|opa|oma|bestie|helper|cleaner|housekeeper|babysitter|landlady|flatmate|housemate|colleague|co-?worker"
    r"|(?:case|social|care|support)\s+(?:worker|manager)|physio|physiotherapist|podiatrist|optician|trainer|barber|hairdresser|mechanic|driver|priest|minister"
    r"|rabbi|vicar|vet|midwife|chemist|rheumatologist|urologist|dermatologist|gp|pcp|attorney|solicitor|tutor|lodger|tenant|puppy|kitten"
    r"|horse|parrot|widow|late\s+\w+|significant\s+other|sweetheart|navigator|proxy|witness)(?:[\s-]in[\s-]law)?"
    r"(?:,|\s+is|'s\s+name\s+is|,?\s+(?:named|called))?,?\s+",
    re.I,
)

_GREETING = re.compile(
    r"\b(?:i['’]?m|i\s+am|it['’]?s|this\s+is|here['’]?s|hi|hello|hey|thanks|thank\s+you|bye|goodbye"
    r"|morning|afternoon|evening|dear"
    r"|welcome),?\s+(?:there,?\s+)?",
    re.I,
)

_WITH_LETTER = re.compile(
    r"\b(?P<v>[a-z]{2,}),?\s+(?:with\s+)?(?:just\s+)?(?:an?|no|one|two|without\s+(?:an?|the))\s+[a-z](?:['’]?s)?\b(?!\w|['’])(?P<end>\s*(?:[,.?!]|$|(?:not|right|and\s+no|you)\b))?",
    re.I,
)
_FROM = re.compile(
    r"\b(?P<v>[a-z]{3,})\s+from\s+(?:the\s+|our\s+|your\s+)?(?:lab|office|pharmacy|clinic|front\s+desk|study|research|team|site"
    r"|desk|hospital|ward|trial|reception|transport|scheduling|billing|sponsor"
    r"|agency|insurance|company|church|work|school|group|downstairs|upstairs|next\s+door|across\s+the|admissions|records|radiology|research"
    r"|nutrition|dietary|triage|security|housekeeping|night\s+shift|day\s+shift|the\s+\w+\s+(?:team|office|desk))\b",
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
            yield from after_cue(line, found.end(), policy, sure=True, score=0.85)
    for found in _GREETING.finditer(line.text):
        yield from after_cue(line, found.end(), policy, sure=False, score=0.6)
    for found in _RELATION.finditer(line.text):
        index = line.token_at(found.end())
        kin = _is_called(line, index, the=found[0].lower().startswith("the"))
        yield from after_cue(line, found.end(), policy, sure=kin, score=0.6)
    for found in _BESIDE.finditer(line.text):
        word = line.low(line.token_at(found.end()))
        if lexicon().any_given(word) or word in lexicon().surnames:
            yield from after_cue(line, found.end(), policy, sure=False, score=0.5)
    for found in _MEETING.finditer(line.text):
        if unknown(line.low(line.token_at(found.end()))):
            yield from after_cue(line, found.end(), policy, sure=True, score=0.5)
    for found in _FROM.finditer(line.text):
        if line.low(line.token_at(found.start("v")) - 1) in word_set("determiners"):
            continue
        if unknown(found["v"].lower()) or lexicon().any_given(found["v"].lower()):
            yield Hit(*found.span("v"), "NAME", 0.6, "name cue")
    yield from nicknames(line, policy)
    yield from names_by_role(line, policy)
    yield from parts_of_names(line, policy)
    yield from rare_words(line, policy)
    yield from forms_of_address(line, policy)
    yield from _with_letter(line)
    yield from spelled_names(line, policy)


def _with_letter(line: Line) -> Iterator[Hit]:
    """A name that one of its letters tells: "sara with no h"."""
    for found in _WITH_LETTER.finditer(line.text):
        word = found["v"].lower()
        alone = bool(found["end"]) and len(word) > 2
        if word not in NOT_A_NAME and (alone or lexicon().named(word) or unknown(word)):
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
