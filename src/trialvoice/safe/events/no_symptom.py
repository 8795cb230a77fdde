"""Words of illness that are none in their sentence: by what they do there, not by a list of sayings.

A thing falls, a person shakes something off, stones are likened to a breast, a cough is only when it hurts.
"""

import re

from trialvoice.safe.language.assertion import Mention
from trialvoice.safe.language.people import all_people
from trialvoice.safe.lexicon import Lexicon

_ONLY_WHEN = re.compile(
    r"\b(?:when(?:ever)?|if|each time|every time|before|after) (?:i|he|she|you|they|we) (?:even |do |just )?$",
    re.IGNORECASE,
)
_PASSING = re.compile(r"^(?:cough|sneez|laugh|yawn|swallow)\w*$", re.IGNORECASE)
_DONE_TO_IT = re.compile(
    r"^\s+(?:(?:it|that|this|them|things|him|her) (?:off|out|up|down|away|over)\b|hands?\b|on it\b|(?:my|his|her|"
    r"your|the) "
    r"(?:head|fist|hand)\b)",
    re.IGNORECASE,
)
_PART_GIVES_WAY = re.compile(r"^\s+(?:lungs?|vertebra\w*|dis[ck]s?|veins?|arch\w*)\b", re.IGNORECASE)
_MOVING = ("fall", "tremor", "fainting", "seizure", "chills")
"""What bodies do, and things as well: pants fall, a deal collapses, a hand is shaken."""
_NOT_OF_THE_BODY = re.compile(
    r"^\s+(?:with (?:laugh\w+|rage|excitement|relief|joy)\b|(?:in)?to (?:bed|place|love|line|step|conversation|debt|"
    r"a (?:chair|routine|pattern|habit))\b)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"\b(?P<owner>my|his|her|your|our|their|the|a) (?:[\w-]+ )?(?P<noun>(?!and\b|or\b|but\b|then\b|so\b|i\b|he\b|"
    r"she\b|they\b|with\b|to\b|of\b)[a-z]+)(?:'s|s')?(?: (?:is|are|was|were|has|have|had|"
    r"keeps?|kept|just|nearly|all|still|always|went|been))*\s*$",
    re.IGNORECASE,
)
_PLACE = re.compile(r"^(?:on|off|out|in|at|under|over)\s+(?:the\s+)?", re.IGNORECASE)
_OF_A_THING = re.compile(r"^\s+of (?:the|a|an|my|his|her|our|your)\b", re.IGNORECASE)
_ALMOST = re.compile(r"\b(?:about|nearly|almost|practically|near enough) (?:had (?:a|an) )?$", re.IGNORECASE)
_SUDDEN = ("fall", "seizure", "stroke", "heart attack")
_OTHER_SENSE = {
    "seizure": re.compile(
        r"\b(?:i'm|am|is|are|was|were|be|been|being|keep|kept|get|getting|stay\w*|feel\w*|as|so|very|really|pretty|"
        r"perfectly|quite|to|will|would|does|did|doesn't|didn't|all|not|n't) $",
        re.IGNORECASE,
    ),
    "abscess": re.compile(r"\b(?:i'm|am|is|are|was|were|be|been|it's|absolutely|so|the|a) $", re.IGNORECASE),
}
"""Before "fit" that is no fit but health, and "boiling" that is no boil but heat."""
_HEALTHY = re.compile(r"^fit (?:and (?:well|healthy|able|ready)|as|for|enough|to)\b", re.IGNORECASE)
_HEATED = re.compile(r"\b(?:blood|kettle|water|pan|to the|to a|potatoes|eggs?) $", re.IGNORECASE)
_SENSED = {
    "seizure": re.compile(r"^fit$", re.IGNORECASE),
    "abscess": re.compile(r"^boil(?:ing|ed|er)$", re.IGNORECASE),
}
_TO_DO = re.compile(r"^\s+(?:to (?!(?:bits|death|distraction|my|the)\b)[a-z]+|for a\b)", re.IGNORECASE)
_AT_A_THING = re.compile(r"^\s+(?:with|at)\b", re.IGNORECASE)
_AN_ANIMAL = re.compile(
    r"\b(?:the|my|our|his|her|their|a|next door's) (?:\w+ )?(?:cat|dog|puppy|kitten|horse|budgie|rabbit|hamster|parrot|"
    r"cow|sheep|goat|pony)s?(?:'s|'d)? (?:(?:is|was|were|has|had|just|keeps?|kept|been|always|never) )*$",
    re.IGNORECASE,
)
_TO_SOMEBODY = re.compile(r"^\s*(?:me|him|her|my|us|his|you|your)\b", re.IGNORECASE)
_OF_A_KIND = re.compile(r"^\s+of an?\b", re.IGNORECASE)
_PASSING_TERMS = ("cough", "hoarseness", "sneezing", "hiccups", "yawning")
_EXCUSED = re.compile(
    r"^\W*(?:(?:oh|ooh|um)\W+)?(?:sorry|excuse me|pardon(?: me)?)\W+(?:(?:i've|got|a|just|that) ?){0,3}$", re.I
)
"""What somebody begs pardon for in passing."""
_DRIVEN = re.compile(
    r"\b(?:dr(?:iv\w+|ove)|send(?:s|ing)?|sent) (?:me|us|him|her|you|them|everyone) (?:up the wall|mad|crazy|nuts|"
    r"round the (?:bend|twist)|insane|potty|bananas|to (?:drink|distraction))",
    re.IGNORECASE,
)
_JUST_BEFORE = 20
"""Characters before the words in which a saying begins."""
_BY_A_NUISANCE = re.compile(
    r"\b(?:boss|manager|neighbou?rs?|paperwork|forms?|council|bank|job|taxes|tax|politic\w+|traffic|parking|"
    r"computers?|phone|internet|password|kids|teenagers?|son|daughter|husband|wife|brother|sister|mother|he|she|they|"
    r"who|this one|you lot|in-laws?)(?:'s|'re)?(?: \w+){0,2} giv(?:es?|ing)(?: me| us| him| her)?(?: \w+){0,2}\s*$",
    re.IGNORECASE,
)
_A_PAIN = re.compile(r"^(?:(?:such )?an? |the )?(?:head ?ache|migraine|ulcers?|palpitations)s?$", re.IGNORECASE)
_LIKENED = re.compile(r"^(?:like|hard as|as hard as)\b", re.IGNORECASE)
_PEOPLE = ("man", "lady", "woman", "gentleman", "patient", "participant", "subject", "kid", "one", "pair", "person")
_JUST_SAID = 40
"""Characters before a likeness in which what is likened was named."""
_BOWEL = frozenset({"stomach", "bowel", "bowels", "belly", "abdomen", "abdominal"})


def no_symptom(mention: Mention, words: Lexicon) -> bool:
    """Whether the words named are no illness in their sentence."""
    return (
        _in_passing(mention)
        or bool(mention.term == "fainting" and _PART_GIVES_WAY.match(mention.after))
        or _a_thing_does_it(mention, words)
        or _a_place(mention)
        or (mention.term in _SUDDEN and bool(_ALMOST.search(mention.before)))
        or _likened_to_another_part(mention, words)
        or _another_sense(mention)
        or bool(_AN_ANIMAL.search(mention.before) and not _TO_SOMEBODY.match(mention.after))
        or bool(_A_PAIN.search(mention.named) and _OF_A_KIND.match(mention.after))
        or bool(mention.term in _PASSING_TERMS and _EXCUSED.match(mention.before))
        or bool(_DRIVEN.search(f"{mention.before[-_JUST_BEFORE:]}{mention.named}"))
        or bool(mention.term in _MOVING and _NOT_OF_THE_BODY.match(mention.after))
        or bool(_BY_A_NUISANCE.search(mention.before) and _A_PAIN.match(mention.named))
    )


def _in_passing(mention: Mention) -> bool:
    """ "It hurts when I cough" tells of the pain."""
    return bool(_PASSING.match(mention.named) and _ONLY_WHEN.search(mention.before))


def _a_thing_does_it(mention: Mention, words: Lexicon) -> bool:
    if mention.term not in _MOVING:
        return False
    if _DONE_TO_IT.match(mention.after):
        return True
    subject = _SUBJECT.search(mention.clause)
    if subject is None:
        return False
    noun = subject["noun"].lower()
    own_body = any(True for _ in words.body.find(mention.sentence.words))
    return not own_body and noun not in all_people() and noun not in _PEOPLE


def _a_place(mention: Mention) -> bool:
    """ "On the edge of the bed"."""
    return bool(_PLACE.match(mention.named) and _OF_A_THING.match(mention.after))


def _likened_to_another_part(mention: Mention, words: Lexicon) -> bool:
    """ "The breasts are like stones" is no constipation."""
    if mention.term != "constipation" or not _LIKENED.match(mention.named):
        return False
    just_said = [w for w in mention.sentence.words if mention.start - _JUST_SAID <= w.start < mention.start]
    parts = {hit.name for hit in words.body.find(just_said)}
    return bool(parts) and not parts & _BOWEL


def _another_sense(mention: Mention) -> bool:
    """ "Fit as a fiddle", "boiling in that car", "itching to get away"."""
    if mention.term == "seizure" and _HEALTHY.match(f"{mention.named}{mention.after}"):
        return True
    if mention.term == "abscess" and _HEATED.search(mention.before) and mention.named.lower().startswith("boil"):
        return True
    sensed = _SENSED.get(mention.term)
    if sensed and sensed.match(mention.named) and _OTHER_SENSE[mention.term].search(mention.before):
        return True
    if mention.named.lower() == "hopeless" and _AT_A_THING.match(mention.after):
        return True
    return mention.named.lower() in ("itching", "dying", "aching", "burning") and bool(_TO_DO.match(mention.after))
