"""`bench speech` and `bench extraction`: ours beside its peers on the same files."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from trialvoice.assembly import ASR_MODEL, Engines
from trialvoice.bench.contestant import NOT_INSTALLED, OURS, PEERS, STOCK, WHISPERX, Conditions
from trialvoice.bench.race import Entrant, race
from trialvoice.bench.recordings import Sound, decode, recordings
from trialvoice.bench.standings import Spread, Standing, standings
from trialvoice.commands.bench_extraction import extraction
from trialvoice.commands.console import fail, print_json, settings, stderr, stdout, table
from trialvoice.core.audio import SAMPLE_RATE
from trialvoice.core.errors import EngineError, TrialvoiceError
from trialvoice.core.settings import PREFIX, Settings, settings_from
from trialvoice.evaluate.normalise import whisper_english
from trialvoice.weights.place import model_path

bench_app = typer.Typer(no_args_is_help=True)
bench_app.command()(extraction)
COLUMNS = (
    "engine",
    "#seconds",
    "#x real time",
    "#x ours",
    "#CPU s",
    "#load s",
    "#MB",
    "#WER",
    "#S / D / I",
    "#words",
    "word times",
    "#retried",
)


@bench_app.callback()
def bench() -> None:
    """Race the engines against others of their kind."""


@bench_app.command()
def speech(
    audio: Annotated[
        list[Path], typer.Argument(exists=True, help="Sound files, folders of them, or a study.", show_default=False)
    ],
    peers: Annotated[str, typer.Option(help="Engines to race, joined by commas.")] = ",".join(PEERS),
    limit_minutes: Annotated[
        float | None, typer.Option(min=0.1, help="Hear only so much of each file; its WER is then left out.")
    ] = None,
    repeat: Annotated[int, typer.Option(min=1, help="Rounds; figures are medians over them.")] = 1,
    word_times: Annotated[bool, typer.Option("--word-times", help="Ask the peers for word times too.")] = False,
    language: Annotated[str, typer.Option(help="ISO 639-1, given to every engine.")] = "en",
    whisperx: Annotated[
        Path | None, typer.Option(metavar="PYTHON", help="A Python that has WhisperX, where this one has not.")
    ] = None,
    device: Annotated[str, typer.Option(metavar="auto|cpu|cuda", help="Where all of them run.")] = "auto",
    random: Annotated[
        str | None, typer.Option(metavar="SIZE", help="Time ours and openai-whisper on random weights of that size.")
    ] = None,
    decode_tokens: Annotated[int, typer.Option(min=1, max=200, help="Words a window says with random weights.")] = 80,
    json: Annotated[
        bool, typer.Option("--json", help="Print one object an engine on stdout, and nothing else.")
    ] = False,
) -> None:
    """Time the recogniser and its peers on the same files, with the same weights and threads.

    Each runs in a process of its own, one after another. Sound is decoded and weights are loaded before the clock
    runs. Exit status 1 where a recording could not be used or an engine failed that is installed.
    """
    entrants = [Entrant(OURS), *(_entrant(name, whisperx) for name in _named(STOCK if random else peers))]
    chosen = settings_from({**os.environ, f"{PREFIX}DEVICE": device}) if device != "auto" else settings()
    threads = import_module("trialvoice.engines.device").cpu_threads(chosen.threads)
    with Engines(chosen) as engines, _weights(random, decode_tokens, language, chosen) as folder:
        sounds, refused = _decoded(audio, engines, limit_minutes)
        if random:
            sounds = [replace(sound, truth=None) for sound in sounds]
        conditions = Conditions(folder, engines.device, threads, language, word_times, random is not None)
        waveforms = [sound.waveform for sound in sounds]
        runs = race(entrants, waveforms, conditions, repeat=repeat, watch=lambda name: stderr.print(name))
    ranked = standings(runs, sounds, whisper_english())
    _show(ranked, _title(sounds, conditions, random or ASR_MODEL), as_json=json)
    if refused or any(one.failed and not one.failed.startswith(NOT_INSTALLED) for one in ranked):
        sys.exit(1)


@contextmanager
def _weights(random: str | None, tokens: int, language: str, chosen: Settings) -> Iterator[Path]:
    """The folder of the weights in use; that of random ones lives as long as the race."""
    if random is None:
        yield model_path(ASR_MODEL, chosen)
        return
    made = import_module("trialvoice.engines.peers.random_weights")
    if random not in made.SHAPES:
        raise EngineError(
            "TV432", f"no size is called {random!r}", place="--random", remedy=f"name one of {', '.join(made.SHAPES)}"
        )
    with TemporaryDirectory() as folder:
        made.write_random_model(Path(folder), made.SHAPES[random], tokens=tokens, language=language)
        yield Path(folder)


def _named(peers: str) -> list[str]:
    names = [name for name in dict.fromkeys(part.strip() for part in peers.split(",")) if name]
    for name in names:
        if name not in PEERS:
            raise EngineError(
                "TV430", f"no peer is called {name!r}", place="--peers", remedy=f"name some of {', '.join(PEERS)}"
            )
    return names


def _entrant(name: str, whisperx: Path | None) -> Entrant:
    return Entrant(name, whisperx) if name == WHISPERX and whisperx else Entrant(name)


def _decoded(audio: list[Path], engines: Engines, limit_minutes: float | None) -> tuple[list[Sound], int]:
    """The recordings that can be used, and how many cannot, each of which is said on stderr."""
    sounds, refused = [], 0
    for sample in recordings(audio):
        try:
            sounds.append(decode(sample, engines.decoder, limit_minutes))
        except TrialvoiceError as error:
            fail(error)
            refused += 1
    if not sounds:
        raise EngineError("TV431", "no recording can be used", place="bench", remedy="name others")
    return sounds, refused


def _title(sounds: list[Sound], conditions: Conditions, weights: str) -> str:
    minutes = sum(len(sound.waveform) for sound in sounds) / SAMPLE_RATE / 60
    random = "random weights, " if conditions.random else ""
    where = f"{conditions.device}, {conditions.threads} threads"
    return f"{len(sounds)} recordings, {minutes:.1f} min; {weights}, {random}{where}"


def _show(ranked: list[Standing], title: str, *, as_json: bool) -> None:
    if as_json:
        for one in ranked:
            print_json(one.model_dump(mode="json"))
        return
    table(title, COLUMNS, [_cells(one) for one in ranked])
    for one in ranked:
        stdout.print(f"{one.engine}: {one.failed or one.note}", soft_wrap=True)


def _cells(one: Standing) -> tuple[str, ...]:
    if one.failed:
        return (one.engine, *("-",) * (len(COLUMNS) - 1))
    errors = one.errors
    return (
        one.engine,
        _spread(one.seconds, one.rounds),
        _spread(one.real_time, one.rounds),
        _spread(one.ratio, one.rounds, digits=2),
        _spread(one.cpu_seconds, 1),
        _spread(one.load_seconds, 1),
        f"{(one.peak_bytes or 0) / 2**20:.0f}",
        "-" if one.wer is None else f"{one.wer:.1%}",
        f"{errors.substitutions} / {errors.deletions} / {errors.insertions}" if errors else "-",
        str(one.words),
        "yes" if one.word_times else "no",
        "-" if one.retried is None else str(one.retried),
    )


def _spread(values: Spread | None, rounds: int, digits: int = 1) -> str:
    if values is None:
        return "-"
    middle = f"{values.median:.{digits}f}"
    return middle if rounds < 2 else f"{middle} ({values.low:.{digits}f}-{values.high:.{digits}f})"
