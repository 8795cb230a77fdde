"""Sounds without one word that a listener could write down: what a recogniser must answer with silence.

Each function returns mono 16 kHz float32 in [-1, 1], always the same samples for the same arguments.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import count, cycle
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from trialvoice.core.audio import SAMPLE_RATE, Waveform
from trialvoice.engines.pyav import PyavDecoder

SAMPLE_AUDIO = Path(__file__).parents[2] / "sample_audio" / "audio"
_SEED = 20261121
_SCALE = (0, 2, 4, 5, 7, 9, 11)
_PROGRESSION = (0, 5, 3, 4)  # I vi IV V, as steps of the scale
_KEYS_HZ = (130.81, 146.83, 164.81, 196.00)
_VOWELS_HZ = ((730, 1090, 2440), (570, 840, 2410), (300, 870, 2240), (530, 1840, 2480), (270, 2290, 3010))
Samples = NDArray[np.float64]


def silence(minutes: float) -> Waveform:
    """Digital silence, then the noise floor of a recorder, -70 dBFS."""
    size = _size(minutes)
    floor = _white(size, _chance("silence")) * _gain(-70)
    floor[: size // 2] = 0.0
    return _finished(floor)


def noise(minutes: float) -> Waveform:
    """White, pink and brown noise by turns of ten seconds, swelling between -50 and -15 dBFS."""
    chance = _chance("noise")
    colours = cycle((0.0, 1.0, 2.0))
    parts = (_coloured(10 * SAMPLE_RATE, colour, chance) * _gain(chance.uniform(-35, -15)) for colour in colours)
    swell = 10 ** (-15 / 20 * (0.5 + 0.5 * np.sin(2 * np.pi * 0.07 * _seconds(_size(minutes)))))
    return _finished(_joined(parts, minutes) * swell)


def music(minutes: float) -> Waveform:
    """Pieces of sixteen bars: chords, bass, a melody with vibrato, drums; key, tempo and sound change."""
    chance = _chance("music")
    return _finished(_joined((_piece(number, chance) for number in count()), minutes) * 0.5)


def hold_tone(minutes: float) -> Waveform:
    """What a telephone line gives instead of a person: ringing, a sine, beeps, busy and dial tones."""
    lines = cycle(
        (
            lambda: _cadence((440, 480), on=2.0, off=4.0, seconds=18),
            lambda: _tone((1000,), 12),
            lambda: _cadence((1400,), on=0.5, off=14.5, seconds=15),
            lambda: _cadence((480, 620), on=0.5, off=0.5, seconds=10),
            lambda: _tone((350, 440), 12),
            lambda: _cadence((425,), on=0.25, off=0.25, seconds=8),
            lambda: _rising_tones(3),
        )
    )
    return _finished(_joined((line() for line in lines), minutes) * _gain(-14))


def babble(minutes: float, voices: int, seed: int = _SEED, folder: Path = SAMPLE_AUDIO) -> Waveform:
    """So many recorded voices at once, equally loud and without their pauses, each from somewhere else in its file."""
    chance = np.random.default_rng((seed, voices))
    sources = _speech(folder)
    chosen = [sources[i % len(sources)] for i in chance.permutation(max(voices, len(sources)))[:voices]]
    streams = [_looped(speech, _size(minutes), int(chance.integers(len(speech)))) for speech in chosen]
    return _finished(np.sum(streams, axis=0) * _gain(-23) / np.sqrt(voices))


def breathing(minutes: float) -> Waveform:
    """Breaths in and out close to a microphone: noise in the range of a mouth, every four seconds."""
    chance = _chance("breathing")

    def breath() -> Samples:
        size = int(chance.uniform(1.2, 2.0) * SAMPLE_RATE)
        shape = np.sin(np.pi * np.arange(size) / size) ** 2
        air = _band(_white(size, chance), 300, chance.uniform(1500, 3000))
        return np.concatenate([air * shape, np.zeros(int(chance.uniform(0.3, 1.5) * SAMPLE_RATE))])

    return _finished(_joined((breath() for _ in count()), minutes) * _gain(-18))


def fan(minutes: float) -> Waveform:
    """A fan: brown noise, the hum of the mains and the blades' slow beat."""
    size = _size(minutes)
    seconds = _seconds(size)
    air = _coloured(size, 2.0, _chance("fan")) * (1 + 0.2 * np.sin(2 * np.pi * 7 * seconds))
    hum = sum(np.sin(2 * np.pi * 50 * k * seconds) / k for k in (1, 2, 3, 4))
    return _finished((air + 0.4 * hum) * _gain(-24))


def typing(minutes: float) -> Waveform:
    """Keys and mouse: clicks of 15 ms in bursts, over a faint room."""
    chance = _chance("typing")

    def burst() -> Samples:
        keys = [_click(chance) for _ in range(chance.integers(4, 25))]
        return np.concatenate([*keys, np.zeros(int(chance.uniform(0.5, 3.0) * SAMPLE_RATE))])

    clicks = _joined((burst() for _ in count()), minutes)
    return _finished(clicks * _gain(-12) + _white(len(clicks), chance) * _gain(-60))


def telephone(minutes: float) -> Waveform:
    """A desk telephone's bell in the room: two partials struck 20 times a second, two seconds in six."""
    size = _size(minutes)
    seconds = _seconds(size)
    struck = np.exp(-12 * np.mod(seconds, 0.05) / 0.05)
    bell = sum(np.sin(2 * np.pi * hz * seconds) for hz in (1070, 1330, 2650)) * struck
    return _finished(bell * (np.mod(seconds, 6.0) < 2.0) * _gain(-18))


def applause(minutes: float) -> Waveform:
    """Many hands: thousands of short bursts of noise, swelling and dying away every fifteen seconds."""
    chance = _chance("applause")
    size = _size(minutes)
    clap = _band(_white(400, chance), 800, 4000) * np.exp(-np.arange(400) / 60)
    moments = np.zeros(size)
    moments[chance.integers(0, size, size=int(minutes * 60 * 120))] = 1.0
    crowd = np.fft.irfft(np.fft.rfft(moments, 2 * size) * np.fft.rfft(clap, 2 * size))[:size]
    return _finished(crowd * np.abs(np.sin(np.pi * _seconds(size) / 15)) * _gain(-10))


def vocalise(minutes: float) -> Waveform:
    """A voice singing vowels and no words: pulses through the resonances of a throat, a second a note."""
    chance = _chance("vocalise")

    def note() -> Samples:
        size = int(chance.uniform(0.5, 1.5) * SAMPLE_RATE)
        pitch = _pitch(_KEYS_HZ[0], int(chance.integers(0, 10)))
        formants = _VOWELS_HZ[int(chance.integers(len(_VOWELS_HZ)))]
        time = _seconds(size)
        phase = 2 * np.pi * pitch * time + 0.2 * np.sin(2 * np.pi * 5.5 * time)
        harmonics = range(1, int(4000 / pitch))
        sung = sum(np.sin(k * phase) * _resonance(k * pitch, formants) / k for k in harmonics)
        return _unit(sung) * np.minimum(1.0, np.minimum(time, time[::-1]) / 0.08)

    return _finished(_joined((note() for _ in count()), minutes) * _gain(-20))


def speech_noise(minutes: float, folder: Path = SAMPLE_AUDIO) -> Waveform:
    """Noise with the spectrum of a voice and its rise and fall, but none of its sounds."""
    chance = _chance("speech noise")
    speech = _looped(_speech(folder)[0], _size(minutes), 0)
    spectrum = np.abs(np.fft.rfft(speech)) * np.exp(2j * np.pi * chance.random(len(speech) // 2 + 1))
    smooth = np.hanning(SAMPLE_RATE // 10)
    envelope = np.sqrt(np.convolve(speech**2, smooth / smooth.sum(), mode="same"))
    return _finished(_unit(np.fft.irfft(spectrum, len(speech))) * envelope * _gain(-23))


def backwards(minutes: float, folder: Path = SAMPLE_AUDIO) -> Waveform:
    """Voices played backwards, one after another."""
    voices = np.concatenate([speech[::-1] for speech in _speech(folder)])
    return _finished(_looped(voices, _size(minutes), 0) * _gain(-23))


FIVE: dict[str, Callable[[float], Waveform]] = {
    "silence": silence,
    "noise": noise,
    "music": music,
    "hold tone": hold_tone,
    "babble of 4": lambda minutes: babble(minutes, 4),
    "babble of 6": lambda minutes: babble(minutes, 6),
    "babble of 8": lambda minutes: babble(minutes, 8),
}
"""The sounds that the bar names, in which no word may be written."""
MORE: dict[str, Callable[[float], Waveform]] = {
    "breathing": breathing,
    "fan": fan,
    "typing": typing,
    "telephone": telephone,
    "applause": applause,
    "vocalise": vocalise,
    "speech noise": speech_noise,
    "backwards": backwards,
}
"""Sounds of consulting rooms beside them, and some that come close to speech."""


def _chance(name: str) -> np.random.Generator:
    return np.random.default_rng((_SEED, *name.encode()))


def _size(minutes: float) -> int:
    return round(minutes * 60 * SAMPLE_RATE)


def _seconds(size: int) -> Samples:
    return np.arange(size) / SAMPLE_RATE


def _gain(dbfs: float) -> float:
    return float(10 ** (dbfs / 20))


def _finished(sound: Samples) -> Waveform:
    return np.clip(sound, -1.0, 1.0).astype(np.float32)


def _joined(parts: Iterator[Samples], minutes: float) -> Samples:
    """Parts one after another, as many as fill the time."""
    size, taken, length = _size(minutes), [], 0
    while length < size:
        taken.append(next(parts))
        length += len(taken[-1])
    return np.concatenate(taken)[:size]


def _white(size: int, chance: np.random.Generator) -> Samples:
    return chance.standard_normal(size)


def _coloured(size: int, power: float, chance: np.random.Generator) -> Samples:
    """Noise whose energy falls with frequency to the given power, of unit RMS: 0 white, 1 pink, 2 brown."""
    spectrum = np.fft.rfft(_white(size, chance))
    hertz = np.maximum(np.fft.rfftfreq(size, 1 / SAMPLE_RATE), 20.0)
    return _unit(np.fft.irfft(spectrum / hertz ** (power / 2), size))


def _band(sound: Samples, low: float, high: float) -> Samples:
    """Only what lies between two frequencies in Hz, of unit RMS."""
    spectrum = np.fft.rfft(sound)
    hertz = np.fft.rfftfreq(len(sound), 1 / SAMPLE_RATE)
    return _unit(np.fft.irfft(np.where((hertz >= low) & (hertz <= high), spectrum, 0), len(sound)))


def _unit(sound: Samples) -> Samples:
    return sound / max(float(np.sqrt(np.mean(sound**2))), 1e-9)


def _click(chance: np.random.Generator) -> Samples:
    size = int(chance.uniform(0.08, 0.3) * SAMPLE_RATE)
    decay = np.exp(-np.arange(size) / (0.004 * SAMPLE_RATE))
    return _white(size, chance) * decay * chance.uniform(0.3, 1.0)


def _tone(hertz: Sequence[float], seconds: float) -> Samples:
    time = _seconds(round(seconds * SAMPLE_RATE))
    return np.sum([np.sin(2 * np.pi * hz * time) for hz in hertz], axis=0) / len(hertz)


def _cadence(hertz: Sequence[float], *, on: float, off: float, seconds: float) -> Samples:
    tone = _tone(hertz, seconds)
    return tone * (np.mod(_seconds(len(tone)), on + off) < on)


def _rising_tones(times: int) -> Samples:
    """The three tones before an announcement that never comes."""
    once = np.concatenate([_tone((hz,), 0.33) for hz in (950, 1400, 1800)] + [np.zeros(2 * SAMPLE_RATE)])
    return np.tile(once, times)


def _piece(number: int, chance: np.random.Generator) -> Samples:
    key, beat = _KEYS_HZ[number % len(_KEYS_HZ)], 60 / chance.uniform(72, 132)
    bars = [_bar(key, _PROGRESSION[bar % 4], beat, drums=number % 3 != 0, chance=chance) for bar in range(16)]
    return np.concatenate(bars)


def _bar(key: float, root: int, beat: float, *, drums: bool, chance: np.random.Generator) -> Samples:
    """Four beats: a chord and its bass held, a note of the melody on every half beat, drums if wanted."""
    size = round(4 * beat * SAMPLE_RATE)
    sound = 0.12 * sum(_note(_pitch(key, root + step), size, decay=1.2) for step in (0, 2, 4))
    sound += 0.2 * _note(_pitch(key, root) / 2, size, decay=0.8)
    for half in range(8):
        if chance.random() < 0.75:
            tune = _note(2 * _pitch(key, root + int(chance.integers(0, 8))), size // 8, decay=2.5, vibrato=5.5)
            _add(sound, 0.2 * tune, half * size // 8)
    for quarter in range(4) if drums else ():
        _add(sound, _kick() if quarter % 2 == 0 else _snare(chance), quarter * size // 4)
    return sound


def _pitch(key: float, step: int) -> float:
    octave, degree = divmod(step, len(_SCALE))
    return float(key * 2 ** (octave + _SCALE[degree] / 12))


def _note(hertz: float, size: int, *, decay: float, vibrato: float = 0.0) -> Samples:
    """Five harmonics that fade, with a soft attack; vibrato in Hz."""
    time = _seconds(size)
    phase = 2 * np.pi * hertz * time + (0.15 * np.sin(2 * np.pi * vibrato * time) if vibrato else 0.0)
    tone = sum(np.sin(k * phase) / k**1.5 for k in range(1, 6))
    return tone * np.minimum(1.0, time / 0.02) * np.exp(-decay * time)


def _resonance(hertz: float, formants: Sequence[float]) -> float:
    return float(sum(1 / (1 + ((hertz - formant) / 80) ** 2) for formant in formants))


def _kick() -> Samples:
    time = _seconds(SAMPLE_RATE // 5)
    return 0.7 * np.sin(2 * np.pi * (50 * time - 3 * np.exp(-30 * time))) * np.exp(-18 * time)


def _snare(chance: np.random.Generator) -> Samples:
    time = _seconds(SAMPLE_RATE // 6)
    return 0.25 * _white(len(time), chance) * np.exp(-25 * time)


def _add(sound: Samples, part: Samples, at: int) -> None:
    end = min(len(sound), at + len(part))
    sound[at:end] += part[: end - at]


@cache
def _speech(folder: Path) -> tuple[Samples, ...]:
    """Every recording of a folder without its pauses, of unit RMS."""
    paths = sorted(path for path in folder.iterdir() if path.suffix in (".opus", ".mp3", ".wav", ".flac"))
    return tuple(_without_pauses(PyavDecoder().decode(path, 180)[0]) for path in paths)


def _without_pauses(waveform: Waveform) -> Samples:
    """Frames of 50 ms that are no more than 25 dB below the loud ones."""
    size = SAMPLE_RATE // 20
    frames = waveform[: len(waveform) // size * size].reshape(-1, size).astype(np.float64)
    power = np.mean(frames**2, axis=1)
    return _unit(frames[power > np.quantile(power, 0.95) * 10**-2.5].ravel())


def _looped(speech: Samples, size: int, start: int) -> Samples:
    return np.take(speech, np.arange(start, start + size), mode="wrap")
