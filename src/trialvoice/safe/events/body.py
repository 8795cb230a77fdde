"""Complaints told of a part of the body, put together: what is said of it, felt in it, cannot be done with it.

`lexicon/body.toml` has the classes of words. Nothing but small words may stand between a part and what is said of
it, so that any part goes with any complaint and "my hair is cut, my knee is fine" tells of none.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from trialvoice.safe.language.cue_file import cue_file
from trialvoice.safe.language.dialogue import Sentence
from trialvoice.safe.language.stems import tokens
from trialvoice.safe.lexicon import Hit, Phrases, lexicon

_MOST_BETWEEN = 6
"""Words."""
_STOP = re.compile(r"[.,;:!?…—–]")

_GOES_ON = re.compile(
    r"\W*$|\s*[.,;:!?…—–]|\s+(?:since|and|but|so|this|these|at|in the|for|again|lately|now|completely|altogether|really|"
    r"from|ever|when|because|with|the last|last|all|on me|with me)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Body:
    """The classes of words, as phrases and stems."""

    parts: Phrases
    said_of: Phrases
    felt_in: Phrases
    cannot: Phrases
    done_to: Phrases
    goes_badly: Phrases
    owners: frozenset[str]
    linking: frozenset[str]
    changing: frozenset[str]
    describing: frozenset[str]
    placing: frozenset[str]
    place: frozenset[str]
    unable: frozenset[str]
    changes: frozenset[str]
    only: Mapping[str, Sequence[str]]
    rename: Mapping[str, str]


@cache
def _body() -> _Body:
    data = cue_file("body").data
    lists = ("parts", "said_of", "felt_in", "cannot", "done_to", "goes_badly")
    phrases = {list_: Phrases.of({name: _forms(said) for name, said in data[list_].items()}) for list_ in lists}
    stems = {name: frozenset(token.stem for token in tokens(said)) for name, said in data["words"].items()}
    return _Body(**phrases, **stems, changes=frozenset(data["needs_change"]["names"]), only=data["only"], rename=data["rename"])


def _forms(phrases: Sequence[str]) -> list[str]:
    """With the other stem of verbs in "-e": "seized" and "seizing" are not stemmed as "seize" is."""
    return [*phrases, *(re.sub(r"\b(\w{3,}e)\b", r"\1d", phrase) for phrase in phrases)]


def told_of_parts(sentence: Sentence) -> Iterator[Hit]:
    """The complaints of parts of the body in a sentence."""
    parts = [*lexicon().body.find(sentence.words), *_body().parts.find(sentence.words)]
    if parts:
        yield from told_of(sentence, parts)
    yield from _goes_badly(sentence)


def told_of(sentence: Sentence, parts: Sequence[Hit]) -> Iterator[Hit]:
    """The complaints of these parts: named ones, or those that "it" stands for."""
    for read in (_said_of, _describing, _felt_in, _cannot, _done_to):
        for part, complaint in read(sentence, parts):
            if hit := _named(part, complaint):
                yield hit


def _said_of(sentence: Sentence, parts: Sequence[Hit]) -> Iterator[tuple[Hit, Hit]]:
    """"My knee | is | killing me"."""
    body = _body()
    for part in parts:
        for complaint in _found(body.said_of, sentence, part.last + 1):
            between = _between(sentence, part.last, complaint.first)
            if between is not None and between <= body.linking:
                if complaint.name not in body.changes or between & body.changing:
                    yield part, complaint


def _describing(sentence: Sentence, parts: Sequence[Hit]) -> Iterator[tuple[Hit, Hit]]:
    """"A stiff | left | neck"."""
    body = _body()
    for complaint in _found(body.said_of, sentence, 0):
        for part in parts:
            between = _between(sentence, complaint.last, part.first)
            if between is not None and between <= body.describing and complaint.name not in body.changes:
                yield part, complaint


def _felt_in(sentence: Sentence, parts: Sequence[Hit]) -> Iterator[tuple[Hit, Hit]]:
    """"A knot | in my | stomach"."""
    body = _body()
    for complaint in _found(body.felt_in, sentence, 0):
        for part in parts:
            between = _between(sentence, complaint.last, part.first)
            if between and between <= body.placing and between & body.place:
                yield part, complaint


def _done_to(sentence: Sentence, parts: Sequence[Hit]) -> Iterator[tuple[Hit, Hit]]:
    """"Sliced | my | thumb"."""
    body = _body()
    for done in _found(body.done_to, sentence, 0):
        for part in parts:
            between = _between(sentence, done.last, part.first)
            if between and between <= body.placing:
                yield part, done


def _cannot(sentence: Sentence, parts: Sequence[Hit]) -> Iterator[tuple[Hit, Hit]]:
    """"Can't | close my | fist", "fingers just | won't | bend"."""
    body = _body()
    for done in _found(body.cannot, sentence, 0):
        unable = _last_unable(sentence, done.first)
        if unable is None:
            continue
        for part in parts:
            after = _between(sentence, done.last, part.first)
            before = _between(sentence, part.last, unable)
            if (after is not None and after <= body.placing) or (before is not None and before <= body.linking):
                yield part, Hit(done.name, min(unable, done.first), done.last)


def _last_unable(sentence: Sentence, before: int) -> int | None:
    """The word of not being able to that leads up to what is done."""
    body = _body()
    for at in range(before - 1, max(before - _MOST_BETWEEN, 0) - 1, -1):
        word = sentence.words[at]
        if word.stem in body.unable:
            return at
        if word.stem not in body.linking:
            return None
    return None


def _goes_badly(sentence: Sentence) -> Iterator[Hit]:
    """A function or part that goes badly, by the name of its trouble: "my sleep | is | shot"."""
    for function in lexicon().functions.find(sentence.words):
        if function.name in cue_file("body").data["not_badly"]["names"]:
            continue
        if function.first and sentence.words[function.first - 1].stem not in _body().owners:
            continue
        for badly in _found(_body().goes_badly, sentence, function.last + 1):
            between = _between(sentence, function.last, badly.first)
            if between is not None and between <= _body().linking and _ends_clause(sentence, badly.last):
                yield Hit(function.name, function.first, badly.last)


def _ends_clause(sentence: Sentence, last: int) -> bool:
    """Whether what is said is over with a word, or goes on with when and where: "my appetite's gone since"."""
    return bool(_GOES_ON.match(sentence.text, sentence.words[last].end - sentence.start))


def _found(phrases: Phrases, sentence: Sentence, first: int) -> Iterator[Hit]:
    for hit in phrases.find(sentence.words[first:]):
        yield Hit(hit.name, hit.first + first, hit.last + first)


def _between(sentence: Sentence, last: int, first: int) -> frozenset[str] | None:
    """Stems between two words of one clause, None where they do not follow each other closely."""
    if not 0 < first - last <= _MOST_BETWEEN + 1:
        return None
    start = sentence.words[last].end if last >= 0 else sentence.start
    if _STOP.search(sentence.text, start - sentence.start, sentence.words[first].start - sentence.start):
        return None
    return frozenset(word.stem for word in sentence.words[last + 1 : first])


def can_have(part: str, complaint: str) -> bool:
    """Whether a part can have a complaint: legs run, and are not said to discharge."""
    return part in _body().only.get(complaint, (part,))


def _named(part: Hit, complaint: Hit) -> Hit | None:
    """Part and complaint as one, by the name that the two have; None where that part has no such complaint."""
    if not can_have(part.name, complaint.name):
        return None
    name = f"{part.name} {complaint.name}"
    name = _body().rename.get(name, lexicon().rename.get(name, name))
    return Hit(name, min(part.first, complaint.first), max(part.last, complaint.last))
