"""Options that several commands read in the same way."""

from typing import get_args

from trialvoice.core.errors import StudyError
from trialvoice.core.records import Role


def roles_of(given: str) -> tuple[Role, ...]:
    """The roles in `investigator;participant`. Raises StudyError TV132 for a word that is none."""
    known: tuple[Role, ...] = get_args(Role)
    names = [part.strip() for part in given.split(";") if part.strip()]
    wrong = [name for name in names if name not in known]
    if wrong:
        raise StudyError("TV132", f"{wrong[0]!r} is no role", place="--participants", remedy=f"use {', '.join(known)}")
    return tuple(role for name in names for role in known if role == name)
