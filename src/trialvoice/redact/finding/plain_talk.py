"""Which texts hold nothing that a model of named entities could name: most of what people say in a visit."""

import re

from trialvoice.redact.words import is_ordinary

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_I = frozenset(("I", "I'm", "I've", "I'd", "I'll"))


def is_plain(text: str) -> bool:
    """Whether every word is an ordinary one, and none is written large but where a sentence starts."""
    starts, at = True, 0
    for found in _WORD.finditer(text):
        word = found[0].replace("’", "'")
        starts = starts or any(sign in ".?!" for sign in text[at : found.start()])
        if (word[0].isupper() and not starts and word not in _I) or not is_ordinary(word.lower()):
            return False
        starts, at = False, found.end()
    return True
