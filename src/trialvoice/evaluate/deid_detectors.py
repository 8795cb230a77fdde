"""What is compared: the gate and its peers, all over many conversations at once."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from trialvoice.redact.finding.find import Recognizer, find_all

Covered = list[tuple[int, int]]
"""[start, end) characters of one turn that would go."""
Detector = Callable[[Sequence[Sequence[str]]], list[list[Covered]]]
"""Conversations, each a text a turn, to what would go in each turn of each."""


def gate(recognizer: Recognizer) -> Detector:
    """The gate as the pipeline uses it, without a roster."""

    def detect(documents: Sequence[Sequence[str]]) -> list[list[Covered]]:
        out: list[list[Covered]] = [[[] for _ in texts] for texts in documents]
        for covered, spans in zip(out, find_all(documents, recognizer=recognizer), strict=True):
            for span in spans:
                covered[span.turn_index].append((span.start, span.end))
        return out

    return detect


def each_turn_alone(recognizer: Recognizer) -> Detector:
    """Every hit of a recognizer, which sees one turn at a time and nobody's judgement after it."""

    def detect(documents: Sequence[Sequence[str]]) -> list[list[Covered]]:
        flat = [text for texts in documents for text in texts]
        hits: Iterator[Covered] = ([(hit.start, hit.end) for hit in found] for found in recognizer.recognize(flat))
        return [list(islice(hits, len(texts))) for texts in documents]

    return detect
