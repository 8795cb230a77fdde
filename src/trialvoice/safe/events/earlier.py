"""Events of the same subject's earlier visits, and the words by which a later visit goes back to them."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trialvoice.core.findings import AdverseEvent, Finding
from trialvoice.safe.language.stems import Token, small_words, tokens
from trialvoice.safe.lexicon import lexicon

_SHORTEST = 3
_LIKENED = re.compile(
    r"\b(?:as (?:a|an|the) \w+|teeth (?:were |was |are )?(?:going|chattering|knocking))", re.IGNORECASE
)
"""Figures of speech, whose words go back to nothing."""


@dataclass(frozen=True, slots=True)
class EarlierEvent:
    """An event of an earlier visit.  stems: words of its name and quotes that no other event there shares."""

    term: str
    stems: frozenset[str]
    named: frozenset[str]


def earlier_events(findings: Iterable[Finding]) -> tuple[EarlierEvent, ...]:
    """Adverse events found in earlier visits, oldest first, by plain name and telling words."""
    events = [(f.value, f) for f in findings if isinstance(f.value, AdverseEvent)]
    said: dict[str, set[str]] = {}
    named: dict[str, set[str]] = {}
    for event, finding in events:
        term = _plain_name(event.term)
        named.setdefault(term, set()).update(_telling(tokens(event.term)))
        said.setdefault(term, set()).update(named[term])
        for proof in finding.evidence:
            said[term].update(_telling(tokens(_LIKENED.sub(" ", proof.quote))))
    shared = Counter(stem for stems in said.values() for stem in stems)
    return tuple(
        EarlierEvent(term, frozenset(s for s in stems if shared[s] == 1 or s in named[term]), frozenset(named[term]))
        for term, stems in said.items()
    )


def meant(words: Sequence[Token], events: Sequence[EarlierEvent]) -> EarlierEvent | None:
    """The earlier event that these words go back to, the latest of several that fit as well; None where none fits."""
    stems = {near for word in words for near in (word.stem, *lexicon().parts.get(word.stem, ()))}
    fitting = [(len(stems & event.named), len(stems & event.stems), at) for at, event in enumerate(events)]
    best = max(fitting, default=(0, 0, 0))
    return events[best[2]] if best[0] or best[1] else None


def _plain_name(term: str) -> str:
    """The term of "threw up (vomiting)": vomiting."""
    inside = re.search(r"\(([^)]+)\)\s*$", term)
    return inside[1] if inside else term


def _telling(words: Iterable[Token]) -> set[str]:
    return {
        word.stem
        for word in words
        if len(word.stem) >= _SHORTEST and not {word.word, word.stem} & small_words("plain") and word.stem.isalpha()
    }
