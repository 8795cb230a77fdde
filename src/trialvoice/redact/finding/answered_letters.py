"""Letters of names and codes that answer a question, said one by one."""

import re
from collections.abc import Iterator
from dataclasses import replace

from trialvoice.redact.finding.codes_said import runs
from trialvoice.redact.policy import Policy
from trialvoice.redact.reading.lines import Line
from trialvoice.redact.spans import Hit
from trialvoice.redact.words import is_abbreviation, is_drug

_LETTERS = re.compile(
    r"(?<![\w'’])(?:(?:double|capital)\s+)?[a-z](?:[\s,.-]+(?:(?:double|capital|then|apostrophe)\s+)*[a-z](?![\w'’]))*(?![\w'’])",
    re.I,
)
_BRIEF = 16  # words of an answer that says a code among other things
_SHORT = 8  # words of an answer whose last letters are a code's


def letters(line: Line) -> Iterator[Hit]:
    """Two letters or more of a name that is being spelled."""
    for found in _LETTERS.finditer(line.text):
        single = re.findall(r"(?<![\w'’])[a-z](?![\w'’])", found[0].lower())
        alone = len(line.tokens) <= 2 and found[0].lower() not in "aio"
        if len(single) > 1 or "double" in found[0].lower() or alone:
            yield Hit(*found.span(), "NAME", 0.6, "answer")


def letters_of_id(line: Line, policy: Policy, *, only: bool) -> Iterator[Hit]:
    """The letters with which a number begins, said alone: "Z G P". only: whether the turn says nothing else."""
    if only or (len(line.tokens) <= _BRIEF and not any(is_drug(token.low) for token in line.tokens)):
        least = 2 if only else 3
        yield from (Hit(*run, "ID", 0.6, "answer") for run in runs(line) if _code(line.text[slice(*run)], least))
    if len(line.tokens) <= _SHORT:
        ending = (run for run in line.view.spelled() if not re.search(r"\w", line.text[run[1] :]))
        yield from (
            Hit(*run, "ID", 0.6, "answer") for run in ending if not is_abbreviation(line.text[slice(*run)], policy)
        )
    if only:
        yield from (replace(hit, type="ID") for hit in letters(line))
        yield from (Hit(start, end, "ID", 0.6, "answer") for start, end in line.view.spelled())


def _code(text: str, least: int) -> bool:
    """Whether letters and digits stand together, and no less of them than `least`."""
    words = re.findall(r"[a-z]+", text, re.I)
    digits = sum(c.isdigit() for c in text)
    return digits > 0 and bool(words) and digits + len(words) >= least
