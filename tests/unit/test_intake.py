"""Each way in which a sound file can be unusable, and the ways in which it may differ and be fine."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import av
import numpy as np
import pytest

from tests.conftest import SAMPLE
from trialvoice.core.audio import SAMPLE_RATE, Waveform
from trialvoice.core.errors import AudioError
from trialvoice.core.recordings import Recording
from trialvoice.core.study import Study
from trialvoice.core.study_file import load_study
from trialvoice.engines.pyav import PyavDecoder, PyavEncoder
from trialvoice.phi.intake import loudness, take_in


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study(SAMPLE / "study.toml")


def of(path: Path, *, consent: bool = True) -> Recording:
    return Recording(
        study="S",
        recording="rec-1",
        site="01",
        subject="1",
        visit="V1",
        recorded_at=datetime(2026, 3, 2, tzinfo=UTC),
        audio=path,
        consent=consent,
        participants=("participant",),
    )


def voice(seconds: float = 6.0) -> Waveform:
    """A tone whose loudness wavers as speech does."""
    at = np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    made: Waveform = (0.3 * np.sin(2 * np.pi * 220 * at) * np.abs(np.sin(2 * np.pi * at))).astype(np.float32)
    return made


CODECS = {
    "wav": "pcm_s16le",
    "flac": "flac",
    "mp3": "libmp3lame",
    "ogg": "libopus",
    "opus": "libopus",
    "m4a": "aac",
    "webm": "libopus",
}


def write(path: Path, waveform: Waveform, *, rate: int = SAMPLE_RATE, layout: str = "mono") -> Path:
    """The waveform as a file whose format follows from the name."""
    codec = CODECS[path.suffix[1:]]
    rate = 48_000 if codec == "libopus" else rate
    with av.open(str(path), "w") as out:
        stream = out.add_stream(codec, rate=rate, layout=layout)
        assert isinstance(stream, av.AudioStream)
        whole = av.AudioFrame.from_ndarray((waveform[None] * 32767).astype(np.int16), format="s16", layout="mono")
        whole.sample_rate = SAMPLE_RATE
        shaper = av.AudioResampler(
            format=stream.codec_context.format, layout=layout, rate=rate, frame_size=stream.frame_size or 0
        )
        for frame in (*shaper.resample(whole), *shaper.resample(None)):
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path


def refused(path: Path, study: Study, *, consent: bool = True) -> str:
    with pytest.raises(AudioError) as caught:
        take_in(of(path, consent=consent), study, PyavDecoder())
    assert caught.value.remedy
    return caught.value.code


@pytest.mark.parametrize("suffix", CODECS)
def test_every_usual_format_is_read(suffix: str, tmp_path: Path, study: Study) -> None:
    sound = voice()
    intake, waveform = take_in(of(write(tmp_path / f"a.{suffix}", sound)), study, PyavDecoder())
    assert waveform.dtype == np.float32
    assert abs(len(waveform) - len(sound)) < SAMPLE_RATE // 5  # codecs pad
    assert abs(loudness(waveform) - loudness(sound)) < 1
    assert len(intake.sha256) == 64


def test_stereo_at_48_khz_becomes_mono_at_16(tmp_path: Path, study: Study) -> None:
    sound = voice()
    path = write(tmp_path / "a.wav", sound, rate=48_000, layout="stereo")
    intake, waveform = take_in(of(path), study, PyavDecoder())
    assert (intake.channels, intake.sample_rate, intake.codec) == (2, 48_000, "pcm_s16le")
    shared = min(len(sound), len(waveform))
    assert np.corrcoef(sound[:shared], waveform[:shared])[0, 1] > 0.99


def test_missing(tmp_path: Path, study: Study) -> None:
    assert refused(tmp_path / "nowhere.wav", study) == "TV201"
    assert refused(tmp_path, study) == "TV201"


def test_empty(tmp_path: Path, study: Study) -> None:
    path = tmp_path / "a.wav"
    path.touch()
    assert refused(path, study) == "TV202"


@pytest.mark.parametrize("data", [b"these are not sounds\n" * 40, bytes(range(256)) * 8, b"\0" * 4096, b"%PDF-1.7"])
def test_not_sound(data: bytes, tmp_path: Path, study: Study) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(data)
    assert refused(path, study) == "TV203"


@pytest.mark.parametrize("suffix", ["wav", "flac", "mp3", "ogg", "opus", "m4a"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_truncated(suffix: str, share: float, tmp_path: Path, study: Study) -> None:
    path = write(tmp_path / f"a.{suffix}", voice(20))
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    assert refused(path, study) == "TV204"


def test_silent(tmp_path: Path, study: Study) -> None:
    assert refused(write(tmp_path / "a.wav", np.zeros(64_000, np.float32)), study) == "TV205"
    hiss = np.random.default_rng(1).normal(0, 1e-4, 64_000).astype(np.float32)
    assert refused(write(tmp_path / "b.wav", hiss), study) == "TV205"


def test_quiet_speech_is_not_silence(tmp_path: Path, study: Study) -> None:
    take_in(of(write(tmp_path / "a.wav", voice() * 0.02)), study, PyavDecoder())


def test_a_word_in_a_long_silence_is_not_silence(tmp_path: Path, study: Study) -> None:
    sound = np.concatenate([np.zeros(SAMPLE_RATE * 20, np.float32), voice(2)])
    take_in(of(write(tmp_path / "a.wav", sound)), study, PyavDecoder())


def test_longer_than_the_study_allows(tmp_path: Path) -> None:
    path = write(tmp_path / "a.wav", voice(61))
    with pytest.raises(AudioError, match="longer than 1 minutes") as caught:
        PyavDecoder().decode(path, 1)
    assert caught.value.code == "TV206"
    PyavDecoder().decode(path, 2)


def test_no_consent_is_refused_before_the_file_is_read(tmp_path: Path, study: Study) -> None:
    assert refused(tmp_path / "nowhere.wav", study, consent=False) == "TV207"


def test_a_file_name_in_an_error_is_all_there_is_of_the_path(tmp_path: Path, study: Study) -> None:
    with pytest.raises(AudioError) as caught:
        take_in(of(tmp_path / "nowhere.wav"), study, PyavDecoder())
    assert str(tmp_path) not in str(caught.value)


def test_encoding_is_small_repeatable_and_has_no_tags() -> None:
    sound = voice(10)
    first, second = PyavEncoder().encode(sound), PyavEncoder().encode(sound)
    assert first == second
    assert len(first) < 10 * 4_500  # 32 kbit/s
    assert not re.search(rb"Lav[fc]\d", first)  # no library version: an upgrade would change the bytes
    assert b"ID3" not in first


@pytest.mark.parametrize("seconds", [0.4, 6.0])
def test_what_is_encoded_can_be_decoded(seconds: float, tmp_path: Path, write_bytes: Callable[[bytes], Path]) -> None:
    sound = voice(seconds)
    waveform, facts = PyavDecoder().decode(write_bytes(PyavEncoder().encode(sound)), 1)
    assert facts.codec.startswith("mp3")
    shared = min(len(sound), len(waveform))
    assert abs(len(waveform) - len(sound)) < SAMPLE_RATE // 8
    assert np.corrcoef(sound[:shared], waveform[:shared])[0, 1] > 0.9  # so its times are the sound's


@pytest.fixture
def write_bytes(tmp_path: Path) -> Callable[[bytes], Path]:
    def written(data: bytes) -> Path:
        path = tmp_path / "made.mp3"
        path.write_bytes(data)
        return path

    return written
