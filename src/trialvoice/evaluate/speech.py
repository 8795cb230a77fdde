"""A folder of recordings scored one by one; one that fails stops no other."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from trialvoice.assembly import Engines
from trialvoice.core.errors import TrialvoiceError
from trialvoice.evaluate.folder import Sample
from trialvoice.evaluate.hypothesis import Hypothesis, hear, keep, kept
from trialvoice.evaluate.scores import Scores, score
from trialvoice.evaluate.terms import Terms

Watch = Callable[[str, float], None]
"""Called with a recording's name and the share of it that is done."""


@dataclass(frozen=True)
class Outcome:
    """How one recording went: its scores, or why there are none; neither where there is no truth."""

    name: str
    scores: Scores | None = None
    error: TrialvoiceError | None = None

    @property
    def state(self) -> str:
        """`scored`, `no truth`, or a code."""
        if self.error:
            return self.error.code
        return "scored" if self.scores else "no truth"


def evaluate_speech(
    samples: Sequence[Sample], engines: Engines, terms: Terms, watch: Watch, *, out: Path | None, kept_in: Path | None
) -> Iterator[Outcome]:
    """Score each recording that has truth.

    out: where transcripts are kept, if anywhere.  kept_in: where they are read from, in place of hearing.
    """
    for sample in samples:
        if sample.error or sample.truth is None:
            yield Outcome(sample.name, error=sample.error)
            continue
        try:
            heard = kept(sample.name, kept_in) if kept_in else _heard(sample, engines, watch, out)
        except TrialvoiceError as error:
            yield Outcome(sample.name, error=error)
        else:
            yield Outcome(sample.name, score(sample.truth, heard, terms))


def _heard(sample: Sample, engines: Engines, watch: Watch, out: Path | None) -> Hypothesis:
    heard = hear(sample, engines, partial(watch, sample.name))
    if out:
        keep(heard, sample.name, out)
    return heard
