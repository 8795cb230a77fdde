"""From runs to a table: medians over the rounds, and how far they spread."""

from collections.abc import Sequence
from statistics import median

from trialvoice.bench.contestant import NOTES, OURS
from trialvoice.bench.race import Run
from trialvoice.bench.recordings import Sound
from trialvoice.core.audio import SAMPLE_RATE
from trialvoice.core.records import Record
from trialvoice.evaluate.alignment import Errors, align
from trialvoice.evaluate.intervals import mean_over_files
from trialvoice.evaluate.normalise import Normalise
from trialvoice.evaluate.words import SpokenWord, tokens_of


class Spread(Record):
    """Median, least and most over the rounds."""

    median: float
    low: float
    high: float


class Standing(Record):
    """One engine's figures over all recordings together.

    seconds, cpu_seconds: of transcription alone.  real_time: seconds of sound done in one second.  ratio: how many
    times as long as ours takes; its spread is over the rounds, each compared with ours of the same round.
    wer: mean over the recordings with truth.  errors: their errors, added.  retried: stretches that were decoded
    again because the first answer looked wrong, None where the engine never does or does not tell.
    """

    engine: str
    failed: str = ""
    rounds: int = 0
    load_seconds: Spread | None = None
    seconds: Spread | None = None
    cpu_seconds: Spread | None = None
    real_time: Spread | None = None
    ratio: Spread | None = None
    peak_bytes: int | None = None
    words: int | None = None
    wer: float | None = None
    errors: Errors | None = None
    word_times: bool | None = None
    retried: int | None = None
    note: str = ""


def standings(runs: Sequence[Run], sounds: Sequence[Sound], normalise: Normalise) -> list[Standing]:
    """One for each engine, in the order they ran."""
    names = dict.fromkeys(run.name for run in runs)
    mine = [run for run in runs if run.name == OURS]
    ours = [] if any(run.failed for run in mine) else [run.wall_s for run in mine]
    return [_standing([run for run in runs if run.name == name], ours, sounds, normalise) for name in names]


def spread(values: Sequence[float]) -> Spread:
    """Of at least one value."""
    return Spread(median=median(values), low=min(values), high=max(values))


def file_errors(texts: Sequence[str], sounds: Sequence[Sound], normalise: Normalise) -> list[Errors]:
    """The errors of each recording that has truth. texts: as heard, one for each recording."""
    return [
        align(
            tokens_of(sound.truth, normalise),
            tokens_of([SpokenWord(word, "") for word in text.split()], normalise),
        ).errors
        for text, sound in zip(texts, sounds, strict=True)
        if sound.truth is not None
    ]


def _standing(runs: Sequence[Run], ours: Sequence[float], sounds: Sequence[Sound], normalise: Normalise) -> Standing:
    name = runs[0].name
    failed = next((run.failed for run in runs if run.failed), "")
    if failed:
        return Standing(engine=name, failed=failed, note=NOTES[name])
    walls, laps = [run.wall_s for run in runs], runs[0].laps
    sound_s = sum(len(sound.waveform) for sound in sounds) / SAMPLE_RATE
    errors = file_errors([lap.text for lap in laps], sounds, normalise)
    wer = mean_over_files([one.rate for one in errors])
    retried = [lap.retried for lap in laps if lap.retried is not None]
    return Standing(
        engine=name,
        rounds=len(runs),
        load_seconds=spread([run.load_s for run in runs]),
        seconds=spread(walls),
        cpu_seconds=spread([run.cpu_s for run in runs]),
        real_time=spread([sound_s / wall for wall in walls]),
        ratio=_ratio(walls, ours),
        peak_bytes=max(lap.peak_bytes for run in runs for lap in run.laps),
        words=sum(len(lap.text.split()) for lap in laps),
        wer=wer.value if wer else None,
        errors=_added(errors) if errors else None,
        word_times=any(lap.word_times for lap in laps),
        retried=sum(retried) if retried else None,
        note=NOTES[name],
    )


def _ratio(walls: Sequence[float], ours: Sequence[float]) -> Spread | None:
    if not ours:
        return None
    by_round = [wall / our for wall, our in zip(walls, ours, strict=True)]
    return Spread(median=median(walls) / median(ours), low=min(by_round), high=max(by_round))


def _added(errors: Sequence[Errors]) -> Errors:
    return Errors(
        substitutions=sum(one.substitutions for one in errors),
        deletions=sum(one.deletions for one in errors),
        insertions=sum(one.insertions for one in errors),
        reference=sum(one.reference for one in errors),
    )
