"""The accepted data of each subject, in ODM's order: events, forms as item groups, items, each with who told it.

A row's key is the uid of the finding that told it first: a number would shift when an earlier finding is accepted
later, and the receiver would then write one event over another. Receivers that take numbers only get the rank of the
finding's first decision in the trail, to which acts are only ever appended.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from trialvoice.core.errors import ExportError
from trialvoice.core.findings import AdverseEvent, CrfItem, DictionaryCoding, Status, VitalSign
from trialvoice.core.results import FilledItem
from trialvoice.trial.exports.odm.catalogue import Catalogue, EventSpec, GroupSpec, ItemSpec
from trialvoice.trial.exports.odm.values import DOMAINS, plain, values_of
from trialvoice.trial.record.followed import Telling, followed_events, followed_medicines
from trialvoice.trial.record.forms import reviewed_forms
from trialvoice.trial.record.reviewed import ACCEPTED, ReviewedFinding, ReviewedStudy, ReviewedVisit

_LATE = 10**9
"""Stands for the act of a finding that nobody has decided on."""


@dataclass(frozen=True)
class Cell:
    """A value, and the telling it comes from.

    proposed: what the machine had where a person edited it, "" for nothing; None where both are the same.
    """

    item: ItemSpec
    value: str
    told: Telling
    unit: str | None = None
    proposed: str | None = None


@dataclass(frozen=True)
class Row:
    """An item group's data. key and number: None of a group that does not repeat."""

    spec: GroupSpec
    cells: tuple[Cell, ...]
    tellings: tuple[Telling, ...]
    key: str | None = None
    number: int | None = None


@dataclass(frozen=True)
class EventData:
    """visit: None of what belongs to no one visit.  number: from 1 of an event that repeats, by time."""

    spec: EventSpec
    visit: ReviewedVisit | None
    rows: tuple[Row, ...]
    number: int | None = None


@dataclass(frozen=True)
class SubjectRecord:
    """visits: by time, those without data too."""

    site: str
    subject: str
    visits: tuple[ReviewedVisit, ...]
    events: tuple[EventData, ...]


def subjects(record: ReviewedStudy, known: Catalogue, statuses: frozenset[Status]) -> Iterator[SubjectRecord]:
    """All that have data of those statuses or a signature, by site and subject.

    Raises ExportError TV831 where two sites have a subject of one number, which ODM cannot tell apart.
    """
    numbers = _numbers(record)
    logs: dict[tuple[str, str], list[Row]] = {}
    for row in _logs(record, known, statuses):
        first = row.tellings[0].visit
        logs.setdefault((first.site, first.subject), []).append(_numbered(row, numbers))
    sites: dict[str, str] = {}
    for (site, subject), visits in by_subject(record).items():
        if sites.setdefault(subject, site) != site:
            raise ExportError(
                "TV831",
                f"subject {subject} is at site {sites[subject]} and at site {site}",
                place="odm",
                remedy="number subjects over all sites of the study",
            )
        events = [_visit(visit, record, known, statuses) for visit in visits]
        mine = logs.get((site, subject), [])
        made = [_counted(one, events) for one in events if one.rows or signatures_hold(one.visit)]
        common = [EventData(known.common, None, tuple(mine))] if mine else []
        if made or common:
            yield SubjectRecord(site, subject, visits, (*made, *common))


def by_subject(record: ReviewedStudy) -> dict[tuple[str, str], tuple[ReviewedVisit, ...]]:
    """(site, subject) → visits by time; a monitor's interview is no subject's."""
    of: dict[tuple[str, str], list[ReviewedVisit]] = {}
    for visit in record.visits:
        if visit.of_a_subject:
            of.setdefault((visit.site, visit.subject), []).append(visit)
    return {key: tuple(sorted(of[key], key=lambda v: (v.recorded_at, v.recording))) for key in sorted(of)}


def signatures_hold(visit: ReviewedVisit | None) -> bool:
    """Whether a signature on the whole visit holds."""
    return visit is not None and any(one.about == "visit" and one.void_at is None for one in visit.signatures)


def form_values(
    visit: ReviewedVisit, record: ReviewedStudy, known: Catalogue, statuses: frozenset[Status]
) -> list[Row]:
    """The forms of the study file that hold a value; what is in conflict or not stated is not written."""
    filled = reviewed_forms(visit, record.study, statuses)
    rows = []
    for form in dict.fromkeys(one.form for one in filled):
        spec = known.forms[form]
        cells = tuple(_filled(visit, one, spec) for one in filled if one.form == form and one.state == "stated")
        if cells:
            told = {cell.told.finding.uid: cell.told for cell in cells}
            rows.append(Row(spec, cells, tuple(told.values())))
    return rows


def log_row(spec: GroupSpec, tellings: tuple[Telling, ...], values: dict[str, str], drug: str) -> Row:
    """A row under the uid of its first telling. values: the id's item and the visit's are added here."""
    uid = tellings[0].finding.uid
    domain = spec.oid.rpartition(".")[2]
    told = {f"{domain}SPID": uid, **({"VISIT": tellings[0].visit.visit} if domain == "VS" else {}), **values}
    return Row(
        spec=spec,
        cells=tuple(
            _cell(item, told[item.name], tellings, drug, fixed=item.name not in values)
            for item in spec.items
            if item.name in told
        ),
        tellings=tellings,
        key=uid,
    )


def _visit(visit: ReviewedVisit, record: ReviewedStudy, known: Catalogue, statuses: frozenset[Status]) -> EventData:
    return EventData(known.event(visit.visit), visit, tuple(form_values(visit, record, known, statuses)))


def _counted(event: EventData, events: Iterable[EventData]) -> EventData:
    if not event.spec.repeating:
        return event
    same = [one for one in events if one.spec == event.spec]
    return EventData(event.spec, event.visit, event.rows, same.index(event) + 1)


def _filled(visit: ReviewedVisit, filled: FilledItem, spec: GroupSpec) -> Cell:
    found = next(one for one in visit.findings if one.uid == filled.finding)
    item = spec.item(filled.item)
    machine = next(
        (one for one in visit.result.forms if (one.form, one.item) == (filled.form, filled.item) and one.value), None
    )
    edited = found.proposed is not None and found.proposed != found.value
    before = (_raw(found) if machine is None else machine.value or "") if edited else None
    return Cell(
        item=item,
        value=_coded(item, filled.value or ""),
        told=Telling(visit, found),
        unit=filled.unit or item.unit,
        proposed=None if before is None else _coded(item, before),
    )


def _raw(found: ReviewedFinding) -> str:
    value = found.proposed
    return value.value if isinstance(value, CrfItem) else plain(value.value) if isinstance(value, VitalSign) else ""


def _coded(item: ItemSpec, value: str) -> str:
    """As the item's list has it: yes is Y; a choice is written as in the study file, whatever its case."""
    if item.codes is None:
        return value
    folded = value.strip().casefold()
    match = (code for code, decode in item.codes.codes if folded in (code.casefold(), decode.casefold()))
    return next(match, value)


def _cell(item: ItemSpec, value: str, tellings: tuple[Telling, ...], drug: str, *, fixed: bool) -> Cell:
    """Told by the first visit that says just this; by the last of all where it was joined of several."""
    if fixed:
        return Cell(item, value, tellings[0])
    says = [one for one in tellings if values_of(one.finding.value, drug).get(item.name) == value]
    told = says[0] if says else tellings[-1]
    before = told.finding.proposed
    proposed = None if before is None else values_of(before, drug).get(item.name, "")
    stands = values_of(told.finding.value, drug).get(item.name, "")
    return Cell(item, value, told, proposed=None if proposed == stands else proposed)


def _logs(record: ReviewedStudy, known: Catalogue, statuses: frozenset[Status]) -> Iterator[Row]:
    drug = record.study.study.drug
    for event in followed_events(record, statuses):
        joined = event.event.model_copy(update={"codings": _accepted_codings(event.tellings)})
        yield log_row(known.logs["AE"], event.tellings, values_of(joined, drug), drug)
    for medicine in followed_medicines(record, statuses):
        yield log_row(known.logs["CM"], medicine.tellings, values_of(medicine.medicine, drug), drug)
    for domain in ("DV", "EC", "MH", "VS"):
        for visits in by_subject(record).values():
            for visit in visits:
                in_forms = _in_forms(visit, record, statuses) if domain == "VS" else frozenset()
                for one in visit.findings:
                    if one.status in statuses and DOMAINS.get(one.value.kind) == domain and one.uid not in in_forms:
                        told = {**values_of(one.value, drug), **_day(visit, one)}
                        yield log_row(known.logs[domain], (Telling(visit, one),), told, drug)


def _accepted_codings(tellings: tuple[Telling, ...]) -> tuple[DictionaryCoding, ...]:
    """Of the first telling that a person accepted and that has a code."""
    events = [one.finding.value for one in tellings if one.finding.status in ACCEPTED]
    coded = (event.codings for event in events if isinstance(event, AdverseEvent) and event.coding)
    return next(coded, ())


def _in_forms(visit: ReviewedVisit, record: ReviewedStudy, statuses: frozenset[Status]) -> frozenset[str]:
    """Vital signs that a form has, or that are in conflict there, and those said twice."""
    filled = reviewed_forms(visit, record.study, statuses)
    taken = {uid for one in filled for uid in (one.finding, one.other_finding) if uid}
    values = [one.value for one in visit.findings if one.uid in taken]
    again = {one.uid for one in visit.findings if isinstance(one.value, VitalSign) and one.value in values}
    return frozenset(taken | again)


def _day(visit: ReviewedVisit, one: ReviewedFinding) -> dict[str, str]:
    """A deviation proven by the visit's own row, as one out of window, happened on the visit's day."""
    own = one.value.kind == "protocol_deviation" and not one.finding.evidence
    return {"DVSTDAT": visit.recorded_at.date().isoformat()} if own else {}


def _numbers(record: ReviewedStudy) -> dict[str, int]:
    """uid → rank among the subject's findings of its kind by the first decision on them."""
    ranked: dict[tuple[str, str, str], list[tuple[int, str, str]]] = {}
    for visit in record.visits:
        for one in visit.findings:
            act = one.decisions[0].act if one.decisions else _LATE
            at = f"{visit.recorded_at.isoformat()} {visit.recording} {one.finding.id}"
            ranked.setdefault((visit.site, visit.subject, one.value.kind), []).append((act, at, one.uid))
    return {uid: at for ranks in ranked.values() for at, (_, _, uid) in enumerate(sorted(ranks), start=1)}


def _numbered(row: Row, numbers: dict[str, int]) -> Row:
    return Row(row.spec, row.cells, row.tellings, row.key, numbers[row.key or ""])
