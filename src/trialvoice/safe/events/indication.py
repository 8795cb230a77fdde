"""What the condition under treatment is felt as and called: never an event by itself."""

from collections.abc import Sequence

from trialvoice.core.study import Study
from trialvoice.safe.events.body import complaints_in
from trialvoice.safe.language.stems import Token, tokens
from trialvoice.safe.lexicon import Lexicon, lexicon


def indication_terms(study: Study) -> frozenset[str]:
    """Names of problems that are the condition under treatment itself."""
    words = lexicon()
    indication = study.study.indication.lower()
    parts = {hit.name for hit in words.body.find(tokens(indication))}
    known = {
        term
        for condition, felt in words.conditions.items()
        if condition in indication
        for term in felt
        if _same_part(term, parts, words)
    }
    for said in (study.study.indication, *study.study.indication_terms):
        said_words = tokens(said)
        known |= {hit.name for hit in words.symptoms.find(said_words)}
        known |= {hit.name for hit in complaints_in(said_words, words, set())}
        known |= {told.name for told in words.told.find(said_words)}
        known |= _joint_terms(said_words, words)
    return frozenset(known)


def names_indication(study: Study, name: str) -> bool:
    """Whether a name is one that the study file gives the condition under treatment: "the tumour"."""
    stems = {token.stem for token in tokens(name)}
    known = (study.study.indication, *study.study.indication_terms)
    return bool(stems) and any(stems <= {token.stem for token in tokens(said)} for said in known)


def _joint_terms(said: Sequence[Token], words: Lexicon) -> set[str]:
    """All complaints about a part that the study file names bare, such as "my knees"."""
    parts = {hit.name for hit in words.body.find(said)}
    if len(said) > 3 or any(True for _ in words.complaints.find(said)):
        return set()
    names = ("pain", "stiffness", "swelling", "cramps", "weakness", "burning")
    return {words.rename.get(f"{part} {name}", f"{part} {name}") for part in parts for name in names}


def _same_part(term: str, parts: set[str], words: Lexicon) -> bool:
    """A study of the knee treats the knee: pain of the hip would be new."""
    own = {hit.name for hit in words.body.find(tokens(term))} - {"joint"}
    return not parts or not own or bool(own & parts)
