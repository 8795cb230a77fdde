"""The leak gate refuses what the vault and the roster hold, and nothing else."""

import base64
import json
import time

import pytest

from trialvoice.core.errors import GateError
from trialvoice.core.roster import KnownValue
from trialvoice.redact.gate.verify import verify
from trialvoice.redact.replacing.vault import Vault, VaultEntry
from trialvoice.redact.spans import Hit


def vault(*pairs: tuple[str, str]) -> Vault:
    return Vault(
        entries=tuple(
            VaultEntry(tag=f"[{kind}_{i}]", type=kind, values=(value,), variants=())
            for i, (kind, value) in enumerate(pairs, 1)
        )
    )


HELD = vault(
    ("NAME", "Danuta Kowalczyk"),
    ("NAME", "Rose"),
    ("PHONE", "five five five, oh one four two"),
    ("ID", "104-022"),
    ("DATE", "march third nineteen sixty two"),
    ("AGE", "ninety three"),
    ("EMAIL", "dk at example dot org"),
    ("ADDRESS", "Chattanooga"),
    ("ORGANISATION", "the General Hospital"),
)

ROSTER = (
    KnownValue(type="ORGANISATION", value="Harbor Point Research"),
    KnownValue(type="NAME", value="Dr. Ines Vasquez-Lindqvist"),
    KnownValue(type="DATE", value="1958-11-02"),
)

LEAKS = [
    "said Kowalczyk twice",
    "KOWALCZYK",
    "Danuta's dose",
    '{"quote": "danuta"}',
    '{"quote": "\\u0064anuta"}',
    "<b>Kowal&#99;zyk</b>",
    "reach her on 555-0142",
    "reach her on 555 01 42",
    "born March Third nineteen  sixty two",
    "from chattanooga.",
    "subject 104-022 came",
    "a new number, (212) 555-0199",
    "SSN 078-05-1120",
    "write to someone@example.com",
    "MRN: 448812",
    "at Harbor Point Research, said Dr. Vasquez-Lindqvist",
    "born 1958-11-02",
    "on november second",
]

CLEAN = [
    "a rose garden; she rose early",
    "ninety three percent",
    "in March",
    '{"start": 5550142, "end": 5550999}',
    '<button data-start="5550142">play</button>',
    "sha256 5550142abc0123456789abcdef555014255501425550142555014255501420",
    "[NAME_1] was born on [DATE_2]",
    "2026-03-02T09:30:00+01:00",
    "blood pressure 120/80, day 104, week 22",
    "general hospital care",
    "version 1.2.3.4",
]


@pytest.mark.parametrize("text", LEAKS)
def test_a_leak_refuses_and_is_never_named(text: str) -> None:
    with pytest.raises(GateError) as refusal:
        verify(
            {"ok.csv": "fine", "report.html": text},
            vault=HELD,
            roster=ROSTER,
        )
    assert refusal.value.code == "TV501"
    assert refusal.value.place == "report.html"
    told = str(refusal.value).lower()
    assert not any(word in told for word in ("kowal", "danuta", "0142", "chattanooga", "vasquez"))


@pytest.mark.parametrize("text", CLEAN)
def test_what_is_no_leak_passes(text: str) -> None:
    verify({"report.html": text}, vault=HELD, roster=())


def test_bytes_and_file_names_are_searched() -> None:
    with pytest.raises(GateError):
        verify({"a.mp3": b"ID3\x00\xff Kowalczyk \x00"}, vault=HELD)
    with pytest.raises(GateError) as refusal:
        verify({"ok": "", "visits/kowalczyk_d.json": "{}"}, vault=HELD)
    assert refusal.value.place == "file 2"


def test_sound_in_base64_never_refuses_and_is_fast() -> None:
    sound = base64.b64encode(b"danuta kowalczyk 555-0142 " * 40_000).decode()
    page = f'<audio src="data:audio/mpeg;base64,{sound}"></audio>' + "<p>all is well</p>" * 20_000
    began = time.perf_counter()
    verify({"report.html": page, "data.json": json.dumps({"audio": sound})}, vault=HELD)
    assert time.perf_counter() - began < 3


class _Everything:
    """A recognizer that takes all it is given for an identifier of one kind."""

    def __init__(self, kind: str, score: float) -> None:
        self.kind = kind
        self.score = score

    def recognize(self, texts: list[str]) -> list[list[Hit]]:
        return [[Hit(0, len(text), self.kind, self.score, "test")] for text in texts]


def test_the_second_detector_refuses_above_its_threshold() -> None:
    page = {"a.html": "<p>code 12345 here</p>"}
    with pytest.raises(GateError):
        verify(page, vault=Vault(), recognizer=_Everything("ID", 0.9), threshold=0.85)
    verify(page, vault=Vault(), recognizer=_Everything("ID", 0.8), threshold=0.85)
    verify(page, vault=Vault(), recognizer=_Everything("DATE", 0.9), threshold=0.85)


def test_the_trials_own_ids_stand_on_purpose() -> None:
    """A recording called like a record number, and a subject number that was also spoken."""
    rows = {"findings.csv": "RES0201-ae-2,OSCE,01,RES0201,subject 104-022,adverse event"}
    with pytest.raises(GateError):
        verify(rows, vault=HELD)
    verify(rows, vault=HELD, own=("RES0201", "104-022"))
    with pytest.raises(GateError):
        verify({"findings.csv": "RES0201 Kowalczyk"}, vault=HELD, own=("RES0201", "104-022"))


def test_a_pages_markup_is_no_ones_name_but_what_it_shows_is_read() -> None:
    held = vault(("NAME", "Max Lang"), ("NAME", "Kowalczyk"))
    page = '<!doctype html><html lang="en"><style>p {max-width: 1px}</style><p class="max">%s</p>'
    verify({"report.html": page % "nobody"}, vault=held)
    for shown in ("Max", "<a href='kowalczyk.html'>x</a>", '<b aria-label="Lang">x</b>', "Kowal&#99;zyk"):
        with pytest.raises(GateError):
            verify({"report.html": page % shown}, vault=held)
