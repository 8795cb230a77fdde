"""The figures of `evaluate deid` as people and programs see them."""

import json

import pytest

from trialvoice.commands.evaluate_deid import CorpusPart
from trialvoice.commands.evaluate_deid_output import Data, Output, Tables
from trialvoice.evaluate.deid import Measured, measure
from trialvoice.evaluate.deid_cases import Case, CaseTurn, Piece, Value
from trialvoice.evaluate.deid_scores import score_of
from trialvoice.evaluate.deid_speed import Speed
from trialvoice.evaluate.deid_study import StudyScore, Told

NAMED = [
    Case(
        id=f"name-{at}",
        phenomenon=f"name {at}",
        turns=(CaseTurn(role="P", text="I am Zebulon"),),
        values=(Value(type="NAME", phenomenon=f"name {at}", pieces=(Piece(turn=0, start=5, end=12),)),),
    )
    for at in range(2)
]


def measured() -> list[Measured]:
    return measure(
        "a set",
        NAMED,
        {
            "gate": lambda documents: [[[(5, 12)]] for _ in documents],
            "peer": lambda documents: [[[(5, 7)]] for _ in documents],
        },
    )


def shown(output: Output, capsys: pytest.CaptureFixture[str]) -> str:
    """All that an output prints of everything."""
    output.scores(measured())
    output.terms("notes", {"gate": {"drug": score_of([False, True])}, "peer": {"drug": score_of([True, True])}})
    output.speed(
        {"gate": Speed(characters=9, per_second=(4, 6), ratios=(2, 3)), "peer": Speed(characters=9, per_second=(2, 2))}
    )
    told = (
        Told("NAME", heard=True, covered=True),
        Told("ID", heard=True, covered=False),
        Told("ID", heard=False, covered=False),
    )
    output.study([StudyScore("visit", {"gate": told}), StudyScore("unheard", {})])
    return capsys.readouterr().out


def test_tables(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(Tables(), capsys)
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in text.splitlines() if "│" in line]
    assert ["a set", "gate", "2", "100.0%", "34.2% to 100.0%", "100.0%", "100.0%", "0", "", ""] in rows
    assert ["a set", "peer", "2", "0.0%", "0.0% to 65.8%", "100.0%", "100.0%", "0", "", ""] in rows
    assert ["name 0", "1", "100.0%", "20.7% to 100.0%", "0.0%", "0.0% to 79.3%"] in rows
    assert next(row for row in rows if row[0] == "drug")[:3] == ["drug", "2", "50.0%"]
    assert ["gate", "9", "5", "4 to 6", "3.00", "2.00 to 3.00"] in rows
    assert ["visit", "gate", "3", "2", "1", "1"] in rows
    assert "Zebulon" not in text


def test_data(capsys: pytest.CaptureFixture[str]) -> None:
    lines = [json.loads(line) for line in shown(Data(), capsys).splitlines()]
    assert [line["scores"]["recall"]["part"] for line in lines[:2]] == [2, 0]
    assert lines[2]["terms_lost"]["drug"]["part"] == 1
    assert lines[4]["speed"]["ratios"] == [2, 3]
    assert lines[6] == {
        "recording": "visit",
        "study": {"gate": {"identifiers": 3, "heard": 2, "covered": 1, "missed": 1}},
    }
    assert lines[7] == {"recording": "unheard", "study": {}}


def test_parts() -> None:
    assert [part.parts for part in CorpusPart] == [("dev",), ("test",), ("dev", "test"), ()]
