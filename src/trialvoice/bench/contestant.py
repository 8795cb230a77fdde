"""What takes part in a race. Imports nothing but the standard library: another Python may have to run it."""

from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from trialvoice.core.audio import Waveform

OURS = "trialvoice"
STOCK = "openai-whisper"
WHISPERX = "whisperx"
NOT_INSTALLED = "not installed"
CLASSES = {
    OURS: "trialvoice.bench.ours:Ours",
    STOCK: "trialvoice.engines.peers.stock_whisper:StockWhisper",
    "faster-whisper": "trialvoice.engines.peers.faster_whisper_modes:Sequential",
    "faster-whisper-batched": "trialvoice.engines.peers.faster_whisper_modes:Batched",
    WHISPERX: "trialvoice.engines.peers.whisperx_asr:WhisperX",
}
PEERS = tuple(name for name in CLASSES if name != OURS)
NOTES = {
    OURS: "as in the pipeline, with its gates; word times always",
    STOCK: "its `transcribe` as it comes, with the language given; single precision on a CPU",
    "faster-whisper": "WhisperModel.transcribe as it comes; int8 on a CPU",
    "faster-whisper-batched": "BatchedInferencePipeline as it comes, batch of 8; int8 on a CPU",
    WHISPERX: "with the voice detector inside its package; without its alignment model, which needs a download and "
    "more time, and gives its word times",
}


@dataclass(frozen=True)
class Conditions:
    """The same for all.

    folder: of the weights, CTranslate2's.  word_times: ask for them where they can be had.  random: the folder holds
    nothing but random weights, which openai-whisper's model alone can do without a vocabulary.
    """

    folder: Path
    device: str
    threads: int
    language: str
    word_times: bool = False
    random: bool = False


@dataclass(frozen=True)
class Heard:
    """What an engine made of one recording.

    retried: segments that it decoded again because the first answer looked wrong; None where it never does.
    """

    text: str = field(repr=False)
    word_times: bool
    retried: int | None


class Contestant(Protocol):
    """An engine with its weights loaded."""

    def hear(self, waveform: "Waveform") -> Heard:
        """Write down one recording."""
        ...


def enter(name: str, conditions: Conditions) -> Contestant:
    """Import an engine and load its weights. Raises ModuleNotFoundError where it is not installed."""
    module, _, attribute = CLASSES[name].partition(":")
    made: Any = getattr(import_module(module), attribute)
    contestant: Contestant = made(conditions)
    return contestant
