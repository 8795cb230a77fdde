"""Files of a model hub, resumed where an earlier pull stopped."""

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from huggingface_hub import hf_hub_url

from trialvoice.core.errors import WeightsError
from trialvoice.weights.manifest import File, Model, Source

_TIMEOUT = httpx.Timeout(30.0, connect=5.0)  # s
_CHUNK = 1 << 20  # bytes


def fetch(source: Source, model: Model, staging: Path, progress: Callable[[int], None]) -> None:
    """Every file of the model into `staging`. Raises WeightsError TV304."""
    here = 0
    for file in model.files:
        address = hf_hub_url(
            source.hub or "",
            source.renamed.get(file.path, file.path),
            revision=source.revision,
            endpoint=os.environ.get("HF_ENDPOINT"),
        )
        host = urlsplit(address).netloc
        if host in _unreachable():
            raise _no_answer(model.name)
        try:
            _download(address, file, staging / file.path, lambda got, at=here: progress(at + got))  # type: ignore[misc]
        except httpx.TransportError:
            _unreachable().add(host)
            raise _no_answer(model.name) from None
        except httpx.HTTPStatusError as error:
            raise _no_answer(model.name, f" (status {error.response.status_code})") from None
        here += file.bytes


@cache
def _unreachable() -> set[str]:
    """Hosts that did not answer this process: asked once, not once a file."""
    return set()


def _download(address: str, file: File, path: Path, progress: Callable[[int], None]) -> None:
    """Append to what is there; a server that ignores the range starts the file anew."""
    path.parent.mkdir(parents=True, exist_ok=True)
    have = path.stat().st_size if path.exists() else 0
    if have == file.bytes:
        return
    if have > file.bytes:
        path.unlink()
        have = 0
    headers = {"Range": f"bytes={have}-"} if have else {}
    with httpx.stream("GET", address, headers=headers, follow_redirects=True, timeout=_TIMEOUT) as answer:
        answer.raise_for_status()
        resumed = answer.status_code == httpx.codes.PARTIAL_CONTENT
        with path.open("ab" if resumed else "wb") as out:
            for chunk in answer.iter_bytes(_CHUNK):
                out.write(chunk)
                progress(out.tell())


def _no_answer(name: str, detail: str = "") -> WeightsError:
    return WeightsError(
        "TV304",
        f"no source of these weights could be reached{detail}",
        place=name,
        remedy="check the network and the package index, or use --from FOLDER",
    )
