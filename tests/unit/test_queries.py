"""Draft queries: what a record lacks is one query, conflicts and safety come first, and a form asks once."""

from tests.visits import STUDY, visit
from trialvoice.core.results import Query
from trialvoice.safe.extract import extract

WEEK4 = STUDY.visit("week4")


def _asked(*lines: str) -> tuple[Query, ...]:
    return extract(visit(*lines), STUDY, visit=WEEK4).queries


def _of(queries: tuple[Query, ...], prefix: str) -> list[Query]:
    return [query for query in queries if query.about.startswith(prefix)]


def test_one_query_asks_for_all_that_an_event_lacks() -> None:
    (query,) = _of(_asked("P: I had a headache."), "ae-")
    assert set(query.rules) >= {"ae-onset", "ae-relatedness", "ae-severity"}
    assert "the date of onset" in query.text
    assert query.importance == "data"


def test_what_was_said_is_not_asked_again() -> None:
    (query,) = _of(_asked("P: I had a headache since Monday.", "I: Mild?", "P: Yes, mild."), "ae-")
    assert "ae-onset" not in query.rules


def test_a_serious_event_without_an_end_comes_first() -> None:
    made = _asked("P: I had a rash.", "P: And I was admitted to hospital with pneumonia for three nights.")
    assert made[0].importance == "safety"
    assert "sae-end" in made[0].rules


def test_missed_doses_without_a_number() -> None:
    (query,) = _of(
        _asked("I: Did you miss any doses?", "P: Yeah, I missed some tablets, I don't know how many."), "md-"
    )
    assert query.rules == ("md-count",)


def test_a_medicine_without_dose_indication_and_start() -> None:
    (query,) = _of(_asked("P: I take metformin."), "cm-")
    assert query.rules == ("cm-dose", "cm-indication", "cm-start")


def test_a_form_asks_once_for_its_required_items() -> None:
    assert [query.about for query in _asked("I: Hello.") if query.rules == ("crf-unstated",)] == ["VS", "Q"]


def test_an_item_that_is_not_required_is_not_asked_for() -> None:
    forms = tuple(
        form.model_copy(update={"items": tuple(i.model_copy(update={"required": False}) for i in form.items)})
        for form in STUDY.forms
    )
    study = STUDY.model_copy(update={"forms": forms})
    assert extract(visit("I: Hello."), study, visit=WEEK4).queries == ()


def test_the_list_is_bounded_and_says_what_it_left_out() -> None:
    names = ("metformin", "lisinopril", "amlodipine", "omeprazole", "aspirin", "warfarin", "digoxin", "furosemide",
             "sertraline", "gabapentin", "codeine", "loratadine", "atorvastatin", "bisoprolol", "allopurinol",
             "levothyroxine", "sumatriptan", "montelukast", "diazepam", "ramipril", "losartan")  # fmt: skip
    made = extract(visit(*(f"P: I take {name} tablets." for name in names)), STUDY, visit=WEEK4)
    assert len(made.queries) == 20
    assert made.counts["queries_left_out"] == 3
    assert [query.id for query in made.queries][:2] == ["q-1", "q-2"]
