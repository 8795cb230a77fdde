"""The report of a visit: one HTML file that needs nothing else, not even a network.

Click a finding, and its words are marked in the transcript and heard in the redacted sound.
"""

import base64
import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from trialvoice.core.findings import KINDS, AdverseEvent, Finding
from trialvoice.core.records import SafeTranscript
from trialvoice.core.results import CONFLICT, Compliance, FilledItem, VisitResult
from trialvoice.core.study import Study

TITLES = {
    "adverse_event": "Adverse events",
    "protocol_deviation": "Protocol deviations",
    "missed_dose": "Missed doses",
    "concomitant_medication": "Concomitant medication",
    "medical_history": "Medical history",
    "treatment_response": "Treatment response",
    "vital_sign": "Vital signs",
    "crf_item": "CRF values",
    "mood": "Mood",
    "follow_up": "To follow up",
    "interaction": "Interactions",
}
_TAG = re.compile(r"(\[[A-Z]+_\d+\])")


def render_report(result: VisitResult, transcript: SafeTranscript, sound: bytes, mime: str, study: Study) -> str:
    """The page. sound: the redacted recording, of type `mime`."""
    serious = [f for f in result.findings if isinstance(f.value, AdverseEvent) and f.value.serious]
    page = environment().get_template("report.html.j2")
    return page.render(
        result=result,
        transcript=transcript,
        study=study,
        language=transcript.language,
        visit_name=study.visit(result.visit).name,
        serious=serious,
        groups=_groups(result, serious),
        forms=_forms(result, study),
        sound=base64.b64encode(sound).decode(),
        mime=mime,
        style=Markup(template("style.css") + template("report.css")),
        script=Markup(template("report.js")),
    )


@cache
def environment() -> Environment:
    """Jinja2 with everything escaped, and an error for a name that is not there."""
    made = Environment(
        loader=PackageLoader("trialvoice.safe"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "clock": clock,
        "pieces": lambda text: list(pieces(text)),
        "proofs": _proofs,
        "what": what,
        "detail": detail,
        "percents": percents,
    }
    return made


def template(name: str) -> str:
    """The text of a file of `templates/`."""
    return (files("trialvoice.safe") / "templates" / name).read_text(encoding="utf-8")


def clock(ms: int) -> str:
    """mm:ss."""
    return f"{ms // 60_000:02}:{ms // 1000 % 60:02}"


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The text cut at its tags such as [NAME_1]; True for a tag."""
    for piece in _TAG.split(text):
        if piece:
            yield piece, bool(_TAG.fullmatch(piece))


def what(finding: Finding) -> str:
    """A finding in a few words."""
    value = finding.value
    match value.kind:
        case "adverse_event":
            return value.term
        case "protocol_deviation":
            return value.description
        case "missed_dose":
            return f"{value.doses} missed" if value.doses else "Missed, number not stated"
        case "concomitant_medication":
            return f"{value.name}, prohibited" if value.prohibited else value.name
        case "treatment_response":
            return value.direction
        case "medical_history":
            return value.term if value.present else f"no {value.term}"
        case "vital_sign":
            return f"{value.test} {value.value:g} {value.unit}"
        case "mood":
            return value.feeling
        case "follow_up":
            return value.reason.replace("_", " ")
        case "interaction":
            return f"{value.first} with {value.second}"
        case _:
            return f"{value.form} {value.item}: {value.value} {value.unit or ''}".strip()


def detail(finding: Finding) -> str:
    """What else was stated of it."""
    value = finding.value
    match value.kind:
        case "adverse_event":
            parts = list(_of_event(value))
        case "protocol_deviation":
            parts = [value.category.replace("_", " "), value.rule, f"importance {value.importance}", value.rationale]
        case "missed_dose":
            parts = [value.when, value.reason]
        case "concomitant_medication":
            still = {True: "ongoing", False: "ended", None: None}[value.ongoing]
            reason = f"for {value.indication}" if value.indication else None
            parts = [value.dose, value.frequency, value.route, reason, value.start, still]
        case "treatment_response":
            parts = [] if value.what in [proof.quote for proof in finding.evidence] else [value.what]
        case "interaction":
            parts = [value.severity, value.text, f"listed in {value.listed_in}"]
        case _:
            parts = []
    return ", ".join(part.rstrip(".") for part in parts if part and part != "not_stated")


def percents(reached: Compliance) -> str:
    """Compliance in words, of what was told and of what came back."""
    told = f"{reached.by_doses:g} % by doses told as missed" if reached.by_doses is not None else None
    back = f"{reached.by_returned:g} % by what was returned" if reached.by_returned is not None else None
    return f"{' and '.join(part for part in (told, back) if part)}, of {reached.planned:g} doses in {reached.days} days"


def _of_event(event: AdverseEvent) -> Iterator[str | None]:
    """Terms, severity and grade with their rules, times, course, outcome; then treatment, action and relatedness."""
    yield from _terms(event)
    yield from _rated(event)
    yield _dated("from", event.onset, event.onset_date)
    yield _dated("to", event.end, event.end_date)
    yield event.course if event.course != event.outcome else None
    yield event.outcome
    yield f"treated with {event.treatment}" if event.treatment else None
    if event.action != "not_stated":
        yield "study drug unchanged" if event.action == "none" else f"study drug {event.action}"
    if event.related != "not_stated":
        stated = "possibly related" if event.related == "possibly" else event.related.replace("_", " ")
        yield f"{stated} to the study drug, says the {event.related_by or 'speaker'}"


def _terms(event: AdverseEvent) -> Iterator[str]:
    """The term in each dictionary, those to choose from, or "uncoded"."""
    for made in event.codings:
        if made.coding is None:
            choices = " or ".join(f"\u201c{candidate.term}\u201d" for candidate in made.candidates)
            yield f"{made.dictionary} {made.state}{': ' if choices else ''}{choices}"
        elif made.coding.lowest_level_term in (None, made.coding.term):
            yield f"{made.dictionary} {made.coding.term}"
        else:
            yield f"{made.dictionary} {made.coding.term} ({made.coding.lowest_level_term})"
    if not event.codings:
        yield "uncoded"


def _rated(event: AdverseEvent) -> Iterator[str]:
    """Severity and grade, each with what decided it: "grade 3: admitted to hospital (ctcae-hospital@1)"."""
    grade = f"grade {event.grade}" if event.grade else ""
    for value, ruling in ((event.severity, event.severity_rule), (grade, event.grade_rule)):
        yield f"{value}: {ruling.because} ({ruling.rule})" if ruling else value


def _dated(label: str, said: str | None, day: str | None) -> str | None:
    """A time as said, and in brackets the date it comes to."""
    if said is None:
        return None
    return f"{label} \u201c{said}\u201d ({day})" if day else f"{label} \u201c{said}\u201d"


def _proofs(finding: Finding) -> str:
    keys = {"turn", "start_char", "end_char", "start", "end"}
    facts = finding.value.facts if isinstance(finding.value, AdverseEvent) else ()
    quoted = (*finding.evidence, *(fact.evidence for fact in facts))
    return json.dumps([proof.model_dump(include=keys) for proof in quoted])


def _groups(result: VisitResult, serious: list[Finding]) -> list[tuple[str, list[Finding]]]:
    """Findings by kind; serious adverse events come first of all."""
    rest = [finding for finding in result.findings if finding not in serious]
    groups = [("Serious adverse events", serious)]
    groups += [(TITLES[kind], [f for f in rest if f.value.kind == kind]) for kind in KINDS]
    return [(title, found) for title, found in groups if found]


def _proven(filled: FilledItem) -> list[tuple[str, str | None]]:
    """The value with its finding; of a conflict both."""
    if filled.value is None:
        return []
    if filled.state != "conflicting":
        return [(filled.value, filled.finding)]
    return list(zip(filled.value.split(CONFLICT), (filled.finding, filled.other_finding), strict=False))


def _forms(result: VisitResult, study: Study) -> list[tuple[str, list[dict[str, Any]]]]:
    """(title, items with their questions, and each value with its finding) of each filled form."""
    forms = []
    for form in study.forms:
        questions = {item.id: item.question for item in form.items}
        items = [
            {"question": questions.get(filled.item, filled.item), "proven": _proven(filled), **filled.model_dump()}
            for filled in result.forms
            if filled.form == form.id
        ]
        if items:
            forms.append((form.title, items))
    return forms
