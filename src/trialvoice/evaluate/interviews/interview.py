"""An interview as text, and its curated graph: `NAME.txt` and `NAME_curated_kg.json`.

The text has paragraphs `[D-1] D: ...` and `[P-1] P: ...`; a node of the graph has the label of the paragraph that
proves it and words of it, more or less as they were said.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from rapidfuzz import fuzz

from trialvoice.core.errors import StudyError
from trialvoice.core.records import SafeTranscript
from trialvoice.evaluate.visits.visit import Quote
from trialvoice.safe.documents import safe_input

_GRAPH = "_curated_kg.json"
_PARAGRAPH = re.compile(r"^\[([DP]-\d+)\]\s*([DP]):\s*", re.MULTILINE)
_ROLES = {"D": "investigator", "P": "participant"}
_KINDS: Mapping[str, Literal["symptom", "history"]] = {"SYMPTOM": "symptom", "MEDICAL_HISTORY": "history"}
_ABSENT = re.compile(r"^(?:absent|no|non|denies|never)\b[\s-]*", re.IGNORECASE)
_FOUND_IN = 70.0
"""Likeness, 0 to 100, from which curated words are taken to be those of the paragraph."""


@dataclass(frozen=True)
class Fact:
    """A node: what it says, and where it stands.  absent: the curators noted that it is not so."""

    text: str = field(repr=False)
    kind: Literal["symptom", "history"]
    place: Quote
    absent: bool


@dataclass(frozen=True)
class Interview:
    """The words of an interview, and what people found in it."""

    name: str
    transcript: SafeTranscript
    facts: tuple[Fact, ...]


def load_interviews(folder: Path) -> list[Interview]:
    """Every interview of a folder that has a graph. Raises StudyError TV148."""
    graphs = sorted(folder.glob(f"*{_GRAPH}"))
    if not graphs:
        raise _unread(folder, "no graph is there")
    return [_interview(graph.name.removesuffix(_GRAPH), graph) for graph in graphs]


def _interview(name: str, graph: Path) -> Interview:
    try:
        paragraphs = list(_paragraphs(graph.with_name(f"{name}.txt").read_text(encoding="utf-8")))
        nodes = json.loads(graph.read_text(encoding="utf-8"))["nodes"]
        transcript = safe_input(name, [(role, text) for _, role, text in paragraphs])
        turns = {label: number for number, (label, _, _) in enumerate(paragraphs, start=1)}
        texts = {turn.id: turn.text for turn in transcript.turns}
        facts = tuple(_fact(node, turns[node["turn_id"]], texts) for node in nodes if node["type"] in _KINDS)
    except (OSError, ValueError, KeyError) as error:
        raise _unread(graph, type(error).__name__) from None
    return Interview(name, transcript, facts)


def _unread(place: Path, why: str) -> StudyError:
    remedy = f"name a folder with NAME.txt and NAME{_GRAPH} for each interview"
    return StudyError("TV148", f"the curated interviews cannot be read ({why})", place=str(place), remedy=remedy)


def _paragraphs(text: str) -> Iterator[tuple[str, str, str]]:
    """Label, role and words of each paragraph that holds any."""
    starts = list(_PARAGRAPH.finditer(text))
    for at, opening in enumerate(starts):
        end = starts[at + 1].start() if at + 1 < len(starts) else len(text)
        if words := text[opening.end() : end].replace("’", "'").split():
            yield opening[1], _ROLES[opening[2]], " ".join(words)


def _fact(node: Mapping[str, Any], turn: int, texts: Mapping[int, str]) -> Fact:
    absent = _ABSENT.match(node["text"])
    return Fact(
        text=node["text"][absent.end() :] if absent else node["text"],
        kind=_KINDS[node["type"]],
        place=_place(node["evidence"], turn, texts[turn]),
        absent=absent is not None,
    )


def _place(said: str, turn: int, text: str) -> Quote:
    """The words in the paragraph, or no place in it where they cannot be made out."""
    alike = fuzz.partial_ratio_alignment(said.lower().replace("’", "'"), text.lower(), score_cutoff=_FOUND_IN)
    return Quote(turn, alike.dest_start, alike.dest_end) if alike else Quote(turn, 0, 0)
