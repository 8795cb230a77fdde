"""The story of a stay in hospital: all places that tell of the same stay, and how far what is told around them reaches.

A story begins where staff ask what happened, and ends where they go on to something else.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from trialvoice.safe.language.assertion import Mention
from trialvoice.safe.language.dialogue import Dialogue, Sentence

_LEAD_IN, _AFTERMATH = 14, 14
"""Sentences that may come before the first word of a stay, and after the last."""
_OPENS = re.compile(
    r"\b(?:any(?:thing)? (?:else|other|new)|how (?:have you|has (?:he|she)|are (?:you|things)|'?s it|'?ve you)|"
    r"since (?:i|we|you|"
    r"the) (?:last )?(?:saw|spoke|talked|visit|met)|what have you done)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:what (?:happened|went on)|tell me|talk me through|start (?:at|from)|from the (?:start|beginning))\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"\b(?:any(?:thing)?(?:one|body)? (?:else|other|new)|(?:apart|aside) from (?:that|this|all)|other than (?:that|"
    r"those|this)|(?:leav\w+|putting|put) (?:\w+ ){1,2}(?:to one side|aside|there)|moving on|one more thing|still "
    r"taking|in any other way|next (?:one|thing|point|item|question)|last thing|(?:ae|event) (?:page|log)|what "
    r"about|how about)\b|^\W*(?:(?:okay|ok|right|good|fine|so|and|great)\W+)*now\W+(?:the|your|his|her|then|how|mouth|"
    r"let)\b",
    re.IGNORECASE,
)
_OWN_TURN = re.compile(
    r"^\W*(?:(?:oh|and|um|right|so|well)\W+)*(?:another thing|what else|also\b|oh and|that's another|then there's)",
    re.IGNORECASE,
)
_HEADLINE = 3
"""Sentences after the first word of a stay in which staff may ask for the story."""


@dataclass(frozen=True, slots=True)
class Tale:
    """stays: every mention, in order.  [first, last] positions of sentences."""

    stays: tuple[Mention, ...]
    first: int
    last: int


def tales(
    dialogue: Dialogue, stays: Sequence[Mention], names_near: Callable[[Mention], frozenset[str]]
) -> tuple[Tale, ...]:
    """Stays that are one, told together. names_near: of the diagnoses close by, which tell two stays apart."""
    order = {(s.at, s.start): at for at, s in enumerate(dialogue.sentences)}
    placed = sorted(stays, key=lambda m: (m.sentence.at, m.start))
    groups: list[tuple[list[Mention], set[str]]] = []
    for mention in placed:
        names = names_near(mention)
        same = next((g for g in groups if not names or g[1] & names), groups[-1] if groups else None)
        if same is None or (names and same[1] and not same[1] & names):
            groups.append(([mention], set(names)))
        else:
            same[0].append(mention)
            same[1].update(names)
    return tuple(_tale(dialogue, [order[m.sentence.at, m.sentence.start] for m in told], told) for told, _ in groups)


def _tale(dialogue: Dialogue, at: Sequence[int], told: Sequence[Mention]) -> Tale:
    return Tale(tuple(told), beginning(dialogue, at[0]), _ending(dialogue, at[-1]))


def beginning(dialogue: Dialogue, at: int) -> int:
    """Where the story told at a sentence begins: at most so far before it."""
    first = at
    for here in range(at - 1, max(at - _LEAD_IN, 0) - 1, -1):
        if _boundary(dialogue, dialogue.sentences[here]):
            return here
        first = here
    return first


def _ending(dialogue: Dialogue, at: int) -> int:
    last = at
    for here in range(at + 1, min(at + 1 + _AFTERMATH, len(dialogue.sentences))):
        sentence = dialogue.sentences[here]
        if leaves(dialogue, sentence) and not (here <= at + _HEADLINE and _ASKS.search(sentence.text)):
            break
        last = here
    return last


def _boundary(dialogue: Dialogue, sentence: Sentence) -> bool:
    return bool(dialogue.staff(sentence.turn) and _OPENS.search(sentence.text)) or leaves(dialogue, sentence)


def leaves(dialogue: Dialogue, sentence: Sentence) -> bool:
    """Whether the talk goes on to something else."""
    if dialogue.staff(sentence.turn):
        return bool(_GOES_ON.search(sentence.text))
    return bool(_OWN_TURN.match(sentence.text))


def inside(dialogue: Dialogue, tale: Tale) -> Iterator[tuple[int, Sentence]]:
    """Its sentences with their positions."""
    for at in range(tale.first, tale.last + 1):
        yield at, dialogue.sentences[at]
