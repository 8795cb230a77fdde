"""What somebody is called: "everybody calls me ...", "goes by ...", "short for ..."."""

import re
from collections.abc import Iterator

from trialvoice.redact.lexicon import lexicon, word_set
from trialvoice.redact.policy import Policy
from trialvoice.redact.reading.lines import Line
from trialvoice.redact.spans import Hit
from trialvoice.redact.words import NOT_A_NAME, is_ordinary, stays, unknown

_ANY_WORD = re.compile(
    r"\b(?:call(?:s|ing)?\s+(?:me|him|her|myself|(?:our|my|the)\s+(?:\w+\s+)?(?:son|daughter|boy|girl|baby|husband|wife|brother|sister|mother|father"
    r"|mom|mum|dad|cousin|uncle|aunt|grandson|granddaughter|grandma|grandpa|dog|cat|nephew|niece))|called\s+me|(?:we|they|everybody|everyone|folks|people|friends|kids)\s+(?:\w+\s+)?called\s+(?:him|her)|(?:(?:grand)?(?:son|daughter|child)|boy|girl|kid|baby|one|guy|lady|friend|cousin|brother|sister|nephew|niece|neighbou?r)\s+(?:that\s+|who\s+)?"
    r"(?:we|i|they|everyone|everybody)\s+(?:\w+\s+)?calls?|(?:goes|go|went|going)\s+(?:just\s+)?by"
    r"|(?:known|kn[eo]ws?\s+(?:me|him|her))\s+(?:as|by)|answers?\s+to|a\.?k\.?a\.?|nick\s?name(?:['’]?s|(?:\s+(?!is\b)\w+){0,3}\s+(?:is|was))?"
    r"|(?:nick\s?named|christened|bapti[sz]ed|dubbed|named)\s+(?:me|him|her|it|(?:the|our|my|his|her)\s+\w+)"
    r"|(?:my|his|her|your|their|our|['’]s)\s+(?:first\s+|real\s+)?names?(?:['’]s|\s+is|\s+are|\s+was)"
    r"|(?:gave|give|gives|got|stuck)\s+(?:me|him|her|with)\s+the\s+(?:nick)?name(?:\s+of)?|shortened\s+(?:it|that|my\s+name)\s+to|at\s+(?:home|work|school|church)\s+(?:i['’]m|he['’]s|she['’]s)(?:\s+just)?"
    r"|name\b[^.?!]{2,40}\bi\s+(?:just\s+)?(?:use|sign)"
    r"|(?:street|stage|pet|pen|screen|baby|childhood|trail|ring|radio|code|road|family)\s+name(?:['’]?s|\s+is|\s+was)?"
    r"|(?:dog|cat|puppy|kitten|horse|pony|parrot|bird|rabbit|hamster|beagle|poodle|terrier|labrador)(?:['’]?s)?\s+(?:is\s+|was\s+)?(?:named|called|name\s+is)"
    r"|name\s+(?:is\s+just|(?:i|he|she|they|we)\s+\w+\s+is))[\s,]+",
    re.I,
)
"""What follows is a name, whatever the word: "they call me tank"."""
_NAMELIKE = re.compile(
    r"\b(?:short\s+for|prefers?|responds?\s+(?:\w+\s+)?to|please\s+use|just\s+say|we\s+say|you\s+can\s+(?:use|put)|(?:around|round)\s+here,?\s+i['’]m(?:\s+just)?|everybody\s+says|everyone\s+says"
    r"|called\s+(?:him|her)|or\s+just)[\s,]+",
    re.I,
)
"""What follows is a name if it looks like one."""
_SOMEBODY = re.compile(
    r"\b(?:man|woman|guy|lady|fell(?:a|ow)|kid|boy|girl|person|somebody|someone|nurse|doctor|friend|gentleman|dude|chap|bloke|student|volunteer"
    r"|driver|neighbou?r|husband|wife|son|daughter|brother|sister|baby|dog|cat|puppy|horse)\s+(?:named|called|by\s+the\s+name\s+of)\s+(?P<v>[a-z]{2,})",
    re.I,
)
"""One word is the name, whatever follows it."""
_SHORTENED = re.compile(
    r"\b(?P<v>[a-z]{2,})(?:\s+is|\s+being|,?\s+(?:it|that)['’]?s)?,?\s+short\s+for\s+(?P<w>[a-z]+)", re.I
)
_FOR_FRIENDS = re.compile(
    r"\b(?P<v>[a-z]{2,})\s+to\s+(?:everybody|everyone|(?:my|the|his|her)\s+(?:friends|family|kids|grandkids)|friends)\b",
    re.I,
)
_IS_NAME = re.compile(
    r"\b(?P<w>[a-z]{2,})(?:,|\s+is)?\s+(?:that['’]?s\s+)?(?:is\s+)?what\s+(?:i|he|she|they|we|people|everybody|everyone|folks|most\s+people)\s+"
    r"(?:\w+\s+)?(?:go(?:es)?\s+by|calls?\s+(?:me|him|her)|answers?\s+to)\b|\b(?P<v>[a-z]{3,})['’]?s?\s+(?:is|was)\s+(?:my|his|her|the)\s+(?:(?:first|last|maiden|middle|married|family|given|real"
    r"|full|proper|legal)\s+name|surname|nickname)\b",
    re.I,
)
_EVERYBODY = re.compile(
    r"\b(?:everybody|everyone|everyone\s+else|most\s+(?:people|folks)|people|folks|(?:the|my)\s+(?:kids|guys|boys|girls|grandkids|family|friends|neighbou?rs))\s+"
    r"(?:(?:just|usually|always|mostly|only|all)\s+)+(?:says?|uses?|goes?\s+with)\s+(?P<v>[a-z]{3,})(?=\s*(?:[.,?!]|$))",
    re.I,
)
_MOST_WORDS = 2


def nicknames(line: Line, policy: Policy) -> Iterator[Hit]:
    """Names by which somebody is called, ordinary words among them."""
    for found in _ANY_WORD.finditer(line.text):
        yield from _called(line, found.end(), policy)
    for found in _NAMELIKE.finditer(line.text):
        index = _past_fillers(line, found.end())
        if _looks_a_name(line, index, policy):
            yield _hit(line, index, index)
    for found in (*_SHORTENED.finditer(line.text), *_FOR_FRIENDS.finditer(line.text)):
        index = line.token_at(found.start("v"))
        longer = line.token_at(found.start("w")) if "w" in found.groupdict() else index
        if _looks_a_name(line, longer, policy) and line.low(index) not in NOT_A_NAME:
            yield _hit(line, index, index)
    for pattern in (_IS_NAME, _SOMEBODY, _EVERYBODY):
        yield from _one_word(line, pattern)


def _one_word(line: Line, pattern: re.Pattern[str]) -> Iterator[Hit]:
    for found in pattern.finditer(line.text):
        group = "v" if found["v"] else "w"
        if found[group].lower() not in NOT_A_NAME:
            yield Hit(*found.span(group), "NAME", 0.7, "name cue")


def nickname_answered(line: Line, policy: Policy) -> Iterator[Hit]:
    """What a turn that answers "what do people call you" starts with, whatever the word."""
    first = 0
    before = word_set("around_answers") | word_set("before_nickname_answers") | word_set("before_names")
    while (
        first < len(line.tokens)
        and line.low(first) != "the"
        and (line.low(first) in before or not line.tokens[first].alphabetic)
    ):
        first += 1
    last = _call_end(line, first, policy)
    end = line.low(last)
    if last > first and (_over(line, last) or end in word_set("after_nickname_answers") or last == len(line.tokens)):
        yield _hit(line, first, last - 1)


def _called(line: Line, place: int, policy: Policy) -> Iterator[Hit]:
    first = _past_fillers(line, place)
    if line.low(first + 1) in (",", "and") and line.text[:place].rstrip().endswith("are"):
        yield from _list_of_names(line, first, policy)
    last = _call_end(line, first, policy)
    ordinary = any(is_ordinary(line.low(i)) for i in range(first, last))
    if last > first and (not ordinary or _over(line, last)):
        yield _hit(line, first, last - 1)


def _list_of_names(line: Line, index: int, policy: Policy) -> Iterator[Hit]:
    """After "their names are", words that commas and "and" join."""
    while _may_be_called(line, index, policy):
        yield _hit(line, index, index)
        index += 1
        while line.low(index) in (",", "and"):
            index += 1


def _call_end(line: Line, first: int, policy: Policy) -> int:
    """Index after what may be a nickname that starts at `first`."""
    last = first + _is_initial(line, first)
    while last < first + _MOST_WORDS and _may_be_called(line, last, policy):
        last += 1
    return last if last > first + _is_initial(line, first) else first


def _is_initial(line: Line, index: int) -> bool:
    """Whether a letter stands there with which a nickname begins: "t bone"."""
    word = line.low(index)
    return len(word) == 1 and word.isalpha() and word not in "ai"


def _past_fillers(line: Line, place: int) -> int:
    index = line.token_at(place)
    while line.low(index) in word_set("before_names"):
        index += 1
    return index


def _may_be_called(line: Line, index: int, policy: Policy) -> bool:
    if index >= len(line.tokens) or not line.tokens[index].alphabetic:
        return False
    word = line.low(index)
    no_name = (
        word in NOT_A_NAME
        or word in word_set("not_called")
        or word in word_set("after_nicknames")
        or word.endswith(("ing", "ly"))
    )
    return len(word) > 1 and not no_name and not stays(line, index, policy)


def _over(line: Line, index: int) -> bool:
    """Whether the phrase ends there, so that an ordinary word is not the start of a clause."""
    return line.low(index) in word_set("after_nicknames") or not line.low(index).isalpha()


def _looks_a_name(line: Line, index: int, policy: Policy) -> bool:
    word = line.low(index)
    named = lexicon().any_given(word) or word in lexicon().surnames or unknown(word)
    return named and word not in NOT_A_NAME and not stays(line, index, policy)


def _hit(line: Line, first: int, last: int) -> Hit:
    return Hit(line.tokens[first].start, line.tokens[last].bare_end, "NAME", 0.7, "name cue")
