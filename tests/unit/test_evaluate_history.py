"""Pairs of tellings: what is joined rightly, missed and made up."""

from pathlib import Path

import pytest

from trialvoice.evaluate.extraction.history import HistoryScores, score_histories
from trialvoice.evaluate.visits.visit import ScriptedVisit, load_visits
from trialvoice.safe.extract import extract

STUDY = """
[study]
id = "TV-9"
title = "A study"
drug = "Velorine"
indication = "arthritis"
[[sites]]
id = "01"
name = "North"
[dosing]
dose = "10 mg"
[[visits]]
id = "week4"
name = "Week 4"
day = 29
[[visits]]
id = "week8"
name = "Week 8"
day = 57
"""
VISIT = """
subject = "1001"
visit = "{visit}"
recorded_at = {at}T09:00:00+00:00
about = "one event"
dialogue = '''
investigator: How have you been?
participant: {{h|{said}}}
'''
[[findings]]
id = "h"
kind = "adverse_event"
term = "{term}"
ctcae = "{ctcae}"
outcome = "{outcome}"
{more}
"""


def visits(folder: Path, *, continues: bool, later: str = "headache") -> list[ScriptedVisit]:
    """Two visits of one subject, with a headache at the first."""
    home = folder / "joint"
    home.mkdir()
    (home / "study.toml").write_text(STUDY, encoding="utf-8")
    first = VISIT.format(
        visit="week4", at="2026-02-02", said="I have a bad headache.", term="headache", ctcae="Headache",
        outcome="ongoing", more="",
    )  # fmt: skip
    second = VISIT.format(
        visit="week8", at="2026-03-02", said=f"I still have the {later}.", term=later, ctcae=later.capitalize(),
        outcome="ongoing", more='continues = "a/h"' if continues else "",
    )  # fmt: skip
    (home / "a.toml").write_text(first, encoding="utf-8")
    (home / "b.toml").write_text(second, encoding="utf-8")
    return load_visits(folder)


def scores(made: list[ScriptedVisit]) -> HistoryScores:
    done = [(v, extract(v.transcript, v.study, visit=v.visit, recording=v.recording)) for v in made]
    (one,) = score_histories(done)
    return one


@pytest.mark.parametrize(
    ("continues", "later", "expected"),
    [
        (True, "headache", (1, 0, 0)),
        (False, "headache", (0, 0, 1)),
        (True, "nausea", (0, 1, 0)),
        (False, "nausea", (0, 0, 0)),
    ],
    ids=["joined rightly", "joined wrongly", "not joined", "rightly apart"],
)  # fmt: skip
def test_pairs_are_counted(tmp_path: Path, continues: bool, later: str, expected: tuple[int, int, int]) -> None:
    one = scores(visits(tmp_path, continues=continues, later=later))
    for tally in (one.of_key, one.found):
        assert (tally.right, tally.missed, tally.extra) == expected


def test_a_subject_who_came_once_has_no_history(tmp_path: Path) -> None:
    first, _ = visits(tmp_path, continues=True)
    assert score_histories([(first, extract(first.transcript, first.study))]) == []
