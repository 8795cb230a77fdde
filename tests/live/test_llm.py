"""The language model engines: the embedded server with its real weights, and servers that misbehave."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import openai
import pytest

from tests.visits import STUDY, visit
from trialvoice.core.errors import EngineError
from trialvoice.core.settings import Settings, settings_from
from trialvoice.engines.openai_server import Connection, OpenAIServer
from trialvoice.engines.xllamacpp_server import EmbeddedServer
from trialvoice.safe.asking.ask import Message, ask

SECRET = "my cousin Vinnie coughs"
SCHEMA = json.dumps(
    {
        "type": "object",
        "additionalProperties": False,
        "required": ["colour"],
        "properties": {"colour": {"enum": ["red", "green"]}},
    }
)
ASKED = (Message(role="user", content=f"{SECRET}. Which colour has grass?"),)
Handler = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def serving(answer: Handler) -> Iterator[tuple[str, list[str]]]:
    """A real HTTP server on loopback; gives its URL and the requests it saw."""
    seen: list[str] = []

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            seen.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            answer(self)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1", seen
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def replying(status: int, body: str, kind: str = "application/json") -> Handler:
    def answer(request: BaseHTTPRequestHandler) -> None:
        data = body.encode()
        request.send_response(status)
        request.send_header("Content-Type", kind)
        request.send_header("Content-Length", str(len(data)))
        request.end_headers()
        request.wfile.write(data)

    return answer


def completion(text: str, *, finish: str = "stop", cached: int = 7) -> str:
    return json.dumps(
        {
            "id": "1",
            "object": "chat.completion",
            "created": 1,
            "model": "m",
            "choices": [{"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": text}}],
            "usage": {
                "prompt_tokens": 12,
                "completion_tokens": 3,
                "total_tokens": 15,
                "prompt_tokens_details": {"cached_tokens": cached},
            },
        }
    )


def server_at(url: str, *, timeout_s: float = 5.0, retries: int = 0) -> OpenAIServer:
    return OpenAIServer(Connection(url=url, model="m", timeout_s=timeout_s, retries=retries), "key")


def failure(url: str, **how: float) -> EngineError:
    timeout_s, retries = how.get("timeout_s", 5.0), int(how.get("retries", 0))
    with pytest.raises(EngineError) as failed:
        server_at(url, timeout_s=timeout_s, retries=retries).complete(ASKED, SCHEMA, 20)
    assert failed.value.__cause__ is None
    assert failed.value.__context__ is None or failed.value.__suppress_context__
    assert SECRET not in str(failed.value)
    return failed.value


def test_an_answer_and_its_tokens() -> None:
    with serving(replying(200, completion('{"colour": "green"}'))) as (url, seen):
        reply = server_at(url).complete(ASKED, SCHEMA, 20)
    assert json.loads(reply.text) == {"colour": "green"}
    assert (reply.prompt_tokens, reply.cached_tokens, reply.generated_tokens) == (12, 7, 3)
    sent = json.loads(seen[0])
    assert (sent["temperature"], sent["max_tokens"]) == (0, 20)
    assert sent["seed"]
    assert sent["response_format"]["json_schema"]["strict"] is True
    assert sent["response_format"]["json_schema"]["schema"] == json.loads(SCHEMA)


def test_a_server_that_is_down() -> None:
    with serving(replying(200, "")) as (url, _):
        pass
    assert failure(url).code == "TV401"


def test_a_server_that_fails() -> None:
    with serving(replying(500, json.dumps({"error": {"message": f"cannot parse {SECRET}"}}))) as (url, _):
        assert failure(url).code == "TV401"


def test_a_server_that_hangs() -> None:
    with serving(lambda _: time.sleep(3)) as (url, _):
        began = time.monotonic()
        assert failure(url, timeout_s=0.3).code == "TV402"
        assert time.monotonic() - began < 2.5


@pytest.mark.parametrize(
    "body",
    [
        completion("the grass is green"),
        completion('{"color": "green"}'),
        completion(""),
        "{}",
        '"green"',
        "<html>green</html>",
        '{"choices": []}',
        '{"choices": null, "object": "chat.completion"}',
    ],
)
def test_a_server_that_answers_nonsense(body: str) -> None:
    with serving(replying(200, body)) as (url, seen):
        assert failure(url, retries=1).code == "TV403"
    assert len(seen) == 2


@pytest.mark.parametrize("status", [401, 403])
def test_a_server_that_refuses_the_key(status: int) -> None:
    with serving(replying(status, json.dumps({"error": {"message": SECRET}}))) as (url, seen):
        assert failure(url, retries=2).code == "TV404"
    assert len(seen) == 1


def test_a_retry_mends_a_passing_failure() -> None:
    answers = [replying(503, "{}"), replying(200, completion('{"colour": "green"}'))]
    with serving(lambda request: answers.pop(0)(request)) as (url, seen):
        assert server_at(url, retries=1).complete(ASKED, SCHEMA, 20).generated_tokens == 3
    assert len(seen) == 2


def test_an_answer_cut_at_its_limit_is_handed_on() -> None:
    with serving(replying(200, completion('{"colour": "gr', finish="length"))) as (url, seen):
        assert server_at(url, retries=2).complete(ASKED, SCHEMA, 20).text == '{"colour": "gr'
    assert len(seen) == 1


def test_a_server_from_the_settings() -> None:
    with serving(replying(200, completion('{"colour": "red"}'))) as (url, _):
        server = OpenAIServer.from_settings(settings_from({"TRIALVOICE_LLM_URL": url, "TRIALVOICE_LLM_KEY": "k"}))
        assert server.complete(ASKED, SCHEMA, 20).text == '{"colour": "red"}'


def test_no_url_is_one_clear_error() -> None:
    with pytest.raises(EngineError, match="TRIALVOICE_LLM_URL"):
        OpenAIServer.from_settings(Settings())


@pytest.fixture(scope="module")
def model_file() -> Path:
    file = Settings().cache / "models" / "qwen2.5-coder-1.5b" / "model.gguf"
    if not file.exists():
        pytest.skip("the weights are not pulled: trialvoice models pull")
    return file


@pytest.fixture(scope="module")
def embedded(model_file: Path) -> Iterator[OpenAIServer]:
    with EmbeddedServer(model_file, settings=Settings()) as server:
        yield server


@pytest.mark.live
def test_the_embedded_model_answers_in_the_schema(embedded: OpenAIServer) -> None:
    reply = embedded.complete(ASKED, SCHEMA, 20)
    assert json.loads(reply.text)["colour"] in ("red", "green")
    assert reply.prompt_tokens > 10
    assert reply.generated_tokens > 0


@pytest.mark.live
def test_the_questions_of_a_visit_share_their_prefix(embedded: OpenAIServer) -> None:
    transcript = visit("I: How are you?", "P: I had a nosebleed on Monday, it bled for an hour.", "P: I take aspirin.")
    answers = ask(transcript, STUDY, (), embedded)
    assert answers.rejected == 0
    assert answers.tokens.requests == 2
    assert answers.tokens.cached >= 100


@pytest.mark.live
def test_the_embedded_server_wants_its_key(embedded: OpenAIServer) -> None:
    stranger = openai.OpenAI(base_url=embedded.url, api_key="guess", max_retries=0)
    with pytest.raises(openai.AuthenticationError):
        stranger.chat.completions.create(model="embedded", messages=[{"role": "user", "content": "hello"}])
    assert "127.0.0.1" in embedded.url


def test_weights_that_are_missing(tmp_path: Path) -> None:
    with pytest.raises(EngineError) as failed, EmbeddedServer(tmp_path / "model.gguf", settings=Settings()):
        pass
    assert failed.value.code == "TV401"


def test_weights_that_are_no_model(tmp_path: Path) -> None:
    (tmp_path / "model.gguf").write_bytes(b"no model at all" * 100)
    with pytest.raises(EngineError) as failed, EmbeddedServer(tmp_path / "model.gguf", settings=Settings()):
        pass
    assert failed.value.code == "TV401"


def test_a_server_that_tells_no_probabilities_is_asked_without_them() -> None:
    def answer(request: BaseHTTPRequestHandler) -> None:
        refused = '"logprobs"' in seen[-1]
        replying(400 if refused else 200, "{}" if refused else completion('{"colour": "red"}'))(request)

    with serving(answer) as (url, seen):
        server = server_at(url)
        replies = [server.complete(ASKED, SCHEMA, 20, choices=("red", "green")) for _ in range(2)]
    assert [reply.chances for reply in replies] == [{}, {}]
    assert len(seen) == 3
