"""`trialvoice push` against a FHIR server and an endpoint that speaks REDCap's API: sent once, and told row by row."""

import json

import pytest

from tests.conftest import SAMPLE, CommandLine
from tests.fhir_node import needs_node, running
from tests.redcap_server import TOKEN, RedcapServer
from tests.reviewed_study import STUDY
from trialvoice.trial.exports.folder import read_export

pytestmark = pytest.mark.live


def rows(stdout: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in stdout.splitlines()]


@needs_node
def test_fhir_is_pushed_once(reviewed: CommandLine) -> None:
    assert reviewed("export", SAMPLE, "--to", "fhir").returncode == 0
    with running() as receiver:
        token = {"TRIALVOICE_PUSH_TOKEN": receiver.token}
        told = reviewed("push", "fhir", SAMPLE, receiver.url, "--json", **token)
        assert told.returncode == 0, told.stderr + told.stdout
        assert {row["state"] for row in rows(told.stdout)} == {"acknowledged"}
        events = receiver.count("AdverseEvent")
        assert events > 0
        sent = len(receiver.seen())
        assert reviewed("push", "fhir", SAMPLE, receiver.url, **token).returncode == 0
        assert (len(receiver.seen()), receiver.count("AdverseEvent")) == (sent, events)
    assert receiver.token not in told.stdout + told.stderr


def test_redcap_is_pushed_once_and_the_rows_are_listed(reviewed: CommandLine) -> None:
    assert reviewed("export", SAMPLE, "--to", "redcap").returncode == 0
    with RedcapServer(read_export(reviewed.outputs / STUDY / "exports" / "redcap")).running() as server:
        token = {"TRIALVOICE_PUSH_TOKEN": TOKEN}
        told = reviewed("push", "redcap", SAMPLE, server.url, "--json", **token)
        assert told.returncode == 0, told.stderr + told.stdout
        assert {row["state"] for row in rows(told.stdout)} == {"acknowledged"}
        again = reviewed("push", "redcap", SAMPLE, server.url, "--json", **token)
        assert rows(again.stdout) == rows(told.stdout)
        listed = reviewed("push", "status", SAMPLE, "--json")
        assert {str(row["record"]) for row in rows(told.stdout)} <= {str(row["record"]) for row in rows(listed.stdout)}
    assert TOKEN not in told.stdout + told.stderr


def test_without_a_token_nothing_is_sent_to_redcap(reviewed: CommandLine) -> None:
    told = reviewed("push", "redcap", SAMPLE, "http://127.0.0.1:9/api/")
    assert told.returncode == 1
    assert "TV804" in told.stderr
