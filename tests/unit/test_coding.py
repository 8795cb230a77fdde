"""Terms of dictionaries for what was said: the shipped table, checked against the full list where that is at hand."""

import csv
from pathlib import Path

import pytest

from trialvoice.safe.coding.coder import shipped_coder
from trialvoice.safe.coding.criteria import FACTS, Criteria, criteria_of
from trialvoice.safe.coding.normal import telling_words
from trialvoice.safe.coding.shipped import shipped_ctcae
from trialvoice.safe.lexicon import lexicon

FULL = Path(__file__).parents[3] / "shared" / "data" / "terminology" / "ctcae-v6.csv"


def full_list() -> list[dict[str, str]]:
    """The whole of CTCAE v6.0."""
    if not FULL.is_file():
        pytest.skip("the full CTCAE list is not beside the repository, in shared/data/terminology")
    with FULL.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("said", "term"),
    [
        ("headache", "Headache"),
        ("threw up (vomiting)", "Vomiting"),
        ("Nausea", "Nausea"),
        ("haemorrhoids", "Hemorrhoids"),
        ("oedema face", "Edema face"),
        ("pain of the stomach", "Abdominal pain"),
        ("low neutrophils", "Neutrophil count decreased"),
        ("lung infection", "Pneumonia"),
        ("bruise on the hip (hip bruising)", "Bruising"),
        ("clicking jaw pain", "Facial pain"),
    ],
)
def test_coded(said: str, term: str) -> None:
    (made,) = shipped_coder().codings(said)
    assert made.state == "coded"
    assert made.coding is not None
    assert (made.coding.term, made.coding.version) == (term, "6.0")


@pytest.mark.parametrize("said", ["ring finger went funny", "", "gout", "car accident", "cut"])
def test_uncoded_is_a_state(said: str) -> None:
    (made,) = shipped_coder().codings(said)
    assert (made.state, made.coding, made.matched) == ("uncoded", None, None)


def test_a_term_that_says_more_than_was_said_is_only_a_candidate() -> None:
    (made,) = shipped_coder().codings("pregnancy")
    assert made.state == "undecided"
    assert made.candidates[0].term == "Pregnancy loss"


def test_one_spelling() -> None:
    assert telling_words("Diarrhoea of the bowels") == telling_words("diarrhea bowel")


def test_most_of_what_the_word_list_names_is_coded() -> None:
    named = {hit for entries in lexicon().symptoms.by_first.values() for _, hit in entries}
    share = sum(shipped_coder().codings(name)[0].state == "coded" for name in named) / len(named)
    assert share > 0.85


def test_every_shipped_term_is_one_of_the_list_with_its_grades() -> None:
    known = {row["term"]: row for row in full_list()}
    table = shipped_ctcae()
    assert {(name.coding.term, name.coding.system_organ_class) for name in table.names} <= {
        (row["term"], row["soc"]) for row in known.values()
    }
    for term, criteria in table.criteria.items():
        assert criteria == criteria_of({grade: known[term][f"grade_{grade}"] for grade in range(1, 6)}), term


def test_no_name_stands_for_two_terms() -> None:
    plain = [name for name in shipped_ctcae().names if name.said != name.coding.term]
    said = [name.said.lower() for name in plain]
    assert len(said) == len(set(said))


@pytest.mark.parametrize(
    ("text", "grade", "facts"),
    [
        ("Moderate pain; limiting instrumental ADL", 2, {"moderate", "daily_activity"}),
        ("Severe pain; limiting self-care ADL", 3, {"severe", "self_care"}),
        ("Symptoms; hospitalization indicated", 3, {"hospital"}),
        ("Symptoms; hospitalization not indicated", 3, set()),
        ("Asymptomatic; intervention not indicated", 1, set()),
        ("Localized; oral intervention indicated (e.g., antibiotic)", 2, {"medicine"}),
        ("Urgent medical intervention indicated", 3, set()),
        ("Non life-threatening growth", 3, set()),
        ("Life-threatening consequences; urgent intervention indicated", 4, {"life_threatening"}),
        ("Noninvasive intervention indicated", 2, set()),
        ("Invasive intervention indicated", 3, {"operation"}),
        ("Limiting self-care ADL or severe impact on daily activity", 3, {"self_care"}),
        ("Death", 5, {"death"}),
    ],
)
def test_criteria(text: str, grade: int, facts: set[str]) -> None:
    made = criteria_of({1: "-", grade: text})
    assert made == Criteria(frozenset({grade}), dict.fromkeys((f for f in FACTS if f in facts), grade))
