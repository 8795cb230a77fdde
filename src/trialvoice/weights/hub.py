"""The model hub as a source: one file at a time over HTTP, resumed where it broke off."""

import os

import httpx
from huggingface_hub import hf_hub_url, is_offline_mode

from trialvoice.weights.failures import SourceFailed, Spoiled
from trialvoice.weights.manifest import HubSource, ModelFile
from trialvoice.weights.staging import Meter, Progress, Tray, require_room

# A site may have no way out: there connections hang rather than fail, and a longer wait changes nothing.
_TIMEOUT = httpx.Timeout(30.0, connect=5.0)
_ATTEMPTS = 4
_UNREACHABLE = (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)


class Hub:
    """The model hub for the time of one pull. Once it could not be reached it is not asked again.

    HF_ENDPOINT names another hub, HF_HUB_OFFLINE none, as for the hub's own tools.
    """

    def __init__(self) -> None:
        self._down = is_offline_mode()

    def fetch(self, source: HubSource, tray: Tray, progress: Progress) -> None:
        """Receive the files that are missing. Raises SourceFailed, Spoiled, DiskFull, OSError."""
        if self._down:
            raise SourceFailed("cannot be reached")
        missing = tray.missing_bytes()
        require_room(tray.folder, missing)
        meter = Meter(tray.model.name, tray.model.bytes, progress)
        meter.add(tray.model.bytes - missing)
        # No token is sent: all that is fetched here is public.
        with httpx.Client(timeout=_TIMEOUT, follow_redirects=True) as client:
            for file in tray.missing():
                self._fetch_file(client, _url(source, file), file, tray, meter)

    def _fetch_file(self, client: httpx.Client, url: str, file: ModelFile, tray: Tray, meter: Meter) -> None:
        fruitless, most = 0, tray.come(file)
        while fruitless < _ATTEMPTS:
            resumed = tray.come(file) > 0
            try:
                _receive(client, url, file, tray, meter)
                return
            except _UNREACHABLE:
                self._down = True
                raise SourceFailed("cannot be reached") from None
            except Spoiled:
                # What an earlier pull left may be at fault: once more, then, from the start.
                if not resumed:
                    raise
            except httpx.TransportError:
                # A line that breaks often still gets there, as long as each attempt gets further.
                fruitless = 0 if tray.come(file) > most else fruitless + 1
                most = max(most, tray.come(file))
            except (httpx.RequestError, httpx.InvalidURL):
                raise SourceFailed("gave an answer that cannot be used") from None
        raise SourceFailed("broke off again and again")


def _url(source: HubSource, file: ModelFile) -> str:
    path = source.names.get(file.path, file.path)
    return hf_hub_url(source.hub, path, revision=source.revision, endpoint=os.environ.get("HF_ENDPOINT"))


def _receive(client: httpx.Client, url: str, file: ModelFile, tray: Tray, meter: Meter) -> None:
    come = tray.come(file)
    if come >= file.bytes:
        tray.receive(file, (), meter, keep=come)
        return
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={come}-"} if come else {})
    with client.stream("GET", url, headers=headers) as response:
        keep = _kept(response, come)
        meter.add(keep - come)
        tray.receive(file, response.iter_raw(), meter, keep=keep)


def _kept(response: httpx.Response, come: int) -> int:
    """How much of what has come the answer continues: all of it, or nothing where ranges are not known."""
    if response.status_code == httpx.codes.OK:
        return 0
    start = response.headers.get("Content-Range", "").startswith(f"bytes {come}-")
    if response.status_code == httpx.codes.PARTIAL_CONTENT and start:
        return come
    raise SourceFailed(f"answered with status {response.status_code}")
