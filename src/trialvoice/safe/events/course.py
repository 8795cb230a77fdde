"""The course of an event: once, on and off, all the time, better or worse."""

import re
from collections.abc import Sequence
from typing import Literal

from trialvoice.safe.events.about import Piece
from trialvoice.safe.events.outcome import Outcome
from trialvoice.safe.events.problems import Event
from trialvoice.safe.language.dialogue import Dialogue
from trialvoice.safe.lexicon import lexicon

Course = Literal["continuous", "intermittent", "improving", "worsening", "single", "not_stated"]
_WORSENING = re.compile(
    r"\b(?:(?:get(?:ting|s)?|got|gotten|much|even|went|gone|a lot|lot|bit|been) worse(?! (?:on|when|in the|after|at|"
    r"if|with))|worsen\w*|(?:even |yet )?more of it|creeping|climbing|growing|building up|(?:further|higher) up|spread(?:ing|s)?\b(?! on)|more and more|worse (?:since|and worse|every|each|than)|getting "
    r"(?:bigger|stronger|more)|now (?:it's|they're|its) (?:on |in )?(?:my|me|his|her) \w+ (?:and|an)|(?:more often|"
    r"more frequent)(?: now| than)?|now it's \w+ times)\b",
    re.IGNORECASE,
)
_INTERMITTENT = re.compile(
    r"\b(?:comes? and (?:it )?go(?:es)?|came and went|on and off|off and on|now and (?:then|again)|from time to time|"
    r"once in a while|every (?:single )?(?:\w+ )?(?:morning|night|evening|time|other day|few (?:days|hours)|now and)|"
    r"each time|most (?:every )?(?:days?|nights?|mornings?)|some (?:days|nights|mornings)|sometimes|occasionally|at "
    r"times|in (?:bouts|waves|spells|spurts)|(?:once|twice|\w+ times) (?:a|per|in the) (?:week|month|fortnight)|every "
    r"once in|kept (?:on )?coming|keeps? coming|when(?:ever)? (?:i|he|she) (?:stand|get|got|gets|stands|climb|bend|"
    r"walk|lie|move|eat|take|turn)\w*|after (?:i|he|she) (?:take|takes|eat|eats)|by the evening|in the evenings|gone "
    r"(?:in|by) the morning|a few times|couple of times|several times|(?:it comes|they come) (?:and|at|in|every)|"
    r"(?:mornings?|nights?|evenings?|afternoons?),? (?:mostly|mainly)|mostly (?:in the |at |of a )?(?:mornings?|nights?|evenings?)|"
    r"of (?:a|an) (?:morning|night|evening|afternoon)|(?:\w+|\w+ or \w+) (?:days|nights|mornings|evenings|times) (?:a|out of(?: the)?|in the|in every|every) "
    r"(?:week|month|fortnight|five|seven|ten)|in fits and starts|(?:by|in) (?:the )?(?:evening|night|morning)s?,? .{0,40}\bagain|one day .{0,20} the next|it varies|good days and bad|not every (?:night|day|morning|time)|then (?:they|it) (?:stops?|goes)|like "
    r"clockwork)\b",
    re.IGNORECASE,
)
_CONTINUOUS = re.compile(
    r"\b(?:(?:from )?(?:morning|dawn) (?:to|till|until) (?:night|dusk)|(?:without|no) let-?up|(?:day|night) in,? (?:day|night) out|never (?:leaves|gives|"
    r"eases)|all (?:the time|day|night)|constant(?:ly)?|non-?stop|never (?:lets? up|goes away|stops?|let up)|the whole "
    r"time|round the clock|day and night|continuous(?:ly)?|the same all|without (?:a break|stopping)|24/7|ain't no "
    r"(?:better|worse)|no better (?:and )?no worse|right up to the end|always there|permanent(?:ly)?)\b",
    re.IGNORECASE,
)
_SINGLE = re.compile(
    r"\b(?:one time(?= only|\W*[!.;]|\W*$)|(?:only|just) one time|never more|,? the once|never (?:\w+ )?(?:came|happened|did it|had it|been|recurred) (?:again|back|since)|(?:one|that) (?:day|night) only|"
    r"just the (?:one|once)|only (?:once|the once|the one|one time)|(?:happened|it was) (?:just |only )?once|"
    r"once and|just once|the one time|a one[- ]off|(?:it )?(?:was|were) (?:only |like |just |about )*(?:half )?an? "
    r"(?:minute|second|moment|hour)|one episode|single episode|never (?:before or since|again))\b",
    re.IGNORECASE,
)
_HAPPENS_ONCE = ("fall", "fainting", "seizure", "death", "miscarriage", "pregnancy loss", "overdose", "heart attack",
                 "stroke", "anaphylaxis", "accident", "attack", "infarct", "syncope")  # fmt: skip
_TENDENCY = re.compile(
    r"\b(?:keeps? (?:on )?\w+ing|several|more than once|falls|faints|fits|seizures|(?:fell|fall|fainted|faint|happened|did it|out|"
    r"over|down) (?:\w+ )?(?:twice|again|\w+ times)|another (?:fall|faint|fit|seizure|turn|one))\b",
    re.IGNORECASE,
)


def course(dialogue: Dialogue, event: Event, pieces: Sequence[Piece], came_to: Outcome) -> Course:
    """As told; what is over has no direction any more. came_to: its outcome."""
    told = [
        p.text
        for p in pieces
        if not (dialogue.staff(p.sentence.turn) and p.sentence.question)
        and (p.named or not any(True for _ in lexicon().drugs.find(p.sentence.words)))
    ]
    if came_to == "recovering":
        return "improving"
    if came_to != "resolved" and any(_WORSENING.search(text) for text in told):
        return "worsening"
    once = any(event.term.lower().split(" (")[0].endswith(name) for name in _HAPPENS_ONCE)
    if once and not any(_TENDENCY.search(text) for text in told):
        return "single"
    return next((name for name, pattern in _PATTERNS if any(pattern.search(text) for text in told)), "not_stated")


_PATTERNS: tuple[tuple[Course, re.Pattern[str]], ...] = (
    ("intermittent", _INTERMITTENT),
    ("continuous", _CONTINUOUS),
    ("single", _SINGLE),
)
