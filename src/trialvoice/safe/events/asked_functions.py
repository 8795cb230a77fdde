"""Functions of the body that staff ask after, and that go badly: "How are the nights?" - "Shocking."."""

import re
from collections.abc import Iterator

from trialvoice.safe.events.body import goes_badly
from trialvoice.safe.language.assertion import Mention
from trialvoice.safe.language.dialogue import Dialogue, Sentence, polarity
from trialvoice.safe.lexicon import lexicon

_HOW = re.compile(
    r"\bhow(?:'s|'re|s)?\b|\b(?:is|are|has|have|was|were) (?:the|your|his|her)\b|^\W*(?:and )?(?:the|your|his|her)\b",
    re.I,
)
_ANY_CHANGE = re.compile(
    r"\b(?:any|a|some|the|more) (?:chang|troubl|problem|bother|difficult|issu|worr|upset|differen)\w*(?: at all)? "
    r"(?:in|with|to|of) (?:the|your|his|her)\b",
    re.IGNORECASE,
)


def asked_functions(dialogue: Dialogue, sentence: Sentence) -> Iterator[Mention]:
    """The trouble of the one function asked after, where a sentence begins an answer that grants it."""
    asked = dialogue.question_before(sentence.at)
    if asked is None or dialogue.staff(sentence.turn) or sentence is not dialogue.by_turn[sentence.at][0]:
        return
    functions = {hit.name for hit in lexicon().functions.find(asked.words)}
    if len(functions) == 1 and _granted(asked, sentence):
        yield Mention(functions.pop(), sentence, sentence.start, sentence.end)


def _granted(asked: Sentence, answer: Sentence) -> bool:
    if _ANY_CHANGE.search(asked.text):
        return polarity((answer,)) == "yes"
    return bool(_HOW.search(asked.text)) and goes_badly(answer)
