"""Whether a page tells what its JSON tells: every value at its pointer, none left out, none changed.

The page is read with Python's own HTML reader, and knows nothing of the templates.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from trialvoice.trial.exports.printed.pages import moment, shown

_VOID = frozenset({"meta", "link", "br", "hr", "img", "input", "col"})


@dataclass
class Element:
    """An element with its attributes and all text inside it."""

    tag: str
    attributes: dict[str, str]
    line: int
    text: str = ""


@dataclass
class Reader(HTMLParser):
    """Reads a page into elements, in the order they open.

    astray: lines of end tags that close no element, or not the innermost.  doctype: whether it says that it is HTML.
    """

    elements: list[Element] = field(default_factory=list)
    astray: list[int] = field(default_factory=list)
    doctype: bool = False
    _open: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        made = Element(tag, {name: value or "" for name, value in attrs}, self.getpos()[0])
        self.elements.append(made)
        if tag not in _VOID:
            self._open.append(made)

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element of that name, and what was left open in it."""
        if not self._open or self._open[-1].tag != tag:
            self.astray.append(self.getpos()[0])
        if any(one.tag == tag for one in self._open):
            while self._open.pop().tag != tag:
                pass

    def handle_decl(self, decl: str) -> None:
        """A declaration before anything else is the doctype."""
        self.doctype |= decl.lower() == "doctype html" and not self.elements

    @property
    def left_open(self) -> bool:
        """Whether the page ends within an element."""
        return bool(self._open)

    def handle_data(self, data: str) -> None:
        """Text belongs to every open element."""
        for one in self._open:
            one.text += data


def read_page(content: bytes) -> list[Element]:
    """The elements of a page. Raises UnicodeDecodeError."""
    return read_whole(content).elements


def read_whole(content: bytes) -> Reader:
    """A page with all that was seen of it. Raises UnicodeDecodeError."""
    reader = Reader()
    reader.feed(content.decode("utf-8"))
    reader.close()
    return reader


def leaves(data: Any, pointer: str = "") -> Iterator[tuple[str, str]]:
    """(pointer, value as text) of every string and number; nulls, empty texts and truths are not shown."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from leaves(value, f"{pointer}/{key}")
    elif isinstance(data, list):
        for at, value in enumerate(data):
            yield from leaves(value, f"{pointer}/{at}")
    elif data not in (None, "") and not isinstance(data, bool):
        yield pointer, str(data)


def differences(elements: list[Element], data: Any, silent: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """(pointer, `differs` | `dangling` | `left-out`). silent: pointers of what the page need not show."""
    values = dict(leaves(data))
    shown: set[str] = set()
    for one in elements:
        pointer = one.attributes.get("data-of")
        if pointer is None:
            continue
        shown.add(pointer)
        if pointer not in values:
            yield pointer, "dangling"
        elif not _tells(one, values[pointer]):
            yield pointer, "differs"
    for pointer in values:
        if pointer not in shown and not silent.fullmatch(pointer):
            yield pointer, "left-out"


def _tells(one: Element, value: str) -> bool:
    if one.tag == "time":
        return one.attributes.get("datetime") == value and one.text == moment(value)
    return one.text.split() == shown(value).split()
