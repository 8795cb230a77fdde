"""Runs the engines one after another, A B C A B C, so that a busy moment of the machine hurts all alike."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

import trialvoice
from trialvoice.bench.contestant import NOT_INSTALLED, Conditions
from trialvoice.core.audio import SAMPLE_RATE, Waveform

OWN_PYTHON = Path(sys.executable)
WARM_UP_S = 10
_THREADS = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")
_OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "PYANNOTE_METRICS_ENABLED": "0"}
Watch = Callable[[str], None]


@dataclass(frozen=True)
class Entrant:
    """An engine by name, and the Python that has it."""

    name: str
    python: Path = OWN_PYTHON


@dataclass(frozen=True)
class Lap:
    """One engine on one recording. Times in seconds."""

    wall_s: float
    cpu_s: float
    text: str = field(repr=False)
    word_times: bool
    retried: int | None
    peak_bytes: int


@dataclass(frozen=True)
class Run:
    """One engine on all recordings, once. failed: why there are no laps, empty where there are."""

    name: str
    laps: tuple[Lap, ...] = ()
    load_s: float = 0.0
    loaded_bytes: int = 0
    failed: str = ""

    @property
    def wall_s(self) -> float:
        """Of all recordings."""
        return sum(lap.wall_s for lap in self.laps)

    @property
    def cpu_s(self) -> float:
        """Of all recordings, over all threads."""
        return sum(lap.cpu_s for lap in self.laps)


class _Failed(Exception):  # noqa: N818 - becomes a row of the table
    """Why an engine gave no answer."""


def race(
    entrants: Sequence[Entrant],
    sounds: Sequence[Waveform],
    conditions: Conditions,
    *,
    repeat: int = 1,
    watch: Watch = lambda _: None,
) -> list[Run]:
    """Every engine on every sound, `repeat` times. One that failed once does not run again."""
    runs: list[Run] = []
    failed: set[str] = set()
    for entrant in [one for _ in range(repeat) for one in entrants]:
        if entrant.name in failed:
            continue
        watch(entrant.name)
        runs.append(run(entrant, sounds, conditions))
        if runs[-1].failed:
            failed.add(entrant.name)
    return runs


def run(entrant: Entrant, sounds: Sequence[Waveform], conditions: Conditions) -> Run:
    """One engine on all sounds, in a process of its own."""
    try:
        with _child(entrant, conditions) as child:
            job = {"name": entrant.name, "conditions": {**asdict(conditions), "folder": str(conditions.folder)}}
            _write(child, json.dumps(job).encode() + b"\n")
            loaded = _ask(child, sounds[0][: WARM_UP_S * SAMPLE_RATE])
            laps = tuple(Lap(**_ask(child, sound)) for sound in sounds)
    except _Failed as reason:
        return Run(entrant.name, failed=str(reason))
    return Run(entrant.name, laps, **loaded)


@contextmanager
def _child(entrant: Entrant, conditions: Conditions) -> Iterator["subprocess.Popen[bytes]"]:
    with _package_alone(entrant.python) as path:
        try:
            child = subprocess.Popen(
                [str(entrant.python), "-m", "trialvoice.bench.child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=None if "TRIALVOICE_DEBUG" in os.environ else subprocess.DEVNULL,
                env={**os.environ, **_OFFLINE, **dict.fromkeys(_THREADS, str(conditions.threads)), **path},
            )
        except OSError:
            raise _Failed(f"{NOT_INSTALLED} (no Python at {entrant.python})") from None
        with child:
            try:
                yield child
            finally:
                child.kill()
                with suppress(BrokenPipeError):  # what could not be written is still in the buffer
                    _pipe(child.stdin).close()


@contextmanager
def _package_alone(python: Path) -> Iterator[dict[str, str]]:
    """What makes another Python find this package, and nothing that is installed beside it."""
    if python == OWN_PYTHON:
        yield {}
        return
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "trialvoice").symlink_to(Path(trialvoice.__file__).parent, target_is_directory=True)
        yield {"PYTHONPATH": folder}


def _ask(child: "subprocess.Popen[bytes]", sound: Waveform) -> dict[str, Any]:
    _write(child, json.dumps({"samples": len(sound)}).encode() + b"\n" + sound.tobytes())
    line = _pipe(child.stdout).readline()
    if not line:
        raise _Failed(f"ended with status {child.wait()}")
    answer: dict[str, Any] = json.loads(line)
    if "failed" in answer:
        raise _Failed(answer["failed"])
    return answer


def _write(child: "subprocess.Popen[bytes]", data: bytes) -> None:
    """A child that has ended cannot be written to; what it said before is read all the same."""
    try:
        _pipe(child.stdin).write(data)
        _pipe(child.stdin).flush()
    except BrokenPipeError:
        return


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None, "the child was opened with pipes"
    return pipe
