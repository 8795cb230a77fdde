"""The pages of the reports: HTML made of the records that the JSON holds, so that both tell the same."""

from trialvoice.trial.exports.monitoring.layout import layout
from trialvoice.trial.exports.monitoring.records import Index, Report
from trialvoice.trial.exports.printed.pages import page


def report_page(of: Report) -> bytes:
    """One report."""
    return page(
        __package__,
        "report.html.j2",
        of,
        layout=layout(),
        numbers={proof.id: at for at, proof in enumerate(of.proofs)},
        signers=() if any(one.state == "holds" for one in of.signatures) else layout().signers,
    )


def index_page(of: Index) -> bytes:
    """The list of all."""
    return page(__package__, "index.html.j2", of)
