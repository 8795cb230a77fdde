"""The lists of `lexicon/forms.toml`, and the clause that a cue of them is looked for in."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

_CLAUSE = re.compile(r"[.;!?…,]|\b(?:and|but)\b", re.IGNORECASE)


@cache
def form_words() -> Mapping[str, Any]:
    """The lists of `lexicon/forms.toml`."""
    return tomllib.loads((files("trialvoice.safe") / "lexicon" / "forms.toml").read_text("utf-8"))


@cache
def word_pattern(name: str) -> re.Pattern[str]:
    """A list of `lexicon/forms.toml` as one pattern of whole words."""
    return re.compile(rf"\b(?:{'|'.join(form_words()[name])})(?!\w)", re.IGNORECASE)


def clause_before(text: str, at: int) -> str:
    """What stands before `at` in its clause, at most sixty characters."""
    return _CLAUSE.split(text[max(at - 60, 0) : at])[-1]
