"""The CTCAE v6.0 term of an adverse event, by the shipped table; what it does not hold stays uncoded."""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from trialvoice.core.findings import Coding

_DICTIONARY, _VERSION = "CTCAE", "6.0"
_IN_BRACKETS = re.compile(r"\(([^)]*)\)\s*$")


@dataclass(frozen=True)
class CodingTable:
    """names: our plain name or CTCAE's own, lower case → (term, system organ class)."""

    names: Mapping[str, tuple[str, str]]
    sha256: str


@cache
def coding_table() -> CodingTable:
    """The table of `safe/lexicon/ctcae.toml`."""
    raw = (files("trialvoice.safe") / "lexicon" / "ctcae.toml").read_bytes()
    terms = tomllib.loads(raw.decode())["terms"]
    names = {
        name.lower(): (entry["term"], entry["class"]) for entry in terms for name in (*entry["names"], entry["term"])
    }
    return CodingTable(names, hashlib.sha256(raw).hexdigest())


def coded(term: str) -> Coding | None:
    """The coding of a reported term such as "threw up (vomiting)", or None: uncoded."""
    plain = _IN_BRACKETS.search(term)
    for name in (plain[1] if plain else "", term):
        if known := coding_table().names.get(name.strip().lower()):
            return Coding(dictionary=_DICTIONARY, version=_VERSION, term=known[0], system_organ_class=known[1])
    return None
