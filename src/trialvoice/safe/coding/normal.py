"""Words as a dictionary is searched by: stemmed, in one spelling, without the small ones."""

from functools import lru_cache

from trialvoice.safe.language.stems import small_words, tokens

_ONE_SPELLING = (("ae", "e"), ("oe", "e"), ("our", "or"), ("ys", "is"))
"""British as American, in what is asked and in what is searched alike, so it need not be right everywhere."""


@lru_cache(maxsize=50_000)
def telling_words(text: str) -> tuple[str, ...]:
    """ "Diarrhoea of the bowels" is ("diarrhea", "bowel")."""
    small = small_words("not_telling")
    return tuple(_spelled(token.stem) for token in tokens(text) if token.stem not in small)


def _spelled(word: str) -> str:
    for one, other in _ONE_SPELLING:
        word = word.replace(one, other)
    return word
