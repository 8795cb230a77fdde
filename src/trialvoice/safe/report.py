"""The report of a visit: one HTML file that needs nothing else, not even a network.

Choose a finding, and its words are marked in the transcript and heard in the redacted sound.
"""

import base64
import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from trialvoice.core.findings import KINDS, AdverseEvent, Evidence, FilledItem, Finding, VisitResult
from trialvoice.core.records import Record, SafeTranscript
from trialvoice.core.study import Study
from trialvoice.safe import wording

_FORMED = ("vital_sign", "crf_item")
"""Kinds that the forms show already; their findings stay folded until one is chosen."""
_TAG = re.compile(r"(\[[A-Z]+_\d+\])")


class Group(Record):
    """Findings under one heading."""

    title: str
    findings: tuple[Finding, ...]
    serious: bool = False


class Line(Record):
    """An item of a form beside its question."""

    question: str
    filled: FilledItem


class Sheet(Record):
    """A form as filled in."""

    title: str
    lines: tuple[Line, ...]

    @property
    def stated(self) -> int:
        """How many items have a value."""
        return sum(line.filled.state == "stated" for line in self.lines)


def render_report(result: VisitResult, transcript: SafeTranscript, sound: bytes, mime: str, study: Study) -> str:
    """The page. sound: the redacted recording, of type `mime`; with none, the page has no player."""
    groups = _groups(result)
    page = environment().get_template("report.html.j2")
    return page.render(
        result=result,
        transcript=transcript,
        study=study,
        visit_name=study.visit(result.visit).name,
        serious=sum(len(group.findings) for group in groups if group.serious),
        groups=[group for group in groups if group.findings[0].value.kind not in _FORMED],
        folded=[group for group in groups if group.findings[0].value.kind in _FORMED],
        sheets=_sheets(result, study),
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
        "clock": wording.clock,
        "moment": wording.moment,
        "what": wording.what,
        "detail": wording.detail,
        "pieces": lambda text: list(pieces(text)),
        "proof": _proof,
    }
    return made


def template(name: str) -> str:
    """The text of a file of `templates/`."""
    return (files("trialvoice.safe") / "templates" / name).read_text(encoding="utf-8")


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The text cut at its tags such as [NAME_1]; True for a tag."""
    for piece in _TAG.split(text):
        if piece:
            yield piece, bool(_TAG.fullmatch(piece))


def _proof(evidence: Evidence) -> str:
    """Where a quote stands, for the script. Characters are counted as JavaScript does, in UTF-16."""
    return json.dumps(evidence.model_dump(include={"turn", "start_char", "end_char", "start", "end"}))


def _groups(result: VisitResult) -> list[Group]:
    """Findings by kind; serious adverse events come first of all, the earliest due at their head."""
    serious = [f for f in result.findings if isinstance(f.value, AdverseEvent) and f.value.serious]
    taken = {finding.id for finding in serious}
    groups = [Group(title="Serious adverse events", findings=tuple(sorted(serious, key=_due)), serious=True)]
    for kind in KINDS:
        found = tuple(f for f in result.findings if f.value.kind == kind and f.id not in taken)
        groups.append(Group(title=wording.TITLES[kind], findings=found))
    return [group for group in groups if group.findings]


def _due(finding: Finding) -> float:
    value = finding.value
    known = isinstance(value, AdverseEvent) and value.sae_due_at
    return known.timestamp() if known else float("inf")


def _sheets(result: VisitResult, study: Study) -> list[Sheet]:
    """The filled forms, in the study file's order, with each item's question."""
    sheets = []
    for form in study.forms:
        questions = {item.id: item.question for item in form.items}
        lines = tuple(
            Line(question=questions.get(filled.item, filled.item), filled=filled)
            for filled in result.forms
            if filled.form == form.id
        )
        if lines:
            sheets.append(Sheet(title=form.title, lines=lines))
    return sheets
