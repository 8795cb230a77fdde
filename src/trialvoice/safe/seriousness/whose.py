"""Whether something grave that is told happened to the participant, or to somebody else who was named.

A caregiver's "he" is the participant, unless another person of that sex was named just before, or was asked about:
"How's your mother?" - "They kept her in overnight.".
"""

import re
from functools import cache

from trialvoice.safe.language import cues
from trialvoice.safe.language.assertion import Mention
from trialvoice.safe.language.bystanders import another_file
from trialvoice.safe.language.dialogue import Dialogue, Sentence
from trialvoice.safe.language.people import people

_OWNER = r"(?:my|our|his|her|their|your|the|an?|another|some|one of (?:my|our|the))"
_BETWEEN = r"(?:[\w'-]+\s+){0,2}?"
_SELF = re.compile(r"\b(?:i|i'm|i've|i'd|me|my|myself|we|us)\b", re.IGNORECASE)
_ME = re.compile(r"\b(?:i|i'm|i've|i'd|me|myself)\b", re.IGNORECASE)
_PRONOUN = {
    "male": re.compile(r"\b(?:he|he's|he'd|him|his)\b", re.IGNORECASE),
    "female": re.compile(r"\b(?:she|she's|she'd|her|hers)\b", re.IGNORECASE),
}
_WITH_ME = re.compile(r"\b(?:told|called|rang|phoned|gave|let|with|asked|lost) me\b", re.IGNORECASE)
_ANOTHER_SUBJECT = re.compile(
    r"\b(?:another|different|other|next|previous) (?:participant|patient|subject)|\bthis isn't (?:him|her)\b|\bnot "
    r"(?:him|her|this one)\b|\b(?:people|participants|patients) (?:have|had|were|got)\b",
    re.IGNORECASE,
)
_KIN_RANG = re.compile(
    r"\b(?:\w+'s|his|her|the) (?:daughter|son|wife|husband|partner|mother|father|sister|brother) (?:\w+ )?(?:phoned|"
    r"called|rang|wrote|emailed|told|left|came)\b",
    re.IGNORECASE,
)
_STAFF_THEMSELVES = re.compile(
    r"\bmy (?!notes?|list|sheet|form|log)\w+ (?:\w+ )?$|\bmy heart\b|\bi (?:was|nearly|almost)\b",
    re.IGNORECASE,
)
_COLLEAGUE = re.compile(
    r"\b(?:our|my|their|the site's) (?:\w+ )?(?:pharmacist|coordinator|receptionist|secretary|manager|courier|driver|"
    r"colleague|nurse|technician|trainee|student|boss)\b(?! (?:said|says|told|rang|called|phoned|heard|saw|noticed|"
    r"reported|wrote|admitted|sent|took|got the|found))",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"^(?:\s+\w+)?\s+(?:r[ai]ng|call(?:ed|s)|phoned|said|says|told|found|drove|took|brought|noticed|heard|left a|"
    r"(?:e-?mail|text)ed|wrote|got hold)\b",
    re.IGNORECASE,
)
_NOTED_OF_KIN = re.compile(rf"^\W*(?:(?:his|her|the) )?{cues.PERSON}[,:]", re.IGNORECASE)
"""Read from a note: "Wife, fractured hip"."""
_LOOK_BACK = 2


def about_another(dialogue: Dialogue, mention: Mention) -> bool:
    """Whether a mention is about somebody other than the participant."""
    sentence, said = mention.sentence, f"{mention.before} {mention.named}"
    if dialogue.staff(sentence.turn):
        if another_file(dialogue, sentence) or _COLLEAGUE.search(said) or _NOTED_OF_KIN.match(sentence.text):
            return True
        if _reported_by_kin(dialogue, sentence):
            return False
        if _STAFF_THEMSELVES.search(said) and not _last_pronoun(said) >= 0:
            return True
        return bool(_ANOTHER_SUBJECT.search(said)) or _other_last(dialogue, mention, own=re.compile(r"\byou\b", re.I))
    if sentence.turn.role == "caregiver":
        return _caregiver_about_another(dialogue, mention)
    return _other_last(dialogue, mention, own=_SELF)


def _reported_by_kin(dialogue: Dialogue, sentence: Sentence) -> bool:
    """Staff telling what kin told of the participant: "His daughter phoned. Her father has died."."""
    told = [s for s in dialogue.by_turn[sentence.at] if s.start < sentence.start][-_LOOK_BACK:]
    return any(_KIN_RANG.search(s.text) for s in told)


def _caregiver_about_another(dialogue: Dialogue, mention: Mention) -> bool:
    said = f"{mention.before} {mention.named}"
    sex = _sex_in_care(dialogue)
    if sex and not _PRONOUN[sex].search(said) and _PRONOUN["female" if sex == "male" else "male"].search(said):
        return True
    if _last(_ME, said) > _last_pronoun(said) and not _in_their_care(dialogue, said):
        return True
    return _other_last(dialogue, mention, own=None)


def _in_their_care(dialogue: Dialogue, said: str) -> bool:
    """Whether a caregiver who speaks of themselves means the one in their care: "my dad died on me"."""
    who = _kin_in_care(dialogue)
    return bool(who and re.search(rf"\bmy {who}\b", said, re.IGNORECASE)) or bool(_WITH_ME.search(said))


def _other_last(dialogue: Dialogue, mention: Mention, own: re.Pattern[str] | None) -> bool:
    """Whether the person named last, before or in the mention, is another than the participant."""
    said = f"{mention.before} {mention.named}"
    named = [m for m in _others().finditer(said) if not _in_care(dialogue, m["who"])]
    mine = _last(own, said) if own else -1
    if named:
        return named[-1].start("who") > mine and not _tells_of(named[-1]["who"].lower(), said[named[-1].end() :])
    if mine >= 0:
        return False
    return _taken_up(dialogue, mention.sentence, said)


def _tells_of(person: str, rest: str) -> bool:
    """Whether the person named is only who tells or helps: "his wife rang and said he was kept in"."""
    used = {sex for sex, pattern in _PRONOUN.items() if pattern.search(rest)}
    return bool(used) and (_sex(person) not in (*used, None) or bool(_TELLS.match(rest)))


def _taken_up(dialogue: Dialogue, sentence: Sentence, said: str) -> bool:
    """Whether "she", or nobody at all, takes up a person named just before, or asked about."""
    told = [s for s in dialogue.by_turn[sentence.at] if s.start < sentence.start][-_LOOK_BACK:]
    for before in reversed(told):
        if person := _person_in(dialogue, before.text):
            return _agrees(person, said)
        if not dialogue.staff(sentence.turn) and sentence.turn.role != "caregiver" and _ME.search(before.text):
            return False
    asked = dialogue.question_before(sentence.at)
    person = _person_in(dialogue, asked.text) if asked and dialogue.staff(asked.turn) else None
    return person is not None and _agrees(person, said)


def _agrees(person: str, said: str) -> bool:
    """Whether the pronoun that is said, if any, can stand for that person."""
    used = {sex for sex, pattern in _PRONOUN.items() if pattern.search(said)}
    return not used or not _sex(person) or _sex(person) in used


def _person_in(dialogue: Dialogue, text: str) -> str | None:
    """The last other person named in a text."""
    found = [m["who"].lower() for m in _others().finditer(text) if not _in_care(dialogue, m["who"])]
    return found[-1] if found else None


def _last_pronoun(text: str) -> int:
    return max(_last(pattern, text) for pattern in _PRONOUN.values())


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)


def _in_care(dialogue: Dialogue, word: str) -> bool:
    """Whether the word names the participant: the caregiver's "my dad", the staff's "your father"."""
    who = _kin_in_care(dialogue)
    return who is not None and (word.lower() == who or {word.lower(), who} in _SAME)


_SAME = ({"dad", "father"}, {"mom", "mother"}, {"mum", "mother"}, {"son", "boy"}, {"daughter", "girl"})


def _sex_in_care(dialogue: Dialogue) -> str | None:
    who = _kin_in_care(dialogue)
    return _sex(who) if who else None


def _kin_in_care(dialogue: Dialogue) -> str | None:
    """The kin of whom a caregiver speaks first, or is asked, where the participant does not speak: "about my dad"."""
    if any(turn.role == "participant" for turn in dialogue.turns) or dialogue.staff_only:
        return None
    told = (_kin("your" if dialogue.staff(turn) else "my").search(turn.text) for turn in dialogue.turns)
    return next((match[1].lower() for match in told if match), None)


@cache
def _kin(owner: str) -> re.Pattern[str]:
    words = "|".join(sorted(people()["kin"], key=len, reverse=True))
    return re.compile(rf"\b{owner} ({words})\b(?!'s)", re.IGNORECASE)


def _sex(person: str) -> str | None:
    return next((sex for sex in ("male", "female") if person in people()[sex]), None)


@cache
def _others() -> re.Pattern[str]:
    words = "|".join(sorted(people()["male"] | people()["female"] | people()["either"], key=len, reverse=True))
    return re.compile(
        rf"\b{_OWNER}\s+{_BETWEEN}(?P<who>{words})\b(?!'s (?:hospital|ward|unit|clinic|cent))", re.IGNORECASE
    )
