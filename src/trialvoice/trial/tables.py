"""Findings, forms, visits and failures as CSV and JSON: tidy, sorted, the same bytes for the same input."""

import json
from collections.abc import Iterable

from trialvoice.core.cdisc import sdtm_of
from trialvoice.core.findings import KINDS, AdverseEvent, Finding
from trialvoice.core.results import VisitResult
from trialvoice.trial.csv_bytes import csv_bytes
from trialvoice.trial.history_tables import HISTORIES
from trialvoice.trial.rows import FailureRow, VisitRow

_OWN = {
    "study": "Study id, from the study file",
    "site": "Site id, from recordings.csv",
    "subject": "Subject id, from recordings.csv",
    "visit": "Planned visit, from recordings.csv",
    "recording": "Recording id, from recordings.csv",
}
FINDINGS = {
    "finding": "Stable id of the finding",
    **_OWN,
    "kind": "Kind of finding",
    "what": "The finding in words: term, medicine, description or value",
    "ctcae": "CTCAE term; adverse events only",
    "coding": "coded, undecided where several terms fit as well, or uncoded, by CTCAE",
    "meddra": "MedDRA preferred term, where the study holds a release",
    "meddra_code": "Its code",
    "severity": "mild, moderate, severe or not_stated",
    "severity_rule": "Rule that decided the severity, with its version",
    "grade": "CTCAE grade, 1 to 5, where what was said decides one",
    "grade_rule": "Rule that decided the grade, with its version",
    "details": "All fields of the value, as JSON",
    "assertion": "present, denied, past, hypothetical or someone_else",
    "status": "candidate until a person has decided",
    "confidence": "0 to 1",
    "serious": "yes where a criterion of seriousness was stated; adverse events only",
    "criteria": "Criteria of seriousness (ICH E2A) that were stated",
    "sae_due_at": "24 hours after the site heard of it",
    "sdtm": "SDTM variables with values of CDISC's codelists; adverse events only",
    "quote": "The words that prove it, identifiers replaced",
    "role": "Who said them",
    "turn": "Number of the turn in the transcript",
    "start_char": "First character of the quote in the turn, from 0",
    "end_char": "Character after the quote",
    "start_ms": "Start of the quote in the recording, ms",
    "end_ms": "End of the quote, ms",
    "match": "How the quote was found: exact, normalised or fuzzy",
    "basis": "Columns that prove a finding which needs no quote",
    "source": "Question or rule, with its version",
    "review": "Reasons for a closer look",
}
FORMS = {
    **_OWN,
    "form": "Form id",
    "item": "Item id",
    "state": "stated, conflicting or not_stated",
    "value": "Value as filled in; of a conflict both, with a | between",
    "unit": "Unit of the value",
    "finding": "Id of the finding that proves it",
    "other_finding": "Id of the finding that proves the second value of a conflict",
    "review": "Reasons for a closer look, such as a value said that the form does not take",
}
QUERIES = {
    "query": "Id of the draft query in its visit",
    **_OWN,
    "importance": "safety, conflict or data",
    "rules": "Ids of the rules that raise it",
    "about": "The finding, or the form and item",
    "text": "The question to the site, identifiers replaced",
}
RULED_OUT = {
    **_OWN,
    "category": "Category of the deviation that it would have been",
    "quote": "What was told, identifiers replaced",
    "ruled_out_by": "The words that rule it out",
    "role": "Who rules it out",
    "turn": "Number of the turn in which it is ruled out",
}
VISITS = {
    **{name: text for name, text in _OWN.items() if name != "study"},
    "minutes": "Length of the recording",
    **{kind: f"Number of findings of the kind {kind}" for kind in KINDS},
    "serious": "Number of serious candidates",
    "sae_due_at": "When the first of them is due",
    "warnings": "Number of warnings",
}
FAILURES = {
    "recording": "Recording id, or its line",
    "code": "Stable code of the failure",
    "cause": "What is wrong",
    "place": "Where",
    "remedy": "What to do",
}


def findings_csv(results: Iterable[VisitResult]) -> bytes:
    """One row a finding."""
    return csv_bytes(FINDINGS, [_finding(result, f) for result in _sorted(results) for f in result.findings])


def forms_csv(results: Iterable[VisitResult]) -> bytes:
    """One row an item, stated or not."""
    return csv_bytes(
        FORMS,
        [
            {**_ids(result), **filled.model_dump(exclude_none=True), "review": "; ".join(filled.review)}
            for result in _sorted(results)
            for filled in result.forms
        ],
    )


def queries_csv(results: Iterable[VisitResult]) -> bytes:
    """One row a draft query."""
    return csv_bytes(
        QUERIES,
        [
            {"query": query.id, **_ids(result), **query.model_dump(), "rules": "; ".join(query.rules)}
            for result in _sorted(results)
            for query in result.queries
        ],
    )


def ruled_out_csv(results: Iterable[VisitResult]) -> bytes:
    """One row for each thing that sounded like a deviation and was ruled to be none."""
    return csv_bytes(
        RULED_OUT,
        [
            {
                **_ids(result),
                "category": one.category,
                "quote": one.evidence[0].quote,
                "ruled_out_by": one.ruled_out_by[0].quote,
                "role": one.ruled_out_by[0].role,
                "turn": one.ruled_out_by[0].turn,
            }
            for result in _sorted(results)
            for one in result.not_deviations
        ],
    )


def visits_csv(rows: Iterable[VisitRow]) -> bytes:
    """One row a recording that is done."""
    return csv_bytes(
        VISITS,
        [
            {
                **row.model_dump(mode="json", exclude={"counts", "duration", "state"}, exclude_none=True),
                **{kind: row.counts.get(kind, 0) for kind in KINDS},
                "minutes": f"{row.duration / 60_000:.1f}",
            }
            for row in sorted(rows, key=lambda row: row.recording)
        ],
    )


def failures_csv(rows: Iterable[FailureRow]) -> bytes:
    """One row a recording that is not done."""
    return csv_bytes(FAILURES, [row.model_dump() for row in sorted(rows, key=lambda row: row.recording)])


def findings_json(results: Iterable[VisitResult]) -> bytes:
    """Everything, visit by visit; adverse events in SDTM's terms as well."""
    visits = [_visit(result) for result in _sorted(results)]
    return json.dumps({"visits": visits}, indent=1, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def _visit(result: VisitResult) -> dict[str, object]:
    made = result.model_dump(mode="json")
    for finding, written in zip(result.findings, made["findings"], strict=True):
        if isinstance(finding.value, AdverseEvent):
            written["sdtm"] = sdtm_of(finding.value)
    return made


def dictionary_csv() -> bytes:
    """What every column of every table means."""
    tables = {
        "findings.csv": FINDINGS,
        "forms.csv": FORMS,
        "queries.csv": QUERIES,
        "ruled_out.csv": RULED_OUT,
        "visits.csv": VISITS,
        "failures.csv": FAILURES,
        "event_histories.csv": HISTORIES,
    }
    columns = {"table": "", "column": "", "meaning": ""}
    return csv_bytes(
        columns,
        [
            {"table": table, "column": column, "meaning": meaning}
            for table, fields in tables.items()
            for column, meaning in fields.items()
        ],
    )


def _sorted(results: Iterable[VisitResult]) -> list[VisitResult]:
    return sorted(results, key=lambda result: result.recording)


def _ids(result: VisitResult) -> dict[str, object]:
    return {name: getattr(result, name) for name in _OWN}


def _finding(result: VisitResult, finding: Finding) -> dict[str, object]:
    row: dict[str, object] = {
        "finding": finding.id,
        **_ids(result),
        "kind": finding.value.kind,
        "what": summary(finding),
        "details": finding.value.model_dump_json(exclude={"kind"}, exclude_none=True),
        "assertion": finding.assertion,
        "status": finding.status,
        "confidence": f"{finding.confidence:.2f}",
        "basis": "; ".join(finding.basis),
        "source": finding.source,
        "review": "; ".join(finding.review),
    }
    if isinstance(event := finding.value, AdverseEvent):
        row |= {"serious": "yes" if event.serious else "no", "criteria": "; ".join(event.criteria)}
        row["sdtm"] = "; ".join(f"{name}={value}" for name, value in sdtm_of(event).items())
        row["sae_due_at"] = event.sae_due_at.isoformat() if event.sae_due_at else ""
        row |= _rated(event)
    if finding.evidence:
        proof = finding.evidence[0]
        row |= proof.model_dump(include={"quote", "role", "turn", "start_char", "end_char", "match"})
        row |= {"start_ms": proof.start, "end_ms": proof.end}
    return row


def _rated(event: AdverseEvent) -> dict[str, object]:
    """Terms, severity and grade."""
    state = {made.dictionary: made.state for made in event.codings}
    meddra = event.coding_in("MedDRA")
    return {
        "ctcae": event.coding.term if event.coding else "",
        "coding": state.get("CTCAE", "uncoded"),
        "meddra": meddra.term if meddra else state.get("MedDRA", ""),
        "meddra_code": meddra.code if meddra else "",
        "severity": event.severity,
        "severity_rule": event.severity_rule.rule if event.severity_rule else "",
        "grade": event.grade or "",
        "grade_rule": event.grade_rule.rule if event.grade_rule else "",
    }


def summary(finding: Finding) -> str:
    """A finding's value in a few words."""
    fields = finding.value.model_dump(exclude_none=True)
    match finding.value.kind:
        case "adverse_event":
            return str(fields["term"])
        case "protocol_deviation":
            return f"{fields['category'].replace('_', ' ')}: {fields['description']}"
        case "missed_dose":
            return " ".join(str(fields[key]) for key in ("doses", "when", "reason") if key in fields)
        case "concomitant_medication":
            return " ".join(str(fields[key]) for key in ("name", "dose") if key in fields)
        case "treatment_response":
            return f"{fields['direction']}: {fields['what']}"
        case "medical_history":
            return str(fields["term"]) if fields.get("present", True) else f"no {fields['term']}"
        case "vital_sign":
            return f"{fields['test']} {fields['value']:g} {fields['unit']}"
        case "mood":
            return f"{fields['feeling']}: {fields['what']}"
        case "follow_up":
            return f"{fields['reason'].replace('_', ' ')}: {fields['what']}"
        case "interaction":
            return f"{fields['first']} with {fields['second']}: {fields['severity'].replace('_', ' ')}"
        case _:
            return f"{fields['form']}.{fields['item']} {fields['value']} {fields.get('unit', '')}".strip()
