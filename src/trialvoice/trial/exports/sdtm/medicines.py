"""CM: one record a medicine and dose over all visits that tell of it."""

from collections.abc import Iterator, Mapping

from trialvoice.core.findings import ConcomitantMedication, Status
from trialvoice.trial.exports.sdtm.dates import partial, study_day
from trialvoice.trial.exports.sdtm.observation import Cell, Observation, Subject, long_text, subjects
from trialvoice.trial.exports.sdtm.proof import proofs
from trialvoice.trial.exports.sdtm.terms import dose_of, value_of
from trialvoice.trial.record.followed import FollowedMedicine, followed_medicines
from trialvoice.trial.record.reviewed import ReviewedStudy


def medicines(study: ReviewedStudy, statuses: frozenset[Status], numbers: Mapping[str, int]) -> Iterator[Observation]:
    """numbers: uid → CMSEQ."""
    known = subjects(study)
    for followed in followed_medicines(study, statuses):
        subject, medicine = known[followed.site, followed.subject], followed.medicine
        name, name_rest = long_text("CMTRT", medicine.name)
        reason, reason_rest = long_text("CMINDC", medicine.indication)
        dose, dose_rest = _dose(medicine)
        yield Observation(
            domain="CM",
            subject=subject,
            values={
                "CMSEQ": numbers[followed.id],
                "CMSPID": followed.id,
                **name,
                **reason,
                **dose,
                "CMDOSFRQ": value_of("FREQ", medicine.frequency),
                "CMROUTE": value_of("ROUTE", medicine.route),
                **_dates(followed, subject),
            },
            notes={
                **name_rest,
                **reason_rest,
                **dose_rest,
                "CMFRQVB": medicine.frequency,
                "CMRTEVB": medicine.route,
                "CMSTTXT": medicine.start,
                "CMPROHIB": "Y" if medicine.prohibited else None,
                **proofs(followed.tellings),
            },
        )


def _dose(medicine: ConcomitantMedication) -> tuple[dict[str, Cell], dict[str, str | None]]:
    """Amount and unit where the words are just these; else the words."""
    dose = dose_of(medicine.dose)
    if dose is None:
        return long_text("CMDOSTXT", medicine.dose)
    return {"CMDOSE": dose[0], "CMDOSU": dose[1]}, {"CMDOSVB": medicine.dose}


def _dates(followed: FollowedMedicine, subject: Subject) -> dict[str, Cell]:
    """A start that was told as a date; whether it goes on, by the last visit that said so."""
    start = partial(followed.medicine.start)
    spoke = [
        (one.visit, one.finding.value.ongoing)
        for one in followed.tellings
        if isinstance(one.finding.value, ConcomitantMedication) and one.finding.value.ongoing is not None
    ]
    return {
        "CMSTDTC": start,
        "CMSTDY": study_day(start, subject.day1),
        "CMENRTPT": ("ONGOING" if spoke[-1][1] else "BEFORE") if spoke else None,
        "CMENTPT": spoke[-1][0].recorded_at.date().isoformat() if spoke else None,
    }
