"""The worksheets of serious events, element by element: what is known, by which proof, and what is listed as not."""

from datetime import UTC, datetime

import pytest

from tests import reviewed_sample as sample
from tests import sae_sample as sae
from tests.sae_sample import entries, held, proven, text
from trialvoice.core.findings import ConcomitantMedication, MedicalHistory, Value, VitalSign
from trialvoice.trial.record.reviewed import ReviewedStudy


def with_findings(*values: Value) -> ReviewedStudy:
    """A serious event and more of the same visit, accepted."""
    more = [
        sample.decided(sample.found("101-v1", f"o-{at}", value, f"said {at}", at=at), "accept")
        for at, value in enumerate(values, start=5)
    ]
    return sample.study(visits=(sae.visit(1, [sae.telling("101-v1", sae.EVENT), *more]),))


def test_sample_study() -> None:
    (made,), index, files = sae.worksheets(sample.study())
    assert (made["site"], made["subject"], made["term"]) == ("01", "101", "chest pain")
    assert made["event"] == sample.uid("101-v2", "ae-2")
    assert held(made, "patient_number") == ("101", None)
    assert held(made, "event_term") == ("chest pain", None)
    assert proven(made, "event_term") == ["I was in hospital with chest pain."]
    assert held(made, "event_language") == ("English", "eng")
    assert held(made, "hospitalisation") == ("yes", "true")
    assert (held(made, "event_start"), held(made, "event_end")) == (("2026-03", None), ("2026-03-28", None))
    assert held(made, "event_outcome") == ("recovered/resolved", "1")
    assert held(made, "drug_action") == ("drug interrupted", None)
    assert held(made, "drug_name") == ("Velorine", None)
    assert held(made, "drug_role") == ("suspect", "1")
    assert held(made, "drug_dosage") == ("10 mg, once a day", None)
    assert held(made, "drug_start") == ("2026-03-02", None)
    assert held(made, "drug_indication") == ("rheumatoid arthritis", None)
    assert held(made, "narrative_severity") == ("severe", None)
    assert held(made, "narrative_grade") == ("grade 3", None)
    assert held(made, "report_type") == ("report from study", "2")
    assert held(made, "study_number") == ("TV-1", None)
    assert held(made, "study_name") == ("Velorine & <others> in arthritis", None)
    assert entries(made, "history_text") == ["asthma (condition)"]
    assert entries(made, "medicine_name") == ["ibuprofen", "prednisone"]
    assert entries(made, "test_value") == ["131"]
    assert index["rows"][0]["file"] == f"01/101/{made['event']}"
    assert set(files) == {
        "index.json",
        "index.html",
        "index.schema.json",
        "worksheet.schema.json",
        f"01/101/{made['event']}.json",
        f"01/101/{made['event']}.html",
    }


def test_what_comes_from_no_speech_stays_unknown_with_its_reason() -> None:
    made = sae.worksheet(sae.EVENT)
    reasons = {one["key"]: one["why"] for one in made["unknown"]}
    for key in ("patient_initials", "patient_birth", "patient_sex", "reporter_country", "drug_batch"):
        assert reasons[key] == "never_from_speech"
    for key in ("event_meddra_code", "history_code"):
        assert reasons[key] == "needs_licence"
    for key in ("event_end", "event_outcome", "narrative_treatment"):
        assert reasons[key] == "not_said"
    for key in ("report_number", "narrative", "sender_comments"):
        assert reasons[key] == "sponsor_assesses"
    assert "death_date" not in reasons
    assert all(one["because"] for one in made["unknown"])


def test_death_is_a_fatal_outcome_whatever_else_was_said() -> None:
    made = sae.worksheet(
        sae.event(criteria=("death",), outcome="ongoing", grade=5, facts=(sae.fact("death", "He passed away.", 6),))
    )
    assert held(made, "event_outcome") == ("fatal", "5")
    assert held(made, "death") == ("yes", "true")
    assert proven(made, "event_outcome") == proven(made, "death") == ["He passed away."]
    assert {"death_date", "death_cause", "autopsy"} <= {one["key"] for one in made["unknown"]}
    assert [one["id"] for one in made["clock"]["reminders"]] == ["7-day", "15-day"]


@pytest.mark.parametrize(
    ("criterion", "element"),
    [
        ("death", "E.i.3.2a"),
        ("life_threatening", "E.i.3.2b"),
        ("hospitalisation", "E.i.3.2c"),
        ("disability", "E.i.3.2d"),
        ("congenital_anomaly", "E.i.3.2e"),
        ("important_medical_event", "E.i.3.2f"),
    ],
)
def test_each_criterion_has_its_element(criterion: str, element: str) -> None:
    made = sae.worksheet(sae.event(criteria=(criterion,)))
    assert [(one["criterion"], one["element"]) for one in made["criteria"]] == [(criterion, element)]
    assert [one["key"] for one in made["known"] if one["id"].startswith("E.i.3.2")] == [criterion]
    assert [one["id"] for one in made["unknown"] if one["id"].startswith("E.i.3.2")] == [
        f"E.i.3.2{letter}" for letter in "abcdef" if not element.endswith(letter)
    ]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("resolved", ("recovered/resolved", "1")),
        ("recovering", ("recovering/resolving", "2")),
        ("ongoing", ("not recovered/not resolved/ongoing", "3")),
        ("not_stated", None),
    ],
)
def test_outcomes(said: str, told: tuple[str, str] | None) -> None:
    assert held(sae.worksheet(sae.event(outcome=said)), "event_outcome") == told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("none", ("dose not changed", "4")),
        ("reduced", ("dose reduced", "2")),
        ("increased", ("dose increased", "3")),
        ("withdrawn", ("drug withdrawn", "1")),
        ("interrupted", ("drug interrupted", None)),
        ("not_stated", None),
    ],
)
def test_what_was_done_with_the_study_drug(said: str, told: tuple[str, str | None] | None) -> None:
    assert held(sae.worksheet(sae.event(action=said)), "drug_action") == told


def test_each_of_several_criteria_has_its_own_evidence() -> None:
    made = sae.worksheet(
        sae.event(
            criteria=("life_threatening", "hospitalisation", "disability"),
            facts=(
                sae.fact("hospital", "They kept me in.", 3),
                sae.fact("life_threatening", "I nearly died.", 4),
                sae.fact("work", "I could not work.", 5),
            ),
        )
    )
    assert {one["criterion"]: sae.quotes(made, one["proofs"]) for one in made["criteria"]} == {
        "life_threatening": ["I nearly died."],
        "hospitalisation": ["They kept me in."],
        "disability": ["I had chest pain."],
    }
    for one in made["criteria"]:
        assert proven(made, one["criterion"]) == sae.quotes(made, one["proofs"])


def test_a_quote_has_its_moment_its_speaker_and_who_accepted_it() -> None:
    made = sae.worksheet(sae.EVENT)
    term = sae.known(made, "event_term")
    assert term is not None
    proof = next(one for one in made["proofs"] if one["id"] == term["proofs"][0])
    told = {key: proof[key] for key in ("recording", "visit", "turn", "start", "end", "at", "role", "source")}
    assert told == {
        "recording": "101-v1",
        "visit": "V1",
        "turn": 2,
        "start": 8000,
        "end": 10500,
        "at": "00:08",
        "role": "participant",
        "source": "rule:test@1",
    }
    assert proof["accepted"] == {
        "name": "Ines Investigator",
        "role": "investigator",
        "action": "accept",
        "at": "2026-04-02T12:02:00Z",
        "act": 2,
    }


def test_meddra_only_of_a_licensed_release() -> None:
    coded = sae.worksheet(sae.event(codings=sae.meddra()))
    assert held(coded, "event_meddra_code") == ("Chest pain felt", "10008479")
    assert held(coded, "event_meddra_version") == ("28.0", None)
    by_ctcae = sae.worksheet(sae.event(codings=sample.ctcae("Chest pain - cardiac", "Cardiac disorders")))
    assert held(by_ctcae, "event_meddra_code") is None
    assert held(by_ctcae, "event_meddra_version") is None


@pytest.mark.parametrize("by", ["investigator", "participant"])
@pytest.mark.parametrize(
    ("said", "told"), [("related", "related"), ("possibly", "possibly related"), ("not_related", "not related")]
)
def test_relatedness_names_who_stated_it(by: str, said: str, told: str) -> None:
    made = sae.worksheet(sae.event(related=said, related_by=by))
    assert held(made, "relatedness_source") == (by, None)
    assert held(made, "relatedness_result") == (told, None)
    assert (made["causality"]["stated"], made["causality"]["by"]) == (said, by)
    assert sae.quotes(made, made["causality"]["proofs"]) == ["I had chest pain."]


def test_nobody_stated_relatedness() -> None:
    (made,), index, files = sae.worksheets(sae.study(sae.EVENT))
    assert made["causality"] is None
    assert held(made, "relatedness_result") is None
    assert "Nobody stated it. This program judges none." in text(files, index["rows"][0])


def test_other_things_of_the_subject() -> None:
    (made,), _, _ = sae.worksheets(
        with_findings(
            MedicalHistory(term="asthma", category="condition"),
            MedicalHistory(term="asthma", category="condition"),
            MedicalHistory(term="allergies", category="allergy", present=False),
            ConcomitantMedication(name="aspirin", dose="100 mg", frequency="daily", start="in May", ongoing=True),
            ConcomitantMedication(name="prednisone", start="2026-02", ongoing=False, prohibited=True),
            VitalSign(test="WEIGHT", value=154, unit="LB"),
            VitalSign(test="HEIGHT", value=175, unit="cm"),
            VitalSign(test="TEMP", value=37.4, unit="C"),
        )
    )
    assert entries(made, "history_text") == ["asthma (condition)", "no allergies (allergy)"]
    first, second = (one for one in made["known"] if one["key"] == "history_text")
    assert sae.quotes(made, first["proofs"]) == ["said 5", "said 6"]
    assert sae.quotes(made, second["proofs"]) == ["said 7"]
    assert entries(made, "medicine_dosage") == ["100 mg, daily, since: in May, ongoing", "ended"]
    assert entries(made, "medicine_start") == ["2026-02"]
    notes = [one["note"] for one in made["known"] if one["key"] == "medicine_name"]
    assert notes == ["", "prohibited by the protocol"]
    weight = sae.known(made, "patient_weight")
    assert weight is not None
    assert (weight["value"], weight["note"]) == ("69.9", "measured as 154 LB")
    assert held(made, "patient_height") == ("175", None)
    assert entries(made, "test_name") == ["WEIGHT", "HEIGHT", "TEMP"]
    assert entries(made, "test_unit") == ["pound", "centimetre", "degrees Celsius"]
    assert entries(made, "test_date") == ["2026-03-09"] * 3


def test_another_subjects_things_are_not_told() -> None:
    other = sample.visit(
        "202-v1",
        "202",
        "V1",
        datetime(2026, 3, 9, 9, 0, tzinfo=UTC),
        [
            sample.decided(
                sample.found("202-v1", "cm-1", ConcomitantMedication(name="warfarin"), "warfarin"), "accept"
            ),
            sample.decided(sample.found("202-v1", "vs-1", VitalSign(test="PULSE", value=60, unit="beats/min"), "60"),
                           "accept"),
        ],
    )  # fmt: skip
    (made,), _, files = sae.worksheets(sample.study(visits=(*sae.study(sae.EVENT).visits, other)))
    assert entries(made, "medicine_name") == entries(made, "test_name") == []
    assert not any(b"warfarin" in content for content in files.values())


def test_a_monitors_interview_makes_no_worksheet() -> None:
    talk = sample.interview()
    told = sae.telling(talk.recording, sae.EVENT)
    _, index, _ = sae.worksheets(sample.study(visits=(talk.model_copy(update={"findings": (*talk.findings, told)}),)))
    assert index["rows"] == []
