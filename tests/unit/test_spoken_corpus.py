"""The project's own corpus: what its generator promises."""

import json
import subprocess
import sys
from collections import Counter

import pytest

from trialvoice.evaluate.deid_cases import Case
from trialvoice.evaluate.spoken.data import data
from trialvoice.evaluate.spoken.forms import FORMS
from trialvoice.evaluate.spoken.generate import generate
from trialvoice.evaluate.spoken.markup import unmark
from trialvoice.evaluate.spoken.parts import PARTS, share_of
from trialvoice.redact.spans import TYPES

BOTH = {part: generate(part) for part in PARTS}


def said(case: Case) -> str:
    """The pieces of the first value, as they stand in the turns."""
    return " ".join(case.turns[piece.turn].text[piece.start : piece.end] for piece in case.values[0].pieces)


def test_as_much_as_the_issue_asks_for() -> None:
    cases = [case for part in BOTH.values() for case in part]
    assert sum(len(case.values) for case in cases) >= 900
    assert sum(not case.values for case in cases) >= 250
    for part in BOTH.values():
        assert len({value.phenomenon for case in part for value in case.values}) >= 20


def test_a_seed_makes_one_corpus() -> None:
    assert generate("dev", seed=3) == generate("dev", seed=3)
    assert generate("dev", seed=3) != generate("dev", seed=4)


def test_parts_share_no_phenomenon_no_value_and_no_carrier() -> None:
    dev, test = ({case.phenomenon for case in BOTH[part]} for part in PARTS)
    assert not dev & test
    for lines in (line for family in data().families.values() for line in (family.asked, family.answered, family.told)):
        assert not {*share_of(lines, "dev")} & {*share_of(lines, "test")}
    names = [{said(case) for case in BOTH[part] if case.values and case.values[0].type == "NAME"} for part in PARTS]
    assert not names[0] & names[1]


def test_pieces_stand_where_values_do() -> None:
    texts = {case.id: said(case) for case in BOTH["dev"] if case.values}
    assert all(text == text.strip() and any(c.isalnum() for c in text) for text in texts.values())
    assert all("@" in text for name, text in texts.items() if name.startswith("email_written"))
    assert all(" at " in text for name, text in texts.items() if name.startswith("email_said"))
    assert all(set(text.replace(", ", "")) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ") or "," in text
               for name, text in texts.items() if name.startswith("spelled_commas"))  # fmt: skip


def test_no_markup_is_left() -> None:
    for case in (case for part in BOTH.values() for case in part):
        assert not any(mark in turn.text for turn in case.turns for mark in "[]{}|")


def test_ids_are_unique_and_types_known() -> None:
    cases = [case for part in BOTH.values() for case in part]
    assert max(Counter(case.id for case in cases).values()) == 1
    assert {value.type for case in cases for value in case.values} == set(TYPES)


def test_no_phenomenon_is_solved_by_one_carrier() -> None:
    families = {phenomenon.family for phenomenon in data().phenomena}
    assert families == set(data().families)
    assert min(data().families[name].carriers for name in families) >= 40
    for phenomenon in data().phenomena:
        shapes = {
            " / ".join(turn.text for turn in case.turns).replace(said(case), "")
            for case in BOTH[phenomenon.part]
            if case.phenomenon == phenomenon.name
        }
        assert len(shapes) >= 10, phenomenon.name


def test_every_form_is_used() -> None:
    assert {phenomenon.form for phenomenon in data().phenomena} == set(FORMS)


def test_split_values_have_pieces_in_several_turns() -> None:
    split = [case for case in BOTH["dev"] if case.phenomenon == "phone_group_a_turn"]
    assert all(len({piece.turn for piece in case.values[0].pieces}) == 3 for case in split)


@pytest.mark.parametrize(
    ("turn", "text", "pieces"),
    [
        ("No value.", "No value.", ()),
        ("It's [five five], uh, [oh one].", "It's five five, uh, oh one.", ((5, 14), (20, 26))),
    ],
)
def test_unmark(turn: str, text: str, pieces: tuple[tuple[int, int], ...]) -> None:
    assert (unmark(turn).text, unmark(turn).pieces) == (text, pieces)


def test_printed_as_json_lines() -> None:
    command = [sys.executable, "-m", "trialvoice.evaluate.spoken", "--part", "dev", "--seed", "7"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    assert [Case.model_validate_json(line) for line in printed] == generate("dev", seed=7)
    assert {"id", "phenomenon", "turns", "values"} == set(json.loads(printed[0]))
