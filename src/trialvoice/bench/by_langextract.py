"""The peer langextract, with the same model server; its answers are read as kindly as those of one prompt."""

import json
import subprocess
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, Any, Protocol, get_args, runtime_checkable

from trialvoice.core.errors import EngineError
from trialvoice.core.findings import (
    AdverseEvent,
    ConcomitantMedication,
    Evidence,
    Finding,
    MissedDose,
    ProtocolDeviation,
    Value,
)
from trialvoice.core.records import SafeTranscript
from trialvoice.core.results import Tokens
from trialvoice.safe.extracted import Extracted
from trialvoice.safe.language.dialogue import Dialogue

_HERE = Path(__file__).parent
_TASK = _HERE / "langextract_task.toml"
_CATEGORIES: tuple[str, ...] = get_args(ProtocolDeviation.model_fields["category"].annotation)
_YES = ("yes", "true")


@runtime_checkable
class Served(Protocol):
    """A model behind a server that others may ask too."""

    @property
    def url(self) -> str:
        """Of the OpenAI protocol."""

    @property
    def key(self) -> str:
        """The secret."""


@dataclass(frozen=True)
class LangExtract:
    """The library in a process of its own, which lives as long as the race."""

    asked: IO[str]
    answers: IO[str]

    def find(self, transcript: SafeTranscript) -> Extracted:
        """What it extracts from a visit. Tokens are not told by it. Raises EngineError TV433."""
        dialogue = Dialogue(transcript)
        said = [f"{turn.role}: {turn.text}" for turn in transcript.turns]
        self.asked.write(json.dumps("\n".join(said)) + "\n")
        self.asked.flush()
        answer = json.loads(self.answers.readline() or '{"failed": "it ended"}')
        if "failed" in answer:
            raise _failed(answer["failed"])
        findings = tuple(findings_of(dialogue, said, answer["found"]))
        return Extracted(findings=findings, mentions=(), forms=(), counts={}, tokens=Tokens(), warnings=())


@contextmanager
def langextract(python: Path, model: object) -> Iterator[LangExtract]:
    """Start it. python: one that has langextract and openai.  model: a server. Raises EngineError TV433."""
    if not isinstance(model, Served):
        raise _failed("the language model is no server")
    command = [str(python), str(_HERE / "langextract_child.py")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdin
        assert child.stdout
        job = {**_task(), "url": model.url, "key": model.key}
        child.stdin.write(json.dumps(job) + "\n")
        yield LangExtract(child.stdin, child.stdout)
        child.stdin.close()


@cache
def _task() -> dict[str, Any]:
    return tomllib.loads(_TASK.read_text(encoding="utf-8"))


def _failed(why: str) -> EngineError:
    return EngineError(
        "TV433",
        f"langextract gave no answer ({why})",
        place="--langextract",
        remedy="name a Python where `pip install langextract openai` was run",
    )


def findings_of(dialogue: Dialogue, said: list[str], found: list[dict[str, Any]]) -> Iterator[Finding]:
    """What it extracted as findings. said: the lines of the text it read, a turn each."""
    for number, one in enumerate(found, start=1):
        evidence = tuple(_evidence(dialogue, said, one["start"], one["end"]))
        if evidence and (value := _value(one["kind"], one["attributes"], evidence[0].quote)):
            yield Finding(
                id=f"langextract-{number}",
                value=value,
                evidence=evidence,
                assertion="present",
                confidence=0.5,
                source="langextract@1",
            )


def _evidence(dialogue: Dialogue, said: list[str], start: int, end: int) -> Iterator[Evidence]:
    """The stretches of turns that [start, end) of the whole text touches."""
    begins = 0
    for at, line in enumerate(said):
        text = dialogue.texts[at]
        first = begins + len(line) - len(text)
        a, b = max(start - first, 0), min(end - first, len(text))
        if a < b:
            yield dialogue.evidence(at, a, b)
        begins += len(line) + 1


def _value(kind: str, told: Mapping[str, str], quote: str) -> Value | None:
    match kind:
        case "adverse_event":
            serious = told.get("serious", "").lower() in _YES
            return AdverseEvent(
                term=told.get("term") or quote, criteria=("important_medical_event",) if serious else ()
            )
        case "protocol_deviation":
            category: Any = told.get("category") if told.get("category") in _CATEGORIES else "other"
            return ProtocolDeviation(category=category, description=quote, rule="langextract")
        case "missed_dose":
            doses = told.get("doses", "")
            return MissedDose(doses=int(doses) if doses.isdecimal() and int(doses) else None)
        case "medication":
            return ConcomitantMedication(name=told.get("name") or quote)
    return None
