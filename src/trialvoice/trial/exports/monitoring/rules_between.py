"""Our rules between the reports of a site: what is carried over, and where one's time ends and the next begins."""

from collections.abc import Iterator
from itertools import groupby

from trialvoice.trial.exports.monitoring.index import by_site
from trialvoice.trial.exports.monitoring.records import Action, Report
from trialvoice.trial.exports.target import Fault


def between(read: dict[str, Report]) -> Iterator[Fault]:
    """Faults of reports beside those before them. read: name of the file → report."""
    ordered = sorted(read.items(), key=lambda pair: by_site(pair[1]))
    for _, some in groupby(ordered, key=lambda pair: pair[1].site):
        before: list[Report] = []
        for name, one in some:
            for place, rule, text in _after(one, before):
                yield Fault(file=name, place=place, rule=rule, text=text)
            before.append(one)


def _after(one: Report, before: list[Report]) -> Iterator[tuple[str, str, str]]:
    if one.previous != (before[-1].recorded_at if before else None):
        yield "/previous", "window", "not when the interview before it was recorded"
    expected = [_told(action) for earlier in before for action in earlier.actions]
    if [_told(action) for action in one.follow_up] != expected:
        yield "/follow_up", "carried", "not the actions of all earlier interviews, as they stand there"
    known = {line.finding for earlier in before for line in earlier.subject_deviations}
    if any(line.finding in known for line in one.subject_deviations):
        yield "/subject_deviations", "told-twice", "a deviation stands in a report before, too"


def _told(action: Action) -> Action:
    """Without its proofs, whose numbers are the page's own."""
    return action.model_copy(update={"proofs": ()})
