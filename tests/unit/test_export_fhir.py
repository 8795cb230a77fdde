"""What stands where in the FHIR bundles of the sample, in both releases."""

import json
from typing import Any

import pytest

from tests import reviewed_sample as sample
from tests.fhir_faults import NAME, entry_of, of, sound
from trialvoice.core.findings import AdverseEvent, Coding, ConcomitantMedication, DictionaryCoding
from trialvoice.trial.exports.fhir.bindings import bindings
from trialvoice.trial.exports.target import target
from trialvoice.trial.record.reviewed import ACCEPTED, ReviewedStudy, ReviewedVisit

RELEASES = {"R4B": "fhir", "R5": "fhir-r5"}
EVERYTHING = frozenset({"candidate", "accepted", "edited"})


def _made(study: ReviewedStudy, release: str = "R4B", statuses: Any = ACCEPTED) -> dict[str, Any]:
    return {name: json.loads(content) for name, content in target(RELEASES[release]).make(study, statuses).items()}


def _with_first(**changes: Any) -> ReviewedStudy:
    """The sample with other visits of subject 101."""
    first = sample.first_week().model_copy(update=changes)
    return sample.study(visits=(first, sample.fourth_week()))


def _only(value: Any) -> ReviewedStudy:
    """One accepted finding and nothing else."""
    visit = sample.first_week().model_copy(
        update={"findings": (sample.decided(sample.found("101-v1", "x-1", value, "said"), "accept"),), "signatures": ()}
    )
    return sample.study(visits=(visit,))


@pytest.mark.parametrize("release", RELEASES)
def test_the_same_record_gives_the_same_bytes(release: str) -> None:
    made = target(RELEASES[release])
    assert made.make(sample.study(), ACCEPTED) == made.make(sample.study(), ACCEPTED)


@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize("statuses", [ACCEPTED, EVERYTHING], ids=["accepted", "everything"])
def test_both_checks_pass(release: str, statuses: Any) -> None:
    made = target(RELEASES[release])
    files = made.make(sample.study(), statuses)
    assert files
    assert {check.ours for check in made.checks} == {True, False}
    assert [fault for check in made.checks for fault in check.faults(files)] == []


def test_a_bundle_for_each_subject_of_whom_something_is_accepted() -> None:
    assert list(_made(sample.study())) == ["01-101.json"]
    assert list(_made(sample.study(), statuses=EVERYTHING)) == ["01-101.json", "02-202.json"]


@pytest.mark.parametrize("release", RELEASES)
def test_only_numbers_say_who_it_is(release: str) -> None:
    patient = of(sound(release), "Patient")
    assert patient["identifier"] == [{"system": "urn:trialvoice:subject:TV-1:01", "value": "101"}]
    assert patient.keys() == {"resourceType", "identifier", "managingOrganization"}
    assert of(sound(release), "Organization")["name"] == "Site 01"


def test_an_event_in_r4b() -> None:
    event = of(sound(), "AdverseEvent", 1)
    assert event["event"] == {"text": "chest pain"}
    assert event["date"] == "2026-03"
    assert event["actuality"] == "actual"
    assert event["seriousness"]["coding"][0]["code"] == "Serious"
    assert event["severity"]["coding"][0]["code"] == "severe"
    assert event["outcome"]["coding"][0]["code"] == "resolved"
    assert event["detected"] == "2026-03-30T09:00:00-04:00"
    assert event["recordedDate"] == "2026-04-02T12:02:00Z"
    assert event["study"][0]["reference"] == entry_of(sound(), "ResearchStudy")["fullUrl"]
    criterion, grade, occurrence = event["extension"]
    assert criterion["extension"][0]["valueCodeableConcept"]["coding"][0]["code"] == "33"
    assert grade["valueCodeableConcept"]["text"] == "Grade 3"
    assert occurrence["valuePeriod"] == {"start": "2026-03", "end": "2026-03-28"}
    assert "suspectEntity" not in event
    assert "location" not in event


def test_an_event_in_r5() -> None:
    event = of(sound("R5"), "AdverseEvent", 1)
    assert event["status"] == "completed"
    assert event["code"] == {"text": "chest pain"}
    assert event["occurrencePeriod"] == {"start": "2026-03", "end": "2026-03-28"}
    assert event["seriousness"]["coding"][0]["code"] == "serious"
    assert event["outcome"][0]["coding"][0]["code"] == "resolved"
    assert event["mitigatingAction"][0]["itemCodeableConcept"]["coding"][0]["display"] == "Drug Interrupted"
    assert "severity" not in event
    assert [one["url"].rpartition("/")[2] for one in event["extension"]] == [
        "seriousness-criteria",
        "ae-grade",
        "ae-severity",
    ]


def test_what_was_said_of_relatedness_is_text_and_never_a_category() -> None:
    said = {"text": "possibly related, as stated by the investigator"}
    assert of(sound(), "AdverseEvent")["suspectEntity"] == [
        {"instance": {"reference": "#drug", "type": "Medication"}, "causality": [{"assessment": said}]}
    ]
    assert of(sound(), "AdverseEvent")["contained"][0]["code"] == {"text": "Velorine"}
    assert of(sound("R5"), "AdverseEvent")["suspectEntity"] == [
        {"instanceCodeableConcept": {"text": "Velorine"}, "causality": {"entityRelatedness": said}}
    ]


def test_an_event_told_at_two_visits_is_one_with_two_origins() -> None:
    bundle = sound()
    event = entry_of(bundle, "AdverseEvent")
    assert event["resource"]["event"] == {"text": "headache"}
    origins = [
        one["resource"]
        for one in bundle["entry"]
        if one["resource"].get("target", [{}])[0].get("reference") == event["fullUrl"]
    ]
    assert [one["entity"][0]["what"]["identifier"]["value"] for one in origins] == [
        "101-v1#t=4,6.5&turn=1",
        "101-v2#t=4,6.5&turn=1",
    ]


def test_meddra_only_of_a_licensed_release_and_with_its_version() -> None:
    meddra = Coding(
        dictionary="MedDRA", version="28.0", term="Headache", system_organ_class="x", code="10019211",
        lowest_level_term="Head pain", lowest_level_code="10019198",
    )  # fmt: skip
    held = DictionaryCoding(dictionary="MedDRA", version="28.0", state="coded", matched="exact", coding=meddra)
    study = _only(AdverseEvent(term="head hurts", codings=(*sample.HEADACHE.codings, held)))
    files = target("fhir").make(study, ACCEPTED)
    concept = of(json.loads(files[NAME]), "AdverseEvent")["event"]
    assert concept["text"] == "head hurts"
    assert [(one["version"], one["code"]) for one in concept["coding"]] == [("28.0", "10019211"), ("28.0", "10019198")]
    assert [fault for check in target("fhir").checks for fault in check.faults(files)] == []


def test_a_death_is_fatal_whatever_else_was_said() -> None:
    event = of(_made(_only(AdverseEvent(term="stroke", outcome="ongoing", criteria=("death",))))[NAME], "AdverseEvent")
    assert event["outcome"]["coding"][0]["code"] == "fatal"


def test_a_medicine_in_both_releases() -> None:
    old, new = of(sound(), "MedicationStatement"), of(sound("R5"), "MedicationStatement")
    assert (old["status"], new["status"]) == ("active", "recorded")
    assert old["medicationCodeableConcept"] == new["medication"]["concept"] == {"text": "ibuprofen"}
    assert old["reasonCode"] == [{"text": "headache"}]
    assert new["reason"] == [{"concept": {"text": "headache"}}]
    assert new["adherence"]["code"]["coding"][0]["code"] == "taking"
    assert old["dosage"] == new["dosage"]
    assert old["informationSource"]["reference"] == entry_of(sound(), "Patient")["fullUrl"]
    assert [old["informationSource"]] == new["informationSource"]
    assert old["dosage"][0]["text"] == "200 mg twice a day by mouth"
    assert old["dosage"][0]["doseAndRate"][0]["doseQuantity"] == {
        "value": 200, "unit": "mg", "system": "http://unitsofmeasure.org", "code": "mg",
    }  # fmt: skip


@pytest.mark.parametrize(("ongoing", "status"), [(True, "active"), (False, "completed"), (None, "unknown")])
def test_a_medicine_is_taken_no_more_or_nobody_says(ongoing: bool | None, status: str) -> None:
    value = ConcomitantMedication(name="aspirin", dose="one tablet", ongoing=ongoing, start="since spring")
    made = of(_made(_only(value))[NAME], "MedicationStatement")
    assert made["status"] == status
    assert made["dosage"] == [{"text": "one tablet"}]
    assert "since spring" not in json.dumps(made)


def test_what_the_site_said_of_a_medicine_has_not_the_participant_for_its_source() -> None:
    value = ConcomitantMedication(name="aspirin")
    told = sample.decided(sample.found("101-v1", "x-1", value, "said", role="investigator"), "accept")
    first = sample.first_week().model_copy(update={"findings": (told,), "signatures": ()})
    assert "informationSource" not in of(_made(sample.study(visits=(first,)))[NAME], "MedicationStatement")


def test_a_form_holds_what_is_stated_in_the_type_of_the_item() -> None:
    bundle = sound()
    vitals, smoking = of(bundle, "QuestionnaireResponse"), of(bundle, "QuestionnaireResponse", 1)
    answers = {item["linkId"]: item.get("answer") for item in (*vitals["item"], *smoking["item"])}
    assert answers["VS.SYSBP"][0]["valueQuantity"]["code"] == "mm[Hg]"
    assert answers["VS.SYSBP"][0]["valueQuantity"]["value"] == 128
    assert answers["VS.TEMP"] is None
    assert answers["SU.SMOKE"][0]["valueCoding"]["code"] == "former"
    assert answers["SU.JOB"][0]["valueString"] == 'baker, "retired" & glad; =1+1'
    assert vitals["status"] == "in-progress"
    form = of(bundle, "Questionnaire")
    assert vitals["questionnaire"] == f"{form['url']}|{form['version']}"


def test_two_values_in_conflict_are_no_answer() -> None:
    first = sample.first_week()
    again = sample.decided(
        sample.found("101-v1", "p-9", sample.CrfItem(form="SU", item="SMOKE", value="never"), "never", at=20), "add"
    )
    bundle = _made(_with_first(findings=(*first.findings, again)))[NAME]
    smoking = next(item for item in of(bundle, "QuestionnaireResponse", 1)["item"] if item["linkId"] == "SU.SMOKE")
    assert "answer" not in smoking


def test_an_answer_is_traced_to_its_own_evidence() -> None:
    bundle = sound()
    response = next(one for one in bundle["entry"] if one["resource"]["resourceType"] == "QuestionnaireResponse")
    traced = {
        target["extension"][0]["valueUri"]: one["resource"]["entity"][0]["what"]["identifier"]["value"]
        for one in bundle["entry"]
        for target in one["resource"].get("target", ())
        if target["reference"] == response["fullUrl"]
    }
    assert traced == {"VS.SYSBP": "101-v1#t=28,30.5&turn=7", "VS.PULSE": "101-v1#t=32,34.5&turn=8"}


@pytest.mark.parametrize("release", RELEASES)
def test_provenance_names_the_program_and_the_person_in_a_role(release: str) -> None:
    first = of(sound(release), "Provenance")
    kinds = [agent["type"]["coding"][0]["code"] for agent in first["agent"]]
    assert kinds == ["assembler", "verifier", "attester"]
    assert first["agent"][1]["role"] == [{"text": "investigator"}]
    assert first["recorded"] == "2026-04-02T12:02:00Z"
    assert first["signature"][0]["type"][0]["code"] == "1.2.840.10065.1.12.1.5"
    device = of(sound(release), "Device")
    assert [one["type"]["text"] for one in device["version"]] == ["software", "llm", "transcriber"]


def test_what_a_person_added_has_an_author_and_no_program() -> None:
    bundle = sound()
    origin = next(
        one["resource"] for one in bundle["entry"]
        if one["resource"]["resourceType"] == "Provenance" and len(one["resource"]["agent"]) == 1
    )  # fmt: skip
    assert origin["agent"][0]["type"]["coding"][0]["code"] == "author"


def test_an_edited_finding_says_so() -> None:
    bundle = sound()
    medicine = entry_of(bundle, "MedicationStatement")["fullUrl"]
    origin = next(
        one["resource"]
        for one in bundle["entry"]
        if one["resource"].get("target", [{}])[0].get("reference") == medicine
    )
    assert origin["activity"]["coding"][0]["code"] == "UPDATE"


def test_an_edit_changes_the_provenance_and_not_when_and_by_whom_it_was_first_recorded() -> None:
    once = sample.decided(sample.found("101-v1", "x-1", sample.HEADACHE, "said"), "accept")
    again = sample.decided(once, "edit", sample.SAFETY, value=sample.HEADACHE.model_copy(update={"severity": "severe"}))
    first = sample.first_week().model_copy(update={"findings": (again,), "signatures": ()})
    bundle = _made(sample.study(visits=(first,)))[NAME]
    people = {one["resource"]["name"][0]["text"]: one["fullUrl"] for one in bundle["entry"] if "name" in one["resource"]
              and one["resource"]["resourceType"] == "Practitioner"}  # fmt: skip
    event, origin = of(bundle, "AdverseEvent"), of(bundle, "Provenance")
    assert event["recordedDate"] == "2026-04-02T12:02:00Z"
    assert origin["recorded"] == "2026-04-02T12:03:00Z"
    assert origin["agent"][1]["who"]["reference"] == people["Sam Safety"]
    assert event["recorder"]["reference"] == people["Ines Investigator"]


def test_a_signature_that_is_void_signs_nothing() -> None:
    first = sample.first_week()
    void = tuple(one.model_copy(update={"void_at": sample.NOON}) for one in first.signatures)
    assert '"signature"' in json.dumps(sound())
    assert '"signature"' not in json.dumps(_made(_with_first(signatures=void)))


def test_what_nobody_accepted_is_tagged_and_has_no_person() -> None:
    rash = of(_made(sample.study(), statuses=EVERYTHING)["02-202.json"], "AdverseEvent")
    assert {"system": "urn:trialvoice:status", "code": "candidate"} in rash["meta"]["tag"]
    assert "recorder" not in rash


@pytest.mark.parametrize("release", RELEASES)
def test_a_transcript_is_a_hash_and_no_words(release: str) -> None:
    document = of(sound(release), "DocumentReference")
    assert document["identifier"][1]["value"] == f"nih:sha-256;{sample.first_week().transcript_sha256}"
    assert document["content"] == [{"attachment": {"contentType": "application/json", "title": "Transcript of 101-v1"}}]
    assert "hash" not in document["content"][0]["attachment"]


@pytest.mark.parametrize("release", RELEASES)
def test_no_quote_and_no_reason_is_in_a_bundle(release: str) -> None:
    text = json.dumps(sound(release))
    visits: tuple[ReviewedVisit, ...] = (sample.first_week(), sample.fourth_week())
    quotes = [proof.quote for visit in visits for one in visit.findings for proof in one.finding.evidence]
    reasons = [decision.reason for visit in visits for one in visit.findings for decision in one.decisions]
    told = [words for words in (*quotes, *reasons) if len(words.split()) > 1]
    assert len(told) > 10
    assert [words for words in told if words in text] == []


def test_a_receivers_own_records_are_never_changed_and_ours_are_found_again() -> None:
    asked = {one["resource"]["resourceType"]: one["request"] for one in sound()["entry"]}
    assert asked["Patient"] == {
        "method": "POST", "url": "Patient", "ifNoneExist": "identifier=urn:trialvoice:subject:TV-1:01|101",
    }  # fmt: skip
    assert {kind for kind, request in asked.items() if request["method"] == "POST"} == set(bindings()["kept"]["types"])
    assert asked["QuestionnaireResponse"]["url"].startswith("QuestionnaireResponse?identifier=")


def test_r4b_finds_an_event_by_tag_since_it_has_no_search_by_identifier() -> None:
    old, new = entry_of(sound(), "AdverseEvent"), entry_of(sound("R5"), "AdverseEvent")
    tag = old["resource"]["meta"]["tag"][0]
    assert old["request"]["url"] == f"AdverseEvent?_tag={tag['system']}|{tag['code']}"
    assert new["request"]["url"] == f"AdverseEvent?identifier={tag['system']}|{tag['code']}"


def test_a_monitors_interview_is_nobodys() -> None:
    files = target("fhir").make(sample.study(), EVERYTHING)
    assert all(b"02-mon" not in content and b"site-02" not in content for content in files.values())
