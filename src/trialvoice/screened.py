"""What triage finds in a recording, once the gate has read it: adverse events, and nothing else."""

from trialvoice.core.findings import AdverseEvent, Finding
from trialvoice.core.records import Record
from trialvoice.core.results import VisitResult


class Screened(Record):
    """The adverse events of one visit."""

    recording: str
    study: str
    site: str
    subject: str
    visit: str
    findings: tuple[Finding, ...]

    @property
    def serious(self) -> tuple[tuple[Finding, AdverseEvent], ...]:
        """Those that a criterion of seriousness was stated of and that nobody has rejected."""
        events = ((one, one.value) for one in self.findings if isinstance(one.value, AdverseEvent))
        return tuple((one, event) for one, event in events if event.serious and one.status != "rejected")


def screened_of(result: VisitResult) -> Screened:
    """The same of a visit that was processed to its end."""
    return Screened(
        findings=tuple(one for one in result.findings if one.value.kind == "adverse_event"),
        **result.model_dump(include={"recording", "study", "site", "subject", "visit"}),
    )
