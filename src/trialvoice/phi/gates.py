"""The gates that the text of a window must pass, and the evidence that is kept of each."""

from collections import Counter
from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field

from trialvoice.core.records import Milliseconds, Probability, Record, Speech
from trialvoice.phi.doubt import (
    COMPRESSION,
    LOGPROB,
    LOOP,
    MOST,
    NO_SPEECH,
    UNSURE_LOGPROB,
    doubtful,
    looping,
    odd_pace,
    pace,
    phantom,
    spoken,
)
from trialvoice.phi.ladder import Settled
from trialvoice.phi.windows import Window

ALIKE = 0.5
"""Two hearings that share less than this of their words are hearings of nothing."""
OTHER_LANGUAGE = 0.8
"""From this probability on, speech is believed to be in a language that nobody asked for."""
Gate = Literal["loop", "probability", "silence", "pace", "phantom", "disagreement", "language"]
State = Literal["kept", "doubtful", "withheld"]


class HeardWindow(Record):
    """How one window was heard, and what the gates say to it. Times are in ms of the recording."""

    start: Milliseconds
    end: Milliseconds
    state: State
    """doubtful: its words are in the transcript, marked.  withheld: they are not; `text` keeps them for the curious."""
    failed: tuple[Gate, ...] = ()
    words: Annotated[int, Field(ge=0)]
    temperature: float
    logprob: float
    no_speech: Probability
    compression: float
    words_per_second: float
    looping: Probability
    alike: Probability | None
    language: str
    language_probability: Probability
    text: Speech = ""


def judge(window: Window, settled: Settled, language: str) -> HeardWindow:
    """The evidence of one window. language: in which the text was written, ISO 639-1."""
    heard = settled.heard
    failed = tuple(_failed(window, settled, language))
    unsure = heard.temperature > 0 or doubtful(heard, window.length, "")
    state: State = "withheld" if failed else "doubtful" if unsure else "kept"
    return HeardWindow(
        start=window.start,
        end=window.end,
        state=state,
        failed=failed,
        words=len(spoken(heard.text)),
        temperature=heard.temperature,
        logprob=round(heard.logprob, 3),
        no_speech=round(heard.no_speech, 3),
        compression=round(heard.compression, 2),
        words_per_second=round(pace(heard.text, window.length), 2),
        looping=round(looping(heard.text), 3),
        alike=None if settled.alike is None else round(settled.alike, 3),
        language=heard.language,
        language_probability=round(heard.language_probability, 3),
        text=heard.text if state == "withheld" else "",
    )


def _failed(window: Window, settled: Settled, language: str) -> Iterable[Gate]:
    heard, unsure = settled.heard, settled.heard.logprob < UNSURE_LOGPROB
    if heard.compression > COMPRESSION or looping(heard.text) > 2 * LOOP:
        yield "loop"
    if heard.logprob < LOGPROB:
        yield "silence" if heard.no_speech > NO_SPEECH else "probability"
    if pace(heard.text, window.length) > 2 * MOST or (unsure and odd_pace(heard.text, window.length)):
        yield "pace"
    if phantom(heard.text) and (unsure or heard.no_speech > NO_SPEECH / 2):
        yield "phantom"
    if settled.alike is not None and settled.alike < ALIKE:
        yield "disagreement"
    if heard.language != language and heard.language_probability >= OTHER_LANGUAGE:
        yield "language"


def warnings_of(windows: Iterable[HeardWindow]) -> tuple[str, ...]:
    """A sentence for each gate that withheld something, and one for what is kept but doubtful."""
    heard = [window for window in windows if window.words]
    withheld = [window for window in heard if window.state == "withheld"]
    gates = Counter(gate for window in withheld for gate in window.failed)
    found = [
        f"not written down: {_stretches(count)} ({_WHY[gate]}), the first at {_first(withheld, gate)}"
        for gate, count in sorted(gates.items())
    ]
    doubts = [window for window in heard if window.state == "doubtful"]
    if doubts:
        found.append(f"hard to hear: {_stretches(len(doubts))}, the first at {clock(doubts[0].start)}; check by ear")
    return tuple(found)


_WHY: dict[Gate, str] = {
    "loop": "the recogniser repeated itself",
    "probability": "the recogniser did not believe its own words",
    "silence": "the recogniser heard no speech",
    "pace": "nobody speaks at such a pace",
    "phantom": "a phrase that recognisers invent",
    "disagreement": "two hearings disagreed",
    "language": "another language than the study's",
}


def _stretches(count: int) -> str:
    return "1 stretch" if count == 1 else f"{count} stretches"


def _first(windows: list[HeardWindow], gate: Gate) -> str:
    return clock(next(window.start for window in windows if gate in window.failed))


def clock(ms: int) -> str:
    """A time as minutes and seconds, 12:03."""
    minutes, seconds = divmod(ms // 1000, 60)
    return f"{minutes}:{seconds:02d}"
