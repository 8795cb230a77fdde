"""Whose something is that is named: the one whom the visit is about, or another."""

import re

from trialvoice.safe.language import cues
from trialvoice.safe.language.bystanders import another_file, of_other_sex, staff_themselves
from trialvoice.safe.language.dialogue import Dialogue
from trialvoice.safe.language.mention import Mention

_NAMED_OTHER = re.compile(
    rf"(?<!doctor )(?<!dr )(?<!nurse )\[NAME_\d+\],? (?:(?:who|also|just|actually|then|always) )*{cues.SUFFER}\b",
    re.IGNORECASE,
)
"""A participant who names somebody speaks of another: "except [NAME_1] who got food poisoning"."""
_NOT_IN_CARE = re.compile(
    r"\b(?:an?|another|one of (?:my|our|the)) (?:[\w-]+ )?(?:kid|child|baby|son|daughter|man|woman|lady|bloke)\b|"
    r"\b(?:my|our|his|her|the) (?:[\w-]+ )?(?:grand\w+|sister|brother|aunt|uncle|cousin|neighbou?r|"
    r"friend|colleague|boss|dog|cat|niece|nephew|"
    r"other (?:son|daughter|child|kid))\b",
    re.IGNORECASE,
)
_STARTS_WITH_OTHER = re.compile(
    rf"^\W*(?:(?:and|so|well|oh|but|then)[\s,]+)*(?:{cues.OWNER}\s+)?(?:[\w-]+\s+)?{cues.PERSON}\b", re.IGNORECASE
)
_IN_FAMILY = re.compile(
    r"\b(?:runs? in (?:the|my|our) family|in (?:the|my) family|on my (?:mother|father|mom|mum|dad)'s side)",
    re.I,
)
_OF_ANOTHER_AFTER_ALL = re.compile(
    rf"^\W*(?:(?:or|oh|no|wait|sorry|actually|well|i mean)[\s,.]+)*(?:that|it)(?: was|'s| is) (?:actually )?"
    rf"(?:my|his|her|our) (?:[\w-]+ )?{cues.PERSON}\b",
    re.IGNORECASE,
)
"""What was just told is set right: "I had my tonsils out. Sorry, that was my brother."."""
_SHORT_QUESTION = 6
_NEAR = 60
"""Characters before what is named in which staff say whose it is."""


_IS_ANOTHERS = re.compile(rf"\b(?:is|was|'s) (?:the|his|her|my) {cues.PERSON}'s\b", re.IGNORECASE)
"""Said after the name: "the cough on page six is the wife's"."""


def someone_else(dialogue: Dialogue, mention: Mention) -> bool:
    """Whether it is another's, by who is spoken of last before it, and by who speaks."""
    before, role = mention.before, mention.sentence.turn.role
    # The verb may be part of what is named: "my wife | had the flu".
    told = before + mention.named
    others = [m.start() for m in cues.OTHER_PERSON.finditer(told) if m.start() < len(before)]
    if role == "participant":
        others += [m.start() for m in _NAMED_OTHER.finditer(told) if m.start() < len(before)]
    if of_other_sex(dialogue, mention.sentence):
        return True
    if dialogue.staff(mention.sentence.turn) and (
        another_file(dialogue, mention.sentence)
        or staff_themselves(mention.sentence, f"{mention.before[-_NEAR:]}{mention.named}")
    ):
        return True
    if dialogue.staff_only:
        return bool(others) or bool(_IS_ANOTHERS.search(mention.after))
    if role == "caregiver" or (role == "participant" and dialogue.speaks_for_another):
        return _speaker_themselves(mention) or _not_in_care(dialogue, mention)
    if _of_another_after_all(dialogue, mention):
        return True
    if (
        _IS_ANOTHERS.search(mention.after)
        or cues.POSSESSIVE_OTHER.search(before)
        or _IN_FAMILY.search(mention.sentence.text)
    ):
        return True
    if _goes_on_about_another(dialogue, mention):
        return True
    last_other = max(others, default=-1)
    last_third = _last(cues.THIRD, before)
    last_self = _last(cues.SELF, before + mention.named)
    if last_other > last_self:
        return True
    if last_third > last_self:
        return dialogue.staff(mention.sentence.turn) is False
    return last_self < 0 and _answers_about_another(dialogue, mention)


def _of_another_after_all(dialogue: Dialogue, mention: Mention) -> bool:
    following = [s.text for s in dialogue.by_turn[mention.sentence.at] if s.start > mention.sentence.start][:2]
    return any(_OF_ANOTHER_AFTER_ALL.match(text) for text in following)


def _goes_on_about_another(dialogue: Dialogue, mention: Mention) -> bool:
    """Whether a few words go on about whom the sentence before was: "My neighbor fell. Broke his hip."."""
    sentence = mention.sentence
    before = [s.text for s in dialogue.by_turn[sentence.at] if s.start < sentence.start][-1:]
    if not before or len(sentence.words) > _SHORT_QUESTION or cues.SELF.search(sentence.text):
        return False
    return bool(_STARTS_WITH_OTHER.match(before[0])) and bool(cues.THIRD.search(sentence.text))


def _speaker_themselves(mention: Mention) -> bool:
    """A caregiver's own complaint: "I had a headache too"."""
    last_self, last_third = _last(cues.SELF, mention.clause), _last(cues.THIRD, mention.clause)
    return last_self > last_third and not cues.OTHER_NOUN.search(mention.before)


def _not_in_care(dialogue: Dialogue, mention: Mention) -> bool:
    """A caregiver about a third person: "my grandmother lives with us; she broke her arm"."""
    own = [s.text for s in dialogue.by_turn[mention.sentence.at] if s.start < mention.sentence.start][-1:]
    told = " ".join((*own, mention.before))
    named = _last(_NOT_IN_CARE, told)
    return named >= 0 and named > _last(cues.SELF, told)


def _answers_about_another(dialogue: Dialogue, mention: Mention) -> bool:
    asked = dialogue.question_before(mention.sentence.at)
    return bool(asked and cues.FAMILY_ASKED.search(asked.text))


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)
