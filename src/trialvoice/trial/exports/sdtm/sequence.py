"""--SEQ that stays: by when a finding came into the store, counted over all findings, whatever was decided."""

from trialvoice.core.findings import (
    AdverseEvent,
    ConcomitantMedication,
    CrfItem,
    MedicalHistory,
    MissedDose,
    ProtocolDeviation,
    Value,
    VitalSign,
)
from trialvoice.core.study import Study
from trialvoice.trial.exports.sdtm.measures import Test, tests
from trialvoice.trial.record.reviewed import ReviewedFinding, ReviewedStudy, ReviewedVisit

_DOMAINS: dict[type, str] = {
    AdverseEvent: "AE",
    ConcomitantMedication: "CM",
    MissedDose: "EC",
    ProtocolDeviation: "DV",
    MedicalHistory: "MH",
    VitalSign: "VS",
}


def sequences(study: ReviewedStudy) -> dict[str, int]:
    """Uid → --SEQ within its domain and subject.

    A decision moves no number, and what comes later gets a later one; so numbers may be left out between.
    """
    of: dict[tuple[str, str, str], list[tuple[ReviewedVisit, int, ReviewedFinding]]] = {}
    for visit in study.visits:
        for at, one in enumerate(visit.findings):
            domain = domain_of(one.value, study.study)
            if domain is not None and visit.of_a_subject:
                of.setdefault((domain, visit.site, visit.subject), []).append((visit, at, one))
    return {
        one.uid: number
        for found in of.values()
        for number, (_, _, one) in enumerate(
            sorted(found, key=lambda f: (f[2].recorded_at, f[0].recorded_at, f[0].recording, f[1])), 1
        )
    }


def domain_of(value: Value, study: Study) -> str | None:
    """The dataset that a finding belongs to, None where there is none here."""
    if isinstance(value, CrfItem):
        measured = test_of(value.form, value.item, study)
        return measured[0] if measured else None
    return _DOMAINS.get(type(value))


def test_of(form: str, item: str, study: Study) -> tuple[str, Test] | None:
    """Domain and test of an item of a form, where its CDASH name says both, such as SYSBP_VSORRES."""
    names = [one.cdash for f in study.forms if f.id == form for one in f.items if one.id == item]
    test, _, variable = (names[0] or "").partition("_") if names else ("", "", "")
    domain = variable[:2]
    if variable != f"{domain}ORRES" or test not in tests(domain):
        return None
    return domain, tests(domain)[test]
