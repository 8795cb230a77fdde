"""What went wrong in a scripted visit, in words, for those who work on the rules."""

from collections.abc import Iterator

from trialvoice.core.findings import Finding
from trialvoice.evaluate.extraction.match import match
from trialvoice.evaluate.extraction.visit_scores import SCORED, asserted, wrong_items
from trialvoice.evaluate.visits.key import EventKey
from trialvoice.evaluate.visits.visit import Expected, ScriptedVisit
from trialvoice.safe.extracted import Extracted


def errors(visit: ScriptedVisit, made: Extracted) -> Iterator[str]:
    """A line each: missed and extra findings by name and place, wrong assertions, wrong form items."""
    texts = {turn.id: turn.text for turn in visit.transcript.turns}
    for kind in SCORED:
        found = [finding for finding in made.findings if finding.value.kind == kind]
        matched = match(found, [one for one in visit.expected if one.key.kind == kind], "named", texts)
        yield from (f"{visit.name}: missed {kind} {_wanted(one, texts)}" for one in matched.missed)
        yield from (f"{visit.name}: extra {kind} {_found(finding)}" for finding in matched.extra)
    yield from _assertions(visit, made, texts)
    yield from (f"{visit.name}: form {line}" for line in wrong_items(visit, made.forms))


def _assertions(visit: ScriptedVisit, made: Extracted, texts: dict[int, str]) -> Iterator[str]:
    for one in visit.expected:
        if not isinstance(one.key, EventKey) or one.key.assertion in ("present", "indication"):
            continue
        said = asserted(one, one.key, made)
        if said and said != {one.key.assertion}:
            yield f"{visit.name}: asserted {', '.join(sorted(said))} of {one.key.assertion} {_wanted(one, texts)}"


def _wanted(one: Expected, texts: dict[int, str]) -> str:
    values = one.key.model_dump(exclude={"id", "kind", "assertion", "optional", "basis", "note"}, exclude_defaults=True)
    quotes = " / ".join(f"{quote.turn}: {texts[quote.turn][quote.start : quote.end]}" for quote in one.quotes)
    return f"{values} <- {quotes}"


def _found(finding: Finding) -> str:
    values = finding.value.model_dump(exclude={"kind"}, exclude_defaults=True)
    quotes = " / ".join(f"{proof.turn}: {proof.quote}" for proof in finding.evidence)
    return f"{values} ({finding.source}, {finding.confidence}) <- {quotes}"
