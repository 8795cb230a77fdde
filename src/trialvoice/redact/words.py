"""What a word can be: a drug, an eponym, an ordinary word, part of a name."""

import re
from functools import cache

from trialvoice.redact.lexicon import MONTHS, WEEKDAYS, lexicon
from trialvoice.redact.policy import Policy
from trialvoice.redact.reading.lines import Line
from trialvoice.redact.reading.numbers import is_number_word

_DRUG_ENDS = re.compile(
    r"(?:olol|pril|sartan|statin|mab|nib|azole|cillin|mycin|micin|cycline|floxacin|prazole|tidine|gliptin"
    r"|gliflozin"
    r"|glutide|parin|xaban|gatran|dipine|zosin|triptan|setron|oxetine|ipramine|azepam|azolam|barbital"
    r"|caine|dronate"
    r"|fenac|profen|coxib|lukast|terol|sone|solone|onide|ovir|avir|vudine|ciclib|platin|rubicin|taxel|poetin"
    r"|grastim|kinra|cept|tide|thiazide|semide|lactone|formin|glitazone|trexate|limus|idone|apine|peridol"
    r"|faxine"
    r"|codone|morphone|zepine|bamate|lamide|zide|mustine|oxacin|tropium|quine|cortisone|dryl|zine|amine)$"
)
_CLINICAL_ENDS = re.compile(
    r"(?:itis|osis|emia|aemia|pathy|ectomy|ostomy|otomy|plasty|scopy|graphy|gram|oma|algia|uria|plegia"
    r"|paresis"
    r"|phasia|phagia|pnea|pnoea|rrhea|rrhoea|trophy|penia|cytosis|sclerosis|stenosis|genic|ology|ologist"
    r"|iatric|coccus|cocci|bacter|bacillus|monas"
    r"|myces|virus|plasma|biotic)$"
)
_ADJECTIVE = re.compile(
    r"(?:ed|ing|ous|ive|ish|less|ful|able|ness|ment|[tsx]ion|ly|ema|i[sz]es?|ary|oid|lit(?:er|re)|ates?|ular|eal|cele"
    r"|didymis|cur|curs|\w{6}(?:ic|al))$"
)
"""Endings of words that tell how something is, and of what nobody is called."""
PARTICLES = frozenset(
    [
        "de",
        "da",
        "del",
        "della",
        "di",
        "du",
        "la",
        "le",
        "van",
        "von",
        "der",
        "den",
        "bin",
        "ibn",
        "al",
        "el",
        "st",
        "mac",
        "mc",
        "o",
        "ter",
        "ten",
        "dos",
        "das",
        "abu",
        "bint",
        "ap",
        "zu",
        "vom",
    ]
)
_SCORED = frozenset(("was", "is", "of", "at", "came", "went", "today", "score", "total"))
"""Between a scale and its number: "hamilton was twelve"."""
NOT_A_NAME = lexicon().never_names
"""Words that follow a cue for a name and are none, even where some family has them for a name."""


def is_drug(word: str) -> bool:
    """Whether a lower-case word is a medicine, by list or by ending."""
    lists = lexicon()
    if word in lists.drugs:
        return True
    return len(word) > 6 and not lists.named(word) and bool(_DRUG_ENDS.search(word))


@cache
def is_misheard_drug(word: str) -> bool:
    """Whether a lower-case word that no list knows is a medicine but for its vowels: "ventilin"."""
    return len(word) > 6 and unknown(word) and _consonants(word) in _drug_consonants()


@cache
def _drug_consonants() -> frozenset[str]:
    return frozenset(_consonants(drug) for drug in lexicon().drugs if len(drug) > 6)


def _consonants(word: str) -> str:
    """The first letter, and the consonants with the places of the vowels between them."""
    return word[:1] + re.sub(r"[aeiouy]+", "a", word[1:])


def is_clinical(word: str) -> bool:
    """Whether a lower-case word is made like a disease, a procedure or a speciality."""
    return len(word) > 5 and not lexicon().named(word) and bool(_CLINICAL_ENDS.search(word))


def like_adjective(word: str) -> bool:
    """Whether a lower-case word that no list has is made like an adjective or a noun: "throbbing", "crumbly"."""
    stem = word.removesuffix("y")
    return bool(_ADJECTIVE.search(word)) or (
        stem != word and any(is_ordinary(s) for s in (stem, stem[:-1], stem + "e"))
    )


def is_ordinary(word: str) -> bool:
    """Whether a lower-case word is a frequent English word, or built from one."""
    ordinary = lexicon().ordinary
    if word in ordinary or word in lexicon().clinical or word in NOT_A_NAME or word in WEEKDAYS or word in MONTHS:
        return True
    stems = (
        word.removesuffix(end) for end in ("s", "es", "ed", "d", "ing", "ly", "er", "n't", "ness") if len(word) > 4
    )
    return any(stem != word and (stem in ordinary or stem in lexicon().clinical) for stem in stems) or _contraction(
        word
    )


def _contraction(word: str) -> bool:
    head, mark, _ = word.partition("'")
    return bool(mark) and (head in NOT_A_NAME or head in lexicon().ordinary)


def stays(line: Line, index: int, policy: Policy) -> bool:
    """Whether the token is no identifier: allowed, a drug, or an eponym by what follows it."""
    word = line.low(index)
    if word in policy.stays or is_drug(word) or is_clinical(word) or is_misheard_drug(word):
        return True
    if word in policy.abbreviations and not lexicon().named(word):
        return True
    return is_eponym(line, index, policy)


def is_eponym(line: Line, index: int, policy: Policy) -> bool:
    """Whether a name stands for a disease, sign or score: "Wilson disease", "Child-Pugh score"."""
    word = line.low(index)
    lists = lexicon()
    if word in lists.given and word not in policy.eponyms:
        return False
    if word in policy.eponyms and any(line.low(index + step) in policy.heads for step in (2, 3)):
        return True
    at = index + 1
    while line.low(at) in ("-", "'", "’", "and") or (at < index + 4 and line.low(at) in policy.eponyms):
        at += 1
    follow = line.low(at)
    if word in policy.eponyms and line.low(index - 1) == "the":  # "the hamilton"
        return True
    if word in policy.eponyms and follow in _SCORED and any(_is_number(line.low(at + step)) for step in (1, 2, 3)):
        return True
    return follow in policy.heads or (is_clinical(follow) and word in policy.eponyms)


def _is_number(word: str) -> bool:
    return word.isdigit() or is_number_word(word)


def is_abbreviation(spelled: str, policy: Policy) -> bool:
    """Whether letters said one by one are a term or a medicine, perhaps with the article: "a u t i"."""
    low = spelled.lower()
    bare = low.removeprefix("a")
    known = policy.stays | policy.abbreviations
    return low in known or bare in known or low in lexicon().drugs


def unknown(word: str) -> bool:
    """Whether a lower-case word is in no list at all: a rare name, or a mishearing."""
    return len(word) > 2 and word.isalpha() and not is_ordinary(word) and not is_drug(word) and not is_clinical(word)
