"""Who acts at the command line: the operating system's user, as in the vault's audit."""

import os
import pwd

from trialvoice.trial.record.people import Actor


def operator() -> Actor:
    """The user of the operating system, who has no account of the review application."""
    try:
        name = pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        name = str(os.geteuid())
    return Actor(id=f"system:user/{name}", name=name, role="system")
