"""A small reviewed study made by hand, for tests of exports: two subjects and a monitor's interview."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from trialvoice.core.findings import (
    AdverseEvent,
    Coding,
    ConcomitantMedication,
    CrfItem,
    DictionaryCoding,
    Evidence,
    Finding,
    FollowUp,
    MedicalHistory,
    MissedDose,
    ProtocolDeviation,
    Status,
    Value,
    VitalSign,
)
from trialvoice.core.records import Role
from trialvoice.core.results import FilledItem, Query, RunIdentity, Tokens, VisitResult
from trialvoice.core.study import Study
from trialvoice.trial.record.people import Actor, machine
from trialvoice.trial.record.reviewed import (
    Action,
    Decision,
    ReviewedFinding,
    ReviewedQuery,
    ReviewedStudy,
    ReviewedVisit,
    Signature,
)

NOON = datetime(2026, 4, 2, 12, 0, tzinfo=UTC)
"""When people reviewed."""
EASTERN = timezone(timedelta(hours=-4))
MACHINE = machine("0.1.0+000000000000/qwen2.5-coder-1.5b")
INVESTIGATOR = Actor(id="u-investigator", name="Ines Investigator", role="investigator")
MANAGER = Actor(id="u-manager", name="Dana Manager", role="data_manager")
SAFETY = Actor(id="u-safety", name="Sam Safety", role="safety_reviewer")

STUDY = Study.model_validate(
    {
        "study": {"id": "TV-1", "title": "Velorine & <others> in arthritis", "drug": "Velorine",
                  "indication": "rheumatoid arthritis"},
        "sites": [{"id": "01", "name": "North"}, {"id": "02", "name": "South"}],
        "dosing": {"dose": "10 mg", "times_per_day": 1, "max_missed": 2},
        "visits": [
            {"id": "V1", "name": "Week 1", "day": 8, "forms": ["VS", "SU"]},
            {"id": "V2", "name": "Week 4", "day": 29, "window_before": 3, "window_after": 3, "forms": ["VS", "SU"]},
            {"id": "MON", "name": "Monitoring interview"},
        ],
        "prohibited": [{"name": "prednisone"}],
        "forms": [
            {"id": "VS", "title": "Vital signs", "items": [
                {"id": "SYSBP", "question": "Systolic blood pressure", "type": "integer", "unit": "mmHg",
                 "minimum": 60, "maximum": 260, "cdash": "SYSBP_VSORRES", "odm": "IT.VS.SYSBP"},
                {"id": "PULSE", "question": "Pulse", "type": "integer", "unit": "beats/min",
                 "cdash": "PULSE_VSORRES", "odm": "IT.VS.PULSE"},
                {"id": "TEMP", "question": "Body temperature", "type": "decimal", "unit": "C",
                 "cdash": "TEMP_VSORRES"},
            ]},
            {"id": "SU", "title": "Smoking", "items": [
                {"id": "SMOKE", "question": "Does the participant smoke?", "type": "choice",
                 "choices": ["never", "former", "current"], "cdash": "SUNCF", "odm": "IT.SU.SMOKE"},
                {"id": "COFFEE", "question": "Coffee every day?", "type": "yes_no"},
                {"id": "JOB", "question": "Occupation", "type": "text"},
            ]},
        ],
    }
)  # fmt: skip


def ctcae(term: str, organ_class: str) -> tuple[DictionaryCoding, ...]:
    """What the shipped table has for a term."""
    coding = Coding(dictionary="CTCAE", version="6.0", term=term, system_organ_class=organ_class)
    return (DictionaryCoding(dictionary="CTCAE", version="6.0", state="coded", matched="exact", coding=coding),)


def uid(recording: str, name: str) -> str:
    """As the store makes them: of nothing but what they stand for."""
    return "f-" + hashlib.sha256(f"{recording} {name}".encode()).hexdigest()[:16]


def found(
    recording: str, name: str, value: Value, quote: str = "", *, at: int = 1, role: Role = "participant"
) -> ReviewedFinding:
    """A candidate of the machine, proven by a quote of turn `at`, or by its row where there is none."""
    evidence = (
        (
            Evidence(
                turn=at,
                start_char=0,
                end_char=len(quote),
                start=at * 4000,
                end=at * 4000 + 2500,
                quote=quote,
                match="exact",
                role=role,
            ),
        )
        if quote
        else ()
    )
    return ReviewedFinding(
        uid=uid(recording, name),
        finding=Finding(
            id=name,
            value=value,
            evidence=evidence,
            basis=() if quote else ("recordings.csv: recorded_at",),
            assertion="present",
            confidence=0.8,
            source="rule:test@1",
        ),
        proposed=value,
        recorded_at=NOON - timedelta(days=1),
        recorded_by=MACHINE,
    )


_ENDS: dict[Action, Status] = {
    "accept": "accepted",
    "edit": "edited",
    "reject": "rejected",
    "add": "accepted",
    "reopen": "candidate",
}


def decided(
    one: ReviewedFinding, action: Action, by: Actor = INVESTIGATOR, *, value: Value | None = None, reason: str = ""
) -> ReviewedFinding:
    """The same after one more decision."""
    number = len(one.decisions) + 2
    stands = value or one.value
    decision = Decision(
        act=number, at=NOON + timedelta(minutes=number), by=by, action=action, reason=reason, value=stands
    )
    return one.model_copy(
        update={
            "finding": one.finding.model_copy(update={"value": stands, "status": _ENDS[action]}),
            "decisions": (*one.decisions, decision),
            "proposed": None if action == "add" else one.proposed,
        }
    )


def visit(
    recording: str,
    subject: str,
    planned: str,
    recorded_at: datetime,
    findings: Sequence[ReviewedFinding],
    *,
    site: str = "01",
    forms: Sequence[FilledItem] = (),
    queries: Sequence[ReviewedQuery] = (),
    signatures: Sequence[Signature] = (),
    participants: tuple[Role, ...] = ("investigator", "participant"),
) -> ReviewedVisit:
    """A visit whose result has the machine's own findings as they were proposed."""
    machine_made = [one for one in findings if one.proposed is not None]
    result = VisitResult(
        recording=recording,
        study="TV-1",
        site=site,
        subject=subject,
        visit=planned,
        duration=120_000,
        identity=RunIdentity(
            code_version="0.1.0+000000000000",
            study_sha256="a" * 64,
            audio_sha256=hashlib.sha256(recording.encode()).hexdigest(),
            models={"transcriber": "whisper-base " + "d" * 64, "llm": "qwen2.5-coder-1.5b " + "e" * 64},
            questions={"adverse-events@1": "f" * 64},
            engines={"llm": "embedded"},
            settings_sha256="c" * 64,
        ),
        findings=tuple(
            one.finding.model_copy(update={"value": one.proposed, "status": "candidate"}) for one in machine_made
        ),
        forms=tuple(forms),
        queries=tuple(
            Query(id=q.id, rules=q.rules, importance=q.importance, text=q.text, about=q.about)
            for q in queries
            if q.rules
        ),
        counts={},
        tokens=Tokens(),
        warnings=(),
    )
    return ReviewedVisit(
        study="TV-1",
        site=site,
        subject=subject,
        recording=recording,
        visit=planned,
        recorded_at=recorded_at,
        day1=date(2026, 3, 2) if "participant" in participants else None,
        participants=participants,
        version=1,
        taken_in_at=NOON - timedelta(days=1),
        result=result,
        transcript_sha256=hashlib.sha256(f"transcript {recording}".encode()).hexdigest(),
        findings=tuple(findings),
        queries=tuple(queries),
        signatures=tuple(signatures),
        record_sha256=hashlib.sha256(f"record {recording}".encode()).hexdigest(),
    )


def query(name: str, about: str, text: str, *, rules: tuple[str, ...] = (), by: Actor = MACHINE) -> ReviewedQuery:
    """A draft of a rule where `rules` names one, else a question that a person raised."""
    return ReviewedQuery(
        id="q-" + hashlib.sha256(name.encode()).hexdigest()[:16],
        about=about,
        rules=rules,
        importance="safety" if rules else "data",
        text=text,
        state="candidate" if rules else "open",
        by=by,
        raised_at=NOON,
        changed_at=NOON,
    )


def stated(form: str, item: str, value: str, name: str, unit: str | None = None) -> FilledItem:
    """An item that the machine filled from one of its findings."""
    return FilledItem(form=form, item=item, state="stated", value=value, unit=unit, finding=name)


def study(**changes: Any) -> ReviewedStudy:
    """The whole: first week and fourth of subject 101, a first week of 202 without decisions, an interview."""
    made = ReviewedStudy(
        study=STUDY,
        study_sha256="a" * 64,
        code_version="0.1.0+000000000000",
        as_of=NOON + timedelta(hours=1),
        last_act=40,
        visits=(first_week(), fourth_week(), undecided(), interview()),
    )
    return made.model_copy(update=changes)


HEADACHE = AdverseEvent(
    term="headache",
    codings=ctcae("Headache", "Nervous system disorders"),
    severity="mild",
    onset="since Saturday",
    onset_date="2026-03-07",
    outcome="ongoing",
    treatment="paracetamol",
    related="possibly",
    related_by="investigator",
)
HEARD_AT = datetime(2026, 3, 30, 9, 4, 12, tzinfo=EASTERN)
CHEST_PAIN = AdverseEvent(
    term="chest pain",
    codings=ctcae("Chest pain - cardiac", "Cardiac disorders"),
    severity="severe",
    grade=3,
    onset_date="2026-03",
    end_date="2026-03-28",
    action="interrupted",
    outcome="resolved",
    criteria=("hospitalisation",),
    awareness_at=HEARD_AT,
    sae_due_at=HEARD_AT + timedelta(hours=24),
)


def first_week() -> ReviewedVisit:
    """Accepted, edited, rejected and untouched findings; a conflict in a form; a signature."""
    r = "101-v1"
    pulse = VitalSign(test="PULSE", value=72, unit="beats/min")
    return visit(
        r,
        "101",
        "V1",
        datetime(2026, 3, 9, 9, 0, tzinfo=EASTERN),
        [
            decided(found(r, "ae-1", HEADACHE, "I have had a headache since Saturday."), "accept"),
            decided(
                found(r, "ae-2", AdverseEvent(term="a bit tired"), "I am a bit tired.", at=3),
                "reject",
                reason="had it before the study",
            ),
            decided(
                found(
                    r,
                    "cm-1",
                    ConcomitantMedication(name="ibuprofin", dose="200 milligrams", frequency="twice a day"),
                    "I take ibuprofin, 200 milligrams, twice a day.",
                    at=5,
                ),
                "edit",
                MANAGER,
                value=ConcomitantMedication(
                    name="ibuprofen",
                    dose="200 mg",
                    frequency="twice a day",
                    route="by mouth",
                    indication="headache",
                    ongoing=True,
                ),
                reason="misheard",
            ),
            decided(found(r, "vs-1", VitalSign(test="SYSBP", value=128, unit="mmHg"), "128 over 82", at=7), "accept"),
            decided(found(r, "vs-2", pulse, "your pulse is 72", at=8, role="investigator"), "accept"),
            decided(
                found(r, "crf-1", CrfItem(form="SU", item="SMOKE", value="former"), "I stopped in 2010.", at=9),
                "accept",
            ),
            decided(
                found(r, "crf-2", CrfItem(form="SU", item="JOB", value='baker, "retired" & glad; =1+1'), "x", at=10),
                "accept",
            ),
            decided(
                found(r, "mh-1", MedicalHistory(term="asthma", category="condition"), "I have asthma.", at=11),
                "accept",
            ),
            found(r, "md-1", MissedDose(doses=1, when="on Sunday", reason="forgot"), "I forgot one on Sunday.", at=12),
        ],
        forms=[
            stated("VS", "SYSBP", "128", "vs-1", "mmHg"),
            stated("VS", "PULSE", "72", "vs-2", "beats/min"),
            FilledItem(form="VS", item="TEMP", state="not_stated"),
            stated("SU", "SMOKE", "former", "crf-1"),
            FilledItem(form="SU", item="COFFEE", state="not_stated"),
            stated("SU", "JOB", 'baker, "retired" & glad; =1+1', "crf-2"),
        ],
        queries=[
            query("one", uid(r, "ae-1"), "When did the headache end?", rules=("ae-end",)),
            query("two", "SU", "Please ask about coffee.", by=MANAGER),
        ],
        signatures=[
            Signature(
                act=20,
                about="visit",
                by=INVESTIGATOR,
                at=NOON + timedelta(minutes=30),
                meaning="approval",
                record_sha256=hashlib.sha256(f"record {r}".encode()).hexdigest(),
            )
        ],
    )


def fourth_week() -> ReviewedVisit:
    """The headache again, resolved; a serious event; a finding that a person added; deviations."""
    r = "101-v2"
    late = ProtocolDeviation(category="visit_window", description="Day 34 is 2 days after the window", rule="window")
    forbidden = ProtocolDeviation(category="prohibited_medication", description="took prednisone", rule="prohibited")
    again = HEADACHE.model_copy(update={"outcome": "resolved", "end_date": "2026-03-20", "severity": "moderate"})
    return visit(
        r,
        "101",
        "V2",
        datetime(2026, 3, 30, 9, 0, tzinfo=EASTERN),
        [
            decided(found(r, "ae-1", again, "The headache went away."), "accept"),
            decided(found(r, "ae-2", CHEST_PAIN, "I was in hospital with chest pain.", at=2), "accept", SAFETY),
            decided(found(r, "pd-1", late), "accept", MANAGER),
            decided(found(r, "pd-2", forbidden, "They gave me prednisone.", at=4), "accept", MANAGER),
            decided(
                found(r, "cm-1", ConcomitantMedication(name="prednisone", prohibited=True), "prednisone", at=4),
                "accept",
            ),
            decided(
                found(r, "p-1", AdverseEvent(term="bruise on the left arm"), "and this bruise here", at=6),
                "add",
                INVESTIGATOR,
                reason="the machine missed it",
            ),
            decided(found(r, "vs-1", VitalSign(test="SYSBP", value=131, unit="mmHg"), "131 over 80", at=7), "accept"),
        ],
        forms=[
            stated("VS", "SYSBP", "131", "vs-1", "mmHg"),
            *(FilledItem(form="VS", item=item, state="not_stated") for item in ("PULSE", "TEMP")),
            *(FilledItem(form="SU", item=item, state="not_stated") for item in ("SMOKE", "COFFEE", "JOB")),
        ],
    )


def undecided() -> ReviewedVisit:
    """Nothing in it was reviewed, so that no export holds it by default."""
    r = "202-v1"
    return visit(
        r,
        "202",
        "V1",
        datetime(2026, 3, 10, 14, 0, tzinfo=timezone(timedelta(hours=1))),
        [
            found(r, "ae-1", AdverseEvent(term="rash", severity="moderate"), "I have a rash."),
            found(r, "vs-1", VitalSign(test="TEMP", value=37.4, unit="C"), "37.4", at=3),
        ],
        site="02",
        forms=[
            stated("VS", "TEMP", "37.4", "vs-1", "C"),
            *(FilledItem(form="VS", item=item, state="not_stated") for item in ("SYSBP", "PULSE")),
            *(FilledItem(form="SU", item=item, state="not_stated") for item in ("SMOKE", "COFFEE", "JOB")),
        ],
        queries=[query("three", "VS", "Which thermometer was it?", rules=("vs-method",))],
    )


def interview() -> ReviewedVisit:
    """A monitor's interview at site 02: consent found lacking, and what is left to do."""
    r = "02-mon"
    consent = ProtocolDeviation(category="consent", description="the new consent form was not signed", rule="stated")
    late = ProtocolDeviation(category="safety_reporting", description="reported after three days", rule="stated")
    return visit(
        r,
        "site-02",
        "MON",
        datetime(2026, 3, 18, 10, 0, tzinfo=timezone(timedelta(hours=1))),
        [
            decided(found(r, "pd-1", consent, "The new form was not signed.", role="investigator"), "accept", MANAGER),
            decided(found(r, "pd-2", late, "That took us three days.", at=3, role="investigator"), "accept", MANAGER),
            decided(
                found(
                    r,
                    "fu-1",
                    FollowUp(reason="promised", what="We will have it signed by Friday."),
                    "We will have it signed by Friday.",
                    at=5,
                    role="investigator",
                ),
                "accept",
                MANAGER,
            ),
            found(r, "fu-2", FollowUp(reason="left_open", what="And the freezer log?"), "And the freezer log?", at=6),
        ],
        site="02",
        participants=("monitor", "investigator"),
    )
