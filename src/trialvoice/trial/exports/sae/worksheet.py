"""One worksheet: every element of the table is either known, with its proofs, or not known, with the reason."""

from collections.abc import Iterator
from datetime import timedelta

from trialvoice.trial.exports.printed.signed import Signed, signed
from trialvoice.trial.exports.printed.sources import Source, source_of
from trialvoice.trial.exports.sae.case import Case, Filled
from trialvoice.trial.exports.sae.elements import Element, Part, placed, table
from trialvoice.trial.exports.sae.of_drugs import of_medicines, of_study_drug
from trialvoice.trial.exports.sae.of_event import criterion_proofs, of_event, of_narrative
from trialvoice.trial.exports.sae.of_patient import of_patient, of_tests
from trialvoice.trial.exports.sae.of_report import of_reporter, of_study
from trialvoice.trial.exports.sae.records import (
    Causality,
    Clock,
    CriterionMet,
    Known,
    MinimumMet,
    Reminded,
    Unknown,
    Worksheet,
)
from trialvoice.trial.record.reviewed import ReviewedStudy

HOURS = 24
"""From the site's awareness of a serious event to the sponsor's."""
_FILLS = (of_patient, of_tests, of_event, of_narrative, of_study_drug, of_medicines, of_reporter, of_study)


def worksheet(case: Case, study: ReviewedStudy) -> Worksheet:
    """The worksheet of one serious event."""
    filled = [one for fill in _FILLS for one in fill(case)]
    known = tuple(sorted((_known(one) for one in filled), key=in_order))
    uids = tuple(telling.finding.uid for telling in case.followed.tellings)
    signatures = signed({id(t.visit): t.visit for t in case.followed.tellings}.values(), uids)
    criteria = tuple(
        CriterionMet(criterion=one, element=placed()[one].element.id, proofs=criterion_proofs(case, one))
        for one in case.event.criteria
    )
    causality = _causality(case)
    return Worksheet(
        banner=_banner(case, study, signatures),
        study=study.study.study.id,
        title=study.study.study.title,
        site=case.followed.site,
        subject=case.followed.subject,
        event=case.followed.id,
        term=case.event.term,
        findings=uids,
        as_of=study.as_of,
        last_act=study.last_act,
        table=f"{table().after}, table {table().version}",
        clock=_clock(case),
        minimum=minimum(known),
        criteria=criteria,
        causality=causality,
        known=known,
        unknown=unknown(known, case.event.criteria),
        signatures=signatures,
        proofs=tuple(case.proofs.made),
        sources=_sources(case),
    )


def in_order(one: Known | Unknown) -> tuple[int, int, int, int]:
    """By part; where a part repeats, by its entries; then as the table has them."""
    place = placed()[one.key]
    part, number = place.order
    return (part, one.entry, number, 0) if place.part.entries else (part, 0, number, one.entry)


def minimum(known: tuple[Known, ...]) -> tuple[MinimumMet, ...]:
    """The four minimum criteria, by what is known."""
    keys = {one.key for one in known}
    return tuple(
        MinimumMet(id=one.id, name=one.name, state="met", because=one.met)
        if keys.issuperset(one.needs)
        else MinimumMet(id=one.id, name=one.name, state="not met", because=one.unmet)
        for one in table().minimum
    )


def unknown(known: tuple[Known, ...], criteria: tuple[str, ...]) -> tuple[Unknown, ...]:
    """Every element that has no value; of a part that repeats, for each of its entries."""
    have = {(one.key, one.entry if placed()[one.key].part.entries else 1) for one in known}
    entries: dict[str, set[int]] = {}
    for one in known:
        entries.setdefault(placed()[one.key].part.id, set()).add(one.entry)
    return tuple(
        _unknown(part, element, entry)
        for part in table().parts
        for entry in (sorted(entries.get(part.id, {1})) if part.entries else [1])
        for element in table().elements[part.id]
        if (element.when is None or element.when in criteria) and (element.key, entry) not in have
    )


def _unknown(part: Part, element: Element, entry: int) -> Unknown:
    return Unknown(
        key=element.key,
        id=element.id,
        name=element.name,
        section=element.id[0],  # type: ignore[arg-type]  # the table's pattern says so
        part=part.id,
        entry=entry,
        why=element.why,
        because=table().why[element.why],
    )


def _known(one: Filled) -> Known:
    place = placed()[one.key]
    return Known(
        key=one.key,
        id=place.element.id,
        name=place.element.name,
        section=place.element.id[0],  # type: ignore[arg-type]  # the table's pattern says so
        part=place.part.id,
        entry=one.entry,
        value=one.value,
        code=one.code,
        note=one.note,
        proofs=tuple(dict.fromkeys(one.proofs)),
    )


def _clock(case: Case) -> Clock:
    """Due a day after the site heard of it; the sponsor's deadlines count from what the sponsor knows."""
    heard = case.event.awareness_at
    if heard is None:
        return Clock(awareness_at=None, due_at=None, reminders=())
    reminders = tuple(
        Reminded(
            id=one.id,
            days=one.days,
            earliest=(heard + timedelta(days=one.days)).date(),
            text=one.text,
        )
        for one in table().reminders
        if not one.criteria or set(one.criteria) & set(case.event.criteria)
    )
    return Clock(awareness_at=heard, due_at=heard + timedelta(hours=HOURS), reminders=reminders)


def _causality(case: Case) -> Causality | None:
    stated = case.event.related
    if stated == "not_stated":
        return None
    proofs = case.told(lambda one: one.related == stated)
    return Causality(stated=stated, by=case.event.related_by or "unknown", proofs=tuple(dict.fromkeys(proofs)))


def _banner(case: Case, study: ReviewedStudy, signatures: tuple[Signed, ...]) -> str:
    """Who has looked at it, by acceptance or signature that holds."""
    checked = list(
        dict.fromkeys([*_acceptors(case), *(f"{s.name} ({_role(s.role)})" for s in signatures if s.state == "holds")])
    )
    by = ", ".join(checked) if checked else "nobody yet"
    return f"Draft: not a report. Produced by software (trialvoice {study.code_version}); checked by {by}."


def _acceptors(case: Case) -> Iterator[str]:
    for telling in case.followed.tellings:
        decided = telling.finding.decided
        if decided is not None and decided.action in ("accept", "edit", "add"):
            yield f"{decided.by.name} ({_role(decided.by.role)})"


def _role(role: str) -> str:
    return role.replace("_", " ")


def _sources(case: Case) -> tuple[Source, ...]:
    """The recordings that a quote comes from, and those that tell of the event."""
    used = {proof.recording for proof in case.proofs.made if proof.kind == "speech"}
    used |= {telling.visit.recording for telling in case.followed.tellings}
    return tuple(source_of(visit) for visit in case.visits if visit.recording in used)
