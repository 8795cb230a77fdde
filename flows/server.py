"""A local Prefect server as a child process, ready for the flows of this installation."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import GlobalConcurrencyLimitUpdate
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterState, FlowRunFilterStateType
from prefect.client.schemas.objects import State, StateType
from prefect.states import Crashed

from flows.tasks import LIMITS
from trialvoice.core.errors import ServeError

HEALTHY_WITHIN_S = 180.0
_STOPPED_WITHIN_S = 15.0
_LOOK_EVERY_S = 0.25
_UNDER_WAY = [StateType.RUNNING, StateType.PENDING, StateType.CANCELLING]


@contextmanager
def prefect_server(host: str, port: int, log: Path) -> Iterator[None]:
    """Run a server for as long as the context is open. Raises ServeError TV702."""
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", host, "--port", str(port)]
    with log.open("ab") as out:
        # Its own session: a Ctrl-C reaches this process alone, which stops the flows before their server.
        server = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        _wait_until_healthy(server, log)
        yield
    finally:
        stop(server)


def stop(process: "subprocess.Popen[bytes]") -> None:
    """End a child process: politely, then not."""
    process.terminate()
    try:
        process.wait(_STOPPED_WITHIN_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _wait_until_healthy(server: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + HEALTHY_WITHIN_S
    with get_client(sync_client=True) as client:
        while client.api_healthcheck() is not None:
            if server.poll() is not None or time.monotonic() > deadline:
                raise ServeError(
                    "TV702",
                    "the Prefect server did not come up",
                    place=str(log),
                    remedy="the last lines of that file say why",
                )
            time.sleep(_LOOK_EVERY_S)


def prepare() -> None:
    """Set the limits on tags, and clear what a killed server left: its slots, and runs without a process."""
    with get_client(sync_client=True) as client:
        for tag, slots in LIMITS.items():
            client.upsert_global_concurrency_limit_by_name(f"tag:{tag}", slots)
        for limit in client.read_global_concurrency_limits(limit=200):
            if limit.active_slots:
                client.update_global_concurrency_limit(limit.name, GlobalConcurrencyLimitUpdate(active_slots=0))
        _end_interrupted(client)


def _end_interrupted(client: SyncPrefectClient) -> None:
    """Served runs that were under way in another life of this server: they have no process any more.

    Runs of a work pool are left alone: a worker elsewhere may have carried them through.
    """
    under_way = FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=_UNDER_WAY)))
    for run in client.read_flow_runs(flow_run_filter=under_way, limit=200):
        if run.work_pool_name is None:
            state: State[None] = Crashed(message="interrupted; run it again, finished stages are kept")
            client.set_flow_run_state(run.id, state, force=True)
