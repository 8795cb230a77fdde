"""Any server of the OpenAI protocol, through the `openai` client."""

import json
from collections.abc import Sequence
from typing import Any

import openai
from openai.types.chat import ChatCompletion, ChatCompletionMessageParam
from pydantic import SecretStr

from trialvoice.core.errors import EngineError
from trialvoice.core.records import Record
from trialvoice.core.settings import Settings
from trialvoice.engines.token_chances import chances_of
from trialvoice.safe.asking.ask import LanguageModel, Message, Reply

SEED = 20_260_302
"""Any fixed number: with temperature 0 it makes answers repeatable as far as the server can."""
_TOP = 20
"""Tokens whose probabilities are asked for; the protocol gives no more."""
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
    the schema is asked for again as often. A server that refuses to tell token probabilities is not
    asked for them again.
    """

    def __init__(self, connection: Connection, key: str) -> None:
        self._connection, self._tells_chances = connection, True
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
        return cls(_connection(settings.llm_url, settings.llm_model, settings), _secret(settings.llm_key))

    @classmethod
    def second_from_settings(cls, settings: Settings) -> "OpenAIServer":
        """The server of TRIALVOICE_SECOND_LLM_URL, _MODEL and _KEY. Raises EngineError TV401 without a URL."""
        url = settings.second_llm_url
        if not url:
            raise _unreachable("no second server is named", "set TRIALVOICE_SECOND_LLM_URL")
        return cls(_connection(url, settings.second_llm_model, settings), _secret(settings.second_llm_key))

    def complete(
        self, messages: Sequence[Message], schema_json: str, max_tokens: int, choices: Sequence[str] = ()
    ) -> Reply:
        """One answer of the schema. Raises EngineError TV401-TV404."""
        schema = json.loads(schema_json)
        for _ in range(self._connection.retries + 1):
            reply = self._once(messages, schema, max_tokens, choices)
            if reply is not None:
                return reply
        raise EngineError(
            "TV403",
            "the model server answers with something else than the schema asked for",
            place=_PLACE,
            remedy="use a server and model that support response_format json_schema",
        )

    def _once(self, messages: Sequence[Message], schema: Any, max_tokens: int, choices: Sequence[str]) -> Reply | None:
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
                logprobs=True if choices and self._tells_chances else openai.omit,
                top_logprobs=_TOP if choices and self._tells_chances else openai.omit,
            )
        except openai.APITimeoutError:
            raise self._too_slow() from None
        except openai.APIConnectionError:
            raise _unreachable("the model server cannot be reached") from None
        except (openai.AuthenticationError, openai.PermissionDeniedError):
            raise _refused() from None
        except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
            if not (choices and self._tells_chances):
                raise _unreachable(f"the model server answers with status {error.status_code}") from None
            self._tells_chances = False
            return self._once(messages, schema, max_tokens, choices)
        except openai.APIStatusError as error:
            raise _unreachable(f"the model server answers with status {error.status_code}") from None
        except (openai.OpenAIError, ValueError):
            return None
        reply = _reply(completion, schema, max_tokens)
        return reply.model_copy(update={"chances": _chances(completion, schema, choices)}) if reply else None

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


def _connection(url: str, model: str, settings: Settings) -> Connection:
    return Connection(url=url, model=model, timeout_s=settings.llm_timeout_s, retries=settings.llm_retries)


def _secret(key: SecretStr | None) -> str:
    return key.get_secret_value() if key else "none"


def _unreachable(cause: str, remedy: str = "check TRIALVOICE_LLM_URL and that the server runs") -> EngineError:
    return EngineError("TV401", cause, place=_PLACE, remedy=remedy)


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


def _chances(completion: ChatCompletion, schema: Any, choices: Sequence[str]) -> dict[str, float]:
    """How likely each choice was, or nothing where the server does not tell."""
    told = completion.choices[0].logprobs
    tokens = told.content if told else None
    member = next(iter(schema.get("required", ())), "")
    return chances_of(tokens, choices, member) if choices and tokens else {}


def _fits(text: str, schema: Any) -> bool:
    """Whether text is a JSON object with the members that the schema requires."""
    try:
        value = json.loads(text)
    except ValueError:
        return False
    return isinstance(value, dict) and all(name in value for name in schema.get("required", ()))


_: type[LanguageModel] = OpenAIServer
