"""What an event is called in a dictionary and how bad it was: terms, facts, severity, grade."""

from collections.abc import Sequence
from dataclasses import dataclass

from trialvoice.core.findings import Criterion, DictionaryCoding, Evidence, SeverityFact
from trialvoice.safe.coding.coder import Coder
from trialvoice.safe.events import stools
from trialvoice.safe.events.about import Piece
from trialvoice.safe.events.facts import severity_facts
from trialvoice.safe.events.grade import Graded, grade_of
from trialvoice.safe.events.results import Result, worst_result
from trialvoice.safe.events.severity import HowSevere, severity
from trialvoice.safe.events.treatment import Treated
from trialvoice.safe.language.dialogue import Dialogue


@dataclass(frozen=True, slots=True)
class Telling:
    """How an event is told. pieces: how it went.  case: what was decided of it, as well.  given: against it.

    met: criteria of seriousness, each with what proves it.
    """

    dialogue: Dialogue
    pieces: Sequence[Piece]
    case: Sequence[Piece]
    given: Sequence[Treated]
    met: Sequence[tuple[Criterion, Evidence]]


@dataclass(frozen=True, slots=True)
class Rated:
    """Terms, severity and grade, each with the rule that gave it, and the facts they rest on."""

    codings: tuple[DictionaryCoding, ...]
    facts: tuple[SeverityFact, ...]
    severity: HowSevere
    graded: Graded


def _result(telling: Telling, term: str) -> Result | None:
    """What was measured or counted, and decides the grade of that term."""
    if term == stools.TERM:
        return stools.by_stools(telling.dialogue, telling.pieces)
    return worst_result(telling.dialogue, term, telling.pieces)


def rate(reported: str, telling: Telling, coder: Coder) -> Rated:
    """By code alone, from what was said. reported: the event's term."""
    dialogue, pieces = telling.dialogue, telling.pieces
    codings = coder.codings(reported)
    term = codings[0].coding
    facts = severity_facts(dialogue, pieces, telling.given, telling.met)
    judged = severity(dialogue, telling.case, facts)
    result = _result(telling, term.term) if term else None
    if result:
        facts = (*facts, SeverityFact(fact="result", evidence=result.evidence))
    return Rated(codings, facts, judged, grade_of(coder.criteria(term), facts, judged, result))
