"""Files of `lexicon/` that hold regular expressions by name: how things are said, as data.

In a pattern, "<name>" stands for the list of that name in the file's `[words]`, and "’" is an apostrophe that
transcripts without punctuation leave out.
"""

import hashlib
import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

_NAME = re.compile(r"<([a-z]+)>")
_FILES = (
    "airways",
    "body",
    "deviation_words",
    "deviations",
    "drug_uses",
    "event_times",
    "follow_ups",
    "grades",
    "history",
    "moods",
    "negation",
    "outcomes",
    "responses",
    "severity",
)
_NEVER = re.compile(r"(?!)")


class CueFile:
    """One file. Patterns are compiled when first asked for."""

    def __init__(self, name: str) -> None:
        raw = (files("trialvoice.safe") / "lexicon" / f"{name}.toml").read_bytes()
        self.sha256 = hashlib.sha256(raw).hexdigest()
        self.data: dict[str, Any] = tomllib.loads(raw.decode())
        self._compiled: dict[tuple[str, str], re.Pattern[str]] = {}

    def cue(self, table: str, name: str) -> re.Pattern[str]:
        """The patterns of that name as one. Raises KeyError."""
        key = (table, name)
        if key not in self._compiled:
            self._compiled[key] = self.compile(self.data[table][name])
        return self._compiled[key]

    def words(self, table: str, name: str) -> re.Pattern[str]:
        """The patterns of that name as one, between edges of words. Raises KeyError."""
        key = (table, f"{name}, as words")
        if key not in self._compiled:
            self._compiled[key] = self.compile([rf"\b(?:{'|'.join(self.data[table][name])})\b"])
        return self._compiled[key]

    def compile(self, alternatives: Sequence[str]) -> re.Pattern[str]:
        """One pattern of several; of none, one that never matches."""
        if not alternatives:
            return _NEVER
        joined = "|".join(alternatives)
        while _NAME.search(joined):
            joined = _NAME.sub(lambda found: str(self.data["words"][found[1]]), joined)
        return re.compile(joined.replace("’", "['’]?"), re.IGNORECASE)


def cue_hashes() -> dict[str, str]:
    """Each file's SHA-256, for the identity of a run."""
    return {f"lexicon-{name}": cue_file(name).sha256 for name in _FILES}


@cache
def cue_file(name: str) -> CueFile:
    """The file of that name, read once."""
    return CueFile(name)
