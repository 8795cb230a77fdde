"""The index of a study's reports, by site and time."""

from trialvoice.trial.exports.monitoring.records import Index, Report, Row
from trialvoice.trial.record.reviewed import ReviewedStudy


def index(study: ReviewedStudy, reports: list[Report]) -> Index:
    """A study without interviews has an index without rows."""
    rows = tuple(sorted((row(one) for one in reports), key=by_site))
    return Index(
        study=study.study.study.id,
        title=study.study.study.title,
        as_of=study.as_of,
        last_act=study.last_act,
        undecided=sum(one.undecided for one in rows),
        rows=rows,
    )


def by_site(one: Row | Report) -> tuple[str, float, str]:
    """The order of rows."""
    return one.site, one.recorded_at.timestamp(), one.recording


def row(of: Report) -> Row:
    """A report as the index has it."""
    return Row(
        site=of.site,
        recording=of.recording,
        recorded_at=of.recorded_at,
        undecided=of.undecided.interview,
        findings=len(of.findings),
        deviations=len(of.deviations),
        subject_deviations=len(of.subject_deviations),
        actions=len(of.actions),
        follow_up=len(of.follow_up),
        escalations=len(of.escalations),
        queries=len(of.queries),
        state="signed" if any(one.state == "holds" for one in of.signatures) else "not signed",
        file=file_of(of.site, of.recording),
    )


def file_of(site: str, recording: str) -> str:
    """Name without its ending, from the export's folder."""
    return f"{site}/{recording}"
