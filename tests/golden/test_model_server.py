"""A model server that is down, slow or answers nonsense: the visit fails with a code, and nothing is lost."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.conftest import CommandLine, sample_row, study_with

NAME = "01-1007-diary"


@contextmanager
def model_server(answer: bytes | None) -> Iterator[int]:
    """A server on loopback that answers every question with `answer`, or with nothing until it is stopped."""
    stopped = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if answer is None:
                stopped.wait(60)
                return
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:
            """Keep the test's output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    stopped.set()
    server.shutdown()
    thread.join()
    server.server_close()


def asking(port: int) -> dict[str, str]:
    return {
        "TRIALVOICE_LLM": "server",
        "TRIALVOICE_LLM_URL": f"http://127.0.0.1:{port}/v1",
        "TRIALVOICE_LLM_RETRIES": "1",
        "TRIALVOICE_LLM_TIMEOUT_S": "1",
    }


def kept(line: CommandLine) -> set[str]:
    return {path.name.split("-")[0] for path in line.outputs.rglob("*.sealed")}


@pytest.mark.parametrize(
    ("answer", "code"), [(None, "TV402"), (b'{"what": "nonsense"}', "TV403"), (b"<html>", "TV403")]
)
def test_a_slow_or_babbling_server_fails_the_visit(
    replay: CommandLine, tmp_path: Path, answer: bytes | None, code: str
) -> None:
    folder = tmp_path / "study"
    study_with(folder, [sample_row(NAME, folder)])
    with model_server(answer) as port:
        ended = replay("run", folder, **asking(port))
    assert ended.returncode == 1
    assert code in ended.stderr
    assert "nonsense" not in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_server_that_is_down_loses_nothing_done_before_it_was_asked(replay: CommandLine, tmp_path: Path) -> None:
    folder = tmp_path / "study"
    study_with(folder, [sample_row(NAME, folder)])
    ended = replay("run", folder, **asking(9))  # the discard port: nobody listens
    assert ended.returncode == 1
    assert "TV401" in ended.stderr
    assert kept(replay) == {"intake", "transcribe", "diarize", "turns", "find", "redact", "sound"}
    again = replay("run", folder)
    assert again.returncode == 0, again.stderr
