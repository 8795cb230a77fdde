"""SDTM-shaped datasets: what each variable comes from, what stays empty, and that the same record gives the same."""

import json
from datetime import date, timedelta

from tests.reviewed_sample import (
    INVESTIGATOR,
    NOON,
    decided,
    found,
    study,
    uid,
)
from tests.sdtm_rows import EVERY, datasets, notes
from trialvoice.core.findings import (
    AdverseEvent,
)
from trialvoice.trial.exports.target import target
from trialvoice.trial.record.reviewed import ACCEPTED, ReviewedVisit


def test_sample_passes_both_checks_by_default_and_with_all_statuses() -> None:
    for statuses in (ACCEPTED, EVERY):
        files = target("sdtm").make(study(), statuses)
        for check in target("sdtm").checks:
            assert list(check.faults(files)) == [], check.name
    assert [check.ours for check in target("sdtm").checks] == [True, False]


def test_same_record_gives_same_bytes_whatever_the_clock() -> None:
    first, second = (target("sdtm").make(study(), EVERY) for _ in range(2))
    assert first == second
    assert list(first)[:3] == ["dm.json", "ae.json", "suppae.json"]
    assert all(content.endswith(b"}\n") for content in first.values())


def test_head_tells_study_version_and_moment_of_the_record() -> None:
    head = json.loads(target("sdtm").make(study(), ACCEPTED)["ae.json"])
    assert head["datasetJSONCreationDateTime"] == "2026-04-02T13:00:00Z"
    assert head["datasetJSONVersion"] == "1.1.0"
    assert head["sourceSystem"] == {"name": "trialvoice", "version": "0.1.0+000000000000"}
    assert (head["studyOID"], head["name"], head["itemGroupOID"], head["records"]) == ("TV-1", "AE", "IG.AE", 3)
    assert head["columns"][5] == {
        "itemOID": "IT.AE.AETERM",
        "name": "AETERM",
        "label": "Reported Term for the Adverse Event",
        "dataType": "string",
        "length": 200,
        "keySequence": 4,
    }


def test_dm_has_every_subject_and_nothing_that_only_enrolment_knows() -> None:
    assert datasets(study())["DM"] == [
        {
            "STUDYID": "TV-1",
            "DOMAIN": "DM",
            "USUBJID": f"TV-1-{site}-{number}",
            "SUBJID": number,
            "RFSTDTC": "2026-03-02",
            "RFXSTDTC": "2026-03-02",
            "SITEID": site,
        }
        for site, number in (("01", "101"), ("02", "202"))
    ]


def test_first_dose_that_visits_do_not_agree_on_is_not_known() -> None:
    first, second, *rest = study().visits
    made = datasets(study(visits=(first, second.model_copy(update={"day1": date(2026, 3, 1)}), *rest)))
    assert "RFSTDTC" not in made["DM"][0]
    assert all("AESTDY" not in row for row in made["AE"])


def test_evidence_decisions_and_dictionary_stand_in_suppae() -> None:
    told = notes(datasets(study()), "AE", 1)
    assert told["EVREF1"] == "101-v1#t=4.0,6.5"
    assert told["EVQ1"] == "I have had a headache since Saturday."
    assert told["EVREF2"] == "101-v2#t=4.0,6.5"
    assert (told["AETOXTRM"], told["AETOXVER"]) == ("Headache", "6.0")
    assert (told["AERELSTD"], told["AERELBY"]) == ("possibly", "investigator")
    assert told["FNDBY1"] == "Ines Investigator (investigator)"
    assert told["FNDDT1"] == "2026-04-02T12:02:00Z"
    assert (told["FNDST1"], told["FNDCF1"], told["FNDSR1"]) == ("accepted", "0.80", "rule:test@1")
    assert told["AESTTXT"] == "since Saturday"


def test_monitors_interview_is_no_subject() -> None:
    made = datasets(study(), EVERY)
    assert not any("site-02" in row["USUBJID"] for rows in made.values() for row in rows)
    assert len(made["DV"]) == 2


def _accepted_later(made: ReviewedVisit, name: str) -> ReviewedVisit:
    findings = tuple(decided(one, "accept") if one.finding.id == name else one for one in made.findings)
    return made.model_copy(update={"findings": findings})


def test_no_decision_moves_a_number() -> None:
    first, *rest = study().visits
    before = {row["AESPID"]: row["AESEQ"] for row in datasets(study())["AE"]}
    after = {
        row["AESPID"]: row["AESEQ"] for row in datasets(study(visits=(_accepted_later(first, "ae-2"), *rest)))["AE"]
    }
    assert after == before | {uid("101-v1", "ae-2"): 2}


def test_what_is_found_later_gets_a_later_number() -> None:
    first, *rest = study().visits
    added = decided(found("101-v1", "p-9", AdverseEvent(term="fall"), "I fell."), "add")
    added = added.model_copy(update={"recorded_at": NOON + timedelta(hours=1)})
    first = first.model_copy(update={"findings": (added, *first.findings)})
    made = {row["AETERM"]: row["AESEQ"] for row in datasets(study(visits=(first, *rest)))["AE"]}
    assert made == {"bruise on the left arm": 5, "chest pain": 4, "fall": 6, "headache": 1}


def test_finding_that_a_person_added_has_no_proposal_and_says_who() -> None:
    made = datasets(study())
    (number,) = [row["AESEQ"] for row in made["AE"] if row["AETERM"] == "bruise on the left arm"]
    told = notes(made, "AE", number)
    assert told["FNDBY1"] == f"{INVESTIGATOR.name} ({INVESTIGATOR.role})"
    assert not {"FNDCF1", "FNDSR1", "FNDWS1"} & told.keys()


def test_candidate_says_that_nobody_accepted_it() -> None:
    made = datasets(study(), EVERY)
    (rash,) = [row for row in made["AE"] if row["AETERM"] == "rash"]
    told = {row["QNAM"]: row["QVAL"] for row in made["SUPPAE"] if row["USUBJID"] == rash["USUBJID"]}
    assert told["FNDST1"] == "candidate"
    assert not {"FNDBY1", "FNDDT1"} & told.keys()


def test_withdrawn_and_past_findings_say_so() -> None:
    first, *rest = study().visits
    one = first.findings[0]
    changed = one.model_copy(
        update={"withdrawn": True, "finding": one.finding.model_copy(update={"assertion": "past"})}
    )
    first = first.model_copy(update={"findings": (changed, *first.findings[1:])})
    told = notes(datasets(study(visits=(first, *rest))), "AE", 1)
    assert (told["FNDGN1"], told["FNDAS1"]) == ("Y", "past")


def test_study_without_subjects_has_an_empty_dm() -> None:
    files = target("sdtm").make(study(visits=(study().visits[-1],)), ACCEPTED)
    assert json.loads(files["dm.json"])["rows"] == []
    assert all(list(check.faults(files)) == [] for check in target("sdtm").checks)
