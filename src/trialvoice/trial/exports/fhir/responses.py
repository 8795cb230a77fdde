"""A form of a visit, as it stands after review, as a QuestionnaireResponse."""

from collections.abc import Iterator
from dataclasses import dataclass

from trialvoice.core.findings import Status
from trialvoice.core.results import FilledItem
from trialvoice.core.study import Form
from trialvoice.trial.exports.fhir.bindings import Json, ReleaseName
from trialvoice.trial.exports.fhir.entries import Identity, entry, instant, written
from trialvoice.trial.exports.fhir.parties import Subject
from trialvoice.trial.exports.fhir.questionnaires import answer, canonical, link_id
from trialvoice.trial.exports.fhir.standing import candidate_meta, standing
from trialvoice.trial.record.forms import reviewed_forms
from trialvoice.trial.record.reviewed import ReviewedFinding, ReviewedVisit


@dataclass(frozen=True)
class FilledForm:
    """A form with at least one answer. answered: link id → answer; proofs: link id → the finding that proves it."""

    visit: ReviewedVisit
    form: Form
    answered: dict[str, Json]
    proofs: dict[str, ReviewedFinding]

    @property
    def complete(self) -> bool:
        """Whether every required item has an answer that a person accepted."""
        asked = {link_id(self.form, item) for item in self.form.items if item.required}
        return asked <= set(self.answered) and all(standing(one) for one in self.proofs.values())


def filled_forms(visit: ReviewedVisit, subject: Subject, statuses: frozenset[Status]) -> Iterator[FilledForm]:
    """In the order of the study file; a form of which nothing is known is not written."""
    study = subject.study.study
    filled = {(one.form, one.item): one for one in reviewed_forms(visit, study, statuses)}
    by_uid = {one.uid: one for one in visit.findings}
    for form in study.forms_of(study.visit(visit.visit)):
        answered: dict[str, Json] = {}
        proofs: dict[str, ReviewedFinding] = {}
        for item in form.items:
            one: FilledItem = filled[form.id, item.id]
            told = answer(study.study.id, form, item, one)
            if told is not None and one.finding is not None:
                answered[link_id(form, item)] = told
                proofs[link_id(form, item)] = by_uid[one.finding]
        if answered:
            yield FilledForm(visit, form, answered, proofs)


def response(filled: FilledForm, subject: Subject) -> Identity:
    """By the recording and the form."""
    return Identity("QuestionnaireResponse", subject.system("form"), f"{filled.visit.recording}/{filled.form.id}")


def response_entry(filled: FilledForm, subject: Subject, release: ReleaseName) -> Json:
    """Each item that was asked for; one without an answer was not stated, or two answers are in conflict."""
    identity = response(filled, subject)
    decided = [decision for one in filled.proofs.values() if (decision := standing(one))]
    items: list[Json] = []
    for item in filled.form.items:
        told = filled.answered.get(name := link_id(filled.form, item))
        # The id is what a Provenance's target names, so that each answer is traced to its own evidence.
        items.append(written({"id": name, "linkId": name, "text": item.question, "answer": [told] if told else None}))
    content: Json = {
        "meta": None if decided else candidate_meta(),
        "identifier": identity.identifier if release == "R4B" else [identity.identifier],
        "questionnaire": canonical(subject.study.study.study.id, filled.form),
        "status": "completed" if filled.complete else "in-progress",
        "subject": subject.patient.reference,
        "authored": instant(max((one.at for one in decided), default=filled.visit.taken_in_at)),
        "item": items,
    }
    return entry(identity, written(content), release)
