"""The export `sae`: a worksheet of every serious adverse event, as HTML and JSON, and their index."""

from trialvoice.core.findings import Status
from trialvoice.trial.exports.printed.second_opinions import html5_faults
from trialvoice.trial.exports.sae.case import cases
from trialvoice.trial.exports.sae.check import WORKSHEETS, our_faults
from trialvoice.trial.exports.sae.index import index
from trialvoice.trial.exports.sae.pages import index_page, worksheet_page
from trialvoice.trial.exports.sae.worksheet import worksheet
from trialvoice.trial.exports.target import Check, Target
from trialvoice.trial.record.reviewed import ReviewedStudy


def _make(study: ReviewedStudy, statuses: frozenset[Status]) -> dict[str, bytes]:
    made = [worksheet(case, study) for case in cases(study, statuses)]
    return WORKSHEETS.files(made, worksheet_page, index(study, made), index_page)


SAE = Target(
    name="sae",
    title="Serious adverse event worksheets",
    make=_make,
    checks=(
        Check("trialvoice's rules", True, our_faults),
        Check("jsonschema, by the export's own schema", False, WORKSHEETS.by_schema),
        Check("html5lib", False, html5_faults),
    ),
)
