from datetime import timedelta

from tests.odm_files import faults, found, made, row
from tests.reviewed_sample import (
    EASTERN,
    MANAGER,
    NOON,
    decided,
    first_week,
    study,
    visit,
)
from tests.reviewed_sample import (
    found as finding,
)
from trialvoice.core.findings import (
    VitalSign,
)
from trialvoice.trial.exports.odm.target import INFORM, PLAIN, RAVE
from trialvoice.trial.record.reviewed import ACCEPTED, ReviewedStudy


def twice(day: int, planned: str = "V1") -> ReviewedStudy:
    """The first visit, and another recording of it on a later day."""
    value = VitalSign(test="SYSBP", value=120, unit="mmHg")
    later = visit(
        "101-again",
        "101",
        planned,
        NOON.astimezone(EASTERN) - timedelta(days=day),
        [decided(finding("101-again", "crf-1", value, "120"), "accept")],
        forms=[first_week().result.forms[0].model_copy(update={"finding": "crf-1", "value": "120"})],
    )
    return study(visits=(first_week(), later))


def test_a_visit_that_was_recorded_twice_repeats_by_its_recording_or_by_number() -> None:
    record = twice(20)
    for one in (PLAIN, RAVE, INFORM):
        assert faults(one, record) == []
    path = "//o:StudyEventData[@StudyEventOID='SE.V1']/@StudyEventRepeatKey"
    assert found(made(PLAIN, record)["odm.xml"], path) == ["101-v1", "101-again"]
    assert found(made(RAVE, record)["01/101.xml"], path) == ["1", "2"]
    assert found(made(PLAIN, study())["odm.xml"], path) == []


def test_a_number_of_a_row_never_changes_when_an_earlier_visit_is_accepted_later() -> None:
    week, fourth = first_week(), study().visits[1]
    late = week.model_copy(
        update={
            "findings": tuple(
                one.model_copy(update={"decisions": tuple(act.model_copy(update={"act": 99}) for act in one.decisions)})
                for one in week.findings
            )
        }
    )
    path = "//o:ItemGroupData[@ItemGroupOID='FO.LOG.CM']"

    def numbers(record: ReviewedStudy) -> dict[str, str]:
        top = made(RAVE, record)["01/101.xml"]
        return {
            one.get("ItemGroupRepeatKey"): row(top, "FO.LOG.CM", one.get("ItemGroupRepeatKey"))["CMTRT"]
            for one in found(top, path)
        }

    assert numbers(study(visits=(fourth,))) == {"1": "prednisone"}
    assert numbers(study(visits=(late, fourth))) == {"1": "prednisone", "2": "ibuprofen"}


def test_rave_gets_one_file_a_subject_with_its_own_attributes_and_open_queries() -> None:
    files = made(RAVE, study())
    assert list(files) == ["01/101.xml"]
    top = files["01/101.xml"]
    assert found(top, "//o:SubjectData/@m:SubjectKeyType") == ["SubjectName"]
    assert set(found(top, "//o:ItemGroupData/@m:Submission")) == {"SpecifiedItemsOnly"}
    assert found(top, "//o:ItemGroupData[@ItemGroupOID='FO.VS']/@ItemGroupRepeatKey") == ["@CONTEXT", "@CONTEXT"]
    query = found(top, "//m:Query")
    assert [(one.get("Status"), one.get("Value")) for one in query] == [("Open", "Please ask about coffee.")]
    assert query[0].getparent().get("ItemOID") == "IT.SU.SMOKE"
    assert found(top, "//o:Study | //o:AdminData | //o:Annotation | //o:Signature") == []
    assert set(found(top, "//o:UserRef/@UserOID")) == {"u-investigator", "u-manager", "u-safety"}


def test_rave_gets_an_open_query_on_what_its_finding_is_called() -> None:
    week = first_week()
    queries = tuple(query.model_copy(update={"state": "open"}) for query in week.queries)
    top = made(RAVE, study(visits=(week.model_copy(update={"queries": queries}),)))["01/101.xml"]
    assert [one.getparent().get("ItemOID") for one in found(top, "//m:Query")] == [
        "IT.SU.SMOKE",
        "IT.LOG.AE.AETERM",
    ]


def test_inform_gets_data_only_under_its_own_root() -> None:
    top = made(INFORM, study())["odm.xml"]
    assert top.tag.endswith("}ODMSubmit")
    assert found(top, "//o:SiteRef/@LocationOID") == ["01"]
    assert found(top, "//@TransactionType") == []
    assert found(top, "//o:AuditRecord | //o:Annotation | //o:Signature | //o:InvestigatorRef | //o:Study") == []
    assert row(top, "IG.LOG.AE", "1")["AETERM"] == "headache"


def test_a_value_in_another_unit_goes_only_where_its_unit_goes_too() -> None:
    fahrenheit = VitalSign(test="TEMP", value=99.1, unit="F")
    week = first_week()
    one = decided(
        finding("101-v1", "vs-3", VitalSign(test="TEMP", value=37.3, unit="C"), "37.3", at=14),
        "edit",
        MANAGER,
        value=fahrenheit,
        reason="said so",
    )
    forms = tuple(
        form.model_copy(update={"state": "stated", "value": "37.3", "unit": "C", "finding": "vs-3"})
        if form.item == "TEMP"
        else form
        for form in week.result.forms
    )
    record = study(
        visits=(
            week.model_copy(
                update={
                    "findings": (*week.findings, one),
                    "result": week.result.model_copy(update={"forms": forms}),
                }
            ),
        )
    )
    assert row(made(PLAIN, record)["odm.xml"], "IG.VS")["TEMP"] == "99.1"
    assert "TEMP" not in row(made(RAVE, record)["01/101.xml"], "FO.VS")
    rules = [fault.rule for check in PLAIN.checks for fault in check.faults(PLAIN.make(record, ACCEPTED))]
    assert rules == ["odm-unit"]
