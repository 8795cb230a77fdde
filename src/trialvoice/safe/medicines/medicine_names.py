"""Medicines as they are named: by lists, misheard, in pieces, spelled, half remembered, or by what they are put on."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import fuzz, process

from trialvoice.core.study import Study
from trialvoice.safe.language.assertion import Mention
from trialvoice.safe.language.dialogue import Dialogue, Sentence
from trialvoice.safe.language.stems import Token, tokens
from trialvoice.safe.lexicon import Lexicon, Phrases, lexicon
from trialvoice.safe.medicines import medicine_cues
from trialvoice.safe.medicines.medicine_unlisted import by_naming, by_stem

_MISHEARD_LEAST = 88.0
"""Similarity at which a long word counts as a misheard medicine, 0-100."""
_MISHEARD_LETTERS = 8
_PIECES_LETTERS = 7
_JOINED_LETTERS = 9
_BEGINNING_LETTERS = 7
_LAST_PIECE = 3
_MOST_PIECES = 4
_GAP = 12
"""Characters between a name that was begun and the whole of it."""
_LENGTHS = 2
"""Letters by which a misheard name may be longer or shorter."""

Span = tuple[str, int, int]
"""Plain name, and first and last token."""


def medicine_mentions(dialogue: Dialogue, study: Study) -> tuple[Mention, ...]:
    """Every medicine named, also by the study's own list; never the study drug."""
    words, own = lexicon(), study_drug(study)
    forbidden = Phrases.of({entry.name: (entry.name, *entry.synonyms) for entry in study.prohibited})
    found = [
        mention
        for sentence in dialogue.sentences
        for mention in sorted(_named_in(dialogue, sentence, words, forbidden, own), key=lambda m: m.start)
        if mention.term not in words.needs_taking or _is_taken(dialogue, mention)
    ]
    begun = {mention for mention, later in pairwise(found) if _broken_off(mention, later)}
    return tuple(mention for mention in found if mention not in begun)


def _broken_off(mention: Mention, later: Mention) -> bool:
    """Whether a speaker begins a name and says it whole in the next words: "nitro, nitrofurantoin"."""
    near = mention.sentence is later.sentence and later.start - mention.end <= _GAP
    said, whole = mention.named.lower(), later.named.lower()
    return near and said != whole and whole.startswith(said)


def study_drug(study: Study) -> Phrases:
    """The study drug as people call it."""
    return Phrases.of({study.study.drug: (study.study.drug, *study.study.drug_names)})


def _is_taken(dialogue: Dialogue, mention: Mention) -> bool:
    """Whether what may be a laboratory value is a medicine here: by its form, or by words of taking around it."""
    if medicine_cues.A_FORM.search(mention.named):
        return True
    asked = dialogue.question_before(mention.sentence.at)
    around = f"{mention.before} {mention.after}"
    return bool(medicine_cues.TAKING.search(around) or (asked and medicine_cues.TAKING.search(asked.text)))


def in_taking(dialogue: Dialogue, sentence: Sentence) -> bool:
    """Whether the sentence, or the question that it answers, speaks of taking a medicine."""
    asked = dialogue.question_before(sentence.at)
    return bool(medicine_cues.TAKING.search(sentence.text) or (asked and medicine_cues.TAKING.search(asked.text)))


def _named_in(
    dialogue: Dialogue, sentence: Sentence, words: Lexicon, forbidden: Phrases, own: Phrases
) -> Iterator[Mention]:
    said = sentence.words
    taken = {
        at
        for phrases in (own, words.not_medicines)
        for hit in phrases.find(said)
        for at in _places(hit.first, hit.last)
    }
    for name, first, last in _spans(dialogue, sentence, words, forbidden):
        places = _places(first, last)
        if not places & taken:
            taken |= places
            yield Mention(name, sentence, said[first].start, said[last].end)


def _places(first: int, last: int) -> set[int]:
    return set(range(first, last + 1))


def _spans(dialogue: Dialogue, sentence: Sentence, words: Lexicon, forbidden: Phrases) -> Iterator[Span]:
    said = sentence.words
    taking = in_taking(dialogue, sentence) or bool(medicine_cues.SEEKING.search(sentence.text))
    pieces = list(_in_pieces(said)) if taking else []
    general = {hit.last for hit in words.drugs.find(said) if hit.name in words.general_drugs}
    yield from (span for span in pieces if span[2] in general)
    for phrases in (words.drugs, forbidden):
        yield from ((hit.name, hit.first, hit.last) for hit in phrases.find(said))
    for beside in words.beside:
        if found := list(beside.phrases.find(said)):
            near = {w.stem for s in _around(dialogue, sentence) for w in s.words}
            yield from ((hit.name, hit.first, hit.last) for hit in found if near & beside.words)
    for at, token in enumerate(said):
        if name := _misheard(token.word):
            yield name, at, at
    if taking:
        yield from ((name, at, at) for at, token in enumerate(said) if (name := _begun(token.word)))
        yield from pieces
    yield from ((name, at, at) for name, at in (*by_stem(sentence), *by_naming(sentence)))
    yield from _by_form(sentence)


def _around(dialogue: Dialogue, sentence: Sentence) -> Iterator[Sentence]:
    for at in range(max(sentence.at - 1, 0), min(sentence.at + 2, len(dialogue.turns))):
        yield from dialogue.by_turn[at]


@lru_cache(maxsize=20_000)
def _misheard(word: str) -> str | None:
    """The medicine that a long word nearly is, as recognisers write them: "clarithromicin", "ke-to-ti-fen"."""
    plain = re.sub(r"[-.']", "", word)
    if plain != word and len(plain) >= _PIECES_LETTERS and plain in _plain_names():
        return _plain_names()[plain]
    return _nearest(plain) if len(plain) >= _MISHEARD_LETTERS else None


def _nearest(word: str) -> str | None:
    near = [
        name for length in range(-_LENGTHS, _LENGTHS + 1) for name in _by_shape().get((word[0], len(word) + length), ())
    ]
    best = process.extractOne(word, near, scorer=fuzz.ratio, score_cutoff=_MISHEARD_LEAST)
    return _plain_names()[best[0]] if best else None


@lru_cache(maxsize=20_000)
def _begun(word: str) -> str | None:
    """The one medicine whose name begins so, where a speaker broke off: "clarithro"."""
    if len(word) < _BEGINNING_LETTERS or not word.isalpha():
        return None
    names = {
        plain
        for said, plain in _plain_names().items()
        if said == plain and said.startswith(word) and len(said) - len(word) >= _LENGTHS
    }
    return next(iter(names)) if len(names) == 1 else None


def _in_pieces(said: Sequence[Token]) -> Iterator[Span]:
    """A name that the recogniser wrote as several words: "trimetha prim", "sing a lair"."""
    for first in range(len(said)):
        joined = said[first].word
        for last in range(first + 1, min(first + _MOST_PIECES, len(said))):
            joined += said[last].word
            if not joined.isalpha():
                break
            if len(said[last].word) >= _LAST_PIECE and (name := _joined(joined)):
                yield name, first, last


@lru_cache(maxsize=50_000)
def _joined(word: str) -> str | None:
    if len(word) < _JOINED_LETTERS:
        return None
    return _plain_names().get(word) or _nearest(word)


@lru_cache(maxsize=1)
def _by_shape() -> Mapping[tuple[str, int], tuple[str, ...]]:
    """Names of one word by first letter and length."""
    found: dict[tuple[str, int], list[str]] = {}
    for said in _plain_names():
        if len(said) >= _MISHEARD_LETTERS - 1 and said.isalpha():
            found.setdefault((said[0], len(said)), []).append(said)
    return {shape: tuple(names) for shape, names in found.items()}


@lru_cache(maxsize=1)
def _plain_names() -> Mapping[str, str]:
    """Names of one word, as said → plain."""
    entries = (entry for group in lexicon().drugs.by_first.values() for entry in group)
    return {stems[0]: name for stems, name in entries if len(stems) == 1 and name not in lexicon().general_drugs}


def _by_form(sentence: Sentence) -> Iterator[Span]:
    """A medicine without a name: "the doctor's cream", "drops for my eyes", "the powder"."""
    for match in medicine_cues.FORM.finditer(sentence.text):
        start = sentence.start + match.start("form")
        at = next((i for i, w in enumerate(sentence.words) if w.start == start), None)
        if at is not None:
            yield match["form"].lower(), at, at


def known_names(said: str) -> frozenset[str]:
    """Plain names that are all of `said`: "steroid tablets" is a steroid, "nasal flu vaccine" is not its end."""
    words = tokens(said)
    return frozenset(hit.name for hit in lexicon().drugs.find(words) if hit.last - hit.first == len(words) - 1)
