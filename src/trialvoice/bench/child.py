"""One engine in a process of its own: `python -m trialvoice.bench.child`.

Reads a line of JSON with the engine and the conditions, then for each sound a line with its samples' count and
the samples themselves. Answers each with a line of JSON. The first sound warms the engine up and counts as
loading: some engines load parts of themselves on first use. Speech stays in the pipe; nothing is written to disk.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

from trialvoice.bench.contestant import NOT_INSTALLED, Conditions, Contestant, enter
from trialvoice.bench.memory import peak_bytes

if TYPE_CHECKING:
    from trialvoice.core.audio import Waveform


def main() -> None:
    """Answer until there is no more sound. A failure is an answer too."""
    answers = _own_stdout()
    try:
        _race(sys.stdin.buffer, answers)
    except ModuleNotFoundError as error:
        _say(answers, {"failed": f"{NOT_INSTALLED} (no module {error.name})"})
    except Exception as error:
        if "TRIALVOICE_DEBUG" in os.environ:
            raise
        # A library's message may hold speech; its type does not.
        _say(answers, {"failed": f"failed ({type(error).__name__})"})


def _race(sounds: BinaryIO, answers: TextIO) -> None:
    job = json.loads(sounds.readline())
    conditions = Conditions(**{**job["conditions"], "folder": Path(job["conditions"]["folder"])})
    began = time.perf_counter()
    contestant = enter(job["name"], conditions)
    waveforms = _waveforms(sounds)
    contestant.hear(next(waveforms))
    _say(answers, {"load_s": time.perf_counter() - began, "loaded_bytes": peak_bytes()})
    for waveform in waveforms:
        _say(answers, _timed(contestant, waveform))


def _timed(contestant: Contestant, waveform: "Waveform") -> dict[str, object]:
    wall, cpu = time.perf_counter(), time.process_time()
    heard = contestant.hear(waveform)
    spent = {"wall_s": time.perf_counter() - wall, "cpu_s": time.process_time() - cpu}
    return {**spent, **asdict(heard), "peak_bytes": peak_bytes()}


def _waveforms(sounds: BinaryIO) -> Iterator["Waveform"]:
    import numpy as np  # here, so that a Python without it is answered as an engine that is not installed

    while line := sounds.readline():
        samples = bytearray(sounds.read(4 * json.loads(line)["samples"]))
        yield np.frombuffer(samples, dtype=np.float32)


def _own_stdout() -> TextIO:
    """The real stdout for answers only: whatever else prints, prints to stderr."""
    own = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return own


def _say(answers: TextIO, answer: dict[str, object]) -> None:
    answers.write(json.dumps(answer) + "\n")
    answers.flush()


if __name__ == "__main__":
    main()
