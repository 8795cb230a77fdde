"""The report and the study's tables, as text."""

import csv
import io
import json
import re
from importlib.resources import files

import pytest

from tests import report_sample
from trialvoice.core.findings import AdverseEvent, FollowUp, Interaction, Mood, Value
from trialvoice.core.results import Compliance, FilledItem, NotDeviation, Query
from trialvoice.redact.words import is_ordinary
from trialvoice.safe.report import detail, render_report, template
from trialvoice.trial import history_tables, tables
from trialvoice.trial.index import render_index
from trialvoice.trial.rows import FailureRow, VisitRow


@pytest.fixture(scope="module")
def page() -> str:
    return render_report(
        report_sample.result(),
        report_sample.transcript(),
        report_sample.sound(1),
        "audio/wav",
        report_sample.STUDY,
    )


def test_the_page_needs_nothing_else(page: str) -> None:
    assert "http://" not in page
    assert "https://" not in page
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page


def test_speech_is_escaped(page: str) -> None:
    assert "&lt;chest pain&gt; &amp; dizziness" in page
    assert "<chest pain>" not in page


def test_no_word_of_the_page_is_a_name_that_the_gate_would_take_for_a_leak() -> None:
    lists = files("trialvoice.redact") / "data"
    names = {
        line.strip().lower()
        for name in ("given.txt", "given_ambiguous.txt", "surnames.txt", "surnames_ambiguous.txt")
        for line in (lists / name).read_text(encoding="utf-8").splitlines()
    }
    own = "".join(template(name) for name in ("style.css", "report.css", "report.js", "report.html.j2"))
    words = set(re.findall(r"[^\W\d_]{3,}", own.lower())) & names
    assert {word for word in words if not is_ordinary(word)} <= {"lang"}  # an attribute every page needs


def test_a_serious_event_stands_first_with_its_due_time(page: str) -> None:
    order = [page.index(f'id="{name}"') for name in ("f3", "f1", "f2")]
    assert order == sorted(order)
    assert "report due 2026-03-03 09:30+00:00" in page


def test_an_event_shows_what_was_stated_of_it_and_nothing_else() -> None:
    event = AdverseEvent(
        term="rash",
        severity="mild",
        onset="on Tuesday",
        onset_date="2026-03-03",
        outcome="ongoing",
        treatment="cream",
        action="none",
        related="possibly",
        related_by="investigator",
    )
    assert detail(report_sample.finding("f9", event, 2, "dizziness")) == (
        "uncoded, mild, from \u201con Tuesday\u201d (2026-03-03), ongoing, treated with cream, study drug unchanged, "
        "possibly related to the study drug, says the investigator"
    )


def test_forms_show_what_was_not_stated(page: str) -> None:
    assert 'data-finding="f2"' in page
    assert "not stated" in page


def test_a_conflict_links_both_values_to_their_quotes() -> None:
    conflict = FilledItem(
        form="VS", item="PULSE", state="conflicting", value="72|78", unit="beats/min", finding="f2", other_finding="f1"
    )
    noted = FilledItem(form="VS", item="TEMP", state="not_stated", review=("50 was said, and the form takes 33 to 43",))
    result = report_sample.result().model_copy(update={"forms": (conflict, noted)})
    made = render_report(result, report_sample.transcript(), report_sample.sound(1), "audio/wav", report_sample.STUDY)
    assert 'data-finding="f2">72</a> or <a href="#f1" data-finding="f1">78</a> beats/min' in made
    assert "50 was said, and the form takes 33 to 43" in made
    rows = list(csv.DictReader(io.StringIO(tables.forms_csv([result]).decode())))
    assert [(row["state"], row["value"], row["other_finding"]) for row in rows] == [
        ("conflicting", "72|78", "f1"),
        ("not_stated", "", ""),
    ]
    assert rows[1]["review"] == "50 was said, and the form takes 33 to 43"


def test_tables_are_the_same_bytes_each_time_and_hold_no_formula() -> None:
    first = tables.findings_csv([report_sample.result()])
    assert first == tables.findings_csv([report_sample.result()])
    rows = list(csv.DictReader(io.StringIO(first.decode())))
    assert [row["finding"] for row in rows] == ["f1", "f2", "f3"]
    assert rows[2]["serious"] == "yes"
    assert rows[2]["quote"] == "because of <chest pain> & dizziness."
    assert rows[1]["start_ms"].isdigit()
    cells = [cell for row in rows for cell in row.values()]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "@")]


def test_the_dictionary_explains_every_column() -> None:
    explained = {(row["table"], row["column"]) for row in csv.DictReader(io.StringIO(tables.dictionary_csv().decode()))}
    result = report_sample.result()
    made = {
        "findings.csv": tables.findings_csv([result]),
        "forms.csv": tables.forms_csv([result]),
        "queries.csv": tables.queries_csv([result]),
        "ruled_out.csv": tables.ruled_out_csv([result]),
        "visits.csv": tables.visits_csv([]),
        "failures.csv": tables.failures_csv([]),
        "event_histories.csv": history_tables.histories_csv([]),
    }
    shown = {(name, column) for name, data in made.items() for column in data.decode().splitlines()[0].split(",")}
    assert shown == explained


def test_the_index_puts_what_is_due_first_and_names_failures() -> None:
    def row(name: str, serious: int) -> VisitRow:
        due = report_sample.HEARD_AT if serious else None
        return VisitRow(
            recording=name,
            site="01",
            subject="s1",
            visit="V1",
            duration=60_000,
            counts=dict.fromkeys(tables.KINDS, 0),
            serious=serious,
            sae_due_at=due,
            warnings=0,
        )

    failure = FailureRow(recording="r9", code="TV201", cause="missing", place="a.wav", remedy="copy it")
    page = render_index(report_sample.STUDY, [row("r1", 0), row("r2", 1)], [failure])
    assert page.index("r2/release/report.html") < page.index("r1/release/report.html")
    assert "TV201" in page
    assert "copy it" in page


def test_what_stands_beside_the_findings_is_shown_and_in_tables() -> None:
    event = report_sample.finding(
        "f3", AdverseEvent(term="rash", severity="mild"), 2, "because of <chest pain> & dizziness."
    )
    ruled = NotDeviation(category="dosing", evidence=event.evidence, ruled_out_by=event.evidence)
    query = Query(id="q-1", rules=("ae-onset", "ae-end"), importance="safety", text="When did <it> start?", about="f3")
    reached = Compliance(days=28, planned=56.0, missed=7, by_doses=87.5)
    more = {"findings": (event,), "not_deviations": (ruled,), "queries": (query,), "compliance": reached}
    result = report_sample.result().model_copy(update={**more, "forms": ()})
    made = render_report(result, report_sample.transcript(), report_sample.sound(1), "audio/wav", report_sample.STUDY)
    assert "When did &lt;it&gt; start?" in made
    assert "Ruled to be no deviation" in made
    assert "87.5 % by doses told as missed, of 56 doses in 28 days" in made
    (asked,) = csv.DictReader(io.StringIO(tables.queries_csv([result]).decode()))
    assert (asked["query"], asked["rules"], asked["recording"]) == ("q-1", "ae-onset; ae-end", "r1")
    (none,) = csv.DictReader(io.StringIO(tables.ruled_out_csv([result]).decode()))
    assert (none["category"], none["quote"]) == ("dosing", "because of <chest pain> & dizziness.")
    (row,) = csv.DictReader(io.StringIO(tables.findings_csv([result]).decode()))
    assert row["sdtm"] == "AETERM=rash; AESEV=MILD; AEOUT=UNKNOWN; AEACN=UNKNOWN; AESER=N"
    (visit,) = json.loads(tables.findings_json([result]))["visits"]
    assert visit["findings"][0]["sdtm"]["AESEV"] == "MILD"


@pytest.mark.parametrize(
    ("value", "title", "words"),
    [
        (Mood(feeling="negative", what="low"), "Mood", "negative: low"),
        (FollowUp(reason="left_open", what="I'll look"), "To follow up", "left open: I'll look"),
        (
            Interaction(first="A", second="B", with_study_drug=False, severity="not_stated", text="t", listed_in="l"),
            "Interactions",
            "A with B: not stated",
        ),
    ],
)
def test_kinds_that_came_later_have_a_heading_and_a_summary(value: Value, title: str, words: str) -> None:
    found = report_sample.finding("f1", value, 2, "because of <chest pain> & dizziness.")
    result = report_sample.result().model_copy(update={"findings": (found,)})
    made = render_report(result, report_sample.transcript(), report_sample.sound(1), "audio/wav", report_sample.STUDY)
    assert f"<h2>{title}</h2>" in made
    assert tables.summary(found) == words
