"""The line of a TOML file on which a key stands, for error messages."""

import re

_TABLE = re.compile(r"^\s*(\[{1,2})\s*([A-Za-z0-9_.-]+)\s*\]{1,2}")
_KEY = re.compile(r"^\s*([A-Za-z0-9_-]+)\s*=")


def line_of(text: str, loc: tuple[int | str, ...]) -> int | None:
    """The 1-based line of the key at `loc`, else of the nearest table above it, else None.

    loc: as pydantic gives it, such as ("visits", 2, "day").
    """
    best: tuple[int, int] | None = None
    wanted = loc
    for number, here in _places(text):
        shared = _shared(here, wanted)
        if shared == len(here) and (best is None or shared > best[0]):
            best = (shared, number)
    return best[1] if best else None


def _shared(here: tuple[int | str, ...], wanted: tuple[int | str, ...]) -> int:
    if here == wanted[: len(here)]:
        return len(here)
    return 0 if here else -1


def _places(text: str) -> list[tuple[int, tuple[int | str, ...]]]:
    places: list[tuple[int, tuple[int | str, ...]]] = []
    counts: dict[tuple[int | str, ...], int] = {}
    table: tuple[int | str, ...] = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _TABLE.match(line):
            table = _path(header[2].split("."), counts, array=header[1] == "[[")
            places.append((number, table))
        elif key := _KEY.match(line):
            places.append((number, (*table, key[1])))
    return places


def _path(names: list[str], counts: dict[tuple[int | str, ...], int], *, array: bool) -> tuple[int | str, ...]:
    """The path of a table header; nested arrays count from the last entry of their parent."""
    path: tuple[int | str, ...] = ()
    for depth, name in enumerate(names):
        path = (*path, name)
        last = depth == len(names) - 1
        if array and last:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path
