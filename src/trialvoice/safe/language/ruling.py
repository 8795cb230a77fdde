"""Where staff name what the participant described: "that's an abscess", "I'd call that mild", "so bruised ribs"."""

import re
from collections.abc import Iterator

from trialvoice.safe.language import cues
from trialvoice.safe.language.dialogue import Dialogue, Sentence, polarity

_LEAD = (
    r"^\W*(?:(?:right|okay|ok|so|well|oh|ah|hm+|mm+|yeah|yes|aye|and|then|um+|uh+|now|alright|all right|sorry|but|"
    r"i see|gotcha|got it|fine|good)[\s,.…]+)*"
)
_HEDGE = (
    r"(?:(?:probably|just|likely|only|maybe|what|we|i'd|we'd|they|call|known as|called|definitely|clearly|basically|"
    r"really|still|to me|more)\s+)*"
)
_NAMED_AS = re.compile(
    r"\b(?:that's|that is|that was|that'll be|that will be|that would be|that'd be|this is|it's|it'll be|"
    r"(?:sounds|looks|sounded|looked|feels)(?: to me| to us)? (?:very |a lot |a bit |rather )?like|"
    rf"which is|they're|those are|they'd be|those would be|so you've had|so you had)\s+{_HEDGE}|"
    r"\b(?:i'd|i'll|i would|i will|we'd|we|we'll|i'm going to|i've|let me|i'm|dr|doctor|the doctor(?:'s| has)?|she'?s?|"
    r"he'?s?|they|\[\w+\]) (?:also |still |just )?(?:call\w*|put\w*|log\w*|record\w*|note|noted|writ\w+|wrote|class\w*|"
    r"count\w*|enter\w*|treat\w*|diagnos\w*|cod(?:e|ed|ing)|report\w*|got|"
    r"ha(?:s|ve|d)(?= (?:that|it|this|those|them)\b)) (?:(?:that|it|this|those|"
    r"them)(?: one)?(?: all)?\s+)?(?:down\s+)?"
    rf"(?:here\s+)?(?:(?:under|as|for|in as)\s+)?{_HEDGE}|"
    r"\b(?:we|i) (?:do |often |sometimes )?(?:see|get|hear|know) (?:that|it|this|those|them)\b[^.?!]{0,40},\s*|"
    r"\bwhat (?:we|they|doctors|you) (?:would |'d )?call\s+|\bthe (?:word|name|term) (?:for (?:it|that) )?is\s+|"
    r"^\W*(?:\w+[,.]? )?(?:a )?(?:bit|touch|spot|case|dose) of\s+",
    re.IGNORECASE,
)
_TAKEN_DOWN = re.compile(
    rf"{_LEAD}(?<=[\s,.])$|^\W*(?:(?:so|right|okay|ok|ah|oh)[\s,.…]+)+(?:that's |it's )?(?:(?:a|an|the|some|"
    rf"your)\s+)?$",
    re.IGNORECASE,
)
"""What stands before a name that is noted down: "So | bruised ribs", "Right, | cramp in the calf"."""
_NOTED_AFTER = re.compile(
    r"[,.]?\s*(?:then|by the sounds? of (?:it|that)|i'd say|i'd call it|i think|resolved|recovered|recovering|ongoing|"
    r"over|closed|mild|moderate|severe|grade|related|not related|unrelated|three nights|inpatient)\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"^\W*(?:(?:a|an|the|some|your|his|her|their|those|these|as|classic|case|bit|touch|spot|dose|form|kind|sort|type|"
    r"of|little|"
    r"mild|moderate|severe|nasty|proper|real|good|bad|minor|slight|grade|one|two|three|1|2|3|actually|um|uh|probable|"
    r"suspected|worsening|worse|new|first|second|another|sudden|acute|and|drug|dental)\W+)*$",
    re.IGNORECASE,
)
_TAKEN_FIRST = re.compile(
    r"^\W*(?:(?:so|right|okay|ok|ah|oh)[\s,.…]+)+(?:that's |it's )?(?:(?:a|an|the|some|your)\s+)?", re.IGNORECASE
)
_TAKES_DOWN = re.compile(
    r"\b(?:i'd (?:say|call|put)|i'll (?:put|record|note|log|write|report|count)|we'll (?:put|record|note|log|report)|"
    r"mild|moderate|severe|grade)\b",
    re.IGNORECASE,
)
_GRADED = re.compile(
    r"\b(?:mild|moderate|severe|grade (?:one|two|three|four|\d)|what (?:we|they|doctors) call|"
    r"we (?:do |often |sometimes )?(?:see|get) (?:that|it|this|those))\b",
    re.IGNORECASE,
)
_WATCHED = re.compile(
    r"\b(?:we|to|you|i) (?:watch|look|warn|check|screen|worry|ask|can get|might get|could get)\b|"
    r"\b(?:can|may|might|could) (?:happen|get|cause|come)\b|\bwatch(?:ing)? (?:out )?for\b",
    re.IGNORECASE,
)
"""Staff speak of what may come, or of what is looked for."""
_ABOUT_STAFF = re.compile(r"\b(?:any|ever|if|might|could|can|may|some people|watch for|look out)\b", re.IGNORECASE)
_LOOK_BACK = 6
"""Turns over which a description is looked for."""
_TOLD = 3
"""Fewest words of a description."""
_SHORT = 9
_ASIDE = 12
"""Most words of what staff say between, while the same is described."""
_TURNS = 3
_BARE_NAME = 3


def description(dialogue: Dialogue, sentence: Sentence, start: int, end: int) -> Sentence | None:
    """What the participant said of it before staff named it at [start, end), where this is a ruling, else None."""
    if not dialogue.staff(sentence.turn) or sentence.question or not _in_place(sentence, start, end):
        return None
    return described_before(dialogue, sentence)


def name_places(dialogue: Dialogue, sentence: Sentence) -> Iterator[int]:
    """Characters of a staff sentence at which a ruling's name begins, whether or not a list knows the name."""
    if _WATCHED.search(sentence.text) or _ABOUT_STAFF.search(sentence.text):
        return
    yield from (match.end() for match in _NAMED_AS.finditer(sentence.text) if not _denied(sentence, match.end()))
    if len(sentence.words) <= _SHORT and (taken := _TAKEN_FIRST.match(sentence.text)):
        yield taken.end()
    elif len(sentence.words) <= _BARE_NAME and _taken_on(dialogue, sentence):
        yield 0


def _denied(sentence: Sentence, at: int) -> bool:
    return cues.negates(sentence.text[:at]) or sentence.text[at : at + 4].lower() in ("not ", "no l", "neve")


def grades(dialogue: Dialogue, sentence: Sentence) -> bool:
    """Whether a sentence, or the one after it, grades what it names: "I'll log it as mild"."""
    following = [s.text for s in dialogue.by_turn[sentence.at] if s.start > sentence.start][:1]
    return any(_GRADED.search(text) for text in (sentence.text, *following))


def _taken_on(dialogue: Dialogue, sentence: Sentence) -> bool:
    """Whether the next sentence of the turn takes a bare name down: "Oesophagitis. I'll record that."."""
    following = [s for s in dialogue.by_turn[sentence.at] if s.start > sentence.start][:1]
    return bool(following and _TAKES_DOWN.search(following[0].text))


def described_before(dialogue: Dialogue, sentence: Sentence) -> Sentence | None:
    """What was told at most length shortly before a sentence by somebody who is not of the staff."""
    told: list[Sentence] = []
    turns = 0
    for at in range(sentence.at - 1, max(sentence.at - _LOOK_BACK, -1), -1):
        if _tells(dialogue, sentence, at):
            if not turns and _bare_no(dialogue, at):
                return None
            turns += 1
            told += [s for s in dialogue.by_turn[at] if len(s.words) >= _TOLD and not s.question]
        elif sum(len(s.words) for s in dialogue.by_turn[at]) > _ASIDE and told:
            break
        if turns == _TURNS:
            break
    return max(told, key=lambda s: len(s.words), default=None)


def _tells(dialogue: Dialogue, sentence: Sentence, at: int) -> bool:
    """Whether a turn is the participant's; where only staff speak, the other one's."""
    turn = dialogue.turns[at]
    if dialogue.staff_only:
        return (turn.role, turn.speaker) != (sentence.turn.role, sentence.turn.speaker)
    return not dialogue.staff(turn)


def _bare_no(dialogue: Dialogue, at: int) -> bool:
    said = dialogue.by_turn[at]
    return sum(len(s.words) for s in said) <= _TOLD and polarity(said) == "no"


def _in_place(sentence: Sentence, start: int, end: int) -> bool:
    if _WATCHED.search(sentence.text):
        return False
    before, after = sentence.text[: start - sentence.start], sentence.text[end - sentence.start :]
    if _ABOUT_STAFF.search(before) or cues.negates(before):
        return False
    if any(_BETWEEN.match(before[match.end() :]) for match in _NAMED_AS.finditer(before)):
        return True
    short = len(sentence.words) <= _SHORT
    if short and _NOTED_AFTER.match(after) and len(before.split()) <= 1:
        return True
    return short and bool(_TAKEN_DOWN.match(before)) and bool(before.strip())
