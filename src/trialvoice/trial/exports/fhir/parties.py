"""Who and what takes part: the participant by number alone, the study, the site, the people and the software."""

import hashlib
import json
from dataclasses import dataclass

from trialvoice.trial.exports.fhir.bindings import Json, ReleaseName, own_system
from trialvoice.trial.exports.fhir.entries import Identity, entry
from trialvoice.trial.record.people import Actor
from trialvoice.trial.record.reviewed import ReviewedStudy, ReviewedVisit


@dataclass(frozen=True)
class Subject:
    """One participant of one study. begun: whether a first dose is known."""

    study: ReviewedStudy
    site: str
    number: str
    begun: bool

    @property
    def _study(self) -> str:
        return self.study.study.study.id

    def system(self, name: str) -> str:
        """One of our systems, of this study and site."""
        return own_system(name, study=self._study, site=self.site)

    @property
    def patient(self) -> Identity:
        """By the subject number, which means nothing outside the site."""
        return Identity("Patient", self.system("subject"), self.number)

    @property
    def trial(self) -> Identity:
        """The study."""
        return Identity("ResearchStudy", self.system("study"), self._study)

    @property
    def centre(self) -> Identity:
        """The site."""
        return Identity("Organization", self.system("site"), self.site)

    def entries(self, release: ReleaseName) -> list[Json]:
        """Site, study, participant and enrolment. No name of a site, no demographics: numbers only."""
        study = self.study.study.study
        enrolled = Identity("ResearchSubject", self.system("enrolment"), self.number)
        person = "individual" if release == "R4B" else "subject"
        site = {"identifier": [self.centre.identifier], "name": f"Site {self.site}"}
        trial = {"identifier": [self.trial.identifier], "title": study.title, "status": "active"}
        patient = {"identifier": [self.patient.identifier], "managingOrganization": self.centre.reference}
        enrolment = {
            "identifier": [enrolled.identifier],
            "status": self._status(release),
            "study": self.trial.reference,
            person: self.patient.reference,
        }
        whole = ((self.centre, site), (self.trial, trial), (self.patient, patient), (enrolled, enrolment))
        return [entry(identity, resource, release) for identity, resource in whole]

    def _status(self, release: ReleaseName) -> str:
        if release == "R5":
            return "active"
        return "on-study" if self.begun else "screening"


def person(actor: Actor) -> Identity:
    """A reviewer, by account."""
    return Identity("Practitioner", own_system("user"), actor.id)


def person_entry(actor: Actor, release: ReleaseName) -> Json:
    """With the printed name, as signatures show it."""
    identity = person(actor)
    return entry(identity, {"identifier": [identity.identifier], "name": [{"text": actor.name}]}, release)


def software(visit: ReviewedVisit) -> Identity:
    """The program with the models that read a visit: other models are another device."""
    run = visit.result.identity
    content = json.dumps([run.code_version, sorted(run.models.items())]).encode()
    return Identity("Device", own_system("software"), hashlib.sha256(content).hexdigest()[:32])


def software_entry(visit: ReviewedVisit, release: ReleaseName) -> Json:
    """Version of the code, and name and hash of each model."""
    identity, run = software(visit), visit.result.identity
    versions = [{"type": {"text": "software"}, "value": run.code_version}]
    versions += [{"type": {"text": role}, "value": model} for role, model in sorted(run.models.items())]
    name = {"name" if release == "R4B" else "value": "trialvoice", "type": "user-friendly-name"}
    named = {"deviceName" if release == "R4B" else "name": [name]}
    return entry(identity, {"identifier": [identity.identifier], **named, "version": versions}, release)
