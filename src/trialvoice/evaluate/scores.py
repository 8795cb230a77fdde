"""All figures of one recording, and those of many together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trialvoice.core.records import Record
from trialvoice.evaluate.alignment import Errors, align
from trialvoice.evaluate.counts import Ratio, share
from trialvoice.evaluate.diarization import diarization_error
from trialvoice.evaluate.hypothesis import Hypothesis
from trialvoice.evaluate.intervals import Estimate, mean_over_files, pooled, pooled_quantile
from trialvoice.evaluate.normalise import spoken_english, whisper_english
from trialvoice.evaluate.speakers import cpwer, speaker_roles, word_diarization_error, word_roles
from trialvoice.evaluate.terms import Terms, term_errors
from trialvoice.evaluate.timing import Timing, timing_errors
from trialvoice.evaluate.truth import Truth
from trialvoice.evaluate.words import tokens_of, words_of

QUANTILES = {"median": 0.5, "p90": 0.9}


@dataclass(frozen=True)
class Scores:
    """The figures of one recording.

    ratios: by measure, only those that its truth allows.  errors: None without words in the truth.
    """

    ratios: Mapping[str, Ratio]
    errors: Errors | None
    timing: Timing
    speakers_found: int
    speakers_true: int
    duration: int
    """ms."""


class Total(Record):
    """One measure over all recordings that have it.

    pooled: over all files together.  mean: of the files' own values, None for quantiles.  whole: what was counted,
    words but for `der*` (ms of speech), `speaker_roles` (speakers) and `speaker_count` (files).
    """

    measure: str
    files: int
    whole: float
    pooled: Estimate
    mean: Estimate | None = None


def score(truth: Truth, heard: Hypothesis, terms: Terms) -> Scores:
    """Score one recording."""
    ratios: dict[str, Ratio] = {}
    errors, timing = None, Timing()
    if truth.words is not None:
        words = words_of(heard.transcript.turns)
        reference, hypothesis = (tokens_of(one, whisper_english()) for one in (truth.words, words))
        alignment = align(reference, hypothesis)
        errors, timing = alignment.errors, timing_errors(alignment.equal)
        spoken = align(*(tokens_of(one, spoken_english()) for one in (truth.words, words)))
        roles = {
            "word_roles": word_roles(alignment.matched),
            "speaker_roles": speaker_roles(reference, alignment.matched),
        }
        ratios = {
            "wer": errors.rate,
            "wer_spoken": spoken.errors.rate,
            **term_errors(reference, alignment, terms),
            "wder": word_diarization_error(alignment.matched),
            "cpwer": cpwer(reference, hypothesis),
            **{name: ratio for name, ratio in roles.items() if ratio is not None},
        }
    if truth.spans is not None:
        ratios |= diarization_error(truth.spans, heard.spans, heard.duration)
    found = _speakers_found(heard)
    ratios["speaker_count"] = share([found == truth.speakers])
    return Scores(ratios, errors, timing, found, truth.speakers, heard.duration)


def _speakers_found(heard: Hypothesis) -> int:
    return len({one.speaker for one in heard.transcript.turns or heard.spans})


def totals(scores: Sequence[Scores]) -> list[Total]:
    """Every measure over the recordings that have it, with intervals."""
    names = dict.fromkeys(name for one in scores for name in one.ratios)
    return [*(t for n in names if (t := _total(n, [s.ratios[n] for s in scores if n in s.ratios]))), *_times(scores)]


def _total(name: str, ratios: Sequence[Ratio]) -> Total | None:
    together = pooled(ratios)
    if together is None:
        return None
    whole = sum(ratio.whole for ratio in ratios)
    return Total(measure=name, files=len(ratios), whole=whole, pooled=together, mean=mean_over_files(ratios))


def _times(scores: Sequence[Scores]) -> list[Total]:
    """Quantiles of absolute errors, and the median of the signed ones, which shows a bias."""
    made: list[Total] = []
    for edge in ("start", "end", "digit_start", "digit_end"):
        signed = [values for one in scores if (values := getattr(one.timing, edge))]
        absolute = [[abs(value) for value in values] for values in signed]
        kinds = {**{name: (absolute, q) for name, q in QUANTILES.items()}, "bias": (signed, 0.5)}
        for name, (values, quantile) in kinds.items():
            estimate = pooled_quantile(values, quantile)
            if estimate is not None:
                count = sum(len(one) for one in values)
                made.append(Total(measure=f"{edge}_ms_{name}", files=len(values), whole=count, pooled=estimate))
    return made
