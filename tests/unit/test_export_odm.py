from datetime import timedelta

import pytest

from tests.odm_files import faults, found, made, row
from tests.reviewed_sample import (
    CHEST_PAIN,
    EASTERN,
    HEADACHE,
    INVESTIGATOR,
    NOON,
    SAFETY,
    STUDY,
    decided,
    first_week,
    study,
    uid,
    visit,
)
from tests.reviewed_sample import (
    found as finding,
)
from trialvoice.core.errors import ExportError
from trialvoice.core.findings import (
    AdverseEvent,
    Coding,
    ConcomitantMedication,
    DictionaryCoding,
    MissedDose,
    VitalSign,
)
from trialvoice.trial.exports.odm.target import PLAIN
from trialvoice.trial.exports.odm.values import values_of
from trialvoice.trial.exports.target import target
from trialvoice.trial.record.reviewed import ACCEPTED, ReviewedStudy, Signature

HEADACHE_ID, CHEST_PAIN_ID = uid("101-v1", "ae-1"), uid("101-v2", "ae-2")
AUDIT = "//o:ItemData[@ItemOID='{}']/o:AuditRecord"


@pytest.mark.parametrize("name", ["odm", "odm-rave", "odm-inform", "odm2-queries"])
def test_targets_are_found_by_name_and_pass_their_checks(name: str) -> None:
    one = target(name)
    assert one.name == name
    assert sum(check.ours for check in one.checks) == 1
    assert len(one.checks) == 4
    assert faults(one, study()) == []
    assert faults(one, study(), "candidate") == []
    assert faults(one, study(visits=())) == []


@pytest.mark.parametrize("name", ["odm", "odm-rave", "odm-inform", "odm2-queries"])
def test_the_same_record_gives_the_same_bytes(name: str) -> None:
    assert target(name).make(study(), ACCEPTED) == target(name).make(study(), ACCEPTED)


def test_the_head_tells_the_record_that_the_file_is_of() -> None:
    top = made(PLAIN, study())["odm.xml"]
    assert top.get("FileOID") == "TV-1.odm.40.accepted-edited"
    assert top.get("CreationDateTime") == "2026-04-02T13:00:00+00:00"
    assert (top.get("FileType"), top.get("ODMVersion")) == ("Transactional", "1.3.2")
    assert top.get("SourceSystemVersion") == "0.1.0+000000000000"


def test_an_event_of_two_visits_is_one_row_in_the_terms_of_cdash() -> None:
    top = made(PLAIN, study())["odm.xml"]
    assert row(top, "IG.LOG.AE", HEADACHE_ID) == {
        "AESPID": HEADACHE_ID,
        "AETERM": "headache",
        "AESTDAT": "2026-03-07",
        "AEENDAT": "2026-03-20",
        "AEONGO": "N",
        "AESEV": "MODERATE",
        "CTCAETRM": "Headache",
        "CTCAEVER": "6.0",
        "AESER": "N",
        "AEREL": "POSSIBLY RELATED",
        "AECONTRT": "Y",
        "AEACNOTH": "paracetamol",
        "AEOUT": "RECOVERED/RESOLVED",
    }
    serious = row(top, "IG.LOG.AE", CHEST_PAIN_ID)
    assert {name: serious[name] for name in ("AESTDAT", "AESER", "AESHOSP", "AEACN", "AETOXGR")} == {
        "AESTDAT": "2026-03",
        "AESER": "Y",
        "AESHOSP": "Y",
        "AEACN": "DRUG INTERRUPTED",
        "AETOXGR": "3",
    }
    assert len(found(top, "//o:ItemGroupData[@ItemGroupOID='IG.LOG.AE']")) == 3


def test_what_nobody_stated_is_left_out() -> None:
    assert values_of(AdverseEvent(term="rash"), "Velorine") == {"AETERM": "rash", "AESER": "N"}
    assert values_of(MissedDose(), "Velorine") == {"ECTRT": "Velorine", "ECOCCUR": "N"}
    assert values_of(ConcomitantMedication(name="zinc"), "Velorine") == {"CMTRT": "zinc"}


def test_relatedness_is_the_investigators_or_says_that_it_is_not() -> None:
    told = HEADACHE.model_copy(update={"related_by": "participant"})
    assert values_of(told, "")["AERELSTT"] == "POSSIBLY RELATED"
    assert "AEREL" not in values_of(told, "")


def test_an_end_told_before_is_over_where_the_event_goes_on() -> None:
    again = CHEST_PAIN.model_copy(update={"outcome": "ongoing"})
    assert values_of(again, "")["AEONGO"] == "Y"
    assert "AEENDAT" not in values_of(again, "")


def test_a_death_is_fatal_and_not_ongoing() -> None:
    dead = values_of(CHEST_PAIN.model_copy(update={"criteria": ("death",), "outcome": "ongoing"}), "")
    assert (dead["AEOUT"], dead["AEONGO"], dead["AESDTH"]) == ("FATAL", "N", "Y")


def coded_event(status: str) -> ReviewedStudy:
    meddra = Coding(
        dictionary="MedDRA",
        version="28.0",
        term="Headache",
        system_organ_class="Nervous system disorders",
        code="10019211",
        lowest_level_term="Head pain",
        lowest_level_code="10019198",
    )
    coding = DictionaryCoding(dictionary="MedDRA", version="28.0", state="coded", matched="exact", coding=meddra)
    event = HEADACHE.model_copy(update={"codings": (*HEADACHE.codings, coding)})
    one = finding("101-v1", "ae-1", event, "headache")
    one = decided(one, "accept") if status == "accepted" else one
    return study(visits=(first_week().model_copy(update={"findings": (one,), "queries": (), "signatures": ()}),))


def test_codes_of_meddra_are_those_of_a_release_on_an_accepted_event() -> None:
    accepted = row(made(PLAIN, coded_event("accepted"))["odm.xml"], "IG.LOG.AE")
    assert (accepted["AEDECOD"], accepted["AEPTCD"]) == ("Headache", "10019211")
    assert (accepted["AELLTCD"], accepted["MEDDRVER"]) == ("10019198", "28.0")
    proposed = row(made(PLAIN, coded_event("candidate"), "candidate")["odm.xml"], "IG.LOG.AE")
    assert not {"AEDECOD", "CTCAETRM"} & set(proposed)


def test_an_edited_medicine_names_who_edited_it_and_keeps_the_proposal_as_an_annotation() -> None:
    top = made(PLAIN, study())["odm.xml"]
    key = uid("101-v1", "cm-1")
    assert row(top, "IG.LOG.CM", key) == {
        "CMSPID": key,
        "CMTRT": "ibuprofen",
        "CMDSTXT": "200 mg",
        "CMDOSFRQ": "BID",
        "CMFRQTXT": "twice a day",
        "CMROUTE": "ORAL",
        "CMROUTXT": "by mouth",
        "CMINDC": "headache",
        "CMONGO": "Y",
    }
    name = f"//o:ItemGroupData[@ItemGroupRepeatKey='{key}']/o:ItemData[@ItemOID='IT.LOG.CM.CMTRT']"
    comment = found(top, f"{name}/o:Annotation/o:Comment/text()")
    assert comment == ["proposed by trialvoice 0.1.0+000000000000/qwen2.5-coder-1.5b: ibuprofin"]
    assert found(top, f"{name}/o:Annotation/o:Flag/o:FlagValue/text()") == ["EDITED"]
    assert found(top, f"{name}/o:AuditRecord/o:UserRef/@UserOID") == ["US.u-manager.data_manager"]
    assert found(top, f"{name}/o:AuditRecord/o:ReasonForChange/text()") == ["misheard"]
    assert found(top, f"{name}/o:AuditRecord/@EditPoint") == ["DataManagement"]
    frequency = name.replace("CMTRT", "CMDOSFRQ")
    assert found(top, f"{frequency}/o:Annotation") == []


def test_a_value_is_audited_with_the_moment_that_proves_it() -> None:
    top = made(PLAIN, study())["odm.xml"]
    record = found(top, AUDIT.format("IT.VS.SYSBP"))[0]
    assert [(one.tag.rpartition("}")[2], one.text or next(iter(one.attrib.values()))) for one in record] == [
        ("UserRef", "US.u-investigator.investigator"),
        ("LocationRef", "LO.01"),
        ("DateTimeStamp", "2026-04-02T12:02:00+00:00"),
        ("SourceID", "101-v1#t=28.0,30.5"),
    ]
    assert dict(record.attrib) == {"UsedImputationMethod": "No"}
    window = found(top, "//o:ItemData[@Value='VISIT WINDOW']/o:AuditRecord/o:SourceID/text()")
    assert window == ["101-v2#basis=recordings.csv%3A%20recorded_at"]


def test_forms_hold_what_was_accepted_under_their_own_ids() -> None:
    top = made(PLAIN, study())["odm.xml"]
    assert row(top, "IG.VS") == {"SYSBP": "128", "PULSE": "72"}
    assert row(top, "IG.SU") == {"SMOKE": "former", "JOB": 'baker, "retired" & glad; =1+1'}
    assert found(top, "//o:ItemData[@ItemOID='IT.VS.PULSE']/o:MeasurementUnitRef/@MeasurementUnitOID") == [
        "MU.beats/min"
    ]
    assert found(top, "//o:ItemDef[@OID='IT.VS.SYSBP']/o:Alias/@Name") == ["SYSBP_VSORRES"]
    assert found(top, "//o:ItemDef[@OID='IT.VS.SYSBP']/o:RangeCheck/o:CheckValue/text()") == ["60", "260"]
    assert found(top, "//o:CodeList[@OID='CL.IT.SU.SMOKE']/o:CodeListItem/@CodedValue") == [
        "never",
        "former",
        "current",
    ]
    assert found(top, "//o:ItemDef[@OID='IT.SU.COFFEE']/o:CodeListRef/@CodeListOID") == ["CL.YESNO"]


def test_an_accepted_vital_sign_that_no_form_asks_for_is_a_row_of_its_own() -> None:
    weight = decided(
        finding("101-v1", "vs-9", VitalSign(test="WEIGHT", value=81.5, unit="kg"), "81.5", at=13), "accept"
    )
    week = first_week()
    top = made(PLAIN, study(visits=(week.model_copy(update={"findings": (*week.findings, weight)}),)))["odm.xml"]
    assert row(top, "IG.LOG.VS") == {
        "VSSPID": weight.uid,
        "VISIT": "V1",
        "VSTESTCD": "WEIGHT",
        "VSORRES": "81.5",
        "VSORRESU": "kg",
    }


def test_candidates_and_interviews_and_names_of_sites_are_not_in_it() -> None:
    text = PLAIN.make(study(), ACCEPTED)["odm.xml"].decode()
    for absent in ("rash", "202-v1", "02-mon", "site-02", "a bit tired", "forgot", "North", "South", "37.4"):
        assert absent not in text
    assert "rash" in PLAIN.make(study(), ACCEPTED | {"candidate"})["odm.xml"].decode()


def test_users_have_one_role_each_and_sites_their_ids() -> None:
    top = made(PLAIN, study())["odm.xml"]
    kinds = {one.get("OID"): one.get("UserType") for one in found(top, "//o:User")}
    assert kinds["US.u-safety.safety_reviewer"] == "Sponsor"
    assert kinds["US.u-investigator.investigator"] == "Investigator"
    assert kinds["US.system:trialvoice@0.1.0+000000000000/qwen2.5-coder-1.5b.system"] == "Other"
    assert found(top, "//o:Location/@Name") == ["Site 01", "Site 02", "The review application"]
    assert found(top, "//o:SubjectData/o:SiteRef/@LocationOID") == ["LO.01"]


def test_the_last_signature_that_holds_stands_on_its_data_and_all_say_what_they_are_bound_to() -> None:
    def signed(about: str, act: int, meaning: str, void: bool = False) -> Signature:
        return Signature.model_validate(
            {"act": act, "about": about, "by": SAFETY, "at": NOON, "meaning": meaning, "record_sha256": "b" * 64,
             "void_at": NOON if void else None}
        )  # fmt: skip

    week = first_week()
    pulse = uid("101-v1", "vs-2")
    more = (
        signed("visit", 21, "review"),
        signed("visit", 22, "authorship", void=True),
        signed(HEADACHE_ID, 23, "review"),
        signed(pulse, 24, "review"),
    )
    record = study(visits=(week.model_copy(update={"signatures": (*week.signatures, *more)}),))
    assert faults(PLAIN, record) == []
    top = made(PLAIN, record)["odm.xml"]
    assert found(top, "//o:StudyEventData/o:Signature/@ID") == ["SG-101-v1-visit-21"]
    assert found(top, "//o:Signatures/o:Signature/o:SignatureRef/@SignatureOID") == ["SD.approval"]
    assert found(top, "//o:ItemGroupData/o:Signature/@ID") == [f"SG-101-v1-{HEADACHE_ID}-23"]
    assert found(top, "//o:ItemData/o:Signature/@ID") == [f"SG-101-v1-{pulse}-24"]
    assert found(top, "//o:StudyEventData/o:Annotation/o:Comment/text()")[1] == (
        f"SG-101-v1-visit-21 signs visit of 101-v1, sha256:{'b' * 64}"
    )


def test_two_sites_with_one_subject_number_are_refused() -> None:
    other = visit("202-x", "101", "V1", NOON.astimezone(EASTERN) - timedelta(days=9), (), site="02")
    with pytest.raises(ExportError) as refused:
        PLAIN.make(study(visits=(first_week(), other)), ACCEPTED)
    assert refused.value.code == "TV831"


def test_one_odm_id_for_two_items_is_refused() -> None:
    made_of = STUDY.model_dump(mode="json")
    made_of["forms"][0]["items"][1]["odm"] = "IT.VS.SYSBP"
    with pytest.raises(ExportError) as refused:
        PLAIN.make(study(study=type(STUDY).model_validate(made_of)), ACCEPTED)
    assert refused.value.code == "TV832"


def test_a_person_in_two_roles_is_two_users() -> None:
    both = INVESTIGATOR.model_copy(update={"role": "monitor"})
    week = first_week()
    findings = [decided(week.findings[0].model_copy(update={"decisions": ()}), "accept", both), *week.findings[2:]]
    top = made(PLAIN, study(visits=(week.model_copy(update={"findings": tuple(findings)}),)))["odm.xml"]
    assert {"US.u-investigator.investigator", "US.u-investigator.monitor"} <= set(found(top, "//o:User/@OID"))
    assert set(found(top, AUDIT.format("IT.LOG.AE.AETERM") + "/@EditPoint")) == {"Monitoring"}
