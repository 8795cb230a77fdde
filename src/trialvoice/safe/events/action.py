"""What was done with the study drug because of an event: stopped, paused, halved, or nothing."""

import re
from collections.abc import Sequence
from typing import Literal

from trialvoice.safe.events.about import Piece
from trialvoice.safe.events.the_drug import names_the_drug
from trialvoice.safe.language.dialogue import Dialogue, Sentence
from trialvoice.safe.lexicon import Phrases

Action = Literal["none", "interrupted", "reduced", "increased", "withdrawn", "not_stated"]
_NONE = re.compile(
    r"\b(?:action(?: taken)? none|no action|(?:carry(?:ing)?|keep(?:s|ing)?|carried|kept|stay(?:s|ed|ing)?|"
    r"going) (?:right |straight )?on(?: with| "
    r"taking)?(?! the (?:drops|ward))|(?:keeps?|kept|still|keeping|been) (?:on )?(?:going|taking)|continue[sd]?|"
    r"(?:dose|drug|treatment|medicine|tablets?) (?:was |is |stays? |stayed "
    r")?(?:not changed|unchanged|the same|where it is)|no changes?\b|unaltered|no reason to stop|"
    r"without (?:changing|stopping)|nothing "
    r"was changed|same dose|keep the dose|didn't (?:stop|change)|not (?:stop|chang)\w+|don't (?:stop|change)\w*)\b",
    re.IGNORECASE,
)
_WITHDRAWN = re.compile(
    r"\b(?:(?:stop\w*|off|finished|done with)\b.{0,30}\b(?:for good|permanently|altogether)|discontinued|withdrawn|"
    r"withdrew|taken off|took (?:me|him|her|you) off|coming off|done with the)\b",
    re.IGNORECASE,
)
_INTERRUPTED = re.compile(
    r"\b(?:stopp?(?:ed|s)|(?:must|should|will|'ll|have to|to|tablets|capsules|drug|treatment) stop|"
    r"stop (?:taking|the)|paus(?:ed|e|ing)|on hold|held(?= (?:the|it|your|his|her|back|off))|"
    r"interrupt\w*|hold (?:off|the|it)|skip(?:ped)? (?:the|a|it)|left (?:it|them) off|without (?:it|them) (?:for|"
    r"while|until)|wouldn't let (?:me|him|her) have|back on (?:it|them)|restart\w*|nothing since|they'd stopped|stop "
    r"(?:it|them)|break from)\b",
    re.IGNORECASE,
)
_GOOD = re.compile(r"\b(?:for good|permanently|altogether|completely|no more of them)\b", re.IGNORECASE)
_ANOTHER_THAN_OURS = re.compile(r"\bnot (?:your|our|the|these|this) \w+|\b(?:nothing|nowt) to do with\b", re.IGNORECASE)
_MOST_WORDS_OF_A_PROMPT = 6
_REDUCED = re.compile(
    r"\b(?:halv(?:ed?|ing)|reduc\w+|lower(?:ed|ing) the dose|cut (?:it |them |the dose |down|back)|dose (?:was "
    r")?(?:cut|lowered|reduced|halved|down)|half (?:the|a) (?:dose|tablet)|(?:one|two|"
    r"half(?: a tablet)?)(?: tablets?)?(?: a day| daily)?,? not (?:two|three|"
    r"four|one)|only (?:one|half)(?: \w+)? (?:a day|from now)|(?:down|back|drop(?:ped)?) to (?:one|half|"
    r"once|\w+ milligrams?)|one instead of two|just the one)\b",
    re.IGNORECASE,
)
_INCREASED = re.compile(
    r"\b(?:increas\w+ (?:the|his|her|your|to)|dose (?:was )?(?:increased|raised|doubled)|put (?:it|the dose) up|"
    r"doubled the|up to (?:two|three))\b",
    re.IGNORECASE,
)
_ORDERED: tuple[tuple[Action, re.Pattern[str]], ...] = (
    ("none", _NONE),
    ("withdrawn", _WITHDRAWN),
    ("reduced", _REDUCED),
    ("increased", _INCREASED),
    ("interrupted", _INTERRUPTED),
)


def action(dialogue: Dialogue, pieces: Sequence[Piece], drug: Phrases) -> Action:
    """As told of the study drug, the last word standing. drug: its names."""
    result: Action = "not_stated"
    for piece in pieces:
        sentence = piece.sentence
        if not (dialogue.staff(sentence.turn) and sentence.question) and _of_the_drug(dialogue, sentence, drug):
            result = next((name for name, pattern in _ORDERED if pattern.search(piece.text)), result)
            if result == "interrupted" and _for_good(dialogue, sentence):
                result = "withdrawn"
    return result


def _for_good(dialogue: Dialogue, sentence: Sentence) -> bool:
    """Said in the next breath: "The capsules stop. As of today, for good."."""
    after = [s for s in dialogue.by_turn[sentence.at] if s.start > sentence.start][:1]
    return any(_GOOD.search(s.text) for s in after)


def _of_the_drug(dialogue: Dialogue, sentence: Sentence, drug: Phrases) -> bool:
    """Whether the study drug is what is spoken of: named in the sentence, before it, or asked about."""
    if names_the_drug(sentence, drug):
        return True
    before = [s for s in dialogue.by_turn[sentence.at] if s.start < sentence.start][-1:]
    if any(_ANOTHER_THAN_OURS.search(s.text) for s in before):
        return False
    asked = dialogue.question_before(sentence.at) or _prompt_before(dialogue, sentence.at)
    return any(names_the_drug(s, drug) for s in (*before, *((asked,) if asked else ())))


def _prompt_before(dialogue: Dialogue, at: int) -> Sentence | None:
    """A few words of staff that ask without a question mark: "and the study drug"."""
    last = dialogue.by_turn[at - 1][-1] if at else None
    short = last is not None and len(last.words) <= _MOST_WORDS_OF_A_PROMPT
    return last if short and last and dialogue.staff(last.turn) else None
