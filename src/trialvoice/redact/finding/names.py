"""Names of people, by lists and by the model's word."""

import re
from collections.abc import Iterator
from itertools import pairwise

from trialvoice.redact.lexicon import MONTHS, lexicon, word_set
from trialvoice.redact.policy import Policy
from trialvoice.redact.reading.lines import Line, Token
from trialvoice.redact.spans import Hit
from trialvoice.redact.words import NOT_A_NAME, PARTICLES, is_ordinary, stays, unknown


def names_by_list(line: Line, policy: Policy) -> Iterator[Hit]:
    """Names that the lists know: a given name with what belongs to it, or a distinctive surname."""
    lists = lexicon()
    index = 0
    while index < len(line.tokens):
        word = line.low(index)
        sure = word in lists.given or (word in lists.surnames and (line.tokens[index].capital or not line.cased))
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
        if not (sure or maybe) or stays(line, index, policy) or not like_a_name(line, index):
            index += 1
            continue
        end = extended(line, index, policy)
        if sure or (end > index + 1 and word in lists.given_ambiguous):
            yield Hit(
                line.tokens[first_half(line, index)].start, name_end(line, end), "NAME", 0.8 if sure else 0.6, "names"
            )
        elif word in lists.given_ambiguous and not _title_case(line, index):
            yield Hit(line.tokens[index].start, name_end(line, end), "NAME", 0.45, "names")
        index = end


def first_half(line: Line, index: int) -> int:
    """Index of the word that a hyphen joins to a name, or the name's own: "jo-ann"."""
    if index < 2 or line.low(index - 1) != "-" or line.tokens[index - 1].end != line.tokens[index].start:
        return index
    joined = line.tokens[index - 2].end == line.tokens[index - 1].start
    word = line.low(index - 2)
    return index - 2 if joined and (lexicon().named(word) or unknown(word) or word in PARTICLES) else index


def rare_names(line: Line, policy: Policy) -> Iterator[Hit]:
    """Capitalised words that no list knows: two side by side, or one that does what people do."""
    if not line.cased:
        return
    for index, (left, right) in enumerate(pairwise(line.tokens)):
        if _is_capitalised(left) and unknown(left.low) and _does(line, index) and not stays(line, index, policy):
            yield Hit(left.start, left.bare_end, "NAME", 0.45, "rare names")
        if not (_is_capitalised(left) and _is_capitalised(right)) or right.start - left.end != 1:
            continue
        words = (left.low, right.low)
        known = all(unknown(word) or lexicon().named(word) for word in words)
        if line.low(index - 1) in ("a", "an", "the", "of", "had", "has", "with"):
            continue
        stay = is_heading(line, index + 1, policy) or any(stays(line, i, policy) for i in (index, index + 1))
        if known and any(map(unknown, words)) and not stay:
            yield Hit(left.start, right.bare_end, "NAME", 0.5, "rare names")


def _does(line: Line, index: int) -> bool:
    """Whether the next word is what people do: "drove", "said"."""
    return line.low(index + 1) in word_set("deeds")


def _is_capitalised(token: Token) -> bool:
    return token.alphabetic and token.text[:1].isupper() and token.text[1:].islower() and len(token.text) > 2


def like_a_name(line: Line, index: int) -> bool:
    """Whether a token is written like a name: no abbreviation, no brand, and not the name of a hospital."""
    token, word = line.tokens[index], line.low(index)
    if _said_letters(line, index):
        return False
    own = token.text.lower() != word or (index > 1 and line.low(index - 2) in ("dr", "mr", "mrs", "ms"))
    if len(token.text) < 2 or (line.low(index + 1) in ("hospital", "clinic") and not own):
        return False
    if line.cased and token.text.isupper() and len(word) > 1:
        beside = [line.low(i) for i in (index - 1, index + 1)]
        return (len(word) > 4 and word in lexicon().given) or any(len(w) > 2 and lexicon().named(w) for w in beside)
    inner = re.search(r"[a-z][A-Z]", token.text)
    return inner is None or lexicon().named(word) or bool(re.match(r"(?:Mc|Mac|De|Di|La|Le|Van|O)", token.text))


def _said_letters(line: Line, index: int) -> bool:
    """Whether a token was said letter by letter and is too short to be a name nobody knows: "c o p d"."""
    token, word = line.tokens[index], line.low(index)
    bare = word.removeprefix("a")
    if len(bare) > 4 or lexicon().named(word):
        return False
    return any(start <= token.start < end for start, end in line.view.spelled())


def _title_case(line: Line, index: int) -> bool:
    """Whether the next word is a capitalised ordinary word, as in a heading or a proper noun."""
    after = line.tokens[index + 1] if index + 1 < len(line.tokens) else None
    return after is not None and after.alphabetic and after.capital


def name_end(line: Line, index: int) -> int:
    """The place after the token before `index`, without its possessive."""
    return line.tokens[index - 1].bare_end


def extended(line: Line, index: int, policy: Policy) -> int:
    """Index after the last token of the name that starts at `index`."""
    end = index + 1
    while end < len(line.tokens) and end - index < 6:
        if line.tokens[end - 1].text.lower() != line.low(end - 1):  # after a possessive the name is over
            break
        step = _next_part(line, index, end, policy)
        if not step:
            break
        end += step
    return _with_suffix(line, end)


def _with_suffix(line: Line, end: int) -> int:
    """Index after "junior" or "the third", where the name has one."""
    start = end + 1 if line.low(end) == "," and line.low(end + 1) in ("jr", "sr") else end
    if line.low(start) in ("junior", "jr", "sr", "senior", "ii", "iii", "esquire") and line.low(start + 1) != "high":
        dotted = line.low(start + 1) == "." and len(line.low(start)) == 2
        return start + 1 + dotted
    if line.low(end) == "the" and line.low(end + 1) in ("second", "third", "fourth", "2nd", "3rd", "4th"):
        over = end + 2 >= len(line.tokens) or line.low(end + 2) in (".", ",", "?", "is", "and", "speaking", "here")
        return end + 2 if over else end
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
        middle = not line.cased and at + 1 < len(line.tokens) and _surname_like(line, at + 1, policy)
        return 2 if middle else _initial(line, at)
    if word in ("dash", "hyphen"):
        return 2 if at + 1 < len(line.tokens) and _surname_like(line, at + 1, policy) else 0
    for more in (1, 2):
        if word in PARTICLES and at + more < len(line.tokens) and _surname_like(line, at + more, policy):
            return 1 + more
        if line.low(at + more) not in PARTICLES:
            break
    return 1 if _surname_like(line, at, policy) else 0


def _initial(line: Line, at: int) -> int:
    token = line.tokens[at]
    dotted = at + 1 < len(line.tokens) and line.tokens[at + 1].text == "." and line.tokens[at + 1].start == token.end
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
        capital = token.capital or any(c.isupper() for c in token.text)
        return capital and (lists.named(word) or unknown(word)) and not stays(line, at, policy)
    if lists.any_given(word) and line.low(at + 1) in ("", ".", ",", "and"):
        return True
    return lists.any_surname(word) or unknown(word)


def could_be_name(line: Line, index: int, policy: Policy, *, sure: bool) -> bool:
    """Whether a token can be a name, given that one is expected (`sure`) or only possible."""
    token, word = line.tokens[index], line.low(index)
    lists = lexicon()
    if len(word) == 1 and token.alphabetic:
        return sure and token.capital and line.low(index + 1) == "." and line.cased
    if (
        not token.alphabetic
        or (word in NOT_A_NAME and not _after_all(line, index, sure=sure))
        or stays(line, index, policy)
        or not like_a_name(line, index)
    ):
        return False
    listed = lists.named(word) and (sure or lists.any_given(word) or word in lists.surnames)
    if line.cased:
        capital = token.capital and (listed or unknown(word) or (sure and not line.starts_sentence(index)))
        return capital or (sure and (listed and not is_ordinary(word)))
    return (listed and (sure or word in lists.given)) or (sure and unknown(word))


def after_cue(line: Line, place: int, policy: Policy, *, sure: bool, score: float) -> Iterator[Hit]:
    """The name that starts at a place, or after fillers such as "uh" and "actually"."""
    index = line.token_at(place)
    while line.low(index) in word_set("before_names"):
        index += 1
    first = index
    if line.low(index) in PARTICLES and sure:  # "doctor el-sayed"
        index += 2 if line.low(index + 1) == "-" else 1
    if index < len(line.tokens) and could_be_name(line, index, policy, sure=sure):
        end = extended(line, index, policy)
        yield Hit(line.tokens[first].start, name_end(line, end), "NAME", score, "name cue")


def _after_all(line: Line, index: int, *, sure: bool) -> bool:
    """Whether "will" or "may" is somebody: capitalised within a sentence, or alone where one is expected."""
    if not lexicon().any_given(line.low(index)):
        return False
    return line.tells_name(index) or (sure and line.low(index + 1) in ("", ".", ",", "and", "i'm", "from"))


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
        end = max(extended(line, kept[0], policy), kept[-1] + 1)
        score = 0.85 if listed else 0.55 if len(kept) > 1 else 0.45
        yield Hit(line.tokens[kept[0]].start, name_end(line, end), "NAME", score, hit.source)


def _personal(line: Line, index: int, policy: Policy) -> bool:
    token, word = line.tokens[index], line.low(index)
    if not token.alphabetic or word in NOT_A_NAME or stays(line, index, policy) or not like_a_name(line, index):
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
