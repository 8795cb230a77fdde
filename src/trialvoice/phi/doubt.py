"""Signs that a window's text was invented, measured on the text and on the recogniser's own figures."""

import re
import tomllib
from collections import Counter
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files

from trialvoice.phi.hearing import Heard

COMPRESSION, LOGPROB, NO_SPEECH = 2.4, -1.0, 0.6
"""Whisper's own thresholds for hearing a window again (openai-whisper, transcribe)."""
UNSURE_LOGPROB, UNSURE_NO_SPEECH = -0.7, 0.5
"""Speech that a person follows stays above -0.4 and below 0.2, six voices at once below -0.8 and above 0.25."""
FEWEST, MOST = 0.8, 6.0
"""Words per second of detected speech; conversation has two to four."""
LONG_MS = 5_000
"""In less, one slow word says nothing about the pace."""
LOOP = 0.3
"""Share of words in a phrase that is said again and again."""
_PHRASE, _TIMES = 3, 4
_ECHO_WORDS = 5


def fails(heard: Heard) -> bool:
    """Whether Whisper's own rules ask for another hearing: a loop, or words it does not believe itself.

    Where it believes in silence too, another hearing would only invent more.
    """
    if heard.compression > COMPRESSION:
        return True
    return heard.logprob < LOGPROB and heard.no_speech <= NO_SPEECH


def doubtful(heard: Heard, length_ms: int, prompt: str) -> bool:
    """Whether a second hearing should confirm this one. length_ms: of the sound heard."""
    return (
        fails(heard)
        or heard.logprob < UNSURE_LOGPROB
        or heard.no_speech > UNSURE_NO_SPEECH
        or odd_pace(heard.text, length_ms)
        or invented(heard.text, prompt)
    )


def invented(text: str, prompt: str) -> bool:
    """Whether the text by itself looks made up: a loop, a phantom, the prompt said again."""
    return looping(text) > LOOP or phantom(text) or echoes(text, prompt)


def spoken(text: str) -> list[str]:
    """The words of a text, lower case, without punctuation."""
    return re.sub(r"[^\w\s]", "", text.lower()).split()


def pace(text: str, length_ms: int) -> float:
    """Words per second."""
    return 1000 * len(spoken(text)) / max(1, length_ms)


def odd_pace(text: str, length_ms: int) -> bool:
    """Whether nobody speaks so fast, or so slowly without a pause that ends the speech."""
    return pace(text, length_ms) > MOST or (length_ms >= LONG_MS and pace(text, length_ms) < FEWEST)


def looping(text: str) -> float:
    """The share of words that lie in a phrase of three words said four times or more."""
    words = spoken(text)
    phrases = [tuple(words[at : at + _PHRASE]) for at in range(len(words) - _PHRASE + 1)]
    often = {phrase for phrase, times in Counter(phrases).items() if times >= _TIMES}
    inside = {at + i for at, phrase in enumerate(phrases) if phrase in often for i in range(_PHRASE)}
    return len(inside) / max(1, len(words))


def phantom(text: str) -> bool:
    """Whether the whole text is a phrase that Whisper is known to invent."""
    return " ".join(spoken(text)) in _phantoms()


def echoes(text: str, prompt: str) -> bool:
    """Whether the text only says a part of the prompt again."""
    words = spoken(text)
    return len(words) >= _ECHO_WORDS and f" {' '.join(words)} " in f" {' '.join(spoken(prompt))} "


def agreement(one: str, other: str) -> float:
    """The share of words that two hearings have in common, in order; 1 where both are empty."""
    first, second = spoken(one), spoken(other)
    if not first and not second:
        return 1.0
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


@cache
def _phantoms() -> frozenset[str]:
    data = tomllib.loads((files("trialvoice.phi") / "phantoms.toml").read_text(encoding="utf-8"))
    return frozenset(data["phrases"])
