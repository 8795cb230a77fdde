"""How an event went, by what was said last: gone, going, or still there."""

import re
from collections.abc import Sequence
from typing import Literal

from trialvoice.safe.events.about import Piece
from trialvoice.safe.events.problems import Event
from trialvoice.safe.language.cue_file import cue_file
from trialvoice.safe.language.dialogue import Dialogue, Sentence, polarity
from trialvoice.safe.language.timing import times_in
from trialvoice.safe.lexicon import lexicon

Outcome = Literal["resolved", "recovering", "ongoing", "not_stated"]
_NOT_BETTER = re.compile(
    r"\b(?:no|not|n't|never|any|nothing|ain't)(?: \w+){0,2} (?:better|improv\w*|gone|settl\w*|stopped|cleared|healed|"
    r"resolved)\b|\bworse\b|\b(?:up again|(?<!never )came back|(?<!never )(?<!not )"
    r"(?<!n't )come back|back again)\b",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:i|we|they|you|he|she|it) have\b|\b(?:i|we|they|you|he|she|it)(?:'ve| have|'s| has) (?:got|had|been|"
    r"gotten|an?|this|these|some)\b|\b(?:i|we|they|you) (?:have|get|feel|can't|cannot|don't|am|cry|wake|keep|"
    r"lie)\b|\b(?:he|she|it) "
    r"(?:has|gets|feels|can't|doesn't|is|keeps|comes|hurts|itches|burns|stings|aches|tastes|wakes)\b|\bi'm\b|\b(?:my|"
    r"the|his|her) \w+(?: \w+)? (?:is|are|hurts?|aches?|killing|itch(?:es)?|burns?|stings?|feels?|goes|keeps?|tastes?|"
    r"swells?)\b|\bnow\b|\b(?:there's|it's|he's|she's|that's|they're) (?!gone|over|fine|better)",
    re.IGNORECASE,
)
_UP_TO_NOW = re.compile(
    r"\bnow (?:it|they|i|he|she|my|me)\b|\b(?:have|has|'ve|i|he's|she's|it's|\w+'s) been (?!fine|ok\b|okay|good|"
    r"well|gone|"
    r"better|to\b|in\b|at\b|given|told|taking|on\b|off\b|back|a while|here|there|great|seen|through)\w+|\bever since\b|"
    r"(?<!not )(?<!none )(?<!nothing )\b(?:since|from(?= .{0,25}\bago\b)) (?:(?:about|around|maybe|like|i guess|"
    r"almost) )*(?:an?|one|two|three|"
    r"four|five|six|seven|ten|last|the|those|these|that|yesterday|\w+day|\w+ (?:days?|weeks?)) ",
    re.IGNORECASE,
)
"""Told from then up to the visit."""
_THEN = re.compile(
    r"\b(?:was|were|had|did|felt|got|came|went|gave|couldn't|took|fell|threw|started|began|woke|ago|yesterday|last "
    r"(?:\w+day|week|month|night)|on (?:the )?\w+day|\w+day (?:night|morning))\b",
    re.IGNORECASE,
)
_MEDICINE_ENDS = re.compile(r"\b(?:stopp?ed|finish\w*|ran out|quit|off (?:it|them|the)|no more)\b", re.IGNORECASE)
_HAVE_GOT = re.compile(r"(?:'ve|\bhave|\bhas) got\b", re.IGNORECASE)
_ASKED_GONE = re.compile(
    r"\b(?:gone|go down|gone down|calm(?:ed)? down|eased?|wear off|worn off|clear up|resolved|cleared|better|"
    r"stop(?:ped)?|end(?:ed)?|recovered|go(?:ne)? away|healed|settled?|over|"
    r"finished|back to normal|fine now|let up|"
    r"(?:regular|right|well|fine|okay|ok|normal|yourself|himself|herself|up) again)\b",
    re.IGNORECASE,
)
_ASKED_STILL = re.compile(r"\b(?:still|ongoing|now|continu\w+|today|come back|any more of)\b", re.IGNORECASE)
_ASKED_END = re.compile(r"\bend(?:ing)? date\b|\bdate (?:it|they|that) (?:ended|stopped|resolved)\b", re.IGNORECASE)
_ASKED_NO_MORE = re.compile(r"\bno more\b", re.IGNORECASE)


_SUNDAY_GONE = re.compile(r"\bday (?:just )?gone\b", re.IGNORECASE)
_SAYS: tuple[Outcome, ...] = ("recovering", "ongoing", "resolved")


def outcome(dialogue: Dialogue, event: Event, pieces: Sequence[Piece]) -> Outcome:
    """What was said last; where nothing was, what is told in the present is still there."""
    result: Outcome | None = None
    for piece in pieces:
        sentence = piece.sentence
        if not piece.named and _MEDICINE_ENDS.search(piece.text) and _of_a_medicine(sentence):
            continue
        if dialogue.staff(sentence.turn) and sentence.question:
            result = _asked(dialogue, sentence) or result
        else:
            said = _said(piece.text)
            if said == "ongoing" and not piece.named and _of_a_medicine(sentence):
                continue
            own_name = piece.named and said == "resolved" and _is_a_loss(event)
            residue = result == "recovering" and said == "ongoing" and not _NOT_BETTER.search(piece.text)
            result = result if said is None or own_name or residue else said
    return result or _by_tense(dialogue, pieces)


def _said(text: str) -> Outcome | None:
    """What a piece says last; "no better" is no better, and "almost gone" is not gone."""
    plain = _SUNDAY_GONE.sub(" ", text)
    if _NOT_BETTER.search(plain) and not _cues("resolved").search(_NOT_BETTER.sub(" ", plain)):
        return "ongoing"
    found = [(match.start(), name) for name in _SAYS for match in _cues(name).finditer(plain)]
    recovering = [match.span() for match in _cues("recovering").finditer(plain)]
    clear = [(at, name) for at, name in found if name == "recovering" or not any(a <= at < b for a, b in recovering)]
    return max(clear)[1] if clear else None


def _cues(says: Outcome) -> re.Pattern[str]:
    """How an outcome is said."""
    return cue_file("outcomes").words("outcome", says)


def _by_tense(dialogue: Dialogue, pieces: Sequence[Piece]) -> Outcome:
    told = [
        _HAVE_GOT.sub(" have", piece.text)
        for piece in pieces
        if not (dialogue.staff(piece.sentence.turn) and piece.sentence.question)
    ]
    named = [text for piece in pieces if piece.named and (text := _HAVE_GOT.sub(" have", piece.text)) in told]
    if any(_NOW.search(text) and not _THEN.search(text) for text in named or told):
        return "ongoing"
    if any(_UP_TO_NOW.search(text) for text in told):
        return "ongoing"
    return "not_stated"


def _asked(dialogue: Dialogue, question: Sentence) -> Outcome | None:
    """ "Is it gone now?" - "Yes." and "Do you still have it?" - "No."."""
    answer = dialogue.answer(question)
    said = polarity(answer)
    if _ASKED_END.search(question.text):
        return "resolved" if any(times_in(sentence.text) for sentence in answer) else None
    if question.wh:
        return "resolved" if answer and _ASKED_GONE.search(question.text) else None
    if said == "unclear":
        return None
    if _ASKED_NO_MORE.search(question.text):
        return "resolved"
    if _ASKED_STILL.search(question.text) and not _ASKED_GONE.search(question.text):
        partly = answer and re.match(
            r"^\W*(?:not really|hardly|barely|a (?:bit|little)|kinda|only)", answer[0].text, re.I
        )
        return "recovering" if partly else "ongoing" if said == "yes" else "resolved"
    if _ASKED_GONE.search(question.text):
        return "resolved" if said == "yes" else "ongoing"
    return None


def _is_a_loss(event: Event) -> bool:
    """ "My appetite is gone" is the event itself, not its end."""
    return event.term.startswith(("loss", "decreased", "hair loss"))


def _of_a_medicine(sentence: Sentence) -> bool:
    return any(True for _ in lexicon().drugs.find(sentence.words))
