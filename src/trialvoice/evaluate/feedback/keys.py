"""Findings as entries of an answer key: what people accepted is wanted, what they rejected is not."""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import TypeAdapter

from trialvoice.core.findings import AdverseEvent, Finding
from trialvoice.core.results import FilledItem
from trialvoice.core.study import Study
from trialvoice.evaluate.visits.key import AnyKey, EventKey
from trialvoice.evaluate.visits.visit import Quote
from trialvoice.trial.record.forms import reviewed_forms
from trialvoice.trial.record.reviewed import ACCEPTED, ReviewedFinding, ReviewedVisit

_KEY: TypeAdapter[AnyKey] = TypeAdapter(AnyKey)
_UNSCORED = ("medical_history", "interaction", "crf_item")
"""No key has an entry for them; items are scored by form."""
_FIELDS = {
    "adverse_event": set(EventKey.model_fields) - {"id", "kind", "assertion", "optional", "basis", "note"},
    "protocol_deviation": {"category", "description"},
    "missed_dose": {"doses", "when", "reason"},
    "concomitant_medication": {"name", "dose", "frequency", "route", "indication", "start", "ongoing", "prohibited"},
    "treatment_response": {"direction", "what"},
    "vital_sign": {"test", "value", "unit"},
    "mood": {"feeling", "what"},
    "follow_up": {"what"},
}
Entry = tuple[AnyKey, tuple[Quote, ...]]


def entries(visit: ReviewedVisit, study: Study) -> Iterator[Entry]:
    """The key of a visit that is decided in full, with the places that prove each entry."""
    for one in visit.findings:
        if one.value.kind not in _UNSCORED and one.status in ACCEPTED:
            yield _entry(one.finding, one.uid.replace("-", "_"), _assertion(one.finding))
        elif (said := _rejected_as(one)) is not None:
            yield _entry(one.finding, one.uid.replace("-", "_"), said)
    of = {one.uid: one for one in visit.findings}
    for item in reviewed_forms(visit, study):
        if item.finding is not None:
            yield _item(item, [of[uid] for uid in (item.finding, item.other_finding) if uid is not None])


def _entry(finding: Finding, name: str, assertion: str) -> Entry:
    value = finding.value
    held: dict[str, Any] = value.model_dump(include=_FIELDS[value.kind], exclude_none=True)
    if isinstance(value, AdverseEvent) and value.coding is not None:
        held["ctcae"] = value.coding.term
    quotes = tuple(Quote(proof.turn, proof.start_char, proof.end_char) for proof in finding.evidence)
    basis = () if quotes else finding.basis
    return _KEY.validate_python(
        {"id": name, "kind": value.kind, "assertion": assertion, "basis": basis, **held}
    ), quotes


def _item(item: FilledItem, proofs: list[ReviewedFinding]) -> Entry:
    held = {
        "id": f"{item.form}_{item.item}".replace("-", "_").replace(".", "_"),
        "kind": "crf_item",
        **item.model_dump(include={"form", "item", "state", "value", "unit"}, exclude_none=True),
    }
    quotes = tuple(
        Quote(proof.turn, proof.start_char, proof.end_char) for one in proofs for proof in one.finding.evidence
    )
    return _KEY.validate_python(held), quotes


def _assertion(finding: Finding) -> str:
    """A medicine may be of the past; all else that was accepted is so."""
    past = finding.value.kind == "concomitant_medication" and finding.assertion == "past"
    return "past" if past else "present"


def _rejected_as(one: ReviewedFinding) -> str | None:
    """What a rejected finding stands for in the key; None where it has no entry, so that finding it is wrong."""
    if one.status != "rejected" or one.decided is None:
        return None
    if one.value.kind == "protocol_deviation":
        return "denied"
    if one.value.kind != "adverse_event":
        return None
    reason = one.decided.reason.casefold()
    return next((made["assertion"] for made in _reasons() if any(word in reason for word in made["words"])), None)


@cache
def _reasons() -> list[dict[str, Any]]:
    text = (files("trialvoice.evaluate.feedback") / "reasons.toml").read_text(encoding="utf-8")
    read: list[dict[str, Any]] = tomllib.loads(text)["reason"]
    return read
