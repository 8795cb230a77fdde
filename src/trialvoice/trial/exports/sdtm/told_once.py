"""DV and EC: a record for each finding of a visit. Whether a deviation is important is for the sponsor to say."""

from collections.abc import Iterator, Mapping

from trialvoice.core.findings import MissedDose, ProtocolDeviation, Status
from trialvoice.trial.exports.sdtm.dates import study_day
from trialvoice.trial.exports.sdtm.observation import Cell, Observation, Subject, long_text, subjects, visit_values
from trialvoice.trial.exports.sdtm.proof import proofs
from trialvoice.trial.exports.sdtm.terms import said
from trialvoice.trial.exports.sdtm.text import first_piece
from trialvoice.trial.record.followed import Telling
from trialvoice.trial.record.reviewed import ReviewedStudy


def told_once(study: ReviewedStudy, statuses: frozenset[Status], numbers: Mapping[str, int]) -> Iterator[Observation]:
    """Deviations and doses not taken, of visits of subjects. numbers: uid → DVSEQ or ECSEQ."""
    known = subjects(study)
    for visit, one in study.findings(statuses):
        if not visit.of_a_subject:
            continue
        subject, telling = known[visit.site, visit.subject], Telling(visit, one)
        where = {name: value for name, value in visit_values(study, visit).items() if name != "VISITDY"}
        if isinstance(one.value, ProtocolDeviation):
            yield _deviation(telling, one.value, subject, {"DVSEQ": numbers[one.uid], **where})
        if isinstance(one.value, MissedDose):
            made = {"ECSEQ": numbers[one.uid], "ECTRT": first_piece(study.study.study.drug), **where}
            yield _missed(telling, one.value, subject, made)


def _deviation(telling: Telling, value: ProtocolDeviation, subject: Subject, made: dict[str, Cell]) -> Observation:
    """A visit out of its window departs on its own day; when any other began, nobody says."""
    day = telling.visit.recorded_at.date().isoformat()
    term, rest = long_text("DVTERM", value.description)
    start = day if value.category == "visit_window" else None
    return Observation(
        domain="DV",
        subject=subject,
        values={
            **made,
            "DVSPID": telling.finding.uid,
            **term,
            "DVCAT": said("DEVIATION", value.category),
            "DVDTC": day,
            "DVSTDTC": start,
            "DVDY": study_day(day, subject.day1),
            "DVSTDY": study_day(start, subject.day1),
        },
        notes={
            **rest,
            "DVRULE": value.rule,
            "DVIMPORT": value.importance,
            "DVRATION": value.rationale,
            **proofs([telling]),
        },
    )


def _missed(telling: Telling, value: MissedDose, subject: Subject, made: dict[str, Cell]) -> Observation:
    day = telling.visit.recorded_at.date().isoformat()
    reason, rest = long_text("ECREASOC", value.reason)
    return Observation(
        domain="EC",
        subject=subject,
        values={
            **made,
            "ECSPID": telling.finding.uid,
            "ECPRESP": "Y",
            "ECOCCUR": "N",
            **reason,
            "ECDTC": day,
            "ECDY": study_day(day, subject.day1),
        },
        notes={
            **rest,
            "ECNDOSE": str(value.doses) if value.doses is not None else None,
            "ECWHEN": value.when,
            **proofs([telling]),
        },
    )
