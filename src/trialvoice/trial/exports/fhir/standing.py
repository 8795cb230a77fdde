"""How far people stand behind what is written: who decided first and last, and what nobody has looked at yet."""

from collections.abc import Iterable

from trialvoice.trial.exports.fhir.bindings import Json, own_system
from trialvoice.trial.record.followed import Telling
from trialvoice.trial.record.reviewed import ACCEPTED, Decision, ReviewedFinding

CANDIDATE = "candidate"
MAKE_DATA = ("accept", "edit", "add")
"""What a person does by which a finding becomes data."""


def standing(one: ReviewedFinding) -> Decision | None:
    """The decision by which a finding is accepted, None where it is not."""
    return one.decided if one.status in ACCEPTED else None


def first_decided(tellings: Iterable[Telling]) -> Decision | None:
    """The decision by which what stands now first became data; what was decided since is in the Provenance."""
    accepted = [one.finding for one in tellings if standing(one.finding)]
    made = [decision for one in accepted for decision in one.decisions if decision.action in MAKE_DATA]
    return min(made, key=lambda decision: (decision.at, decision.act), default=None)


def meta(tellings: Iterable[Telling]) -> Json | None:
    """A tag on what no person has accepted, so that nobody takes it for data."""
    return None if first_decided(tellings) else candidate_meta()


def candidate_meta() -> Json:
    """The tag alone."""
    return {"tag": [{"system": own_system("status"), "code": CANDIDATE}]}
