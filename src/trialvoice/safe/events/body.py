"""Complaints told of a part of the body, put together: what is said of it, felt in it, cannot be done with it.

`lexicon/body.toml` has the classes of words. Nothing but small words may stand between a part and what is said of
it, so that any part goes with any complaint and "my hair is cut, my knee is fine" tells of none.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from trialvoice.safe.language.cue_file import cue_file
from trialvoice.safe.language.dialogue import Sentence
from trialvoice.safe.language.stems import Token, tokens
from trialvoice.safe.lexicon import Hit, Lexicon, Phrases, lexicon

_REACH = 5
"""Words between a complaint and the part of the body it is about."""
_MOST_BETWEEN = 6
"""Words."""
_STOP = re.compile(r"[.,;:!?…—–]")

_GOES_ON = re.compile(
    r"\W*$|\s*[.,;:!?…—–]|\s+(?:since|and|but|so|this|these|at|in the|for|again|lately|now|completely|altogether|"
    r"really|from|ever|when|because|with|the last|last|all|on me|with me|left)\b",
    re.IGNORECASE,
)


@cache
def _phrases(name: str) -> Phrases:
    """A class of complaints, as phrases by the name of the complaint."""
    return Phrases.of({complaint: _forms(said) for complaint, said in cue_file("body").data[name].items()})


@cache
def _stems(name: str) -> frozenset[str]:
    """Small words that may stand between."""
    return frozenset(token.stem for token in tokens(cue_file("body").data["words"][name]))


def _listed(name: str) -> frozenset[str]:
    return frozenset(cue_file("body").data[name]["names"])


def _forms(phrases: Sequence[str]) -> list[str]:
    """With the other stem of verbs in "-e": "seized" and "seizing" are not stemmed as "seize" is."""
    return [*phrases, *(re.sub(r"\b(\w{3,}e)\b", r"\1d", phrase) for phrase in phrases)]


def told_of_parts(sentence: Sentence) -> Iterator[Hit]:
    """The complaints of parts and functions of the body in a sentence."""
    parts = [*lexicon().body.find(sentence.words), *_phrases("parts").find(sentence.words)]
    for read in (_said_of, _describing, _felt_in, _cannot, _done_to) if parts else ():
        for part, complaint in read(sentence, parts):
            if hit := _named(part, complaint):
                yield hit
    yield from _goes_badly(sentence)
    yield from _lacking(sentence)


def _said_of(sentence: Sentence, parts: Sequence[Hit]) -> Iterator[tuple[Hit, Hit]]:
    """ "My knee | is | killing me"."""
    for part in parts:
        for complaint in _found(_phrases("said_of"), sentence, part.last + 1):
            came = complaint.name not in _listed("needs_change") or _any(
                sentence, part.last, complaint.first, "changing"
            )
            if came and _only(sentence, part.last, complaint.first, "linking"):
                yield part, complaint


def _describing(sentence: Sentence, parts: Sequence[Hit]) -> Iterator[tuple[Hit, Hit]]:
    """ "A stiff | left | neck"."""
    for complaint in _found(_phrases("said_of"), sentence, 0):
        for part in parts if complaint.name not in _listed("needs_change") else ():
            if _only(sentence, complaint.last, part.first, "describing"):
                yield part, complaint


def _felt_in(sentence: Sentence, parts: Sequence[Hit]) -> Iterator[tuple[Hit, Hit]]:
    """ "A knot | in my | stomach"."""
    for complaint in _found(_phrases("felt_in"), sentence, 0):
        for part in parts:
            placed = _any(sentence, complaint.last, part.first, "place")
            if placed and _only(sentence, complaint.last, part.first, "placing"):
                yield part, complaint


def _done_to(sentence: Sentence, parts: Sequence[Hit]) -> Iterator[tuple[Hit, Hit]]:
    """ "Sliced | my | thumb"."""
    for done in _found(_phrases("done_to"), sentence, 0):
        for part in parts:
            if part.first - done.last > 1 and _only(sentence, done.last, part.first, "placing"):
                yield part, done


def _cannot(sentence: Sentence, parts: Sequence[Hit]) -> Iterator[tuple[Hit, Hit]]:
    """ "Can't | close my | fist", "fingers just | won't | bend"."""
    for done in _found(_phrases("cannot"), sentence, 0):
        unable = _last_unable(sentence, done.first)
        for part in parts if unable is not None else ():
            after = _only(sentence, done.last, part.first, "placing")
            if after or _only(sentence, part.last, unable or 0, "linking"):
                yield part, Hit(done.name, min(unable or 0, done.first), done.last)


def _last_unable(sentence: Sentence, before: int) -> int | None:
    """The word of not being able to that leads up to what is done."""
    for at in range(before - 1, max(before - _MOST_BETWEEN, 0) - 1, -1):
        word = sentence.words[at]
        if word.stem in _stems("unable"):
            return at
        if word.stem not in _stems("linking"):
            return None
    return None


def _goes_badly(sentence: Sentence) -> Iterator[Hit]:
    """A function or part that goes badly, by the name of its trouble: "my sleep | is | shot"."""
    for function in lexicon().functions.find(sentence.words):
        if function.name in _listed("not_badly"):
            continue
        if function.first and sentence.words[function.first - 1].stem not in _stems("owners"):
            continue
        for badly in _found(_phrases("goes_badly"), sentence, function.last + 1):
            if _only(sentence, function.last, badly.first, "linking") and _ends_clause(sentence, badly.last):
                yield Hit(function.name, function.first, badly.last)


def _lacking(sentence: Sentence) -> Iterator[Hit]:
    """A function that somebody has little or nothing of: "hardly | a | voice left"."""
    for function in lexicon().functions.find(sentence.words):
        before = (at for at in range(function.first - 1, max(function.first - _MOST_BETWEEN, -1), -1))
        first = next((at for at in before if sentence.words[at].stem in _stems("lacking")), None)
        if first is None or function.name not in _listed("may_lack") or not _ends_clause(sentence, function.last):
            continue
        if _only(sentence, first, function.first, "linking") or function.first - first == 1:
            yield Hit(function.name, first, function.last)


def goes_badly(answer: Sentence) -> bool:
    """Whether a sentence begins with how badly something goes: "Shocking."."""
    first = next(_phrases("goes_badly").find(answer.words), None)
    return first is not None and all(word.stem in _stems("linking") for word in answer.words[: first.first])


def _ends_clause(sentence: Sentence, last: int) -> bool:
    """Whether what is said is over with a word, or goes on with when and where: "my appetite's gone since"."""
    return bool(_GOES_ON.match(sentence.text, sentence.words[last].end - sentence.start))


def _found(phrases: Phrases, sentence: Sentence, first: int) -> Iterator[Hit]:
    for hit in phrases.find(sentence.words[first:]):
        yield Hit(hit.name, hit.first + first, hit.last + first)


def complaints_in(said: Sequence[Token], words: Lexicon, covered: set[int]) -> Iterator[Hit]:
    """Complaints with the part of the body told near them. covered: words that say something by themselves."""
    bodies = [hit for hit in words.body.find(said) if hit.first not in covered]
    for hit in words.complaints.find(said):
        if hit.first in covered:
            continue
        near = [body for body in bodies if _distance(body, hit) <= _REACH and can_have(body.name, hit.name)]
        if near:
            body = min(near, key=lambda b: (_distance(b, hit), b.first))
            name = f"{body.name} {hit.name}"
            first, last = min(body.first, hit.first), max(body.last, hit.last)
            yield Hit(words.rename.get(name, name), first, last)


def _distance(one: Hit, other: Hit) -> int:
    return max(one.first - other.last, other.first - one.last)


def _only(sentence: Sentence, last: int, first: int, small: str) -> bool:
    """Whether nothing but small words of that list stands between two words of one clause."""
    if not 0 < first - last <= _MOST_BETWEEN + 1:
        return False
    start, end = sentence.words[last].end - sentence.start, sentence.words[first].start - sentence.start
    if _STOP.search(sentence.text, start, end):
        return False
    return all(word.stem in _stems(small) for word in sentence.words[last + 1 : first])


def _any(sentence: Sentence, last: int, first: int, small: str) -> bool:
    return any(word.stem in _stems(small) for word in sentence.words[last + 1 : first])


def can_have(part: str, complaint: str) -> bool:
    """Whether a part can have a complaint: legs run, and are not said to discharge."""
    return part in cue_file("body").data["only"].get(complaint, (part,))


def _named(part: Hit, complaint: Hit) -> Hit | None:
    """Part and complaint as one, by the name that the two have; None where that part has no such complaint."""
    if not can_have(part.name, complaint.name):
        return None
    name = f"{part.name} {complaint.name}"
    name = cue_file("body").data["rename"].get(name, lexicon().rename.get(name, name))
    return Hit(name, min(part.first, complaint.first), max(part.last, complaint.last))
