"""`trialvoice push` against a FHIR server and an endpoint that speaks REDCap's API: sent once, and told row by row."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import SAMPLE, CommandLine
from tests.fhir_node import needs_node, running
from tests.redcap_server import TOKEN, RedcapServer
from tests.reviewed_study import STUDY
from trialvoice.core.store import MANIFEST
from trialvoice.trial.exports.folder import Manifest, manifest_of, publish, read_export
from trialvoice.trial.exports.redcap.written import RECORDS

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


def test_what_does_not_pass_its_checks_is_not_sent(reviewed: CommandLine, tmp_path: Path) -> None:
    """Made without --check, or by a hand that put the manifest right."""
    assert reviewed("export", SAMPLE, "--to", "redcap").returncode == 0
    kept = Path(STUDY) / "exports" / "redcap"
    manifest = Manifest.model_validate_json((reviewed.outputs / kept / MANIFEST).read_bytes())
    files = read_export(reviewed.outputs / kept)
    assert b"ae_treatment" in files[RECORDS]
    files[RECORDS] = files[RECORDS].replace(b"ae_treatment", b"ae_tretment", 1)
    publish(tmp_path / kept, manifest.model_copy(update={"files": manifest_of(files)}), files)
    with RedcapServer(read_export(reviewed.outputs / kept)).running() as server:
        other = replace(reviewed, outputs=tmp_path)
        told = other("push", "redcap", SAMPLE, server.url, TRIALVOICE_PUSH_TOKEN=TOKEN)
        assert (told.returncode, server.imports, server.project.stored) == (1, [], {})
    assert "TV805" in told.stderr
