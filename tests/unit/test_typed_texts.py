"""Which texts the gate reads, and beside which field it speaks."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests import reviewed_sample
from tests.reviewed_sample import HEADACHE
from trialvoice.core.errors import GateError
from trialvoice.core.findings import CrfItem, VitalSign
from trialvoice.trial.review.context import ReviewContext
from trialvoice.trial.review.typed_texts import free_texts, screened
from trialvoice.trial.store.database import open_database


def test_only_what_is_typed_anew_is_read() -> None:
    typed = {"term": ["headache"], "treatment": ["an ice pack"], "onset_date": ["2026-03-01"], "severity": ["severe"]}
    assert free_texts("adverse_event", typed, HEADACHE) == {"treatment": "an ice pack"}
    assert free_texts("adverse_event", typed, None) == {"term": "headache", "treatment": "an ice pack"}


@pytest.mark.parametrize(
    ("kind", "typed", "texts"),
    [
        ("crf_item", {"item": ["SU.JOB"], "value": ["baker"]}, {"value": "baker"}),
        ("vital_sign", {"test": ["PULSE"], "value": ["72"], "unit": ["beats/min"]}, {"unit": "beats/min"}),
        ("mood", {"feeling": ["mixed"], "what": [" so so "]}, {"what": "so so"}),
    ],
)
def test_free_texts_of_every_shape_are_read(kind: str, typed: dict[str, list[str]], texts: dict[str, str]) -> None:
    assert free_texts(kind, typed, None) == texts
    assert free_texts("crf_item", {"value": ["baker"]}, CrfItem(form="SU", item="JOB", value="baker")) == {}
    assert free_texts("vital_sign", {"unit": ["C"]}, VitalSign(test="TEMP", value=37.0, unit="F")) == {"unit": "C"}


@pytest.fixture
def read() -> list[str]:
    return []


@pytest.fixture
def context(tmp_path: Path, read: list[str]) -> Iterator[ReviewContext]:
    """A gate that knows one name, also where it is written over two lines."""

    def screen(study: str, recording: str, text: str) -> None:
        read.append(text)
        if "ada love" in " ".join(text.split()):
            raise GateError("TV505", "the text holds a name", place=recording, remedy="write it without")

    database = open_database(f"sqlite:///{tmp_path / 'x.sqlite'}", b"k" * 32)
    yield ReviewContext(
        database=database, now=lambda: datetime.now(UTC), sound=lambda study, recording: None, screen=screen
    )
    database.close()


def test_all_texts_are_read_at_once_and_the_wrong_one_is_told(context: ReviewContext, read: list[str]) -> None:
    visit = reviewed_sample.undecided()
    assert screened(context, visit, {"term": "rash", "reason": "seen"}) == {}
    assert read == ["rash\nseen"]
    told = screened(context, visit, {"term": "as ada love said", "reason": "seen"})
    assert told == {"term": "The text holds a name; write it without [TV505]"}


def test_a_name_over_two_fields_is_refused_too(context: ReviewContext) -> None:
    told = screened(context, reviewed_sample.undecided(), {"term": "ada", "reason": "love"})
    assert list(told) == ["reason"]


def test_nothing_typed_is_not_read(context: ReviewContext, read: list[str]) -> None:
    assert screened(context, reviewed_sample.undecided(), {"reason": ""}) == {}
    assert read == []
