"""What stands in SUPP-- of every record: its proofs, who decided on it, and what the machine had proposed."""

from collections.abc import Iterator, Sequence

from trialvoice.core.findings import Evidence
from trialvoice.trial.exports.sdtm.dates import moment
from trialvoice.trial.record.followed import Telling
from trialvoice.trial.record.reviewed import ReviewedFinding

_MOST = 99
"""Tellings and proofs of one record that have a name of eight characters. More of one event are left out."""


def proofs(tellings: Sequence[Telling]) -> dict[str, str | None]:
    """Counted notes of a record that those findings tell, in order of time."""
    made: dict[str, str | None] = {}
    for number, (recording, proof) in enumerate(_proofs(tellings), 1):
        if number > _MOST:
            break
        if isinstance(proof, Evidence):
            made |= {f"EVREF{number}": reference(recording, proof), f"EVQ{number}": proof.quote}
        else:
            made |= {f"EVBAS{number}": f"{recording}: {proof}"}
    for number, telling in enumerate(tellings[:_MOST], 1):
        made |= {f"{stem}{number}": text for stem, text in _told(telling.finding)}
    return made


def reference(recording: str, proof: Evidence) -> str:
    """Where a quote is heard: `rec-77#t=312.4,318.0`, in seconds."""
    return f"{recording}#t={_seconds(proof.start)},{_seconds(proof.end)}"


def _seconds(ms: int) -> str:
    """With one digit behind the point at least."""
    text = f"{ms // 1000}.{ms % 1000:03d}".rstrip("0")
    return text + "0" if text.endswith(".") else text


def _proofs(tellings: Sequence[Telling]) -> Iterator[tuple[str, Evidence | str]]:
    for telling in tellings:
        finding = telling.finding.finding
        yield from ((telling.visit.recording, proof) for proof in finding.evidence)
        yield from ((telling.visit.recording, basis) for basis in finding.basis)


def _told(one: ReviewedFinding) -> Iterator[tuple[str, str | None]]:
    yield "FNDID", one.uid
    yield "FNDST", one.status
    if one.decided is not None:
        yield "FNDBY", f"{one.decided.by.name} ({one.decided.by.role})"
        yield "FNDDT", moment(one.decided.at)
        yield "FNDWY", one.decided.reason
    if one.proposed is not None:
        yield "FNDWS", _proposal(one)
        yield "FNDCF", f"{one.finding.confidence:.2f}"
        yield "FNDSR", one.finding.source
    if one.finding.assertion != "present":
        yield "FNDAS", one.finding.assertion
    if one.withdrawn:
        yield "FNDGN", "Y"


def _proposal(one: ReviewedFinding) -> str | None:
    """The machine's words where a person changed them: "dose: 200 milligrams; route: not stated"."""
    assert one.proposed is not None, "asked of what the machine proposed"
    was, now = one.proposed.model_dump(mode="json"), one.value.model_dump(mode="json")
    changed = [name for name in was if was[name] != now.get(name)]
    return "; ".join(f"{name}: {_shown(was[name])}" for name in changed) or None


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(one) for one in value if isinstance(one, str)) or "other"
    return "not stated" if value is None else str(value)
