"""The pages for everybody: without a script, with the sound, by Tab, on paper, narrow, and by the rules of axe."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_core_python.sync_playwright import Axe

from tests.review_desk import Desk

pytestmark = pytest.mark.live


def test_without_a_script_findings_are_decided_by_links_and_forms(desk: Callable[..., Desk]) -> None:
    mine = desk(java_script_enabled=False).log_in("ines")
    mine.open("plain")
    mine.pick("headache")
    mine.page.get_by_role("button", name="Accept").click()
    assert mine.finding("plain", "ae-1").status == "accepted"
    mine.page.get_by_role("link", name="Reject").click()
    mine.page.fill("#why-reject", "inside the window after all")
    mine.page.locator("form[data-act=reject] button").click()
    assert mine.finding("plain", "pd-1").status == "rejected"
    assert "Rejected" in mine.page.locator("#done").inner_text()


def test_the_sound_comes_in_ranges_and_plays_from_the_quote(desk: Callable[..., Desk]) -> None:
    mine = desk().log_in("ines")
    statuses: list[int] = []
    mine.page.on("response", lambda got: statuses.append(got.status) if got.url.endswith("/sound/sound") else None)
    mine.open("sound")
    mine.page.wait_for_function("document.getElementById('sound').readyState > 0")
    assert set(statuses) == {206}
    part = mine.page.request.get(
        f"{mine.site.address}/studies/TV-1/visits/sound/sound", headers={"Range": "bytes=0-99"}
    )
    assert (part.status, len(part.body()), part.headers["content-type"]) == (206, 100, "audio/wav")
    proof = mine.finding("sound", "md-1").finding.evidence[0]
    mine.pick("1 missed")
    mine.page.keyboard.press("p")
    mine.page.wait_for_function(
        "at => { const s = document.getElementById('sound'); return !s.paused && s.currentTime >= at; }",
        arg=proof.start / 1000 - 0.2,
    )
    mine.page.wait_for_selector("#t8.playing")
    mine.page.keyboard.press("Space")
    mine.page.wait_for_function("document.getElementById('sound').paused")


def test_single_keys_can_be_put_off(desk: Callable[..., Desk]) -> None:
    mine = desk().log_in("ines")
    mine.open("calm")
    first = mine.selected()
    mine.page.keyboard.press("?")
    mine.page.uncheck("#keys-on")
    mine.page.keyboard.press("Escape")
    mine.page.keyboard.press("j")
    assert mine.selected() == first
    mine.page.keyboard.press("?")
    mine.page.check("#keys-on")
    mine.page.get_by_role("button", name="Close").click()
    mine.page.keyboard.press("j")
    assert mine.selected() != first
    mine.page.keyboard.press("g")
    mine.page.keyboard.press("q")
    mine.page.wait_for_url(f"{mine.site.address}/")


def test_every_control_is_reached_by_tab_and_shows_it(desk: Callable[..., Desk]) -> None:
    mine = desk().log_in("ines")
    mine.open("calm")
    wanted = mine.page.evaluate(
        "[...document.querySelectorAll('a, button, input, select, textarea, summary')].filter("
        "e => e.checkVisibility() && e.tabIndex >= 0 && e.type !== 'hidden').length"
    )
    mine.page.evaluate("document.activeElement.blur()")
    mine.page.evaluate("window.seen = new Set()")
    unmarked = []
    for _ in range(wanted * 2):
        mine.page.keyboard.press("Tab")
        shown = mine.page.evaluate(
            "(() => { const e = document.activeElement; window.seen.add(e); const s = getComputedStyle(e);"
            " return e === document.body || s.outlineStyle !== 'none' || e.tagName === 'AUDIO'; })()"
        )
        if not shown:
            unmarked.append(mine.page.evaluate("document.activeElement.outerHTML.slice(0, 90)"))
    assert unmarked == []
    reached = mine.page.evaluate(
        "[...window.seen].filter(e => e.matches('a, button, input, select, textarea, summary')).length"
    )
    assert reached >= wanted


PAGES = {
    "queue": ("ines", "/"),
    "nothing": ("ines", "/?kind=interaction"),
    "visit": ("ines", "/studies/TV-1/visits/calm"),
    "edit": ("ines", "/studies/TV-1/visits/calm?do=edit"),
    "reject": ("ines", "/studies/TV-1/visits/calm?do=reject"),
    "add": ("ines", "/studies/TV-1/visits/calm?do=add&turn=6&start=36&end=45&kind=adverse_event"),
    "add-words": ("ines", "/studies/TV-1/visits/calm?do=add"),
    "query": ("ines", "/studies/TV-1/visits/calm?do=query&about=VS"),
    "decided": ("ines", "/studies/TV-1/visits/far"),
    "sign": ("ines", "/studies/TV-1/visits/calm/sign"),
    "trail": ("dana", "/studies/TV-1/visits/far/trail"),
    "dashboard": ("dana", "/dashboard"),
    "account": ("dana", "/account"),
    "users": ("dana", "/users"),
    "login": ("", "/login"),
    "not-there": ("ines", "/studies/TV-1/visits/no-such-visit"),
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_on_any_page_shuts_anybody_out(scheme: str, desk: Callable[..., Desk]) -> None:
    desks = {"": desk(color_scheme=scheme)}
    desks |= {account: desk(color_scheme=scheme).log_in(account) for account in ("ines", "dana")}
    desks["ines"].expected = {404}
    desks["ines"].open("far")
    for _ in range(2):
        desks["ines"].page.keyboard.press("e")
        desks["ines"].page.wait_for_selector("#edit")
        desks["ines"].page.fill("#why-edit", "looked again")
        desks["ines"].page.keyboard.press("Control+Enter")
        desks["ines"].page.wait_for_selector("#done")
    found = []
    for name, (account, path) in PAGES.items():
        page = desks[account].page
        page.goto(f"{desks[account].site.address}{path}")
        if folder := os.environ.get("TRIALVOICE_SCREENSHOTS"):
            page.screenshot(path=f"{folder}/review-{scheme}-{name}.png")
        found += [
            (name, broken["id"], node["html"][:120])
            for broken in Axe().run(page)["violations"]
            for node in broken["nodes"]
        ]
    assert found == []


@pytest.mark.parametrize(
    "path", ["/", "/studies/TV-1/visits/calm?do=edit", "/studies/TV-1/visits/calm/sign", "/dashboard"]
)
def test_nothing_runs_over_the_edge_of_a_narrow_screen(path: str, desk: Callable[..., Desk]) -> None:
    mine = desk(viewport={"width": 390, "height": 800}).log_in("ines")
    mine.page.goto(f"{mine.site.address}{path}")
    assert mine.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_printed_visit_has_all_of_it_and_no_controls(desk: Callable[..., Desk], tmp_path: Path) -> None:
    mine = desk().log_in("ines")
    mine.open("calm")
    mine.page.emulate_media(media="print")
    assert mine.page.locator(".finding:visible").count() == 9
    assert mine.page.locator(".t:visible").count() == 8
    assert mine.page.locator("button:visible").count() == 0
    assert mine.page.pdf(path=tmp_path / "visit.pdf").startswith(b"%PDF")
