"""MH: what a subject brought along, one record a term over all visits. What was denied is no history."""

from collections.abc import Iterator, Mapping

from trialvoice.core.findings import MedicalHistory, Status
from trialvoice.trial.exports.sdtm.dates import study_day
from trialvoice.trial.exports.sdtm.observation import Observation, long_text, subjects
from trialvoice.trial.exports.sdtm.proof import proofs
from trialvoice.trial.exports.sdtm.terms import said
from trialvoice.trial.exports.sdtm.text import plain
from trialvoice.trial.record.followed import Telling
from trialvoice.trial.record.reviewed import ReviewedStudy


def medical_history(
    study: ReviewedStudy, statuses: frozenset[Status], numbers: Mapping[str, int]
) -> Iterator[Observation]:
    """numbers: uid → MHSEQ. The date is of the visit that told it first."""
    known = subjects(study)
    for (site, number, category, _), tellings in _terms(study, statuses).items():
        first = tellings[0]
        assert isinstance(first.finding.value, MedicalHistory), "only these were joined"
        subject, day = known[site, number], first.visit.recorded_at.date().isoformat()
        term, rest = long_text("MHTERM", first.finding.value.term)
        yield Observation(
            domain="MH",
            subject=subject,
            values={
                "MHSEQ": numbers[first.finding.uid],
                "MHSPID": first.finding.uid,
                **term,
                "MHCAT": said("HISTORY", category),
                "MHDTC": day,
                "MHDY": study_day(day, subject.day1),
            },
            notes={**rest, **proofs(tellings)},
        )


def _terms(study: ReviewedStudy, statuses: frozenset[Status]) -> dict[tuple[str, str, str, str], list[Telling]]:
    """Site, subject, category and term → the findings that tell it, in order of time."""
    of: dict[tuple[str, str, str, str], list[Telling]] = {}
    for visit, one in study.findings(statuses):
        if visit.of_a_subject and isinstance(value := one.value, MedicalHistory) and value.present:
            key = (visit.site, visit.subject, value.category, plain(value.term).casefold())
            of.setdefault(key, []).append(Telling(visit, one))
    return {key: sorted(found, key=lambda t: (t.visit.recorded_at, t.visit.recording)) for key, found in of.items()}
