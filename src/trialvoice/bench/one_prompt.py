"""The peer that this field begins with: one prompt over the whole visit, its answer read as kindly as possible.

The same language model, the same enforced shape, quotes looked for as ours are; but nothing asks again, and no rule
judges what comes back.
"""

import json
from collections.abc import Iterator
from typing import Any

from trialvoice.core.findings import AdverseEvent, ConcomitantMedication, Finding, MissedDose, ProtocolDeviation, Value
from trialvoice.core.records import SafeTranscript
from trialvoice.core.results import Tokens
from trialvoice.core.study import Study
from trialvoice.safe.asking.ask import LanguageModel, Message
from trialvoice.safe.asking.ground import Grounder
from trialvoice.safe.extracted import Extracted
from trialvoice.safe.language.dialogue import Dialogue

_MOST = 12
_MAX_TOKENS = 1500
_CATEGORIES = ("visit_window", "prohibited_medication", "dosing", "missing_procedure", "consent", "safety_reporting",
               "eligibility", "other")  # fmt: skip
_ASKED = (
    "You are an expert in clinical trials. Read the transcript of a visit of a trial of {drug} for {indication}. "
    "List all adverse events (with what makes them serious, if anything), protocol deviations, missed doses of the "
    "study drug, and other medicines of the participant. Quote the words that prove each.\n\n{lines}"
)


def by_one_prompt(transcript: SafeTranscript, study: Study, model: LanguageModel) -> Extracted:
    """What the model reports of a visit when it is asked for everything at once. Raises EngineError."""
    lines = "\n".join(f"{turn.id} {turn.role}: {turn.text}" for turn in transcript.turns)
    asked = _ASKED.format(drug=study.study.drug, indication=study.study.indication, lines=lines)
    reply = model.complete((Message(role="user", content=asked),), json.dumps(_SHAPE), _MAX_TOKENS)
    tokens = Tokens(
        prompt=reply.prompt_tokens, cached=reply.cached_tokens, generated=reply.generated_tokens, requests=1
    )
    findings = tuple(_findings(Dialogue(transcript), _whole(reply.text)))
    return Extracted(findings=findings, mentions=(), forms=(), counts={}, tokens=tokens, warnings=())


def _list(**fields: Any) -> dict[str, Any]:
    shape = {"quote": {"type": "string", "minLength": 3, "maxLength": 120}, **fields}
    item = {"type": "object", "additionalProperties": False, "required": [*shape], "properties": shape}
    return {"type": "array", "maxItems": _MOST, "items": item}


_NAME = {"type": "string", "maxLength": 40}
_SHAPE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["adverse_events", "protocol_deviations", "missed_doses", "medications"],
    "properties": {
        "adverse_events": _list(term=_NAME, serious={"type": "boolean"}),
        "protocol_deviations": _list(category={"enum": list(_CATEGORIES)}),
        "missed_doses": _list(doses={"type": "integer", "minimum": 1, "maximum": 60}),
        "medications": _list(name=_NAME),
    },
}


def _whole(text: str) -> dict[str, list[dict[str, Any]]]:
    """The answer, or what can be saved of one that was cut: brackets are closed after the last whole item."""
    for end in range(len(text), 0, -1):
        if end < len(text) and text[end - 1] != "}":
            continue
        for closing in ("", "]}", "}"):
            try:
                read = json.loads(text[:end] + closing)
            except ValueError:
                continue
            return read if isinstance(read, dict) else {}
    return {}


def _findings(dialogue: Dialogue, told: dict[str, list[dict[str, Any]]]) -> Iterator[Finding]:
    grounder = Grounder(dialogue)
    seen = set()
    for topic, items in told.items():
        for number, item in enumerate(items, start=1):
            proof = grounder.ground(item["quote"])
            same = (topic, item.get("term") or item.get("name") or item["quote"])
            if proof is None or same in seen:  # it repeats an item until the list is full
                continue
            seen.add(same)
            yield Finding(
                id=f"{topic}-{number}",
                value=_value(topic, item),
                evidence=(proof,),
                assertion="present",
                confidence=0.5,
                source="one-prompt@1",
            )


def _value(topic: str, item: dict[str, Any]) -> Value:
    match topic:
        case "adverse_events":
            return AdverseEvent(term=item["term"], criteria=("important_medical_event",) if item["serious"] else ())
        case "protocol_deviations":
            return ProtocolDeviation(category=item["category"], description=item["quote"], rule="one-prompt")
        case "missed_doses":
            return MissedDose(doses=item["doses"])
        case _:
            return ConcomitantMedication(name=item["name"])
