"""Rows of adverse events and medicines, joined over the visits of a subject."""

from collections import Counter
from collections.abc import Iterator
from typing import TypeVar, get_args

from trialvoice.core.cdisc import sdtm_of
from trialvoice.core.findings import AdverseEvent, Criterion
from trialvoice.trial.exports.tidy.definitions import Row, table
from trialvoice.trial.exports.tidy.visit_rows import moment, usubjid
from trialvoice.trial.record.followed import FollowedEvent, FollowedMedicine
from trialvoice.trial.record.reviewed import ReviewedStudy

T = TypeVar("T", FollowedEvent, FollowedMedicine)
_AS_THEY_ARE = (
    "term",
    "severity",
    "grade",
    "onset",
    "onset_date",
    "end",
    "end_date",
    "course",
    "action",
    "treatment",
    "related",
    "related_by",
    "outcome",
    "serious",
)


def adverse_events(study: ReviewedStudy, events: tuple[FollowedEvent, ...]) -> Iterator[Row]:
    """By site, subject and first telling."""
    sdtm = [column.name for column in table("adverse_events").columns if column.name.isupper()]
    for followed, shared in _numbered(study, events):
        event = followed.event
        terms = sdtm_of(event)
        yield {
            "adverse_event": followed.id,
            **shared,
            **_coded(event),
            **{name: getattr(event, name) for name in _AS_THEY_ARE},
            **{criterion: criterion in event.criteria for criterion in get_args(Criterion)},
            "awareness_at": moment(event.awareness_at),
            "sae_due_at": moment(event.sae_due_at),
            **{name: terms.get(name) for name in sdtm},
        }


def medications(study: ReviewedStudy, medicines: tuple[FollowedMedicine, ...]) -> Iterator[Row]:
    """By site, subject and first telling."""
    for followed, shared in _numbered(study, medicines):
        yield {
            "medication": followed.id,
            **shared,
            **followed.medicine.model_dump(mode="json", exclude={"kind"}),
        }


def _numbered(study: ReviewedStudy, followed: tuple[T, ...]) -> Iterator[tuple[T, Row]]:
    count: Counter[str] = Counter()
    for one in followed:
        subject = usubjid(study.study.study.id, one.site, one.subject)
        count[subject] += 1
        yield (
            one,
            {
                "usubjid": subject,
                "number": count[subject],
                "first_told": one.tellings[0].visit.recording,
                "last_told": one.tellings[-1].visit.recording,
                "tellings": len(one.tellings),
            },
        )


def _coded(event: AdverseEvent) -> Row:
    ctcae, meddra = event.coding, event.coding_in("MedDRA")
    return {
        "ctcae_term": ctcae.term if ctcae else None,
        "ctcae_soc": ctcae.system_organ_class if ctcae else None,
        "ctcae_version": ctcae.version if ctcae else None,
        "meddra_pt": meddra.term if meddra else None,
        "meddra_pt_code": meddra.code if meddra else None,
        "meddra_llt": meddra.lowest_level_term if meddra else None,
        "meddra_llt_code": meddra.lowest_level_code if meddra else None,
        "meddra_soc": meddra.system_organ_class if meddra else None,
        "meddra_version": meddra.version if meddra else None,
    }
