"""Results as a run releases them, made by hand, for tests of the findings store."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tests.reviewed_sample import EASTERN, STUDY, found, stated
from trialvoice.core.findings import (
    AdverseEvent,
    ConcomitantMedication,
    CrfItem,
    Finding,
    MissedDose,
    Value,
    VitalSign,
)
from trialvoice.core.recordings import Recording
from trialvoice.core.records import Role, SafeTranscript, Turn, Word
from trialvoice.core.results import FilledItem, Query, RunIdentity, Tokens, VisitResult
from trialvoice.core.study import Study
from trialvoice.trial.record.people import Actor
from trialvoice.trial.record.reviewed import Action, ReviewedFinding, ReviewedVisit
from trialvoice.trial.store.database import Database
from trialvoice.trial.store.deciding import Wish, decide
from trialvoice.trial.store.reading import read_visit
from trialvoice.trial.store.taking_in import Arrived, take_in

INVESTIGATOR = Actor(id="u-1", name="Ines Investigator", role="investigator")
MANAGER = Actor(id="u-2", name="Dana Manager", role="data_manager")
MORNING = datetime(2026, 4, 1, 8, 0, tzinfo=UTC)
"""When results are taken in."""
FIRST = "101-v1"
KEY = ("TV-1", FIRST)
HEARD_AT = datetime(2026, 3, 9, 9, 4, tzinfo=EASTERN)

HEADACHE = AdverseEvent(term="headache", severity="mild", onset_date="2026-03-07", outcome="ongoing")
CHEST_PAIN = AdverseEvent(
    term="chest pain",
    criteria=("hospitalisation",),
    awareness_at=HEARD_AT,
    sae_due_at=HEARD_AT + timedelta(hours=24),
)
IBUPROFEN = ConcomitantMedication(name="ibuprofen", dose="200 mg")
MISSED = MissedDose(doses=1, when="on Sunday")


def headache(name: str = "ae-1", value: AdverseEvent = HEADACHE) -> Finding:
    return machine_finding(name, value, "I have had a headache since Saturday.", at=1)


def chest_pain(name: str = "ae-2", value: AdverseEvent = CHEST_PAIN) -> Finding:
    return machine_finding(name, value, "I was in hospital with chest pain.", at=2)


def ibuprofen(name: str = "cm-1") -> Finding:
    return machine_finding(name, IBUPROFEN, "I take ibuprofen, 200 milligrams.", at=3)


def missed(name: str = "md-1") -> Finding:
    return machine_finding(name, MISSED, "I forgot one on Sunday.", at=4)


def pressure(name: str = "vs-1", value: float = 128, at: int = 5) -> Finding:
    return machine_finding(name, VitalSign(test="SYSBP", value=value, unit="mmHg"), "128 over 82", at=at)


def smoking(name: str = "crf-1", value: str = "former", at: int = 6) -> Finding:
    return machine_finding(name, CrfItem(form="SU", item="SMOKE", value=value), "I stopped in 2010.", at=at)


def machine_finding(name: str, value: Value, quote: str, *, at: int, role: Role = "participant") -> Finding:
    """A candidate of the machine, proven by the whole of a turn."""
    return found(FIRST, name, value, quote, at=at, role=role).finding


def six() -> tuple[Finding, ...]:
    """One of each that the tests need."""
    return (headache(), chest_pain(), ibuprofen(), missed(), pressure(), smoking())


FORMS = (stated("VS", "SYSBP", "128", "vs-1", "mmHg"), stated("SU", "SMOKE", "former", "crf-1"))
ASKED = Query(id="q-1", rules=("ae-end",), importance="safety", text="When did the headache end?", about="ae-1")


def result(
    findings: Sequence[Finding],
    *,
    forms: Sequence[FilledItem] = FORMS,
    queries: Sequence[Query] = (ASKED,),
    version: str = "0.1.0+000000000000",
    recording: str = FIRST,
    site: str = "01",
    subject: str = "101",
) -> VisitResult:
    """What the machine made of a visit."""
    names = {one.id for one in findings}
    return VisitResult(
        recording=recording,
        study="TV-1",
        site=site,
        subject=subject,
        visit="V1",
        duration=120_000,
        identity=RunIdentity(
            code_version=version,
            study_sha256="a" * 64,
            audio_sha256=hashlib.sha256(recording.encode()).hexdigest(),
            models={"transcriber": "whisper-base " + "d" * 64},
            questions={"adverse-events@1": "f" * 64},
            engines={"llm": "embedded"},
            settings_sha256="c" * 64,
        ),
        findings=tuple(findings),
        forms=tuple(filled for filled in forms if filled.finding in names),
        queries=tuple(query for query in queries if query.about in names),
        counts={},
        tokens=Tokens(),
        warnings=(),
    )


def transcript(made: VisitResult) -> SafeTranscript:
    """Turns that say what the findings quote."""
    said = {proof.turn: proof for one in made.findings for proof in one.evidence}
    return SafeTranscript(
        recording=made.recording,
        language="en",
        turns=tuple(
            _turn(at, said[at].quote if at in said else "Mm, I see.", said[at].role if at in said else "investigator")
            for at in range(1, max(said, default=0) + 2)
        ),
    )


def arrived(made: VisitResult, *, recorded_at: datetime = HEARD_AT, planned: str = "V1") -> Arrived:
    """With its row of recordings.csv."""
    row = Recording(
        study="TV-1",
        recording=made.recording,
        site=made.site,
        subject=made.subject,
        visit=planned,
        recorded_at=recorded_at,
        audio=Path(f"{made.recording}.mp3"),
        consent=True,
        participants=("investigator", "participant"),
        day1=date(2026, 3, 2),
    )
    return Arrived(row, made, transcript(made), hashlib.sha256(f"sound {made.recording}".encode()).hexdigest())


def take(store: Database, *made: VisitResult, study: Study = STUDY, at: datetime = MORNING) -> int:
    """Take results in. Returns how many were new."""
    with store.acts() as session:
        return take_in(session, study, [arrived(one) for one in made], at)


def seen(store: Database, recording: str = FIRST) -> ReviewedVisit:
    """The visit as it stands."""
    with store.looks() as session:
        visit = read_visit(session, "TV-1", recording)
    assert visit is not None
    return visit


def named(visit: ReviewedVisit, name: str) -> ReviewedFinding:
    """The finding that the machine calls that."""
    one = visit.by_machine_id(name)
    assert one is not None
    return one


def decided(
    store: Database,
    name: str,
    action: Action,
    *,
    value: Value | None = None,
    reason: str = "read the transcript",
    by: Actor = INVESTIGATOR,
    recording: str = FIRST,
) -> ReviewedFinding:
    """Decide on a finding by the machine's name for it, as it stands now."""
    one = named(seen(store, recording), name)
    with store.acts() as session:
        wish = Wish(uid=one.uid, revision=len(one.decisions), action=action, value=value, reason=reason)
        return decide(session, ("TV-1", recording), wish, by)


def decide_all(store: Database, recording: str = FIRST) -> None:
    """Accept whatever is undecided."""
    for one in seen(store, recording).findings:
        if one.status == "candidate" and not one.withdrawn:
            with store.acts() as session:
                wish = Wish(uid=one.uid, revision=len(one.decisions), action="accept")
                decide(session, ("TV-1", recording), wish, INVESTIGATOR)


def _turn(number: int, text: str, role: Role) -> Turn:
    pieces, start = text.split(" "), number * 4000
    words = tuple(
        Word(start=start + 100 * at, end=start + 100 * at + 90, text=piece, probability=0.9)
        for at, piece in enumerate(pieces)
    )
    return Turn(
        id=number, start=start, end=words[-1].end, speaker=f"S-{role}", role=role, role_confidence=1.0, words=words
    )
