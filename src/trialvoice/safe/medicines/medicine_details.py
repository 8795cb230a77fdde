"""What is said of a medicine besides its name: dose, how often, where, what for, since when, and whether still."""

import re
from collections.abc import Sequence

from trialvoice.safe.language.dialogue import Sentence
from trialvoice.safe.language.timing import when_in
from trialvoice.safe.medicines import medicine_detail_cues
from trialvoice.safe.medicines.medicine_parts import Part

_FEW_WORDS_MORE = 8
"""Words of a statement after the name that can still be about its route."""
_NEAR = 40
"""Characters between a name and a figure without a unit that is its dose."""


def dose_in(parts: Sequence[Part]) -> str | None:
    """The amount of one taking, as said: with its unit, else a bare figure beside the name."""
    for part in _of_taking(parts):
        if said := _with_unit(part) or _bare(part):
            return said
        if measure := medicine_detail_cues.A_MEASURE.search(part.text):
            return measure[0]
    return None


def _of_taking(parts: Sequence[Part]) -> list[Part]:
    """Without what tells of doses left out: "I forgot it twice"."""
    return [part for part in parts if not medicine_detail_cues.FORGOTTEN.search(part.text)]


def _with_unit(part: Part) -> str | None:
    found: list[tuple[int, str]] = []
    for figure in _figures(part):
        unit = medicine_detail_cues.DOSE_AFTER.match(part.sentence.text[figure.end() : part.end])
        if unit and not _how_often_at(part, figure):
            said = part.sentence.text[figure.start() : figure.end() + unit.end()]
            found.append((min(abs(figure.start() - part.name[1]), abs(part.name[0] - figure.end())), said))
    return min(found)[1] if found else None


def _bare(part: Part) -> str | None:
    """ "Lisinopril, twenty", "the fifty", "two of her Topamax", "a couple Advils"."""
    text = part.sentence.text
    if counted := medicine_detail_cues.COUNTED_BEFORE.search(part.before):
        return counted["dose"]
    if changed := medicine_detail_cues.CHANGED_TO.search(part.after):
        return changed["dose"]
    for figure in _figures(part):
        between, rest = text[part.name[1] : figure.start()], text[figure.end() : part.end]
        if figure.start() < part.name[1] or _how_often_at(part, figure):
            continue
        beside = (
            len(between) <= _NEAR
            and medicine_detail_cues.BETWEEN.match(between)
            and medicine_detail_cues.AFTER_BARE.match(rest)
        )
        if beside or medicine_detail_cues.WAS_ON.match(rest):
            return figure[0]
    return None


def _how_often_at(part: Part, figure: re.Match[str]) -> bool:
    text = part.sentence.text
    return any(m.start() <= figure.start() < m.end() for m in medicine_detail_cues.OFTEN.finditer(text))


def _figures(part: Part) -> list[re.Match[str]]:
    return list(medicine_detail_cues.FIGURES.finditer(part.sentence.text, part.start, part.end))


def frequency_in(parts: Sequence[Part]) -> str | None:
    """How often, and for how long where that follows: "twice a day for a week"."""
    for part in _of_taking(parts):
        for match in medicine_detail_cues.OFTEN.finditer(part.text):
            longer = medicine_detail_cues.FOR_LONG.match(part.text[match.end() :])
            return (match[0] + (longer[0] if longer else "")).strip(" ,")
    return None


def route_in(parts: Sequence[Part], said: str) -> str | None:
    """By which way, where it is said or lies in the form: nasal, topical, eye, injection, drip, rectal, by mouth."""
    text = " ".join([said, parts[0].text, *(p.text for p in parts[1:] if _short_of_route(p))])
    if eyes := re.search(r"\b(?:in )?(?:both|each|my|the left|the right|his|her) eyes?\b", text, re.IGNORECASE):
        return eyes[0]
    return next((route for route, pattern in medicine_detail_cues.ROUTES if pattern.search(text)), None)


def _short_of_route(part: Part) -> bool:
    """Whether a statement after the name is short enough to be about its route, and denies nothing."""
    return len(part.sentence.words) <= _FEW_WORDS_MORE and not medicine_detail_cues.DENIES.search(part.text)


def start_in(parts: Sequence[Part]) -> str | None:
    """Since when, or when it was taken, as said."""
    for part in _of_taking(parts):
        if since := medicine_detail_cues.SINCE.search(part.text):
            return since["when"].strip(" ,")
    own = parts[0]
    if medicine_detail_cues.FORGOTTEN.search(own.text):
        return None
    without_often = medicine_detail_cues.OFTEN.sub(lambda m: " " * len(m[0]), own.text)
    when = when_in(without_often)
    if when and not medicine_detail_cues.NO_START.search(own.text) and not medicine_detail_cues.NO_TIME.search(when):
        return when
    return next((part.text.strip(" .") for part in parts[1:] if medicine_detail_cues.ONLY_WHEN.match(part.text)), None)


def ongoing_of(parts: Sequence[Part], asked: Sentence | None) -> bool | None:
    """Whether it is still taken; None where it was taken and nobody says whether it still is."""
    text = " ".join(part.text for part in parts if not part.sentence.question)
    if medicine_detail_cues.STILL_AGAIN.search(text) or medicine_detail_cues.SWITCHED_TO.search(parts[0].before):
        return True
    if medicine_detail_cues.ENDED.search(text):
        return False
    if medicine_detail_cues.STILL.search(text) or len(_of_taking(parts)) < len(parts):
        return True
    if medicine_detail_cues.COURSE.search(text):
        return False
    then = medicine_detail_cues.TAKEN_THEN.search(parts[0].text) or (
        asked and medicine_detail_cues.ASKED_THEN.search(asked.text)
    )
    return None if then else True
