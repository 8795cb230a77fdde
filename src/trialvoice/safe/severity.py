"""Severity, onset and outcome of an event, by code from what was said about it."""

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from trialvoice.safe.dialogue import Dialogue, Sentence, polarity
from trialvoice.safe.lexicon import lexicon
from trialvoice.safe.numbers import numbers
from trialvoice.safe.problems import Event
from trialvoice.safe.timing import when_in

Severity = Literal["mild", "moderate", "severe", "not_stated"]
Outcome = Literal["resolved", "recovering", "ongoing", "not_stated"]
_WHEN_ASKED = re.compile(r"\b(?:when (?:was|did)|since when|how long ago|what day)\b", re.IGNORECASE)
_SHORT_ANSWER = 6
_NAMED = re.compile(r"\b(mild|moderate|severe)(?:ly)?\b", re.IGNORECASE)
_FELT: tuple[tuple[Severity, re.Pattern[str]], ...] = (
    (
        "mild",
        re.compile(
            r"\b(?:slight(?:ly)?|a (?:little|touch)|minor|(?:not|n't) (?:(?:too|that|very|so|really|"
            r"particularly|at all) )?(?:bad|severe|painful|terrible|awful|horrible|unbearable|serious|"
            r"intense|the worst)|nothing (?:serious|major|"
            r"terrible|too bad|dramatic)|barely|tolerable|bearable|manageable|did(?:n't| not) "
            r"(?:really )?(?:bother|stop)|"
            r"wasn't (?:too |so |that )?bad|isn't (?:too |so |that )?bad|easy to ignore|just a bit|a bit)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "severe",
        re.compile(
            r"\b(?:terrible|awful|unbearable|excruciating|crushing|blinding|splitting|worst|horrible|"
            r"agony|agonising|really bad|very bad|so bad|"
            r"intense|could(?:n't| not) (?:work|get (?:out of bed|up|dressed)|stand|walk|do anything|"
            r"function|move|dress|eat or)|"
            r"doubled over|stayed in bed all|(?:bed|in bed) (?:all|the whole) day|unable to)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "moderate",
        re.compile(
            r"\b(?:pretty bad|quite bad|fairly bad|had to (?:lie|sit|stop|go home|leave)|stayed home|"
            r"off work|missed work|"
            r"medium|in the middle|call(?:ed)? in sick|had to take)\b",
            re.IGNORECASE,
        ),
    ),
)
_SCALE = re.compile(r"\b(?:out of (?:ten|10)|on (?:a|the) scale)\b|/\s*10\b", re.IGNORECASE)
_RECOVERING = re.compile(
    r"\b(?:getting better|improving|getting (?:less|easier)|easing(?: off)?|fading|settling(?: "
    r"down)?|almost gone|nearly gone|mostly gone|"
    r"on the mend|clearing up|going away|calming down|a (?:bit|little|lot) better|much better|"
    r"better but|wearing off)\b",
    re.IGNORECASE,
)
_ONGOING = re.compile(
    r"\b(?:still (?:have|has|got|there|here|getting|get|hurts?|itch\w*|feel|bother\w*|having|a "
    r"bit|comes?|going|sore|there's|swollen|happens?|"
    r"ongoing|is|not|red|dizzy|tired)|it's still|ongoing|hasn't (?:gone|stopped|cleared|"
    r"gotten)|has not (?:gone|stopped)|"
    r"hasn't really|comes and goes|come and go|on and off|not gone|every (?:day|night|morning|"
    r"evening|time)|most (?:days|nights|"
    r"mornings)|right now|continu\w+|constant(?:ly)?|not (?:really )?(?:better|improv\w+)|i "
    r"(?:have|get|have had|'ve had|'ve got|feel)\b[^.]*\bsince\b|persist\w*|keeps? (?:coming|"
    r"happening|waking))\b",
    re.IGNORECASE,
)
_RESOLVED = re.compile(
    r"\b(?:(?:is|was|has|have|had|it's|'s|they're|are|it|all|been|just|then|both|completely|"
    r"totally) gone|went away|gone away|(?:ended|stopped) (?:by|on) (?:it|them)sel\w+|(?:feel|"
    r"am|was) (?:\w+ )?fine (?:again|now|after)|it ended|gone (?:now|by|after|completely)|"
    r"cleared (?:up|completely)?|resolved|disappeared|back to normal|(?:it|they|that|which|"
    r"and) (?:just )?stopped|(?:has|have|that's|it's|they've|that has) stopped|"
    r"(?:all|much|fine|totally|completely) (?:fine|better) now|fine now|better now|okay now|ok "
    r"now|i'm fine|am fine|over (?:it|now)|healed|"
    r"settled (?:down )?(?:after|by|within|now|on its own)|passed (?:after|within|by|on its "
    r"own)|lasted (?:about |only |for |maybe |just |around )?"
    r"(?:an?|one|two|three|four|five|six|seven|a couple|a few|\d+)|recovered|no longer|no more|"
    r"not any ?more|hasn't (?:come back|happened|"
    r"returned)|haven't had (?:it|one|any|that) since|not since|for (?:about |only |just "
    r")?(?:an?|one|two|three|a couple of|a few|\d+) (?:hours?|days?|minutes?)(?: and)?|"
    r"(?:not|nothing|none) since|it's (?:all )?(?:better|done)|wore off|faded(?: away)?)\b",
    re.IGNORECASE,
)


def severity(dialogue: Dialogue, event: Event, segment: Sequence[Sentence]) -> Severity:
    """As named by a speaker, else from a number out of ten, else from how it is told."""
    own = [s for s in _about(event, segment) if not (dialogue.staff(s.turn) and s.question)]
    for sentence in own:
        if named := {m[1].lower() for m in _NAMED.finditer(sentence.text)}:
            return _only(named)
    for sentence in own:
        if grade := _of_ten(sentence, dialogue):
            return grade
    return next((grade for s in own if not dialogue.staff(s.turn) and (grade := _felt(s.text))), "not_stated")


def _only(named: set[str]) -> Severity:
    """ "Mild to moderate" is the worse of the two."""
    if "severe" in named:
        return "severe"
    return "moderate" if "moderate" in named else "mild"


def _of_ten(sentence: Sentence, dialogue: Dialogue) -> Severity | None:
    asked = dialogue.question_before(sentence.at)
    if not _SCALE.search(sentence.text) and not (asked and _SCALE.search(asked.text)):
        return None
    found = [n.value for n in numbers(sentence.text) if 0 < n.value <= 10]
    if not found or (found == [10.0]):
        return None
    return "mild" if found[0] <= 3 else "moderate" if found[0] <= 6 else "severe"


def _felt(text: str) -> Severity | None:
    return next((grade for grade, pattern in _FELT if pattern.search(text)), None)


def onset(dialogue: Dialogue, event: Event, segment: Sequence[Sentence]) -> str | None:
    """The first time named with the event, as said."""
    told = [s for s in segment if not s.question and not any(True for _ in lexicon().drugs.find(s.words))]
    texts = [*(item.mention.sentence.text for item in event.said), *(s.text for s in told)]
    return next((when for text in texts if (when := when_in(text))), None) or _asked_when(dialogue, segment)


def _asked_when(dialogue: Dialogue, segment: Sequence[Sentence]) -> str | None:
    """A short answer to "when was that?", whole."""
    for question in (s for s in segment if s.question and _WHEN_ASKED.search(s.text)):
        answer = dialogue.answer(question)
        if answer and len(answer[0].words) <= _SHORT_ANSWER:
            return answer[0].text.rstrip(" .")
    return None


def outcome(dialogue: Dialogue, event: Event, segment: Sequence[Sentence]) -> Outcome:
    """What was said last of how it went."""
    result: Outcome = "not_stated"
    for sentence in _about(event, segment):
        named = any(sentence is item.mention.sentence for item in event.said)
        if not named and any(True for _ in lexicon().drugs.find(sentence.words)):
            continue
        if dialogue.staff(sentence.turn) and sentence.question:
            result = _asked_outcome(dialogue, sentence) or result
        else:
            said = _said_outcome(sentence.text)
            result = result if said is None or (named and said == "resolved" and _is_a_loss(event)) else said
    return result


def _is_a_loss(event: Event) -> bool:
    """ "My appetite is gone" is the event itself, not its end."""
    return event.term.startswith(("loss", "decreased", "hair loss"))


def _said_outcome(text: str) -> Outcome | None:
    if _RECOVERING.search(text):
        return "recovering"
    if _ONGOING.search(text):
        return "ongoing"
    return "resolved" if _RESOLVED.search(text) else None


def _asked_outcome(dialogue: Dialogue, question: Sentence) -> Outcome | None:
    """ "Is it gone now?" - "Yes." and "Do you still have it?" - "No."."""
    said = polarity(dialogue.answer(question))
    if said == "unclear":
        return None
    if re.search(r"\b(?:gone|resolved|cleared|better|stopped|recovered|go away)\b", question.text, re.IGNORECASE):
        return "resolved" if said == "yes" else "ongoing"
    if re.search(r"\b(?:still|ongoing|now)\b", question.text, re.IGNORECASE):
        return "ongoing" if said == "yes" else "resolved"
    return None


def _about(event: Event, segment: Sequence[Sentence]) -> Iterable[Sentence]:
    """The sentences that name the event, and those that follow on it, in order."""
    named = [item.mention.sentence for item in event.said]
    every = {(s.at, s.start): s for s in (*named, *segment)}
    return [every[place] for place in sorted(every)]
