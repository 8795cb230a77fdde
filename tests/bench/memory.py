"""Memory over long recordings and over many: is it flat?

    python -m tests.bench.memory [--stages transcribe,diarize] [--minutes 30,60,180] [--recordings 100] [--quick]

Each case is a process of its own. The sound is the sample study's, repeated with seeded changes of level and noise.
A case says what was held before the work (engines loaded, sound in memory), the most that was held during it, ten
readings in between, and what is left once the allocator has given back what it kept for later: what stays above
the first figure is really held.
"""

import argparse
import ctypes
import gc
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from itertools import count, islice
from pathlib import Path
from typing import Any

import numpy as np

from tests.bench.sounds import SAMPLE_AUDIO
from trialvoice.assembly import Engines
from trialvoice.bench.memory import peak_bytes, reset_peak, resident_bytes
from trialvoice.commands.console import settings
from trialvoice.core.audio import SAMPLE_RATE, Waveform
from trialvoice.phi.diarize import diarize
from trialvoice.phi.transcribe import SpeechOptions, transcribe

EVERY_S = 0.2
SHORT_S = 30
READINGS = 10
QUICK = {"minutes": "0.5,1", "recordings": 4}
_SEED = 20261121
Work = Callable[[Waveform], object]
Figures = dict[str, Any]


def stage(name: str, engines: Engines) -> Work:
    """A stage with its engines loaded."""
    if name == "diarize":
        diarizer = engines.diarizer
        return lambda waveform: diarize(waveform, 2, diarizer=diarizer)
    if name == "vad":
        return engines.vad.speech
    vad, transcriber = engines.vad, engines.transcriber
    options = SpeechOptions(language="en")
    return lambda waveform: transcribe(waveform, options, vad=vad, transcriber=transcriber)


def parts(engines: Engines) -> Iterator[Waveform]:
    """The sample recordings over and over, never twice the same."""
    files = sorted(SAMPLE_AUDIO.iterdir())
    for turn in count():
        waveform, _ = engines.decoder.decode(files[turn % len(files)], 60)
        chance = np.random.default_rng((_SEED, turn))
        noise = 0.001 * chance.standard_normal(len(waveform), dtype=np.float32)
        yield waveform * np.float32(chance.uniform(0.6, 1.0)) + noise


def long_recording(minutes: float, engines: Engines) -> Waveform:
    """Filled in place, so that making it leaves no trace in memory."""
    sound = np.zeros(round(minutes * 60 * SAMPLE_RATE), dtype=np.float32)
    at = 0
    for part in parts(engines):
        sound[at : at + len(part)] = part[: len(sound) - at]
        at += len(part)
        if at >= len(sound):
            return sound
    raise AssertionError("the parts never end")


def short_recordings(number: int, engines: Engines) -> Iterator[Waveform]:
    """Half a minute each, from somewhere in a sample recording."""
    for index, part in enumerate(islice(parts(engines), number)):
        room = max(1, len(part) - SHORT_S * SAMPLE_RATE)
        start = int(np.random.default_rng((_SEED, index)).integers(room))
        yield part[start : start + SHORT_S * SAMPLE_RATE].copy()


def settled() -> int:
    """What is held once nothing is kept for later. Only glibc can be asked to give back."""
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
    return resident_bytes()


class Readings:
    """Reads this process's memory at regular times while the work goes on."""

    def __init__(self) -> None:
        self.taken: list[int] = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._read)

    def __enter__(self) -> "Readings":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def ten(self) -> list[int]:
        """Ten readings spread evenly over the time."""
        at = np.linspace(0, len(self.taken) - 1, READINGS).round().astype(int)
        return [self.taken[i] for i in at]

    def _read(self) -> None:
        self.taken.append(resident_bytes())
        while not self._over.wait(EVERY_S):
            self.taken.append(resident_bytes())


def measure_long(name: str, minutes: float) -> Figures:
    """One stage over one long recording."""
    with Engines(settings()) as engines:
        work = stage(name, engines)
        work(long_recording(0.5, engines))
        sound = long_recording(minutes, engines)
        reset_peak()
        before, began = resident_bytes(), time.perf_counter()
        with Readings() as readings:
            work(sound)
        return _figures(before, began, readings.ten())


def measure_many(name: str, number: int) -> Figures:
    """One stage over many short recordings; a reading after each tenth of them."""
    with Engines(settings()) as engines:
        work = stage(name, engines)
        reset_peak()
        before, began, taken = resident_bytes(), time.perf_counter(), []
        for index, sound in enumerate(short_recordings(number, engines), start=1):
            work(sound)
            if index % max(1, number // READINGS) == 0:
                taken.append(resident_bytes())
        return _figures(before, began, taken)


def _figures(before: int, began: float, readings: list[int]) -> Figures:
    spent, peak = time.perf_counter() - began, peak_bytes()
    return {"before": before, "peak": peak, "settled": settled(), "readings": readings, "seconds": spent}


def in_child(*case: str) -> Figures:
    """A case in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.memory", "--case", *case]
    run = subprocess.run(command, stdout=subprocess.PIPE, check=True, cwd=Path(__file__).parents[2])
    found: Figures = json.loads(run.stdout.splitlines()[-1])
    return found


def row(title: str, found: Figures) -> str:
    readings = " ".join(f"{_mb(reading)}" for reading in found["readings"])
    sizes = (found["before"], found["peak"], found["peak"] - found["before"], found["settled"])
    cells = (title, f"{found['seconds']:.0f}", *(str(_mb(size)) for size in sizes), readings)
    return f"| {' | '.join(cells)} |"


def _mb(size: int) -> int:
    return round(size / 2**20)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stages", default="transcribe,diarize")
    parser.add_argument("--minutes", default="30,60,180")
    parser.add_argument("--recordings", type=int, default=100)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--case", nargs=3, metavar=("KIND", "STAGE", "SIZE"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    return argparse.Namespace(**{**vars(given), **QUICK}) if given.quick else given


def main() -> None:
    """Run the cases and print the table."""
    given = arguments()
    if given.case:
        kind, name, size = given.case
        print(json.dumps(measure_long(name, float(size)) if kind == "long" else measure_many(name, int(size))))
        return
    print("| case | seconds | MB before | MB peak | MB added | MB settled | MB in between |")
    print("|---|---|---|---|---|---|---|")
    for name in given.stages.split(","):
        for minutes in given.minutes.split(",") if given.minutes else ():
            print(row(f"{name}, {minutes} min", in_child("long", name, minutes)), flush=True)
        if given.recordings:
            print(row(f"{name}, {given.recordings} x {SHORT_S} s", in_child("many", name, str(given.recordings))))


if __name__ == "__main__":
    main()
