"""The review application in a process of its own, over the store in a folder: `python -m tests.login_process FOLDER`.

It prints its address once it listens, and what it logs to stderr.
"""

import socket
import sys
from datetime import UTC, datetime
from pathlib import Path

from tests.review_world import KEY
from trialvoice.trial.review.context import ReviewContext
from trialvoice.trial.review.serving import server_of
from trialvoice.trial.store.database import open_database


def main(folder: Path) -> None:
    database = open_database(f"sqlite:///{folder / 'review.db'}", KEY)
    context = ReviewContext(
        database=database,
        now=lambda: datetime.now(UTC),
        sound=lambda study, recording: None,
        screen=lambda study, recording, text: None,
    )
    with socket.create_server(("127.0.0.1", 0)) as listening:
        print(f"http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
        server_of(context).run([listening])
    database.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
