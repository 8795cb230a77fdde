"""Engines chosen by name in the settings, loaded on first use, and reused for every recording after."""

from contextlib import ExitStack
from functools import cached_property
from importlib import import_module
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from trialvoice.core.interaction_list import PairList, load_pairs
from trialvoice.core.settings import Settings
from trialvoice.weights.place import model_path, model_sha256

if TYPE_CHECKING:
    from trialvoice.phi.diarize import Diarizer
    from trialvoice.phi.hearing import Transcriber
    from trialvoice.phi.intake import Decoder
    from trialvoice.phi.transcribe import VoiceActivity
    from trialvoice.redact.finding.find import Recognizer
    from trialvoice.redact.gate.sound import Encoder
    from trialvoice.safe.asking.ask import LanguageModel
    from trialvoice.safe.asking.confirm import SecondOpinion
    from trialvoice.safe.coding.choosing import Chooser
    from trialvoice.safe.coding.likeness import Embedder

_CLASSES = {
    "pyav": "trialvoice.engines.pyav:PyavDecoder",
    "mp3": "trialvoice.engines.pyav:PyavEncoder",
    "silero": "trialvoice.engines.silero:SileroVad",
    "faster-whisper": "trialvoice.engines.whisper_ct2:FasterWhisper",
    "openai-whisper": "trialvoice.engines.whisper_torch:OpenAIWhisper",
    "pyannote": "trialvoice.engines.pyannote_diarizer:PyannoteDiarizer",
    "presidio": "trialvoice.engines.presidio:PresidioRecognizer",
    "server": "trialvoice.engines.openai_server:OpenAIServer",
    "embedded": "trialvoice.engines.xllamacpp_server:EmbeddedServer",
    "minilm": "trialvoice.engines.minilm:MiniLm",
    "kept-vectors": "trialvoice.engines.kept_vectors:KeptVectors",
    "recorded-vad": "trialvoice.engines.recorded:RecordedVad",
    "recorded-transcriber": "trialvoice.engines.recorded:RecordedTranscriber",
    "recorded-diarizer": "trialvoice.engines.recorded:RecordedDiarizer",
    "recorded-llm": "trialvoice.engines.recorded:RecordedLanguageModel",
}
ASR_MODEL = "whisper-base"
LLM_MODEL = "qwen2.5-coder-1.5b"
NLP_MODEL = "spacy-en-md"
MEANING_MODEL = "all-minilm-l6-v2"
DIARIZATION_MODELS = ("segmentation-3.0", "campplus")


def engine_class(name: str) -> Any:
    """The class behind an engine's short name; its library is imported now, not before."""
    module, _, attribute = _CLASSES[name].partition(":")
    return getattr(import_module(module), attribute)


class Engines:
    """All engines of one process. Leaving the context stops the embedded model server."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._open = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def close(self) -> None:
        """Stop what was started."""
        self._open.close()

    @cached_property
    def interactions(self) -> PairList | None:
        """The installation's list of interactions, where the settings name one. Raises StudyError."""
        return load_pairs(self.settings.interactions) if self.settings.interactions else None

    def listed_hashes(self) -> dict[str, str]:
        """SHA-256 of that list, for the identity of a run."""
        return {"interactions": self.interactions.sha256} if self.interactions else {}

    @cached_property
    def device(self) -> str:
        """`cuda` where there is a GPU and the settings allow it, else `cpu`."""
        if self.settings.device != "auto":
            return self.settings.device
        found: str = import_module("trialvoice.engines.device").best_device()
        return found

    @cached_property
    def decoder(self) -> "Decoder":
        """Audio files to waveforms."""
        made: Decoder = engine_class("pyav")()
        return made

    @cached_property
    def encoder(self) -> "Encoder":
        """Waveforms to a small file that a browser plays."""
        made: Encoder = engine_class("mp3")()
        return made

    @cached_property
    def vad(self) -> "VoiceActivity":
        """Where there is speech."""
        if self.settings.vad == "recorded":
            recorded: VoiceActivity = engine_class("recorded-vad")(self.settings.recorded)
            return recorded
        made: VoiceActivity = engine_class("silero")()
        return made

    @cached_property
    def transcriber_name(self) -> str:
        """The recogniser in use, with `auto` resolved by the device."""
        if self.settings.transcriber == "auto":
            return "openai-whisper" if self.device == "cuda" else "faster-whisper"
        return self.settings.transcriber

    @cached_property
    def transcriber(self) -> "Transcriber":
        """Speech to timed words."""
        if self.transcriber_name == "recorded":
            recorded: Transcriber = engine_class("recorded-transcriber")(self.settings.recorded)
            return recorded
        made: Transcriber = engine_class(self.transcriber_name)(
            model_path(ASR_MODEL, self.settings), device=self.device, threads=self.settings.threads
        )
        return made

    @cached_property
    def diarizer(self) -> "Diarizer":
        """Who spoke when."""
        if self.settings.diarizer == "recorded":
            recorded: Diarizer = engine_class("recorded-diarizer")(self.settings.recorded)
            return recorded
        segmentation, embedding = (model_path(name, self.settings) for name in DIARIZATION_MODELS)
        made: Diarizer = engine_class("pyannote")(
            segmentation, embedding, device=self.device, threads=self.settings.threads
        )
        return made

    @cached_property
    def recognizer(self) -> "Recognizer":
        """Identifiers in text."""
        made: Recognizer = engine_class("presidio")(model_path(NLP_MODEL, self.settings))
        return made

    @cached_property
    def language_model(self) -> "LanguageModel":
        """The language model: embedded, recorded, or a server by its URL."""
        settings = self.settings
        if settings.resolved_llm == "recorded":
            recorded: LanguageModel = engine_class("recorded-llm")(settings.recorded)
            return recorded
        if settings.resolved_llm == "server":
            server: LanguageModel = engine_class("server").from_settings(settings)
            return server
        made: LanguageModel = self._open.enter_context(
            engine_class("embedded")(
                model_path(LLM_MODEL, settings) / "model.gguf", settings=settings, device=self.device
            )
        )
        return made

    @cached_property
    def second_opinion(self) -> "SecondOpinion | None":
        """Who is asked about findings in doubt, or None where nobody is."""
        settings = self.settings
        if settings.resolved_second_llm == "none":
            return None
        opinion: SecondOpinion = import_module("trialvoice.safe.asking.confirm").SecondOpinion(
            self._second_model(), settings.second_llm_below
        )
        return opinion

    def _second_model(self) -> "LanguageModel":
        chosen = self.settings.resolved_second_llm
        if chosen == "same":
            return self.language_model
        if chosen == "recorded":
            recorded: LanguageModel = engine_class("recorded-llm")(self.settings.recorded)
            return recorded
        server: LanguageModel = engine_class("server").second_from_settings(self.settings)
        return server

    @cached_property
    def embedder(self) -> "Embedder":
        """Short texts to vectors of their meaning; its model is loaded when a text is new."""

        def load() -> Any:
            return engine_class("minilm")(model_path(MEANING_MODEL, self.settings))

        name = f"{MEANING_MODEL} {model_sha256(MEANING_MODEL)}"
        made: Embedder = engine_class("kept-vectors")(load, name, self.settings.cache / "vectors")
        return made

    @cached_property
    def chooser(self) -> "Chooser":
        """Who chooses dictionary terms where words do not decide."""
        made: Chooser = import_module("trialvoice.safe.coding.choosing").Chooser(self.language_model, self.embedder)
        return made

    def names(self) -> dict[str, str]:
        """The engines in use, by role, for the run identity."""
        return {
            "transcriber": self.transcriber_name,
            "diarizer": self.settings.diarizer,
            "vad": self.settings.vad,
            "recognizer": self.settings.recognizer,
            "llm": self.settings.resolved_llm,
            "second_llm": self.settings.resolved_second_llm,
            "device": self.device,
        }

    def models(self) -> dict[str, str]:
        """Name and digest of every model in use, by role, for the run identity and the keys."""
        embedded = f"{LLM_MODEL} {model_sha256(LLM_MODEL)}"
        llm = self.settings.llm_model if self.settings.resolved_llm == "server" else embedded
        second = {"none": {}, "server": {"second_llm": self.settings.second_llm_model}}
        return {
            "transcriber": f"{ASR_MODEL} {model_sha256(ASR_MODEL)}",
            **{name: f"{name} {model_sha256(name)}" for name in DIARIZATION_MODELS},
            "nlp": f"{NLP_MODEL} {model_sha256(NLP_MODEL)}",
            "meaning": f"{MEANING_MODEL} {model_sha256(MEANING_MODEL)}",
            "llm": llm,
            **second.get(self.settings.resolved_second_llm, {"second_llm": llm}),
        }
