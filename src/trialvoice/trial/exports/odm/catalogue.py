"""What a study can hold, by OID: events, forms, items and code lists, from its study file and the log forms."""

from collections.abc import Iterator
from dataclasses import dataclass

from trialvoice.core.errors import ExportError
from trialvoice.core.study import Form, Item, Study
from trialvoice.trial.exports.odm.log_forms import LogForm, LogItem, log_forms
from trialvoice.trial.record.reviewed import ReviewedStudy

COMMON = "SE.COMMON"
"""Of rows that belong to a subject, and not to one visit."""
TEXT_LENGTH = 4000
_TYPES = {"integer": "integer", "decimal": "float", "text": "text", "choice": "text", "yes_no": "text"}


@dataclass(frozen=True)
class CodeList:
    """codes: coded value → how people read it."""

    oid: str
    name: str
    codes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ItemSpec:
    """type: of ODM.  cdash: variable of CDASH, where it is one."""

    oid: str
    name: str
    question: str
    type: str
    unit: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    codes: CodeList | None = None
    cdash: str | None = None
    required: bool = False

    @property
    def length(self) -> int | None:
        """Characters or digits, of the types that have a length."""
        return {"text": TEXT_LENGTH, "integer": 12, "float": 16}.get(self.type)


@dataclass(frozen=True)
class GroupSpec:
    """A form with its one item group."""

    oid: str
    form: str
    title: str
    repeating: bool
    items: tuple[ItemSpec, ...]

    def item(self, name: str) -> ItemSpec:
        """The item of that name."""
        return next(item for item in self.items if item.name == name)


@dataclass(frozen=True)
class EventSpec:
    """kind: Scheduled, Unscheduled or Common.  forms: OIDs."""

    oid: str
    name: str
    kind: str
    repeating: bool
    forms: tuple[str, ...]


@dataclass(frozen=True)
class Catalogue:
    """events: planned visits, then the common one. groups: of the study file by form's id, of log forms by domain."""

    study: Study
    version: str
    events: tuple[EventSpec, ...]
    forms: dict[str, GroupSpec]
    logs: dict[str, GroupSpec]

    @property
    def groups(self) -> tuple[GroupSpec, ...]:
        """All, the study file's first."""
        return (*self.forms.values(), *self.logs.values())

    @property
    def items(self) -> tuple[ItemSpec, ...]:
        """All, each once, though two forms may ask it."""
        return tuple({item.oid: item for group in self.groups for item in group.items}.values())

    @property
    def lists(self) -> tuple[CodeList, ...]:
        """All, each once."""
        return tuple({item.codes.oid: item.codes for item in self.items if item.codes}.values())

    def event(self, visit: str) -> EventSpec:
        """Of a planned visit."""
        return next(event for event in self.events if event.oid == f"SE.{visit}")

    @property
    def common(self) -> EventSpec:
        """Of rows that belong to a subject."""
        return self.events[-1]


def catalogue(record: ReviewedStudy) -> Catalogue:
    """Of a study. Raises ExportError TV832 where one OID stands for two different items."""
    study = record.study
    forms = {form.id: _group(form) for form in study.forms}
    logs = log_groups()
    _one_meaning_each([*forms.values(), *logs.values()])
    return Catalogue(study, f"MDV.{record.study_sha256[:16]}", tuple(_events(record, forms, logs)), forms, logs)


def log_groups() -> dict[str, GroupSpec]:
    """The log forms by domain, which are the same in every study."""
    return {form.domain: _log(form) for form in log_forms().forms}


def repeating(record: ReviewedStudy) -> frozenset[str]:
    """Visits that a subject can have more than once: those without a day, and those that somebody had twice."""
    seen: set[tuple[str, str, str]] = set()
    twice = {visit.id for visit in record.study.visits if visit.day is None}
    for visit in record.visits:
        key = (visit.site, visit.subject, visit.visit)
        if key in seen:
            twice.add(visit.visit)
        seen.add(key)
    return frozenset(twice)


def _events(record: ReviewedStudy, forms: dict[str, GroupSpec], logs: dict[str, GroupSpec]) -> Iterator[EventSpec]:
    twice = repeating(record)
    for visit in record.study.visits:
        kind = "Scheduled" if visit.day is not None else "Unscheduled"
        mine = tuple(forms[form.id].form for form in record.study.forms_of(visit))
        yield EventSpec(f"SE.{visit.id}", visit.name, kind, visit.id in twice, mine)
    yield EventSpec(COMMON, "Not of one visit", "Common", False, tuple(group.form for group in logs.values()))


def _group(form: Form) -> GroupSpec:
    items = tuple(_item(form, item) for item in form.items)
    return GroupSpec(f"IG.{form.id}", f"FO.{form.id}", form.title, False, items)


def _item(form: Form, item: Item) -> ItemSpec:
    oid = item.odm or f"IT.{form.id}.{item.id}"
    codes = None
    if item.type == "yes_no":
        codes = CodeList("CL.YESNO", "Yes or no", (("N", "No"), ("Y", "Yes")))
    elif item.choices:
        codes = CodeList(f"CL.{oid}", item.question, tuple((choice, choice) for choice in item.choices))
    return ItemSpec(
        oid=oid,
        name=item.id,
        question=item.question,
        type=_TYPES[item.type],
        unit=item.unit,
        minimum=item.minimum,
        maximum=item.maximum,
        codes=codes,
        cdash=item.cdash,
        required=item.required,
    )


def _log(form: LogForm) -> GroupSpec:
    items = tuple(_log_item(form, item) for item in form.items)
    return GroupSpec(f"IG.LOG.{form.domain}", f"FO.LOG.{form.domain}", form.title, True, items)


def _log_item(form: LogForm, item: LogItem) -> ItemSpec:
    codes = None
    if item.list:
        codes = CodeList(f"CL.{item.list}", item.list, tuple((one, one) for one in log_forms().lists[item.list]))
    return ItemSpec(
        oid=f"IT.LOG.{form.domain}.{item.name}",
        name=item.name,
        question=item.label,
        type=item.type,
        codes=codes,
        cdash=item.name if item.cdash else None,
        required=item.required,
    )


def _one_meaning_each(groups: list[GroupSpec]) -> None:
    known: dict[str, ItemSpec] = {}
    for group in groups:
        oids = [item.oid for item in group.items]
        clash = next((item.oid for item in group.items if known.setdefault(item.oid, item) != item), None)
        twice = next((oid for oid in oids if oids.count(oid) > 1), None)
        if clash or twice:
            raise ExportError(
                "TV832",
                f"the ODM id {clash or twice!r} stands for two items",
                place=f"study.toml: {group.title}",
                remedy="give each item an `odm` of its own",
            )
