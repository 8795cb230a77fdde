"""In lower case, words that no list has, where only somebody can stand: "just me and osbert", "keeva said"."""

from collections.abc import Iterator

from trialvoice.redact.finding.names import extended, first_half, like_a_name, name_end
from trialvoice.redact.lexicon import word_set
from trialvoice.redact.policy import Policy
from trialvoice.redact.reading.lines import Line
from trialvoice.redact.spans import Hit
from trialvoice.redact.words import is_drug, is_ordinary, like_adjective, stays, unknown


def rare_words(line: Line, policy: Policy) -> Iterator[Hit]:
    """Words that are in no list, without an article, between what stands before and after names.

    Where medicines are told, such a word may be one more.
    """
    if line.cased:
        return
    medicines = any(is_drug(token.low) for token in line.tokens)
    index = 0
    while index < len(line.tokens):
        if not _may_be_somebody(line, index, policy):
            index += 1
            continue
        end = extended(line, index, policy)
        if _does(line, index, end) or (not medicines and _opened(line, index) and _closed(line, end)):
            yield Hit(line.tokens[first_half(line, index)].start, name_end(line, end), "NAME", 0.45, "rare names")
        index = end


def _may_be_somebody(line: Line, index: int, policy: Policy) -> bool:
    word = line.low(index)
    rare = unknown(word) and not like_adjective(word)
    return rare and not stays(line, index, policy) and like_a_name(line, index)


def _does(line: Line, index: int, end: int) -> bool:
    return line.low(end) in word_set("personal_deeds") and line.low(index - 1) not in word_set("determiners")


def _opened(line: Line, index: int) -> bool:
    before = line.low(first_half(line, index) - 1)
    return not before.isalnum() or before in word_set("before_rare_names")


def _closed(line: Line, end: int) -> bool:
    after = line.low(end)
    if line.tokens[end - 1].text.lower() != line.low(end - 1):  # a possessive
        return True
    acts = after.endswith("ed") and is_ordinary(after)
    return acts or not after.isalnum() or after in word_set("after_rare_names") or after in word_set("deeds")
