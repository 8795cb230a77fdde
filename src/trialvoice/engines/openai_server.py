"""Any server of the OpenAI protocol, through the `openai` client."""

import json
from collections.abc import Sequence
from typing import Any

import openai
from openai.types.chat import ChatCompletion, ChatCompletionMessageParam

from trialvoice.core.errors import EngineError
from trialvoice.core.records import Record
from trialvoice.core.settings import Settings
from trialvoice.safe.asking.ask import LanguageModel, Message, Reply

SEED = 20_260_302
"""Any fixed number: with temperature 0 it makes answers repeatable as far as the server can."""
_PLACE = "language model"


class Connection(Record):
    """Where the server is and how long to wait. key: the secret, never shown."""

    url: str
    model: str
    timeout_s: float
    retries: int


class OpenAIServer:
    """Chat completion with `response_format: json_schema`, temperature 0 and a seed.

    The client retries refused connections, timeouts and 429/5xx with growing pauses; an answer that is not of
    the schema is asked for again as often.
    """

    def __init__(self, connection: Connection, key: str) -> None:
        self._connection = connection
        self._client = openai.OpenAI(
            base_url=connection.url,
            api_key=key,
            timeout=connection.timeout_s,
            max_retries=connection.retries,
        )

    @property
    def url(self) -> str:
        """Base URL of the server."""
        return self._connection.url

    @property
    def key(self) -> str:
        """The secret, for another client of the same server."""
        return str(self._client.api_key)

    @classmethod
    def from_settings(cls, settings: Settings) -> "OpenAIServer":
        """The server of TRIALVOICE_LLM_URL, _MODEL and _KEY. Raises EngineError TV401 without a URL."""
        if not settings.llm_url:
            raise _unreachable("no server is named")
        key = settings.llm_key.get_secret_value() if settings.llm_key else "none"
        connection = Connection(
            url=settings.llm_url,
            model=settings.llm_model,
            timeout_s=settings.llm_timeout_s,
            retries=settings.llm_retries,
        )
        return cls(connection, key)

    def complete(self, messages: Sequence[Message], schema_json: str, max_tokens: int) -> Reply:
        """One answer of the schema. Raises EngineError TV401-TV404."""
        schema = json.loads(schema_json)
        for _ in range(self._connection.retries + 1):
            reply = self._once(messages, schema, max_tokens)
            if reply is not None:
                return reply
        raise EngineError(
            "TV403",
            "the model server answers with something else than the schema asked for",
            place=_PLACE,
            remedy="use a server and model that support response_format json_schema",
        )

    def _once(self, messages: Sequence[Message], schema: Any, max_tokens: int) -> Reply | None:
        """One answer, or None where it is nonsense. What a library says is withheld: it may hold speech."""
        try:
            completion = self._client.chat.completions.create(
                model=self._connection.model,
                messages=[_param(message) for message in messages],
                response_format={
                    "type": "json_schema",
                    "json_schema": {"name": "answer", "strict": True, "schema": schema},
                },
                temperature=0,
                seed=SEED,
                max_tokens=max_tokens,
            )
        except openai.APITimeoutError:
            raise self._too_slow() from None
        except openai.APIConnectionError:
            raise _unreachable("the model server cannot be reached") from None
        except (openai.AuthenticationError, openai.PermissionDeniedError):
            raise _refused() from None
        except openai.APIStatusError as error:
            raise _unreachable(f"the model server answers with status {error.status_code}") from None
        except (openai.OpenAIError, ValueError):
            return None
        return _reply(completion, schema, max_tokens)

    def _too_slow(self) -> EngineError:
        return EngineError(
            "TV402",
            f"the model server did not answer within {self._connection.timeout_s:g} seconds",
            place=_PLACE,
            remedy="raise TRIALVOICE_LLM_TIMEOUT_S, or use a smaller model or a faster server",
        )


def _param(message: Message) -> ChatCompletionMessageParam:
    if message.role == "system":
        return {"role": "system", "content": message.content}
    if message.role == "assistant":
        return {"role": "assistant", "content": message.content}
    return {"role": "user", "content": message.content}


def _unreachable(cause: str) -> EngineError:
    return EngineError("TV401", cause, place=_PLACE, remedy="check TRIALVOICE_LLM_URL and that the server runs")


def _refused() -> EngineError:
    return EngineError("TV404", "the model server refuses the key", place=_PLACE, remedy="check TRIALVOICE_LLM_KEY")


def _reply(completion: object, schema: Any, max_tokens: int) -> Reply | None:
    """The reply, or None where the body is not a chat completion or its text not of the schema.

    An answer cut at its token limit is handed on: asking again would cut it again.
    """
    if not isinstance(completion, ChatCompletion) or not completion.choices:
        return None
    choice = completion.choices[0]
    text = choice.message.content if choice.message else None
    usage = completion.usage
    if not text or (choice.finish_reason != "length" and not _fits(text, schema)):
        return None
    details = usage.prompt_tokens_details if usage else None
    return Reply(
        text=text,
        prompt_tokens=usage.prompt_tokens if usage else 0,
        cached_tokens=(details.cached_tokens or 0) if details else 0,
        generated_tokens=usage.completion_tokens if usage else min(max_tokens, len(text) // 3),
    )


def _fits(text: str, schema: Any) -> bool:
    """Whether text is a JSON object with the members that the schema requires."""
    try:
        value = json.loads(text)
    except ValueError:
        return False
    return isinstance(value, dict) and all(name in value for name in schema.get("required", ()))


_: type[LanguageModel] = OpenAIServer
