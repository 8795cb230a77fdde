"""The export `sdtm`: DM of every subject, then a dataset and its SUPP-- for each domain that has records."""

from collections.abc import Iterator

from trialvoice.core.findings import Status
from trialvoice.trial.exports.sdtm.check.own import sdtm_faults
from trialvoice.trial.exports.sdtm.check.second_opinion import odmlib_faults
from trialvoice.trial.exports.sdtm.dataset_json import Row, dataset_json
from trialvoice.trial.exports.sdtm.events import adverse_events
from trialvoice.trial.exports.sdtm.history import medical_history
from trialvoice.trial.exports.sdtm.measurements import measurements
from trialvoice.trial.exports.sdtm.medicines import medicines
from trialvoice.trial.exports.sdtm.observation import Observation, Subject, noted, subjects
from trialvoice.trial.exports.sdtm.sequence import sequences
from trialvoice.trial.exports.sdtm.standard import datasets, label_of, qualifier_of
from trialvoice.trial.exports.sdtm.told_once import told_once
from trialvoice.trial.exports.target import Check, Target
from trialvoice.trial.record.reviewed import ReviewedStudy

_SOURCES = (adverse_events, medicines, told_once, medical_history, measurements)


def make(study: ReviewedStudy, statuses: frozenset[Status]) -> dict[str, bytes]:
    """`dm.json`, `ae.json`, `suppae.json` and so on; a dataset without records has no file, but for DM."""
    numbers = sequences(study)
    rows: dict[str, list[Row]] = {"DM": [_demographics(one) for one in subjects(study).values()]}
    for source in _SOURCES:
        for one in source(study, statuses, numbers):
            rows.setdefault(one.domain, []).append(_row(one))
            rows.setdefault(f"SUPP{one.domain}", []).extend(_notes(one))
    return {
        f"{name.lower()}.json": dataset_json(study, dataset, rows[name])
        for name, dataset in datasets().items()
        if name in rows
    }


def _demographics(subject: Subject) -> Row:
    """What recordings.csv knows of a subject. Sex, age and the like come from enrolment, never from speech."""
    day1 = subject.day1.isoformat() if subject.day1 else None
    return {
        "STUDYID": subject.study,
        "DOMAIN": "DM",
        "USUBJID": subject.usubjid,
        "SUBJID": subject.number,
        "RFSTDTC": day1,
        "RFXSTDTC": day1,
        "SITEID": subject.site,
    }


def _row(one: Observation) -> Row:
    return {"STUDYID": one.subject.study, "DOMAIN": one.domain, "USUBJID": one.subject.usubjid, **one.values}


def _notes(one: Observation) -> Iterator[Row]:
    for qnam, text in noted(one.notes).items():
        known = qualifier_of(qnam)
        assert known is not None, f"{qnam} stands in no table"
        yield {
            "STUDYID": one.subject.study,
            "RDOMAIN": one.domain,
            "USUBJID": one.subject.usubjid,
            "IDVAR": f"{one.domain}SEQ",
            "IDVARVAL": str(one.sequence),
            "QNAM": qnam,
            "QLABEL": label_of(qnam, known),
            "QVAL": text,
            "QORIG": known.origin,
        }


SDTM = Target(
    name="sdtm",
    title="SDTM-shaped datasets (SDTMIG 3.4) as Dataset-JSON 1.1, with the evidence in SUPP--",
    make=make,
    checks=(
        Check(name="rules of trialvoice for SDTM", ours=True, faults=sdtm_faults),
        Check(name="Dataset-JSON 1.1 by odmlib", ours=False, faults=odmlib_faults),
    ),
)
