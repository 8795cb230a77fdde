"""Medical-term WER."""

from pathlib import Path

import pytest

from trialvoice.core.errors import StudyError
from trialvoice.evaluate.alignment import align
from trialvoice.evaluate.normalise import whisper_english
from trialvoice.evaluate.terms import Terms, classified, load_terms, term_errors
from trialvoice.evaluate.words import SpokenWord, Token, tokens_of


def tokens(text: str) -> tuple[Token, ...]:
    return tokens_of([SpokenWord(word, "A") for word in text.split()], whisper_english())


@pytest.fixture
def terms(tmp_path: Path) -> Terms:
    path = tmp_path / "terms.txt"
    path.write_text("asthma\n[drug]\nmetformin # by mouth\n\n[symptom]\nchest pain\npain\ndiarrhoea\n", "utf-8")
    return load_terms(path, whisper_english())


def test_the_longest_term_counts_and_plurals_are_terms(terms: Terms) -> None:
    text = "Chest pains, metformin, a chest, asthma and diarrhea."
    assert classified(tokens(text), terms) == [
        "symptom",
        "symptom",
        "drug",
        None,
        None,
        "term",
        None,
        "symptom",
    ]


def test_only_terms_of_the_truth_count(terms: Terms) -> None:
    truth, heard = (
        tokens("I take metformin for pain and chest pain"),
        tokens("I take met for me for pain in chest pain"),
    )
    found = term_errors(truth, align(truth, heard), terms)
    assert (found["mwer"].part, found["mwer"].whole) == (1, 4)
    assert found["mwer_drug"].value == 1
    assert found["mwer_symptom"].value == 0


def test_no_terms_no_rate(terms: Terms) -> None:
    truth = tokens("good morning")
    assert term_errors(truth, align(truth, truth), terms)["mwer"].value is None


def test_a_file_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="TV143"):
        load_terms(tmp_path / "none.txt", whisper_english())


def test_our_own_list() -> None:
    own = load_terms(None, whisper_english())
    assert set(own.classes.values()) == {"drug", "condition", "symptom", "anatomy", "procedure"}
    assert len(own.classes) > 900
    assert own.classes["metformin",] == "drug"
    assert own.classes["shortness", "of", "breath"] == "symptom"
    assert not {("the",), ("good",), ("back",), ("test",)} & set(own.classes)
