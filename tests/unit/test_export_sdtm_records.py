"""CM, DV, EC, MH, VS and DA: what each variable comes from, and what stays empty."""

from typing import Any

import pytest

from tests.reviewed_sample import (
    STUDY,
    stated,
    study,
)
from tests.sdtm_rows import datasets, notes, one_visit, only
from trialvoice.core.findings import (
    ConcomitantMedication,
    CrfItem,
    MedicalHistory,
    MissedDose,
    Mood,
    ProtocolDeviation,
    TreatmentResponse,
    VitalSign,
)
from trialvoice.core.study import Study
from trialvoice.trial.exports.target import target
from trialvoice.trial.record.reviewed import ACCEPTED


def test_medicine_is_mapped_and_its_words_are_kept() -> None:
    made = datasets(study())
    row = made["CM"][0]
    assert (row["CMTRT"], row["CMINDC"], row["CMDOSE"], row["CMDOSU"]) == ("ibuprofen", "headache", 200, "mg")
    assert (row["CMDOSFRQ"], row["CMROUTE"]) == ("BID", "ORAL")
    assert (row["CMENRTPT"], row["CMENTPT"]) == ("ONGOING", "2026-03-09")
    told = notes(made, "CM", 1)
    assert (told["CMDOSVB"], told["CMFRQVB"], told["CMRTEVB"]) == ("200 mg", "twice a day", "by mouth")
    assert told["FNDWS1"].startswith("name: ibuprofin; dose: 200 milligrams;")
    assert (told["FNDST1"], told["FNDWY1"]) == ("edited", "misheard")
    assert notes(made, "CM", 2)["CMPROHIB"] == "Y"
    assert "CMDECOD" not in row


def test_words_without_a_value_are_left_as_they_are() -> None:
    record = one_visit(
        ConcomitantMedication(name="fish oil", dose="one or two", frequency="at night", route="somehow", ongoing=False)
    )
    row = only(record, "CM")
    assert row["CMDOSTXT"] == "one or two"
    assert not {"CMDOSE", "CMDOSU", "CMDOSFRQ", "CMROUTE", "CMSTDTC"} & row.keys()
    assert row["CMENRTPT"] == "BEFORE"
    told = notes(datasets(record), "CM", 1)
    assert (told["CMFRQVB"], told["CMRTEVB"]) == ("at night", "somehow")


def test_deviation_has_category_visit_and_only_a_window_its_own_day() -> None:
    late, forbidden = datasets(study())["DV"]
    assert (late["DVCAT"], late["DVSTDTC"], late["DVSTDY"], late["VISITNUM"]) == ("VISIT WINDOW", "2026-03-30", 29, 2)
    assert (forbidden["DVCAT"], forbidden["DVDTC"]) == ("PROHIBITED CONMED", "2026-03-30")
    assert "DVSTDTC" not in forbidden
    told = notes(datasets(study()), "DV", 1)
    assert told["EVBAS1"] == "101-v2: recordings.csv: recorded_at"
    assert told["DVIMPORT"] == "undetermined"


def test_missed_doses_are_exposure_that_did_not_occur() -> None:
    record = one_visit(MissedDose(doses=2, when="on Sunday", reason="forgot"))
    row = only(record, "EC")
    assert (row["ECTRT"], row["ECPRESP"], row["ECOCCUR"], row["ECREASOC"]) == ("Velorine", "Y", "N", "forgot")
    assert notes(datasets(record), "EC", 1) | {"ECNDOSE": "2", "ECWHEN": "on Sunday"} == notes(
        datasets(record), "EC", 1
    )


def test_history_told_twice_is_one_record_and_what_was_denied_is_none() -> None:
    asthma = MedicalHistory(term="asthma", category="condition")
    record = one_visit(
        asthma,
        asthma.model_copy(update={"term": "Asthma"}),
        MedicalHistory(term="latex", category="allergy", present=False),
    )
    row = only(record, "MH")
    assert (row["MHTERM"], row["MHCAT"], row["MHDTC"], row["MHDY"]) == ("asthma", "CONDITION", "2026-03-09", 8)
    assert {"EVREF1", "EVREF2", "FNDID2"} <= notes(datasets(record), "MH", 1).keys()


@pytest.mark.parametrize(
    ("value", "unit", "written", "standard"),
    [
        (37.2, "C", ("37.2", "C"), ("37.2", 37.2, "C")),
        (98.6, "F", ("98.6", "F"), ("37", 37.0, "C")),
        (100.0, "degrees Fahrenheit", ("100", "F"), ("37.8", 37.8, "C")),
        (98.6, "warm", ("98.6", None), (None, None, None)),
        (37.2, "kg", ("37.2", None), (None, None, None)),
    ],
)
def test_temperature_in_its_unit_and_in_celsius(value: float, unit: str, written: Any, standard: Any) -> None:
    record = one_visit(VitalSign(test="TEMP", value=value, unit=unit))
    row = only(record, "VS")
    assert (row["VSORRES"], row.get("VSORRESU")) == written
    assert (row.get("VSSTRESC"), row.get("VSSTRESN"), row.get("VSSTRESU")) == standard
    assert (row["VSTEST"], row["VISITNUM"], row["VISIT"], row["VISITDY"]) == ("Temperature", 1, "Week 1", 8)
    assert (row["VSDTC"], row["VSDY"]) == ("2026-03-09", 8)
    assert (notes(datasets(record), "VS", 1).get("VSUNITTX") == unit) is (written[1] is None)


def test_form_adds_what_no_vital_sign_proves() -> None:
    pulse = CrfItem(form="VS", item="PULSE", value="70", unit="beats/min")
    forms = [stated("VS", "SYSBP", "128", "x-2", "mmHg"), stated("VS", "PULSE", "70", "x-3", "beats/min")]
    record = one_visit(
        VitalSign(test="SYSBP", value=128, unit="mmHg"),
        CrfItem(form="VS", item="SYSBP", value="128", unit="mmHg"),
        pulse,
        CrfItem(form="SU", item="SMOKE", value="former"),
        forms=forms,
    )
    made = datasets(record)
    assert [(row["VSTESTCD"], row["VSORRES"], row["VSSEQ"]) for row in made["VS"]] == [
        ("PULSE", "70", 3),
        ("SYSBP", "128", 1),
    ]
    assert not {"SU", "QS"} & made.keys()


def test_value_of_a_form_in_another_unit_is_the_same_measurement() -> None:
    record = one_visit(
        VitalSign(test="TEMP", value=98.6, unit="F"),
        CrfItem(form="VS", item="TEMP", value="37.0", unit="C"),
        forms=[stated("VS", "TEMP", "37.0", "x-2", "C")],
    )
    assert only(record, "VS")["VSORRESU"] == "F"


def test_item_of_accountability_is_da_where_its_cdash_name_says_so() -> None:
    plan = STUDY.model_dump(mode="json")
    plan["forms"][0]["items"][0] |= {"cdash": "RETAMT_DAORRES", "unit": "tablets"}
    record = one_visit(
        CrfItem(form="VS", item="SYSBP", value="7", unit="tablets"),
        plan=Study.model_validate(plan),
        forms=[stated("VS", "SYSBP", "7", "x-1", "tablets")],
    )
    row = only(record, "DA")
    assert (row["DATESTCD"], row["DATEST"], row["DASTRESN"]) == ("RETAMT", "Returned Amount", 7)
    assert (row["DAORRESU"], row["DASTRESU"]) == ("TABLET", "TABLET")
    assert all(list(check.faults(target("sdtm").make(record, ACCEPTED))) == [] for check in target("sdtm").checks)


def test_value_of_a_form_that_is_no_number_has_no_standard_result() -> None:
    record = one_visit(
        CrfItem(form="VS", item="PULSE", value="fast"), forms=[stated("VS", "PULSE", "fast", "x-1", "beats/min")]
    )
    row = only(record, "VS")
    assert (row["VSORRES"], row["VSORRESU"]) == ("fast", "beats/min")
    assert not {"VSSTRESC", "VSSTRESN", "VSSTRESU"} & row.keys()


def test_visit_that_the_study_file_no_longer_plans_has_no_number() -> None:
    row = only(one_visit(VitalSign(test="PULSE", value=70, unit="bpm"), planned="V9"), "VS")
    assert not {"VISITNUM", "VISIT", "VISITDY"} & row.keys()


def test_two_visits_of_one_name_are_told_apart() -> None:
    plan = STUDY.model_dump(mode="json")
    plan["visits"][1]["name"] = "Week 1"
    record = one_visit(VitalSign(test="PULSE", value=70, unit="bpm"), plan=Study.model_validate(plan))
    assert only(record, "VS")["VISIT"] == "Week 1 (V1)"


def test_what_has_no_domain_is_in_no_dataset() -> None:
    record = one_visit(
        ProtocolDeviation(category="other", description="x", rule="stated"),
        Mood(feeling="negative", what="low"),
        TreatmentResponse(direction="improved", what="knee"),
        CrfItem(form="SU", item="SMOKE", value="former"),
        forms=[stated("SU", "SMOKE", "former", "x-4")],
    )
    assert set(datasets(record)) == {"DM", "DV", "SUPPDV"}
