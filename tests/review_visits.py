"""The review application on loopback over a real store, with small visits taken in, for tests in a browser."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import uvicorn

from tests import report_sample, reviewed_sample
from trialvoice.core.errors import GateError
from trialvoice.core.findings import (
    AdverseEvent,
    ConcomitantMedication,
    CrfItem,
    Evidence,
    Finding,
    MedicalHistory,
    MissedDose,
    Mood,
    ProtocolDeviation,
    TreatmentResponse,
    Value,
    VitalSign,
)
from trialvoice.core.recordings import Recording
from trialvoice.core.records import Role, SafeTranscript, Turn, Word
from trialvoice.core.results import FilledItem, Query, RunIdentity, Tokens, VisitResult
from trialvoice.trial.record.access import Membership
from trialvoice.trial.record.people import UserRole, machine
from trialvoice.trial.review.app import make_app
from trialvoice.trial.review.context import ReviewContext
from trialvoice.trial.review.passwords import passwords
from trialvoice.trial.store.accounts import Change, give_role, make_account
from trialvoice.trial.store.database import Database, open_database
from trialvoice.trial.store.taking_in import Arrived, take_in

STUDY = reviewed_sample.STUDY
PASSWORD = "seven quiet lamps at noon"
KNOWN = "Marguerite"
"""An identifier of the subject that the gate of this site knows."""
PEOPLE: dict[str, tuple[str, UserRole, str]] = {
    "ines": ("Ines Investigator", "investigator", "*"),
    "dana": ("Dana Manager", "data_manager", "*"),
    "mona": ("Mona Monitor", "monitor", "02"),
    "sam": ("Sam Safety", "safety_reviewer", "*"),
}
SAID: tuple[tuple[Role, str], ...] = (
    ("investigator", "How have you been since [DATE_1], [NAME_1]?"),
    ("participant", "I was in hospital overnight because of <script>chest pain</script> & dizziness."),
    ("participant", "I have had a headache since Saturday, it comes and goes."),
    ("investigator", "Your pulse is 72 and your temperature 37.4 today."),
    ("participant", "I take ibuprofin, 200 milligrams, twice a day, for the headache."),
    ("participant", "I stopped smoking in 2010. 🙂 And my left knee is swollen since the last visit."),
    ("investigator", "Any tablets that you did not take?"),
    ("participant", "I forgot one on Sunday."),
)


def spoken(recording: str, said: Sequence[tuple[Role, str]] = SAID) -> SafeTranscript:
    """Turns of three seconds each."""
    return SafeTranscript(
        recording=recording, language="en", turns=tuple(_turn(at, *one) for at, one in enumerate(said, start=1))
    )


def _turn(number: int, role: Role, text: str) -> Turn:
    start, words = (number - 1) * 3000, text.split(" ")
    step = 2900 // len(words)
    return Turn(
        id=number,
        start=start,
        end=start + 2900,
        speaker=role,
        role=role,
        role_confidence=0.9,
        words=tuple(
            Word(start=start + at * step, end=start + (at + 1) * step, text=word, probability=0.9)
            for at, word in enumerate(words)
        ),
    )


def proposed(
    transcript: SafeTranscript, name: str, value: Value, at: tuple[int, str] | None, confidence: float = 0.8
) -> Finding:
    """A candidate proven by the words of a turn, or by the row of recordings.csv."""
    evidence: tuple[Evidence, ...] = ()
    if at is not None:
        turn = transcript.turns[at[0] - 1]
        first = turn.text.index(at[1])
        start, end = turn.times(first, first + len(at[1]))
        evidence = (
            Evidence(
                turn=turn.id, start_char=first, end_char=first + len(at[1]), start=start, end=end, quote=at[1],
                match="exact", role=turn.role,
            ),
        )  # fmt: skip
    return Finding(
        id=name,
        value=value,
        evidence=evidence,
        basis=() if evidence else ("recordings.csv: recorded_at",),
        assertion="present",
        confidence=confidence,
        source="rule:test@1",
    )


def small_visit(recording: str, site: str, subject: str, recorded_at: datetime) -> Arrived:
    """Ten findings: one serious, one with markup in its quote, one without a quote."""
    said = spoken(recording)
    heard = recorded_at + timedelta(seconds=4)
    chest = AdverseEvent(
        term="chest pain",
        codings=reviewed_sample.ctcae("Chest pain - cardiac", "Cardiac disorders"),
        severity="severe",
        criteria=("hospitalisation",),
        awareness_at=heard,
        sae_due_at=heard + timedelta(hours=24),
    )
    late = ProtocolDeviation(category="visit_window", description="Day 12 is 1 day after the window", rule="window")
    values: list[tuple[str, Value, tuple[int, str] | None, float]] = [
        ("ae-1", reviewed_sample.HEADACHE, (3, "a headache since Saturday"), 0.8),
        ("ae-2", chest, (2, "hospital overnight because of <script>chest pain</script>"), 0.95),
        ("pd-1", late, None, 1.0),
        ("cm-1", ConcomitantMedication(name="ibuprofin", dose="200 milligrams", frequency="twice a day"),
         (5, "ibuprofin, 200 milligrams, twice a day"), 0.7),
        ("vs-1", VitalSign(test="PULSE", value=72, unit="beats/min"), (4, "pulse is 72"), 0.9),
        ("vs-2", VitalSign(test="TEMP", value=37.4, unit="C"), (4, "temperature 37.4"), 0.9),
        ("crf-1", CrfItem(form="SU", item="SMOKE", value="former"), (6, "I stopped smoking in 2010."), 0.6),
        ("mh-1", MedicalHistory(term="headache", category="condition"), (3, "headache"), 0.4),
        ("md-1", MissedDose(doses=1, when="on Sunday", reason="forgot"), (8, "I forgot one on Sunday."), 0.85),
    ]  # fmt: skip
    findings = [proposed(said, *one) for one in values]
    unsaid = (("VS", "SYSBP"), ("SU", "COFFEE"), ("SU", "JOB"))
    forms = [
        reviewed_sample.stated("VS", "PULSE", "72", "vs-1", "beats/min"),
        reviewed_sample.stated("VS", "TEMP", "37.4", "vs-2", "C"),
        reviewed_sample.stated("SU", "SMOKE", "former", "crf-1"),
        *(FilledItem(form=form, item=item, state="not_stated") for form, item in unsaid),
    ]
    queries = [
        Query(id="q1", rules=("ae-end",), importance="data", text="When did the headache end?", about="ae-1"),
        Query(id="q2", rules=("vs-method",), importance="data", text="Which thermometer was it?", about="VS"),
    ]
    return arrived(said, (site, subject, "V1"), recorded_at, (findings, forms, queries))


def large_visit(recording: str, recorded_at: datetime, turns: int = 2000, findings: int = 200) -> Arrived:
    """An hour and a half of talk with findings of every usual kind spread over it."""
    roles: tuple[Role, ...] = ("investigator", "participant")
    text = (
        "well since the last visit I took the tablets every morning with [NAME_1] and number {} hurt a little, you know"
    )
    said = spoken(recording, [(roles[at % 2], text.format(at)) for at in range(turns)])
    quote, every = "took the tablets every morning", turns // findings
    made = [
        proposed(said, f"x-{at}", _value(at), (at * every + 1, quote), 0.5 + at % 50 / 100) for at in range(findings)
    ]
    return arrived(said, ("01", "900", "V1"), recorded_at, (made, [], []))


def _value(at: int) -> Value:
    values: tuple[Value, ...] = (
        AdverseEvent(term=f"headache {at}", severity="mild", onset="since Saturday", onset_date="2026-03-07"),
        ConcomitantMedication(name=f"paracetamol {at}", dose="500 mg", frequency="once a day"),
        MedicalHistory(term=f"asthma {at}", category="condition"),
        TreatmentResponse(direction="improved", what=f"better than before {at}"),
        Mood(feeling="negative", what=f"I feel low {at}"),
    )
    return values[at % len(values)]


def arrived(
    said: SafeTranscript,
    place: tuple[str, str, str],
    recorded_at: datetime,
    made: tuple[list[Finding], list[FilledItem], list[Query]],
) -> Arrived:
    """A visit as a run releases it. place: site, subject and planned visit."""
    site, subject, planned = place
    result = VisitResult(
        recording=said.recording,
        study=STUDY.study.id,
        site=site,
        subject=subject,
        visit=planned,
        duration=said.turns[-1].end,
        identity=RunIdentity(
            code_version="0.1.0+000000000000",
            study_sha256="a" * 64,
            audio_sha256="b" * 64,
            models={},
            questions={},
            engines={},
            settings_sha256="c" * 64,
        ),
        findings=tuple(made[0]),
        forms=tuple(made[1]),
        queries=tuple(made[2]),
        counts={},
        tokens=Tokens(),
        warnings=(),
    )
    row = Recording(
        study=STUDY.study.id,
        recording=said.recording,
        site=site,
        subject=subject,
        visit=planned,
        recorded_at=recorded_at,
        audio=Path("audio.wav"),
        consent=True,
        participants=("investigator", "participant"),
        day1=date(2026, 3, 2),
    )
    return Arrived(row, result, said, "d" * 64)


def screen(study: str, recording: str, text: str) -> None:
    """The gate of this site, which knows one name."""
    if KNOWN.casefold() in text.casefold():
        raise GateError("TV506", "it holds a known name", place=recording, remedy="write it without the name")


@dataclass(frozen=True)
class ReviewSite:
    """A running application."""

    address: str
    database: Database


@contextmanager
def serving(folder: Path, visits: Sequence[Arrived]) -> Iterator[ReviewSite]:
    """The application over a new store with those visits and the people of `PEOPLE`."""
    database = open_database(f"sqlite:///{folder / 'review.sqlite'}", b"k" * 32)
    with database.acts() as session:
        take_in(session, STUDY, visits)
    _people(database)
    sound = folder / "audio.wav"
    sound.write_bytes(report_sample.sound(24))
    context = ReviewContext(
        database=database, now=lambda: datetime.now(UTC), sound=lambda study, recording: sound, screen=screen
    )
    server = uvicorn.Server(uvicorn.Config(make_app(context), port=0, log_level="error", lifespan="off"))
    listening = server.config.bind_socket()
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    try:
        yield ReviewSite(f"http://127.0.0.1:{listening.getsockname()[1]}", database)
    finally:
        server.should_exit = True
        thread.join()
        listening.close()
        database.close()


def _people(database: Database) -> None:
    change, proof = Change(by=machine("0.1.0"), at=datetime.now(UTC)), passwords().proof(PASSWORD)
    with database.acts() as session:
        for account, (name, role, site) in PEOPLE.items():
            make_account(session, account, name, proof, change)
            give_role(session, account, Membership(study=STUDY.study.id, site=site, role=role), change)
