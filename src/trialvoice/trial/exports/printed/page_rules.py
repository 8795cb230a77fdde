"""Rules of a page that people print and open with no network: whole, safe, and readable to a screen reader."""

import re
from collections.abc import Iterator
from itertools import pairwise

from trialvoice.trial.exports.printed.told_alike import Element, Reader

_REFERRING = ("src", "href", "action", "data", "poster", "srcset")
_ALLOWED = re.compile(r"#[A-Za-z][\w.-]*|data:,|(\.\./)*[\w.-]+(/[\w.-]+)*\.(html|json)")
_FORBIDDEN = frozenset({"script", "iframe", "object", "embed", "form", "img", "audio", "video", "base"})


def page_faults(page: Reader) -> Iterator[tuple[int, str, str]]:
    """(line, rule, sentence) for what is wrong with a page."""
    elements = page.elements
    if not page.doctype:
        yield 1, "doctype", "the page does not say that it is HTML"
    for line in page.astray:
        yield line, "page-structure", "an end tag does not close the element that was opened last"
    if page.left_open:
        yield 1, "page-structure", "the page ends within an element"
    yield from _foreign(elements)
    yield from _references(elements)
    yield from _landmarks(elements)
    yield from _headings(elements)
    for one in elements:
        if one.tag == "th" and one.attributes.get("scope") not in ("col", "row"):
            yield one.line, "table-scope", "a table header does not say what it heads"


def _foreign(elements: list[Element]) -> Iterator[tuple[int, str, str]]:
    for one in elements:
        if one.tag in _FORBIDDEN:
            yield one.line, "active-content", f"a page to print holds no {one.tag}"
        if any(name.startswith("on") for name in one.attributes):
            yield one.line, "active-content", "an element has a handler"
        for name in _REFERRING:
            if name in one.attributes and not _ALLOWED.fullmatch(one.attributes[name]):
                yield one.line, "outside-reference", "the page refers to something outside of the export"


def _references(elements: list[Element]) -> Iterator[tuple[int, str, str]]:
    names = [one.attributes["id"] for one in elements if "id" in one.attributes]
    if len(set(names)) < len(names):
        yield 1, "duplicate-id", "two elements have the same id"
    for one in elements:
        to = one.attributes.get("href", "")
        if to.startswith("#") and to[1:] not in names:
            yield one.line, "dangling-link", "a link leads nowhere on the page"
        elif to and re.fullmatch(r"p\d+", one.text.strip()) and one.text.strip() != to[1:]:
            yield one.line, "other-link", "a link leads to another proof than it names"


def _landmarks(elements: list[Element]) -> Iterator[tuple[int, str, str]]:
    tags = [one.tag for one in elements]
    for tag in ("html", "title", "header", "main", "h1"):
        if tags.count(tag) != 1:
            yield 1, "landmark", f"the page needs exactly one {tag}"
    if not any(one.tag == "html" and one.attributes.get("lang") for one in elements):
        yield 1, "language", "the page does not say its language"


def _headings(elements: list[Element]) -> Iterator[tuple[int, str, str]]:
    found = [one for one in elements if re.fullmatch("h[1-6]", one.tag)]
    for before, after in pairwise(found):
        if int(after.tag[1]) > int(before.tag[1]) + 1:
            yield after.line, "heading-order", "a heading skips a level"
