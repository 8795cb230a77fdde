"""Where health problems are named: by a lay phrase, or by a complaint about a part of the body."""

import re
from collections.abc import Iterator, Sequence

from trialvoice.core.study import Study
from trialvoice.safe.events.airways import airways
from trialvoice.safe.events.asked_functions import asked_functions
from trialvoice.safe.events.body import complaints_in, told_of_parts
from trialvoice.safe.events.everyday import everyday
from trialvoice.safe.events.indication import indication_terms, names_indication
from trialvoice.safe.events.no_symptom import no_symptom
from trialvoice.safe.events.told_figures import told_by_figures
from trialvoice.safe.language.assertion import Mention
from trialvoice.safe.language.dialogue import Dialogue, Sentence
from trialvoice.safe.language.timing import WHEN
from trialvoice.safe.lexicon import Hit, Lexicon, lexicon
from trialvoice.safe.seriousness.diagnosis import diagnoses_in
from trialvoice.safe.seriousness.important import important_names, is_important

_FILLER = 2
_BARE_NAME = 3
"""Most words of a sentence of staff that only names what was told: `named_anew` reads these."""
_LOOK_BACK = 3
"""Sentences over which "it" finds its part of the body."""
_IT = re.compile(
    r"^\W*(?:(?:and|but|so|now|then|oh|well|um+|uh+|cause|because)[\s,]+)*(?:it|they|they're|it's|that|them)\b",
    re.IGNORECASE,
)
_HOW_OFTEN = re.compile(
    r"\b(?:every|each|all (?:day|night|week|the time)|night and day|day and night|since|"
    r"for (?:\w+ )?(?:days|weeks|hours)|by (?:evening|night|noon|lunch\w*)|till|until|when(?:ever)? (?:i|he|she)|"
    r"constant\w*|still|any ?more|overnight|in the (?:night|mornings?|evenings?)|at night|of a night|"
    r"come (?:evening|night)|these days|lately|twice|three times|can(?:'t|not)|couldn't|ca not)\b",
    re.IGNORECASE,
)
"""How often, how long or at what time it is so, and what can't be done for it."""
_TELLS_TOO_LITTLE = re.compile(
    r"(?:attack|reaction|infection|clot|block|blockage|crisis|disease|syndrome|failure|injury|burn|collapse|withdrawal|"
    r"flare|flare-up|flare up|fit|appendix|relapse|stroke|hypo|shock|arrest|bleed|tumour|tumor|cancer)s?",
    re.IGNORECASE,
)
"""Names that need another word to say of what."""
_OF_A_TEST = re.compile(
    r"^[\s-]+(?:vaccin|shots?\b|jabs?\b|booster|swab|tests?\b|screen|medic|tablets?|pills?|"
    r"cream|spray|drops|remed|diary|"
    r"paragraph|section|page\b|leaflet|warning|risk\b|chapter|question|score|scale|unit|ward|clinic|specialist|"
    r"nurse|group|study|trial|drug|relie|ones\b|sachets?|syrup|gel\b|powder|inhaler|lozenges?|capsules?)",
    re.IGNORECASE,
)
"""What follows makes it the name of something else: a vaccine, a test, a medicine."""


def mentions(dialogue: Dialogue, study: Study) -> tuple[Mention, ...]:
    """Every health problem named in the visit, the indication of the study drug left out."""
    words = lexicon()
    excluded = indication_terms(study)
    return tuple(
        mention
        for sentence in dialogue.sentences
        for mention in _mentions(dialogue, sentence, words)
        if mention.term not in excluded
        and not everyday(dialogue, mention)
        and not names_indication(study, mention.term)
    )


def _mentions(dialogue: Dialogue, sentence: Sentence, words: Lexicon) -> Iterator[Mention]:
    named = list(named_in(sentence, words))
    told = list(_told(dialogue, sentence, words, named))
    yield from (m for m in named if not any(_inside(m, other) for other in told))
    yield from told
    yield from airways(dialogue, sentence)
    if not dialogue.staff(sentence.turn) or len(sentence.words) > _BARE_NAME:
        yield from _diagnoses(sentence, words)
    yield from (m for m in told_by_figures(dialogue, sentence) if not any(m.term == other.term for other in named))
    if not named and not told:
        yield from asked_functions(dialogue, sentence)
    yield from _answered_about(dialogue, sentence, words)
    yield from _pointed_back(dialogue, sentence, words)


def _diagnoses(sentence: Sentence, words: Lexicon) -> Iterator[Mention]:
    """Diagnoses that no list has, by how their names are made: "bowel obstruction", "keratitis"."""
    said = sentence.words
    known = _places([*words.symptoms.find(said), *words.body.find(said), *important_names(said)])
    for match in diagnoses_in(sentence.text):
        start, end = sentence.start + match.start(), sentence.start + match.end()
        inside = [at for at, word in enumerate(sentence.words) if start <= word.start < end]
        mention = Mention(match[0].lower(), sentence, start, end)
        if known & set(inside) or _TELLS_TOO_LITTLE.fullmatch(match[0]):
            continue
        if not no_symptom(mention, words) and not _idiom(mention, words.idioms):
            yield mention


def _told(dialogue: Dialogue, sentence: Sentence, words: Lexicon, named: Sequence[Mention]) -> Iterator[Mention]:
    """What is told by what it does to the body, unless a name stands across the same words."""
    for told in words.told.find(sentence.words):
        mention = _mention(sentence, Hit(told.name, told.first, told.last))
        if any(m.start < mention.end and mention.start < m.end and not _inside(m, mention) for m in named):
            continue
        if told.short and not is_important(told.name) and not _complains(dialogue, sentence):
            continue
        if (not told.near or told.near & _stems_near(dialogue, sentence)) and not (
            _idiom(mention, words.idioms) or no_symptom(mention, words)
        ):
            yield mention


def _complains(dialogue: Dialogue, sentence: Sentence) -> bool:
    """Whether somebody who may have it says when it is so, how often, or that they cannot do something."""
    if dialogue.staff(sentence.turn):
        return False
    return bool(WHEN.search(sentence.text) or _HOW_OFTEN.search(sentence.text))


def _inside(one: Mention, other: Mention) -> bool:
    """Whether one stands in the words of a longer other."""
    longer = one.end - one.start < other.end - other.start
    return longer and other.start <= one.start and one.end <= other.end


def _stems_near(dialogue: Dialogue, sentence: Sentence) -> set[str]:
    """Stems of a sentence and of those beside it: what its turn and the turns before and after say close by."""
    before = dialogue.before(sentence)[-_LOOK_BACK:]
    after = [s for s in dialogue.by_turn[sentence.at] if s.start > sentence.start][:2]
    if not after and sentence.at + 1 < len(dialogue.turns):
        after = list(dialogue.by_turn[sentence.at + 1][:1])
    return {word.stem for s in (*before, sentence, *after) for word in s.words}


def _answered_about(dialogue: Dialogue, sentence: Sentence, words: Lexicon) -> Iterator[Mention]:
    """A complaint about the part of the body that was asked about: "Your stomach?" - "It's been upset."."""
    asked = dialogue.question_before(sentence.at)
    if asked is None or not _begins(dialogue, sentence) or dialogue.staff(sentence.turn):
        return
    parts = list(words.body.find(asked.words))
    own = {hit.name for hit in words.body.find(sentence.words)}
    if len(parts) != 1 or own - {parts[0].name, "side"}:
        return
    named = [(mention.start, mention.end) for mention in named_in(sentence, words)]
    for hit in words.complaints.find(sentence.words):
        at = sentence.words[hit.first].start
        if any(start <= at < end for start, end in named):
            continue
        name = f"{parts[0].name} {hit.name}"
        yield _mention(sentence, Hit(words.rename.get(name, name), hit.first, hit.last))


def _begins(dialogue: Dialogue, sentence: Sentence) -> bool:
    """Whether its turn begins with it, or with a word or two before: "Uhm? Just when I cough."."""
    before = [s for s in dialogue.by_turn[sentence.at] if s.start < sentence.start]
    return all(len(s.words) <= _FILLER for s in before)


def _pointed_back(dialogue: Dialogue, sentence: Sentence, words: Lexicon) -> Iterator[Mention]:
    """A complaint about "it" or "they", the part of the body told just before: "My eyes. They itch like mad."."""
    if dialogue.staff(sentence.turn) or sentence.question or not _IT.match(sentence.text):
        return
    if any(True for _ in words.body.find(sentence.words)):
        return
    told = dialogue.before(sentence)[-_LOOK_BACK:]
    parts = {hit.name for other in told for hit in words.body.find(other.words)}
    if len(parts) != 1:
        return
    for hit in words.complaints.find(sentence.words):
        name = f"{next(iter(parts))} {hit.name}"
        yield _mention(sentence, Hit(words.rename.get(name, name), hit.first, hit.last))


def named_in(sentence: Sentence, words: Lexicon) -> Iterator[Mention]:
    """The health problems named in one sentence."""
    hits = list(words.symptoms.find(sentence.words))
    parts = list(told_of_parts(sentence))
    several = [hit for hit in hits if hit.last > hit.first and not any(_within(hit, part) for part in parts)]
    covered = _places(several)
    pairs = list(_distinct((*complaints_in(sentence.words, words, covered), *parts), covered))
    covered |= _places(pairs)
    single = [hit for hit in hits if hit.last == hit.first and hit.first not in covered]
    for hit in sorted([*several, *pairs, *single], key=lambda h: h.first):
        mention = _mention(sentence, hit)
        if not _idiom(mention, words.idioms) and not no_symptom(mention, words):
            yield mention


def _within(one: Hit, other: Hit) -> bool:
    """Whether another says the same words and more."""
    return other.first <= one.first and one.last <= other.last and other.last - other.first > one.last - one.first


def _places(hits: Sequence[Hit]) -> set[int]:
    return {at for hit in hits for at in range(hit.first, hit.last + 1)}


def _distinct(hits: Sequence[Hit], covered: set[int]) -> Iterator[Hit]:
    """Those in words that none before them is in. covered: words that say something by themselves."""
    taken = set(covered)
    for hit in hits:
        if not taken & _places((hit,)):
            taken |= _places((hit,))
            yield hit


def _mention(sentence: Sentence, hit: Hit) -> Mention:
    return Mention(hit.name, sentence, sentence.words[hit.first].start, sentence.words[hit.last].end)


def _idiom(mention: Mention, idioms: Sequence[str]) -> bool:
    """Whether the words stand in a phrase that means something else: "cold weather"."""
    text = mention.sentence.text.lower()
    first, last = mention.start - mention.sentence.start, mention.end - mention.sentence.start
    if _OF_A_TEST.match(mention.after):
        return True
    return any(
        at < last and at + len(idiom) > first for idiom in idioms if (at := text.find(idiom, max(first - 20, 0))) >= 0
    )
