"""How pages look: the stylesheet and the scripts by their content, and the words that templates make of values."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from trialvoice.safe.report import clock, detail, template, what
from trialvoice.trial.review.cards import time_left

router = APIRouter()
_PACKAGE = "trialvoice.trial.review"
_TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}
_STATIC = ("review.css", "review.js", "visit.js")
_A_YEAR_S = 31_536_000


@router.get("/static/{name}", include_in_schema=False)
def static(name: str, request: Request) -> Response:
    """The stylesheet and the scripts. Their addresses change with their content, so that they are kept for ever."""
    if name not in _STATIC:
        raise HTTPException(404)
    kept = f"public, max-age={_A_YEAR_S}, immutable" if request.query_params.get("v") else "no-cache"
    return Response(_content(name), headers={"Content-Type": _TYPES[name.rpartition(".")[2]], "Cache-Control": kept})


def static_address(name: str) -> str:
    """Where a static file stands in the version it has now."""
    return f"/static/{name}?v={hashlib.sha256(_content(name)).hexdigest()[:12]}"


def utc(at: datetime) -> str:
    """ "2026-04-02 12:05 UTC"."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def local(at: datetime) -> str:
    """ "2026-03-09 09:00 -04:00": as the clock stood where it was."""
    return f"{at:%Y-%m-%d %H:%M} {at.isoformat()[-6:]}" if at.utcoffset() else utc(at)


@cache
def _content(name: str) -> bytes:
    return "\n".join(_parts(name)).encode()


def _parts(name: str) -> Iterator[str]:
    """The pages share the look of the reports."""
    if name == "review.css":
        yield template("style.css")
    yield (files(_PACKAGE) / "static" / name).read_text("utf-8")


def by_dictionary(options: Sequence[tuple[str, str]]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Terms such as `CTCAE:Headache` in groups of their dictionaries."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for name, label in options:
        groups.setdefault(name.partition(":")[0], []).append((name, label))
    return list(groups.items())


FILTERS: Mapping[str, Callable[..., object]] = {
    "by_dictionary": by_dictionary,
    "clock": clock,
    "detail": detail,
    "local": local,
    "seconds": lambda ms: f"{ms / 1000:g}",
    "utc": utc,
    "what": what,
    "words": lambda text: text.replace("_", " "),
}
GLOBALS: Mapping[str, Callable[..., object]] = {"static": static_address, "time_left": time_left}
