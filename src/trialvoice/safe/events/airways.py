"""Complaints that no phrase names: a sense that is lost, what a cough brings up, appetite or sleep that goes badly."""

import re
from collections.abc import Iterator

from trialvoice.safe.language.assertion import Mention
from trialvoice.safe.language.cue_file import CueFile, cue_file
from trialvoice.safe.language.dialogue import Dialogue, Sentence, polarity

_SPUTUM = "sputum"
_PALE = ("clear", "white")
_RECENT = 4
"""Turns over which a cough is still talked about."""


def airways(dialogue: Dialogue, sentence: Sentence) -> Iterator[Mention]:
    """The complaints of one sentence, by what was asked before it where it is an answer."""
    yield from _senses(dialogue, sentence)
    yield from _sputum(dialogue, sentence)
    yield from _goes_badly(dialogue, sentence)


def _file() -> CueFile:
    return cue_file("airways")


def _senses(dialogue: Dialogue, sentence: Sentence) -> Iterator[Mention]:
    file = _file()
    lost = file.cue("senses", "lost")
    if file.cue("senses", "other").search(sentence.text):
        return
    if not lost.search(sentence.text) and not _answers(dialogue, sentence, lost):
        return
    for named in file.cue("senses", "named").finditer(sentence.text):
        kept = file.cue("senses", "kept").search(sentence.text[: named.start()])
        if not kept and not file.cue("senses", "fine").match(sentence.text[named.end() :]):
            name = next(name for sense, name in file.data["senses"]["names"].items() if named[0].lower()[:4] in sense)
            yield _from_loss(sentence, name, named.start(), named.end(), lost)


def _from_loss(sentence: Sentence, name: str, start: int, end: int, lost: re.Pattern[str]) -> Mention:
    """The mention from the word of loss on: "can't smell" denies nothing."""
    said = lost.search(sentence.text)
    first = said.start() if said and said.start() < start else start
    return Mention(name, sentence, sentence.start + first, sentence.start + end)


def _answers(dialogue: Dialogue, sentence: Sentence, asked_after: re.Pattern[str]) -> bool:
    asked = dialogue.question_before(sentence.at)
    return bool(asked and not dialogue.staff(sentence.turn) and asked_after.search(asked.text))


def _sputum(dialogue: Dialogue, sentence: Sentence) -> Iterator[Mention]:
    file, text = _file(), sentence.text
    material = file.cue("sputum", "material").search(text)
    brought = file.cue("sputum", "brought_up").search(text)
    if material and not (sentence.question and " or " in text):
        yield _at(sentence, _named(dialogue, sentence), material)
    elif not dialogue.staff(sentence.turn) and (colour := _colour(text)) and _about_cough(dialogue, sentence):
        yield _at(sentence, _named(dialogue, sentence), colour)
    elif brought and file.cue("sputum", "stuff").search(text) and not file.cue("sputum", "elsewhere").search(text):
        yield _at(sentence, _named(dialogue, sentence), brought)


def _about_cough(dialogue: Dialogue, sentence: Sentence) -> bool:
    """Whether what comes up was asked after or told just before, and not what runs from elsewhere."""
    first = max(sentence.at - _RECENT, 0)
    told = [s for turn in dialogue.by_turn[first : sentence.at + 1] for s in turn if s.start <= sentence.start]
    latest = [s.text for s in told[::-1] if _about_either(s.text)]
    return bool(latest) and not _file().cue("sputum", "elsewhere").search(latest[0])


def _about_either(text: str) -> bool:
    return bool(_file().cue("sputum", "about").search(text) or _file().cue("sputum", "elsewhere").search(text))


def _named(dialogue: Dialogue, sentence: Sentence) -> str:
    """With its colour: the last that was told of it here, or in the answers soon after."""
    near = [s for turn in dialogue.by_turn[sentence.at : sentence.at + _RECENT] for s in turn]
    told = [s for s in near if not dialogue.staff(s.turn) and (s is sentence or _about_cough(dialogue, s))]
    colours = [found[0] for s in told if (found := _colours(s.text))]
    colours = [colour for colour in colours if colour not in _PALE] or colours
    return f"{colours[-1]} {_SPUTUM}" if colours else _SPUTUM


def _colours(text: str) -> list[str]:
    """The colours told in a sentence, pale ones last."""
    found = [c for c, said in _file().data["sputum"]["colours"].items() if re.search(said, text, re.IGNORECASE)]
    return sorted(found, key=lambda colour: colour in _PALE)


def _colour(text: str) -> re.Match[str] | None:
    return re.search("|".join(_file().data["sputum"]["colours"].values()), text, re.IGNORECASE)


def _goes_badly(dialogue: Dialogue, sentence: Sentence) -> Iterator[Mention]:
    """Appetite, sleep, energy or breathing that was asked after and goes badly."""
    asked = dialogue.question_before(sentence.at)
    if asked is None or dialogue.staff(sentence.turn) or sentence is not dialogue.by_turn[sentence.at][0]:
        return
    for name, how in _file().data["functions"].items():
        asked_after = _file().compile(how["asked"]).search(asked.text)
        if asked_after and _told_badly(asked_after, asked.text, sentence, how.get("told")):
            yield Mention(name, sentence, sentence.start, sentence.end)


def _told_badly(asked_after: re.Match[str], asked: str, answer: Sentence, told: list[str] | None) -> bool:
    """In words of its own where it has any; no, where it was asked whether it goes well; else in any words."""
    if told:
        return bool(_file().compile(told).search(answer.text)) and polarity((answer,)) != "no"
    named_badly = _file().data["going"]["named_badly"][0]
    if _file().compile([rf"\b{re.escape(asked_after[0])}{named_badly}"]).search(answer.text):
        return True
    if _file().cue("going", "well").search(asked[asked_after.end() :]):
        return polarity((answer,)) == "no"
    return bool(_file().cue("going", "badly").match(answer.text))


def _at(sentence: Sentence, term: str, found: re.Match[str]) -> Mention:
    return Mention(term, sentence, sentence.start + found.start(), sentence.start + found.end())
