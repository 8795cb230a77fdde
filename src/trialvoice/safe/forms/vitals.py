"""Vital signs as measured and said aloud, with their units."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trialvoice.core.findings import VitalSign
from trialvoice.safe.drafts import Draft
from trialvoice.safe.forms.vital_lists import Posture, Reading
from trialvoice.safe.forms.vital_readings import TurnReader
from trialvoice.safe.language.assertion import CERTAIN, LIKELY, POSSIBLE
from trialvoice.safe.language.dialogue import Dialogue

SOURCE = "rule:vital-signs@2"
NOT_SITTING: Mapping[Posture, str] = {"standing": "taken standing", "lying": "taken lying down"}
_SURE = {"unit": CERTAIN, "name": CERTAIN, "asked": LIKELY, "list": POSSIBLE}


@dataclass(frozen=True)
class VitalsRead:
    """drafts: one for each reading that stands.  implausible: what staff read out that nobody can have, by test."""

    drafts: tuple[Draft, ...]
    implausible: Mapping[str, float]


def vital_signs(dialogue: Dialogue) -> tuple[Draft, ...]:
    """Drafts, one for each reading that stands: a corrected or repeated one gives way to the last."""
    return read_vitals(dialogue).drafts


def read_vitals(dialogue: Dialogue) -> VitalsRead:
    """The vital signs of a visit, and what was not taken for one."""
    made: list[Reading] = []
    implausible: dict[str, float] = {}
    for at in range(len(dialogue.turns)):
        reader = TurnReader(dialogue, at, made)
        made += reader.readings()
        implausible |= reader.implausible
    return VitalsRead(
        drafts=tuple(_draft(dialogue, reading, replaced) for reading, replaced in _standing(made)),
        implausible=implausible,
    )


def _standing(made: Sequence[Reading]) -> list[tuple[Reading, Reading | None]]:
    """Each reading that was not replaced, with the one it replaced; the same value said twice is one."""
    standing: list[tuple[Reading, Reading | None]] = []
    for reading in made:
        same = [p for p in standing if (p[0].test, p[0].posture) == (reading.test, reading.posture)]
        if any(pair[0].value == reading.value for pair in same):
            continue
        replaced = same[-1] if same and reading.replaces else None
        if replaced:
            standing.remove(replaced)
        standing.append((reading, replaced[0] if replaced else None))
    return standing


def _draft(dialogue: Dialogue, reading: Reading, replaced: Reading | None) -> Draft:
    value = VitalSign.model_validate({"test": reading.test, "value": float(reading.value), "unit": reading.unit})
    proof = [dialogue.evidence(reading.at, reading.start, reading.end)]
    if reading.heading:
        proof.append(dialogue.evidence(reading.heading.at, reading.heading.start, reading.heading.end))
    review = []
    if reading.how == "list":
        review.append("named by its place among the readings only")
    if reading.posture != "sitting":
        review.append(NOT_SITTING[reading.posture])
    if replaced:
        review.append(f"{replaced.value:g} was said before")
    return Draft(value, tuple(proof), SOURCE, _SURE[reading.how], review=tuple(review))
