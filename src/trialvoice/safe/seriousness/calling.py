"""Whether a sentence says what something is called, on the word of doctors, letters, tests, or the site's staff."""

import re

from trialvoice.safe.language.dialogue import Dialogue, Sentence

_AUTHORITY = re.compile(
    r"\b(?:they|\w+ology|doctors?|consultant|surgeon|specialist|hospital|letter|scan|x-?ray|sheet|summary|report|"
    r"tests?|bloods?|"
    r"biopsy|scope|camera|it)(?:'ve| have| had|'d)? (?:\w+ )?"
    r"(?:(?:has|had|have|puts?|put|logged|entered|recorded) (?:it|that|this) (?:down )?as|"
    r"said|says|say|called|call|told (?:me|us|him|her)|"
    r"found|show(?:ed|s|n)|reckon\w*|thought|put|confirmed|diagnosed|wrote|was|turned out)\b|\bdiagnos\w+\b|"
    r"\b(?:it's|it is|was) called\b|\bthe word\b",
    re.IGNORECASE,
)
_STAFF_NAME_IT = re.compile(
    r"^\W*(?:(?:okay|ok|right|and|ah|oh|yeah|yes|well)\W+)*(?:so\b|that'?s\b|that was\b|that is\b|it'?s\b|it was\b|"
    r"they "
    r"(?:looked|found)|sounds|the (?:diagnosis|event)|we (?:graded|called|have)|must have|"
    r"it says|and it says|with\b)",
    re.IGNORECASE,
)


def names_it(dialogue: Dialogue, sentence: Sentence) -> bool:
    """Whether somebody who would know calls it something in this sentence."""
    if _AUTHORITY.search(sentence.text):
        return True
    return dialogue.staff(sentence.turn) and bool(_STAFF_NAME_IT.search(sentence.text))
