"""What the review application is given: the store, a clock, and ways to sound and to the gate."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request

from trialvoice.trial.store.database import Database

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True)
class ReviewContext:
    """All that pages reach outside themselves.

    now: an aware time in UTC.  sound: the redacted sound of a recording of a study, None where there is none.
    screen: refuses, by GateError, a text that a person typed into a recording of a study and that holds a known
    identifier.  hosts: names under which browsers may ask, lower case and without a port.
    """

    database: Database
    now: Callable[[], datetime]
    sound: Callable[[str, str], Path | None]
    screen: Callable[[str, str, str], None]
    hosts: frozenset[str] = LOOPBACK


def context_of(request: Request) -> ReviewContext:
    """The context of the application that answers."""
    context = request.app.state.context
    assert isinstance(context, ReviewContext)
    return context


Context = Annotated[ReviewContext, Depends(context_of)]
