"""`serve`: a local Prefect server with the flows of some studies, in a process of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from trialvoice.core.errors import ServeError, StudyError
from trialvoice.core.settings import PREFIX, Settings, settings_from
from trialvoice.core.study_file import load_study

LOOPBACK = ("127.0.0.1", "localhost", "::1")
_NOT_TAKEN_OVER = ("PREFECT_API_URL", "PREFECT_API_KEY", "PREFECT_PROFILE", "PREFECT_PROFILES_PATH")
"""Of the caller's environment: they could point the flows at another server, such as Prefect's cloud."""
_OWN = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
    "PREFECT_LOGGING_LOG_PRINTS": "false",
}
_ADJUSTABLE = {"PREFECT_RUNNER_POLL_FREQUENCY": "2"}
"""Seconds until a run triggered in the UI starts; the caller's own value wins."""


def serve(
    studies: Annotated[
        list[Path],
        typer.Argument(metavar="FOLDER...", help="Folders with study.toml and recordings.csv.", show_default=False),
    ],
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 4200,
    nightly: Annotated[str, typer.Option(help="When the nightly job runs, as a cron line.")] = "0 2 * * *",
    timezone: Annotated[str, typer.Option(help="Time zone of that line, such as Europe/Berlin.")] = "UTC",
    at_once: Annotated[int, typer.Option(min=1, help="Flow runs at the same time.")] = 2,
) -> None:
    """Bring up a local Prefect server that runs visits on demand and every recording at night."""
    folders = study_folders(studies)
    refuse_open_host(host, os.environ)
    refuse_taken_port(host, port)
    environment = served_environment(os.environ, folders, host, port)
    Path(environment["PREFECT_HOME"]).mkdir(parents=True, exist_ok=True, mode=0o700)
    command = [sys.executable, "-m", "flows.serve", "--host", host, "--port", str(port)]
    command += ["--nightly", nightly, "--timezone", timezone, "--at-once", str(at_once)]
    raise typer.Exit(_run(command, environment))


def study_folders(folders: Sequence[Path]) -> dict[str, Path]:
    """Study id → folder. Raises StudyError; TV116 where two folders hold the same study."""
    found: dict[str, Path] = {}
    for folder in folders:
        study = load_study(folder / "study.toml").study.id
        if study in found:
            raise StudyError(
                "TV116",
                f"the study {study} is that of {found[study]} too",
                place=str(folder),
                remedy="give each study its own id, or name one of the two folders",
            )
        found[study] = folder.resolve()
    return found


def refuse_open_host(host: str, environ: Mapping[str, str]) -> None:
    """Raises ServeError TV703 where others could reach the server and it asks for no password."""
    if host not in LOOPBACK and not environ.get("PREFECT_SERVER_API_AUTH_STRING"):
        raise ServeError(
            "TV703",
            "anyone who reaches this address could start runs",
            place=f"--host {host}",
            remedy="leave it at 127.0.0.1, or set PREFECT_SERVER_API_AUTH_STRING and PREFECT_API_AUTH_STRING",
        )


def refuse_taken_port(host: str, port: int) -> None:
    """Raises ServeError TV701 where the server could not listen there."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise ServeError(
            "TV701",
            f"the address cannot be listened on ({error.strerror})",
            place=f"{host}:{port}",
            remedy="stop what listens there, or choose another with --port",
        ) from None


def served_environment(environ: Mapping[str, str], folders: Mapping[str, Path], host: str, port: int) -> dict[str, str]:
    """The environment of server and flows: theirs alone, on this machine, reporting to nobody."""
    settings = settings_from(environ)
    kept = {name: value for name, value in environ.items() if name not in _NOT_TAKEN_OVER}
    address = f"http://{host}:{port}"
    return {
        **_ADJUSTABLE,
        **kept,
        **_OWN,
        **_absolute_paths(settings),
        "PREFECT_HOME": str(settings.outputs.resolve() / ".prefect"),
        "PREFECT_API_URL": f"{address}/api",
        # Another site open in the same browser must not read or start runs.
        "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": address,
        f"{PREFIX}STUDIES": json.dumps({study: str(folder) for study, folder in folders.items()}),
    }


def _absolute_paths(settings: Settings) -> dict[str, str]:
    """Flow runs have a working folder of their own, so relative paths are settled here."""
    named = ((name, getattr(settings, name)) for name in Settings.model_fields)
    return {PREFIX + name.upper(): str(value.resolve()) for name, value in named if isinstance(value, Path)}


def _run(command: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run the child until it ends; SIGINT and SIGTERM stop it in good order, a second one at once."""
    child = subprocess.Popen(command, env=dict(environment), stdin=subprocess.DEVNULL, start_new_session=True)
    asked = False

    def stop(signum: int, frame: object) -> None:
        nonlocal asked
        # Prefect's runner ends its flow runs in good order on SIGINT only.
        child.send_signal(signal.SIGKILL if asked else signal.SIGINT)
        asked = True

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    status = child.wait()
    return 0 if asked else abs(status)
