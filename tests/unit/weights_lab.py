"""For the tests of weights: a hub on a loopback port, wheels that pip takes, a pull in its own process."""

import hashlib
import socket
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from trialvoice.core.settings import Settings
from trialvoice.weights.manifest import HubSource, Manifest, Model, ModelFile, Package, PackageSource
from trialvoice.weights.pull import Pulled, pull

REPO = "maker/model"
HUB = HubSource(hub=REPO, revision="abc123")


def bytes_of(seed: str, count: int) -> bytes:
    """Bytes that do not compress, always the same for a seed."""
    return hashlib.shake_256(seed.encode()).digest(count)


def model_of(files: Mapping[str, bytes], *sources: HubSource | PackageSource, name: str = "small") -> Model:
    made = tuple(
        ModelFile(path=path, bytes=len(data), sha256=hashlib.sha256(data).hexdigest()) for path, data in files.items()
    )
    return Model(name=name, role="test", publisher="us", revision="1", licence="MIT", files=made, sources=sources)


def manifest_of(*models: Model) -> Manifest:
    return Manifest(version=1, models=models)


def pull_all(manifest: Manifest, settings: Settings) -> tuple[Pulled, ...]:
    return pull([], settings, lambda name, share: None, manifest)


def make_wheel(folder: Path, name: str, members: Mapping[str, bytes], version: str = "1.0") -> Package:
    """A wheel that pip accepts; its package, to which `members` or `folder` must be added by model_copy."""
    stem = f"{name.replace('-', '_')}-{version}"
    path = folder / f"{stem}-py3-none-any.whl"
    meta = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    wheel = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, data in members.items():
            archive.writestr(member, data)
        archive.writestr(f"{stem}.dist-info/METADATA", meta)
        archive.writestr(f"{stem}.dist-info/WHEEL", wheel)
        archive.writestr(f"{stem}.dist-info/RECORD", "")
    return Package(name=name, version=version, bytes=path.stat().st_size, folder="unused")


def closed_port() -> int:
    """A loopback port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def in_process(manifest: Manifest, cache: Path, folder: Path, before: str = "") -> "subprocess.Popen[str]":
    """A pull in a process of its own, which prints an error's code."""
    path = folder / "manifest.json"
    path.write_text(manifest.model_dump_json())
    script = f"""
import signal
import sys
from pathlib import Path
from trialvoice.core.errors import TrialvoiceError
from trialvoice.core.settings import Settings
from trialvoice.weights.manifest import Manifest
from trialvoice.weights.pull import pull
manifest = Manifest.model_validate_json(Path(sys.argv[1]).read_text())
# A job that a shell started in the background is born deaf to SIGINT.
signal.signal(signal.SIGINT, signal.default_int_handler)
{before}
try:
    pull([], Settings(cache=Path(sys.argv[2])), lambda name, share: None, manifest)
except TrialvoiceError as error:
    sys.exit(str(error))
"""
    command = [sys.executable, "-c", script, str(path), str(cache)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)


class LoopbackHub:
    """What the hub serves, how it misbehaves, and what it was asked."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.asked: list[tuple[str, str | None]] = []
        """(file, Range header) of each request."""
        self.ranges = True
        self.status = 200
        self.breaks = 0
        """How many more answers break off in the middle."""
        self.midway: Callable[[], None] = lambda: None
        """Called when half of an answer is sent."""
        self.port = 0

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        file = request.path.removeprefix(f"/{REPO}/resolve/abc123/")
        wanted = request.headers.get("Range")
        self.asked.append((file, wanted))
        data = self.files.get(file)
        if data is None or self.status != 200:
            request.send_error(self.status if self.status != 200 else 404)
            return
        start = int(wanted.removeprefix("bytes=").removesuffix("-")) if wanted and self.ranges else 0
        request.send_response(206 if start else 200)
        if start:
            request.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        request.send_header("Content-Length", str(len(data) - start))
        request.end_headers()
        half = start + (len(data) - start) // 2
        request.wfile.write(data[start:half])
        request.wfile.flush()
        self.midway()
        if self.breaks:
            self.breaks -= 1
            return
        request.wfile.write(data[half:])


@contextmanager
def loopback_hub(port: int = 0) -> Iterator[LoopbackHub]:
    hub = LoopbackHub()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            try:
                hub.answer(self)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", port), Handler) as server:
        server.daemon_threads = False
        hub.port = server.server_port
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield hub
        finally:
            server.shutdown()
            thread.join()
