"""Speaks a turn with flite and says when each word was spoken.

flite prints the end of every phone of what it speaks (`-psdur`). How many phones a sentence's first n
words have is found by having flite read just those; so the phones, and with them the times, of every
word are known. A sentence where the counts do not fit is refused: reword it.
"""

import hashlib
import re
import subprocess
import wave
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

RATE = 16000
"""Samples a second, of flite's voices and of the recordings."""

Samples = NDArray[np.float32]


@dataclass(frozen=True)
class Voice:
    """A flite voice; `tract` above 1 plays it faster (a smaller, higher speaker), `stretch` slows speech."""

    flite: str
    tract: float = 1.0
    stretch: float = 1.0


VOICES = {
    "slt": Voice("slt", stretch=1.04),
    "slt-low": Voice("slt", tract=0.9, stretch=1.06),
    "slt-high": Voice("slt", tract=1.08, stretch=1.1),
    "rms": Voice("rms", stretch=0.9),
    "rms-low": Voice("rms", tract=0.9, stretch=0.92),
    "rms-high": Voice("rms", tract=1.1, stretch=0.95),
    "awb": Voice("awb", stretch=1.05),
}


@dataclass(frozen=True)
class Spoken:
    """Sound at 16 kHz in [-1, 1], and [start, end) ms of each word of the text split at spaces."""

    samples: Samples
    words: tuple[tuple[int, int], ...]


def speak(text: str, voice: Voice, say: Mapping[str, str], *, by_letters: bool = False) -> Spoken:
    """Speak a turn, sentence by sentence, with a breath between them.

    by_letters: time the words of a sentence that does not fit by their letters. Else raises ValueError.
    """
    sound: list[Samples] = []
    words: list[tuple[int, int]] = []
    length = 0
    for sentence in re.split(r"(?<=[.?!]) ", text):
        if sound:
            sound.append(np.zeros(_breath(sentence), np.float32))
            length += len(sound[-1])
        spoken = _sentence(sentence, voice, say, by_letters)
        at = round(length * 1000 / RATE)
        words += [(at + start, at + end) for start, end in spoken.words]
        sound.append(spoken.samples)
        length += len(spoken.samples)
    return Spoken(np.concatenate(sound), tuple(words))


def pause(text: str, low: int, high: int) -> int:
    """A number of ms in [low, high), always the same for the same text."""
    return low + int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") % (high - low)


def _breath(sentence: str) -> int:
    return pause(sentence, 180, 420) * RATE // 1000


def _sentence(sentence: str, voice: Voice, say: Mapping[str, str], by_letters: bool) -> Spoken:
    said = [_respelled(word, say) for word in sentence.split(" ")]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "spoken.wav"
        phones = _phones(" ".join(said), voice, path)
        samples = _played(path, voice)
    with ThreadPoolExecutor(2) as pool:
        counts = list(pool.map(lambda n: _count(" ".join(said[:n]), voice), range(1, len(said))))
    counts = [0, *counts, len(phones)]
    begin, end = phones[0][0] / voice.tract, phones[-1][1] / voice.tract
    first = max(0.0, begin - 0.03)
    cut = samples[round(first * RATE) : round((end + 0.06) * RATE)]
    if all(a < b for a, b in pairwise(counts)):
        times = [(phones[a][0] / voice.tract, phones[b - 1][1] / voice.tract) for a, b in pairwise(counts)]
    elif by_letters:
        ends = list(accumulate(len(word) for word in said))
        times = list(pairwise(begin + (end - begin) * upto / ends[-1] for upto in (0, *ends)))
    else:
        raise ValueError(f"flite's phones do not fit the words, reword: {sentence}")
    return Spoken(cut, tuple((_ms(a - first), _ms(b - first)) for a, b in times))


def _ms(seconds: float) -> int:
    return round(seconds * 1000)


def _respelled(word: str, say: Mapping[str, str]) -> str:
    bare = word.strip(".,?!'\"")
    return word.replace(bare, say[bare]) if bare in say else word


@cache
def _count(text: str, voice: Voice) -> int:
    return len(_phones(text, voice, Path("none")))


def _phones(text: str, voice: Voice, path: Path) -> list[tuple[float, float]]:
    """Start and end, in seconds of flite's own sound, of each phone that is not a pause."""
    stretch = f"duration_stretch={voice.stretch * voice.tract:.4f}"
    command = ["flite", "-voice", voice.flite, "--setf", stretch, "-psdur", "-t", f"{text} ", "-o", str(path)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    ends = [(name, float(end)) for name, end in re.findall(r"(\S+):([\d.]+)", printed)]
    starts = [0.0, *(end for _, end in ends)]
    return [(start, end) for start, (name, end) in zip(starts, ends, strict=False) if name != "pau"]


def _read(path: Path) -> Samples:
    with wave.open(str(path), "rb") as file:
        if file.getframerate() != RATE:
            raise ValueError(f"flite spoke at {file.getframerate()} Hz")
        frames = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    return (frames / 32768).astype(np.float32)


def _played(path: Path, voice: Voice) -> Samples:
    """The sound at the voice's speed: higher and shorter where `tract` is above 1."""
    if voice.tract != 1.0:
        played = path.with_name("played.wav")
        command = ["sox", "-R", "-G", str(path), str(played), "speed", str(voice.tract), "rate", str(RATE)]
        subprocess.run(command, check=True)
        path = played
    return _read(path)
