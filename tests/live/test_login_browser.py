"""Login, a wrong password, the lock-out and logout, in a real browser before a server in a process of its own."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.chromium import launched, needs_chromium
from tests.conftest import ROOT
from tests.review_world import PASSWORD, World, fill

pytestmark = [pytest.mark.live, needs_chromium]
REFUSED = "The name or the password is wrong, or the account is locked for now."


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The application's address, while it runs; its log holds no subject and no password."""
    command = [sys.executable, "-m", "tests.login_process", str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        address = process.stdout.readline().strip()
        try:
            yield address
        finally:
            process.terminate()
            said, errors = process.communicate(timeout=30)
        assert (said, errors) == ("", "")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store with visits and two people."""
    world = World(tmp_path)
    fill(world)
    world.person("ines", ("STUDY-A", "01", "investigator"), name="Ines Investigator")
    world.person("otto", ("STUDY-A", "02", "monitor"), name="Otto Monitor")
    world.close()
    return tmp_path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as opened:
        yield opened


@contextmanager
def tab(browser: Browser) -> Iterator[Page]:
    """A browser of its own that complains of nothing and asks nobody else. Refusals are no complaint."""
    with browser.new_context() as context:
        page = context.new_page()
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
        asked: set[str] = set()
        page.on("request", lambda request: asked.add(request.url))
        yield page
        assert complaints == []
        assert {re.match(r"(data|http://127\.0\.0\.1):", url) is not None for url in asked} == {True}


def sign_in(page: Page, account: str, password: str) -> None:
    page.get_by_label("Account").fill(account)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_in_and_out_by_keyboard_and_back_is_not_in_again(folder: Path, browser: Browser) -> None:
    with serving(folder) as address, tab(browser) as page:
        page.goto(f"{address}/account?from=here")
        expect(page).to_have_url(re.compile(r"/login\?next=%2Faccount%3Ffrom%3Dhere$"))
        expect(page.get_by_label("Account")).to_be_focused()
        page.keyboard.type("ines")
        page.keyboard.press("Tab")
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{address}/account?from=here")
        expect(page.get_by_role("heading", level=1)).to_have_text("Ines Investigator")
        (cookie,) = [one for one in page.context.cookies() if one.get("name") == "trialvoice_session"]
        assert (cookie.get("httpOnly"), cookie.get("sameSite"), cookie.get("expires")) == (True, "Strict", -1)
        assert page.evaluate("document.cookie") == ""
        page.get_by_role("button", name="Log out").click()
        expect(page.get_by_text("You are signed out.")).to_be_visible()
        page.go_back()
        expect(page.get_by_label("Account")).to_be_visible()
        expect(page.get_by_text("Ines Investigator")).to_have_count(0)


def test_a_wrong_password_and_an_unknown_name_read_the_same(folder: Path, browser: Browser) -> None:
    with serving(folder) as address, tab(browser) as page:
        for account in ("ines", "nobody"):
            page.goto(f"{address}/login")
            sign_in(page, account, "not the right words")
            expect(page.get_by_role("alert")).to_have_text(REFUSED)
            expect(page.get_by_label("Account")).to_have_value(account)
            expect(page.get_by_label("Password")).to_have_value("")


def test_five_wrong_passwords_lock_and_a_restart_forgets_it_not(folder: Path, browser: Browser) -> None:
    with serving(folder) as address, tab(browser) as page, tab(browser) as other:
        other.goto(f"{address}/login")
        sign_in(other, "ines", PASSWORD)
        expect(other).to_have_url(f"{address}/")
        page.goto(f"{address}/login")
        for _ in range(5):
            sign_in(page, "ines", "not the right words")
            expect(page.get_by_role("alert")).to_have_text(REFUSED)
        sign_in(page, "ines", PASSWORD)
        expect(page.get_by_role("alert")).to_have_text(REFUSED)
        other.reload()
        expect(other).to_have_url(re.compile("/login"))
    with serving(folder) as address, tab(browser) as page:
        page.goto(f"{address}/login")
        sign_in(page, "ines", PASSWORD)
        expect(page.get_by_role("alert")).to_have_text(REFUSED)
        sign_in(page, "otto", PASSWORD)
        expect(page).to_have_url(f"{address}/")


def test_another_password_signs_out_everywhere(folder: Path, browser: Browser) -> None:
    new = "another four plain words"
    with serving(folder) as address, tab(browser) as page, tab(browser) as other:
        for one in (page, other):
            one.goto(f"{address}/login?next=/account")
            sign_in(one, "ines", PASSWORD)
            expect(one).to_have_url(f"{address}/account")
        page.get_by_label("Password now").fill(PASSWORD)
        page.get_by_label("New password").fill(new)
        page.get_by_label("The new one again").fill(new)
        page.get_by_role("button", name="Change it").click()
        expect(page.get_by_text("The password is changed.")).to_be_visible()
        other.reload()
        expect(other).to_have_url(re.compile("/login"))
        sign_in(page, "ines", new)
        expect(page).to_have_url(f"{address}/")
