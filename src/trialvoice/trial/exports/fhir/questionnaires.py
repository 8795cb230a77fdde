"""Forms of a study file as Questionnaires, and the forms of a visit as QuestionnaireResponses.

A Questionnaire goes with every bundle that needs it, so that each stands alone; a changed form is another one.
"""

import hashlib

from trialvoice.core.results import FilledItem
from trialvoice.core.study import Form, Item
from trialvoice.trial.exports.fhir.bindings import Json, ReleaseName, own_system, quantity
from trialvoice.trial.exports.fhir.entries import Identity, entry

_TYPES = {"integer": "integer", "decimal": "decimal", "text": "string", "choice": "choice", "yes_no": "boolean"}
_BOOLEAN = {"yes": True, "no": False}


def link_id(form: Form, item: Item) -> str:
    """`VS.SYSBP`."""
    return f"{form.id}.{item.id}"


def questionnaire(study: str, form: Form) -> Identity:
    """By the form and its content."""
    content = hashlib.sha256(form.model_dump_json().encode()).hexdigest()[:12]
    return Identity("Questionnaire", own_system("questionnaire", study=study), f"{form.id}@{content}")


def canonical(study: str, form: Form) -> str:
    """URL and version, as responses name it."""
    url, version = _url(study, form)
    return f"{url}|{version}"


def questionnaire_entry(study: str, form: Form, release: ReleaseName) -> Json:
    """The form as the study file has it."""
    identity, (url, version) = questionnaire(study, form), _url(study, form)
    content: Json = {
        "identifier": [identity.identifier],
        "url": url,
        "version": version,
        "title": form.title,
        "status": "active",
        "subjectType": ["Patient"],
        "item": [_asked(study, form, item, release) for item in form.items],
    }
    return entry(identity, content, release)


def answer(study: str, form: Form, item: Item, filled: FilledItem) -> Json | None:
    """The value in the type of the item; None where it is not stated, in conflict, or not of that type."""
    value = filled.value
    if filled.state != "stated" or value is None:
        return None
    if item.type == "choice":
        known = value in item.choices
        return {"valueCoding": {"system": _choices(study, form, item), "code": value}} if known else None
    if item.type == "yes_no":
        told = _BOOLEAN.get(value.casefold())
        return {"valueBoolean": told} if told is not None else None
    if item.type == "text":
        return {"valueString": value}
    return _number(item, value, filled.unit)


def _number(item: Item, value: str, unit: str | None) -> Json | None:
    try:
        number = float(value)
    except ValueError:
        return None
    whole = number == int(number)
    if item.type == "integer" and not whole:
        return None
    if item.unit:
        return {"valueQuantity": quantity(number, unit or item.unit)}
    return (
        {"valueInteger": int(number)} if item.type == "integer" else {"valueDecimal": int(number) if whole else number}
    )


def _url(study: str, form: Form) -> tuple[str, str]:
    identity = questionnaire(study, form)
    return f"{identity.system}:{form.id}", identity.value.partition("@")[2]


def _choices(study: str, form: Form, item: Item) -> str:
    return f"{own_system('choice', study=study)}:{link_id(form, item)}"


def _asked(study: str, form: Form, item: Item, release: ReleaseName) -> Json:
    kind = "quantity" if item.unit else _TYPES[item.type]
    made: Json = {
        "linkId": link_id(form, item),
        "text": item.question,
        "type": "coding" if kind == "choice" and release == "R5" else kind,
        "required": item.required,
    }
    if item.type == "choice":
        system = _choices(study, form, item)
        made["answerOption"] = [{"valueCoding": {"system": system, "code": choice}} for choice in item.choices]
    return made
