"""Words for people, by the pronoun that takes each up."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def people() -> dict[str, frozenset[str]]:
    """`male`, `female`, `either`, and `kin`: those for whom a caregiver speaks."""
    listed = tomllib.loads((files("trialvoice.safe") / "lexicon" / "people.toml").read_text("utf-8"))
    return {name: frozenset(listed[name].split()) for name in ("male", "female", "either", "kin")}


@cache
def all_people() -> frozenset[str]:
    """Every word for a person."""
    return frozenset().union(*people().values())
