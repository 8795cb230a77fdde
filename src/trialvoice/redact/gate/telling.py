"""Which words give somebody away by themselves."""

import re

from trialvoice.redact.finding.known import name_words
from trialvoice.redact.lexicon import MONTHS, WEEKDAYS
from trialvoice.redact.policy import default_policy
from trialvoice.redact.words import is_drug, is_ordinary

_SHORTEST = 3


def telling(word: str) -> bool:
    """Whether a lower-case word alone gives somebody away: no ordinary word, drug, state or month."""
    stays = word in default_policy().stays or word in MONTHS or word in WEEKDAYS
    return len(word) >= _SHORTEST and not (stays or is_ordinary(word) or is_drug(word))


def telling_words(text: str) -> set[str]:
    """The words of a text that do, in lower case."""
    return {word for word in re.findall(r"[^\W\d_]+", text.lower()) if telling(word)}


def telling_parts(name: str) -> set[str]:
    """The words of a name that do, titles and particles left out."""
    return {word for word in name_words(name) if telling(word)}
