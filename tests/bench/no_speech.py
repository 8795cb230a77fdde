"""Words written where nobody says any: five minutes each of silence, noise, music, hold tone and babble.

    python -m tests.bench.no_speech [--minutes 5] [--peers NAMES] [--sounds NAMES] [--more] [--voices FOLDER]

--voices: a folder of recordings whose voices make the babble, in place of the sample study's. Prints words a minute
by sound and engine. Exit status 1 where ours wrote a word into one of the five.
"""

import argparse
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path

from tests.bench.sounds import FIVE, MORE, babble
from trialvoice.assembly import ASR_MODEL, Engines
from trialvoice.bench.contestant import OURS, Conditions
from trialvoice.bench.race import Entrant, Run, race
from trialvoice.commands.console import settings
from trialvoice.core.audio import Waveform
from trialvoice.weights.place import model_path

PEERS = "faster-whisper-batched,openai-whisper"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--peers", default=PEERS)
    parser.add_argument("--sounds", default="")
    parser.add_argument("--more", action="store_true")
    parser.add_argument("--voices", type=Path)
    return parser.parse_args()


def makers(given: argparse.Namespace) -> dict[str, Callable[[float], Waveform]]:
    """The sounds asked for."""
    known = {**FIVE, **MORE}
    if given.voices:
        known |= {f"babble of {n}": partial(babble, voices=n, folder=given.voices) for n in (4, 6, 8)}
    wanted = given.sounds.split(",") if given.sounds else [*FIVE, *(MORE if given.more else ())]
    return {name: known[name] for name in wanted}


def words(run: Run) -> list[int]:
    """How many words an engine wrote into each sound."""
    return [len(lap.text.split()) for lap in run.laps]


def main() -> None:
    """Run and print the table."""
    given = arguments()
    sounds = {name: make(given.minutes) for name, make in makers(given).items()}
    chosen = settings()
    threads = import_module("trialvoice.engines.device").cpu_threads(chosen.threads)
    conditions = Conditions(model_path(ASR_MODEL, chosen), Engines(chosen).device, threads, "en")
    entrants = [Entrant(OURS), *(Entrant(name) for name in given.peers.split(",") if name)]
    runs = race(entrants, list(sounds.values()), conditions)
    print(f"| {given.minutes:g} min of | " + " | ".join(f"{run.name}: words, a minute" for run in runs) + " |")
    print("|---" * (len(runs) + 1) + "|")
    for index, name in enumerate(sounds):
        print(f"| {name} | " + " | ".join(_cell(run, index, given.minutes) for run in runs) + " |")
    for run in runs:
        print(f"{run.name}: {run.failed or f'{run.wall_s:.0f} s'}")
    if runs[0].failed or any(n for name, n in zip(sounds, words(runs[0]), strict=True) if name in FIVE):
        sys.exit(1)


def _cell(run: Run, index: int, minutes: float) -> str:
    if run.failed:
        return "-"
    count = words(run)[index]
    return f"{count}, {count / minutes:.1f}"


if __name__ == "__main__":
    main()
