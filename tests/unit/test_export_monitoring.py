"""Reports of monitoring interviews: what stands in which section, what is carried over, and what is left out."""

import json
from datetime import timedelta
from typing import Any

import pytest

from tests.monitored_sample import SCRIPT, second, two_interviews
from tests.reviewed_sample import (
    MANAGER,
    NOON,
    decided,
    first_week,
    found,
    query,
    study,
    uid,
)
from trialvoice.core.findings import (
    ConcomitantMedication,
    CrfItem,
    Interaction,
    MedicalHistory,
    MissedDose,
    Mood,
    TreatmentResponse,
    Value,
    VitalSign,
)
from trialvoice.core.records import Role
from trialvoice.trial.exports.monitoring.actions import due, owner
from trialvoice.trial.exports.monitoring.layout import layout
from trialvoice.trial.exports.target import target
from trialvoice.trial.record.people import Actor
from trialvoice.trial.record.reviewed import (
    ACCEPTED,
    ReviewedStudy,
    Signature,
)

MONITORING = target("monitoring")
MONITOR = Actor(id="u-monitor", name="Mona Monitor", role="monitor")


def reports(of: ReviewedStudy) -> dict[str, Any]:
    files = MONITORING.make(of, ACCEPTED)
    return {name: json.loads(data) for name, data in files.items() if name.startswith("0") and name.endswith(".json")}


def quotes(of: Any, line: Any) -> list[str]:
    proofs = {proof["id"]: proof for proof in of["proofs"]}
    return [proofs[id].get("quote", proofs[id].get("place")) for id in line["proofs"]]


def faults(files: dict[str, bytes]) -> list[object]:
    return [fault for check in MONITORING.checks for fault in check.faults(files)]


def test_an_interview_is_told_in_all_sections_and_passes_every_check() -> None:
    files = MONITORING.make(study(), ACCEPTED)
    assert sorted(files) == [
        "02/02-mon.html", "02/02-mon.json", "index.html", "index.json", "index.schema.json", "report.schema.json",
    ]  # fmt: skip
    assert faults(files) == []
    made = json.loads(files["02/02-mon.json"])
    assert [one["id"] for one in made["sections"]] == [one.id for one in layout().sections]
    assert {one["id"]: one["value"] for one in made["visit"]} == {
        "site": "02",
        "visit": "MON: Monitoring interview",
        "recorded_at": "2026-03-18 10:00 UTC+01:00",
        "attendees": "monitor, investigator",
    }
    assert [(one["category"], one["text"], one["importance"]) for one in made["deviations"]] == [
        ("consent", "the new consent form was not signed", "undetermined"),
        ("safety_reporting", "reported after three days", "undetermined"),
    ]
    assert [quotes(made, one) for one in made["deviations"]] == [
        ["The new form was not signed."],
        ["That took us three days."],
    ]
    assert [one["because"] for one in made["escalations"]] == ["consent", "safety_reporting"]
    assert made["conclusions"] == {"marker": layout().marker, "text": ""}
    assert made["undecided"] == {"interview": 1, "subject_deviations": 0, "earlier_actions": 0}
    assert (made["accepted"], made["previous"], made["follow_up"]) == (3, None, [])


def test_an_action_names_owner_and_due_as_stated_with_its_moment() -> None:
    made = reports(study())["02/02-mon.json"]
    [action] = made["actions"]
    assert (action["owner"], action["due"], action["label"]) == ("investigator", ["by Friday"], "promised")
    [proof] = [one for one in made["proofs"] if [one["id"]] == action["proofs"]]
    assert (proof["at"], proof["start"], proof["recording"]) == ("00:20", 20_000, "02-mon")


def test_topics_are_named_by_category_kind_and_words() -> None:
    made = reports(two_interviews())
    assert [one["id"] for one in made["02/02-mon.json"]["reviewed"]] == ["consent", "safety"]
    again = made["02/02-mon2.json"]
    assert {one["id"]: quotes(again, one) for one in again["reviewed"]} == {
        "safety": ["One was in hospital."],
        "protocol": [SCRIPT],
        "treatment": [SCRIPT, "Please send me the temperature log within two weeks."],
    }


def test_what_earlier_interviews_left_open_is_carried_over() -> None:
    made = reports(two_interviews())
    before, after = made["02/02-mon.json"], made["02/02-mon2.json"]
    assert [{**one, "proofs": 0} for one in after["follow_up"]] == [{**one, "proofs": 0} for one in before["actions"]]
    assert quotes(after, after["follow_up"][0]) == ["We will have it signed by Friday."]
    assert after["previous"] == before["recorded_at"]
    assert after["undecided"] == {"interview": 1, "subject_deviations": 1, "earlier_actions": 1}
    assert [one["finding"] for one in after["actions"]] == [uid("02-mon2", "fu-1")]
    assert faults(MONITORING.make(two_interviews(), ACCEPTED)) == []


def test_deviations_of_subjects_stand_in_the_report_of_their_time_and_site() -> None:
    made = reports(two_interviews())
    told = {name: [(one["subject"], one["recording"]) for one in of["subject_deviations"]] for name, of in made.items()}
    assert told == {"02/02-mon.json": [("202", "202-before")], "02/02-mon2.json": [("202", "202-between")]}
    [line] = made["02/02-mon2.json"]["subject_deviations"]
    assert quotes(made["02/02-mon2.json"], line) == ["recordings.csv: recorded_at"]


def test_a_serious_event_is_escalated_with_its_clock() -> None:
    made = reports(two_interviews())["02/02-mon2.json"]
    [event] = made["findings"]
    assert (event["text"], event["criteria"]) == ("chest pain", ["hospitalisation"])
    [line] = made["escalations"]
    assert (line["because"], line["finding"]) == ("serious_event", event["finding"])
    assert line["due_at"] == "2026-03-31T09:04:12-04:00"


def test_rejected_and_undecided_findings_are_in_no_line() -> None:
    files = MONITORING.make(two_interviews(), frozenset({"candidate", "accepted", "edited", "rejected"}))
    assert files == MONITORING.make(two_interviews(), ACCEPTED)
    for name in ("02/02-mon2.json", "02/02-mon2.html"):
        text = files[name].decode()
        assert "no deviation" not in text
        assert "Perhaps that one" not in text
        assert "freezer log" not in text


def test_only_open_queries_of_the_site_stand_there() -> None:
    made = reports(two_interviews())["02/02-mon2.json"]
    assert {one["recording"] for one in made["queries"]} == {"202-before", "202-between", "202-after"}
    assert [one["text"] for one in made["queries"]] == ["Please give the pulse."] * 3
    assert {one["by"] for one in made["queries"]} == {"data_manager"}


def test_a_query_about_an_accepted_finding_shows_its_words() -> None:
    asked = query("who", uid("02-mon2", "ae-1"), "Which hospital?", by=MANAGER)
    draft = query("draft", uid("02-mon2", "pd-3"), "And this?", by=MANAGER)
    made = reports(study(visits=(second(queries=(asked, draft)),)))["02/02-mon2.json"]
    shown = {one["text"]: quotes(made, one) for one in made["queries"]}
    assert shown == {
        "Which hospital?": [f"query {asked.id} of 02-mon2", "One was in hospital."],
        "And this?": [f"query {draft.id} of 02-mon2"],
    }
    assert {one["subject"] for one in made["queries"]} == {None}


def test_signatures_stand_with_name_time_and_meaning_void_ones_too() -> None:
    def signature(act: int, **more: Any) -> Signature:
        return Signature(
            act=act, about="visit", by=MONITOR, at=NOON + timedelta(minutes=act), meaning="authorship",
            record_sha256="a" * 64, **more,
        )  # fmt: skip

    void = signature(20, void_at=NOON + timedelta(minutes=21), void_because="decided anew")
    unsigned = MONITORING.make(study(visits=(second(signatures=(void,)),)), ACCEPTED)
    signed = MONITORING.make(study(visits=(second(signatures=(void, signature(22))),)), ACCEPTED)
    made = json.loads(signed["02/02-mon2.json"])["signatures"]
    assert [(one["name"], one["meaning"], one["state"]) for one in made] == [
        ("Mona Monitor", "authorship", "void"),
        ("Mona Monitor", "authorship", "holds"),
    ]
    assert [json.loads(of["index.json"])["rows"][0]["state"] for of in (unsigned, signed)] == ["not signed", "signed"]
    assert b"Reviewer of the report" in unsigned["02/02-mon2.html"]
    assert b"Reviewer of the report" not in signed["02/02-mon2.html"]
    assert faults(unsigned) == faults(signed) == []


def test_quotes_are_escaped() -> None:
    page = MONITORING.make(two_interviews(), ACCEPTED)["02/02-mon2.html"].decode()
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#34;warm&#34;" in page


def test_a_study_without_interviews_has_the_index_alone() -> None:
    files = MONITORING.make(study(visits=(first_week(),)), ACCEPTED)
    assert sorted(files) == ["index.html", "index.json", "index.schema.json", "report.schema.json"]
    assert json.loads(files["index.json"])["rows"] == []
    assert b"The study has no monitoring interview." in files["index.html"]
    assert faults(files) == []


def test_the_same_record_gives_the_same_bytes_in_any_order_of_visits() -> None:
    made = two_interviews()
    turned = made.model_copy(update={"visits": made.visits[::-1]})
    assert MONITORING.make(made, ACCEPTED) == MONITORING.make(two_interviews(), ACCEPTED)
    assert MONITORING.make(made, ACCEPTED) == MONITORING.make(turned, ACCEPTED)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (MissedDose(doses=2, when="last week", reason="forgot"), "2 doses, last week, forgot"),
        (MissedDose(doses=1), "1 dose"),
        (MissedDose(), "number of doses not stated"),
        (ConcomitantMedication(name="prednisone", dose="5 mg", prohibited=True), "prednisone, 5 mg, prohibited"),
        (MedicalHistory(term="asthma", category="condition"), "asthma"),
        (TreatmentResponse(direction="worse", what="the knee"), "worse: the knee"),
        (VitalSign(test="TEMP", value=37.4, unit="C"), "TEMP 37.4 C"),
        (CrfItem(form="VS", item="PULSE", value="72", unit="beats/min"), "VS PULSE: 72, beats/min"),
        (Mood(feeling="mixed", what="so so"), "mixed: so so"),
        (
            Interaction(
                first="warfarin", second="aspirin", with_study_drug=False, severity="major", text="", listed_in="l"
            ),
            "warfarin and aspirin (major)",
        ),
    ],
)
def test_every_kind_of_finding_is_told_in_a_line(value: Value, text: str) -> None:
    more = decided(found("02-mon2", "x-1", value, "as was said", at=8), "accept", MANAGER)
    files = MONITORING.make(study(visits=(second(more),)), ACCEPTED)
    line = json.loads(files["02/02-mon2.json"])["findings"][-1]
    assert (line["text"], line["label"]) == (text, layout().kinds[value.kind])
    assert faults(files) == []


@pytest.mark.parametrize(
    ("reason", "speaker", "present", "owns"),
    [
        ("promised", "investigator", ("monitor", "investigator"), "investigator"),
        ("promised", "monitor", ("monitor", "investigator", "unknown"), "monitor"),
        ("promised", "unknown", ("monitor", "investigator"), None),
        ("promised", "participant", ("monitor", "investigator"), None),
        ("requested", "monitor", ("monitor", "investigator"), "investigator"),
        ("requested", "investigator", ("monitor", "investigator"), "monitor"),
        ("requested", "monitor", ("monitor", "investigator", "unknown"), None),
        ("requested", "monitor", ("monitor",), None),
        ("requested", "monitor", ("monitor", "unknown"), None),
        ("requested", "monitor", ("monitor", "monitor"), None),
        ("left_open", "monitor", ("monitor", "investigator"), None),
    ],
)
def test_owner(reason: str, speaker: Role, present: tuple[Role, ...], owns: Role | None) -> None:
    assert owner(reason, speaker, present) == owns


@pytest.mark.parametrize(
    ("quote", "when"),
    [
        ("We will have it signed by Friday.", ("by Friday",)),
        ("I send it before the end of next week.", ("before the end of next week",)),
        ("Within two weeks, please.", ("Within two weeks",)),
        ("You get it in 10 working days.", ("in 10 working days",)),
        ("I will do it today.", ("today",)),
        ("By [DATE_2], no later than noon.", ("By [DATE_2]", "no later than noon")),
        ("By March 3rd.", ("By March 3rd",)),
        ("By 12 June.", ("By 12 June",)),
        ("By the 14th.", ("By the 14th",)),
        ("by Friday, yes, by Friday", ("by Friday",)),
        ("It was too warm on Friday.", ()),
        ("Stand by the door until somebody comes.", ()),
        ("Bytoday or nextweek.", ()),
        ("Signed by Fridayson.", ()),
        ("", ()),
    ],
)
def test_due_is_what_the_words_say(quote: str, when: tuple[str, ...]) -> None:
    assert due([quote]) == when
    assert all(one in quote for one in when)
