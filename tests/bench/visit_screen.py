"""How soon a large visit can be reviewed: the screen of 2,000 turns and 200 findings, in Chromium over loopback.

    python -m tests.bench.visit_screen

Prints, of each of five loads and as medians: ms until the server has answered, bytes, DOMContentLoaded, and the time
from the request to the end of the first frame after a key `j` that selected the next finding.
"""

import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
from playwright.sync_api import Page

from tests.chromium import CHROMIUM, WITHOUT, launched
from tests.review_visits import PASSWORD, ReviewSite, large_visit, serving

RUNS = 5
_BAR_MS = 1000.0
_READY = """() => {
  document.addEventListener("DOMContentLoaded", () => {
    const first = document.querySelector("[aria-current=true].pick")?.id;
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "j", bubbles: true }));
    const then = document.querySelector(".finding.sel .pick").id;
    requestAnimationFrame(() => setTimeout(() => { window.tookMs = [performance.now(), first !== then]; }));
  });
}"""


def main() -> int:
    """Measure, print, and say by the exit status whether the bar is met."""
    if CHROMIUM is None:
        print(WITHOUT)
        return 1
    recorded_at = datetime.now(UTC) - timedelta(days=1)
    visit = large_visit("900-v1", recorded_at)
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder), [visit]) as site,
        launched() as browser,
    ):
        page = browser.new_page(viewport={"width": 1360, "height": 820})
        page.add_init_script(f"({_READY})()")
        rows = _measured(page, site)
    print("server ms   bytes   DOMContentLoaded ms   first key handled ms")
    for row in rows:
        print("{:9.0f} {:7.0f} {:21.0f} {:22.0f}".format(*row))
    medians = [statistics.median(column) for column in zip(*rows, strict=True)]
    print("{:9.0f} {:7.0f} {:21.0f} {:22.0f}  median".format(*medians))
    return 0 if medians[3] <= _BAR_MS else 1


def _measured(page: Page, site: ReviewSite) -> list[tuple[float, float, float, float]]:
    page.goto(f"{site.address}/login")
    page.fill("#name", "ines")
    page.fill("#password", PASSWORD)
    page.press("#password", "Enter")
    page.wait_for_url(f"{site.address}/")
    address = f"{site.address}/studies/TV-1/visits/900-v1"
    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    return [_load(page, address, cookies) for _ in range(RUNS)]


def _load(page: Page, address: str, cookies: dict[str, str]) -> tuple[float, float, float, float]:
    began = time.perf_counter()
    answer = httpx.get(address, cookies=cookies)
    server_ms = (time.perf_counter() - began) * 1000
    page.goto(address, wait_until="commit")
    took_ms, moved = page.wait_for_function("() => window.tookMs").json_value()
    assert moved, "the key selected nothing"
    parsed_ms = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
    return server_ms, float(len(answer.content)), float(parsed_ms), float(took_ms)


if __name__ == "__main__":
    sys.exit(main())
