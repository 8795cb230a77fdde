"""Signing in a real browser, what a role may not do, keys alone, and two reviewers at once."""

from collections.abc import Callable

import pytest

from tests.review_desk import AT_SITE_01, VISITS, Desk
from tests.review_visits import PASSWORD

pytestmark = pytest.mark.live


def test_a_signature_wants_the_password_again_and_is_void_after_a_change(desk: Callable[..., Desk]) -> None:
    mine = desk().log_in("ines")
    mine.expected = {403, 409}
    mine.open("sign", "/sign")
    assert "9 findings are not decided" in mine.page.locator(".meanwhile").inner_text()
    mine.page.check("[value=approval]")
    mine.page.fill("#password", "not the password")
    mine.page.press("#password", "Enter")
    mine.page.wait_for_selector("#password-wrong")
    assert mine.visit("sign").signatures == ()
    mine.page.fill("#password", PASSWORD)
    mine.page.press("#password", "Enter")
    mine.page.wait_for_selector(".trouble")
    assert "TV922" in mine.page.locator(".trouble").inner_text()
    mine.page.check("[value=review]")
    mine.page.fill("#password", PASSWORD)
    mine.page.press("#password", "Enter")
    mine.page.wait_for_selector(".done")
    assert mine.visit("sign").record_sha256 in mine.page.locator(".signatures").inner_text()
    mine.open("sign")
    mine.page.keyboard.press("a")
    mine.page.wait_for_selector("#done")
    mine.open("sign", "/sign")
    assert "Void since" in mine.page.locator(".signatures").inner_text()


def test_what_a_role_may_not_do_is_neither_shown_nor_done(desk: Callable[..., Desk]) -> None:
    mine = desk().log_in("sam")
    mine.open("calm")
    mine.pick("PULSE")
    assert mine.page.locator("[data-act=accept]").is_hidden()
    uid = mine.finding("calm", "vs-1").uid
    csrf = mine.page.locator("[name=csrf]").first.input_value()
    address = f"{mine.site.address}/studies/TV-1/visits/calm"
    sent = {"csrf": csrf, "revision": "0"}
    assert mine.page.request.post(f"{address}/findings/{uid}/accept", form=sent).status == 403
    assert mine.page.request.get(f"{address}/trail").status == 403
    mine.open("calm", "/sign")
    assert "Your role does not sign a whole visit" in mine.page.locator("main").inner_text()
    assert mine.finding("calm", "vs-1").decisions == ()


def test_another_sites_visit_is_as_if_it_were_not(desk: Callable[..., Desk]) -> None:
    mine = desk().log_in("mona")
    mine.expected = {404}
    assert AT_SITE_01 not in mine.page.locator("table.queue tbody").inner_text()
    for rest in ("", "/sign", "/trail", "/sound"):
        answers = [
            mine.page.request.get(f"{mine.site.address}/studies/TV-1/visits/{name}{rest}")
            for name in (AT_SITE_01, "no-such-visit")
        ]
        assert [answer.status for answer in answers] == [404, 404]
        assert answers[0].text() == answers[1].text()


def test_a_whole_visit_is_reviewed_and_signed_by_keys_alone(desk: Callable[..., Desk]) -> None:
    mine = desk()
    keys = mine.page.keyboard
    mine.page.goto(f"{mine.site.address}/login?next=/%3Fsubject%3Ds-{VISITS.index('keys')}")
    for text in ("ines", PASSWORD):
        keys.type(text)
        keys.press("Tab")
    keys.press("Enter")
    mine.page.wait_for_selector("a.open")
    keys.press("j")
    keys.press("Enter")
    mine.page.wait_for_selector(".finding.sel")
    keys.press("j")
    keys.press("r")
    keys.type("had it before")
    keys.press("Control+Enter")
    mine.page.wait_for_selector("#done:has-text('Rejected')")
    for left in range(7, -1, -1):
        keys.press("a")
        mine.page.wait_for_function("n => document.querySelectorAll('.finding.candidate').length === n", arg=left)
    mine.page.wait_for_selector("#done:has-text('Every finding is decided')")
    keys.press("s")
    mine.page.wait_for_selector("#password")
    keys.press("ArrowDown")
    keys.press("Tab")
    keys.type(PASSWORD)
    keys.press("Enter")
    mine.page.wait_for_selector(".done")
    signed = mine.visit("keys")
    assert [(one.meaning, one.by.name, one.void_at) for one in signed.signatures] == [
        ("approval", "Ines Investigator", None)
    ]
    assert sorted({one.status for one in signed.findings}) == ["accepted", "rejected"]


def test_the_second_of_two_reviewers_is_told_and_loses_nothing(desk: Callable[..., Desk]) -> None:
    mine, other = desk().log_in("ines"), desk().log_in("dana")
    mine.expected = {409}
    for one in (mine, other):
        one.open("two")
        one.pick("ibuprofin")
    mine.page.keyboard.press("e")
    mine.page.wait_for_selector("#edit")
    other.page.keyboard.press("r")
    other.page.fill("#why-reject", "it was paracetamol")
    other.page.keyboard.press("Control+Enter")
    other.page.wait_for_selector("#done")
    mine.page.fill("[name=name]", "ibuprofen")
    mine.page.fill("#why-edit", "misheard")
    mine.page.get_by_role("button", name="Save the edit").click()
    told = mine.page.locator(".meanwhile").inner_text()
    assert all(part in told for part in ("Dana Manager", "reject", "it was paracetamol"))
    assert (mine.page.input_value("[name=name]"), mine.page.input_value("#why-edit")) == ("ibuprofen", "misheard")
    assert [made.action for made in mine.finding("two", "cm-1").decisions] == ["reject"]
    mine.page.get_by_role("button", name="Save the edit").click()
    mine.page.wait_for_selector("#done")
    assert [made.action for made in mine.finding("two", "cm-1").decisions] == ["reject", "edit"]


def test_the_second_of_two_who_accept_may_drop_his(desk: Callable[..., Desk]) -> None:
    mine, other = desk().log_in("ines"), desk().log_in("dana")
    mine.expected = {409}
    for one in (mine, other):
        one.open("two")
        one.pick("PULSE")
    for one in (other, mine):
        one.page.keyboard.press("a")
        one.page.wait_for_selector("#done, .meanwhile")
    assert mine.page.get_by_role("button", name="Accept all the same").is_visible()
    mine.page.get_by_role("link", name="drop yours").click()
    mine.page.wait_for_url("**finding=*")
    assert mine.page.locator(".meanwhile").count() == 0
    assert len(mine.finding("two", "vs-1").decisions) == 1


def test_a_safety_reviewer_signs_one_event_and_its_clock_stops(desk: Callable[..., Desk]) -> None:
    mine = desk().log_in("sam")
    mine.open("event")
    mine.page.keyboard.press("a")
    mine.page.wait_for_selector("#done")
    mine.pick("chest pain")
    mine.page.get_by_role("link", name="Sign this event").click()
    mine.page.check("[value=approval]")
    mine.page.fill("#password", PASSWORD)
    mine.page.get_by_role("button", name="Sign").click()
    mine.page.wait_for_selector(".done")
    assert [(one.about, one.by.role) for one in mine.visit("event").signatures] == [
        (mine.finding("event", "ae-2").uid, "safety_reviewer")
    ]
    mine.page.goto(f"{mine.site.address}/?subject=s-{VISITS.index('event')}")
    assert mine.page.locator("table.queue tbody .badge").count() == 0
    mine.page.goto(f"{mine.site.address}/dashboard")
    assert "Sam Safety" in mine.page.get_by_role("region", name="Signatures of late").inner_text()
