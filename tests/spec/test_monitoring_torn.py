"""Faults planted in the pages of the export `monitoring`, and files taken away: each row says what html5lib sees."""

from dataclasses import dataclass

import pytest

from tests.monitored_sample import two_interviews
from trialvoice.trial.exports.target import Check, target
from trialvoice.trial.record.reviewed import ACCEPTED

MONITORING = target("monitoring")
OURS, SCHEMA, HTML5 = MONITORING.checks


@dataclass(frozen=True)
class Torn:
    """A fault of a page alone: `old` becomes `new`, once."""

    name: str
    old: str
    new: str
    rule: str
    html5: bool = False


PAGE = "02/02-mon2.html"
TORN = (
    Torn("another quote", "One was in hospital.", "Nobody was in hospital.", "page-differs"),
    Torn("another owner", ">investigator</span>", ">monitor</span>", "page-differs"),
    Torn("a conclusion", '<div class="blank">', '<div class="blank">All is well. ', "page-conclusions"),
    Torn("a conclusion between sections", "</section>", "</section><p>All is well.</p>", "page-outside"),
    Torn("a section less", '<section aria-labelledby="queries">', "<section>", "page-sections"),
    Torn("a quote not escaped", "&lt;script&gt;", "<script>", "active-content", True),
    Torn("a handler", "<main>", '<main onclick="x()">', "active-content"),
    Torn("a link outside", 'rel="icon" href="data:,"', 'href="https://a.example/x"', "outside-reference"),
    Torn("a link to nothing", 'href="#p6"', 'href="#p99"', "dangling-link"),
    Torn("a value of no place", '"/actions/0/owner"', '"/actions/7/owner"', "page-dangling"),
    Torn("a table that is not closed", "</table>", "</tab>", "page-tags", True),
    Torn("no doctype", "<!doctype html>", "", "page-doctype", True),
)  # fmt: skip


def files() -> dict[str, bytes]:
    return MONITORING.make(two_interviews(), ACCEPTED)


def seen(check: Check, made: dict[str, bytes]) -> set[str]:
    return {fault.rule for fault in check.faults(made)}


@pytest.mark.parametrize("fault", TORN, ids=lambda fault: fault.name)
def test_a_fault_of_the_page_is_caught(fault: Torn) -> None:
    made = files()
    text = made[PAGE].decode()
    assert fault.old in text
    made[PAGE] = text.replace(fault.old, fault.new, 1).encode()
    found = seen(OURS, made)
    assert fault.rule in found
    assert (bool(seen(HTML5, made)), seen(SCHEMA, made)) == (fault.html5, set())


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("02/02-mon.html", "page-missing"),
        ("02/02-mon.json", "index-count"),
        ("index.json", "index-missing"),
        ("index.html", "page-missing"),
        ("report.schema.json", "schema-file"),
    ],
)
def test_a_file_that_is_missing_is_caught(name: str, rule: str) -> None:
    made = files()
    del made[name]
    assert rule in seen(OURS, made)


def test_a_file_of_another_name_is_caught() -> None:
    made = files()
    for ending in ("json", "html"):
        made[f"02/other.{ending}"] = made.pop(f"02/02-mon.{ending}")
    assert {"file-name", "index-count"} <= seen(OURS, made)


def test_a_page_that_is_no_utf8_is_caught() -> None:
    made = files()
    made["02/02-mon.html"] = b"\xff" + made["02/02-mon.html"]
    assert "page-encoding" in seen(OURS, made)
