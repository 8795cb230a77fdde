"""Where words do not decide an event's dictionary term: candidates by words and by meaning, and the model's choice.

An answer is one letter or none, weighed with how near each term is. A choice is marked for review, and "none" leaves
the event uncoded.
"""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from trialvoice.core.findings import AdverseEvent, Coding, DictionaryCoding, Finding
from trialvoice.core.records import Record, SafeTranscript
from trialvoice.core.results import Tokens
from trialvoice.safe.asking.ask import LanguageModel, Message, Progress, Reply, added, messages_of
from trialvoice.safe.asking.confirm import around
from trialvoice.safe.asking.questions import question
from trialvoice.safe.coding.coder import Choice, Coder, ways_of
from trialvoice.safe.coding.likeness import FAR, Embedder, Likeness, Near

MOST = 5
"""Terms to choose among."""
NONE = "none"
_NEARNESS = 30.0
"""Weight of a cosine beside the logarithm of an answer's probability. The embedded model alone chooses worse than
nearness alone (`tests/bench/coding.py`); so weighed, a surer model decides where several terms are about as near."""
_LEAST = 1e-3
"""Probability below which answers are alike."""


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
        near, coding = _candidates(one, by_name[one.made.dictionary]), None
        if near:
            reply = chooser.model.complete(*_asked(one, near, transcript))
            tokens, told = added(tokens, reply), _told(reply, _letters(near))
            coding = _best(near, told)
            rejected += not told
        candidates = tuple(term.coding for term in near)
        choices.append(
            Choice(dictionary=one.made.dictionary, reported=one.event.term, candidates=candidates, coding=coding)
        )
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


def _candidates(one: _Open, likeness: Likeness) -> tuple[Near, ...]:
    """Terms that share words come before those that only mean nearly the same."""
    ways = ways_of(one.event.term)
    alike = [Near(coding, likeness.cosine(ways, coding)) for coding in one.made.candidates]
    terms = {near.coding.term: near for near in (*alike, *likeness.nearest(ways, MOST))}
    return tuple(terms.values())[:MOST]


def _letters(near: Sequence[Near]) -> str:
    return ascii_uppercase[: len(near)]


def _asked(
    one: _Open, near: Sequence[Near], transcript: SafeTranscript
) -> tuple[tuple[Message, ...], str, int, tuple[str, ...]]:
    """The messages, the schema of the answer, its most tokens and the answers there are."""
    put, answers = question("coding"), (*_letters(near), NONE)
    about = {
        "turn": str(one.finding.evidence[0].turn),
        "said": one.event.term,
        "dictionary": one.made.dictionary,
        "terms": "\n".join(f"{letter}: {term.coding.term}" for letter, term in zip(_letters(near), near, strict=True)),
    }
    messages = messages_of(around(transcript, one.finding), put.text(about))
    return messages, put.shape(letters=answers), put.max_tokens, answers


def _told(reply: Reply, letters: str) -> Mapping[str, float]:
    """Answer → its probability, 1 for the one given where the server tells none; empty where it cannot be read."""
    try:
        answer = json.loads(reply.text)["answer"]
    except (ValueError, KeyError, TypeError):
        return {}
    return reply.chances or ({answer: 1.0} if answer in (*letters, NONE) else {})


def _best(near: Sequence[Near], told: Mapping[str, float]) -> Coding | None:
    """The term for which the model's answer and nearness speak most, or None where "none" has more for itself."""
    if not told:
        return None
    scores = {NONE: _weighed(told.get(NONE, 0.0), FAR)}
    by_letter = dict(zip(_letters(near), near, strict=True))
    scores |= {letter: _weighed(told.get(letter, 0.0), term.cosine) for letter, term in by_letter.items()}
    best = max(scores, key=lambda letter: scores[letter])
    return by_letter[best].coding if best in by_letter else None


def _weighed(chance: float, cosine: float) -> float:
    return math.log(max(chance, _LEAST)) + _NEARNESS * cosine
