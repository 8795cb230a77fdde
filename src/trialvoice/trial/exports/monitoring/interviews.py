"""What a report is made from: one interview, the site's earlier ones, and its subjects' visits between them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from trialvoice.core.findings import FollowUp, ProtocolDeviation, Status
from trialvoice.trial.exports.monitoring.records import Undecided
from trialvoice.trial.exports.printed.proof import Proofs
from trialvoice.trial.record.reviewed import ReviewedFinding, ReviewedStudy, ReviewedVisit


@dataclass(frozen=True)
class Interview:
    """An interview of a site. earlier: the interviews before it.  since: visits of subjects after the last of those.

    of_site: every visit of the site.  statuses: what counts.  All in order of time.
    """

    study: ReviewedStudy
    visit: ReviewedVisit
    earlier: tuple[ReviewedVisit, ...]
    since: tuple[ReviewedVisit, ...]
    of_site: tuple[ReviewedVisit, ...]
    statuses: frozenset[Status]
    proofs: Proofs = field(default_factory=Proofs)

    def counted(self, visit: ReviewedVisit) -> Iterator[ReviewedFinding]:
        """The findings of a visit that count, in the visit's order."""
        return (one for one in visit.findings if one.status in self.statuses)

    def undecided(self) -> Undecided:
        """What nobody has decided on."""
        return Undecided(
            interview=sum(one.status == "candidate" for one in self.visit.findings),
            subject_deviations=_candidates(self.since, ProtocolDeviation),
            earlier_actions=_candidates(self.earlier, FollowUp),
        )


def interviews(study: ReviewedStudy, statuses: frozenset[Status]) -> Iterator[Interview]:
    """Every visit that is no subject's, by site and time."""
    for site in sorted({visit.site for visit in study.visits}):
        visits = tuple(sorted((one for one in study.visits if one.site == site), key=_in_time))
        mine = [one for one in visits if not one.of_a_subject]
        for at, visit in enumerate(mine):
            last = mine[at - 1] if at else None
            since = tuple(
                one
                for one in visits
                if one.of_a_subject
                and one.recorded_at <= visit.recorded_at
                and (last is None or one.recorded_at > last.recorded_at)
            )
            yield Interview(study, visit, tuple(mine[:at]), since, visits, statuses)


def _in_time(visit: ReviewedVisit) -> tuple[float, str]:
    return visit.recorded_at.timestamp(), visit.recording


def _candidates(visits: tuple[ReviewedVisit, ...], kind: type[FollowUp | ProtocolDeviation]) -> int:
    return sum(one.status == "candidate" and isinstance(one.value, kind) for v in visits for one in v.findings)
