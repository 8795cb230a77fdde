"""A small visit made by hand, for tests of the report: a serious event, tags, a form, a late visit."""

import io
import math
import struct
import wave
from datetime import UTC, datetime, timedelta

from trialvoice.core.findings import AdverseEvent, CrfItem, Evidence, Finding, ProtocolDeviation, Value
from trialvoice.core.records import Role, SafeTranscript, Turn, Word
from trialvoice.core.results import FilledItem, RunIdentity, Tokens, VisitResult
from trialvoice.core.study import About, Dosing, Form, Item, Site, Study, Visit

SAID: tuple[tuple[Role, str], ...] = (
    ("investigator", "How have you been since we last spoke, [NAME_1]?"),
    ("participant", "I was in hospital overnight on [DATE_1] because of <chest pain> & dizziness."),
    ("investigator", "Your pulse is 72."),
)
HEARD_AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
STUDY = Study(
    study=About(id="TV-1", title="A study", drug="Velorine", indication="arthritis"),
    sites=(Site(id="01", name="North"),),
    dosing=Dosing(dose="10 mg"),
    visits=(Visit(id="V1", name="Week 1", day=8, forms=("VS",)),),
    forms=(
        Form(
            id="VS",
            title="Vital signs",
            items=(
                Item(id="PULSE", question="Pulse", type="integer", unit="beats/min"),
                Item(id="TEMP", question="Temperature", type="decimal", unit="C"),
            ),
        ),
    ),
)


def transcript() -> SafeTranscript:
    """Three turns of three seconds each."""
    return SafeTranscript(
        recording="r1",
        language="en",
        turns=tuple(_turn(number, role, text) for number, (role, text) in enumerate(SAID, start=1)),
    )


def _turn(number: int, role: Role, text: str) -> Turn:
    start, words = (number - 1) * 3000, text.split()
    step = 2900 // len(words)
    return Turn(
        id=number,
        start=start,
        end=start + 2900,
        speaker=role,
        role=role,
        role_confidence=0.9,
        words=tuple(
            Word(start=start + i * step, end=start + (i + 1) * step, text=word, probability=0.9)
            for i, word in enumerate(words)
        ),
    )


def finding(name: str, value: Value, turn: int = 0, quote: str = "") -> Finding:
    """A finding proven by `quote` in `turn`, or by the row where there is none."""
    evidence: tuple[Evidence, ...] = ()
    if quote:
        spoken = transcript().turns[turn - 1]
        at = spoken.text.index(quote)
        start, end = spoken.times(at, at + len(quote))
        evidence = (
            Evidence(
                turn=turn,
                start_char=at,
                end_char=at + len(quote),
                start=start,
                end=end,
                quote=quote,
                match="exact",
                role=spoken.role,
            ),
        )
    basis = () if quote else ("recordings.csv: recorded_at",)
    return Finding(
        id=name,
        value=value,
        evidence=evidence,
        basis=basis,
        assertion="present",
        confidence=0.8,
        source="test",
    )


def result() -> VisitResult:
    """The visit's findings, the serious one last, so that the page has to bring it to the top."""
    late = ProtocolDeviation(category="visit_window", description="=2 days late", rule="visit-window")
    pulse = CrfItem(form="VS", item="PULSE", value="72", unit="beats/min")
    event = AdverseEvent(
        term="chest pain",
        criteria=("hospitalisation",),
        awareness_at=HEARD_AT,
        sae_due_at=HEARD_AT + timedelta(hours=24),
    )
    return VisitResult(
        recording="r1",
        study="TV-1",
        site="01",
        subject="s1",
        visit="V1",
        duration=9000,
        identity=RunIdentity(
            code_version="0",
            study_sha256="a" * 64,
            audio_sha256="b" * 64,
            models={"transcriber": "whisper-base"},
            questions={},
            engines={"llm": "embedded"},
            settings_sha256="c" * 64,
        ),
        findings=(
            finding("f1", late),
            finding("f2", pulse, 3, "pulse is 72."),
            finding("f3", event, 2, "because of <chest pain> & dizziness."),
        ),
        forms=(
            FilledItem(form="VS", item="PULSE", state="stated", value="72", unit="beats/min", finding="f2"),
            FilledItem(form="VS", item="TEMP", state="not_stated"),
        ),
        counts={"adverse_event": 1},
        tokens=Tokens(),
        warnings=("one warning",),
    )


def sound(seconds: float = 9.0, rate: int = 8000) -> bytes:
    """A WAV of a quiet tone."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(
            b"".join(
                struct.pack("<h", int(3000 * math.sin(i * 2 * math.pi * 330 / rate)))
                for i in range(int(seconds * rate))
            )
        )
    return out.getvalue()
