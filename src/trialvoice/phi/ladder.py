"""Windows are heard with care: what looks wrong is heard again, each window by itself.

The first hearing has the prompt and a beam. A window that is doubtful is heard a second time without either,
and the two are compared. One that fails Whisper's own thresholds in both climbs the temperatures (Radford et
al. 2022, section 4.5), while the windows beside it are long done.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby

from trialvoice.core.audio import SAMPLE_RATE, Waveform
from trialvoice.phi.doubt import agreement, doubtful, fails, invented
from trialvoice.phi.hearing import Accept, Ask, Heard, Transcriber, length_class
from trialvoice.phi.windows import Window

TEMPERATURES = (0.2, 0.4, 0.6, 0.8, 1.0)
Progress = Callable[[float], None]


@dataclass(frozen=True)
class Source:
    """A window of one recording."""

    waveform: Waveform
    window: Window

    @property
    def sound(self) -> Waveform:
        """The samples, copied only when they are about to be heard."""
        return self.window.sound(self.waveform)


@dataclass(frozen=True)
class Settled:
    """The best hearing of a window. alike: how far two hearings agree, 0 to 1, where there were two."""

    heard: Heard
    alike: float | None = None


def listen(sources: Sequence[Source], transcriber: Transcriber, ask: Ask, progress: Progress) -> list[Settled]:
    """The best hearing of every window, in the order given. Raises EngineError TV410."""
    first = _hear(sources, transcriber, ask, _passes, progress)
    settled = [Settled(heard) for heard in first]
    doubts = [i for i, source in enumerate(sources) if doubtful(first[i], source.window.length, ask.prompt)]
    plain = ask.model_copy(update={"prompt": "", "beams": 1})
    again = _hear([sources[i] for i in doubts], transcriber, plain, _passes)
    for i, second in zip(doubts, again, strict=True):
        settled[i] = _better(first[i], second, sources[i], ask)
    for temperature in TEMPERATURES:
        failing = [i for i in doubts if fails(settled[i].heard)]
        hot = plain.model_copy(update={"temperature": temperature})
        accept = _anything if temperature == TEMPERATURES[-1] else _passes
        hotter = _hear([sources[i] for i in failing], transcriber, hot, accept)
        for i, heard in zip(failing, hotter, strict=True):
            settled[i] = Settled(heard, agreement(heard.text, again[doubts.index(i)].text))
    return settled


def _better(first: Heard, second: Heard, source: Source, ask: Ask) -> Settled:
    """The first hearing, unless the second is sound where the first is not."""
    alike = agreement(first.text, second.text)
    sound = not doubtful(second, source.window.length, "")
    if sound and invented(first.text, ask.prompt):
        return Settled(second)
    return Settled(second if fails(first) and not fails(second) else first, alike)


def _passes(heard: Heard) -> bool:
    return not fails(heard)


def _anything(heard: Heard) -> bool:
    return True


def _unwatched(_: float) -> None:
    pass


def _hear(
    sources: Sequence[Source],
    transcriber: Transcriber,
    ask: Ask,
    accept: Accept,
    progress: Progress = _unwatched,
) -> list[Heard]:
    """All windows in batches of one length class, the longest first, so that those of a batch end together."""
    lengths = [length_class(source.window.length * SAMPLE_RATE // 1000) for source in sources]
    order = sorted(range(len(sources)), key=lambda i: (-lengths[i], -sources[i].window.length, i))
    batches = [batch for _, alike in groupby(order, lengths.__getitem__) for batch in _cut(alike, transcriber.batch)]

    def work(batch: list[int]) -> list[Heard]:
        return transcriber.hear([sources[i].sound for i in batch], ask, accept)

    made: dict[int, Heard] = {}
    with ThreadPoolExecutor(transcriber.workers) as pool:
        for batch, heard in zip(batches, pool.map(work, batches), strict=True):
            made.update(zip(batch, heard, strict=True))
            progress(len(made) / len(sources))
    return [made[i] for i in range(len(sources))]


def _cut(windows: Iterable[int], size: int) -> Iterator[list[int]]:
    row = list(windows)
    return (row[at : at + size] for at in range(0, len(row), size))
