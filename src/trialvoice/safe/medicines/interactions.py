"""Medicines that are not to be taken together, by the study's list and one of the installation's.

The study drug is taken by everybody; another medicine counts where the participant takes it now. Names are matched by
ingredient, so a brand or a misheard name is the same as the plain one, and by the classes of `lexicon/drugs.toml`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from trialvoice.core.findings import ConcomitantMedication, Evidence, Interaction
from trialvoice.core.interaction_list import Pair, PairList
from trialvoice.core.study import Study
from trialvoice.safe.drafts import Draft
from trialvoice.safe.language.dialogue import Dialogue
from trialvoice.safe.lexicon import lexicon
from trialvoice.safe.medicines.medicine_names import known_names, study_drug

_SOURCE = "rule:interactions@1"
_STUDY_FILE = "study.toml"
_BOTH_NOT_SURE = "not known to be taken at the same time"


@dataclass(frozen=True, slots=True)
class _Medicine:
    """names: plain ones, lower-case.  evidence: () for a study drug that nobody names."""

    said: str
    names: frozenset[str]
    evidence: tuple[Evidence, ...]
    confidence: float
    ended: bool = False
    studied: bool = False


def interactions(
    dialogue: Dialogue, study: Study, found: Sequence[Draft], listed: PairList | None = None
) -> tuple[Draft, ...]:
    """Drafts, one for each two medicines. found: drafts, of which medicines are read.  listed: besides the study's."""
    taken = [_study_drug(dialogue, study), *(m for draft in found if (m := _taken(draft)))]
    lists = [(_STUDY_FILE, study.interactions)] + ([(listed.name, listed.pairs)] if listed else [])
    return tuple(draft for one, other in combinations(taken, 2) for draft in _first(one, other, lists))


def _first(one: _Medicine, other: _Medicine, lists: Sequence[tuple[str, Sequence[Pair]]]) -> Iterator[Draft]:
    """By the first list that has both."""
    for name, pairs in lists:
        for pair in pairs:
            if _holds(pair, one, other):
                yield _draft(one, other, pair, name)
                return


def _holds(pair: Pair, one: _Medicine, other: _Medicine) -> bool:
    first, second = meant_by(pair.first), meant_by(pair.second)
    return bool((one.names & first and other.names & second) or (one.names & second and other.names & first))


def _draft(one: _Medicine, other: _Medicine, pair: Pair, name: str) -> Draft:
    value = Interaction(
        first=one.said,
        second=other.said,
        with_study_drug=one.studied,
        severity=pair.severity,
        text=pair.text,
        listed_in=name,
    )
    evidence = (*one.evidence[:1], *other.evidence[:1])
    basis = (f"{name}: {pair.first} with {pair.second}",)
    review = (_BOTH_NOT_SURE,) if one.ended or other.ended else ()
    return Draft(value, evidence, _SOURCE, min(one.confidence, other.confidence), basis=basis, review=review)


def _study_drug(dialogue: Dialogue, study: Study) -> _Medicine:
    own = study_drug(study)
    said = next(((s, hit) for s in dialogue.sentences for hit in own.find(s.words)), None)
    proof = (dialogue.evidence(said[0].at, said[0].start, said[0].end),) if said else ()
    names = frozenset(name.lower() for name in (study.study.drug, *study.study.drug_names))
    return _Medicine(study.study.drug, names, proof, 0.99, studied=True)


def _taken(draft: Draft) -> _Medicine | None:
    value = draft.value
    if not isinstance(value, ConcomitantMedication) or draft.assertion != "present":
        return None
    names = plain_names(value.name)
    return _Medicine(value.name, names, draft.evidence, draft.confidence, ended=value.ongoing is False)


@lru_cache(maxsize=4096)
def plain_names(name: str) -> frozenset[str]:
    """The plain names, lower-case, of a medicine's name as findings have it: "Singulair (montelukast)"."""
    parts = [part.strip() for part in re.split(r"[()]", name) if part.strip()]
    ingredients = [single for part in parts for single in re.split(r" and |/", part)]
    return frozenset(known.lower() for each in (*parts, *ingredients) for known in (each, *known_names(each)))


@lru_cache(maxsize=4096)
def meant_by(listed: str) -> frozenset[str]:
    """The plain names, lower-case, that a name of a list stands for: an ingredient, a brand, or a class's members."""
    name = listed.lower()
    known = {plain.lower() for plain in known_names(listed)}
    if known - {general.lower() for general in lexicon().general_drugs}:
        return frozenset({name} | known)
    members = {
        drug.lower() for key, drugs in lexicon().classes.items() if re.search(rf"\b{key}", name) for drug in drugs
    }
    return frozenset({name} | known | members)
