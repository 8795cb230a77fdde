"""AE: one record an event over all visits that tell of it."""

from collections.abc import Iterator, Mapping

from trialvoice.core.cdisc import sdtm_of
from trialvoice.core.findings import AdverseEvent, Status
from trialvoice.trial.exports.sdtm.dates import moment, partial, study_day
from trialvoice.trial.exports.sdtm.observation import Cell, Observation, Subject, long_text, subjects
from trialvoice.trial.exports.sdtm.proof import proofs
from trialvoice.trial.exports.sdtm.terms import said
from trialvoice.trial.exports.sdtm.text import first_piece
from trialvoice.trial.record.followed import FollowedEvent, followed_events
from trialvoice.trial.record.reviewed import ReviewedStudy

_STATED = ("AESEV", "AESER", "AEACN", "AEOUT", "AESCONG", "AESDISAB", "AESDTH", "AESHOSP", "AESLIFE", "AESMIE")


def adverse_events(
    study: ReviewedStudy, statuses: frozenset[Status], numbers: Mapping[str, int]
) -> Iterator[Observation]:
    """numbers: uid → AESEQ."""
    known = subjects(study)
    for followed in followed_events(study, statuses):
        subject, event = known[followed.site, followed.subject], followed.event
        term, rest = long_text("AETERM", event.term)
        yield Observation(
            domain="AE",
            subject=subject,
            values={
                "AESEQ": numbers[followed.id],
                "AESPID": followed.id,
                **term,
                **_coded(event),
                **{name: value for name, value in sdtm_of(event).items() if name in _STATED},
                "AEREL": said("RELATEDNESS", event.related) if event.related_by == "investigator" else None,
                "AEPATT": said("PATTERN", event.course),
                "AECONTRT": "Y" if first_piece(event.treatment) else None,
                "AETOXGR": str(event.grade) if event.grade is not None else None,
                **_dates(followed, subject),
            },
            notes={**rest, **_notes(event), **proofs(followed.tellings)},
        )


def _coded(event: AdverseEvent) -> dict[str, Cell]:
    """By MedDRA where an accepted finding has a term of a licensed release."""
    coding = event.coding_in("MedDRA")
    if coding is None:
        return {}
    return {
        "AELLT": first_piece(coding.lowest_level_term),
        "AELLTCD": _code(coding.lowest_level_code),
        "AEDECOD": first_piece(coding.term),
        "AEPTCD": _code(coding.code),
        "AEBODSYS": first_piece(coding.system_organ_class),
        "AESOC": first_piece(coding.system_organ_class),
    }


def _code(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() else None


def _dates(followed: FollowedEvent, subject: Subject) -> dict[str, Cell]:
    """Start and end as far as known; of what goes on, the last visit that said so."""
    event = followed.event
    start, end = partial(event.onset_date), partial(event.end_date)
    lasting = event.outcome in ("ongoing", "recovering") and end is None and "death" not in event.criteria
    return {
        "AESTDTC": start,
        "AEENDTC": end,
        "AESTDY": study_day(start, subject.day1),
        "AEENDY": study_day(end, subject.day1),
        "AEENRTPT": "ONGOING" if lasting else None,
        "AEENTPT": _last_word(followed) if lasting else None,
    }


def _last_word(followed: FollowedEvent) -> str:
    """Date of the last visit that spoke of the outcome."""
    spoke = [
        one.visit
        for one in followed.tellings
        if isinstance(one.finding.value, AdverseEvent) and one.finding.value.outcome != "not_stated"
    ]
    return spoke[-1].recorded_at.date().isoformat()


def _notes(event: AdverseEvent) -> dict[str, str | None]:
    toxicity, meddra = event.coding, event.coding_in("MedDRA")
    stated = event.related != "not_stated"
    return {
        "AETOXTRM": toxicity.term if toxicity else None,
        "AETOXVER": toxicity.version if toxicity else None,
        "AEMEDVER": meddra.version if meddra else None,
        "AERELSTD": event.related if stated else None,
        "AERELBY": (event.related_by or "unknown") if stated else None,
        "AECOURSE": event.course if event.course in ("improving", "worsening") else None,
        "AETRTTXT": event.treatment,
        "AESTTXT": event.onset or (event.onset_date if not partial(event.onset_date) else None),
        "AEENTXT": event.end or (event.end_date if not partial(event.end_date) else None),
        "AEAWDTC": moment(event.awareness_at) if event.awareness_at else None,
        "AEDUEDTC": moment(event.sae_due_at) if event.sae_due_at else None,
    }
