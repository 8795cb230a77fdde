"""Section G: the study drug, what was done with it, what was said of relatedness, and the other medicines."""

import re
from collections.abc import Iterator

from trialvoice.core.findings import ConcomitantMedication
from trialvoice.trial.exports.sae.case import Case, Filled
from trialvoice.trial.exports.sae.elements import table
from trialvoice.trial.record.followed import FollowedMedicine

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
STATED = {"related": "related", "possibly": "possibly related", "not_related": "not related"}


def of_study_drug(case: Case) -> Iterator[Filled]:
    """The study drug is listed as suspect by its place in the study, which is no judgement on this event."""
    study = case.study
    role = table().codes["drug_role"]["1"]
    note = "by its place in the study, not by any judgement on this event"
    yield Filled("drug_role", role, case.study_file("study.drug"), code="1", note=note)
    yield Filled("drug_name", study.study.drug, case.study_file("study.drug"))
    yield Filled("drug_dosage", _planned(case), case.study_file("dosing"), note="planned, by the study file")
    told_at = case.followed.tellings[-1].visit
    if told_at.day1 is not None and told_at.day1 <= told_at.recorded_at.date():
        yield Filled("drug_start", told_at.day1.isoformat(), case.row(told_at, "day1"))
    yield Filled("drug_indication", study.study.indication, case.study_file("study.indication"))
    yield from _action(case)
    event = case.event
    if event.related != "not_stated":
        proofs = case.told(lambda one: one.related == event.related)
        yield Filled("relatedness_source", event.related_by or "unknown", proofs)
        yield Filled("relatedness_result", STATED[event.related], proofs)


def of_medicines(case: Case) -> Iterator[Filled]:
    """Other medicines of the subject, each an entry."""
    for entry, followed in enumerate(case.medicines, start=1):
        yield from _of_medicine(case, followed, entry)


def _of_medicine(case: Case, followed: FollowedMedicine, entry: int) -> Iterator[Filled]:
    medicine = followed.medicine
    proofs = tuple(dict.fromkeys(proof for telling in followed.tellings for proof in case.of(telling)))
    role = table().codes["drug_role"]["2"]
    yield Filled("medicine_role", role, proofs, code="2", entry=entry)
    note = "prohibited by the protocol" if medicine.prohibited else ""
    yield Filled("medicine_name", medicine.name, proofs, note=note, entry=entry)
    dated = medicine.start if medicine.start and _DATE.fullmatch(medicine.start) else None
    texts = {
        "medicine_dosage": _dosage(medicine, None if dated else medicine.start),
        "medicine_start": dated,
        "medicine_route": medicine.route,
        "medicine_indication": medicine.indication,
    }
    for key, text in texts.items():
        if text:
            yield Filled(key, text, proofs, entry=entry)


def _dosage(medicine: ConcomitantMedication, started: str | None) -> str:
    """Dose, frequency, a start that is no date, and whether it is still taken."""
    still = {True: "ongoing", False: "ended", None: None}[medicine.ongoing]
    since = f"since: {started}" if started else None
    return ", ".join(part for part in (medicine.dose, medicine.frequency, since, still) if part)


def _planned(case: Case) -> str:
    dosing = case.study.dosing
    every = "a day" if dosing.every_days == 1 else f"every {dosing.every_days} days"
    times = "once" if dosing.times_per_day == 1 else f"{dosing.times_per_day} times"
    return f"{dosing.dose}, {times} {every}"


def _action(case: Case) -> Iterator[Filled]:
    """E2B(R3) has no code for an interruption: it is told in words, and the sponsor picks the code."""
    action = case.event.action
    if action == "not_stated":
        return
    proofs = case.told(lambda one: one.action == action)
    coded = table().code("action", action)
    if coded is None:
        note = "E2B(R3) has no code for this: for the sponsor to choose"
        yield Filled("drug_action", f"drug {action}", proofs, note=note)
    else:
        yield Filled("drug_action", coded[1], proofs, code=coded[0])
