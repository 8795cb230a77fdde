"""From sound to timed words, none of them where nobody speaks."""

import tomllib
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Protocol

from trialvoice.core.audio import Waveform
from trialvoice.core.records import Record, Word
from trialvoice.phi.gates import HeardWindow, judge, warnings_of
from trialvoice.phi.hearing import Ask, Transcriber
from trialvoice.phi.ladder import Settled, Source, listen
from trialvoice.phi.windows import Spans, Window, windows

Progress = Callable[[float], None]


class Transcription(Record):
    """What was said, how each window of it was heard, and what to be wary of."""

    language: str
    words: tuple[Word, ...]
    windows: tuple[HeardWindow, ...] = ()
    warnings: tuple[str, ...] = ()


class SpeechOptions(Record):
    """What the study knows of its recordings.

    language: ISO 639-1, or "auto": the one heard most, one of `languages` where they are given.
    vocabulary: names that the recogniser should know.
    """

    language: str
    languages: tuple[str, ...] = ()
    vocabulary: tuple[str, ...] = ()


class VoiceActivity(Protocol):
    """Tells speech from everything else."""

    def speech(self, waveform: Waveform) -> Spans:
        """Where there is speech."""
        ...


def unwatched(_: float) -> None:
    """Progress that nobody follows."""


def transcribe(
    waveform: Waveform,
    options: SpeechOptions,
    *,
    vad: VoiceActivity,
    transcriber: Transcriber,
    progress: Progress = unwatched,
) -> Transcription:
    """The words spoken in a recording, none of them outside detected speech. Raises EngineError TV410."""
    (made,) = transcribe_all([waveform], options, vad=vad, transcriber=transcriber, progress=progress)
    return made


def transcribe_all(
    waveforms: Sequence[Waveform],
    options: SpeechOptions,
    *,
    vad: VoiceActivity,
    transcriber: Transcriber,
    progress: Progress = unwatched,
) -> list[Transcription]:
    """The words of several recordings, whose windows are heard in the same batches."""
    spoken = [vad.speech(waveform) for waveform in waveforms]
    cut = [windows(speech) for speech in spoken]
    sources = [Source(sound, window) for sound, mine in zip(waveforms, cut, strict=True) for window in mine]
    settled = iter(listen(sources, transcriber, ask_of(options), progress) if sources else ())
    made = []
    for waveform, speech, mine in zip(waveforms, spoken, cut, strict=True):
        heard = [next(settled) for _ in mine]
        language = _language(heard, mine, options)
        heard = _in_one_language(heard, mine, waveform, options, language, transcriber)
        made.append(_transcription(heard, mine, speech, language))
    progress(1.0)
    return made


def hear_stretches(
    waveform: Waveform, stretches: Spans, options: SpeechOptions, transcriber: Transcriber
) -> tuple[Word, ...]:
    """Whatever can be made out in these stretches of a recording, be it doubtful or no speech at all."""
    mine = windows(stretches)
    heard = listen([Source(waveform, window) for window in mine], transcriber, ask_of(options), unwatched)
    return tuple(
        word
        for window, one in zip(mine, heard, strict=True)
        for word in _placed(one.heard.words, window, doubtful=False)
    )


def ask_of(options: SpeechOptions) -> Ask:
    """The first hearing of a window: the study's names, then talk in the style wanted."""
    pinned = None if options.language == "auto" else options.language
    style = _styles().get(pinned or "", "")
    names = ", ".join(options.vocabulary)
    prompt = f"{names}. {style}".strip() if names else style
    return Ask(language=pinned, languages=options.languages, prompt=prompt)


def _language(heard: Sequence[Settled], mine: Sequence[Window], options: SpeechOptions) -> str:
    """The study's language, or the one that most of the speech is in."""
    if options.language != "auto":
        return options.language
    votes = Counter[str]()
    for settled, window in zip(heard, mine, strict=True):
        votes[settled.heard.language] += round(window.length * settled.heard.language_probability)
    allowed = [
        language for language, _ in votes.most_common() if language in options.languages or not options.languages
    ]
    return (allowed or list(options.languages) or ["en"])[0]


def _in_one_language(
    heard: Sequence[Settled],
    mine: Sequence[Window],
    waveform: Waveform,
    options: SpeechOptions,
    language: str,
    transcriber: Transcriber,
) -> list[Settled]:
    """Each window's hearing, with those that were written in another language heard again in this one."""
    settled = list(heard)
    if options.language != "auto":
        return settled
    strays = [i for i, one in enumerate(heard) if one.heard.language != language]
    if strays:
        ask = ask_of(options.model_copy(update={"language": language}))
        again = listen([Source(waveform, mine[i]) for i in strays], transcriber, ask, unwatched)
        for i, one in zip(strays, again, strict=True):
            settled[i] = one
    return settled


def _transcription(heard: Sequence[Settled], mine: Sequence[Window], speech: Spans, language: str) -> Transcription:
    if not speech:
        return Transcription(language=language, words=(), warnings=("no speech was detected",))
    judged = tuple(judge(window, settled, language) for window, settled in zip(mine, heard, strict=True))
    words = [
        word
        for window, settled, evidence in zip(mine, heard, judged, strict=True)
        if evidence.state != "withheld"
        for word in _placed(settled.heard.words, window, doubtful=evidence.state == "doubtful")
    ]
    placed = sorted(Speech(speech).held(words), key=lambda word: (word.start, word.end))
    return Transcription(language=language, words=tuple(placed), windows=judged, warnings=warnings_of(judged))


def _placed(words: Sequence[Word], window: Window, *, doubtful: bool) -> Iterator[Word]:
    """Words at their times in the recording."""
    for word in words:
        start = window.at(word.start)
        end = max(start, window.at(word.end, ends=True))
        yield word.model_copy(update={"start": start, "end": end, "doubtful": doubtful})


class Speech:
    """Detected speech, in which every word is held: windows hold nothing else, but attention strays into pauses."""

    def __init__(self, spans: Spans) -> None:
        self._starts, self._ends = zip(*spans, strict=True)

    def held(self, words: Iterable[Word]) -> Iterator[Word]:
        """The words, each cut to the speech that it touches, or moved to the nearest."""
        for word in words:
            start, end = self._cut(word.start, word.end)
            yield word.model_copy(update={"start": start, "end": end})

    def _cut(self, start: int, end: int) -> tuple[int, int]:
        first = bisect_right(self._ends, start)
        last = bisect_left(self._starts, max(end, start + 1)) - 1
        if first <= last:
            return max(start, self._starts[first]), min(end, self._ends[last])
        before = start - self._ends[last] if last >= 0 else None
        after = self._starts[first] - end if first < len(self._starts) else None
        if after is None or (before is not None and before <= after):
            return self._ends[last], self._ends[last]
        return self._starts[first], self._starts[first]


@cache
def _styles() -> dict[str, str]:
    data = tomllib.loads((files("trialvoice.phi") / "prompts.toml").read_text(encoding="utf-8"))
    styles: dict[str, str] = data["style"]
    return styles
