"""The review application and a browser, for the tests of its pages."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser

from tests.chromium import CHROMIUM, WITHOUT, launched
from tests.review_desk import AT_SITE_01, NOW, VISITS, Desk
from tests.review_visits import ReviewSite, serving, small_visit


@pytest.fixture(scope="session")
def review_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReviewSite]:
    visits = [
        small_visit(name, "01" if name == AT_SITE_01 else "02", f"s-{at}", NOW - timedelta(hours=20 + at))
        for at, name in enumerate(VISITS)
    ]
    with serving(tmp_path_factory.mktemp("review"), visits) as running:
        yield running


@pytest.fixture(scope="module")
def review_browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip(WITHOUT)
    with launched() as opened:
        yield opened


@pytest.fixture
def desk(review_browser: Browser, review_site: ReviewSite) -> Iterator[Callable[..., Desk]]:
    """Opens browsers, each with cookies of its own; none may complain."""
    desks: list[Desk] = []

    def opened(**options: object) -> Desk:
        context = review_browser.new_context(**{"viewport": {"width": 1280, "height": 760}, **options})  # type: ignore[arg-type]
        made = Desk(review_site, context.new_page())
        made.page.on("console", made.listen)
        made.page.on("pageerror", lambda error: made.complaints.append(str(error)))
        desks.append(made)
        return made

    yield opened
    for one in desks:
        assert one.complaints == []
        one.page.context.close()
