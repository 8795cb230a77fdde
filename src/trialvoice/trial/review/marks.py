"""The transcript cut where evidence begins and ends, so that a page marks words without measuring them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from trialvoice.core.findings import AdverseEvent, Evidence, Finding
from trialvoice.trial.review.said import Said, SaidTurn

FRESH = -1
_TAG = re.compile(r"\[[A-Z]+_\d+\]")


@dataclass(frozen=True)
class Piece:
    """Some of a turn's text. findings: places of those that it proves.  tag: stands for an identifier."""

    text: str
    findings: tuple[int, ...]
    tag: bool


@dataclass(frozen=True)
class MarkedTurn:
    """A turn with its text in pieces."""

    turn: SaidTurn
    pieces: tuple[Piece, ...]


def marked(
    said: Said, findings: Iterable[Finding], fresh: tuple[int, int, int] | None = None
) -> tuple[MarkedTurn, ...]:
    """Every turn, its text cut at evidence and at tags. Findings are named by their places, from 0.

    fresh: (turn, start_char, end_char) of words that are about to become a finding, which has the place FRESH.
    """
    of: dict[int, list[tuple[int, int, int]]] = {}
    if fresh is not None:
        of[fresh[0]] = [(fresh[1], fresh[2], FRESH)]
    for place, finding in enumerate(findings):
        for proof in proofs(finding):
            of.setdefault(proof.turn, []).append((proof.start_char, proof.end_char, place))
    return tuple(MarkedTurn(turn, tuple(_pieces(turn.text, of.get(turn.id, ())))) for turn in said.turns)


def proofs(finding: Finding) -> tuple[Evidence, ...]:
    """All quotes of a finding, those of how bad it was too."""
    facts = finding.value.facts if isinstance(finding.value, AdverseEvent) else ()
    return (*finding.evidence, *(fact.evidence for fact in facts))


def _pieces(text: str, spans: Iterable[tuple[int, int, int]]) -> Iterator[Piece]:
    tags = {tag.start(): tag.end() for tag in _TAG.finditer(text)} if "[" in text else {}
    opens, closes = _edges(spans, len(text))
    cuts = sorted({0, len(text), *opens, *closes, *tags, *tags.values()})
    live: dict[int, int] = {}
    tag_end = 0
    for start, end in pairwise(cuts):
        for place in closes.get(start, ()):
            live[place] -= 1
        for place in opens.get(start, ()):
            live[place] = live.get(place, 0) + 1
        tag_end = tags.get(start, tag_end)
        yield Piece(text[start:end], tuple(sorted(place for place, count in live.items() if count)), start < tag_end)


def _edges(
    spans: Iterable[tuple[int, int, int]], length: int
) -> tuple[Mapping[int, list[int]], Mapping[int, list[int]]]:
    opens: dict[int, list[int]] = {}
    closes: dict[int, list[int]] = {}
    for start, end, place in spans:
        if start < min(end, length):
            opens.setdefault(start, []).append(place)
            closes.setdefault(min(end, length), []).append(place)
    return opens, closes
