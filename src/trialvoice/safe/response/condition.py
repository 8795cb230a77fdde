"""How people name the condition under treatment, and what they tell of it by."""

from trialvoice.core.study import Study
from trialvoice.safe.language.cue_file import cue_file
from trialvoice.safe.language.stems import tokens
from trialvoice.safe.lexicon import Phrases, lexicon

_GENERIC = """chronic acute mild moderate severe disease disorder syndrome type the of and in with adult primary major
essential stage active early advanced generalized generalised two one"""
_SAYS_NOTHING = "day days night nights time times week weeks morning mornings hour hours"
_SHORTEST = 3
"""Letters of the last word of a study's term that stands for the whole: "sore joints" is told as "joints"."""


def condition_words(study: Study) -> Phrases:
    """How people name the condition under treatment."""
    return Phrases.of({"condition": sorted(_names(study))})


def condition_and_measures(study: Study) -> Phrases:
    """The same, with what people do, feel or read off by which they tell how it is."""
    return Phrases.of({"condition": sorted(_names(study) | _measures(study.study.indication.lower()))})


def _names(study: Study) -> set[str]:
    indication = study.study.indication.lower()
    said = {indication, *study.study.indication_terms}
    said |= {token.word for token in tokens(indication) if token.word not in _GENERIC.split()}
    for condition, spoken in lexicon().spoken_as.items():
        if condition in indication:
            said |= set(spoken)
    last = {_last_word(term) for term in study.study.indication_terms} - set(_SAYS_NOTHING.split())
    return said | {word for word in last if len(word) >= _SHORTEST}


def _measures(indication: str) -> set[str]:
    measures: dict[str, list[str]] = cue_file("responses").data["measures"]
    return {word for condition, words in measures.items() if condition in indication for word in words}


def _last_word(term: str) -> str:
    found = tokens(term)
    return found[-1].word if found else ""
