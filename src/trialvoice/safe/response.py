"""What is said of the condition under the study drug: improved, unchanged or worse."""

import re
from typing import Literal

from trialvoice.core.findings import TreatmentResponse
from trialvoice.core.study import Study
from trialvoice.safe import cues
from trialvoice.safe.assertion import LIKELY, POSSIBLE
from trialvoice.safe.dialogue import Dialogue, Sentence
from trialvoice.safe.drafts import Draft
from trialvoice.safe.lexicon import Phrases, lexicon
from trialvoice.safe.stems import tokens

SOURCE = "rule:response@1"
Direction = Literal["improved", "unchanged", "worse"]
_UNCHANGED = re.compile(
    r"\b(?:no (?:better|different|change|difference|improvement|worse)|(?:not|n't|never) "
    r"(?:\w+ ){0,3}(?:better|improv\w*|help(?:ed|ing|s)?|work(?:ed|ing|s)?|chang\w*|different|"
    r"any (?:change|difference|better|improvement)|"
    r"a difference|much (?:change|difference|better)|worse)|(?:about |just |pretty much |much |"
    r"exactly |more or less )?the same\b(?! (?:time|day|week|thing|way|one|dose|place|tablet|"
    r"drug))|unchanged|stayed put|"
    r"(?:hasn't|haven't|not) (?:really )?(?:budged|moved|done (?:anything|much))|no real "
    r"change|as (?:bad|before|ever)\b)",
    re.IGNORECASE,
)
_IMPROVED = re.compile(
    r"\b(?:(?:much|lot|bit|little|way|so much|definitely|slightly|somewhat|far|really|"
    r"feel(?:ing)?|getting|got|gotten|been|is|are|was|it's|even|certainly) better|better "
    r"(?:than|since|now|overall|every|each)|improv\w+|eas(?:ed|ing|ier)|"
    r"less (?:\w+ )?(?:pain|stiff\w*|often|frequent|swollen|swelling|intense|severe|bad|sore|"
    r"itchy|wheez\w*|anxious|tired|breathless|burning|attacks|headaches|\w+)|reduced|down "
    r"(?:to|from)|fewer|(?:went|gone|going|come|came|coming|dropped|drop) (?:\w+ )?(?:down|"
    r"from)|"
    r"disappear\w*|clear(?:ed|ing)|relie(?:f|ved)|help(?:s|ed|ing)|work(?:s|ing)|worked|milder|"
    r"looser|lighter|shorter|halved|brighter|happier|doing (?:something|the trick|its job|"
    r"their job|wonders)|only had|good days|"
    r"can (?:now |even |actually )?(?:\w+ )?(?:walk|climb|sleep|bend|kneel|do|go|run|play|open|"
    r"breathe|get)\b[^.]*\b(?:again|now|without|further|longer)|gone|nearly normal|half of "
    r"what|great progress|steadier|calmer|sleep(?:ing)? through)\b",
    re.IGNORECASE,
)
_WORSE = re.compile(
    r"\b(?:worse(?:ned|ning|ns)?|flar(?:e|ed|ing)|deteriorat\w*|more (?:pain|painful|stiff\w*|"
    r"swollen|swelling|frequent|often|severe|attacks|seizures|wheez\w*|headaches)|gone "
    r"downhill|higher than|increased|(?:gone|went|going|crept|come|came) (?:back )?up)\b",
    re.IGNORECASE,
)
_DRUG_WORKS = re.compile(
    r"\b(?:tablets?|pills?|capsules?|drug|medicine|medication|injections?|cream|patch(?:es)?|"
    r"inhaler|treatment|study|they|it|this|something)\b[^.?!]{0,25}\b(?:help(?:s|ed|ing)?|"
    r"work(?:s|ed|ing)?|making a difference|made a difference|"
    r"do(?:es|ing)? (?:something|anything|the trick))\b",
    re.IGNORECASE,
)
_MADE_A_DIFFERENCE = re.compile(
    r"(?<!n't )(?<!not )\b(?:making|made|makes) (?:a |such a |a real |a big |a huge "
    r")?difference|do(?:es|ing)? the trick",
    re.IGNORECASE,
)
_GENERIC = frozenset(
    [
        "chronic",
        "acute",
        "mild",
        "moderate",
        "severe",
        "disease",
        "disorder",
        "syndrome",
        "type",
        "the",
        "of",
        "and",
        "in",
        "with",
        "adult",
        "primary",
        "major",
        "essential",
        "stage",
        "active",
        "early",
        "advanced",
        "generalized",
        "generalised",
        "two",
        "one",
    ]
)


def responses(dialogue: Dialogue, study: Study) -> tuple[Draft, ...]:
    """Drafts, at most one for each direction; the last word on the same thing wins."""
    about = condition_words(study)
    found: dict[Direction, Draft] = {}
    for sentence in dialogue.sentences:
        direction = _direction(dialogue, sentence, about)
        if direction:
            found.setdefault(direction, _draft(dialogue, sentence, direction, about))
    if len(found) == 3 or ("unchanged" in found and "improved" in found):
        found.pop("unchanged")
    return tuple(found.values())


def condition_words(study: Study) -> Phrases:
    """How people name the condition under treatment."""
    indication = study.study.indication.lower()
    said = {indication, *study.study.indication_terms}
    said |= {token.word for token in tokens(indication) if token.word not in _GENERIC}
    for condition, spoken in lexicon().spoken_as.items():
        if condition in indication:
            said |= set(spoken)
    said |= {w for term in study.study.indication_terms for w in [_last_word(term)] if len(w) > 3}
    return Phrases.of({"condition": sorted(said)})


def _last_word(term: str) -> str:
    found = tokens(term)
    return found[-1].word if found else ""


def _direction(dialogue: Dialogue, sentence: Sentence, about: Phrases) -> Direction | None:
    """The direction of a statement about the condition, by the participant or somebody for them."""
    if sentence.question or (dialogue.staff(sentence.turn) and not dialogue.staff_only):
        return None
    text = sentence.text
    named = any(True for _ in about.find(sentence.words))
    if not (named or _asked_about(dialogue, sentence, about) or _DRUG_WORKS.search(text)):
        return None
    if not named and _about_something_else(sentence):
        return None
    if (
        cues.MAYBE.search(text)
        or cues.WARNING.search(text)
        or (cues.OTHER_PERSON.search(text) and not cues.SELF.search(text))
    ):
        return None
    return direction_of(text)


def direction_of(text: str) -> Direction | None:
    """The direction that a sentence speaks of; "worse at first, better now" is improved."""
    if _UNCHANGED.search(text):
        return "unchanged"
    better = [m.end() for m in (*_IMPROVED.finditer(text), *_MADE_A_DIFFERENCE.finditer(text))]
    worse = [m.end() for m in _WORSE.finditer(text)]
    if not better and not worse:
        return None
    return "improved" if max(better, default=-1) > max(worse, default=-1) else "worse"


def _asked_about(dialogue: Dialogue, sentence: Sentence, about: Phrases) -> bool:
    """Whether it answers a question about the condition, as one of the first sentences of the answer."""
    asked = dialogue.question_before(sentence.at)
    early = dialogue.by_turn[sentence.at].index(sentence) < 3
    return bool(asked and early and any(True for _ in about.find(asked.words)))


def _about_something_else(sentence: Sentence) -> bool:
    words = lexicon()
    return any(True for _ in words.symptoms.find(sentence.words)) or any(True for _ in words.drugs.find(sentence.words))


def _draft(dialogue: Dialogue, sentence: Sentence, direction: Direction, about: Phrases) -> Draft:
    named = any(True for _ in about.find(sentence.words))
    value = TreatmentResponse(direction=direction, what=sentence.text)
    proof = dialogue.evidence(sentence.at, sentence.start, sentence.end)
    return Draft(value, (proof,), SOURCE, LIKELY if named else POSSIBLE)
