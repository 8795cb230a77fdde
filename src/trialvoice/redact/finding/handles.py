"""Names under which somebody is known online, said aloud: "on Instagram I'm knitting nana forty"."""

import re
from collections.abc import Iterator

from trialvoice.redact.finding import handle_cues as cues
from trialvoice.redact.finding.patterns import UNIT
from trialvoice.redact.lexicon import lexicon, word_set
from trialvoice.redact.reading.lines import Line
from trialvoice.redact.spans import Hit
from trialvoice.redact.words import is_ordinary

_AFTER_PARTICIPLES = frozenset(("in", "with", "by", "to", "from", "on"))
_LEAST = 3  # letters of one that nothing but its rarity tells


def handles(line: Line) -> Iterator[Hit]:
    """The whole name that a cue tells, up to the word with which the sentence goes on."""
    if not cues.HINT.search(line.text):
        return
    for found in (hit for cue in cues.SURE for hit in cue.finditer(line.text)):
        the = found.groupdict().get("the")
        if can_be_handle(found["v"]) and not (the and _tells(found["v"])):
            yield Hit(found.start("the" if the else "v"), _end(line, found.end("v")), "URL", 0.6, "handle")
    for found in (hit for cue in cues.MAYBE for hit in cue.finditer(line.text)):
        ends = cues.ENDS.match(line.text, found.end())
        is_said = bool(cues.IS.search(line.text, 0, found.start("v")))
        named = any(map(rare, cues.words(found["v"]))) or coined(found["v"], is_said=is_said)
        if _signed(found["v"]) or (ends and named):
            yield Hit(found.start("v"), _end(line, found.end("v")), "URL", 0.6, "handle")
    if cues.SOCIAL.search(line.text):
        yield from (Hit(*found.span("v"), "URL", 0.6, "handle") for found in cues.AT.finditer(line.text))
    yield from (Hit(*found.span("v"), "URL", 0.5, "handle") for found in cues.BOUND.finditer(line.text))
    for found in cues.ONE_WORD.finditer(line.text):
        if not set(cues.words(found["v"])) & word_set("no_handle"):
            yield Hit(*found.span("v"), "URL", 0.5, "said to be one word")


def _end(line: Line, end: int) -> int:
    """Where a name ends with the digits said after it, or with the other one that it may be: "or hazel nut one"."""
    more = cues.MORE.match(line.text, end)
    return more.end() if more and (not more["v"] or coined(more["v"])) else end


def can_be_handle(value: str, *, asked: bool = False) -> bool:
    """Whether words can be a name online, and say nothing about one: "not working", "the same".

    asked: whether they answer a question for one, so that a single ordinary word is one too.
    """
    words = cues.words(value)
    if cues.SIGNED.search(value):
        return True
    if not words or words[0] in word_set("ends_handle"):
        return False
    if words[0] in word_set("no_handle") and not _attributive(words):
        return False
    told = is_ordinary(words[0]) and (not asked or words[0].endswith(("ing", "ly")))
    return len(words) > 1 or (len(words[0]) >= _LEAST and not told)


def coined(value: str, *, is_said: bool = True) -> bool:
    """Whether two words or more can be put together to a name, and tell nothing of anybody: "velvet hammer".

    is_said: whether "is" and the like stands before them.
    """
    words = cues.words(value)
    if len(words) < 2 or _tells(value) or words[-1] in lexicon().clinical:
        return False
    does = words[0].endswith(("ing", "ly")) or (words[0].endswith("ed") and words[1] in _AFTER_PARTICIPLES)
    return not (is_said and does)


def _signed(value: str) -> bool:
    """Whether signs or digits tell a name, and no measure."""
    measured = re.search(rf"\d\s*{UNIT}", value, re.I) is not None
    return cues.SIGNED.search(value) is not None and not measured and not _tells(value)


def _attributive(words: list[str]) -> bool:
    """Whether the first word goes with the next one: "broken arrow"."""
    told = word_set("no_handle") | word_set("predicates") | word_set("ends_handle")
    return len(words) > 1 and words[0] in word_set("attributive") and told.isdisjoint(words[1:])


def _tells(value: str) -> bool:
    """Whether a word of these says something about somebody or something."""
    return not (word_set("no_handle") | word_set("predicates")).isdisjoint(cues.words(value))


def rare(word: str) -> bool:
    """Whether a word is none of a sentence, or somebody's name."""
    return not is_ordinary(word) or word in lexicon().given
