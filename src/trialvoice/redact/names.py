"""Names of people: by lists, by the model's word, and by what is said before them."""

import re
from collections.abc import Iterator

from trialvoice.redact.lexicon import MONTHS, lexicon
from trialvoice.redact.lines import Line
from trialvoice.redact.policy import Policy
from trialvoice.redact.spans import Hit
from trialvoice.redact.words import (
    NOT_A_NAME,
    PARTICLES,
    is_ordinary,
    stays,
    unknown,
)

_TITLE = re.compile(
    r"\b(?:dr|mr|mrs|ms|prof|doctor|mister|miss|professor|nurse|sister|judge|pastor|rabbi|imam)\b\.?\s+", re.I
)
_SHORT_TITLE = re.compile(r"\b(?:dr|mr|mrs|ms|prof)\b\.?\s+$", re.I)
_CUES = tuple(
    re.compile(cue, re.I)
    for cue in (
        r"\b(?:first|last|middle|maiden|family|given|full|legal|sur|nick|married)\s?-?names?(?:'s|\s+(?:is|was|here is))?(?:\s+"
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
    r"\b(?:my|his|her|their|our|your|the)\s+(?:\w+\s+)?(?:husband|wife|spouse|partner|son|daughter|brother|sister|mother|father|mom"
    r"|mum|dad|aunt|uncle|cousin|niece|nephew|grandson|granddaughter|grandmother|grandfather|grandma|grandpa|friend"
    r"|neighbou?r|boss|roommate|girlfriend|boyfriend|fianc[eé]e?|caregiver|carer|doctor|nurse|coordinator|kid|boy|girl|baby"
    r"|therapist|pharmacist|cardiologist|oncologist|neurologist|dentist|landlord|lawyer|pastor|dog|cat)"
    r"(?:,|\s+is|'s\s+name\s+is|,?\s+(?:named|called))?,?\s+",
    re.I,
)
_GREETING = re.compile(
    r"\b(?:i['’]?m|i\s+am|it['’]?s|this\s+is|here['’]?s|hi|hello|hey|thanks|thank\s+you|bye|goodbye|morning|afternoon|evening|dear"
    r"|welcome),?\s+(?:there,?\s+)?",
    re.I,
)
_BESIDE = re.compile(
    r"\b(?:asked|told|saw|met|with|and|from|for|by|to|patient|participant|male|female|man|woman|boy|girl|ask|tell|see|okay|alright"
    r"|but|or|because|when|if|that|yes|no|so|well),?\s+",
    re.I,
)


def names_by_list(line: Line, policy: Policy) -> Iterator[Hit]:
    """Names that the lists know: a given name with what belongs to it, or a distinctive surname."""
    lists = lexicon()
    index = 0
    while index < len(line.tokens):
        word = line.low(index)
        sure = word in lists.given or (
            word in lists.surnames and (line.tokens[index].capital or not line.cased)
        )
        maybe = (
            (word in lists.given_ambiguous or word in lists.surnames_ambiguous)
            and line.tells_name(index)
            and word not in MONTHS
        )
        paired = (
            not line.cased
            and word in lists.given_ambiguous
            and word not in NOT_A_NAME
            and (line.low(index + 1) in lists.given or line.low(index + 1) in lists.surnames)
        )
        sure = sure or paired
        if not (sure or maybe) or stays(line, index, policy) or not _like_a_name(line, index):
            index += 1
            continue
        end = _extended(line, index, policy)
        if sure or (end > index + 1 and word in lists.given_ambiguous):
            yield Hit(line.tokens[index].start, _end(line, end), "NAME", 0.8 if sure else 0.6, "names")
        elif word in lists.given_ambiguous and not _title_case(line, index):
            yield Hit(line.tokens[index].start, _end(line, end), "NAME", 0.45, "names")
        index = end


def _like_a_name(line: Line, index: int) -> bool:
    """Whether a token is written like a name: no abbreviation, no brand, and not the name of a hospital."""
    token, word = line.tokens[index], line.low(index)
    own = token.text.lower() != word or (index > 1 and line.low(index - 2) in ("dr", "mr", "mrs", "ms"))
    if len(token.text) < 2 or (line.low(index + 1) in ("hospital", "clinic") and not own):
        return False
    if line.cased and token.text.isupper() and len(word) > 1:
        beside = [i for i in (index - 1, index + 1) if 0 <= i < len(line.tokens)]
        return any(
            line.tokens[i].text.isupper() and len(line.low(i)) > 1 and lexicon().named(line.low(i))
            for i in beside
        )
    inner = re.search(r"[a-z][A-Z]", token.text)
    return (
        inner is None or lexicon().named(word) or bool(re.match(r"(?:Mc|Mac|De|Di|La|Le|Van|O)", token.text))
    )


def _title_case(line: Line, index: int) -> bool:
    """Whether the next word is a capitalised ordinary word, as in a heading or a proper noun."""
    after = line.tokens[index + 1] if index + 1 < len(line.tokens) else None
    return after is not None and after.alphabetic and after.capital


def _end(line: Line, index: int) -> int:
    return line.tokens[index - 1].bare_end


def _extended(line: Line, index: int, policy: Policy) -> int:
    """Index after the last token of the name that starts at `index`."""
    end = index + 1
    while end < len(line.tokens) and end - index < 6:
        if line.tokens[end - 1].text.lower() != line.low(end - 1):  # after a possessive the name is over
            break
        step = _next_part(line, index, end, policy)
        if not step:
            break
        end += step
    return end


def _next_part(line: Line, first: int, at: int, policy: Policy) -> int:
    """How many tokens at `at` continue the name: a particle and surname, an initial, a surname, a hyphen."""
    token, word = line.tokens[at], line.low(at)
    gap = line.text[line.tokens[at - 1].end : token.start]
    if token.text in ("-", "'", "’") and not gap and at + 1 < len(line.tokens):
        return 2 if line.tokens[at + 1].alphabetic and line.tokens[at + 1].start == token.end else 0
    if token.text == "." and not gap and len(line.tokens[at - 1].text) == 1:
        return 1
    if not token.alphabetic or gap.strip(" "):
        return 0
    if len(word) == 1:
        return _initial(line, at)
    for more in (1, 2):
        if word in PARTICLES and at + more < len(line.tokens) and _surname_like(line, at + more, policy):
            return 1 + more
        if line.low(at + more) not in PARTICLES:
            break
    return 1 if _surname_like(line, at, policy) else 0


def _initial(line: Line, at: int) -> int:
    token = line.tokens[at]
    dotted = (
        at + 1 < len(line.tokens)
        and line.tokens[at + 1].text == "."
        and line.tokens[at + 1].start == token.end
    )
    if not token.capital or token.text == "I":
        return 2 if dotted and token.capital else 0
    return 2 if dotted else 1


def _surname_like(line: Line, at: int, policy: Policy) -> bool:
    token, word = line.tokens[at], line.low(at)
    lists = lexicon()
    if not token.alphabetic or word in NOT_A_NAME or word in policy.stays or word in MONTHS:
        return False
    if word in lists.given or word in lists.surnames:
        return True
    if line.cased:
        return token.capital and (lists.named(word) or unknown(word)) and not stays(line, at, policy)
    return lists.any_surname(word) or unknown(word)


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
        end = _extended(line, index, policy)
        yield Hit(line.tokens[index].start, _end(line, end), "NAME", score, "name cue")


def could_be_name(line: Line, index: int, policy: Policy, *, sure: bool) -> bool:
    """Whether a token can be a name, given that one is expected (`sure`) or only possible."""
    token, word = line.tokens[index], line.low(index)
    lists = lexicon()
    if len(word) == 1 and token.alphabetic:
        return sure and token.capital and line.low(index + 1) == "." and line.cased
    if (
        not token.alphabetic
        or word in NOT_A_NAME
        or stays(line, index, policy)
        or not _like_a_name(line, index)
    ):
        return False
    listed = lists.named(word) and (sure or lists.any_given(word) or word in lists.surnames)
    if line.cased:
        capital = token.capital and (listed or unknown(word) or (sure and not line.starts_sentence(index)))
        return capital or (sure and (listed and not is_ordinary(word)))
    return (listed and (sure or word in lists.given)) or (sure and unknown(word))


def _spelled(line: Line, policy: Policy) -> Iterator[Hit]:
    lists = lexicon()
    for start, end in line.view.spelled():
        word = line.text[start:end].lower()
        named = lists.named(word) and len(word) > 2
        long_enough = len(word) >= 5 and len(set("aeiouy") & set(word)) > 0 and not _in_alphabet(word)
        if (named or long_enough) and word not in policy.stays and word not in lists.drugs:
            yield Hit(start, end, "NAME", 0.75, "spelled")


def _in_alphabet(word: str) -> bool:
    """Letters said in order, as in "vitamins A, B, C, D, E"."""
    return all(ord(b) - ord(a) == 1 for a, b in zip(word, word[1:], strict=False))


def judged_person(line: Line, hit: Hit, policy: Policy) -> Iterator[Hit]:
    """The model's PERSON, cut to the tokens that can be a name, or nothing."""
    first = line.token_at(hit.start)
    last = line.token_at(hit.end)
    kept = [i for i in range(first, last) if _personal(line, i, policy)]
    if not kept:
        return
    lists = lexicon()
    listed = any(lists.any_given(line.low(i)) or line.low(i) in lists.surnames for i in kept)
    common = all(line.low(i) in lists.surnames_ambiguous for i in kept)
    rare = not common and all(line.tokens[i].capital for i in kept) and not is_heading(line, kept[-1], policy)
    if listed or rare:
        end = max(_extended(line, kept[0], policy), kept[-1] + 1)
        score = 0.85 if listed else 0.55 if len(kept) > 1 else 0.45
        yield Hit(line.tokens[kept[0]].start, _end(line, end), "NAME", score, hit.source)


def _personal(line: Line, index: int, policy: Policy) -> bool:
    token, word = line.tokens[index], line.low(index)
    if (
        not token.alphabetic
        or word in NOT_A_NAME
        or stays(line, index, policy)
        or not _like_a_name(line, index)
    ):
        return False
    lists = lexicon()
    if word in lists.given or word in lists.surnames:
        return True
    if line.cased and not token.capital:
        return False
    listed = lists.named(word) and (line.cased or not is_ordinary(word))
    return (listed and not line.starts_sentence(index)) or unknown(word)


def is_heading(line: Line, index: int, policy: Policy) -> bool:
    """Whether the word names a score, sign or disease: "Chaddock reflex", "a HEART score"."""
    after = [line.low(index + step) for step in (1, 2, 3)]
    return any(word in policy.heads for word in after) or line.tokens[index].text.isupper()
