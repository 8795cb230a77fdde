"""What `trialvoice serve` and the flows settle before any server is up."""

import json
import socket
from pathlib import Path

import pytest
from prefect.utilities.callables import ParameterSchema

from flows.parameters import closed
from flows.serve import schedules_of
from flows.tables import artifact_key, shown_id
from flows.tasks import verdict
from flows.workplace import folder_of
from tests.flows.conftest import failing_study
from trialvoice.commands.serve import (
    refuse_open_host,
    refuse_taken_port,
    served_environment,
    study_folders,
)
from trialvoice.core.errors import ServeError, StudyError
from trialvoice.core.store import Status


def test_a_taken_port_is_named() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ServeError, match=rf"127.0.0.1:{port}: .*--port .*TV701"):
            refuse_taken_port("127.0.0.1", port)


def test_only_loopback_without_a_password() -> None:
    refuse_open_host("127.0.0.1", {})
    refuse_open_host("0.0.0.0", {"PREFECT_SERVER_API_AUTH_STRING": "someone:secret"})
    with pytest.raises(ServeError, match="TV703"):
        refuse_open_host("0.0.0.0", {})


def test_a_study_is_served_once(tmp_path: Path) -> None:
    first, second = failing_study(tmp_path / "a"), failing_study(tmp_path / "b")
    with pytest.raises(StudyError, match="TV116"):
        study_folders([first, second])
    with pytest.raises(StudyError, match="TV101"):
        study_folders([tmp_path / "nowhere"])


def test_the_server_is_ours_alone_and_reports_to_nobody(tmp_path: Path) -> None:
    given = {
        "PREFECT_API_URL": "https://prefect.invalid/api",
        "PREFECT_API_KEY": "key",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "true",
        "PREFECT_RUNNER_POLL_FREQUENCY": "9",
        "TRIALVOICE_OUTPUTS": "some/outputs",
    }
    made = served_environment(given, {"a-study": tmp_path}, "127.0.0.1", 4999)
    assert made["PREFECT_API_URL"] == "http://127.0.0.1:4999/api"
    assert made["PREFECT_SERVER_CORS_ALLOWED_ORIGINS"] == "http://127.0.0.1:4999"
    assert "PREFECT_API_KEY" not in made
    assert (made["DO_NOT_TRACK"], made["PREFECT_SERVER_ANALYTICS_ENABLED"]) == ("1", "false")
    assert made["PREFECT_RUNNER_POLL_FREQUENCY"] == "9"
    assert Path(made["TRIALVOICE_OUTPUTS"]).is_absolute()
    assert Path(made["PREFECT_HOME"]) == Path("some/outputs/.prefect").resolve()
    assert json.loads(made["TRIALVOICE_STUDIES"]) == {"a-study": str(tmp_path)}


def test_a_study_that_is_not_served_has_a_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRIALVOICE_STUDIES", "{}")
    with pytest.raises(ServeError, match="TV705"):
        folder_of("a-study")


@pytest.mark.parametrize(
    ("cron", "timezone"),
    [("at two", "UTC"), ("0 2 * *", "UTC"), ("61 2 * * *", "UTC"), ("0 2 * * *", "Mars")],
)
def test_a_wrong_schedule_is_a_sentence(cron: str, timezone: str) -> None:
    with pytest.raises(ServeError, match="TV704"):
        schedules_of(["a-study"], cron, timezone)


def test_each_study_has_its_own_night() -> None:
    made = schedules_of(["a", "b"], "30 1 * * *", "Europe/Berlin")
    assert [schedule.parameters for schedule in made] == [{"study": "a"}, {"study": "b"}]
    assert len({schedule.slug for schedule in made}) == 2


@pytest.mark.parametrize(
    ("parts", "key"),
    [
        (("progress", "s1", "visit-03"), "progress-s1-visit-03"),
        (("progress", "S1", "visit-03"), "progress-s1-visit-03-"),
        (("progress", "s1", "visit_03"), "progress-s1-visit-03-"),
        (("progress", "s1", "visit.03"), "progress-s1-visit-03-"),
    ],
)
def test_keys_are_what_prefect_takes(parts: tuple[str, ...], key: str) -> None:
    made = artifact_key(*parts)
    assert made.startswith(key)
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_keys_of_different_ids_differ() -> None:
    ids = ["visit-03", "Visit-03", "visit_03", "visit.03", "VISIT-03"]
    assert len({artifact_key("progress", "s1", name) for name in ids}) == len(ids)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("visit-03", "visit-03"),
        ("line-7", "line-7"),
        ("Jane Roe", "refused-4"),
        ("a\n", "refused-4"),
    ],
)
def test_a_name_in_place_of_an_id_is_not_shown(written: str, shown: str) -> None:
    assert shown_id(written, 4) == shown


def test_a_form_takes_nothing_beside_its_fields() -> None:
    form = ParameterSchema(properties={"study": {"type": "string"}}, required=["study"])
    made = closed(form, ["b", "a"]).model_dump(exclude_unset=True)
    assert made["properties"]["study"]["enum"] == ["a", "b"]
    assert made["additionalProperties"] is False
    assert made["required"] == ["study"]


def test_many_failures_are_counted_and_some_named() -> None:
    statuses = [Status(recording=f"r{n}", state="failed", stage="intake", code="TV201") for n in range(25)]
    state = verdict([*statuses, Status(recording="good", state="done", stage="report")])
    assert state.is_failed()
    assert state.message is not None
    assert state.message.startswith("failed 25 of 26: TV201 r0, ")
    assert state.message.endswith("TV201 r19, and 5 more")
