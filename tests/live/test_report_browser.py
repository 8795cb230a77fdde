"""The report in a real browser: a click marks the proof and plays its moment."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests import report_sample
from tests.chromium import launched, needs_chromium
from trialvoice.safe.report import render_report

pytestmark = [pytest.mark.live, needs_chromium]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(
        render_report(
            report_sample.result(),
            report_sample.transcript(),
            report_sample.sound(),
            "audio/wav",
            report_sample.STUDY,
        ),
        encoding="utf-8",
    )
    with launched() as browser:
        opened = browser.new_page()
        complaints: list[str] = []
        opened.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        asked: list[str] = []
        opened.on("request", lambda request: asked.append(request.url))
        opened.goto(Path(path).as_uri())
        yield opened
        assert complaints == []
        assert {url.split(":")[0] for url in asked} <= {"file", "data", "blob"}


def marked(page: Page) -> str:
    return "".join(page.locator("mark").all_text_contents())


def hears(page: Page, start_ms: int) -> None:
    """Wait until the sound plays, from that moment on."""
    page.wait_for_function(
        "at => { const s = document.getElementById('sound'); "
        "return !s.paused && s.currentTime >= at && s.currentTime < at + 2; }",
        arg=start_ms / 1000 - 0.2,
        timeout=20_000,
    )


def test_a_click_marks_the_quote_and_plays_its_moment(page: Page) -> None:
    proof = report_sample.result().findings[2].evidence[0]
    page.click("#f3")
    assert marked(page) == proof.quote
    assert page.get_attribute("#f3", "aria-pressed") == "true"
    hears(page, proof.start)


def test_the_sound_stops_after_the_quote(page: Page) -> None:
    proof = report_sample.result().findings[1].evidence[0]
    page.click("#f2")
    hears(page, proof.start)
    page.wait_for_function("() => document.getElementById('sound').paused", timeout=20_000)
    assert page.evaluate("document.getElementById('sound').currentTime") * 1000 < proof.end + 1200


def test_the_keyboard_walks_through_the_findings(page: Page) -> None:
    page.reload()
    page.keyboard.press("j")
    assert page.get_attribute("#f3", "aria-pressed") == "true"
    page.keyboard.press("j")
    assert page.get_attribute("#f1", "aria-pressed") == "true"
    assert marked(page) == ""
    page.keyboard.press("k")
    assert page.get_attribute("#f3", "aria-pressed") == "true"
    page.reload()


def test_a_finding_stays_in_view_beside_its_quote(page: Page) -> None:
    page.set_viewport_size({"width": 1200, "height": 360})
    for name in ("#f3", "#f1", "#f2"):
        page.keyboard.press("j")
        assert page.evaluate(
            "name => { const box = document.querySelector(name).getBoundingClientRect();"
            " return box.bottom > 60 && box.top < innerHeight; }",
            name,
        )


def test_a_form_value_leads_to_its_proof(page: Page) -> None:
    page.click("[data-finding=f2]")
    assert marked(page) == "pulse is 72."


def test_a_turns_time_plays_from_there(page: Page) -> None:
    page.click("#turn-2 [data-from]")
    hears(page, 3000)


def test_nothing_runs_over_the_edge_of_a_narrow_screen(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    if folder := os.environ.get("TRIALVOICE_SCREENSHOTS"):
        page.screenshot(path=f"{folder}/narrow.png", full_page=True)
