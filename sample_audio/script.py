"""The scripts of the sample study: TOML files that say which voice plays which role, the `dialogue`, the findings."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trialvoice.evaluate.visits.dialogue import Line, parse


@dataclass(frozen=True)
class Script:
    """A whole script. `say` respells words for the synthesiser only; `room` is how it was recorded."""

    recording: str
    room: str
    voices: Mapping[str, str]
    say: Mapping[str, str]
    lines: Sequence[Line]
    findings: Sequence[Mapping[str, Any]]


def read_script(path: Path) -> Script:
    """Read one script; a mark that is not closed or a quote of no finding raises ValueError."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    lines = parse(data["dialogue"])
    quoted = {mark.finding for line in lines for mark in line.marks if mark.finding}
    known = {finding["id"] for finding in data["findings"] if "basis" not in finding}
    if quoted != known or set(data["voices"]) != {line.role for line in lines}:
        raise ValueError(f"{path.name}: quotes, findings or voices differ: {sorted(quoted ^ known)}")
    return Script(path.stem, data["room"], data["voices"], data.get("say", {}), tuple(lines), tuple(data["findings"]))
