"""How de-identification is scored, on conversations made by hand."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from trialvoice.core.errors import StudyError
from trialvoice.core.records import Transcript, Turn, Word
from trialvoice.evaluate.counts import Ratio
from trialvoice.evaluate.deid import measure, wrong
from trialvoice.evaluate.deid_cases import Case, CaseTurn, Piece, Value, read_cases
from trialvoice.evaluate.deid_detectors import Covered, each_turn_alone, gate
from trialvoice.evaluate.deid_scores import score_case, summarise, wilson
from trialvoice.evaluate.deid_sets import asq_phi, dialogues
from trialvoice.evaluate.deid_speed import race
from trialvoice.evaluate.deid_study import TruePlace, told_of
from trialvoice.evaluate.deid_terms import clinical_terms, terms_lost
from trialvoice.redact.spans import Hit

SPLIT = Case(
    id="split",
    phenomenon="phone",
    turns=(CaseTurn(role="P", text="Call 555"), CaseTurn(role="I", text="Mm-hm"), CaseTurn(role="P", text="01-42")),
    values=(
        Value(type="PHONE", phenomenon="phone", pieces=(Piece(turn=0, start=5, end=8), Piece(turn=2, start=0, end=5))),
    ),
)
CLEAN = Case(id="clean", phenomenon="dose", turns=(CaseTurn(role="P", text="Ten milligrams"),))


@pytest.mark.parametrize(
    ("covered", "whole", "any_of_it"),
    [
        ([[(0, 8)], [], [(0, 5)]], True, True),
        ([[(5, 8)], [], [(0, 2), (3, 5)]], True, True),  # the dash tells nothing
        ([[(5, 8)], [], [(0, 2)]], False, True),
        ([[(5, 8)], [], []], False, True),
        ([[(0, 4)], [(0, 5)], []], False, False),
    ],
)
def test_a_value_is_covered_if_all_its_pieces_are(covered: list[Covered], whole: bool, any_of_it: bool) -> None:
    (value,) = score_case(SPLIT, covered).values
    assert (value.covered, value.touched) == (whole, any_of_it)


def test_a_value_that_stands_nowhere_is_missed() -> None:
    case = CLEAN.model_copy(update={"values": (Value(type="NAME", phenomenon="x", pieces=()),)})
    assert not score_case(case, [[(0, 14)]]).values[0].covered


def test_precision_counts_stretches_and_over_redaction_conversations() -> None:
    scores = summarise(
        [
            score_case(SPLIT, [[(0, 3), (5, 8)], [], [(0, 5)]]),
            score_case(CLEAN, [[(0, 3), (4, 6)]]),
            score_case(CLEAN, [[]]),
        ]
    )
    assert (scores.recall.part, scores.recall.whole) == (1, 1)
    assert (scores.precision.part, scores.precision.whole) == (2, 3)
    assert (scores.over_redaction.part, scores.over_redaction.whole) == (1, 2)
    assert scores.by_type["PHONE"].part == scores.by_phenomenon["phone"].part == scores.by_negative["dose"].part == 1


def test_wilson() -> None:
    assert wilson(Ratio(part=0, whole=0)) is None
    none, half = wilson(Ratio(part=0, whole=10)), wilson(Ratio(part=50, whole=100))
    assert none is not None
    assert half is not None
    assert (none.low, none.high) == (pytest.approx(0, abs=1e-12), pytest.approx(0.2775, abs=1e-4))
    assert (half.low, half.high) == (pytest.approx(0.4038, abs=1e-4), pytest.approx(0.5962, abs=1e-4))


class Capitals:
    """Finds every word that begins with a capital: a recognizer as simple as can be."""

    def recognize(self, texts: Sequence[str]) -> list[list[Hit]]:
        return [[Hit(0, len(text.split()[0]), "PERSON", 1.0, "capitals") for _ in text[:1] if text[:1].isupper()]
                for text in texts]  # fmt: skip


def test_detectors_answer_by_turn() -> None:
    documents = [["Call 555", "mm-hm"], [], ["Ten milligrams"]]
    assert each_turn_alone(Capitals())(documents) == [[[(0, 4)], []], [], [[(0, 3)]]]
    assert [len(turns) for turns in gate(Capitals())(documents)] == [2, 0, 1]


def test_every_detector_on_the_same_set_and_what_went_wrong() -> None:
    nothing, everything = (
        (lambda ds: [[[] for _ in d] for d in ds]),
        (lambda ds: [[[(0, len(t))] for t in d] for d in ds]),
    )
    blind, eager = measure("set", [SPLIT, CLEAN], {"blind": nothing, "eager": everything})
    assert (blind.scores.recall.part, eager.scores.recall.part) == (0, 1)
    assert (blind.scores.over_redaction.part, eager.scores.over_redaction.part) == (0, 1)
    assert wrong(SPLIT, blind.cases[0], blind.found[0]) == (["555 ... 01-42"], [])
    assert wrong(SPLIT, eager.cases[0], eager.found[0]) == ([], ["Mm-hm"])


def test_cases_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"
    path.write_text(SPLIT.model_dump_json() + "\n\n" + CLEAN.model_dump_json() + "\n", "utf-8")
    assert read_cases(path) == [SPLIT, CLEAN]


@pytest.mark.parametrize("line", ["{}", '{"id":"a","phenomenon":"x","turns":[{"role":"P","text":"secret"}],"values":'
    '[{"type":"ID","phenomenon":"x","pieces":[{"turn":0,"start":3,"end":9}]}]}'])  # fmt: skip
def test_a_case_that_is_none_names_its_line_and_nothing_else(tmp_path: Path, line: str) -> None:
    path = tmp_path / "own.jsonl"
    path.write_text(CLEAN.model_dump_json() + "\n" + line + "\n", "utf-8")
    with pytest.raises(StudyError, match=r"own.jsonl line 2.*TV144") as caught:
        read_cases(path)
    assert "secret" not in str(caught.value)


def test_asq_phi_marks_every_place(tmp_path: Path) -> None:
    (tmp_path / "asq-phi").mkdir()
    (tmp_path / "asq-phi" / "q.txt").write_text(
        "===QUERY===\nAda O’Neil, ada o'neil and Adam\n===PHI_TAGS===\n"
        '{"identifier_type": "NAME", "value": "Ada O\'Neil"}\n{"identifier_type": "ID", "value": "absent"}\n'
        "===QUERY===\nAspirin?\n===PHI_TAGS===\n",
        "utf-8",
    )
    named, clean = asq_phi(tmp_path)
    assert [(piece.start, piece.end) for piece in named.values[0].pieces] == [(0, 10), (12, 22)]
    assert named.values[1].pieces == ()
    assert clean.values == ()
    assert asq_phi(tmp_path / "nowhere") == []


def test_dialogues_lose_their_speakers(tmp_path: Path) -> None:
    (tmp_path / "mts-dialog").mkdir()
    (tmp_path / "mts-dialog" / "train.csv").write_text(
        'ID,dialogue\n1,"Doctor: Any pain?\n Guest_family: No: none."\n', "utf-8"
    )
    assert dialogues(tmp_path) == {"MTS-Dialog": [["Any pain?", "No: none."]]}


def test_lost_terms_by_class() -> None:
    text = "Chest pain and metformin, his A1C"
    lost = terms_lost([[text]], [[[(15, 24), (30, 33)]]], clinical_terms())
    assert {kind: (score.part, score.whole) for kind, score in lost.items()} == {
        "all": (2, 4),
        "symptom": (0, 2),
        "drug": (1, 1),
        "lab": (1, 1),
    }


def test_the_race_warms_up_and_takes_turns() -> None:
    order: list[str] = []

    def runner(name: str):  # type: ignore[no-untyped-def]
        return lambda documents: order.append(name) or [[[] for _ in d] for d in documents]

    speeds = race({"a": runner("a"), "b": runner("b")}, [["abc"], ["de"]], peer="b", rounds=2)
    assert order == ["a", "b", "a", "b", "b", "a"]
    assert speeds["a"].characters == 5
    assert speeds["b"].ratios is None
    assert speeds["a"].ratios == tuple(
        a / b for a, b in zip(speeds["a"].per_second, speeds["b"].per_second, strict=True)
    )


@pytest.mark.parametrize(
    ("covered", "place", "heard", "gone"),
    [
        ([(2, 11)], (1000, 1400), True, True),
        ([(2, 5)], (1000, 1400), True, False),
        ([], (1000, 1400), True, False),
        ([(0, 11)], (3000, 4000), False, False),
        ([(2, 5)], (1010, 1090), True, True),  # shorter than the word that was heard
        ([(2, 5)], (1000, 1290), True, True),  # the next word has begun, but its middle is not in that time
    ],
)
def test_an_identifier_is_judged_by_the_words_in_its_time(
    covered: Covered, place: tuple[int, int], heard: bool, gone: bool
) -> None:
    said = [("I", 800), ("Ada", 1000), ("Olsen", 1200)]
    words = tuple(Word(start=at, end=at + 200, text=text, probability=0.9) for text, at in said)
    turn = Turn(id=1, start=800, end=1400, speaker="S1", role="participant", role_confidence=0.9, words=words)
    transcript = Transcript(recording="r", language="en", turns=(turn,))
    told = told_of(TruePlace(type="NAME", start=place[0], end=place[1]), transcript, [covered])
    assert (told.heard, told.covered) == (heard, gone)
