"""Whether the answers of a form are those that its Questionnaire asks for."""

from collections import Counter
from collections.abc import Iterator

from trialvoice.trial.exports.fhir.bindings import Json
from trialvoice.trial.exports.fhir.opened import Opened
from trialvoice.trial.exports.target import Fault

_KINDS = {
    "integer": "valueInteger",
    "decimal": "valueDecimal",
    "string": "valueString",
    "boolean": "valueBoolean",
    "choice": "valueCoding",
    "coding": "valueCoding",
    "quantity": "valueQuantity",
}


def answers(opened: Opened) -> Iterator[Fault]:
    """Each item once and of the form, each answer of the item's type, a choice among those offered."""
    forms = {f"{one.get('url')}|{one.get('version')}": one for _, one in opened.resources("Questionnaire")}
    for place, response in opened.resources("QuestionnaireResponse"):
        form = forms.get(str(response.get("questionnaire")))
        if form is None:
            yield opened.fault(f"{place}/questionnaire", "form", "the form that it answers is not in the bundle")
            continue
        yield from _of_form(opened, place, response, {item["linkId"]: item for item in form.get("item", ())})


def _of_form(opened: Opened, place: str, response: Json, asked: dict[str, Json]) -> Iterator[Fault]:
    given = response.get("item", [])
    counts = Counter(item.get("linkId") for item in given)
    for at, item in enumerate(given):
        where, question = f"{place}/item/{at}", asked.get(item.get("linkId"))
        if question is None or counts[item["linkId"]] > 1:
            yield opened.fault(where, "item", "the item is not one of the form, or is there twice")
        elif any(not _fits(question, answer) for answer in item.get("answer", ())) or len(item.get("answer", ())) > 1:
            yield opened.fault(where, "answer", "the answer is not of the item's type, or not among its choices")
    lacking = {name for name, question in asked.items() if question.get("required")} - {
        item.get("linkId") for item in given if item.get("answer")
    }
    if response.get("status") == "completed" and lacking:
        yield opened.fault(
            f"{place}/status", "completed", f"{len(lacking)} required items of a completed form lack an answer"
        )


def _fits(question: Json, answer: Json) -> bool:
    kind = _KINDS.get(question.get("type", ""))
    if set(answer) != {kind}:
        return False
    options = [option["valueCoding"] for option in question.get("answerOption", ())]
    return kind != "valueCoding" or answer["valueCoding"] in options
