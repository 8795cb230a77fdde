"""The export `monitoring`: a report of every monitoring interview, as HTML and JSON, and their index."""

from trialvoice.core.findings import Status
from trialvoice.trial.exports.monitoring.check import REPORTS, our_faults
from trialvoice.trial.exports.monitoring.index import index
from trialvoice.trial.exports.monitoring.interviews import interviews
from trialvoice.trial.exports.monitoring.pages import index_page, report_page
from trialvoice.trial.exports.monitoring.report import report
from trialvoice.trial.exports.printed.second_opinions import html5_faults
from trialvoice.trial.exports.target import Check, Target
from trialvoice.trial.record.reviewed import ACCEPTED, ReviewedStudy


def _make(study: ReviewedStudy, statuses: frozenset[Status]) -> dict[str, bytes]:
    """A report holds what people accepted: other statuses can make it narrower, never wider."""
    made = [report(one) for one in interviews(study, statuses & ACCEPTED)]
    return REPORTS.files(made, report_page, index(study, made), index_page)


MONITORING = Target(
    name="monitoring",
    title="Monitoring visit reports",
    make=_make,
    checks=(
        Check("trialvoice's rules", True, our_faults),
        Check("jsonschema, by the export's own schema", False, REPORTS.by_schema),
        Check("html5lib", False, html5_faults),
    ),
)
