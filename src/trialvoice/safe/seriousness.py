"""The six criteria of ICH E2A, each with the words that meet it, and the event it belongs to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from trialvoice.core.findings import Criterion, Evidence
from trialvoice.safe.assertion import Mention, judge
from trialvoice.safe.dialogue import Dialogue
from trialvoice.safe.drafts import quote_of
from trialvoice.safe.problems import Event

_PERSON = (
    r"(?:me|him|her|us|you|them|(?:my|the|her|his) \w+|\[NAME_\d+\]|the (?:participant|subject|"
    r"patient)|subject \S+)"
)
_STAY = r"(?:one|two|three|four|five|six|seven|a|an|several|a few|a couple of|\d+)"
_CRITERIA: tuple[tuple[Criterion, re.Pattern[str]], ...] = (
    (
        "hospitalisation",
        re.compile(
            rf"\b(?:admitted (?!to (?:the )?(?:study|trial)|that|he|she|it|i\b)|(?:was|were|got|been|"
            rf"being) admitted|hospitali[sz](?:ed|ation)|"
            rf"kept {_PERSON} (?:in\b|overnight|over ?night|there|for (?:observation|{_STAY} (?:days?|"
            rf"nights?))|under observation|until)|"
            rf"in (?:the |a )?hospital(?! (?:car|pharmacy|cafe|lobby|gift|parking|for (?:my|the|a) "
            rf"(?:appointment|visit|test|scan)))|"
            rf"(?:stay(?:ed)?|spent|spend|were|was|lay) (?:[\w-]+ ){{0,5}}(?:nights?|days?) (?:in|at|"
            rf"on) (?:the |a |that )?(?:hospital|ward|icu|unit|infirmary|there)|"
            rf"{_STAY} (?:nights?|days?) (?:in|at|on) (?:the |a )?(?:hospital|ward|icu|cardiac|stroke)|"
            rf"in for (?:one|two|three|four|five|six|seven|a couple of|a few|\d+) (?:nights?|days?)|"
            rf"emergency (?:surgery|operation)|in-?patient|on (?:the|a) (?:\w+ )?ward|discharged|"
            rf"intensive care|\bicu\b|stay(?:ed)? overnight|"
            rf"overnight (?:in|at) (?:the )?(?:hospital|ward|er|emergency|a&e))\b",
            re.IGNORECASE,
        ),
    ),
    (
        "life_threatening",
        re.compile(
            r"\b(?:life[- ]threatening|(?:nearly|almost) died|could have died|intensive care|icu|"
            r"stopped breathing|"
            r"heart stopped|resuscitat\w+|ventilator|intubat\w+|defibrillat\w+|anaphyla\w+)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "disability",
        re.compile(
            r"\b(?:permanent(?:ly)? (?:damage\w*|disab\w*|los\w*|blind\w*|paraly\w*|unable)|disabled|"
            r"disability|can no longer "
            r"(?:walk|see|work|use)|lost (?:the )?(?:sight|vision|use of|hearing)|paraly[sz]ed|blind in)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "congenital_anomaly",
        re.compile(r"\b(?:birth defect|congenital (?:anomaly|defect|malformation))\b", re.IGNORECASE),
    ),
    (
        "death",
        re.compile(
            r"\b(?:(?:he|she|the (?:participant|subject|patient)|subject \S+|my (?:husband|wife|mother|"
            r"father)) (?:has |had )?(?:sadly )?(?:died|passed away)|"
            r"(?:was|were) found dead|fatal)\b",
            re.IGNORECASE,
        ),
    ),
)
_IMPORTANT = frozenset(
    ("seizure", "anaphylaxis", "heart attack", "stroke", "blood clot", "suicidal thoughts", "overdose",
     "sepsis", "cancer", "gastrointestinal bleeding", "vomiting blood", "facial droop", "paralysis")
)  # fmt: skip
_PLANNED = re.compile(r"\b(?:planned|scheduled|elective|booked|routine|day surgery)\b", re.IGNORECASE)
_DIAGNOSES = _IMPORTANT | frozenset(
    ("pneumonia", "fracture", "kidney problem", "appendicitis", "pancreatitis", "gallstones", "heart failure",
     "atrial fibrillation", "dehydration", "jaundice", "skin infection", "infection", "stomach ulcer")
)  # fmt: skip
"""What a stay in hospital is often explained by, a few sentences later."""
_LONGEST_STORY = 10
_STORY = 6.5
_AFTER = 4.0
"""What was told before is meant rather than what comes after."""


@dataclass(frozen=True, slots=True)
class Seriousness:
    """Criteria met, with their proof."""

    criteria: tuple[Criterion, ...]
    evidence: tuple[Evidence, ...]


def seriousness(dialogue: Dialogue, events: Sequence[Event]) -> dict[str | None, Seriousness]:
    """Criteria by the term of the event that they belong to; under None where no event is near."""
    found: dict[str | None, list[tuple[Criterion, Evidence]]] = {}
    for mention in _met(dialogue):
        proof = quote_of(dialogue, mention.sentence, mention.start, mention.end)
        for term in _belongs_to(dialogue, mention, events):
            found.setdefault(term, []).append((_criterion(mention.term), proof))
    for event in events:
        if event.term in _IMPORTANT and event.term not in found:
            first = event.said[0].mention
            proof = quote_of(dialogue, first.sentence, first.start, first.end)
            found[event.term] = [("important_medical_event", proof)]
    if any(term is not None for term in found):
        found.pop(None, None)
    return {term: _joined(met) for term, met in found.items()}


def _met(dialogue: Dialogue) -> list[Mention]:
    """What meets a criterion, about the participant, not denied, not feared, not planned, not long ago."""
    found = []
    for sentence in dialogue.sentences:
        for criterion, pattern in _CRITERIA:
            match = pattern.search(sentence.text)
            if not match or _PLANNED.search(sentence.text):
                continue
            mention = Mention(criterion, sentence, sentence.start + match.start(), sentence.start + match.end())
            verdict = judge(dialogue, mention)
            own_death = criterion == "death" and sentence.turn.role != "participant"
            if (verdict and verdict.assertion == "present" and criterion != "death") or own_death:
                found.append(mention)
    return found


def _belongs_to(dialogue: Dialogue, mention: Mention, events: Sequence[Event]) -> list[str | None]:
    """The events named nearest: in the same sentence, else close by, before rather than after."""
    order = {(s.at, s.start): at for at, s in enumerate(dialogue.sentences)}
    here = order[mention.sentence.at, mention.sentence.start]
    near: dict[str, float] = {}
    for event in events:
        for item in event.said:
            there = order[item.mention.sentence.at, item.mention.sentence.start]
            gap = here - there if here >= there else (there - here) + _AFTER
            near[event.term] = min(near.get(event.term, 99.0), float(gap))
    close = min(near.values(), default=99.0)
    if close > _LONGEST_STORY:
        return [None]
    return [term for term, gap in near.items() if gap == close or (term in _DIAGNOSES and gap <= _STORY)]


def _joined(met: Sequence[tuple[Criterion, Evidence]]) -> Seriousness:
    criteria = tuple(dict.fromkeys(criterion for criterion, _ in met))
    proofs = {(proof.turn, proof.start_char): proof for _, proof in met}
    return Seriousness(criteria, tuple(proofs.values()))


def _criterion(name: str) -> Criterion:
    return next(criterion for criterion, _ in _PATTERNED if criterion == name)


_PATTERNED = _CRITERIA
