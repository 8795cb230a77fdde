"""The patterns of `lexicon/deviations.toml`: how departures from a protocol, and rulings about them, are told."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from trialvoice.core.findings import DeviationCategory
from trialvoice.safe.language.cue_file import cue_file

_FILE = "deviations"


@dataclass(frozen=True, slots=True)
class StatedRule:
    """A kind of deviation that people state.

    topic: what it is about.  fault: what went wrong, said soon after the topic.  alone: both in one.
    excuse: what makes it none, besides what staff say of any deviation.
    staff: only staff's word counts.  needs_ruling: none unless staff call it one.
    """

    category: DeviationCategory
    description: str
    topic: re.Pattern[str]
    fault: re.Pattern[str]
    alone: re.Pattern[str]
    excuse: re.Pattern[str]
    staff: bool
    needs_ruling: bool


def cue(table: str, name: str) -> re.Pattern[str]:
    """One list of patterns, such as `cue("ruling", "allowed")`."""
    return cue_file(_FILE).cue(table, name)


@cache
def stated_rules() -> tuple[StatedRule, ...]:
    """The kinds of deviation of `[[stated]]`."""
    file = cue_file(_FILE)
    return tuple(
        StatedRule(
            category=entry["category"],
            description=entry["description"],
            topic=file.compile(entry.get("topic", ())),
            fault=file.compile(entry.get("fault", ())),
            alone=file.compile(entry.get("alone", ())),
            excuse=file.compile(entry.get("excuse", ())),
            staff=entry.get("by") == "staff",
            needs_ruling=entry.get("needs_ruling", False),
        )
        for entry in file.data["stated"]
    )


@cache
def cleared_rules() -> tuple[tuple[DeviationCategory, re.Pattern[str]], ...]:
    """The words of `[[cleared]]` that by themselves say that there is no deviation, by category."""
    file = cue_file(_FILE)
    return tuple((entry["category"], file.compile(entry["patterns"])) for entry in file.data["cleared"])


def other_names(procedure_names: Sequence[str]) -> tuple[str, ...]:
    """What else people call a procedure of which the study file gives some names."""
    own = {name.lower() for name in procedure_names}
    also = cue_file(_FILE).data["procedure"]["also"]
    return tuple(name for known in also if own & set(known["of"]) for name in known["names"])
