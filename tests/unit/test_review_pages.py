"""The pages as HTML: well formed, everything escaped, and showing what the record says."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import html5lib
import pytest

from tests import reviewed_sample
from tests.review_visits import spoken
from trialvoice.core.findings import KINDS, AdverseEvent
from trialvoice.trial.record.access import Membership
from trialvoice.trial.record.reviewed import ReviewedVisit
from trialvoice.trial.review.cards import grouped, next_undecided, time_left
from trialvoice.trial.review.dashboard_pages import rates
from trialvoice.trial.review.guard import Reviewer
from trialvoice.trial.review.look import static_address
from trialvoice.trial.review.queue_pages import filters_of
from trialvoice.trial.review.rendering import TEMPLATES
from trialvoice.trial.review.said import said_in
from trialvoice.trial.review.screen import Doing, Loaded, Rights, screen_of
from trialvoice.trial.store.overrides import Overrides
from trialvoice.trial.store.queue import Filters

NOW = datetime(2026, 3, 31, 12, 0, tzinfo=UTC)
ALL = Rights(decide=frozenset(KINDS), query=True, sign=True, audit=True)
EVIL = "<script>alert(1)</script> \"'&"
REVIEWER = Reviewer("ines", EVIL, (Membership(study="TV-1", site="*", role="investigator"),), "token")


def visit_page(visit: ReviewedVisit, doing: Doing | None = None, rights: Rights = ALL) -> str:
    loaded = Loaded(visit, reviewed_sample.STUDY, said_in(spoken(visit.recording)), sound=True)
    values: Mapping[str, Any] = screen_of(loaded, doing or Doing(), rights, NOW)
    return TEMPLATES.get_template("visit.html.j2").render({"reviewer": REVIEWER, "path": "/", **values})


def parsed(page: str) -> Any:
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)


def poisoned() -> ReviewedVisit:
    """Markup in every text that people or speech put into a visit."""
    r, sample = "101-v1", reviewed_sample
    event = AdverseEvent(term=EVIL, onset=EVIL, treatment=EVIL)
    return sample.visit(
        r,
        EVIL,
        "V1",
        datetime(2026, 3, 9, 9, 0, tzinfo=UTC),
        [
            sample.decided(sample.found(r, "ae-1", event, EVIL), "reject", reason=EVIL),
            sample.decided(
                sample.found(r, "ae-2", event, EVIL),
                "edit",
                value=event.model_copy(update={"term": f"{EVIL}!"}),
                reason=EVIL,
            ),
        ],
        queries=[sample.query("one", "visit", EVIL), sample.query("two", EVIL, EVIL)],
    )


@pytest.mark.parametrize(
    "doing",
    [
        Doing(),
        Doing(what="edit"),
        Doing(what="reject", typed={"reason": [EVIL]}, errors={"reason": EVIL}, trouble=EVIL, meanwhile=True),
        Doing(what="query", about=EVIL, typed={"text": [EVIL]}, errors={"text": EVIL}),
        Doing(what="add", typed={"turn": [EVIL], "words": [EVIL], "kind": [EVIL]}, trouble=EVIL),
        Doing(what="answer", about=EVIL, typed={"answer": [EVIL]}, done=EVIL, of=EVIL),
    ],
    ids=lambda doing: doing.what,
)
def test_markup_in_what_was_said_or_typed_stays_text(doing: Doing) -> None:
    page = visit_page(poisoned(), doing)
    tree = parsed(page)
    assert [script.get("src") for script in tree.iter("script")] == [
        static_address("review.js"),
        static_address("visit.js"),
    ]
    assert EVIL in "".join(tree.itertext())
    assert not [name for element in tree.iter() for name in element.attrib if name.startswith("on")]
    assert not list(tree.iter("style"))
    assert not [element for element in tree.iter() if "style" in element.attrib]


@pytest.mark.parametrize("name", ["first_week", "fourth_week", "undecided", "interview"])
@pytest.mark.parametrize("what", ["", "edit", "add", "query"])
def test_every_page_of_the_sample_is_strict_html(name: str, what: Any) -> None:
    visit: ReviewedVisit = getattr(reviewed_sample, name)()
    tree = parsed(visit_page(visit, Doing(what=what, about="VS", typed={"kind": ["adverse_event"], "turn": ["1"]})))
    names = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(names) == len(set(names))
    assert {label.get("for") for label in tree.iter("label") if label.get("for")} <= set(names)


def test_every_finding_has_its_card_and_serious_ones_come_first() -> None:
    groups = grouped(reviewed_sample.fourth_week(), NOW)
    assert groups[0].title == "Serious adverse events"
    assert [card.place for group in groups for card in group.cards] == list(range(7))
    assert (groups[0].cards[0].due, groups[0].cards[0].over) == ("1.1 h left", False)
    late = grouped(reviewed_sample.fourth_week(), NOW + timedelta(hours=2))[0].cards[0]
    assert (late.due, late.over) == ("0.9 h over", True)
    assert [time_left(hours) for hours in (95.9, 96.0, -6000.0)] == ["95.9 h left", "4 days left", "250 days over"]


def test_what_a_person_changed_stands_beside_what_the_machine_had() -> None:
    text = "".join(parsed(visit_page(reviewed_sample.first_week())).itertext())
    for part in ("ibuprofin", "200 milligrams", "ibuprofen", "200 mg", "misheard", "Dana Manager", "by mouth"):
        assert part in text


def test_the_next_one_to_decide_is_sought_on_and_round() -> None:
    cards = [card for group in grouped(reviewed_sample.undecided(), NOW) for card in group.cards]
    first, second = (card.one.uid for card in cards)
    assert [next_undecided(cards, one) for one in (first, second, "")] == [cards[1], cards[0], cards[0]]
    assert next_undecided([], "") is None


def test_who_may_only_look_is_given_nothing_to_send() -> None:
    tree = parsed(visit_page(reviewed_sample.undecided(), rights=Rights()))
    assert {form.get("action") for form in tree.iter("form")} == {"/logout"}


def test_a_query_string_that_makes_no_sense_filters_nothing() -> None:
    assert filters_of({"kind": "nonsense", "confidence": "much", "state": "x", "serious": "yes"}) == Filters()
    assert filters_of({"kind": "mood", "confidence": "0.7", "state": "all", "serious": "1", "site": "01"}) == Filters(
        kind="mood", confidence_below=0.7, state="all", serious=True, site="01"
    )


def test_rates_are_summed_over_rows_with_one_interval() -> None:
    row = Overrides(
        study="TV-1", site="01", kind="mood", version="1", proposed=12, accepted=8, edited=1, rejected=1, added=2,
        rate=0.2, low=0.05, high=0.5,
    )  # fmt: skip
    made = rates([row, row.model_copy(update={"site": "02"})], lambda one: one.kind)
    assert [(one.name, one.proposed, one.decided, one.added, one.rate) for one in made] == [("mood", 24, 20, 4, 20.0)]
    assert (round(made[0].low, 1), round(made[0].high, 1)) == (8.1, 41.6)
    nothing = row.model_copy(update={"accepted": 0, "edited": 0, "rejected": 0})
    assert rates([nothing], lambda one: one.site)[0].rate is None
