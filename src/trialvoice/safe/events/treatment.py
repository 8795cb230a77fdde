"""What was taken or done against an event, in the words said."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trialvoice.safe.events.about import Piece
from trialvoice.safe.events.remedies import asks_for_remedy, remedy_answered, remedy_told
from trialvoice.safe.events.the_drug import spoken_of_at
from trialvoice.safe.language.dialogue import Dialogue, Sentence, polarity
from trialvoice.safe.lexicon import Phrases, lexicon

_TAKEN = re.compile(
    r"\b(?:took|take|takes|taking|taken|had|have|having|gave|give|gives|given|got|get|put|on|with|used?|using|rub\w*|"
    r"swallow\w*|ate|eat|drank|drink|drinking|prescribed|started|helps?|helped|eased|eases|treat\w*|bought|sold|apply|"
    r"applied|then|cured|fixed|saw to|began)\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:(?:\w+ )?(?:stitches|sling|splint|plaster cast|bandage|dressing|drip|drips|oxygen|physio\w*|surgery|"
    r"operation|nebuli[sz]er|inhaler|eye drops|drops|ear drops|cream|ointment|gel|lotion|mouthwash|lozenges?|powder|"
    r"ice pack|ice|frozen \w+|cold water|cold compress|warm water|hot water bottle|heating pad|compress|massage|"
    r"crackers|ginger|peppermints?|(?:\w+ )?juice|glucose|sugar|honey|salt water|antibiotics?|antihistamines?|"
    r"painkillers?|steroids?|blood transfusion|bags? of blood|units? of blood|d and c|chest compressions|cpr|"
    r"resuscitat\w+|iv fluids|fluids|iron tablets|iron|laxatives?|injection|shot|tablets for it|glue|cast|crutches|"
    r"counsel+ing|caut\w+|suppositor\w+|tea|soup|eye patch|stockings|compression stockings|vitamins?|yogh?urt|prunes?|"
    r"bran|electrolytes))\b",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"\b(?:(?:did(?:n't| not)|have(?:n't| not)|not|never) (?:\w+ )?(?:take|taken|taking|need|needed|put|used?|do|done|"
    r"fill|have)|nothing for it|no treatment|without (?:anything|treatment)|don't take|wouldn't take|isn't taking|if "
    r"it)\b",
    re.IGNORECASE,
)
_ASKED_FOR = re.compile(
    r"\b(?:(?:(?:did|do|have|are|were|is|was) )?(?:you|he|she|they) (?:\w+ )?(?:take|taking|taken|do|done|put|"
    r"use|given|"
    r"treat\w*|get|give)\b.*|treated with|what (?:did|do) (?:you|he|she|they) (?:take|give|do|use|put)|anything for "
    r"(?:it|that|them)|something for (?:it|that|them)|what helps|anything (?:on|against) (?:it|that|them)|"
    r"what did you do)\b|^\W*(?:and )?(?:take|took|taking) anything|"
    r"^\W*(?:and )?anything for",
    re.IGNORECASE,
)
_DRUG_ENDING = re.compile(
    r"\b[a-z]{2,}(?:cillin|mycin|floxacin|cycline|statin|prazole|azole|olol|pril|sartan|dipine|profen|triptan|"
    r"furantoin|thoprim|sone|solone|vir|mab|nib|xaban|parin|gliptin|gliflozin|setron|tidine|pam|zolam|caine|dronate|"
    r"oxetine|alopram|traline|nystatin)\b",
    re.IGNORECASE,
)
_HABIT = re.compile(
    r"\b(?:i|he|she|we) (?:also |still |just |only )?(?:takes?|uses?)\b|\b(?:every|each) (?:day|morning|night)\b|"
    r"\bdaily\b|"
    r"\bfor (?:my|the|his|her|a) \w+|\b(?:been on|always (?:take|had)|for years)\b",
    re.IGNORECASE,
)
"""Another medicine, taken for something else."""
_AGAINST_IT = re.compile(
    r"\bfor (?:it|that|them|this|those)\b|\b(?:helps?|helped|eased|cured|fixed|saw to|gave|prescribed|sold|put)\b",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"^(?:the|those|these|him|them|t|get|get|gave|a|an|some|my|his|her|me|us|of|and|then|i|it|in|with|on|for|little|"
    r"that|this|no|or|had|to|got|put|took)\s+",
    re.IGNORECASE,
)
_BLAMED = re.compile(
    r"\b(?:since|after|because of|common (?:on|with)|(?:due|down) to|comes? (?:from|with)|blame|side effect of|"
    r"(?:that|it|this)"
    r"(?:'?ll|'?d| will| would) be|(?:says?|said|think|reckon) (?:it's|that's|it was))\b[\w' ]{0,20}$",
    re.IGNORECASE,
)
"""Before a medicine that is named as the cause."""
_MOST = 4


@dataclass(frozen=True, slots=True)
class Treated:
    """A medicine or measure named against an event, in the words said.  drug: whether it is known for a medicine."""

    sentence: Sentence
    said: str
    drug: bool


def treatment(given: Sequence[Treated]) -> str | None:
    """What was taken or done, comma between, or None."""
    return ", ".join(list(dict.fromkeys(item.said for item in given))[:_MOST]) or None


def treated(dialogue: Dialogue, pieces: Sequence[Piece], drug: Phrases) -> tuple[Treated, ...]:
    """Medicines and measures named where the event is told. drug: the study's names."""
    return tuple(_treated(dialogue, pieces, drug))


def _treated(dialogue: Dialogue, pieces: Sequence[Piece], drug: Phrases) -> Iterator[Treated]:
    for piece in pieces:
        if dialogue.staff(piece.sentence.turn) and piece.sentence.question and not _confirmed(dialogue, piece.sentence):
            continue
        if not piece.named and _HABIT.search(piece.text) and not _AGAINST_IT.search(piece.text):
            continue
        asked = _asked(dialogue, piece.sentence)
        answers = bool(asked and _ASKED_FOR.search(asked.text))
        if _NOTHING.search(piece.text) or not (_TAKEN.search(piece.text) or answers):
            continue
        known = tuple(_named(piece, drug))
        yield from known or _in_own_words(piece, answers=bool(asked and asks_for_remedy(asked.text)))


def _in_own_words(piece: Piece, *, answers: bool) -> Iterator[Treated]:
    """What no list names, in the answer to a question for it or after a word of taking."""
    if said := remedy_answered(piece.text) if answers else remedy_told(piece.text):
        yield Treated(piece.sentence, said, drug=False)


def _named(piece: Piece, drug: Phrases) -> Iterator[Treated]:
    sentence = piece.sentence
    ours = spoken_of_at(sentence, drug)
    for hit in lexicon().drugs.find(sentence.words):
        first, last = sentence.words[hit.first], sentence.words[hit.last]
        blamed = _BLAMED.search(sentence.text[: first.start - sentence.start])
        if blamed or any(a <= first.start < b for a, b in ours):
            continue
        if piece.start <= first.start and last.end <= piece.end:
            said = sentence.text[first.start - sentence.start : last.end - sentence.start].lower()
            yield Treated(sentence, said, drug=True)
    for match in _DRUG_ENDING.finditer(piece.text):
        if _BLAMED.search(piece.text[: match.start()]):
            continue
        yield Treated(sentence, _bare(match[0].lower()), drug=True)
    for match in _DONE.finditer(piece.text):
        at = piece.start + match.end() - 1
        if any(a <= at < b for a, b in ours):
            continue
        yield Treated(sentence, _bare(match[0].lower()), drug=False)


def _bare(said: str) -> str:
    while match := _FILLER.match(said):
        said = said[match.end() :]
    return said


def _asked(dialogue: Dialogue, sentence: Sentence) -> Sentence | None:
    """What a sentence, the first of its turn, answers: a question, or the last words of staff before it."""
    if not sentence.at or sentence is not dialogue.by_turn[sentence.at][0]:
        return None
    last = dialogue.by_turn[sentence.at - 1][-1]
    asked = dialogue.question_before(sentence.at) or (last if dialogue.staff(last.turn) else None)
    return asked if asked and asked.turn.role != sentence.turn.role else None


def _confirmed(dialogue: Dialogue, question: Sentence) -> bool:
    """ "They gave you something for it, a powder?" - "Yes."."""
    return polarity(dialogue.answer(question)) == "yes"
