"""Names under which somebody is known online, said aloud: "on Instagram I'm knitting nana forty"."""

from collections.abc import Iterator

from trialvoice.redact.finding import handle_cues as cues
from trialvoice.redact.lexicon import lexicon, word_set
from trialvoice.redact.reading.lines import Line
from trialvoice.redact.spans import Hit
from trialvoice.redact.words import is_ordinary

_LEAST = 3  # letters of one that nothing but its rarity tells


def handles(line: Line) -> Iterator[Hit]:
    """The whole name that a cue tells, up to the word with which the sentence goes on."""
    if not cues.HINT.search(line.text):
        return
    for found in (hit for cue in cues.SURE for hit in cue.finditer(line.text)):
        the = found.groupdict().get("the")
        if coined(found["v"]) if the else can_be_handle(found["v"]):
            yield Hit(found.start("the" if the else "v"), found.end("v"), "URL", 0.6, "handle")
    for found in (hit for cue in cues.MAYBE for hit in cue.finditer(line.text)):
        ends = cues.ENDS.match(line.text, found.end())
        if cues.SIGNED.search(found["v"]) or (ends and (any(map(rare, cues.words(found["v"]))) or coined(found["v"]))):
            yield Hit(*found.span("v"), "URL", 0.6, "handle")
    if cues.SOCIAL.search(line.text):
        yield from (Hit(*found.span("v"), "URL", 0.6, "handle") for found in cues.AT.finditer(line.text))
    yield from (Hit(*found.span("v"), "URL", 0.5, "handle") for found in cues.BOUND.finditer(line.text))
    for found in cues.ONE_WORD.finditer(line.text):
        if not set(cues.words(found["v"])) & word_set("no_handle"):
            yield Hit(*found.span("v"), "URL", 0.5, "said to be one word")


def can_be_handle(value: str, *, asked: bool = False) -> bool:
    """Whether words can be a name online, and say nothing about one: "not working", "the same".

    asked: whether they answer a question for one, so that a single ordinary word is one too.
    """
    words = cues.words(value)
    if cues.SIGNED.search(value):
        return True
    if not words or words[0] in word_set("no_handle") | word_set("ends_handle"):
        return False
    told = is_ordinary(words[0]) and (not asked or words[0].endswith(("ing", "ly")))
    return len(words) > 1 or (len(words[0]) >= _LEAST and not told)


def coined(value: str) -> bool:
    """Whether two words or more can be put together to a name, and tell nothing of anybody: "velvet hammer"."""
    words = cues.words(value)
    told = word_set("no_handle") | word_set("predicates")
    return len(words) > 1 and not told.intersection(words) and not words[0].endswith(("ing", "ly"))


def rare(word: str) -> bool:
    """Whether a word is none of a sentence, or somebody's name."""
    return not is_ordinary(word) or word in lexicon().given
