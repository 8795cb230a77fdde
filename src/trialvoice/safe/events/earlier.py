"""Events of the same subject's earlier visits, and the words by which a later visit goes back to them."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trialvoice.core.findings import AdverseEvent, Finding
from trialvoice.safe.language.stems import Token, tokens
from trialvoice.safe.lexicon import lexicon

_PLAIN = frozenset(
    """ask asked asks answer talk talked speak spoke phone home house room water eat drink walk stand sit brought show
    about after again all also always and any anything back bad because been before bit but call came come could
    couple day days did does doing done down each else even ever every feel felt few fine for from get getting give
    goes going gone good got had half happen has have hear her here him his hour hours how into just keep kept know
    last least left less like little long look lot made make maybe mean minute minutes month months more morning most
    much must my need never next night nights not nothing now off old once one only other our out over own part
    people place put quite really right round said same saw say says see seem she side since some somebody someone
    something sort start started still stop stopped study such take taken tell than that the their them then there
    these they thing things think this those thought three through till time times today told took too trial try
    turn two under until use used very visit wait want was way week weeks well went were what when where which while
    who whole why will with without woke work would year years yes yesterday yet you your wake morning evening sunday
    monday tuesday wednesday thursday friday saturday january february march april may june july august september
    october november december tablet tablets pill pills capsule dose doctor nurse hospital drug medicine injection
    inhaler grade mild moderate severe related event onset first second third four five six seven eight nine ten""".split()
)
_SHORTEST = 3


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
            said[term].update(_telling(tokens(proof.quote)))
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
        if len(word.stem) >= _SHORTEST and word.word not in _PLAIN and word.stem not in _PLAIN and word.stem.isalpha()
    }
