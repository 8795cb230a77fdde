"""The AdminData of ODM 1.3.2: who acted in which role, the sites, and what signatures mean."""

from collections.abc import Iterator

from lxml import etree

from trialvoice.trial.exports.odm.elements import child
from trialvoice.trial.exports.odm.log_forms import log_forms
from trialvoice.trial.exports.odm.proof import REVIEW_SITE, actors, user_oid
from trialvoice.trial.record.people import Actor, proposer
from trialvoice.trial.record.reviewed import ReviewedStudy

USER_TYPES = {
    "investigator": "Investigator",
    "monitor": "Sponsor",
    "data_manager": "Sponsor",
    "safety_reviewer": "Sponsor",
    "system": "Other",
}


def admin_data(top: etree._Element, record: ReviewedStudy, version: str) -> None:
    """Everybody who acted on the study, whether or not the file shows what they did."""
    study = record.study.study.id
    made = child(top, "AdminData", StudyOID=study)
    for actor in actors(acted(record)):
        user = child(made, "User", OID=user_oid(actor), UserType=USER_TYPES[actor.role])
        child(user, "LoginName", actor.id)
        child(user, "DisplayName", f"{actor.name} ({actor.role.replace('_', ' ')})")
        child(user, "FullName", actor.name)
    for oid, name, kind, since in locations(record):
        place = child(made, "Location", OID=oid, Name=name, LocationType=kind)
        child(place, "MetaDataVersionRef", StudyOID=study, MetaDataVersionOID=version, EffectiveDate=since)
    for meaning, reason in log_forms().meanings.items():
        definition = child(made, "SignatureDef", OID=signature_oid(meaning), Methodology="Electronic")
        child(definition, "Meaning", meaning)
        child(definition, "LegalReason", reason)


def signature_oid(meaning: str) -> str:
    """Of what a signature says."""
    return f"SD.{meaning}"


def acted(record: ReviewedStudy) -> Iterator[Actor]:
    """All who did something, this program too."""
    for visit in record.visits:
        yield proposer(visit.result.identity)
        yield from (query.by for query in visit.queries)
        yield from (signature.by for signature in visit.signatures)
        for one in visit.findings:
            yield one.recorded_by
            yield from (decision.by for decision in one.decisions)


def locations(record: ReviewedStudy) -> Iterator[tuple[str, str, str, str]]:
    """(OID, name, type, day of the first recording). A site's own name is an identifier, and is not written."""
    every = min((visit.recorded_at for visit in record.visits), default=record.as_of).date().isoformat()
    for site in record.study.sites:
        days = [visit.recorded_at.date().isoformat() for visit in record.visits if visit.site == site.id]
        yield f"LO.{site.id}", f"Site {site.id}", "Site", min(days, default=every)
    yield REVIEW_SITE, "The review application", "Other", every
