"""CTCAE terms by the shipped table, checked against the full list where that is at hand."""

import csv
from pathlib import Path

import pytest

from trialvoice.safe.events.coding import coded, coding_table
from trialvoice.safe.lexicon import lexicon


@pytest.mark.parametrize(
    ("said", "term"),
    [
        ("headache", "Headache"),
        ("threw up (vomiting)", "Vomiting"),
        ("Nausea", "Nausea"),
        ("ring finger went funny", None),
        ("", None),
    ],
)
def test_coded(said: str, term: str | None) -> None:
    found = coded(said)
    assert (found.term if found else None) == term


def test_most_of_what_the_word_list_names_is_coded() -> None:
    named = {hit for entries in lexicon().symptoms.by_first.values() for _, hit in entries}
    share = sum(coded(name) is not None for name in named) / len(named)
    assert share > 0.75


def test_every_term_is_one_of_the_list() -> None:
    path = Path(__file__).parents[3] / "shared" / "data" / "terminology" / "ctcae-v6.csv"
    if not path.is_file():
        pytest.skip("the full CTCAE list is not beside the repository, in shared/data/terminology")
    with path.open(encoding="utf-8", newline="") as file:
        known = {(row["term"], row["soc"]) for row in csv.DictReader(file)}
    assert set(coding_table().names.values()) <= known
