"""Scores as rows of text."""

from collections.abc import Iterator, Sequence

from trialvoice.evaluate.counts import Ratio
from trialvoice.evaluate.intervals import Estimate
from trialvoice.evaluate.scores import Scores, Total
from trialvoice.evaluate.speech import Outcome

FILE_COLUMNS = (
    "file",
    "#minutes",
    "#words",
    "#WER",
    "#S / D / I",
    "#M-WER",
    "#DER",
    "#WDER",
    "#cpWER",
    "#roles",
    "#speakers",
    "#start",
    "state",
)
TOTAL_COLUMNS = ("measure", "#files", "#of", "#pooled", "#95 %", "#mean of files", "#95 %")

MEASURES = {
    "wer": "WER, Whisper's normaliser",
    "wer_spoken": "WER, spoken-English normaliser",
    "mwer": "medical-term WER",
    "wder": "word diarization error",
    "cpwer": "cpWER",
    "word_roles": "words in the right role",
    "speaker_roles": "speakers in the right role",
    "der": "DER, strict",
    "der_miss": "DER: missed",
    "der_false_alarm": "DER: false alarm",
    "der_confusion": "DER: confusion",
    "speaker_count": "files with the right number of speakers",
}
_EDGES = {"start": "word start", "end": "word end", "digit_start": "number start", "digit_end": "number end"}


def file_row(outcome: Outcome) -> tuple[str, ...]:
    """One recording, under FILE_COLUMNS; blank where its truth does not tell."""
    scores = outcome.scores
    if scores is None:
        return (outcome.name, *[""] * (len(FILE_COLUMNS) - 2), outcome.state)
    errors = scores.errors
    return (
        outcome.name,
        f"{scores.duration / 60_000:.1f}",
        str(errors.reference) if errors else "",
        _percent_of(scores, "wer"),
        f"{errors.substitutions} / {errors.deletions} / {errors.insertions}" if errors else "",
        *(_percent_of(scores, name) for name in ("mwer", "der", "wder", "cpwer", "word_roles")),
        f"{scores.speakers_found} of {scores.speakers_true}",
        _milliseconds(scores),
        outcome.state,
    )


def total_rows(totals: Sequence[Total]) -> Iterator[tuple[str, ...]]:
    """All recordings together, under TOTAL_COLUMNS."""
    for total in totals:
        in_ms = "_ms_" in total.measure
        yield (
            _title(total.measure),
            str(total.files),
            _amount(total),
            _one(total.pooled.value, in_ms=in_ms),
            _interval(total.pooled, in_ms=in_ms),
            _one(total.mean.value, in_ms=in_ms) if total.mean else "",
            _interval(total.mean, in_ms=in_ms) if total.mean else "",
        )


def _title(measure: str) -> str:
    edge, _, statistic = measure.partition("_ms_")
    if statistic:
        return f"{_EDGES[edge]} {'bias (signed median)' if statistic == 'bias' else f'error, {statistic}'}"
    kind = measure.removeprefix("mwer_")
    return MEASURES.get(measure, f"medical-term WER: {kind}")


def _amount(total: Total) -> str:
    if total.measure.startswith("der"):
        return f"{total.whole / 60_000:.1f} min"
    unit = {"speaker_count": "files", "speaker_roles": "speakers"}.get(total.measure, "words")
    return f"{total.whole:.0f} {unit}"


def _percent_of(scores: Scores, measure: str) -> str:
    ratio: Ratio | None = scores.ratios.get(measure)
    return f"{ratio.value:.1%}" if ratio and ratio.value is not None else ""


def _milliseconds(scores: Scores) -> str:
    errors = sorted(abs(error) for error in scores.timing.start)
    return f"{errors[len(errors) // 2]} ms" if errors else ""


def _interval(estimate: Estimate, *, in_ms: bool) -> str:
    if estimate.low is None or estimate.high is None:
        return ""
    return f"{_one(estimate.low, in_ms=in_ms)} to {_one(estimate.high, in_ms=in_ms)}"


def _one(value: float, *, in_ms: bool) -> str:
    return f"{value:.0f} ms" if in_ms else f"{value:.1%}"
