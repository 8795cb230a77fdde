"""The shipped table of CTCAE terms: those that trials meet most, with lay synonyms and what decides their grades."""

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from trialvoice.core.findings import Coding
from trialvoice.safe.coding.criteria import Criteria
from trialvoice.safe.coding.dictionary import Dictionary, Name

CTCAE = "CTCAE"
_VERSION = "6.0"


@cache
def shipped_ctcae() -> Dictionary:
    """The table of `safe/lexicon/ctcae.toml`. A plain name holds before another term of the same words."""
    raw = (files("trialvoice.safe") / "lexicon" / "ctcae.toml").read_bytes()
    terms = tomllib.loads(raw.decode())["terms"]
    names = (*_plain_names(terms), *(Name(entry["term"], _coding(entry)) for entry in terms))
    criteria = {entry["term"]: Criteria(frozenset(entry["grades"]), entry["by"]) for entry in terms}
    return Dictionary(CTCAE, _VERSION, names, hashlib.sha256(raw).hexdigest(), criteria)


def _plain_names(terms: list[dict[str, Any]]) -> Iterator[Name]:
    for entry in terms:
        for name in entry["names"]:
            yield Name(name, _coding(entry))


def _coding(entry: Mapping[str, str]) -> Coding:
    return Coding(dictionary=CTCAE, version=_VERSION, term=entry["term"], system_organ_class=entry["class"])
