"""Findings in the words of the report: a heading, a line of detail, names, times."""

from datetime import datetime

from trialvoice.core.findings import Finding

TITLES = {
    "adverse_event": "Adverse events",
    "protocol_deviation": "Protocol deviations",
    "missed_dose": "Missed doses",
    "concomitant_medication": "Concomitant medication",
    "treatment_response": "Treatment response",
    "vital_sign": "Vital signs",
    "crf_item": "CRF values",
}
VITALS = {
    "SYSBP": "Systolic blood pressure",
    "DIABP": "Diastolic blood pressure",
    "PULSE": "Pulse",
    "TEMP": "Temperature",
    "WEIGHT": "Weight",
    "HEIGHT": "Height",
    "RESP": "Respiratory rate",
    "OXYSAT": "Oxygen saturation",
}


def clock(ms: int) -> str:
    """mm:ss, or h:mm:ss from an hour on."""
    hours, minutes = divmod(ms // 60_000, 60)
    rest = f"{minutes:02}:{ms // 1000 % 60:02}"
    return f"{hours}:{rest}" if hours else rest


def moment(at: datetime) -> str:
    """Date and time to the minute, with the offset of the place where it was recorded."""
    return at.strftime("%Y-%m-%d %H:%M ") + at.tzname() if at.tzname() else at.strftime("%Y-%m-%d %H:%M")


def what(finding: Finding) -> str:
    """A finding in a few words."""
    value = finding.value
    match value.kind:
        case "adverse_event":
            return value.term
        case "protocol_deviation":
            return value.description
        case "missed_dose":
            return _doses(value.doses)
        case "concomitant_medication":
            return value.name
        case "treatment_response":
            return value.direction
        case "vital_sign":
            return f"{VITALS[value.test]} {value.value:g} {value.unit}"
        case _:
            return f"{value.form} {value.item}: {value.value} {value.unit or ''}".strip()


def _doses(number: int | None) -> str:
    if number is None:
        return "doses missed, number not stated"
    return f"{number} dose missed" if number == 1 else f"{number} doses missed"


def detail(finding: Finding) -> str:
    """What else was stated of it."""
    value = finding.value
    match value.kind:
        case "adverse_event":
            parts = [value.severity, value.onset, value.outcome]
        case "protocol_deviation":
            parts = [value.category.replace("_", " "), f"rule {value.rule}"]
        case "missed_dose":
            parts = [value.when, value.reason]
        case "concomitant_medication":
            parts = [value.dose, f"for {value.indication}" if value.indication else None]
        case "treatment_response":
            parts = [value.what]
        case _:
            parts = []
    quoted = {proof.quote for proof in finding.evidence}
    return " · ".join(part for part in parts if part and part != "not_stated" and part not in quoted)
