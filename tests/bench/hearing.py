"""What each part of hearing is worth: word error rate with one part changed at a time.

    python -m tests.bench.hearing FOLDER_OF_OSCE

The interviews with and without the verbatim prompt, the beam, and a vocabulary that has nothing to do with them;
the sample study with and without its own vocabulary, and how many of its names were written as they are.
"""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import jiwer

from trialvoice.assembly import Engines
from trialvoice.commands.console import settings, stderr
from trialvoice.core.audio import Waveform
from trialvoice.core.study_file import load_study
from trialvoice.engines.pyav import PyavDecoder
from trialvoice.evaluate.folder import Given, Sample, samples_in
from trialvoice.evaluate.normalise import whisper_english
from trialvoice.phi.hearing import Accept, Ask, Heard, Transcriber
from trialvoice.phi.transcribe import SpeechOptions, Transcription, transcribe

SAMPLE = Path(__file__).parents[2] / "sample_audio"
ENGLISH = SpeechOptions(language="en")
normalise = whisper_english()
_LONGEST_MINUTES = 60


class Altered:
    """A recogniser that is asked something else."""

    def __init__(self, engine: Transcriber, change: Callable[[Ask], Ask]) -> None:
        self._engine, self._change = engine, change
        self.batch, self.workers = engine.batch, engine.workers

    def hear(self, sounds: Sequence[Waveform], ask: Ask, accept: Accept) -> list[Heard]:
        return self._engine.hear(sounds, self._change(ask), accept)


def heard(sample: Sample, options: SpeechOptions, engines: Engines, transcriber: Transcriber) -> Transcription:
    waveform, _ = PyavDecoder().decode(sample.audio, _LONGEST_MINUTES)
    return transcribe(waveform, options, vad=engines.vad, transcriber=transcriber)


def line(name: str, samples: Sequence[Sample], made: Sequence[Transcription], names: Sequence[str] = ()) -> None:
    truth = [normalise(" ".join(word.text for word in sample.truth.words or ())) for sample in samples if sample.truth]
    said = [normalise(" ".join(word.text for word in one.words)) for one in made]
    rates = [jiwer.wer(want, got) for want, got in zip(truth, said, strict=True)]
    cells = [name, f"{sum(rates) / len(rates):.1%}", ", ".join(f"{rate:.1%}" for rate in rates)]
    if names:
        pairs = [(normalise(n), want, got) for n in names for want, got in zip(truth, said, strict=True)]
        wanted = sum(f" {want} ".count(f" {n} ") for n, want, _ in pairs)
        found = sum(min(f" {want} ".count(f" {n} "), f" {got} ".count(f" {n} ")) for n, want, got in pairs)
        cells.append(f"{found} of {wanted} names")
    print("| " + " | ".join(cells) + " |", flush=True)


def main() -> None:
    """Print a table of variants."""
    vocabulary = load_study(SAMPLE / "study.toml").vocabulary
    interviews = [s for s in samples_in(Path(sys.argv[1]), Given()) if s.truth]
    visits = [s for s in samples_in(SAMPLE, Given()) if s.truth]
    with Engines(settings()) as engines:
        ours = engines.transcriber
        greedy = Altered(ours, lambda ask: ask.model_copy(update={"beams": 1}))
        silent = Altered(ours, lambda ask: ask.model_copy(update={"prompt": ""}))
        other = ENGLISH.model_copy(update={"vocabulary": vocabulary})
        print("| variant | mean WER | each |\n|---|---|---|")
        for name, samples, options, transcriber, names in (
            ("interviews, as shipped", interviews, ENGLISH, ours, ()),
            ("interviews, no verbatim prompt", interviews, ENGLISH, silent, ()),
            ("interviews, one beam", interviews, ENGLISH, greedy, ()),
            ("interviews, a vocabulary of other things", interviews, other, ours, ()),
            ("sample study, no vocabulary", visits, ENGLISH, ours, vocabulary),
            ("sample study, its vocabulary", visits, other, ours, vocabulary),
        ):
            stderr.print(name)
            line(name, samples, [heard(s, options, engines, transcriber) for s in samples], names)


if __name__ == "__main__":
    main()
