"""Ways to tell a problem without its name: phrases with choices, small words between, found by their first word."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from trialvoice.safe.language.stems import Token, small_words, tokens

_GAP = 3
"""Most small words between two slots."""
_ANY = 5
"""Most words of any kind that "*" stands for."""

_ENOUGH = 2
"""Words of a kind that a place names to stand for all of the kind."""
_LONG = 3
"""Places from which on a way bears a word of any kind before each but its first."""
_DENIES = frozenset(("not", "no", "never", "dont", "cant"))
"""Stems that no gap goes over."""
_LONG_VERB = 4
_TELLING = 4
"""Places from which on a way is taken as it stands: on visits that no way was written for, half of those told by fewer
were meant otherwise ("I see two of them")."""
_FEWEST = 2
"""Of a way with places that may be left out, so many are never."""

_Stems = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a way: any of these choices, by first stem.

    optional: it may be left out.  any_before: other words may come first.
    """

    choices: Mapping[str, tuple[_Stems, ...]]
    optional: bool
    any_before: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A way found among tokens [first, last].

    near: stems of which one must stand close by, empty where none must.  short: too few words to mean one thing only.
    """

    name: str
    first: int
    last: int
    near: frozenset[str]
    short: bool


@dataclass(frozen=True, slots=True)
class _Way:
    name: str
    slots: tuple[Slot, ...]
    near: frozenset[str]

    @property
    def short(self) -> bool:
        """Whether fewer places than four must be filled, with nothing that must stand near."""
        return not self.near and sum(not slot.optional for slot in self.slots) < _TELLING


class Ways:
    """Compiled ways, indexed by the stem that each may begin with."""

    def __init__(self, ways: Sequence[tuple[str, str, Sequence[str]]], alike: Sequence[str] = ()) -> None:
        """Ways as (name, phrase, words near), and words that mean alike, as `lexicon/told.toml` describes them."""
        index: dict[str, list[_Way]] = defaultdict(list)
        kinds = [frozenset(map(_stems, words.split())) for words in alike]
        for name, phrase, near in ways:
            way = _Way(name, _slots(phrase, kinds), frozenset(t.stem for word in near for t in tokens(word)))
            for first in way.slots[0].choices:
                index[first].append(way)
        self._by_first: Mapping[str, tuple[_Way, ...]] = {stem: tuple(found) for stem, found in index.items()}

    def find(self, words: Sequence[Token]) -> Iterator[Told]:
        """The longest way that begins at each word, left to right, without overlap of those that need nothing near."""
        free = 0
        for at, word in enumerate(words):
            best: Told | None = None
            for way in self._by_first.get(word.stem, ()):
                last = _match(words, at, way.slots)
                if last is None:
                    continue
                told = Told(way.name, at, last, way.near, way.short)
                if way.near:
                    yield told
                elif best is None or last > best.last:
                    best = told
            if best is not None and at >= free:
                yield best
                free = best.last + 1


def _past_of(choice: str) -> str:
    """ "seized" of "seize", whose stem its other forms do not share."""
    return f"{choice}d" if choice.endswith("e") and len(choice) >= _LONG_VERB and "_" not in choice else choice


def _stems(choice: str) -> _Stems:
    return tuple(token.stem for token in tokens(choice.replace("_", " ")))


def _slots(phrase: str, kinds: Sequence[frozenset[_Stems]]) -> tuple[Slot, ...]:
    slots: list[Slot] = []
    any_before = False
    for part in phrase.split():
        if part == "*":
            any_before = True
            continue
        named = part.removesuffix("?").split("/")
        choices = {stems for choice in (*named, *map(_past_of, named)) if (stems := _stems(choice))}
        for kind in kinds:
            choices |= kind if len(choices & kind) >= _ENOUGH else set()
        slots.append(Slot(_by_first_stem(choices), part.endswith("?"), any_before))
        any_before = False
    while slots[0].optional:
        slots.pop(0)
    needed = [slot for slot in slots if not slot.optional]
    if len(needed) < _FEWEST < len(slots) + 1 and slots[-1].optional:
        slots[-1] = replace(slots[-1], optional=False)
    return tuple(slots)


def _by_first_stem(choices: set[_Stems]) -> dict[str, tuple[_Stems, ...]]:
    found: dict[str, list[_Stems]] = defaultdict(list)
    for choice in sorted(choices):
        found[choice[0]].append(choice)
    return {first: tuple(same) for first, same in found.items()}


def _match(words: Sequence[Token], at: int, slots: Sequence[Slot]) -> int | None:
    """Index of the last word of a way that begins at `at`, else None."""
    ends = [at - 1]
    spare = int(sum(not slot.optional for slot in slots) >= _LONG)
    for number, slot in enumerate(slots):
        reached = [end for before in ends for end in _ends(words, before + 1, slot, first=number == 0, spare=spare)]
        ends = list(dict.fromkeys((*reached, *ends))) if slot.optional else list(dict.fromkeys(reached))
        if not ends:
            return None
    return max(ends)


def _ends(words: Sequence[Token], start: int, slot: Slot, *, first: bool, spare: int) -> Iterator[int]:
    """Indices of last words of the slot. spare: words that are no small words and may come before it."""
    fillers = small_words("fillers")
    for skipped in range(1 if first else (_ANY if slot.any_before else _GAP) + 1):
        here = start + skipped
        if here >= len(words):
            return
        for choice in slot.choices.get(words[here].stem, ()):
            if len(choice) == 1 or tuple(word.stem for word in words[here : here + len(choice)]) == choice:
                yield here + len(choice) - 1
        if words[here].stem in _DENIES:
            return
        if not slot.any_before and words[here].stem not in fillers:
            spare -= 1
            if spare < 0:
                return
