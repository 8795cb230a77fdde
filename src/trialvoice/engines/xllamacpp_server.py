"""The embedded language model: llama.cpp's server in this process, on a loopback port, with a random key."""

import os
import secrets
from pathlib import Path
from types import TracebackType

import xllamacpp

from trialvoice.core.errors import EngineError
from trialvoice.core.settings import Settings
from trialvoice.engines.openai_server import Connection, OpenAIServer

CONTEXT = 8_192
"""Tokens: a window of transcript, the question and its answer, with room to spare."""
_ALL_LAYERS = 999
_SILENT = -1


class EmbeddedServer:
    """Runs a GGUF model. Use as a context manager; what it yields answers questions until it is left.

    settings.threads: 0 takes every core.  device: `cuda` puts all layers on the GPU, where the library can.
    Nobody else on the machine can use the port: the key is random and stays in this process.
    """

    def __init__(self, model: Path, *, settings: Settings, device: str = "cpu") -> None:
        self._model, self._settings, self._device = model, settings, device
        self._server: xllamacpp.Server | None = None

    def __enter__(self) -> OpenAIServer:
        """Load the model and start the server; about six seconds. Raises EngineError TV401."""
        key = secrets.token_urlsafe(32)
        self._server = self._started(key)
        connection = Connection(
            url=f"{self._server.listening_address}/v1",
            model="embedded",
            timeout_s=self._settings.llm_timeout_s,
            retries=self._settings.llm_retries,
        )
        return OpenAIServer(connection, key)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server = None

    def _started(self, key: str) -> "xllamacpp.Server":
        if not self._model.is_file():
            raise _cannot_start("its weights are not there", self._model)
        try:
            return xllamacpp.Server(self._parameters(key))
        except (RuntimeError, ValueError, OSError):
            raise _cannot_start("the model server did not start", self._model) from None

    def _parameters(self, key: str) -> "xllamacpp.CommonParams":
        wanted = xllamacpp.CommonParams()
        wanted.model.path = str(self._model)
        threads = self._settings.threads or len(os.sched_getaffinity(0))
        wanted.cpuparams.n_threads = threads
        wanted.cpuparams_batch.n_threads = threads
        wanted.n_ctx = CONTEXT
        # One slot: every question of a window then finds the transcript in that slot's cache.
        wanted.n_parallel = 1
        wanted.n_gpu_layers = _ALL_LAYERS if self._device == "cuda" else 0
        wanted.hostnames = ["127.0.0.1"]
        wanted.port = 0
        wanted.api_keys = [key]
        wanted.ui = False
        wanted.endpoint_slots = False
        wanted.warmup = False
        # The server logs what it is asked at higher levels.
        wanted.verbosity = _SILENT
        return wanted


def _cannot_start(cause: str, model: Path) -> EngineError:
    return EngineError(
        "TV401",
        cause,
        place=model.name,
        remedy="run: trialvoice models verify; or name a server in TRIALVOICE_LLM_URL",
    )
