"""Our rules of a report's page that its JSON cannot tell: its sections, its empty field, and nothing beside them."""

import re
from collections import Counter
from collections.abc import Iterator

from trialvoice.trial.exports.monitoring.layout import layout
from trialvoice.trial.exports.printed.told_alike import Element, read_page
from trialvoice.trial.exports.target import Fault, Files

_OPENED, _CLOSED = re.compile(r"<([a-z][a-z0-9]*)"), re.compile(r"</([a-z][a-z0-9]*)>")
_VOID = ("meta", "link", "br")


def page_faults(files: Files, name: str) -> Iterator[Fault]:
    """Faults of the page beside a JSON file; a page that is missing or no text is told elsewhere."""
    beside = name.removesuffix(".json") + ".html"
    try:
        text, elements = files[beside].decode(), read_page(files[beside])
    except (KeyError, UnicodeDecodeError):
        return
    for rule, sentence in (*_whole(text), *_sections(elements), *_conclusions(elements)):
        yield Fault(file=beside, place="", rule=rule, text=sentence)


def _whole(text: str) -> Iterator[tuple[str, str]]:
    if not text.startswith("<!doctype html>\n"):
        yield "page-doctype", "the page does not begin as HTML does"
    opened = Counter(tag for tag in _OPENED.findall(text) if tag not in _VOID)
    if opened != Counter(_CLOSED.findall(text)):
        yield "page-tags", "an element is not closed, or closed twice"


def _sections(elements: list[Element]) -> Iterator[tuple[str, str]]:
    sections = [one for one in elements if one.tag == "section"]
    if [one.attributes.get("aria-labelledby") for one in sections] != [one.id for one in layout().sections]:
        yield "page-sections", "not all sections of the table in their order"
    told = [word for one in sections for word in one.text.split()]
    if any(one.tag == "main" and one.text.split() != told for one in elements):
        yield "page-outside", "something is told outside of the sections"


def _conclusions(elements: list[Element]) -> Iterator[tuple[str, str]]:
    """Title and marker, and no other word."""
    title = next(one.title for one in layout().sections if one.id == "conclusions")
    held = [one.text.split() for one in elements if one.attributes.get("aria-labelledby") == "conclusions"]
    if held != [f"{title} {layout().marker}".split()]:
        yield "page-conclusions", "the conclusions are not an empty field, marked as such"
