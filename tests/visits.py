"""Small visits and a small study for the tests of `safe`, written as they read."""

from trialvoice.core.records import SafeTranscript
from trialvoice.core.study import Study
from trialvoice.safe.documents import safe_input

_ROLES = {"I": "investigator", "P": "participant", "C": "caregiver", "M": "monitor"}


def visit(*lines: str) -> SafeTranscript:
    """A transcript from lines such as "P: I had a headache."."""
    pairs = (line.split(": ", 1) for line in lines)
    return safe_input("visit", [(_ROLES[role], text) for role, text in pairs])


STUDY = Study.model_validate(
    {
        "study": {
            "id": "T-1",
            "title": "A study for tests",
            "drug": "Veltrimab",
            "drug_names": ["study tablets"],
            "indication": "knee osteoarthritis",
            "indication_terms": ["my knees", "stiffness"],
        },
        "sites": [{"id": "01", "name": "Site"}],
        "dosing": {"dose": "one tablet", "times_per_day": 2, "max_missed": 2},
        "visits": [
            {"id": "week4", "name": "Week 4", "day": 29, "window_before": 3, "window_after": 3,
             "procedures": ["ecg", "blood"], "forms": ["VS", "Q"]},
            {"id": "screening", "name": "Screening", "day": -14, "window_before": 14, "window_after": 13},
        ],
        "procedures": [{"id": "ecg", "names": ["ECG", "heart tracing"]}, {"id": "blood", "names": ["blood sample"]}],
        "prohibited": [{"name": "NSAIDs", "synonyms": ["ibuprofen"]}, {"name": "prednisone"}],
        "forms": [
            {"id": "VS", "title": "Vital signs", "items": [
                {"id": "SYSBP", "question": "Systolic blood pressure", "type": "integer", "unit": "mmHg",
                 "minimum": 60, "maximum": 260},
                {"id": "DIABP", "question": "Diastolic blood pressure", "type": "integer", "unit": "mmHg"},
                {"id": "PULSE", "question": "Pulse", "type": "integer", "unit": "beats/min"},
                {"id": "TEMP", "question": "Temperature", "type": "decimal", "unit": "C"},
                {"id": "WEIGHT", "question": "Body weight", "type": "decimal", "unit": "kg"},
            ]},
            {"id": "Q", "title": "Questions", "items": [
                {"id": "PAIN", "question": "Pain from 0 to 10", "type": "integer", "minimum": 0, "maximum": 10,
                 "terms": ["scale", "out of ten"]},
                {"id": "STIFF", "question": "Minutes of stiffness", "type": "integer", "unit": "min", "minimum": 0,
                 "maximum": 600, "terms": ["stiff"]},
                {"id": "SMOKE", "question": "Smoking", "type": "choice", "choices": ["never", "former", "current"],
                 "terms": ["smoke"]},
                {"id": "COFFEE", "question": "Coffee every day?", "type": "yes_no", "terms": ["coffee"]},
                {"id": "JOB", "question": "Occupation", "type": "text", "terms": ["for a living"]},
            ]},
        ],
    }
)  # fmt: skip
