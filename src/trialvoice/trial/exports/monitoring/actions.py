"""Actions required: who owns them, and by when, as far as the words of the interview say so."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from trialvoice.core.findings import FollowUp
from trialvoice.core.records import Role
from trialvoice.trial.exports.monitoring.interviews import Interview
from trialvoice.trial.exports.monitoring.layout import layout
from trialvoice.trial.exports.monitoring.records import Action
from trialvoice.trial.record.reviewed import ReviewedVisit


def actions(of: Interview, visits: Sequence[ReviewedVisit]) -> Iterator[Action]:
    """The accepted follow-ups of those interviews."""
    for visit in visits:
        for one in of.counted(visit):
            value = one.value
            if isinstance(value, FollowUp):
                proofs = one.finding.evidence
                yield Action(
                    finding=one.uid,
                    recording=visit.recording,
                    recorded_at=visit.recorded_at,
                    reason=value.reason,
                    label=layout().reasons[value.reason],
                    text=value.what,
                    owner=owner(value.reason, proofs[0].role if proofs else "unknown", visit.participants),
                    due=due(proof.quote for proof in proofs),
                    proofs=of.proofs.of(visit, one),
                )


def owner(reason: str, speaker: Role, present: Sequence[Role]) -> Role | None:
    """Who promised it; of what was asked for, the other one where exactly two take part; None where that is nobody."""
    if speaker == "unknown" or speaker not in present:
        return None
    if reason == "promised":
        return speaker
    others = [role for role in present if role != speaker]
    if reason == "requested" and len(present) == 2 and len(others) == 1 and others[0] != "unknown":
        return others[0]
    return None


def due(quotes: Iterable[str]) -> tuple[str, ...]:
    """The words of the quotes that say by when, each once, in the order they were said."""
    found = (match.group() for quote in quotes for match in _due_pattern().finditer(quote))
    return tuple(dict.fromkeys(found))


@cache
def _due_pattern() -> re.Pattern[str]:
    words = layout().due
    placeholder = r"\[DATE_\d+\]"
    dated = rf"(?:\d{{1,2}}(?:st|nd|rd|th)? )?{_any(words.units)}(?: \d{{1,2}}(?:st|nd|rd|th)?)?\b"
    by = rf"{_any(words.leads)} (?:{_any(words.qualifiers)} )?(?:{placeholder}|{dated}|\d{{1,2}}(?:st|nd|rd|th)\b)"
    within = rf"{_any(words.within)} (?:\d{{1,3}}|{_any(words.numbers)}) {_any(words.spans)}\b"
    return re.compile(rf"(?<!\w)(?:{by}|{within}|{_any(words.alone)}\b)", re.IGNORECASE)


def _any(words: Sequence[str]) -> str:
    """The longest first, so that a phrase is taken whole."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"
