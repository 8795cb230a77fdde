"""Results that are called too high or too low: "the potassium is five point nine, so that's high"."""

import re

from trialvoice.core.findings import Assertion
from trialvoice.safe.events.problems import Judged
from trialvoice.safe.language import cues
from trialvoice.safe.language.assertion import LIKELY, Mention, Verdict
from trialvoice.safe.language.dialogue import Dialogue, Sentence
from trialvoice.safe.lexicon import Hit, lexicon

_HIGH = re.compile(
    r"\b(?:high|elevated|raised|risen|climbed|doubled|tripled|fast|above (?:the )?(?:normal|range|limit)|"
    r"(?:is|are|was|were|has|have|gone|went|shot|crept|come|came) (?:\w+ )?up)\b",
    re.IGNORECASE,
)
_LOW = re.compile(
    r"\b(?:low|slow|dropped|fallen|deficient|below (?:the )?(?:normal|range|limit)|"
    r"(?:is|are|was|were|has|have|gone|went) (?:\w+ )?down)\b",
    re.IGNORECASE,
)
_IN_RANGE = re.compile(
    r"\b(?:normal|in range|back (?:to|up|down|in)|better|improved|recovered|stable|fine|(?:as|what) (?:it|they) should|"
    r"(?:isn't|aren't|wasn't|not) (?:too |that )?(?:high|low))\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"^\W*(?:so |and |which is |now )*(?:that'?s|that is|it'?s|it is|they'?re|which)\b", re.IGNORECASE
)
_REACH = 70  # characters from a test's name to what it is called


def abnormal_results(dialogue: Dialogue, *, before_first_dose: bool = False) -> tuple[Judged, ...]:
    """Every result that is called too high or too low, present, or past before the first dose."""
    assertion: Assertion = "past" if before_first_dose else "present"
    return tuple(
        Judged(mention, Verdict(assertion, LIKELY))
        for sentence in dialogue.sentences
        if not sentence.question
        for hit in lexicon().tests.find(sentence.words)
        if (mention := _called(dialogue, sentence, hit))
    )


def _called(dialogue: Dialogue, sentence: Sentence, hit: Hit) -> Mention | None:
    start, end = sentence.words[hit.first].start, sentence.words[hit.last].end
    told = sentence.text[end - sentence.start :][:_REACH]
    following = _after(dialogue, sentence)
    if _POINTS_BACK.match(following):
        told = f"{told} {following[:_REACH]}"
    if _IN_RANGE.search(told) or cues.MAYBE.search(sentence.text) or cues.PAST.search(sentence.text):
        return None
    high, low = _HIGH.search(told), _LOW.search(told)
    if bool(high) == bool(low):
        return None
    name = (lexicon().too_high if high else lexicon().too_low).get(hit.name)
    return Mention(name, sentence, start, end) if name else None


def _after(dialogue: Dialogue, sentence: Sentence) -> str:
    return next((s.text for s in dialogue.by_turn[sentence.at] if s.start > sentence.start), "")
