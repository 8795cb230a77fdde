"""Whether an event comes from the study drug, as stated, and by whom. Nothing is judged here."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from trialvoice.core.records import Role
from trialvoice.safe.events.about import Piece
from trialvoice.safe.events.the_drug import names_the_drug
from trialvoice.safe.language.dialogue import Dialogue, Sentence
from trialvoice.safe.lexicon import Phrases, lexicon

Related = Literal["related", "possibly", "not_related", "not_stated"]
_ASKED = re.compile(r"\bcausality\b|\brelationship\b|\brelated(?:ness)?\b|\bcaused? by\b", re.IGNORECASE)
_MOST_WORDS_OF_A_PROMPT = 8
_FIRST_WORDS: tuple[tuple[Related, str], ...] = (
    ("not_related", r"no\b|none\b|not\b|nil\b|unlikely|unrelated|nothing"),
    ("possibly", r"possibl[ey]|maybe|perhaps|might|could|can't (?:rule|say)|cannot"),
    (
        "related",
        r"yes\b|yeah\b|related|(?:the )?(?:study |trial )?(?:drug|treatment|medicine|product)\b|ours\b|probabl[ey]|"
        r"likely|definite",
    ),
)
_RELAYED = (
    r"^\W*(?:(?:he|she|the doctor|doctor|they|we|i) (?:says?|said|puts?|have|has|thinks?|'s put) )?(?:that's |it's |"
    r"as |down as )*"
)
_ANSWERS = tuple((related, re.compile(f"{_RELAYED}(?:{said})", re.IGNORECASE)) for related, said in _FIRST_WORDS)
_SAID = re.compile(r"\brelated\b|\bcausality\b|\brelationship\b", re.IGNORECASE)
_GRADED = re.compile(r"\bgraded?\b|\bgot it (?:here )?as\b|\bput (?:it )?(?:down )?as\b", re.IGNORECASE)
_NOT = re.compile(
    r"\bnot related\b|\bunrelated\b|\bunlikely(?: to be)? (?:related|the|our|from)\b|"
    r"\b(?:nothing|nowt|nought|naething|nae?thing|not (?:a thing|anything)) to do wi?(?:th?)?\b|"
    r"\b(?:wouldn't|don't|not) (?:blame|think (?:it's|that's|it is))\b|\bmore likely\b|\brather than\b|\bno relation\b",
    re.IGNORECASE,
)
_NOT_OURS = re.compile(
    r"\b(?:not|rather than|and not|than) (?:\w+ )?(?:ours?|us|the study|the trial|(?:our|the|your) (?:study |trial "
    r")?(?:\w+))\b",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\b(?:that's|it's|that'?ll|it'?ll|that'?d|it'?d|that would|it would|i'd say|comes? from|down to|due to|blame)\b",
    re.IGNORECASE,
)
_FROM_ANOTHER = re.compile(
    r"\b(?:(?:that|it|this)(?:'?ll|'?d| will| would)(?: probably| most likely)? be|(?:very |really |"
    r"quite )?common (?:on|"
    r"with)|(?:down|due) to|because of|comes? (?:from|with)|side effect of|blame|caused by)\b[\w' ]{0,25}$",
    re.IGNORECASE,
)
"""Before the name of another medicine."""
_POSSIBLE = re.compile(
    r"\bpossibl[ey]\b|\bprobabl[ey] related\b|\b(?:can(?:'t|not| not)|couldn't) (?:be |rule )?(?:it |that |this "
    r")?(?:ruled )?(?:it |that )?out\b|\b(?:could|might|may) (?:well )?(?:be|have been|come from|have come from) "
    r"(?:related|from|the|our|your|due|because|down to)\b|\bsuspect\w*\b",
    re.IGNORECASE,
)
_YES = re.compile(
    r"\b(?:is|it's|as|was|call (?:it|that)|that's|definitely|clearly|probably|likely|say|both|be) related\b|\bthat's "
    r"the\b.{0,30}\bdoing that\b|\bdoing what it does\b|\b(?:comes?|came|that's|it's|one's|is|are|be|being) (?:all "
    r")?(?:from|because of|due to|down to)\b|\bcaused by\b|\b(?:it|that|they)(?:'ll| will| would) be the\b|\bknown "
    r"(?:one|thing|side effect|effect|reaction) (?:with|of)\b|\bwe (?:do )?see (?:it|that|those|them|this)\b|\bit "
    r"does that\b|\bside effect of\b|\bcomes? with\b|\bcommon (?:on|with)\b",
    re.IGNORECASE,
)
_BELIEVES = re.compile(
    r"\b(?:plain as day|(?:it's|that's|them's|it is) (?:the|your|these|those|them|this) [\w ]{3,25} (?:does|"
    r"doing|that|what|"
    r"as|causing|did)(?: does| did)? (?:it|that|this)|i (?:think|reckon|blame|bet|guess|believe|put it down)|"
    r"must be|pretty sure|i'm sure|has to be|got to be)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Relation:
    """What was stated, and who stated it."""

    related: Related = "not_stated"
    by: Role | None = None


def relation(dialogue: Dialogue, pieces: Sequence[Piece], drug: Phrases) -> Relation:
    """The last statement by staff, else what the participant or a caregiver is sure of. drug: its names."""
    staff = [
        (p, said)
        for p in pieces
        if dialogue.staff(p.sentence.turn)
        and (said := _answered(dialogue, p.sentence) or _by_staff(p, drug)) != "not_stated"
    ]
    if staff:
        piece, said = staff[-1]
        return Relation(said, _who(piece.sentence))
    for piece in pieces:
        if not dialogue.staff(piece.sentence.turn) and (said := _by_others(piece, drug)) != "not_stated":
            return Relation(said, piece.sentence.turn.role)
    return Relation()


def is_assessment(sentence: Sentence) -> bool:
    """Whether a sentence speaks of relatedness in so many words, whatever else it names."""
    return bool(
        _SAID.search(sentence.text)
        or _GRADED.search(sentence.text)
        or (_POSSIBLE.search(sentence.text) and re.search(r"\bdoctor|\bhe'?s?\b|\bshe'?s?\b", sentence.text, re.I))
    )


def states_relation(dialogue: Dialogue, piece: Piece, drug: Phrases) -> bool:
    """Whether staff state in a piece where something comes from."""
    return dialogue.staff(piece.sentence.turn) and _by_staff(piece, drug) != "not_stated"


def _who(sentence: Sentence) -> Role:
    """A monitor reads out what the investigator has judged."""
    return "investigator" if sentence.turn.role == "monitor" else sentence.turn.role


def _answered(dialogue: Dialogue, sentence: Sentence) -> Related | None:
    """What the first words of a turn say to one who asked for it: "And causality?" - "Drug."."""
    at, own = sentence.at, dialogue.by_turn[sentence.at]
    asked = dialogue.by_turn[at - 1][-1] if at else None
    if asked is None or own[0] is not sentence or asked.turn.role == sentence.turn.role:
        return None
    if not dialogue.staff(asked.turn) or len(asked.words) > _MOST_WORDS_OF_A_PROMPT or not _ASKED.search(asked.text):
        return None
    return next((related for related, said in _ANSWERS if said.search(sentence.text)), None)


def _from_another_medicine(piece: Piece, drug: Phrases) -> bool:
    """ "That'd be the doxycycline", "it's common on prednisone"."""
    sentence = piece.sentence
    own = {hit.first for hit in drug.find(sentence.words)}
    places = (sentence.words[hit.first].start for hit in lexicon().drugs.find(sentence.words) if hit.first not in own)
    return any(_FROM_ANOTHER.search(sentence.text[: at - sentence.start]) for at in places)


def _by_staff(piece: Piece, drug: Phrases) -> Related:
    text = piece.text
    if piece.sentence.question and not _SAID.search(text):
        return "not_stated"
    ours = names_the_drug(piece.sentence, drug)
    if _NOT.search(text) and (ours or _SAID.search(text)):
        return "not_related"
    if _NOT_OURS.search(text) and (_YES.search(text) or _FROM.search(text)):
        return "not_related"
    if _from_another_medicine(piece, drug) and not _POSSIBLE.search(text):
        return "not_related"
    if _POSSIBLE.search(text) and (ours or _SAID.search(text) or re.search(r"\bput\b|\brul", text, re.I)):
        return "possibly"
    if _YES.search(text) and (
        ours or _SAID.search(text) or re.search(r"\bdoes that\b|\bdoing that\b|\bwe (?:do )?see\b", text, re.I)
    ):
        return "related"
    return "not_stated"


def _by_others(piece: Piece, drug: Phrases) -> Related:
    text = piece.text
    if piece.sentence.question or not piece.whole or not names_the_drug(piece.sentence, drug):
        return "not_stated"
    if _NOT.search(text) and not _BELIEVES.search(text):
        return "not_related"
    if not _BELIEVES.search(text):
        return "not_stated"
    return (
        "not_related"
        if re.search(r"\bnot\b|n't\b", text, re.I)
        else "possibly"
        if re.search(r"\bthink\b|\bguess\b", text, re.I)
        else "related"
    )
