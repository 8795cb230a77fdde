"""Transcripts that are safe already, made for `extract` from text without times."""

from collections.abc import Mapping, Sequence

from trialvoice.core.records import Role, SafeTranscript, Turn, Word

_STAFF = (
    "investigator", "doctor", "clinician", "physician", "nurse", "coordinator", "staff", "site", "researcher",
    "interviewer", "pharmacist", "provider", "study nurse", "study coordinator", "d", "i",
)  # fmt: skip
_CAREGIVERS = (
    "caregiver", "carer", "parent", "mother", "father", "wife", "husband", "spouse", "partner", "daughter",
    "son", "family", "relative",
)  # fmt: skip
_ROLES: Mapping[str, Role] = {
    **dict.fromkeys(_STAFF, "investigator"),
    **dict.fromkeys(("participant", "patient", "subject", "volunteer", "p", "pt"), "participant"),
    **dict.fromkeys(_CAREGIVERS, "caregiver"),
    **dict.fromkeys(("monitor", "cra", "auditor"), "monitor"),
}


def role_of(name: str) -> Role:
    """The role that a free name such as "Doctor" or "study nurse" stands for; `unknown` for others."""
    plain = name.strip().lower().replace("_", " ").rstrip(" 0123456789:.")
    if plain in _ROLES:
        return _ROLES[plain]
    return next((_ROLES[word] for word in reversed(plain.split()) if len(word) > 1 and word in _ROLES), "unknown")


def safe_input(recording: str, turns: Sequence[tuple[str, str]], language: str = "en") -> SafeTranscript:
    """A safe transcript from (role, text) pairs that hold no identifiers; every time is 0 ms.

    For visits that come as sound only `redact.replacing.replace` makes one. Whoever calls this vouches for the text.
    """
    made = [_turn(number, role, text) for number, (role, text) in enumerate(turns, start=1) if text.split()]
    return SafeTranscript(recording=recording, language=language, turns=tuple(made))


def _turn(number: int, role: str, text: str) -> Turn:
    known = role_of(role)
    words = tuple(Word(start=0, end=0, text=word, probability=1.0) for word in text.split())
    return Turn(
        id=number,
        start=0,
        end=0,
        speaker=role.strip() or "unknown",
        role=known,
        role_confidence=0.0 if known == "unknown" else 1.0,
        words=words,
    )
