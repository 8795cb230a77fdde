"""Sound files through PyAV, which brings FFmpeg's libraries with it: no system package is needed."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import av
import av.error
import av.logging
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import InputContainer

from trialvoice.core.audio import SAMPLE_RATE, Waveform
from trialvoice.core.errors import AudioError
from trialvoice.phi.intake import SoundFacts

_MAGIC = (b"RIFF", b"OggS", b"fLaC", b"ID3", b"\x1a\x45\xdf\xa3", b"FORM", b"caff")
_BROKEN_SHARE = 0.01  # of packets; MP3 files often open with one or two that cannot be decoded
_MISSING_S, _MISSING_SHARE = 0.5, 0.01  # less sound than the header states, by more than both
_BIT_RATE = 32_000
_CONTAINER_BITEXACT, _CODEC_BITEXACT = 1 << 10, 1 << 23  # FFmpeg's flags: no library version is written


class PyavDecoder:
    """Any format FFmpeg knows, any rate and channels, to mono 16 kHz."""

    def decode(self, path: Path, max_minutes: int) -> tuple[Waveform, SoundFacts]:
        """The sound and what the file says of it, reading no further than `max_minutes`.

        Raises AudioError TV203 (not sound), TV204 (truncated or broken), TV206 (too long).
        """
        av.logging.set_level(None)  # FFmpeg writes file names and tags to stderr
        with _opened(path) as container:
            stream = container.streams.audio[0]
            reader = _Reader(path, max_minutes * 60 * SAMPLE_RATE)
            waveform = reader.read(container, stream)
            _refuse_truncated(path, container, len(waveform) / SAMPLE_RATE)
            facts = SoundFacts(
                channels=stream.codec_context.channels,
                sample_rate=stream.codec_context.sample_rate,
                codec=stream.codec_context.name,
            )
        return waveform, facts


class PyavEncoder:
    """Mono 16 kHz to a small file that every browser plays."""

    mime = "audio/mpeg"

    def encode(self, waveform: Waveform) -> bytes:
        """MP3 at 32 kbit/s; the same samples give the same bytes, and no tag is written."""
        av.logging.set_level(None)
        out = io.BytesIO()
        with av.open(out, "w", format="mp3", options={"id3v2_version": "0"}) as container:
            container.flags |= _CONTAINER_BITEXACT
            stream = container.add_stream("libmp3lame", rate=SAMPLE_RATE, layout="mono")
            stream.bit_rate = _BIT_RATE
            stream.codec_context.flags |= _CODEC_BITEXACT
            for frame in _frames(waveform):
                container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
        return out.getvalue()

    def tags(self, data: bytes) -> dict[str, str]:
        """The container's and its streams' tags. Raises AudioError TV204."""
        av.logging.set_level(None)
        try:
            with av.open(io.BytesIO(data), metadata_errors="replace") as container:
                told = [container.metadata, *(stream.metadata for stream in container.streams)]
        except (av.error.FFmpegError, ValueError):
            raise _broken(Path("redacted sound"), "the sound file is damaged") from None
        return {f"{number} {name}": value for number, tags in enumerate(told) for name, value in tags.items()}


@contextmanager
def _opened(path: Path) -> Iterator[InputContainer]:
    try:
        container = av.open(str(path), "r", metadata_errors="ignore")
    except (av.error.FFmpegError, ValueError):
        raise _unreadable(path) from None
    with container:
        if not container.streams.audio:
            raise _unreadable(path)
        yield container


class _Reader:
    """Decodes one stream, counting packets that cannot be decoded."""

    def __init__(self, path: Path, max_samples: int) -> None:
        self._path, self._max = path, max_samples
        self._parts: list[Waveform] = []
        self._samples = self._packets = self._broken = 0
        self._resampler = AudioResampler(format="flt", layout="mono", rate=SAMPLE_RATE)

    def read(self, container: InputContainer, stream: AudioStream) -> Waveform:
        stream.codec_context.thread_type = "AUTO"
        for frame in self._decoded(container, stream):
            self._keep(self._resampler.resample(frame))
        if self._samples:
            self._keep(self._resampler.resample(None))
        if not self._samples or self._broken > max(2, _BROKEN_SHARE * self._packets):
            raise _broken(self._path, "the sound file is broken")
        waveform: Waveform = np.concatenate(self._parts)
        return np.clip(waveform, -1.0, 1.0, out=waveform)

    def _decoded(self, container: InputContainer, stream: AudioStream) -> Iterator[AudioFrame]:
        packets = container.demux(stream)
        while True:
            try:
                packet = next(packets, None)
            except av.error.FFmpegError:
                raise _broken(self._path, "the sound file breaks off or is damaged") from None
            if packet is None:
                return
            self._packets += 1
            try:
                yield from packet.decode()
            except av.error.FFmpegError:
                self._broken += 1

    def _keep(self, frames: list[AudioFrame]) -> None:
        for frame in frames:
            part = frame.to_ndarray().reshape(-1).astype(np.float32, copy=False)
            self._parts.append(part)
            self._samples += len(part)
        if self._samples > self._max:
            raise AudioError(
                "TV206",
                f"the recording is longer than {self._max // SAMPLE_RATE // 60} minutes",
                place=self._path.name,
                remedy="raise max_minutes in study.toml, or split the recording",
            )


def _refuse_truncated(path: Path, container: InputContainer, decoded_s: float) -> None:
    if _ends_inside_an_ogg_page(path):
        raise _broken(path, "the sound file breaks off")
    stated_s = (container.duration or 0) / av.time_base
    missing = stated_s - decoded_s
    trusted = _states_its_length(path, container)
    if trusted and missing > max(_MISSING_S, _MISSING_SHARE * stated_s):
        raise _broken(path, f"the sound file breaks off after {decoded_s:.0f} of {stated_s:.0f} s")
    if container.format.name == "wav" and _wav_is_short(path):
        raise _broken(path, "the sound file breaks off")


def _states_its_length(path: Path, container: InputContainer) -> bool:
    """False where FFmpeg guesses the length from the bit rate: MP3 without a Xing header, and raw AAC."""
    if container.format.name == "mp3":
        head = _head(path, 1 << 16)
        return b"Xing" in head or b"Info" in head
    return container.format.name != "aac"


def _wav_is_short(path: Path) -> bool:
    """Whether the RIFF header announces more bytes than there are.

    Recorders that stream leave 0 or 0xFFFFFFFF as the size, which announces nothing.
    """
    head = _head(path, 8)
    announced = int.from_bytes(head[4:8], "little")
    known = head[:4] == b"RIFF" and announced not in (0, 0xFFFFFFFF)
    return known and announced + 8 - path.stat().st_size > SAMPLE_RATE


def _ends_inside_an_ogg_page(path: Path) -> bool:
    """Whether the last Ogg page is incomplete. Ogg has no length in its header to compare with."""
    if _head(path, 4) != b"OggS":
        return False
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - (1 << 17)))  # an Ogg page is at most 65,307 bytes
        tail = file.read()
    at = tail.rfind(b"OggS")
    page = tail[at:]
    if at < 0 or len(page) < 27 or len(page) < 27 + page[26]:
        return True
    return len(page) < 27 + page[26] + sum(page[27 : 27 + page[26]])


def _head(path: Path, size: int) -> bytes:
    with path.open("rb") as file:
        return file.read(size)


def _unreadable(path: Path) -> AudioError:
    """TV204 for the start of a sound file that does not open, TV203 for anything else."""
    head = _head(path, 12)
    if head.startswith(_MAGIC) or head[4:8] == b"ftyp":
        return _broken(path, "the sound file breaks off or is damaged")
    return AudioError(
        "TV203",
        "the file is not sound",
        place=path.name,
        remedy="give WAV, MP3, M4A, FLAC, Ogg or WebM",
    )


def _broken(path: Path, cause: str) -> AudioError:
    return AudioError("TV204", cause, place=path.name, remedy="copy it again from the recorder")


def _frames(waveform: Waveform) -> Iterator[AudioFrame]:
    for at in range(0, len(waveform), SAMPLE_RATE):
        part = np.clip(waveform[at : at + SAMPLE_RATE], -1.0, 1.0)
        frame = AudioFrame.from_ndarray((part[None] * 32767).round().astype(np.int16), format="s16", layout="mono")
        frame.sample_rate = SAMPLE_RATE
        frame.pts = at
        yield frame
