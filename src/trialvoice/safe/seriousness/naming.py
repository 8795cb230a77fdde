"""What a story of illness is called: who names it counts more than how near to it a name stands.

First the answer to "what was it?", then what doctors said, what staff call it, what a diagnosis is by its form, and at
last the complaint that it began with. What is asked about and denied, or happened to another, is no name for it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trialvoice.safe.events.problems import Event
from trialvoice.safe.events.symptoms import named_in
from trialvoice.safe.language import cues
from trialvoice.safe.language.assertion import Mention
from trialvoice.safe.language.dialogue import Dialogue, Sentence, polarity
from trialvoice.safe.language.numbers import numbers
from trialvoice.safe.language.stems import tokens
from trialvoice.safe.lexicon import lexicon
from trialvoice.safe.seriousness.calling import names_it
from trialvoice.safe.seriousness.diagnosis import called_in, diagnoses_in, is_diagnosis
from trialvoice.safe.seriousness.happened import planned
from trialvoice.safe.seriousness.important import is_important
from trialvoice.safe.seriousness.tales import Tale, inside
from trialvoice.safe.seriousness.whose import about_another

_ASKS_CAUSE = re.compile(
    r"\bwhat (?:was|is|were) (?:it\b|that\b|wrong|the (?:matter|diagnosis|cause|problem|reason|trouble|finding)|(?:you|"
    r"he|she) in (?:for|with)|(?:causing|behind))|\bwhat (?:did|have|had) (?:they|the \w+|he|she) (?:\w+ ){0,2}?(?:say|"
    r"said|tell|told|find|found|call|called|think|thought|make|made|put|diagnose)|\b(?:what|in) (?:for|with)\W*$|"
    r"\bwith "
    r"what\b|\bdid they (?:\w+ )?(?:say|tell|call|know|find|give)\b|^\W*(?:(?:and|so|okay|the)\W+)*(?:cause|diagnosis|"
    r"reason)\b|\bwhy (?:was|were|did|had|have) (?:\w+ ){1,4}(?:admi\w+|hospital\w*|kept?|keep|in)\b|\bcause of\b",
    re.IGNORECASE,
)
_BROKEN = re.compile(
    r"\b(?:broke|broken|cracked|fractured?|smashed|shattered|snapped|crushed|in \w+ (?:places|pieces))\b", re.I
)
_SO_MANY = re.compile(r"^\W*(?:in (?:two|three|four|\d+|several|a few) |that'?s (?:it|the word|what)|exactly)", re.I)
_COLLAPSES = ("fainting", "seizure", "stroke")
"""Somebody who is kept in after falling down in one of these is kept in for it, rather than for a cut or a wrist."""
_INJURY = re.compile(r"\b(?:fracture|cut|laceration|wound|bruis\w*|sprain|head injury|concussion)\b")
_OPERATED = re.compile(
    r"(?<!no )\b(?:operat(?:ed|ion)|surgery|theatre|plates?|screws?|pins?|rod|replace\w*|pinned|plated)\b",
    re.IGNORECASE,
)
_TELL_ABOUT = re.compile(r"\btell (?:me|us) about (?:the|that|your|his|her)\b", re.IGNORECASE)
_ANSWER_SENTENCES = 4
_LISTED = 0.4
"""What the lists know is meant rather than another word for it."""
_FAR = 100.0
"""More than any story is long: what ranks lower never wins by being nearer."""
_BEFORE_REACH, _AFTER_REACH = 5, 2
"""Sentences in which a mere complaint may be what somebody was kept in for."""


@dataclass(frozen=True, slots=True)
class Name:
    """Where the story is named, and how: as an event that was found (`event`), or in words of its own."""

    mention: Mention
    term: str
    event: bool


def name_of(dialogue: Dialogue, tale: Tale, events: Sequence[Event], indication: str) -> Name | None:
    """The best name of a story, or None where nothing in it names what it was."""
    order = {(s.at, s.start): at for at, s in enumerate(dialogue.sentences)}
    stays = [order[m.sentence.at, m.sentence.start] for m in tale.stays]
    answers = frozenset(_answers(dialogue, tale, order))
    ranked = []
    for at, sentence in inside(dialogue, tale):
        gap = min(_gap(stay - at) for stay in stays)
        named = list(_names_in(dialogue, sentence, events, indication))
        if at in answers or len(sentence.words) <= _HEADLINE_WORDS or names_it(dialogue, sentence):
            named += _results(dialogue, sentence)
        for name in named:
            rank = _rank(dialogue, name, at, gap, at in answers)
            if rank is not None:
                ranked.append((rank * _FAR + gap, at, name.mention.start, name))
    best = min(ranked, key=lambda r: r[:3])[3] if ranked else None
    if best and _INJURY.search(best.term) and not any(_OPERATED.search(s.text) for _, s in inside(dialogue, tale)):
        return next((name for *_, name in sorted(ranked, key=lambda r: r[:3]) if name.term in _COLLAPSES), best)
    return best


def _gap(gap: int) -> float:
    return gap if gap >= 0 else -1.5 * gap


def _rank(dialogue: Dialogue, name: Name, at: int, gap: float, answer: bool) -> float | None:
    sentence = name.mention.sentence
    if gap == 0 and name.term in _COLLAPSES:
        return 0.5
    if name.mention.term in _SIGNS or _MEASURED.fullmatch(name.mention.named):
        return 3.5 if answer else None
    if name.event and any(True for _ in lexicon().tests.find(tokens(name.mention.named))):
        return 1 if answer else 3.5
    if not (is_diagnosis(name.term) or is_diagnosis(name.mention.named) or is_important(name.term) or not name.event):
        if _BROKEN.search(name.mention.named):
            return 2
        return 4 if answer or gap <= _BEFORE_REACH + _AFTER_REACH else 5
    better = _LISTED * (name.event + is_important(name.term))
    if gap == 0:
        return 0
    if answer:
        return 1
    if gap == 1 and (is_important(name.term) or is_diagnosis(name.mention.named)):
        return 1 - better
    if names_it(dialogue, sentence):
        return 2 - better
    return 3 - better


def _answers(dialogue: Dialogue, tale: Tale, order: dict[tuple[int, int], int]) -> Iterator[int]:
    """Positions of the sentences that answer a question for the cause."""
    for _, sentence in inside(dialogue, tale):
        if sentence.question and _ASKS_CAUSE.search(sentence.text):
            for told in dialogue.answer(sentence)[:_ANSWER_SENTENCES]:
                yield order[told.at, told.start]


def _names_in(dialogue: Dialogue, sentence: Sentence, events: Sequence[Event], indication: str) -> Iterator[Name]:
    """Every name that a sentence has for what happened."""
    here = [(e, i.mention) for e in events for i in e.said if i.mention.sentence is sentence]
    for event, mention in here:
        yield Name(mention, event.term, event=True)
    if sentence.question and not _granted(dialogue, sentence):
        return
    if sentence.question:
        yield from (Name(m, m.term, event=False) for m in named_in(sentence, lexicon()) if is_diagnosis(m.term))
    yield from _fractures(sentence)
    for match in diagnoses_in(sentence.text):
        start, end = sentence.start + match.start(), sentence.start + match.end()
        told = Mention(_spelled(match[0].lower(), indication), sentence, start, end)
        if not any(m.start < end and start < m.end for _, m in here) and _stands(dialogue, told):
            yield Name(told, told.term, event=False)
    if (called := called_in(sentence.text)) and not here:
        told = Mention(called, sentence, sentence.start, sentence.end)
        if _stands(dialogue, told):
            yield Name(told, called, event=False)


def _fractures(sentence: Sentence) -> Iterator[Name]:
    """A bone that is told to be broken, in whatever order: "the heel, it was smashed"."""
    broken, parts = _BROKEN.search(sentence.text), list(lexicon().body.find(sentence.words))
    if broken and parts and not cues.negates(sentence.text[: broken.start()]):
        start, end = sentence.start + broken.start(), sentence.start + broken.end()
        yield Name(Mention(f"{parts[0].name} fracture", sentence, start, end), f"{parts[0].name} fracture", event=False)


def _granted(dialogue: Dialogue, sentence: Sentence) -> bool:
    """Whether what is asked is said yes to, or said again: "The appendix?" - "The appendix."."""
    answer = dialogue.answer(sentence)
    again = {w.stem for s in answer[:1] for w in s.words} & {w.stem for w in sentence.words if len(w.stem) > 3}
    if _TELL_ABOUT.search(sentence.text) or (answer and _SO_MANY.match(answer[0].text)):
        return True
    return polarity(answer) == "yes" or (bool(again) and polarity(answer) != "no")


def _stands(dialogue: Dialogue, told: Mention) -> bool:
    """Neither denied, nor long past, nor what might be, nor another's."""
    if cues.negates(told.clause) or cues.PAST.search(told.sentence.text) or cues.MAYBE.search(told.clause):
        return False
    return not about_another(dialogue, told) and not planned(dialogue, told)


def _spelled(name: str, indication: str) -> str:
    """ "An attack" in a study of asthma is an asthma attack; an organ stands for its illness."""
    if name in _OF_THE_INDICATION:
        return f"{indication.lower()} {name}"
    return _ORGANS.get(name, name)


_OF_THE_INDICATION = ("attack", "attacks", "exacerbation", "flare", "flare-up", "flare up", "crisis", "relapse")
_ORGANS = {"appendix": "appendicitis"}


def _results(dialogue: Dialogue, sentence: Sentence) -> Iterator[Name]:
    """A blood test that is given as what was wrong, too high or too low by its figure or by what is said of it."""
    words = lexicon()
    for hit in words.tests.find(sentence.words):
        start, end = sentence.words[hit.first].start, sentence.words[hit.last].end
        told = " ".join((sentence.text[end - sentence.start :], *_next_said(dialogue, sentence)))
        names = {"high": words.too_high, "low": words.too_low}.get(_side(told, words.normal.get(hit.name)), {})
        yield Name(Mention(hit.name, sentence, start, end), names.get(hit.name, f"abnormal {hit.name}"), event=False)


def _side(told: str, normal: tuple[float, float] | None) -> str:
    """ "high", "low", or "" where neither the words nor the first figure tell."""
    high, low = bool(_HIGH.search(told)), bool(_LOW.search(told))
    if high != low:
        return "high" if high else "low"
    figure = next((number.value for number in numbers(told)), None)
    if normal is None or figure is None or normal[0] <= figure <= normal[1]:
        return ""
    return "high" if figure > normal[1] else "low"


_SIGNS = ("pulse", "pressure")
"""Measured at the bedside: a sign of what was wrong rather than its name."""
_MEASURED = re.compile(r"ha?emoglobin(?:'s)?|hb|blood count|pulse|heart rate", re.IGNORECASE)
"""A sign as well: of a bleed, or of what the heart did."""
_HIGH = re.compile(r"\b(?:high|raised|elevated|through the roof|sky|too much)\b", re.IGNORECASE)
_LOW = re.compile(r"\b(?:low|dropped|through the floor|deficient|too little)\b", re.IGNORECASE)
_HEADLINE_WORDS = 3


def _next_said(dialogue: Dialogue, sentence: Sentence) -> Iterator[str]:
    at = dialogue.sentences.index(sentence)
    yield from (s.text for s in dialogue.sentences[at + 1 : at + 4])
