"""Serious events made by hand, for tests of their worksheets: one subject, as many visits as events."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests import reviewed_sample as sample
from trialvoice.core.findings import (
    AdverseEvent,
    Coding,
    ConcomitantMedication,
    DictionaryCoding,
    Evidence,
    Fact,
    MedicalHistory,
    Ruling,
    SeverityFact,
    Status,
    VitalSign,
)
from trialvoice.trial.exports.printed.told_alike import read_page
from trialvoice.trial.exports.target import target
from trialvoice.trial.record.people import Actor
from trialvoice.trial.record.reviewed import ACCEPTED, ReviewedFinding, ReviewedStudy, ReviewedVisit, Signature

SAE = target("sae")
EVENT = AdverseEvent(term="chest pain", criteria=("hospitalisation",), awareness_at=sample.HEARD_AT)
HOSTILE = "<b onclick='x()'>\"pain\" & 'ache'</b> &amp; </td>--><script>x</script>"
LONG = "hydroxychloroquine" * 8
"""A word that fits no narrow screen."""


def event(**changes: Any) -> AdverseEvent:
    """A serious event, changed."""
    return EVENT.model_copy(update=changes)


def fact(what: Fact, quote: str, turn: int) -> SeverityFact:
    """A fact with its own quote."""
    proof = Evidence(
        turn=turn,
        start_char=0,
        end_char=len(quote),
        start=turn * 4000,
        end=turn * 4000 + 1500,
        quote=quote,
        match="exact",
        role="participant",
    )
    return SeverityFact(fact=what, evidence=proof)


def meddra(term: str = "Chest pain", code: str = "10008479") -> tuple[DictionaryCoding, ...]:
    """A coding as a licensed release makes it. The codes here are invented."""
    coding = Coding(
        dictionary="MedDRA",
        version="28.0",
        term=term,
        system_organ_class="General disorders",
        code=code,
        lowest_level_term=f"{term} felt",
        lowest_level_code=code,
    )
    return (DictionaryCoding(dictionary="MedDRA", version="28.0", state="coded", matched="exact", coding=coding),)


def telling(recording: str, value: AdverseEvent, by: Actor | None = sample.INVESTIGATOR) -> ReviewedFinding:
    """A finding that somebody accepted; a candidate where that is nobody."""
    one = sample.found(recording, "ae-1", value, f"I had {value.term}.", at=2)
    return one if by is None else sample.decided(one, "accept", by)


def visit(number: int, findings: Sequence[ReviewedFinding], **more: Any) -> ReviewedVisit:
    """The visit of that week."""
    day = datetime(2026, 3, 2, 9, 0, tzinfo=sample.EASTERN) + timedelta(days=7 * number)
    return sample.visit(f"101-v{number}", "101", f"V{number}", day, findings, **more)


def study(
    *events: AdverseEvent, by: Actor | None = sample.INVESTIGATOR, day1: date | None = date(2026, 3, 2), **more: Any
) -> ReviewedStudy:
    """One event a visit."""
    visits = tuple(
        visit(at, [telling(f"101-v{at}", one, by)]).model_copy(update={"day1": day1})
        for at, one in enumerate(events, start=1)
    )
    return sample.study(visits=visits, **more)


def signature(number: int, by: Actor = sample.INVESTIGATOR, **changes: Any) -> Signature:
    """Under a visit as a whole, unless `about` says otherwise."""
    made = Signature(
        act=number,
        about="visit",
        by=by,
        at=datetime(2026, 4, 2, 12, number, tzinfo=UTC),
        meaning="approval",
        record_sha256=f"{number:064x}",
    )
    return made.model_copy(update=changes)


def worksheets(
    of: ReviewedStudy, statuses: frozenset[Status] = ACCEPTED
) -> tuple[list[dict[str, Any]], dict[str, Any], dict[str, bytes]]:
    """Worksheets as read back, the index as read back, and the files. Every check finds them sound."""
    files = SAE.make(of, statuses)
    assert [fault for check in SAE.checks for fault in check.faults(files)] == []
    index = json.loads(files["index.json"])
    return [json.loads(files[f"{row['file']}.json"]) for row in index["rows"]], index, files


def worksheet(*events: AdverseEvent, **more: Any) -> dict[str, Any]:
    """The only worksheet of those events."""
    (made,), _, _ = worksheets(study(*events, **more))
    return made


def known(of: dict[str, Any], key: str) -> dict[str, Any] | None:
    """An element, None where it is listed as not known."""
    found = [one for one in of["known"] if one["key"] == key]
    assert bool(found) != any(one["key"] == key for one in of["unknown"])
    assert len(found) < 2
    return found[0] if found else None


def quotes(of: dict[str, Any], ids: Sequence[str]) -> list[str]:
    """The quotes, or the places of files, of those proofs."""
    by_id = {one["id"]: one for one in of["proofs"]}
    return [by_id[id].get("quote") or by_id[id]["place"] for id in ids]


def held(of: dict[str, Any], key: str) -> tuple[str, str | None] | None:
    """(value, code) of an element, None where it is not known."""
    one = known(of, key)
    return None if one is None else (one["value"], one["code"])


def proven(of: dict[str, Any], key: str) -> list[str]:
    """What proves an element."""
    one = known(of, key)
    assert one is not None
    return quotes(of, one["proofs"])


def entries(of: dict[str, Any], key: str) -> list[str]:
    """The values of an element that may have several."""
    return [one["value"] for one in of["known"] if one["key"] == key]


def text(files: dict[str, bytes], row: dict[str, Any] | None = None) -> str:
    """What a page says, blanks made one."""
    page = read_page(files["index.html" if row is None else f"{row['file']}.html"])
    return " ".join(next(one.text for one in page if one.tag == "body").split())


def full_study() -> ReviewedStudy:
    """Two serious events: one with all that a worksheet can hold, in hostile words; one that says almost nothing."""
    return sample.study(visits=(_first(), _second(), *sample.study().visits[2:]))


def _first() -> ReviewedVisit:
    r = "101-v1"
    told = event(
        term=HOSTILE,
        codings=meddra(),
        criteria=("hospitalisation", "life_threatening"),
        facts=(fact("hospital", "They kept me in.", 3), fact("life_threatening", 'He said "you nearly died".', 4)),
        onset_date="2026-03",
        severity="severe",
        grade=4,
        grade_rule=Ruling(rule="ctcae-life-threatening@1", because="it was life-threatening"),
        treatment=LONG,
        related="possibly",
        related_by="investigator",
        action="interrupted",
    )
    others = (
        MedicalHistory(term="asthma", category="condition"),
        MedicalHistory(term="allergies", category="allergy", present=False),
        ConcomitantMedication(name="prednisone", dose="5 mg", start="in May", ongoing=True, prohibited=True),
        ConcomitantMedication(name="ibuprofen", start="2026-02-20", route="by mouth", indication="pain & <heat>"),
        VitalSign(test="SYSBP", value=91, unit="mmHg"),
        VitalSign(test="WEIGHT", value=154, unit="LB"),
        VitalSign(test="HEIGHT", value=1.75, unit="m"),
    )
    findings = [telling(r, told)]
    findings += [
        sample.decided(sample.found(r, f"o-{at}", value, f"said {at}", at=at), "accept", sample.MANAGER)
        for at, value in enumerate(others, start=5)
    ]
    return visit(
        1,
        findings,
        signatures=[
            signature(20, sample.SAFETY, void_at=datetime(2026, 4, 2, 12, 25, tzinfo=UTC), void_because="edited since"),
            signature(30, about=findings[0].uid, meaning="responsibility"),
        ],
    )


def _second() -> ReviewedVisit:
    bare = AdverseEvent(term="broken hip", criteria=("important_medical_event",))
    return visit(2, [telling("101-v2", bare, sample.SAFETY)])
