"""Words and voices put together: who said what, in turns that keep sentences whole."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby

from trialvoice.core.records import SpeakerSpan, Transcript, Turn, Word
from trialvoice.phi.diarize import Diarization
from trialvoice.phi.transcribe import Transcription

_ENDS = (".", "?", "!", "…")
_TITLES = {"dr.", "mr.", "mrs.", "ms.", "prof.", "st."}
_PAUSE_MS = 400
"""Between two words of one sentence; a longer silence may be a change of speaker."""
_STRAY_WORDS, _STRAY_SHARE = 2, 0.25
"""So few words of a sentence, at its edge, are taken for a voice boundary set a little off."""
_ANSWER = re.compile(
    r"(?:(?:um+|uh+|ah+|oh|well),? )*(?:no|nope|yes|yeah|yep|not really|i (?:do|did|don't|didn't))\b", re.IGNORECASE
)
_ANSWER_WORDS = 6
_BREAK_MS = 30_000
"""Silence after which the same speaker starts a new turn."""

Said = tuple[str, Word]
"""(speaker, word)."""


def make_turns(recording: str, transcription: Transcription, diarization: Diarization) -> Transcript:
    """The transcript by speaker, with roles still unknown. Turn ids count from 1."""
    voices = _Voices(diarization.spans)
    said = [(voices.of(word), word) for word in transcription.words]
    sentences = [list(_settled(sentence)) for sentence in _sentences(said)]
    settled = [pair for sentence in _answered(sentences) for pair in sentence]
    turns = tuple(_turn(number, part) for number, part in enumerate(_runs(settled), start=1))
    return Transcript(
        recording=recording,
        language=transcription.language,
        turns=turns,
        warnings=(*transcription.warnings, *diarization.warnings),
    )


class _Voices:
    """Finds the speaker of a word: the span it overlaps most, else the nearest."""

    def __init__(self, spans: Sequence[SpeakerSpan]) -> None:
        self._spans = sorted(spans, key=lambda span: span.start)
        self._ends = [span.end for span in self._spans]

    def of(self, word: Word) -> str:
        first = max(0, bisect_left(self._ends, word.start) - 1)
        near = []
        for span in self._spans[first:]:
            near.append(span)
            if span.start > word.end:
                break
        best = max(near, key=lambda span: min(word.end, span.end) - max(word.start, span.start))
        return best.speaker


def _sentences(said: Sequence[Said]) -> Iterator[list[Said]]:
    """Parts that end with a full stop, a question mark, or a pause."""
    part: list[Said] = []
    for pair in said:
        if part and pair[1].start - part[-1][1].end > _PAUSE_MS:
            yield part
            part = []
        part.append(pair)
        text = pair[1].text.lower()
        if text.endswith(_ENDS) and text not in _TITLES:
            yield part
            part = []
    if part:
        yield part


def _settled(sentence: list[Said]) -> Iterator[Said]:
    """The sentence with strays given to the speaker beside them."""
    runs = [(speaker, [word for _, word in group]) for speaker, group in groupby(sentence, key=lambda p: p[0])]
    while len(runs) > 1:
        weakest = min(range(len(runs)), key=lambda i: len(runs[i][1]))
        if not _is_stray(len(runs[weakest][1]), len(sentence)):
            break
        beside = [i for i in (weakest - 1, weakest + 1) if 0 <= i < len(runs)]
        host = runs[max(beside, key=lambda i: len(runs[i][1]))][0]
        runs[weakest] = (host, runs[weakest][1])
        runs = _joined(runs)
    for speaker, words in runs:
        for word in words:
            yield speaker, word


def _answered(sentences: list[list[Said]]) -> Iterator[list[Said]]:
    """Sentences, with a short answer that fell to the asker given to the other of two speakers.

    Voices are told apart less surely than words: a "No." between two questions of one voice is often lost in
    it, and people seldom answer their own questions.
    """
    speakers = {speaker for sentence in sentences for speaker, _ in sentence}
    before: list[Said] = []
    for sentence in sentences:
        if len(speakers) == 2 and _answers(sentence, before):
            (other,) = speakers - {sentence[0][0]}
            yield [(other, word) for _, word in sentence]
        else:
            yield sentence
        before = sentence


def _answers(sentence: list[Said], before: list[Said]) -> bool:
    """Whether one voice is heard both to ask and to answer. The sentence keeps its first-heard voice here."""
    if not before or len({speaker for speaker, _ in (*sentence, before[-1])}) > 1:
        return False
    text = " ".join(word.text for _, word in sentence)
    asked = before[-1][1].text.endswith("?") and not text.endswith("?")
    return asked and len(sentence) <= _ANSWER_WORDS and _ANSWER.match(text) is not None


def _is_stray(words: int, of: int) -> bool:
    return words <= _STRAY_WORDS and words <= _STRAY_SHARE * of


def _joined(runs: list[tuple[str, list[Word]]]) -> list[tuple[str, list[Word]]]:
    grouped = groupby(runs, key=lambda run: run[0])
    return [(speaker, [word for _, words in group for word in words]) for speaker, group in grouped]


def _runs(said: Sequence[Said]) -> Iterator[list[Said]]:
    """Words in a row by one speaker, with no long silence between."""
    run: list[Said] = []
    for pair in said:
        if run and (pair[0] != run[-1][0] or pair[1].start - run[-1][1].end > _BREAK_MS):
            yield run
            run = []
        run.append(pair)
    if run:
        yield run


def _turn(number: int, run: list[Said]) -> Turn:
    words = tuple(word for _, word in run)
    return Turn(
        id=number,
        start=words[0].start,
        end=max(word.end for word in words),
        speaker=run[0][0],
        role="unknown",
        role_confidence=0.0,
        words=words,
    )
