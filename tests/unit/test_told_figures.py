"""Fevers and overdoses that a figure tells, and figures that tell none."""

import pytest

from tests.visits import visit
from trialvoice.safe.events.told_figures import told_by_figures
from trialvoice.safe.language.dialogue import Dialogue


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (["I: Did you take a temperature?", "P: Thirty-eight four, this last one."], ["fever"]),
        (["P: The thermometer said 102."], ["fever"]),
        (["P: I swallowed the lot with my porridge."], ["overdose"]),
        (["P: I took three at once."], ["overdose"]),
        (["I: Four Vesolane at once."], ["overdose"]),
        (["P: My temperature was thirty-six eight."], []),
        (["I: Over thirty-eight on the thermometer, you ring us."], []),
        (["P: I'm thirty-nine now."], []),
        (["P: I took two at once."], []),
        (["P: I took all three pills this week."], []),
        (["P: I had four biscuits."], []),
    ],
)
def test_told_by_figures(said: list[str], found: list[str]) -> None:
    dialogue = Dialogue(visit(*said))
    assert [m.term for s in dialogue.sentences for m in told_by_figures(dialogue, s)] == found
