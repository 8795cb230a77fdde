"""Exports that people read, in a real browser: every page in light and dark, wide and narrow, and on paper."""

import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.chromium import launched, needs_chromium
from tests.sae_sample import full_study
from trialvoice.trial.exports.target import target
from trialvoice.trial.record.reviewed import ACCEPTED

pytestmark = [pytest.mark.live, needs_chromium]
EXPORTS = ("sae", "monitoring")
WIDE, NARROW = 1280, 380
LOOKS = tuple(itertools.product(("light", "dark"), (WIDE, NARROW)))
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as opened:
        yield opened


@pytest.fixture(scope="module", params=EXPORTS)
def pages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Every page of an export, as it lies on disk."""
    folder = tmp_path_factory.mktemp(request.param)
    made = []
    for name, content in sorted(target(request.param).make(full_study(), ACCEPTED | {"candidate"}).items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        if path.suffix == ".html":
            made.append(path)
    return made


@pytest.fixture
def opened(browser: Browser) -> Iterator[Open]:
    """Opens a page in a look of its own. At the end none has complained, or asked for anything but its own file."""
    complaints: list[str] = []
    asked: set[str] = set()

    def open_page(path: Path, scheme: str = "light", width: int = WIDE) -> Page:
        page = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900}).new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: asked.add(request.url.split(":")[0]))
        page.goto(path.as_uri())
        return page

    yield open_page
    for context in browser.contexts:
        context.close()
    assert complaints == []
    assert asked <= {"file", "data"}


def kept(page: Page, name: str) -> None:
    """A picture for people, where somebody asks for one."""
    if folder := os.environ.get("TRIALVOICE_SCREENSHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_there_are_pages(pages: list[Path]) -> None:
    assert pages


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_no_serious_fault_of_accessibility(pages: list[Path], opened: Open, scheme: str, width: int) -> None:
    found = []
    for at, path in enumerate(pages):
        page = opened(path, scheme, width)
        kept(page, f"{path.stem}-{at}-{scheme}-{width}")
        found += [
            (path.name, broken["id"], node["html"][:120])
            for broken in Axe().run(page)["violations"]
            if broken["impact"] in ("serious", "critical")
            for node in broken["nodes"]
        ]
    assert found == []


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_nothing_runs_over_the_edge(pages: list[Path], opened: Open, width: int) -> None:
    for path in pages:
        page = opened(path, width=width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_links_of_the_index_lead_somewhere(pages: list[Path], opened: Open) -> None:
    """From the index to every other page, and to nothing else."""
    (index,) = (path for path in pages if path.name == "index.html")
    links = opened(index).locator("a").evaluate_all("all => all.map(one => one.href)")
    assert sorted(links) == sorted(path.as_uri() for path in pages if path != index)


def test_each_page_prints_on_paper(pages: list[Path], opened: Open) -> None:
    """Nothing is cut off at the paper's edge: what is printed is as wide as A4 allows."""
    for at, path in enumerate(pages):
        page = opened(path, "dark", 688)
        page.emulate_media(media="print")
        assert page.evaluate("document.documentElement.scrollWidth") <= 688
        made = page.pdf(prefer_css_page_size=True)
        assert made.startswith(b"%PDF-")
        if folder := os.environ.get("TRIALVOICE_SCREENSHOTS"):
            (Path(folder) / f"{path.stem}-{at}.pdf").write_bytes(made)
