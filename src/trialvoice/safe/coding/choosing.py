"""Where words do not decide an event's dictionary term: candidates by words and by meaning, and the model's choice.

A choice is one letter or none. It is marked for review, and "none" leaves the event uncoded.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from trialvoice.core.findings import AdverseEvent, DictionaryCoding, Finding, Tokens
from trialvoice.core.records import Record, SafeTranscript
from trialvoice.safe.asking.ask import LanguageModel, Message, Progress, added, messages_of
from trialvoice.safe.asking.confirm import around
from trialvoice.safe.asking.questions import question
from trialvoice.safe.coding.coder import Choice, Coder, ways_of
from trialvoice.safe.coding.likeness import Embedder, Likeness

MOST = 5
"""Terms to choose among."""
NONE = "none"


class Choices(Record):
    """All choices of a visit; rejected: replies that could not be read."""

    choices: tuple[Choice, ...] = ()
    tokens: Tokens = Tokens()
    rejected: int = 0


NO_CHOICES = Choices()


@dataclass(frozen=True)
class Chooser:
    """Who proposes terms by their meaning, and who chooses among them."""

    model: LanguageModel
    embedder: Embedder


@dataclass(frozen=True, slots=True)
class _Open:
    """An event that a dictionary's words do not decide."""

    finding: Finding
    event: AdverseEvent
    made: DictionaryCoding


def choose(
    findings: Sequence[Finding],
    transcript: SafeTranscript,
    coder: Coder,
    chooser: Chooser,
    progress: Progress = lambda _: None,
) -> Choices:
    """Ask about every reported term that a dictionary does not code by its words. Raises EngineError."""
    by_name = {one.name: Likeness(one, chooser.embedder) for one in coder.dictionaries}
    choices, tokens, rejected = list[Choice](), Tokens(), 0
    undecided = list(_undecided(findings))
    for done, one in enumerate(undecided, start=1):
        choice = _candidates(one, by_name[one.made.dictionary])
        if choice.candidates:
            reply = chooser.model.complete(*_asked(one, choice, transcript))
            letter, tokens = _answer(reply.text), added(tokens, reply)
            rejected += letter is None
            choice = _chosen(choice, letter)
        choices.append(choice)
        progress(done / len(undecided))
    return Choices(choices=tuple(choices), tokens=tokens, rejected=rejected)


def _undecided(findings: Sequence[Finding]) -> Iterator[_Open]:
    """Each reported term once for each dictionary."""
    events = [(finding, finding.value) for finding in findings if isinstance(finding.value, AdverseEvent)]
    found = {
        (made.dictionary, event.term): _Open(finding, event, made)
        for finding, event in events
        for made in event.codings
        if made.state != "coded" and finding.evidence
    }
    return iter(found.values())


def _candidates(one: _Open, likeness: Likeness) -> Choice:
    """Terms that share words come before those that only mean nearly the same."""
    near = likeness.nearest(ways_of(one.event.term), MOST)
    terms = {coding.term: coding for coding in (*one.made.candidates, *near)}
    return Choice(dictionary=one.made.dictionary, reported=one.event.term, candidates=tuple(terms.values())[:MOST])


def _asked(one: _Open, choice: Choice, transcript: SafeTranscript) -> tuple[tuple[Message, ...], str, int]:
    """The messages, the schema of the answer and its most tokens."""
    put, letters = question("coding"), ascii_uppercase[: len(choice.candidates)]
    terms = "\n".join(f"{letter}: {coding.term}" for letter, coding in zip(letters, choice.candidates, strict=True))
    about = {
        "turn": str(one.finding.evidence[0].turn),
        "said": one.event.term,
        "dictionary": choice.dictionary,
        "terms": terms,
    }
    messages = messages_of(around(transcript, one.finding), put.text(about))
    return messages, put.shape(letters=(*letters, NONE)), put.max_tokens


def _answer(text: str) -> str | None:
    """A letter or "none", or None where the reply cannot be read."""
    try:
        answer = json.loads(text)["answer"]
    except (ValueError, KeyError, TypeError):
        return None
    return answer if isinstance(answer, str) else None


def _chosen(choice: Choice, letter: str | None) -> Choice:
    terms = dict(zip(ascii_uppercase, choice.candidates, strict=False))
    return choice.model_copy(update={"coding": terms.get(letter or NONE)})
