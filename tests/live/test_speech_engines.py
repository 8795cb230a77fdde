"""The speech engines with their real weights, on the sample study and on pyannote's own sample."""

import io
import json
import re
import subprocess
import sys
from contextlib import redirect_stdout
from importlib.resources import files
from pathlib import Path
from typing import Any

import jiwer
import numpy as np
import pytest
import torch
import whisper

from tests.conftest import SAMPLE
from trialvoice.core.audio import SAMPLE_RATE, Waveform
from trialvoice.core.errors import EngineError
from trialvoice.core.records import SpeakerSpan
from trialvoice.core.settings import Settings
from trialvoice.engines.campplus import MELS, fbank, load_campplus
from trialvoice.engines.ct2_checkpoint import load_whisper
from trialvoice.engines.device import best_device
from trialvoice.engines.pyannote_diarizer import PyannoteDiarizer, _segmentation
from trialvoice.engines.pyav import PyavDecoder
from trialvoice.engines.silero import SileroVad
from trialvoice.engines.whisper_ct2 import FasterWhisper
from trialvoice.engines.whisper_torch import OpenAIWhisper
from trialvoice.phi.diarize import diarize
from trialvoice.phi.hearing import Ask, Heard, Transcriber
from trialvoice.phi.roles import assign_roles
from trialvoice.phi.transcribe import SpeechOptions, Transcription, ask_of, transcribe, transcribe_all, unwatched
from trialvoice.phi.turns import make_turns
from trialvoice.phi.windows import windows
from trialvoice.weights.place import model_path

pytestmark = pytest.mark.live
ENGLISH = SpeechOptions(language="en")
VISIT, THREE_VOICES, DIARY = "01-1004-week4", "02-2003-week4", "01-1007-diary"


def weights(name: str) -> Path:
    return model_path(name, Settings())


def sound(name: str, seconds: int | None = None) -> Waveform:
    waveform, _ = PyavDecoder().decode(SAMPLE / "audio" / f"{name}.opus", 10)
    return waveform if seconds is None else waveform[: seconds * SAMPLE_RATE]


def truth(name: str) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = json.loads((SAMPLE / "truth" / f"{name}.json").read_text("utf-8"))["turns"]
    return told


@pytest.fixture(scope="module")
def vad() -> SileroVad:
    return SileroVad()


@pytest.fixture(scope="module")
def faster() -> FasterWhisper:
    return FasterWhisper(weights("whisper-base"), device=best_device())


@pytest.fixture(scope="module")
def openai() -> OpenAIWhisper:
    return OpenAIWhisper(weights("whisper-base"), device=best_device())


@pytest.fixture(scope="module")
def diarizer() -> PyannoteDiarizer:
    return PyannoteDiarizer(weights("segmentation-3.0"), weights("campplus"), device=best_device())


def error_rate(said: str, heard: str) -> float:
    """WER over lower-case letters and digits. Numbers written as words count as errors here."""
    return float(jiwer.wer(*(" ".join(re.findall(r"[\w']+", one.lower())) for one in (said, heard))))


def text(made: Transcription) -> str:
    return " ".join(word.text for word in made.words)


def test_silero_finds_the_turns_and_no_speech_in_noise(vad: SileroVad) -> None:
    spans = vad.speech(sound(DIARY))
    assert list(spans) == sorted(spans)
    for turn in truth(DIARY):
        inside = sum(max(0, min(turn["end"], b) - max(turn["start"], a)) for a, b in spans)
        assert inside > 0.6 * (turn["end"] - turn["start"])
    noise = np.random.default_rng(1).normal(0, 0.02, 10 * SAMPLE_RATE).astype(np.float32)
    assert vad.speech(noise) == ()


def test_importing_silero_leaves_the_threads_alone() -> None:
    code = "import torch; torch.set_num_threads(3); import trialvoice.engines.silero; print(torch.get_num_threads())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "3"


def test_a_visit_is_written_down(vad: SileroVad, faster: FasterWhisper) -> None:
    seen = list[float]()
    made = transcribe(sound(VISIT), ENGLISH, vad=vad, transcriber=faster, progress=seen.append)
    said = " ".join(turn["text"] for turn in truth(VISIT))
    assert error_rate(said, text(made)) < 0.2  # figures are spoken in words there
    assert [w.start for w in made.words] == sorted(w.start for w in made.words)
    assert all(w.start <= w.end for w in made.words)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


def test_words_lie_where_they_were_said(vad: SileroVad, faster: FasterWhisper) -> None:
    made = transcribe(sound(VISIT), ENGLISH, vad=vad, transcriber=faster)
    spoken = [(turn["start"] - 500, turn["end"] + 500) for turn in truth(VISIT)]
    inside = [any(a <= w.start and w.end <= b for a, b in spoken) for w in made.words]
    assert sum(inside) / len(inside) > 0.97


def test_the_same_sound_gives_the_same_words(vad: SileroVad, faster: FasterWhisper) -> None:
    first, second = (transcribe(sound(DIARY, 30), ENGLISH, vad=vad, transcriber=faster) for _ in range(2))
    assert first == second


def test_both_recognisers_hear_the_same(vad: SileroVad, faster: FasterWhisper, openai: OpenAIWhisper) -> None:
    clip = sound(VISIT)[45 * SAMPLE_RATE : 85 * SAMPLE_RATE]
    engines: tuple[Transcriber, ...] = (faster, openai)
    one, other = (transcribe(clip, ENGLISH, vad=vad, transcriber=engine) for engine in engines)
    assert error_rate(text(one), text(other)) < 0.06
    starts = {w.text: w.start for w in one.words}
    apart = [abs(w.start - starts[w.text]) for w in other.words if _once(w.text, one) and _once(w.text, other)]
    assert len(apart) > 15
    assert sorted(apart)[len(apart) // 2] < 200


def everything(_: Heard) -> bool:
    return True


PLAIN = Ask(language="en", beams=1)


def samples_of(name: str, vad: SileroVad) -> list[Waveform]:
    waveform = sound(name)
    return [window.sound(waveform) for window in windows(vad.speech(waveform))]


@pytest.mark.parametrize("name", ["faster", "openai"])
def test_a_recording_is_heard_the_same_in_any_company(
    name: str, vad: SileroVad, request: pytest.FixtureRequest
) -> None:
    engine: Transcriber = request.getfixturevalue(name)
    waveforms = [sound(DIARY, 40), sound(VISIT, 50)]
    together = transcribe_all(waveforms, ENGLISH, vad=vad, transcriber=engine)
    for one, made in zip(waveforms, together, strict=True):
        assert text(transcribe(one, ENGLISH, vad=vad, transcriber=engine)) == text(made)


def test_our_decoder_writes_what_openai_whispers_own_writes(vad: SileroVad, openai: OpenAIWhisper) -> None:
    """Upstream's `decode`, one window after another, of the same length as the batch."""
    sounds = [np.pad(one, (0, 30 * SAMPLE_RATE - len(one))) for one in samples_of(DIARY, vad)]
    ours = openai.hear(sounds, PLAIN, everything)
    how = whisper.DecodingOptions(language="en", without_timestamps=True, fp16=False)
    for one, heard in zip(sounds, ours, strict=True):
        theirs = whisper.decode(openai._model, whisper.log_mel_spectrogram(torch.from_numpy(one)), how)
        assert heard.text == theirs.text.strip()
        assert heard.logprob == pytest.approx(theirs.avg_logprob, abs=0.01)
        assert heard.no_speech == pytest.approx(theirs.no_speech_prob, abs=0.01)


def test_our_word_times_are_openai_whispers_own(vad: SileroVad, openai: OpenAIWhisper) -> None:
    one = np.pad(samples_of(DIARY, vad)[0], (0, 5 * SAMPLE_RATE))[: 30 * SAMPLE_RATE]
    (heard,) = openai.hear([one], PLAIN, everything)
    tokenizer = whisper.tokenizer.get_tokenizer(True, num_languages=99, language="en")
    mel = whisper.log_mel_spectrogram(whisper.pad_or_trim(torch.from_numpy(one)))
    tokens = tokenizer.encode(f" {heard.text}")
    theirs = whisper.timing.find_alignment(openai._model, tokenizer, tokens, mel, len(one) // 160)
    starts = {round(timing.start * 1000) for timing in theirs}
    ours = [word.start - 40 for word in heard.words]
    assert len(ours) > 20
    assert sum(any(abs(start - other) <= 40 for other in starts) for start in ours) > 0.9 * len(ours)


@pytest.mark.parametrize("name", ["faster", "openai"])
def test_dice_fall_the_same_in_any_company(name: str, vad: SileroVad, request: pytest.FixtureRequest) -> None:
    engine: Transcriber = request.getfixturevalue(name)
    sounds = samples_of(DIARY, vad)[:2]
    hot = PLAIN.model_copy(update={"temperature": 0.8})
    together = engine.hear(sounds, hot, everything)
    (alone,) = engine.hear(sounds[1:], hot, everything)
    assert alone.text == together[1].text


def test_the_language_is_heard(vad: SileroVad, faster: FasterWhisper, openai: OpenAIWhisper) -> None:
    """Of the wrong language one window will do: it is asked again at every temperature, at length."""
    for engine in (faster, openai):
        made = transcribe(sound(DIARY), SpeechOptions(language="auto"), vad=vad, transcriber=engine)
        assert made.language == "en"
        wrong = transcribe(sound(DIARY, 12), SpeechOptions(language="cy"), vad=vad, transcriber=engine)
        assert wrong.words == ()
        assert [("language" in window.failed) for window in wrong.windows] == [True]


def test_words_are_timed_only_where_they_are_accepted(vad: SileroVad, faster: FasterWhisper) -> None:
    heard = faster.hear(samples_of(DIARY, vad), ask_of(ENGLISH), lambda one: "rash" in one.text)
    assert {bool(one.words) for one in heard} == {True, False}
    assert all(bool(one.words) == ("rash" in one.text) for one in heard)


def _once(word: str, made: Transcription) -> bool:
    return [w.text for w in made.words].count(word) == 1


def test_a_model_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    for data in (b"", b"\x06\0\0\0\x0cBertSpec\0\0\0\0", (weights("whisper-base") / "model.bin").read_bytes()[:9999]):
        (tmp_path / "model.bin").write_bytes(data)
        with pytest.raises(EngineError) as caught:
            load_whisper(tmp_path)
        assert caught.value.code == "TV411"


def test_voices_are_embedded_close_to_themselves() -> None:
    net = load_campplus(weights("campplus") / "campplus_cn_en_common.pt")
    waveform = sound(VISIT)
    mine: dict[str, list[torch.Tensor]] = {}
    for turn in truth(VISIT):
        if turn["end"] - turn["start"] > 3000:
            part = waveform[turn["start"] * 16 : turn["end"] * 16]
            energies = fbank(torch.from_numpy(part))
            assert energies.shape[1] == MELS
            with torch.inference_mode():
                vector = net((energies - energies.mean(0))[None])[0]
            mine.setdefault(turn["role"], []).append(torch.nn.functional.normalize(vector, dim=0))
    nurse, participant = mine["investigator"], mine["participant"]
    same = min(float(nurse[0] @ nurse[1]), float(participant[0] @ participant[1]))
    assert same > float(nurse[0] @ participant[0]) + 0.2


def test_weights_that_could_run_code_are_not_loaded(tmp_path: Path) -> None:
    class Evil:
        def __reduce__(self) -> tuple[object, ...]:
            return Path.touch, (tmp_path / "ran",)

    torch.save({"state_dict": Evil()}, tmp_path / "pytorch_model.bin")
    with pytest.raises(Exception, match=r"[Ww]eights.only"):
        _segmentation(tmp_path / "pytorch_model.bin")
    assert not (tmp_path / "ran").exists()


def test_error_on_pyannotes_own_sample(diarizer: PyannoteDiarizer) -> None:
    """Diarization error, strict: no collar, overlaps counted. An exclusive answer misses every overlap."""
    folder = Path(str(files("pyannote.audio") / "sample"))
    waveform, _ = PyavDecoder().decode(folder / "sample.wav", 1)
    lines = [line.split() for line in (folder / "sample.rttm").read_text().splitlines() if line]
    spoken = [(round(float(f[3]) * 1000), round((float(f[3]) + float(f[4])) * 1000), f[7]) for f in lines]
    for speakers in (None, 2):
        spans = diarizer.diarize(waveform, speakers, unwatched)
        assert {span.speaker for span in spans} == {"S1", "S2"}
        assert spans[0].speaker == "S1"
        assert error_of(spans, spoken, len(waveform) // 16) < 0.115


def error_of(spans: tuple[SpeakerSpan, ...], spoken: list[tuple[int, int, str]], length: int) -> float:
    """DER at 10 ms for two speakers, over the better of the two ways to match them."""
    names = sorted({name for *_, name in spoken})
    want, have = (np.zeros((2, length // 10), bool) for _ in range(2))
    for start, end, name in spoken:
        want[names.index(name), start // 10 : end // 10] = True
    for span in spans:
        have[int(span.speaker == "S2"), span.start // 10 : span.end // 10] = True
    totals = []
    for heard in (have, have[::-1]):
        right = (want & heard).sum(0)
        totals.append((np.maximum(want.sum(0), heard.sum(0)) - right).sum())
    return float(min(totals) / want.sum())


@pytest.mark.parametrize(
    ("name", "participants"),
    [
        (VISIT, ("investigator", "participant")),
        (THREE_VOICES, ("investigator", "participant", "caregiver")),
        (DIARY, ("participant",)),
    ],
)
def test_who_said_what(
    name: str,
    participants: Any,
    vad: SileroVad,
    faster: FasterWhisper,
    diarizer: PyannoteDiarizer,
) -> None:
    waveform = sound(name)
    words = transcribe(waveform, ENGLISH, vad=vad, transcriber=faster)
    stdout = io.StringIO()
    with redirect_stdout(stdout):
        voices = diarize(waveform, len(participants), diarizer=diarizer)
    assert stdout.getvalue() == ""  # stdout belongs to the data
    assert voices.warnings == ()
    made = assign_roles(make_turns(name, words, voices), participants)
    spoken = truth(name)
    right = total = 0
    for turn in made.turns:
        for word in turn.words:
            middle = (word.start + word.end) // 2
            role = next((t["role"] for t in spoken if t["start"] <= middle < t["end"]), None)
            if role is not None:
                total += 1
                right += role == turn.role
    assert total > 100
    assert right / total > 0.93


def test_silence_and_a_click_are_no_error(diarizer: PyannoteDiarizer) -> None:
    quiet = np.zeros(3 * SAMPLE_RATE, np.float32)
    assert diarize(quiet, 2, diarizer=diarizer).warnings == ("no voice was found",)
    short = sound(DIARY, 1)[:4000]
    assert diarize(short, 2, diarizer=diarizer).spans
