"""Word lists that are data: symptoms, medicines, and how conditions are felt."""

import hashlib
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from trialvoice.safe.language.cue_file import cue_file
from trialvoice.safe.language.stems import Token, small_words, tokens
from trialvoice.safe.ways import Ways

_MAX_GAP = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase of a list found among tokens [first, last]."""

    name: str
    first: int
    last: int


@dataclass(frozen=True)
class Phrases:
    """Phrases by stem, found fast and longest first."""

    by_first: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]] = field(repr=False)

    @classmethod
    def of(cls, lists: Mapping[str, Iterable[str]]) -> "Phrases":
        """Index phrases: name → ways to say it."""
        index: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for name, phrases in lists.items():
            for phrase in phrases:
                stems = tuple(token.stem for token in tokens(phrase))
                if stems:
                    index[stems[0]].append((stems, name))
        ordered = {k: tuple(sorted(v, key=lambda entry: -len(entry[0]))) for k, v in index.items()}
        return cls(ordered)

    def find(self, words: Sequence[Token]) -> Iterator[Hit]:
        """Every longest phrase in `words`, left to right, without overlap."""
        at = 0
        while at < len(words):
            hit = self._at(words, at)
            if hit:
                yield hit
                at = hit.last + 1
            else:
                at += 1

    def _at(self, words: Sequence[Token], at: int) -> Hit | None:
        for stems, name in self.by_first.get(words[at].stem, ()):
            last = _match(words, at, stems)
            if last is not None:
                return Hit(name, at, last)
        return None


def _match(words: Sequence[Token], at: int, stems: tuple[str, ...]) -> int | None:
    """Index of the last token of the phrase, small words between allowed, else None."""
    here, fillers = at, small_words("fillers")
    for wanted in stems[1:]:
        gap = 0
        here += 1
        while here < len(words) and words[here].stem != wanted:
            if gap == _MAX_GAP or words[here].stem not in fillers:
                return None
            gap += 1
            here += 1
        if here >= len(words):
            return None
    return here


@dataclass(frozen=True, slots=True)
class Beside:
    """Phrases that mean a name only near one of some words, by stem."""

    phrases: Phrases
    words: frozenset[str]


@dataclass(frozen=True)
class Lexicon:
    """All lists, read once."""

    symptoms: Phrases
    told: Ways
    complaints: Phrases
    complaint_names: tuple[str, ...]
    body: Phrases
    functions: Phrases
    parts: Mapping[str, tuple[str, ...]]
    drugs: Phrases
    rename: Mapping[str, str]
    general: Mapping[str, frozenset[str]]
    conditions: Mapping[str, frozenset[str]]
    spoken_as: Mapping[str, tuple[str, ...]]
    idioms: tuple[str, ...]
    classes: Mapping[str, frozenset[str]]
    general_drugs: frozenset[str]
    needs_taking: frozenset[str]
    tests: Phrases
    too_high: Mapping[str, str]
    too_low: Mapping[str, str]
    normal: Mapping[str, tuple[float, float]]
    normal_also: Mapping[str, tuple[float, float]]
    not_medicines: Phrases
    beside: tuple[Beside, ...]
    sha256: Mapping[str, str]


def _beside(name: str, entry: Mapping[str, Sequence[str]]) -> Beside:
    words = frozenset(token.stem for word in entry["words"] for token in tokens(word))
    return Beside(Phrases.of({name: entry["phrases"]}), words)


def _told(told: Mapping[str, Any]) -> Ways:
    plain = [(name, way, ()) for name, ways in told["ways"].items() for way in ways]
    guarded = [(entry["term"], way, entry["words"]) for entry in told["near"] for way in entry["ways"]]
    return Ways([*plain, *guarded], tuple(told["alike"].values()))


def _airways() -> dict[str, list[str]]:
    """The ways to tell of airways, senses and appetite, and of what is hard to do."""
    file = cue_file("airways").data
    hard = file["difficulty"]
    joined = ("", "with ", "to ")
    difficult = {
        name: [f"{word} {between}{act}" for word in hard["words"] for between in joined for act in acts]
        for name, acts in hard["acts"].items()
    }
    return _together(file["terms"], difficult)


def _together(one: Mapping[str, list[str]], other: Mapping[str, list[str]]) -> dict[str, list[str]]:
    return {name: [*one.get(name, ()), *other.get(name, ())] for name in {**one, **other}}


@cache
def lexicon() -> Lexicon:
    """The lists of `safe/lexicon/`."""
    folder = files("trialvoice.safe") / "lexicon"
    names = ("symptoms", "drugs", "laboratory", "vitals", "words", "forms", "ctcae", "important", "people", "told")
    raw = {name: (folder / f"{name}.toml").read_bytes() for name in names}
    symptoms = tomllib.loads(raw["symptoms"].decode())
    drugs = tomllib.loads(raw["drugs"].decode())
    tests = tomllib.loads(raw["laboratory"].decode())["tests"]
    return Lexicon(
        symptoms=Phrases.of(_together(symptoms["terms"], _airways())),
        told=_told(tomllib.loads(raw["told"].decode())),
        complaints=Phrases.of(symptoms["complaints"]),
        complaint_names=tuple(symptoms["complaints"]),
        body=Phrases.of(symptoms["body"]),
        functions=Phrases.of(symptoms["functions"]),
        parts={part: tuple(inner) for part, inner in symptoms["parts"].items()},
        drugs=Phrases.of(drugs["names"]),
        rename=symptoms["rename"],
        general={name: frozenset(special) for name, special in symptoms["general"].items()},
        conditions={name: frozenset(terms) for name, terms in symptoms["conditions"].items()},
        spoken_as={name: tuple(said) for name, said in symptoms["spoken_as"].items()},
        idioms=tuple(symptoms["idioms"]["phrases"]),
        classes={name: frozenset(drugs_in) for name, drugs_in in drugs["classes"].items()},
        general_drugs=frozenset(drugs["general"]["names"]),
        needs_taking=frozenset(drugs["needs_taking"]["names"]),
        tests=Phrases.of({name: test["names"] for name, test in tests.items()}),
        too_high={name: test["high"] for name, test in tests.items() if "high" in test},
        too_low={name: test["low"] for name, test in tests.items() if "low" in test},
        normal={name: tuple(test["normal"]) for name, test in tests.items() if "normal" in test},
        normal_also={name: tuple(test["also"]) for name, test in tests.items() if "also" in test},
        not_medicines=Phrases.of({"": drugs["not_medicines"]["phrases"]}),
        beside=tuple(_beside(name, entry) for name, entry in drugs["beside"].items()),
        sha256={f"lexicon-{name}": hashlib.sha256(data).hexdigest() for name, data in raw.items()},
    )
