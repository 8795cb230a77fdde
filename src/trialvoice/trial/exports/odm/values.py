"""One finding's value as items of its log form; what was not stated has no item, and stays as it is at the receiver."""

from trialvoice.core.cdisc import sdtm_of
from trialvoice.core.findings import (
    AdverseEvent,
    ConcomitantMedication,
    MedicalHistory,
    MissedDose,
    ProtocolDeviation,
    Value,
    VitalSign,
)
from trialvoice.trial.exports.odm.log_forms import log_forms

DOMAINS = {
    "adverse_event": "AE",
    "concomitant_medication": "CM",
    "protocol_deviation": "DV",
    "missed_dose": "EC",
    "medical_history": "MH",
    "vital_sign": "VS",
}
"""Kind of a finding → the log form it is a row of; other kinds are no data of a CRF."""
_RELATED = {"related": "RELATED", "possibly": "POSSIBLY RELATED", "not_related": "NOT RELATED"}


def values_of(value: Value, drug: str) -> dict[str, str]:
    """Item's name → value, in the codes of its list."""
    match value:
        case AdverseEvent():
            made = _event(value)
        case ConcomitantMedication():
            made = _medicine(value)
        case ProtocolDeviation():
            made = {"DVTERM": value.description, "DVCAT": value.category.replace("_", " ").upper()}
        case MissedDose():
            made = {
                "ECTRT": drug,
                "ECOCCUR": "N",
                "ECMISSED": str(value.doses) if value.doses else "",
                "ECREASOC": value.reason or "",
                "ECSTTXT": value.when or "",
            }
        case MedicalHistory():
            category = value.category.replace("_", " ").upper()
            made = {"MHTERM": value.term, "MHCAT": category, "MHOCCUR": "Y" if value.present else "N"}
        case VitalSign():
            made = {"VSTESTCD": value.test, "VSORRES": plain(value.value), "VSORRESU": value.unit}
        case _:
            made = {}
    return {name: text for name, text in made.items() if text.strip()}


def plain(number: float) -> str:
    """A decimal number without an exponent, which ODM's float does not know."""
    return format(number, ".10f").rstrip("0").rstrip(".")


def _event(event: AdverseEvent) -> dict[str, str]:
    """UNKNOWN is an answer: where nobody stated outcome or action there is none, so that the form still asks.

    An end that an earlier visit told is over where the last word is that it goes on.
    """
    coded = sdtm_of(event)
    same = ("AETERM", "AESEV", "AESER", "AESDTH", "AESLIFE", "AESHOSP", "AESDISAB", "AESCONG", "AESMIE")
    ongoing = {"resolved": "N", "ongoing": "Y", "recovering": "Y"}
    goes_on = "N" if "death" in event.criteria else ongoing.get(event.outcome, "")
    related = "AEREL" if event.related_by == "investigator" else "AERELSTT"
    return {
        **{name: coded.get(name, "") for name in same},
        "AESTDAT": event.onset_date or "",
        "AEENDAT": "" if goes_on == "Y" else event.end_date or "",
        "AEONGO": goes_on,
        "AETOXGR": str(event.grade or ""),
        related: _RELATED.get(event.related, ""),
        "AEACN": "" if event.action == "not_stated" else coded["AEACN"],
        "AECONTRT": "Y" if event.treatment else "",
        "AEACNOTH": event.treatment or "",
        "AEOUT": "" if coded["AEOUT"] == "UNKNOWN" else coded["AEOUT"],
        **_codes(event),
    }


def _codes(event: AdverseEvent) -> dict[str, str]:
    """MedDRA's only where a release of it gave a code."""
    ctcae, meddra = event.coding_in("CTCAE"), event.coding_in("MedDRA")
    made = {"CTCAETRM": ctcae.term, "CTCAEVER": ctcae.version} if ctcae else {}
    if meddra and meddra.code:
        made |= {
            "AEDECOD": meddra.term,
            "AEPTCD": meddra.code,
            "AELLT": meddra.lowest_level_term or "",
            "AELLTCD": meddra.lowest_level_code or "",
            "AEBODSYS": meddra.system_organ_class,
            "MEDDRVER": meddra.version,
        }
    return made


def _medicine(medicine: ConcomitantMedication) -> dict[str, str]:
    frequency, route = medicine.frequency or "", medicine.route or ""
    return {
        "CMTRT": medicine.name,
        "CMDSTXT": medicine.dose or "",
        "CMDOSFRQ": log_forms().frequencies.get(frequency.casefold().strip(), ""),
        "CMFRQTXT": frequency,
        "CMROUTE": log_forms().routes.get(route.casefold().strip(), ""),
        "CMROUTXT": route,
        "CMINDC": medicine.indication or "",
        "CMSTTXT": medicine.start or "",
        "CMONGO": {True: "Y", False: "N", None: ""}[medicine.ongoing],
    }
