"""Who is who, from what they say: cues counted for each speaker, and the best fit to those expected.

The cues are data, in `role_cues.toml`, and so is how sure they make one, in `role_calibration.toml`. Where the
evidence is thin the confidence is low, and where there is none the role is `unknown`.
"""

import math
import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import permutations
from typing import get_args

from trialvoice.core.records import Role, Transcript, Turn

_NO_CONTEST = 2.0
"""The lead of a role that nobody else could have."""
_SPARE = 3
"""Speakers tried beyond those expected; a diarizer that hears more of them has failed anyway."""
LEAST = 0.7
"""Below this confidence a role is not claimed, unless it is as sure that the speaker is of that side."""
_SIDES = (frozenset[Role]({"investigator", "monitor"}), frozenset[Role]({"participant", "caregiver"}))
"""Those who ask, and those who are asked: which of two on one side somebody is matters less than the side."""


def assign_roles(transcript: Transcript, participants: tuple[Role, ...]) -> Transcript:
    """The transcript with a role and its confidence on each turn.

    participants: the roles expected to speak; without them one speaker is the participant, two are
    investigator and participant. A speaker beyond those expected stays unknown.
    """
    talk = Counter[str]()
    for turn in transcript.turns:
        talk[turn.speaker] += len(turn.words)
    speakers = [speaker for speaker, _ in talk.most_common()]
    if not speakers:
        return transcript
    expected = tuple(role for role in participants if role != "unknown") or _usual(len(speakers))
    found = _assigned(speakers, expected, role_scores(transcript.turns))
    turns = tuple(
        turn.model_copy(update={"role": found[turn.speaker][0], "role_confidence": found[turn.speaker][1]})
        for turn in transcript.turns
    )
    unsure = sorted(speaker for speaker, (role, _) in found.items() if role == "unknown")
    warnings = (f"the role of {', '.join(unsure)} is not known",) if unsure else ()
    return transcript.model_copy(update={"turns": turns, "warnings": (*transcript.warnings, *warnings)})


def _usual(speakers: int) -> tuple[Role, ...]:
    return ("participant",) if speakers == 1 else ("investigator", "participant")


def role_scores(turns: Sequence[Turn]) -> dict[str, dict[Role, float]]:
    """Cues of each role in what a speaker says, per 100 words damped for short speakers."""
    said: dict[str, list[str]] = {}
    for turn in turns:
        said.setdefault(turn.speaker, []).append(turn.text.lower())
    return {speaker: _of(" ".join(texts)) for speaker, texts in said.items()}


def _of(text: str) -> dict[Role, float]:
    words = len(text.split())
    per = 100 / (words + 30)
    return {role: per * sum(weight * len(cue.findall(text)) for cue, weight in cues) for role, cues in _cues().items()}


@cache
def _cues() -> dict[Role, list[tuple[re.Pattern[str], float]]]:
    data = tomllib.loads((files("trialvoice.phi") / "role_cues.toml").read_text(encoding="utf-8"))
    roles: tuple[Role, ...] = get_args(Role)
    return {
        role: [(re.compile(entry["cue"]), entry["weight"]) for entry in data[role]] for role in roles if role in data
    }


@cache
def _steepness() -> float:
    data = tomllib.loads((files("trialvoice.phi") / "role_calibration.toml").read_text(encoding="utf-8"))
    return float(data["steepness"])


def _assigned(
    speakers: Sequence[str], expected: tuple[Role, ...], scores: Mapping[str, Mapping[Role, float]]
) -> dict[str, tuple[Role, float]]:
    """The assignment with the most cues, and its lead over the best that gives a speaker another role."""
    speakers, rest = speakers[: len(expected) + _SPARE], speakers[len(expected) + _SPARE :]
    if len(speakers) == len(expected) == 1:
        return {speakers[0]: (expected[0], 0.95)}
    nobody: list[Role] = ["unknown"] * (len(speakers) - len(expected))
    padded = (*expected, *nobody)
    options = [
        (sum(scores[s].get(r, 0.0) for s, r in zip(speakers, roles, strict=True)), roles)
        for roles in sorted(set(permutations(padded, len(speakers))))
    ]
    best_score, best = max(options)
    found: dict[str, tuple[Role, float]] = dict.fromkeys(rest, ("unknown", 0.0))
    for at, speaker in enumerate(speakers):
        confidence = _sureness(best_score, [score for score, roles in options if roles[at] != best[at]])
        side = _sureness(best_score, [score for score, roles in options if roles[at] not in _side(best[at])])
        found[speaker] = (best[at], confidence) if max(confidence, side) >= LEAST else ("unknown", confidence)
    return found


def _sureness(best: float, others: Sequence[float]) -> float:
    lead = best - max(others) if others else _NO_CONTEST
    return round(1 / (1 + math.exp(-_steepness() * lead)), 3)


def _side(role: Role) -> frozenset[Role]:
    return next((side for side in _SIDES if role in side), frozenset({role}))
