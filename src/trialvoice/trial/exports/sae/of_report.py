"""Section C: who reports, and which study it is."""

from collections.abc import Iterator

from trialvoice.core.findings import AdverseEvent
from trialvoice.trial.exports.sae.case import Case, Filled
from trialvoice.trial.exports.sae.elements import table
from trialvoice.trial.record.people import Actor


def of_reporter(case: Case) -> Iterator[Filled]:
    """An investigator who accepted or signed it, by printed name; nobody is named from speech."""
    reporter = _reporter(case)
    if reporter is not None:
        actor, act = reporter
        yield Filled("reporter_name", actor.name, (case.proofs.written("person", act),), note=actor.role)
    yield Filled("reporter_site", f"site {case.followed.site}", case.row(case.last, "site"))


def of_study(case: Case) -> Iterator[Filled]:
    """Which study it is."""
    yield Filled("report_type", table().codes["report_type"]["2"], case.study_file("study.id"), code="2")
    yield Filled("study_name", case.study.study.title, case.study_file("study.title"))
    yield Filled("study_number", case.study.study.id, case.study_file("study.id"))


def _reporter(case: Case) -> tuple[Actor, str] | None:
    """The investigator and the act: of the last telling that has one."""
    for telling in reversed(case.followed.tellings):
        for one in reversed(telling.visit.signatures):
            if one.void_at is None and one.by.role == "investigator" and one.about in ("visit", telling.finding.uid):
                return one.by, f"audit trail: act {one.act}"
        decided = telling.finding.decided
        taken = decided is not None and decided.action in ("accept", "edit", "add")
        if decided is not None and taken and decided.by.role == "investigator":
            assert isinstance(decided.value, AdverseEvent), "an event stays an event"
            return decided.by, f"audit trail: act {decided.act}"
    return None
