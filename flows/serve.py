"""`python -m flows.serve`, started by `trialvoice serve`: a Prefect server with the three deployments."""

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from prefect import serve
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.client.schemas.schedules import CronSchedule
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron, Schedule
from prefect.types.entrypoint import EntrypointType
from pydantic import ValidationError

from flows.nightly import nightly
from flows.parameters import closed
from flows.server import prefect_server, prepare
from flows.triage import triage
from flows.visit import visit
from flows.workplace import served_studies
from trialvoice.core.errors import ServeError, TrialvoiceError

ONE_NIGHT_AT_A_TIME = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.ENQUEUE)


def schedules_of(studies: Sequence[str], cron: str, timezone: str) -> list[Schedule]:
    """A nightly schedule for each study. Raises ServeError TV704."""
    try:
        CronSchedule(cron=cron, timezone=timezone)
    except ValidationError:
        raise ServeError(
            "TV704",
            "not a cron line and a time zone",
            place=f"--nightly {cron!r} --timezone {timezone!r}",
            remedy="write them as '0 2 * * *' and 'Europe/Berlin'",
        ) from None
    return [
        Cron(cron, timezone=timezone, parameters={"study": study}, slug=f"nightly-{number}")
        for number, study in enumerate(studies, start=1)
    ]


def deployments(cron: str, timezone: str) -> list[RunnerDeployment]:
    """The deployments over the served studies. Raises ServeError TV704."""
    studies = sorted(served_studies())
    # One study is no choice: the form comes filled in.
    only = {"study": studies[0]} if len(studies) == 1 else {}
    module = EntrypointType.MODULE_PATH
    made = [
        nightly.to_deployment(
            "nightly",
            parameters=only,
            schedules=schedules_of(studies, cron, timezone),
            concurrency_limit=ONE_NIGHT_AT_A_TIME,
            entrypoint_type=module,
        ),
        visit.to_deployment("visit", parameters=only, entrypoint_type=module),
        triage.to_deployment("triage", parameters=only, entrypoint_type=module),
    ]
    # Prefect types them for callers of both kinds; out of an event loop they are deployments already.
    ready = cast(list[RunnerDeployment], made)
    for deployment in ready:
        # The only way to what the server checks: to_deployment() takes no schema. A test holds it.
        deployment._parameter_openapi_schema = closed(deployment._parameter_openapi_schema, studies)
    return ready


def main() -> None:
    """Serve until SIGINT or SIGTERM. Exit status 1 with a sentence where that cannot be done."""
    options = _options()
    # Both leave through every `finally`, so that no child outlives this process.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    home = Path(os.environ["PREFECT_HOME"])
    try:
        made = deployments(options.nightly, options.timezone)
        with prefect_server(options.host, options.port, home / "server.log"):
            prepare()
            print(f"Prefect at http://{options.host}:{options.port}", flush=True)
            print(f"Nightly at {options.nightly!r} {options.timezone}; Ctrl-C stops", flush=True)
            serve(
                *made,
                pause_on_shutdown=False,
                print_starting_message=False,
                limit=options.at_once,
            )
    except TrialvoiceError as error:
        print(error, file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m flows.serve", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=4200)
    parser.add_argument("--nightly", default="0 2 * * *")
    parser.add_argument("--timezone", default="UTC")
    parser.add_argument("--at-once", type=int, default=2)
    return parser.parse_args()


if __name__ == "__main__":
    main()
