"""Scoring findings against an answer key: what counts as right, missed, extra, and by how much."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from trialvoice.cli import app
from trialvoice.core.errors import StudyError
from trialvoice.core.findings import AdverseEvent, Finding
from trialvoice.core.study_file import load_study
from trialvoice.evaluate.extraction.fields import same_value, same_words
from trialvoice.evaluate.extraction.match import Matched, match
from trialvoice.evaluate.extraction.names import same_name
from trialvoice.evaluate.extraction.totals import totals
from trialvoice.evaluate.extraction.visit_scores import score_visit
from trialvoice.evaluate.visits.visit import FOLDER, ScriptedVisit, load_visit
from trialvoice.safe.extract import extract
from trialvoice.safe.extracted import Extracted
from trialvoice.safe.language.dialogue import Dialogue

STUDY = load_study(Path(__file__).parents[2] / "sample_audio" / "study.toml")
SCRIPT = """
subject = "1004"
visit = "week4"
recorded_at = 2026-02-10T09:30:00-05:00
day1 = 2026-01-12
about = "two events, one denied"
dialogue = '''
investigator: Anything new since last time?
participant: {head|I had a headache on Monday.} And {knee|my elbow was swollen.}
investigator: {fever|Any fever?}
participant: {fever|No.}
'''
[[findings]]
id = "head"
kind = "adverse_event"
term = "headache"
[[findings]]
id = "knee"
kind = "adverse_event"
term = "swelling of the elbow"
optional = true
[[findings]]
id = "fever"
kind = "adverse_event"
assertion = "denied"
term = "fever"
"""


@pytest.fixture
def visit(tmp_path: Path) -> ScriptedVisit:
    path = tmp_path / "week4.toml"
    path.write_text(SCRIPT, encoding="utf-8")
    return load_visit(path, STUDY)


def event(visit: ScriptedVisit, term: str, words: str) -> Finding:
    """A finding proven by these words."""
    dialogue = Dialogue(visit.transcript)
    at = next(i for i, text in enumerate(dialogue.texts) if words in text)
    start = dialogue.texts[at].index(words)
    proof = dialogue.evidence(at, start, start + len(words))
    return Finding(
        id=f"ae-{start}",
        value=AdverseEvent(term=term),
        evidence=(proof,),
        assertion="present",
        confidence=0.9,
        source="rule:symptoms@1",
    )


def matched(visit: ScriptedVisit, how: str, *found: Finding) -> Matched:
    texts = {turn.id: turn.text for turn in visit.transcript.turns}
    return match(found, visit.expected, how, texts)  # type: ignore[arg-type]


def test_a_finding_is_matched_by_place_by_name_and_to_the_character(visit: ScriptedVisit) -> None:
    wrong_name = event(visit, "dizziness", "a headache on")
    assert len(matched(visit, "place", wrong_name).pairs) == 1
    assert matched(visit, "named", wrong_name).extra == (wrong_name,)
    near = event(visit, "headache", "a headache on")
    assert len(matched(visit, "named", near).pairs) == 1
    assert matched(visit, "strict", near).extra == (near,)
    assert len(matched(visit, "strict", event(visit, "headache", "had a headache on Monday.")).pairs) == 1


def test_the_same_event_twice_is_one_too_many(visit: ScriptedVisit) -> None:
    twice = matched(visit, "named", event(visit, "headache", "headache"), event(visit, "headaches", "I had a headache"))
    assert (len(twice.pairs), len(twice.extra), len(twice.missed)) == (1, 1, 0)


def test_an_optional_entry_is_neither_missed_nor_extra(visit: ScriptedVisit) -> None:
    nothing = matched(visit, "named")
    assert [one.key.id for one in nothing.missed] == ["head"]
    both = matched(visit, "named", event(visit, "elbow swelling", "my elbow was swollen"))
    assert (both.pairs, both.extra) == ((), ())


def test_a_denied_event_that_is_reported_is_extra(visit: ScriptedVisit) -> None:
    reported = event(visit, "fever", "Any fever?")
    assert matched(visit, "place", reported).extra == (reported,)


def test_scores_of_a_visit_and_their_totals(visit: ScriptedVisit) -> None:
    made = extract(visit.transcript, visit.study, visit=visit.visit, recording=visit.recording)
    scores = score_visit(visit, made, 1.0)
    assert scores.tallies["adverse_event, named"].model_dump() == {"right": 1, "missed": 0, "extra": 0}
    assert (scores.assertions.part, scores.assertions.whole) == (2, 2)
    assert scores.grounded.value == 1.0
    assert scores.items.value == 1.0
    total = totals([scores, scores])
    assert total.visits == 2
    assert next(kind.f1.value for kind in total.kinds if kind.name == "adverse_event, named" and kind.f1) == 1.0
    assert total.calibration
    assert total.calibration.findings >= 2


def test_a_quote_that_is_not_in_the_transcript_is_counted(visit: ScriptedVisit) -> None:
    good = event(visit, "headache", "headache")
    bad = good.model_copy(update={"evidence": (good.evidence[0].model_copy(update={"quote": "migraine"}),)})
    made = extract(visit.transcript, visit.study, visit=visit.visit, recording=visit.recording)
    broken = Extracted.model_construct(**{**made.__dict__, "findings": (good, bad)})
    grounded = score_visit(visit, broken, 1.0).grounded
    assert (grounded.part, grounded.whole) == (1, 2)


@pytest.mark.parametrize(
    ("found", "wanted", "same"),
    [
        ("woozy (dizziness)", ("dizzy",), True),
        ("swelling of the knee", ("swollen ankles", "edema"), False),
        ("vomiting", ("throwing up", "vomit"), True),
        ("mild pain", ("mild fever",), False),
    ],
)
def test_names_are_the_same_by_their_telling_words(found: str, wanted: tuple[str, ...], same: bool) -> None:
    assert same_name(found, wanted) is same


def test_words_and_values_of_fields() -> None:
    assert same_words(None, None)
    assert not same_words("last week", None)
    assert same_words("since last Monday", "last Monday")
    assert not same_words("on Tuesday", "last Monday")
    assert same_value("3", "3.0")
    assert not same_value("3", "4")
    assert same_value("Never", "never")


def test_a_visit_whose_quotes_and_entries_differ_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "week4.toml"
    path.write_text(SCRIPT.replace("{knee|", "{neck|"), encoding="utf-8")
    with pytest.raises(StudyError, match="knee, neck") as caught:
        load_visit(path, STUDY)
    assert caught.value.code == "TV147"


def test_a_model_card_holds_the_figures_and_no_words(tmp_path: Path) -> None:
    folder = tmp_path / "visits"
    shutil.copytree(FOLDER / "dev" / "migraine", folder / "migraine")
    path = tmp_path / "card.md"
    done = CliRunner().invoke(
        app, ["evaluate", "extraction", "--folder", str(folder), "--rules-alone", "--card", str(path)]
    )
    assert done.exit_code == 0
    text = path.read_text(encoding="utf-8")
    assert "| adverse_event, named |" in text
    assert "no language model" in text
    assert "4 scripted visits (the caller's)" in text


def test_the_words_of_the_test_part_are_never_shown() -> None:
    done = CliRunner().invoke(app, ["evaluate", "extraction", "--rules-alone", "--show-errors"])
    assert done.exit_code == 2
    assert "measured by figures alone" in done.output
