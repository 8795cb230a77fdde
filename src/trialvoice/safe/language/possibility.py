"""Whether something named only might be: feared, warned of, read out, asked ahead."""

import re

from trialvoice.safe.language import cues
from trialvoice.safe.language.dialogue import Dialogue
from trialvoice.safe.language.mention import Mention

_ASKS_AHEAD = re.compile(
    r"^\W*(?:(?:and|so|but|um+|uh+|oh|well)\W+)*(?:will|would|could|can|might|should|am|are|is) (?:i|you|it|that|this|"
    r"they|we|there|he|she|people)\b(?! (?:\w+ )?(?:not )?(?:still|the reason|why)\b)(?=.*\b(?:be|get|have|feel|make|"
    r"give|cause|bring|happen|start|go)\b)",
    re.IGNORECASE,
)
"""A participant who asks what may come."""
_READ_OUT = re.compile(
    r"\b(?:it|they|that|leaflet|form|sheet) (?:says?|said|lists?|mention\w*|warn\w*|talks? about)\b", re.I
)
_LEAFLET = re.compile(r"\b(?:leaflet|form|sheet|consent|information|booklet|risks?|side[- ]effects?)\b", re.IGNORECASE)
"""What lists what may come."""
_LISTED_RISKS = re.compile(
    r"\b(?:risks?|side[- ]effects?|things that (?:can|could|may|might)|"
    r"(?:can|could|may|might) (?:cause|lead|give|bring|get|have|happen)|have been (?:seen|"
    r"reported)|in (?:some|other) (?:people|patients|studies|participants)|"
    r"the (?:form|sheet|leaflet) (?:says|lists|warns))\b",
    re.IGNORECASE,
)
"""Staff reading out what the consent form warns of."""
_HABIT = re.compile(
    r"\bif\b.*\b(?:i|it|he|she|you|they|we|my \w+|the \w+)\b.*\b(?:i|it|he|she)\s+(?:still |just |sometimes |"
    r"usually )?(?:get|feel|felt|got|start\w*|am|go|'m|gets|feels|goes|hurts)\b",
    re.I,
)
_IF_SO = re.compile(r"^(?:'s)?\W*(?:if (?:you|he|she) (?:get|gets|have|has|need)|in case)\b", re.IGNORECASE)
"""What is to be done should it come: "Tylenol for fevers if you get any"."""
_ALLERGY_ASKED = re.compile(
    r"\ballerg(?:y|ies|ic to)\b(?!.*\b(?:study|trial)\b)|\bwhat (?:happens|happened) when (?:you|he|she)\b|"
    r"\bwhat(?: kind of| sort of|'s the| was the)? reaction\b",
    re.IGNORECASE,
)
_REACTS = re.compile(
    r"\b(?:gets?|got|breaks?|broke|gives?|gave|causes?|makes?|made|comes? (?:up|out)|came (?:up|out)|reaction)\b",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:since|now|today|yesterday|lately|this (?:week|morning)|right now|for (?:a|the|\d))\b", re.IGNORECASE
)
_OWNED = re.compile(r"\b(?:this|these|my|that|those|the|his|her)(?: \w+)? $", re.IGNORECASE)


def only_possible(dialogue: Dialogue, mention: Mention) -> bool:
    """Whether it is feared, warned of, supposed, or what something would do."""
    if warned(dialogue, mention) and not cues.SELF.search(mention.sentence.text):
        return True
    if cues.WARNING.search(mention.before) or _IF_SO.match(mention.after):
        return True
    if _allergy_does(dialogue, mention) or _read_out(dialogue, mention):
        return True
    return bool(cues.MAYBE.search(mention.clause)) and not _HABIT.search(mention.clause)


def asks_ahead(mention: Mention) -> bool:
    """Whether a question asks what may come: "will I be tired?"; "could my cough be that?" has the cough."""
    asks = mention.sentence.question and _ASKS_AHEAD.match(mention.sentence.text)
    return bool(asks) and not _OWNED.search(mention.before)


def warned(dialogue: Dialogue, mention: Mention) -> bool:
    """Whether the turn reads out what may come: a list of risks goes on over its sentences."""
    before = [s for s in dialogue.by_turn[mention.sentence.at] if s.start < mention.sentence.start]
    return any(_LISTED_RISKS.search(s.text) for s in (*before, mention.sentence))


def _allergy_does(dialogue: Dialogue, mention: Mention) -> bool:
    """What an allergy does that was asked after: "Any allergies?" - "Penicillin, I get a rash."."""
    asked = dialogue.question_before(mention.sentence.at)
    if not asked or dialogue.staff(mention.sentence.turn) or not _ALLERGY_ASKED.search(asked.text):
        return False
    return bool(_REACTS.search(mention.before + mention.named)) and not _NOW.search(mention.sentence.text)


def _read_out(dialogue: Dialogue, mention: Mention) -> bool:
    """Whether it is what a leaflet says that was asked about: "did you read it?" - "It says headaches"."""
    asked = dialogue.question_before(mention.sentence.at)
    return bool(_READ_OUT.search(mention.before) and asked and _LEAFLET.search(asked.text))
