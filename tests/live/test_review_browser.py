"""Review in a real browser: log in, find the next visit, accept, edit, reject, add, ask."""

from collections.abc import Callable

import pytest

from tests.review_desk import Desk
from tests.review_visits import KNOWN, PASSWORD

pytestmark = pytest.mark.live


def test_a_wrong_password_lets_nobody_in_and_a_right_one_leads_on(desk: Callable[..., Desk]) -> None:
    mine = desk()
    mine.expected = {401}
    mine.page.goto(f"{mine.site.address}/studies/TV-1/visits/calm")
    assert "/login?next=" in mine.page.url
    mine.page.fill("#name", "ines")
    mine.page.fill("#password", "not the password")
    mine.page.press("#password", "Enter")
    assert "wrong" in mine.page.locator("[role=alert]").inner_text()
    mine.page.fill("#password", PASSWORD)
    mine.page.press("#password", "Enter")
    mine.page.wait_for_url("**/studies/TV-1/visits/calm")


def test_the_queue_begins_with_what_is_due_first(desk: Callable[..., Desk]) -> None:
    mine = desk().log_in("ines")
    hours = [text.split()[0] for text in mine.page.locator("table.queue tbody .badge").all_inner_texts()]
    assert mine.page.locator("table.queue tbody tr").first.inner_text().find("over") > 0
    assert len(hours) == mine.page.locator("table.queue tbody tr").count()
    due = mine.page.locator("table.queue tbody td.when .quiet").all_inner_texts()
    assert due == sorted(due)


def test_the_filters_work_without_a_script(desk: Callable[..., Desk]) -> None:
    mine = desk(java_script_enabled=False).log_in("ines")
    mine.page.select_option("#f-site", "01")
    mine.page.get_by_role("button", name="Filter").click()
    assert mine.page.locator("table.queue tbody tr").count() == 1
    mine.page.select_option("#f-kind", "interaction")
    mine.page.get_by_role("button", name="Filter").click()
    assert "No visit is of that kind" in mine.page.locator(".empty").inner_text()


def test_accepting_leads_to_the_next_finding(desk: Callable[..., Desk]) -> None:
    mine = desk().log_in("ines")
    mine.open("accept")
    assert mine.selected() == "chest pain"
    mine.page.keyboard.press("a")
    mine.page.wait_for_selector("#done")
    assert mine.selected() == "headache"
    assert mine.finding("accept", "ae-2").status == "accepted"
    assert "Accepted: chest pain" in mine.page.locator("#done").inner_text()
    mine.page.wait_for_function("document.getElementById('said').textContent.includes('Now headache')")
    assert mine.page.evaluate("document.activeElement.textContent") == "headache"


def test_selecting_marks_the_words_and_brings_them_into_view(desk: Callable[..., Desk]) -> None:
    mine = desk(viewport={"width": 1280, "height": 420}).log_in("ines")
    mine.open("calm")
    mine.pick("1 missed")
    assert mine.page.locator("mark.sel").inner_text() == "I forgot one on Sunday."
    assert mine.page.locator("mark.sel").evaluate("m => m.getBoundingClientRect().top < innerHeight")
    assert mine.page.locator("mark").count() > 5
    assert "<script>chest pain</script>" in mine.page.locator("#t2 p").inner_text()


def test_an_edit_is_checked_and_keeps_the_machines_value_beside_it(desk: Callable[..., Desk]) -> None:
    mine = desk().log_in("ines")
    mine.expected = {422}
    mine.open("edit")
    mine.pick("headache")
    mine.page.keyboard.press("e")
    mine.page.wait_for_selector("#edit")
    mine.page.fill("[name=onset_date]", "2026-02-31")
    mine.page.fill("[name=term]", "strong headache")
    mine.page.fill("#why-edit", "as she said")
    mine.page.keyboard.press("Control+Enter")
    mine.page.wait_for_selector("#v-onset_date-wrong")
    assert mine.page.evaluate("document.activeElement.name") == "onset_date"
    assert mine.page.input_value("[name=term]") == "strong headache"
    assert mine.page.input_value("#why-edit") == "as she said"
    assert mine.finding("edit", "ae-1").decisions == ()
    mine.page.fill("[name=onset_date]", "2026-02")
    mine.page.get_by_role("button", name="Save the edit").click()
    mine.page.wait_for_selector("#done")
    told = mine.page.locator(".finding.edited").inner_text()
    assert all(
        part in told for part in ("2026-03-07", "2026-02", "strong headache", "Ines Investigator", "as she said")
    )
    stands = mine.finding("edit", "ae-1")
    assert (stands.status, stands.decisions[-1].reason) == ("edited", "as she said")


def test_a_rejection_needs_a_reason(desk: Callable[..., Desk]) -> None:
    mine = desk().log_in("ines")
    mine.expected = {422}
    mine.open("reject")
    mine.pick("ibuprofin")
    mine.page.keyboard.press("r")
    assert mine.page.evaluate("document.activeElement.id") == "why-reject"
    mine.page.evaluate("document.querySelector('form[data-act=reject]').noValidate = true")
    mine.page.keyboard.press("Control+Enter")
    mine.page.wait_for_selector("#why-reject-wrong")
    mine.page.fill("#why-reject", "not in this study")
    mine.page.keyboard.press("Control+Enter")
    mine.page.wait_for_selector("#done")
    assert mine.finding("reject", "cm-1").status == "rejected"
    mine.pick("ibuprofin")
    mine.page.keyboard.press("u")
    mine.page.fill("#why-reopen", "looked again")
    mine.page.keyboard.press("Control+Enter")
    mine.page.wait_for_selector("#done:has-text('Open again')")
    assert mine.finding("reject", "cm-1").status == "candidate"
    assert "All 2 decisions" in mine.page.locator(".finding.sel summary").inner_text()


SELECT = """([turn, words]) => {
  const text = document.querySelector(`#t${turn} p`);
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(words);
    if (at >= 0) {
      getSelection().setBaseAndExtent(node, at, node, at + words.length);
      return true;
    }
  }
  return false;
}"""


def test_selected_words_become_a_finding(desk: Callable[..., Desk]) -> None:
    mine = desk().log_in("ines")
    mine.open("add")
    assert mine.page.evaluate(SELECT, [6, " left knee is swollen"])
    mine.page.wait_for_selector("#from-selection:visible")
    mine.page.keyboard.press("n")
    mine.page.wait_for_selector("#panel")
    assert mine.page.locator("mark.new").inner_text() == "left knee is swollen"
    mine.page.select_option("#a-kind", "adverse_event")
    mine.page.keyboard.press("Control+Enter")
    mine.page.wait_for_selector("#panel [name=term]")
    assert mine.page.input_value("#panel [name=term]") == "left knee is swollen"
    mine.page.fill("#panel [name=term]", "swollen left knee")
    mine.page.check("#panel input[value=hospitalisation]")
    mine.page.fill("#why-add", "the machine missed it")
    mine.page.keyboard.press("Control+Enter")
    mine.page.wait_for_selector("#done")
    added = mine.finding("add", "p-1")
    assert added.finding.evidence[0].quote == "left knee is swollen"
    assert added.value.kind == "adverse_event"
    assert added.value.sae_due_at is not None
    assert (added.proposed, added.status, mine.selected()) == (None, "accepted", "swollen left knee")


def test_a_form_value_can_be_added_without_a_script(desk: Callable[..., Desk]) -> None:
    mine = desk(java_script_enabled=False).log_in("ines")
    mine.expected = {422}
    mine.open("add")
    mine.page.click("#add-link")
    mine.page.select_option("#a-turn", "5")
    mine.page.fill("#a-words", "words that nobody said")
    mine.page.get_by_role("button", name="Go on").click()
    assert "do not stand" in mine.page.locator("#a-words-wrong").inner_text()
    mine.page.fill("#a-words", "200 MILLIGRAMS")
    mine.page.select_option("#a-kind", "crf_item/VS.SYSBP")
    mine.page.get_by_role("button", name="Go on").click()
    mine.page.fill("[name=value]", "500")
    mine.page.fill("#why-add", "heard it")
    mine.page.get_by_role("button", name="Add it").click()
    assert "260 or less" in mine.page.locator("#v-value-wrong").inner_text()
    mine.page.fill("[name=value]", "150")
    mine.page.get_by_role("button", name="Add it").click()
    added = [one for one in mine.visit("add").findings if one.value.kind == "crf_item" and one.proposed is None]
    assert [(one.value.value, one.value.unit) for one in added if one.value.kind == "crf_item"] == [("150", "mmHg")]
    assert "150" in mine.page.locator("#forms").inner_text()


def test_a_query_is_raised_answered_and_closed(desk: Callable[..., Desk]) -> None:
    mine = desk().log_in("dana")
    mine.open("query")
    mine.page.keyboard.press("q")
    mine.page.fill("#ask-text", "Which hospital was it?")
    mine.page.keyboard.press("Control+Enter")
    mine.page.wait_for_selector("#done")
    mine.page.get_by_role("link", name="Answer: Which hospital was it?").click()
    mine.page.fill("#answer-text", "The one at the river")
    mine.page.get_by_role("button", name="Keep the answer").click()
    mine.page.wait_for_selector(".query.answered")
    assert "The one at the river" in mine.page.locator(".query.answered").inner_text()
    mine.page.locator(".query.answered").get_by_role("button", name="Close").click()
    mine.page.wait_for_selector(".query.closed")
    mine.page.get_by_role("link", name="Query on Vital signs").click()
    mine.page.fill("#panel-text", "Sitting or lying?")
    mine.page.locator("#panel button").click()
    mine.page.wait_for_selector("#done")
    states = {(query.about, query.state) for query in mine.visit("query").queries}
    assert {("VS", "open"), (mine.finding("query", "ae-2").uid, "closed")} <= states


def test_a_known_identifier_stays_out_of_what_people_type(desk: Callable[..., Desk]) -> None:
    mine = desk().log_in("ines")
    mine.expected = {422}
    mine.open("gate")
    mine.page.keyboard.press("r")
    mine.page.fill("#why-reject", f"{KNOWN} says it is nothing")
    mine.page.keyboard.press("Control+Enter")
    mine.page.wait_for_selector("#why-reject-wrong")
    assert "known name" in mine.page.locator("#why-reject-wrong").inner_text()
    assert KNOWN in mine.page.input_value("#why-reject")
    mine.page.fill("#why-reject", "it is nothing")
    mine.page.keyboard.press("q")
    mine.open("gate", "?do=query&about=visit")
    mine.page.fill("#panel-text", f"Who is {KNOWN}?")
    mine.page.locator("#panel button").click()
    mine.page.wait_for_selector("#panel-text-wrong")
    assert all(KNOWN not in query.text for query in mine.visit("gate").queries)
