"""What reviewers decided as an evaluation set: written, read back as any scripted visit, and scored."""

import tomllib
from pathlib import Path

import pytest

from tests.reviewed_sample import STUDY
from tests.store_sample import (
    FIRST,
    HEADACHE,
    INVESTIGATOR,
    KEY,
    decide_all,
    decided,
    machine_finding,
    named,
    result,
    seen,
    six,
    take,
)
from trialvoice.core.findings import AdverseEvent, ProtocolDeviation
from trialvoice.core.study_file import load_study
from trialvoice.evaluate.extraction.run import extracted
from trialvoice.evaluate.extraction.visit_scores import Tally, VisitScores, score_visit
from trialvoice.evaluate.feedback.dialogue_text import UnwritableError, dialogue_of, marked
from trialvoice.evaluate.feedback.evaluation_set import EvaluationSet, evaluation_set
from trialvoice.evaluate.feedback.toml_text import toml_of
from trialvoice.evaluate.visits.dialogue import parse
from trialvoice.evaluate.visits.visit import ScriptedVisit, load_visits
from trialvoice.safe.extracted import Extracted
from trialvoice.trial.store.database import Database, open_database
from trialvoice.trial.store.deciding import Passage, add_finding
from trialvoice.trial.store.reading import read_study, read_transcript

RASH = AdverseEvent(term="rash")
LATE = ProtocolDeviation(category="dosing", description="took it late", rule="stated")


@pytest.fixture
def taken(tmp_path: Path) -> Database:
    store = open_database(f"sqlite:///{tmp_path / 'store.db'}", b"k" * 32)
    late = machine_finding("pd-1", LATE, "I took it at noon.", at=8)
    take(store, result((*six(), machine_finding("ae-3", RASH, "A rash, maybe.", at=7), late)))
    return store


def made(store: Database) -> EvaluationSet:
    with store.looks() as session:
        study = read_study(session, "TV-1")
        said = {one.recording: read_transcript(session, "TV-1", one.recording) for one in study.visits}
    return evaluation_set(study, said)


def written(store: Database, folder: Path) -> list[ScriptedVisit]:
    for name, content in made(store).files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return load_visits(folder)


def scores(store: Database, folder: Path) -> VisitScores:
    """Of what the machine found, against what people made of it."""
    (visit,) = written(store, folder)
    run = seen(store).result
    found = Extracted(findings=run.findings, mentions=(), forms=run.forms, counts={}, tokens=run.tokens, warnings=())
    return score_visit(visit, found, 0.0)


def test_it_is_read_back_as_it_was_said_and_decided(taken: Database, tmp_path: Path) -> None:
    decide_all(taken)
    (visit,) = written(taken, tmp_path / "set")
    with taken.looks() as session:
        said = read_transcript(session, *KEY)
    assert [(turn.role, turn.text) for turn in visit.transcript.turns] == [
        (turn.role, turn.text) for turn in said.turns
    ]
    assert (visit.recording.subject, visit.visit.id, visit.recording.day1) == ("101", "V1", seen(taken).day1)
    assert visit.recording.recorded_at == seen(taken).recorded_at
    assert sorted(one.key.kind for one in visit.expected) == [
        "adverse_event", "adverse_event", "adverse_event", "concomitant_medication", "crf_item", "crf_item",
        "missed_dose", "protocol_deviation", "vital_sign",
    ]  # fmt: skip
    assert all(one.quotes for one in visit.expected)


def test_all_accepted_is_all_right(taken: Database, tmp_path: Path) -> None:
    decide_all(taken)
    made = scores(taken, tmp_path / "set")
    for how in ("strict", "named", "place"):
        assert made.tallies[f"adverse_event, {how}"] == Tally(right=3, missed=0, extra=0)
        assert made.tallies[f"concomitant_medication, {how}"] == Tally(right=1, missed=0, extra=0)
    assert all(ratio.part == ratio.whole for ratio in made.fields.values())
    assert (made.items.part, made.items.whole) == (2, 2)
    assert made.serious == Tally(right=1, missed=0, extra=0)


def test_rejected_is_wrong_and_added_is_missed(taken: Database, tmp_path: Path) -> None:
    decided(taken, "ae-3", "reject", reason="not sure it is one")
    decided(taken, "md-1", "reject", reason="told of a vitamin")
    with taken.acts() as session:
        where = Passage(turn=4, start_char=0, end_char=8)
        add_finding(session, KEY, AdverseEvent(term="dizziness"), where, "missed", INVESTIGATOR)
    decide_all(taken)
    made = scores(taken, tmp_path / "set")
    assert made.tallies["adverse_event, named"] == Tally(right=2, missed=1, extra=1)
    assert made.tallies["missed_dose, place"] == Tally(right=0, missed=0, extra=1)


def test_an_edit_is_what_is_wanted(taken: Database, tmp_path: Path) -> None:
    decided(taken, "ae-1", "edit", value=HEADACHE.model_copy(update={"term": "migraine", "severity": "severe"}))
    decide_all(taken)
    made = scores(taken, tmp_path / "set")
    assert made.tallies["adverse_event, place"] == Tally(right=3, missed=0, extra=0)
    assert made.tallies["adverse_event, named"] == Tally(right=2, missed=1, extra=1)


@pytest.mark.parametrize(
    ("reason", "assertion"),
    [
        ("she had it before the study", "past"),
        ("it was her Mother", "someone_else"),
        ("the participant denies it", "denied"),
        ("only feared", "hypothetical"),
        ("wrong", None),
    ],
)
def test_a_reason_tells_what_a_rejected_event_was(
    taken: Database, tmp_path: Path, reason: str, assertion: str | None
) -> None:
    decided(taken, "ae-3", "reject", reason=reason)
    decide_all(taken)
    name = named(seen(taken), "ae-3").uid.replace("-", "_")
    (visit,) = written(taken, tmp_path / "set")
    assert next((one.key.assertion for one in visit.expected if one.key.id == name), None) == assertion
    assert scores(taken, tmp_path / "set").tallies["adverse_event, named"].extra == 1


def test_a_rejected_deviation_is_to_be_ruled_out(taken: Database, tmp_path: Path) -> None:
    decided(taken, "pd-1", "reject", reason="noon is allowed")
    decide_all(taken)
    made = scores(taken, tmp_path / "set")
    assert made.tallies["protocol_deviation, place"] == Tally(right=0, missed=0, extra=1)
    assert made.tallies["no deviation, place"] == Tally(right=0, missed=1, extra=0)


def test_what_is_not_decided_in_full_is_left_out(taken: Database) -> None:
    decided(taken, "ae-1", "accept")
    assert made(taken) == EvaluationSet({}, {FIRST: "findings are not decided yet"})


def test_the_machine_of_now_is_measured_on_it(taken: Database, tmp_path: Path) -> None:
    decide_all(taken)
    ((_, found, measured),) = extracted(written(taken, tmp_path / "set"), None)
    assert found.findings
    assert measured.tallies["adverse_event, place"].right >= 1


def test_the_same_record_gives_the_same_bytes(taken: Database) -> None:
    decide_all(taken)
    assert made(taken) == made(taken)


def test_the_study_file_is_the_same_but_for_names_of_sites_and_staff(taken: Database, tmp_path: Path) -> None:
    decide_all(taken)
    written(taken, tmp_path / "set")
    known_by_id = tuple(site.model_copy(update={"name": site.id, "staff": ()}) for site in STUDY.sites)
    expected = STUDY.model_copy(update={"sites": known_by_id})
    assert load_study(tmp_path / "set" / "TV-1" / "study.toml") == expected


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([(0, 3, "a")], "{a|abc}defghi"),
        ([(0, 6, "a"), (3, 9, "b")], "{a|abc{b|def}}{b|ghi}"),
        ([(0, 9, "a"), (3, 6, "b")], "{a|abc{b|def}ghi}"),
        ([(0, 3, "a"), (0, 3, "b")], "{a|{b|abc}}defghi"),
        ([(0, 3, "a"), (3, 6, "b")], "{a|abc}{b|def}ghi"),
        ([(0, 4, "a"), (2, 6, "b"), (3, 9, "c")], "{a|ab{b|c{c|d}}}{c|{b|ef}ghi}"),
    ],
)
def test_marks_nest_and_never_cross(spans: list[tuple[int, int, str]], expected: str) -> None:
    made = marked("abcdefghi", spans)
    (line,) = parse(f"participant: {made}")
    assert line.text == "abcdefghi"
    covered = {name: set[int]() for _, _, name in spans}
    for mark in line.marks:
        covered[mark.finding] |= set(range(mark.start, mark.end))
    assert covered == {name: set(range(start, end)) for start, end, name in spans}
    assert made == expected


def test_what_the_markup_cannot_say_is_left_out(taken: Database) -> None:
    with taken.looks() as session:
        said = read_transcript(session, *KEY)
    unknown = said.model_copy(update={"turns": (said.turns[0].model_copy(update={"role": "unknown"}),)})
    with pytest.raises(UnwritableError):
        dialogue_of(unknown, {})
    word = said.turns[0].words[0].model_copy(update={"text": "a}b"})
    signs = said.model_copy(update={"turns": (said.turns[0].model_copy(update={"words": (word,)}),)})
    with pytest.raises(UnwritableError):
        dialogue_of(signs, {})


def test_any_text_goes_through_toml() -> None:
    held = {
        "a": 'quote " and \\ and \t and é',
        "b": 'two\nlines with """ and \\',
        "c": [1, 2.5, True],
        "d": {"e": "f\x7f"},
    }
    assert tomllib.loads(toml_of(held)) == held | {"b": held["b"]}
