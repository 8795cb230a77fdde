"""`trialvoice vault`: audited before it shows anything, and forgetting that no crash leaves half done."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.unit.test_redact_replace import visit
from tests.unit.test_study import HEADER, study_in
from trialvoice import subject_vault
from trialvoice.cli import app
from trialvoice.core.errors import StoreError, StudyError, TrialvoiceError
from trialvoice.core.settings import settings_from
from trialvoice.job import Job, load_job
from trialvoice.redact.replacing.replace import replace_transcript, vault_of
from trialvoice.redact.replacing.vault import Vault
from trialvoice.stages.redaction import REDACT, Redaction

KEY = "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s="
ROWS = (
    "r1,01,s1,V1,2026-03-02T09:30:00+01:00,a.opus,yes,investigator;participant,2026-03-01\n"
    "r2,01,s1,V2,2026-03-16T09:30:00+01:00,b.opus,yes,investigator;participant,2026-03-01\n"
    "r3,01,s2,V1,2026-03-02T11:00:00+01:00,c.opus,yes,investigator;participant,2026-03-01\n"
)


@pytest.fixture
def environ(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    given = {"TRIALVOICE_KEY": KEY, "TRIALVOICE_OUTPUTS": str(tmp_path / "outputs")}
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    return given


@pytest.fixture
def job(tmp_path: Path, environ: dict[str, str]) -> Job:
    """A study of two subjects whose three recordings were redacted, and released a file each."""
    study_in(tmp_path)
    (tmp_path / "recordings.csv").write_text(HEADER + ROWS, encoding="utf-8")
    made = load_job(tmp_path, settings_from(environ))
    transcript, spans = visit()
    redaction = Redaction(safe=replace_transcript(transcript, spans), spans=spans, vault=vault_of(transcript, spans))
    for name in ("r1", "r2", "r3"):
        store = made.store(name)
        with store.lock():
            store.put("intake", "b" * 64, spans[0])
            store.put(REDACT.name, "a" * 64, redaction)
            store.publish("k", {"report.html": b"released"})
    return made


def anew(job: Job) -> Job:
    """The same study as another process sees it."""
    return load_job(job.folder, job.settings)


def acts(job: Job) -> list[str]:
    return [entry.act for entry in subject_vault.audit_of(job).verify()]


def artifacts(job: Job, *names: str) -> int:
    return sum(len(list(job.store(name).private.glob("*.sealed"))) for name in names)


def test_show_counts_and_is_audited(job: Job) -> None:
    vaults = subject_vault.show(job, "s1", reveal=False)
    assert {name: vault.counts() for name, vault in vaults.items()} == {
        "r1": {"NAME": 1, "PHONE": 2},
        "r2": {"NAME": 1, "PHONE": 2},
    }
    (entry,) = subject_vault.audit_of(job).verify()
    assert (entry.act, entry.subject, entry.counts) == ("show", "s1", {"NAME": 2, "PHONE": 4})
    assert "Ruiz" not in subject_vault.audit_of(job).path.read_text(encoding="utf-8")


def test_forgetting_destroys_the_key_and_what_it_sealed_and_nothing_else(job: Job) -> None:
    gone = subject_vault.forget(job, "s1")
    assert (gone.recordings, gone.artifacts) == (2, 4)
    assert artifacts(job, "r1", "r2") == 0
    assert artifacts(job, "r3") == 2
    assert acts(job) == ["forget begins", "forget done"]
    for name in ("r1", "r2", "r3"):
        assert (job.store(name).release / "report.html").read_bytes() == b"released"
    for call in (lambda: anew(job).secrets("r1"), lambda: anew(job).store("r2").put("turns", "c" * 64, Vault())):
        with pytest.raises(StoreError, match="TV607"):
            call()
    assert anew(job).store("r3").get(REDACT.name, "a" * 64, Redaction) is not None
    assert subject_vault.show(anew(job), "s1", reveal=True) == {}


def test_forgetting_twice_is_no_error(job: Job) -> None:
    subject_vault.forget(job, "s1")
    assert subject_vault.forget(anew(job), "s1").artifacts == 0


def test_a_subject_whose_rows_are_gone_can_be_forgotten(job: Job) -> None:
    (job.folder / "recordings.csv").write_text(HEADER + ROWS.splitlines(keepends=True)[2], encoding="utf-8")
    assert subject_vault.forget(anew(job), "s1").recordings == 0
    assert len(list(job.keys.folder.glob("*.key"))) == 1


@pytest.mark.parametrize("act", [subject_vault.forget, lambda job, name: subject_vault.show(job, name, reveal=False)])
def test_a_subject_nobody_knows_is_refused(job: Job, act: Callable[[Job, str], Any]) -> None:
    with pytest.raises(StudyError, match="TV117"):
        act(job, "s9")
    assert acts(job) == []


def crash_at(number: int, act: Callable[[], object]) -> bool:
    """Run `act` in a process of its own that dies at its number-th change of a file. Whether it died."""
    child = os.fork()
    if child == 0:
        left = iter(range(number - 1, -1, -1))

        def die(event: str, _: tuple[object, ...]) -> None:
            if event in ("os.remove", "os.rename", "os.truncate") and next(left) == 0:
                os._exit(9)

        sys.addaudithook(die)
        act()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def refused(job: Job) -> bool:
    """Whether a later run of the first subject's recordings is refused."""
    try:
        anew(job).secrets("r1")
    except StoreError as error:
        if error.code != "TV607":
            raise
        return True
    return False


@pytest.mark.parametrize("number", range(1, 12))
def test_a_crash_leaves_the_key_or_a_tombstone_and_a_second_call_finishes(job: Job, number: int) -> None:
    died = crash_at(number, lambda: subject_vault.forget(anew(job), "s1"))
    assert died == (number <= FILE_CHANGES)
    assert "forget begins" in acts(anew(job)) or artifacts(job, "r1", "r2") == 4
    if refused(job):
        assert "forget begins" in acts(anew(job))
    else:
        assert artifacts(job, "r1", "r2") == 4
        assert anew(job).store("r1").get(REDACT.name, "a" * 64, Redaction) is not None
    subject_vault.forget(anew(job), "s1")
    assert artifacts(job, "r1", "r2") == 0
    assert acts(job)[-1] == "forget done"
    assert len(list(job.keys.folder.glob("*.key"))) == 1
    assert refused(job)


FILE_CHANGES = 8
"""Renames of the audit's head (twice) and of the tombstone, removals of the key and four artifacts."""


def call(*arguments: str) -> tuple[int, str]:
    """Exit status and output of the command."""
    ended = CliRunner().invoke(app, ["vault", *arguments])
    if isinstance(ended.exception, TrialvoiceError):
        return 1, str(ended.exception)
    return ended.exit_code, ended.output


def test_the_command_shows_counts_and_on_demand_values(job: Job) -> None:
    status, shown = call("show", str(job.folder), "s1")
    assert status == 0
    assert "PHONE" in shown
    assert "Ruiz" not in shown
    status, shown = call("show", str(job.folder), "s1", "--reveal", "--json")
    assert status == 0
    assert shown.splitlines()[0] == (
        '{"recording": "r1", "tag": "[NAME_1]", "type": "NAME", "stands there": "[NAME_1]", '
        '"values": "Maria Ruiz; Ms. Ruiz; Maria"}'
    )
    assert acts(job) == ["show", "reveal"]


def test_a_broken_audit_stops_the_command_before_it_shows_anything(job: Job) -> None:
    call("show", str(job.folder), "s1")
    path = subject_vault.audit_of(job).path
    path.write_bytes(path.read_bytes().replace(b'"s1"', b'"s2"'))
    for arguments in (("show", "s1", "--reveal"), ("forget", "s1", "--yes")):
        status, shown = call(arguments[0], str(job.folder), *arguments[1:])
        assert status == 1
        assert "TV608" in shown
        assert "Ruiz" not in shown
    assert call("verify", str(job.folder))[0] == 1
    assert artifacts(job, "r1", "r2") == 4


def test_forgetting_asks_first_and_says_what_it_leaves(job: Job) -> None:
    assert call("forget", str(job.folder), "s1")[0] == 1
    assert artifacts(job, "r1", "r2") == 4
    assert acts(job) == []
    status, said = call("forget", str(job.folder), "s1", "--yes")
    assert status == 0
    for what in ("original sound", "recordings.csv", "roster", "released", "backups"):
        assert what in said
    assert call("verify", str(job.folder)) == (0, "2 entries, none changed\n")
