"""A second opinion on findings in doubt: one question with two answers each, by a model of the installation's choice.

What it answers changes the confidence and is named to the reviewer. It never takes a finding away.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from trialvoice.core.findings import Finding
from trialvoice.core.records import Probability, Record, SafeTranscript
from trialvoice.core.results import Tokens
from trialvoice.core.study import Study
from trialvoice.safe.asking.ask import LanguageModel, Progress, Reply, added, messages_of
from trialvoice.safe.asking.questions import question
from trialvoice.safe.asking.windows import Line
from trialvoice.safe.confidence import logistic, logit, weight
from trialvoice.safe.report import what

YES, NO = "yes", "no"
AGREES, DISAGREES = "second model agrees", "second model disagrees"
_AROUND = 3
"""Turns shown before and after the quote."""
_MOST_CHARS = 1_200
"""Of one turn shown."""
EVEN = 0.5
"""From here on the second model agrees."""
_SURE = (0.02, 0.98)
"""Bounds of a token's probability: raw ones of small models are far too sure."""


@dataclass(frozen=True)
class SecondOpinion:
    """Who is asked, and below which confidence."""

    model: LanguageModel
    below: float


class SecondLook(Record):
    """The answer on one finding. yes: its probability, 1 or 0 where the server tells none."""

    finding: str
    yes: Probability


class SecondLooks(Record):
    """All answers on a visit; rejected: those that could not be read."""

    looks: tuple[SecondLook, ...] = ()
    tokens: Tokens = Tokens()
    rejected: int = 0


NO_LOOKS = SecondLooks()


def confirm(
    findings: Sequence[Finding],
    transcript: SafeTranscript,
    study: Study,
    second: SecondOpinion,
    progress: Progress = lambda _: None,
) -> SecondLooks:
    """Ask about every finding below the confidence that has a quote. Raises EngineError."""
    doubted = [finding for finding in findings if finding.evidence and finding.confidence < second.below]
    put, looks, tokens = question("confirm"), list[SecondLook](), Tokens()
    for done, finding in enumerate(doubted, start=1):
        asked = messages_of(around(transcript, finding), put.text(_about(finding, study)))
        reply = second.model.complete(asked, put.shape(), put.max_tokens, choices=(YES, NO))
        tokens = added(tokens, reply)
        yes = _yes(reply)
        looks += [SecondLook(finding=finding.id, yes=yes)] if yes is not None else []
        progress(done / len(doubted))
    return SecondLooks(looks=tuple(looks), tokens=tokens, rejected=len(doubted) - len(looks))


def weighed(findings: Sequence[Finding], looks: SecondLooks) -> tuple[Finding, ...]:
    """The same findings, each that was looked at with its new confidence and what the second model thinks."""
    told = {look.finding: look.yes for look in looks.looks}
    return tuple(_weighed(finding, told[finding.id]) if finding.id in told else finding for finding in findings)


def _weighed(finding: Finding, yes: float) -> Finding:
    least, most = _SURE
    before, said = (logit(min(max(share, least), most)) for share in (finding.confidence, yes))
    sure = round(logistic(before + weight("second") * said), 3)
    reason = AGREES if yes >= EVEN else DISAGREES
    return finding.model_copy(update={"confidence": sure, "review": (*finding.review, reason)})


def around(transcript: SafeTranscript, finding: Finding) -> list[Line]:
    """The quoted turn with those around it."""
    at = next(at for at, turn in enumerate(transcript.turns) if turn.id == finding.evidence[0].turn)
    return [Line(turn, turn.text[:_MOST_CHARS]) for turn in transcript.turns[max(at - _AROUND, 0) : at + _AROUND + 1]]


def _about(finding: Finding, study: Study) -> dict[str, str]:
    drug, indication = study.study.drug, study.study.indication
    proof, statement = finding.evidence[0], question("confirm").statement(finding.value.kind)
    told = statement.substitute(drug=drug, indication=indication, what=what(finding))
    return {"statement": told, "turn": str(proof.turn), "quote": proof.quote}


def _yes(reply: Reply) -> float | None:
    """The probability of a yes, or None where the answer cannot be read."""
    if YES in reply.chances:
        return reply.chances[YES]
    try:
        answer = json.loads(reply.text)["answer"]
    except (ValueError, KeyError, TypeError):
        return None
    return {YES: 1.0, NO: 0.0}.get(answer)
