"""The study's index and the safety worklist in a real browser: nothing runs over the edge, in light and in dark."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser

from tests import report_sample
from tests.chromium import launched, needs_chromium
from tests.unit import test_histories as told
from trialvoice.core.findings import AdverseEvent
from trialvoice.screened import screened_of
from trialvoice.trial.histories import histories
from trialvoice.trial.index import render_index
from trialvoice.trial.rows import FailureRow, VisitRow
from trialvoice.trial.worklist import Worklist, worklist_files, worklist_row

pytestmark = [pytest.mark.live, needs_chromium]
FAILED = FailureRow(
    recording="1003-week4", code="TV201", cause="no such file", place="1003-week4.wav", remedy="put the audio there"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as opened:
        yield opened


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("study")
    visits = (
        told.visit(4, told.event("headache", severity="mild", onset_date="2026-01-20", **told.OPEN)),
        told.visit(8, told.event("headache", course="worsening", severity="moderate", **told.OPEN)),
        told.visit(12, told.event("a red and itching rash (rash)", "on my left arm", criteria=("hospitalisation",))),
        told.visit(4, told.event("diarrhoea", onset_date="2026-01-20", **told.OVER), subject="1002"),
        told.visit(8, told.event("diarrhoea", "still", onset_date="2026-01-20", **told.OPEN), subject="1002"),
    )
    rows = [
        VisitRow(
            recording=one.recording, site="01", subject=one.subject, visit=one.visit, duration=600_000,
            counts=dict.fromkeys(report_kinds(), 1), serious=0, sae_due_at=None, warnings=0,
        )
        for one in visits
    ]  # fmt: skip
    index = render_index(told.STUDY, rows, [FAILED], histories(visits, told.STUDY))
    made = {"index": folder / "index.html", "worklist": folder / "worklist.html"}
    made["index"].write_text(index, encoding="utf-8")
    made["worklist"].write_bytes(worklist_files(report_sample.STUDY, worklist())["worklist.html"])
    return made


def report_kinds() -> tuple[str, ...]:
    from trialvoice.core.findings import KINDS

    return KINDS


def worklist() -> Worklist:
    """The serious event of the sample report, three hours before it is due and two hours after."""
    one = screened_of(report_sample.result())
    ((finding, event),) = one.serious
    assert isinstance(event, AdverseEvent)
    assert event.sae_due_at is not None
    rows = tuple(worklist_row(one, finding, event, event.sae_due_at + timedelta(hours=late)) for late in (2, -3))
    return Worklist(study="TV-1", as_of=event.sae_due_at, screened=1, rows=rows, not_screened=(FAILED,))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", ["index", "worklist"])
def test_a_page_stands_by_itself_and_fits(
    browser: Browser, pages: dict[str, Path], name: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 800})
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.goto(pages[name].as_uri())
    assert complaints == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("td").count() > 5
    if folder := os.environ.get("TRIALVOICE_SCREENSHOTS"):
        page.screenshot(path=f"{folder}/{name}-{scheme}-{width}.png", full_page=True)
    page.close()


def test_an_event_is_shown_once_with_its_visits(browser: Browser, pages: dict[str, Path]) -> None:
    page = browser.new_page()
    page.goto(pages["index"].as_uri())
    rows = page.locator("table.histories tr").filter(has_text="headache")
    assert rows.count() == 1
    assert rows.locator("li").count() == 3
    assert "not asked at Week 12" in rows.inner_text()
    page.close()
