"""The lists that surrogates are taken from: `data/surrogates.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Lists:
    """Lower-case words. `*_too` are known by their gender but never chosen."""

    female: tuple[str, ...]
    male: tuple[str, ...]
    female_too: tuple[str, ...]
    male_too: tuple[str, ...]
    either: tuple[str, ...]
    family: tuple[str, ...]
    place_starts: tuple[str, ...]
    place_ends: tuple[str, ...]
    kinds: tuple[str, ...]


@cache
def lists() -> Lists:
    """The lists, read once a process."""
    text = (files("trialvoice.redact") / "data" / "surrogates.toml").read_text(encoding="utf-8")
    return Lists(**{name: tuple(words.lower().split()) for name, words in tomllib.loads(text).items()})


@cache
def places() -> tuple[str, ...]:
    """Invented names for streets, towns and organisations."""
    return tuple(start + end for start in lists().place_starts for end in lists().place_ends)


@cache
def kinds() -> frozenset[str]:
    """Words such as "street" and "hospital", which tell no place from another."""
    return frozenset(lists().kinds)


@cache
def gender_of(given: str) -> str | None:
    """ "female" or "male" for a lower-case given name that is one of them by the lists, else None."""
    if given in lists().female or given in lists().female_too:
        return "female"
    return "male" if given in lists().male or given in lists().male_too else None
