"""Bad recordings beside good ones: a row each in failures.csv, the good ones done, and the exit status 1."""

import csv
import math
import struct
import wave
from pathlib import Path

import av
import numpy as np
import pytest

from tests.conftest import CommandLine, sample_row, study_with

GOOD = "01-1007-diary"
ROW = "{name},{site},S-900,{visit},2026-03-02T09:30:00+01:00,{audio},{consent},investigator;participant,"


def row(name: str, audio: str, *, site: str = "", visit: str = "", consent: str = "yes") -> str:
    """A row whose site and visit are the sample study's first unless given."""
    return ROW.format(name=name, site=site or SITE, visit=visit or VISIT, audio=audio, consent=consent)


def tone(path: Path, seconds: float, *, level: float, rate: int = 16_000) -> Path:
    """A WAV of a 220 Hz tone at `level` of full scale."""
    samples = (int(level * 32767 * math.sin(2 * math.pi * 220 * i / rate)) for i in range(int(seconds * rate)))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))
    return path


def failures(replay: CommandLine) -> dict[str, tuple[str, str]]:
    """Recording → (code, remedy) of failures.csv."""
    (path,) = replay.outputs.glob("*/release/failures.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return {line["recording"]: (line["code"], line["remedy"]) for line in csv.DictReader(file)}


def sample_ids() -> tuple[str, str]:
    """A site and a visit that the sample study has."""
    from tests.conftest import SAMPLE
    from trialvoice.core.study_file import load_study

    study = load_study(SAMPLE / "study.toml")
    return study.sites[0].id, study.visits[0].id


SITE, VISIT = sample_ids()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "study"
    made.mkdir()
    return made


def test_each_bad_recording_is_a_row_and_the_good_one_is_done(replay: CommandLine, folder: Path) -> None:
    (folder / "empty.wav").write_bytes(b"")
    (folder / "notes.wav").write_text("these are not sounds", encoding="utf-8")
    tone(folder / "silent.wav", 4, level=0.0)
    whole = tone(folder / "whole.wav", 8, level=0.2).read_bytes()
    (folder / "cut.wav").write_bytes(whole[: len(whole) // 3])
    tone(folder / "long.wav", 301, level=0.1)
    good = sample_row(GOOD, folder)
    rows = [
        row("missing", "nowhere.wav"),
        row("empty", "empty.wav"),
        row("notaudio", "notes.wav"),
        row("silent", "silent.wav"),
        row("cut", "cut.wav"),
        row("long", "long.wav"),
        row("noconsent", "whole.wav", consent="no"),
        row("nosite", "whole.wav", site="99"),
        row("novisit", "whole.wav", visit="V99"),
        row("twice", "whole.wav"),
        row("twice", "whole.wav"),
        good,
        good.replace(GOOD, "copy", 1),
    ]
    study_with(folder, rows)
    text = (folder / "study.toml").read_text(encoding="utf-8")
    limited = "\n".join("max_minutes = 5" if line.startswith("max_minutes") else line for line in text.splitlines())
    assert "max_minutes = 5" in limited
    (folder / "study.toml").write_text(limited, encoding="utf-8")

    ended = replay("run", folder)

    assert ended.returncode == 1, ended.stderr
    found = failures(replay)
    assert {name: code for name, (code, _) in found.items()} == {
        "missing": "TV201",
        "empty": "TV202",
        "notaudio": "TV203",
        "cut": "TV204",
        "silent": "TV205",
        "long": "TV206",
        "noconsent": "TV207",
        "copy": "TV208",
        "nosite": "TV113",
        "novisit": "TV113",
        "twice": "TV114",
    }
    assert all(remedy for _, remedy in found.values())
    assert list(replay.outputs.glob(f"*/{GOOD}/release/report.html"))
    assert "Traceback" not in ended.stderr


def test_stereo_at_48_khz_is_resampled(folder: Path) -> None:
    """The same speech in another shape decodes to nearly the same samples."""
    from trialvoice.engines.pyav import PyavDecoder

    source = folder / sample_row(GOOD, folder).split(",")[5]
    mono, _ = PyavDecoder().decode(source, 10)
    stereo = folder / "stereo.wav"
    with av.open(str(stereo), "w") as out:
        stream = out.add_stream("pcm_s16le", rate=48_000, layout="stereo")
        resampler = av.AudioResampler(format="s16", layout="stereo", rate=48_000)
        frame = av.AudioFrame.from_ndarray((mono[None] * 32767).astype(np.int16), format="s16", layout="mono")
        frame.sample_rate = 16_000
        for shaped in resampler.resample(frame):
            out.mux(stream.encode(shaped))
        out.mux(stream.encode(None))
    again, facts = PyavDecoder().decode(stereo, 10)
    shared = min(len(mono), len(again))
    assert abs(len(mono) - len(again)) < 160
    assert (facts.channels, facts.sample_rate) == (2, 48_000)
    assert np.corrcoef(mono[:shared], again[:shared])[0, 1] > 0.99


def test_a_wrong_study_file_is_one_sentence(replay: CommandLine, folder: Path) -> None:
    study_with(folder, [])
    (folder / "study.toml").write_text("[study]\nid = 'X'\ncolour = 'red'\n", encoding="utf-8")
    ended = replay("run", folder)
    assert ended.returncode == 1
    assert "line 3: the key `study.colour` is not known" in ended.stderr
    assert "TV103" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert ended.stdout == ""


def test_a_full_disk_loses_nothing_and_the_next_run_goes_on(replay: CommandLine, folder: Path) -> None:
    """A limit on the size of files stands for the full disk: the kernel refuses the write the same way."""
    study_with(folder, [sample_row(GOOD, folder)])
    limited = ["bash", "-c", 'ulimit -f 8; exec "$0" "$@"', *replay.command("run", folder)]
    import subprocess

    ended = subprocess.run(limited, capture_output=True, text=True, env=replay.environ, timeout=300, check=False)
    assert ended.returncode == 1
    assert "TV601" in ended.stderr
    kept = {path.name for path in replay.outputs.rglob("*.sealed")}
    assert kept, "the stages before the full disk are kept"
    again = replay("run", folder)
    assert again.returncode == 0, again.stderr
    assert kept <= {path.name for path in replay.outputs.rglob("*.sealed")}
