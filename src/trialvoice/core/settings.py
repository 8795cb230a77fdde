"""Settings of an installation, from the environment: names of engines, places, the model server.

What belongs to a trial stands in its study file instead.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

import platformdirs
from pydantic import ConfigDict, Field, SecretStr, ValidationError

from trialvoice.core.errors import StudyError
from trialvoice.core.records import Record

PREFIX = "TRIALVOICE_"


class Settings(Record):
    """All settings; each is read from TRIALVOICE_<NAME>."""

    model_config = ConfigDict(strict=False)

    outputs: Path = Path("outputs")
    cache: Path = Field(default_factory=lambda: Path(platformdirs.user_cache_dir("trialvoice")))
    """Where weights are kept, shared by all studies."""
    models: Path | None = None
    """A local folder of weights, asked before any other source."""
    offline: bool = False
    """Ask no source but the cache and local folders."""
    database: SecretStr | None = None
    """URL of the findings store, sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME; review.db in `outputs`."""
    key: SecretStr | None = None
    """32 bytes as base64, for everything under private/. Comes before `key_file`."""
    key_file: Path = Field(default_factory=lambda: Path(platformdirs.user_config_dir("trialvoice")) / "key")
    device: Literal["auto", "cpu", "cuda"] = "auto"
    threads: Annotated[int, Field(ge=0)] = 0
    """CPU threads for engines; 0 takes all there are."""
    transcriber: Literal["auto", "faster-whisper", "openai-whisper", "recorded"] = "auto"
    """`auto` is faster-whisper on a CPU and openai-whisper on a GPU."""
    diarizer: Literal["pyannote", "recorded"] = "pyannote"
    vad: Literal["silero", "recorded"] = "silero"
    recognizer: Literal["presidio"] = "presidio"
    llm: Literal["embedded", "server", "recorded"] = "embedded"
    llm_url: str | None = None
    """Base URL of an OpenAI-compatible server; setting it makes `llm` "server"."""
    llm_model: str = "default"
    llm_key: SecretStr | None = None
    llm_timeout_s: Annotated[float, Field(gt=0)] = 300.0
    llm_retries: Annotated[int, Field(ge=0, le=10)] = 2
    llm_budget_tokens: Annotated[int, Field(ge=0)] = 0
    """Tokens, read and written, that one visit may use; 0 sets no limit."""
    second_llm: Literal["none", "same", "server", "recorded"] = "none"
    """Who is asked about findings in doubt; `same` is the language model itself."""
    second_llm_url: str | None = None
    """Base URL of an OpenAI-compatible server; setting it makes `second_llm` "server"."""
    second_llm_model: str = "default"
    second_llm_key: SecretStr | None = None
    second_llm_below: Annotated[float, Field(ge=0.0, le=1.0)] = 0.6
    """Findings of a lower confidence are in doubt."""
    recorded: Path | None = None
    """Folder of recorded engine outputs, for the `recorded` engines."""

    interactions: Path | None = None
    """A list of medicines not to be taken together, in the form of the ONC's high-priority list."""

    @property
    def resolved_database(self) -> str:
        """URL of the findings store."""
        if self.database is not None:
            return self.database.get_secret_value()
        return f"sqlite:///{self.outputs.resolve() / 'review.db'}"

    @property
    def resolved_llm(self) -> str:
        """The language model engine, with a given URL taken as the wish for a server."""
        return "server" if self.llm_url and self.llm == "embedded" else self.llm

    @property
    def resolved_second_llm(self) -> str:
        """Who is asked about findings in doubt, with a given URL taken as the wish for a server."""
        return "server" if self.second_llm_url and self.second_llm == "none" else self.second_llm


def settings_from(environ: Mapping[str, str]) -> Settings:
    """Read TRIALVOICE_* variables. Raises StudyError TV120 naming the variable that is wrong."""
    known = Settings.model_fields
    given = {
        name.removeprefix(PREFIX).lower(): value
        for name, value in environ.items()
        if name.startswith(PREFIX) and value and name.removeprefix(PREFIX).lower() in known
    }
    try:
        return Settings.model_validate(given)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = PREFIX + str(first["loc"][0]).upper()
        raise StudyError(
            "TV120",
            "the setting has a value that it cannot take",
            place=name,
            remedy=f"correct it ({first['msg'].lower()})",
        ) from None
