"""Whether the trail is whole, and whether the store still holds what the trail says."""

from dataclasses import dataclass

from trialvoice.trial.store.chain import TrailFault, read_chain
from trialvoice.trial.store.database import Database
from trialvoice.trial.store.verify_state import state_faults


@dataclass(frozen=True)
class VerifyReport:
    """entries: how many acts there are.  redacted: tombstones among them.  faults: none where nothing was changed."""

    entries: int
    redacted: int
    faults: tuple[TrailFault, ...]


def verify(database: Database) -> VerifyReport:
    """Read the whole trail, then all that the store holds beside it. Raises ReviewError TV902.

    What lies beside a chain that is broken is not looked at: nothing can be said of it.
    """
    with database.looks() as session:
        chain = read_chain(session, database.key)
        faults = chain.faults or tuple(state_faults(session, chain.acts))
    return VerifyReport(len(chain.acts), sum(act.payload is None for act in chain.acts), faults)
