"""How an item of a form is named: by the study file's terms, its question's words, its unit, its scale."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from trialvoice.core.study import Item
from trialvoice.safe.forms.form_lexicon import form_words, word_pattern
from trialvoice.safe.forms.general_names import asked_by_it, is_general
from trialvoice.safe.language.dialogue import Sentence
from trialvoice.safe.language.numbers import measured
from trialvoice.safe.language.stems import Token, stem, tokens
from trialvoice.safe.lexicon import Phrases

BY_TERM, BY_QUESTION, BY_SCALE, BY_A_WORD = 3.0, 2.5, 2.5, 1.0
"""How strongly a sentence is tied to an item."""
_SHARE = 0.6
"""Share of an item's own words that names it."""
_FEW = 3
"""An item of no more own words than this is hinted at by one of them."""
_NUMBER_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_ENDS = {
    0.0: "zero|nought|naught|nothing|none|no|0",
    1.0: "one|1",
    5.0: "five|5",
    10.0: "ten|10",
    100.0: "(?:a |one )?hundred|100",
}
_LETTERS_AND_DIGITS = re.compile(r"[A-Za-z]+|\d")
_COUNT_NEAR = 25
_SUMMED = frozenset(["total", "score", "sum", "questionnaire"])
_LEFT_OVER = frozenset(["return", "left", "remain", "unused"])


@dataclass(frozen=True, slots=True)
class Tie:
    """That a sentence speaks of an item; [start, end) characters of the sentence name it."""

    strength: float
    start: int
    end: int


@dataclass(frozen=True)
class ItemWords:
    """What an item is called."""

    item: Item
    terms: Phrases = field(repr=False)
    own: frozenset[str]
    unit: frozenset[str]
    scale: re.Pattern[str] | None
    counts_left: bool
    """Whether it asks for what is left of the study drug."""
    idiom: re.Pattern[str] | None
    named: frozenset[str]
    """The stems of its question and terms."""
    is_total: bool
    """Whether it asks for the sum of a questionnaire's answers."""

    def tie(self, sentence: Sentence) -> Tie | None:
        """How a sentence is tied to the item, at the strongest."""
        return max(self.ties(sentence), key=lambda tie: tie.strength, default=None)

    def ties(self, sentence: Sentence) -> Iterator[Tie]:
        """Every way in which a sentence names the item."""
        for hit in self.terms.find(sentence.words):
            said = sentence.words[hit.first : hit.last + 1]
            if _made_of_it(sentence, said[-1]):
                continue
            if not is_general(said) or asked_by_it(sentence, said):
                yield _over(sentence, said[0], said[-1], BY_TERM)
            elif any(token.stem in self.own and token not in said for token in sentence.words):
                yield _over(sentence, said[0], said[-1], BY_QUESTION)
        yield from self._total(sentence)
        if self.scale and (match := self.scale.search(sentence.text)):
            yield Tie(BY_SCALE, match.start(), match.end())
        hits = [token for token in sentence.words if token.stem in self.own]
        if hits:
            enough = len({token.stem for token in hits}) / len(self.own) >= _SHARE
            strength = (BY_QUESTION if self.item.terms else BY_TERM) if enough else BY_A_WORD
            yield from (_over(sentence, token, token, strength) for token in hits)
        if self.counts_left and self.has_own(sentence) and (left := word_pattern("left_over").search(sentence.text)):
            yield Tie(BY_QUESTION, left.start(), left.end())
        if self.counts_left:
            yield from _left_over(sentence)
            if self.has_own(sentence):
                yield from _counted(sentence)
        if idiom := self.idiom and self.idiom.search(sentence.text):
            yield Tie(BY_TERM, idiom.start(), idiom.end())

    def _total(self, sentence: Sentence) -> Iterator[Tie]:
        """A sum that is read out: "that comes to twelve"."""
        if self.is_total and (match := word_pattern("sums_up").search(sentence.text)):
            near = sentence.text[max(match.start() - _COUNT_NEAR, 0) : match.end() + _COUNT_NEAR]
            if measured(near):
                yield Tie(BY_QUESTION, match.start(), match.end())

    def has_own(self, sentence: Sentence) -> bool:
        """Whether the sentence has any word of the item's question or unit."""
        return any(token.stem in self.own or token.stem in self.unit for token in sentence.words)

    def follows(self, words: Sequence[Token]) -> bool:
        """Whether the words right after a number are the item's unit or name: "nine | tablets left"."""
        near = [token.stem for token in words[:2]]
        return bool(near and (near[0] in self.unit or (len(near) > 1 and near[1] in self.unit)))


@cache
def item_words(item: Item) -> ItemWords:
    """Made once an item."""
    stop = {form for word in str(form_words()["stop"]).split() for form in (word, stem(word))}
    named = {token.stem for text in (item.question, *item.terms) for token in tokens(text)}
    return ItemWords(
        item=item,
        terms=Phrases.of({item.id: [way for term in (*item.terms, *_telling_choices(item)) for way in _spoken(term)]}),
        own=_own(item, stop),
        unit=_unit_words(item.unit or "") or _counted_thing(item),
        scale=_scale(item),
        counts_left=bool(named & _LEFT_OVER),
        idiom=next((_idioms(word) for word in form_words()["idioms"] if stem(word) in named), None),
        named=frozenset(named),
        is_total=item.type in ("integer", "decimal") and not item.unit and bool(named & _SUMMED),
    )


def _unit_words(unit: str) -> frozenset[str]:
    said = (
        form_words()["unit_words"].get(unit) or form_words()["unit_words"].get(unit.split("/")[0]) or unit.split("/")[0]
    )
    return frozenset(token.stem for token in tokens(said) if token.word.isalpha())


def _telling_choices(item: Item) -> list[str]:
    """Choices of several words of their own, which name the item: "are you still in the care home?"."""
    stop = str(form_words()["stop"]).split()
    return [choice for choice in item.choices if sum(token.word not in stop for token in tokens(choice)) > 1]


def _own(item: Item, stop: set[str]) -> frozenset[str]:
    """The words of its question that tell it from others; what is a choice of it, as in "was it given?", is none."""
    own = {t.stem for t in tokens(item.question) if t.word not in stop and t.stem not in stop}
    chosen = {t.stem for choice in item.choices for t in tokens(choice)}
    return frozenset(own - chosen or own)


def _counted_thing(item: Item) -> frozenset[str]:
    """What an item without a unit counts, first in its question: "Falls since the last visit", "Times awake"."""
    words = tokens(item.question)
    counts = item.type == "integer" and bool(words) and words[0].word.endswith("s") and words[0].word != words[0].stem
    return frozenset([words[0].stem]) if counts else frozenset()


def _idioms(word: str) -> re.Pattern[str]:
    return re.compile("|".join(form_words()["idioms"][word]), re.IGNORECASE)


def _left_over(sentence: Sentence) -> Iterator[Tie]:
    """A count of what is left: "nine left", "I counted nineteen"."""
    for match in word_pattern("left_over").finditer(sentence.text):
        if measured(sentence.text[max(match.start() - _COUNT_NEAR, 0) : match.start()]):
            yield Tie(BY_QUESTION, match.start(), match.end())


def _counted(sentence: Sentence) -> Iterator[Tie]:
    """A count that is announced: "you brought back fourteen"."""
    for match in word_pattern("counted").finditer(sentence.text):
        if measured(sentence.text[match.end() : match.end() + _COUNT_NEAR]):
            yield Tie(BY_QUESTION, match.start(), match.end())


def _made_of_it(sentence: Sentence, word: Token) -> bool:
    """Whether a name is but the first part of another: "pain | tablets"."""
    rest = sentence.text[word.end - sentence.start :]
    return bool(word_pattern("made_of_it").match(rest.lstrip())) and rest[:1] == " "


def _over(sentence: Sentence, first: Token, last: Token, strength: float) -> Tie:
    return Tie(strength, first.start - sentence.start, last.end - sentence.start)


def _spoken(term: str) -> Iterable[str]:
    """The term, and its letters and figures one by one: "A1C" is heard as "A one C"."""
    yield term
    words = term.split()
    if figures := [word for word in words if word in _NUMBER_WORDS]:
        yield " ".join(str(_NUMBER_WORDS.index(word)) if word in figures else word for word in words)
    mixed = [bool(re.search(r"\d", word)) and bool(re.search(r"[A-Za-z]", word)) for word in words]
    if not any(mixed):
        return
    for digits in (True, False):
        for letters in (True, False):
            yield " ".join(
                _apart(word, digits, letters) if mix else word for word, mix in zip(words, mixed, strict=True)
            )


def _apart(word: str, digits: bool, letters: bool) -> str:
    parts = _LETTERS_AND_DIGITS.findall(word)
    said = [_NUMBER_WORDS[int(part)] if part.isdigit() and not digits else part for part in parts]
    return " ".join(" ".join(part) if letters and part.isupper() else part for part in said)


def _scale(item: Item) -> re.Pattern[str] | None:
    """Ways to say the ends of a rating scale: "zero to ten", "nought is no pain and ten's the worst", "out of ten"."""
    if item.type != "integer" or item.unit not in (None, "", "mm", "points") or item.minimum not in (0, 1):
        return None
    if item.maximum not in _ENDS:
        return None
    low, high = _ENDS[item.minimum], _ENDS[item.maximum]
    return re.compile(
        rf"\b(?:{low})\b[^.?!]{{0,40}}\b(?:to|and|through|is|being|-)\W+(?:\w+\W+){{0,4}}?(?:{high})\b|"
        rf"\b(?:out of|from) (?:{high})\b|/\s?(?:{high})\b|\b(?:{high})\b(?:'s| is| being| means)\b",
        re.IGNORECASE,
    )
