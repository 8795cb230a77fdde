"""Names and codelists of CDISC: what a study file's forms are warned of, and an adverse event in SDTM's terms."""

import pytest

from tests.visits import STUDY
from trialvoice.core.cdisc import cdisc_warnings, sdtm_of
from trialvoice.core.findings import AdverseEvent
from trialvoice.core.study import Form, Item, Study


def _with(**item: object) -> Study:
    made = Item.model_validate({"id": "I", "question": "?", "type": "text", **item})
    return STUDY.model_copy(update={"forms": (Form(id="F", title="F", items=(made,)),)})


@pytest.mark.parametrize(
    ("item", "code"),
    [
        ({"cdash": "SYSBP_VSORRES", "unit": "mmHg"}, None),
        ({"cdash": "VSORRES", "unit": "beats/min"}, None),
        ({"cdash": "AGE"}, None),
        ({"cdash": "SUNCF", "type": "choice", "choices": ["never", "former", "current"]}, None),
        ({"cdash": "QSORRES", "unit": "joints"}, None),
        ({}, None),
        ({"unit": "tablets"}, None),
        ({"cdash": "BLOODPRESSURE"}, "TV162"),
        ({"cdash": "XXORRES"}, "TV162"),
        ({"cdash": "sysbp"}, "TV162"),
        ({"cdash": "SYSTOL_VSORRES", "unit": "mmHg"}, "TV163"),
        ({"cdash": "PULSE_VSORRES", "unit": "bpm"}, "TV164"),
        ({"cdash": "PULSE_VSORRES", "unit": "per minute"}, "TV164"),
        ({"cdash": "DAORRES", "unit": "tablets"}, "TV164"),
        ({"cdash": "AESEV", "type": "choice", "choices": ["light", "severe"]}, "TV165"),
        ({"cdash": "AEACN", "type": "choice", "choices": ["stopped"]}, "TV165"),
    ],
)
def test_an_item_of_a_form(item: dict[str, object], code: str | None) -> None:
    warnings = cdisc_warnings(_with(**item))
    assert [text[-6:-1] for text in warnings] == ([code] if code else [])


def test_a_warning_names_place_and_remedy() -> None:
    (text,) = cdisc_warnings(_with(cdash="PULSE_VSORRES", unit="bpm"))
    assert text.startswith("study.toml: F.I: ")
    assert "write beats/min" in text


def test_an_event_in_the_terms_of_sdtm() -> None:
    event = AdverseEvent(
        term="rash", severity="moderate", outcome="ongoing", action="interrupted", onset_date="2026-03"
    )
    assert sdtm_of(event) == {
        "AETERM": "rash",
        "AESEV": "MODERATE",
        "AEOUT": "NOT RECOVERED/NOT RESOLVED",
        "AEACN": "DRUG INTERRUPTED",
        "AESER": "N",
        "AESTDTC": "2026-03",
    }


def test_a_death_is_fatal_and_serious() -> None:
    made = sdtm_of(AdverseEvent(term="heart failure", criteria=("death", "hospitalisation")))
    assert (made["AEOUT"], made["AESER"], made["AESDTH"], made["AESHOSP"]) == ("FATAL", "Y", "Y", "Y")
    assert "AESEV" not in made
