"""Reference and hypothesis matched token by token with the fewest errors."""

from collections.abc import Sequence
from dataclasses import dataclass

import jiwer

from trialvoice.core.records import Record
from trialvoice.evaluate.counts import Ratio
from trialvoice.evaluate.words import Token

Pair = tuple[Token, Token]
"""(reference, hypothesis)."""


class Errors(Record):
    """The parts of a word error rate; reference: tokens in the truth."""

    substitutions: int
    deletions: int
    insertions: int
    reference: int

    @property
    def rate(self) -> Ratio:
        """The word error rate."""
        return Ratio(part=self.substitutions + self.deletions + self.insertions, whole=self.reference)


@dataclass(frozen=True)
class Alignment:
    """Which token of the hypothesis stands for which of the reference.

    equal and substituted: pairs in order.  missed: for each reference token, whether it is not there unchanged.
    """

    errors: Errors
    equal: tuple[Pair, ...]
    substituted: tuple[Pair, ...]
    missed: tuple[bool, ...]

    @property
    def matched(self) -> tuple[Pair, ...]:
        """All pairs."""
        return self.equal + self.substituted


def align(reference: Sequence[Token], hypothesis: Sequence[Token]) -> Alignment:
    """The alignment with the fewest substitutions, deletions and insertions."""
    if not reference or not hypothesis:
        return _one_is_empty(len(reference), len(hypothesis))
    out = jiwer.process_words(
        [" ".join(token.text for token in reference)], [" ".join(token.text for token in hypothesis)]
    )
    pairs: dict[str, list[Pair]] = {"equal": [], "substitute": []}
    missed = [True] * len(reference)
    for chunk in out.alignments[0]:
        if chunk.type not in pairs:
            continue
        ours = range(chunk.ref_start_idx, chunk.ref_end_idx)
        theirs = range(chunk.hyp_start_idx, chunk.hyp_end_idx)
        pairs[chunk.type] += [(reference[i], hypothesis[j]) for i, j in zip(ours, theirs, strict=True)]
        if chunk.type == "equal":
            missed[chunk.ref_start_idx : chunk.ref_end_idx] = [False] * len(ours)
    errors = Errors(
        substitutions=out.substitutions,
        deletions=out.deletions,
        insertions=out.insertions,
        reference=len(reference),
    )
    return Alignment(errors, tuple(pairs["equal"]), tuple(pairs["substitute"]), tuple(missed))


def _one_is_empty(reference: int, hypothesis: int) -> Alignment:
    """jiwer refuses an empty reference, which a recording of silence has."""
    errors = Errors(substitutions=0, deletions=reference, insertions=hypothesis, reference=reference)
    return Alignment(errors, (), (), (True,) * reference)
