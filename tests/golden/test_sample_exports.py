"""The sample study from recordings to exports: every finding decided on, every export checked by both validators."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import SAMPLE, CommandLine, tree
from tests.reviewed_study import STUDY
from trialvoice.core.settings import settings_from
from trialvoice.reviewing import open_store
from trialvoice.trial.exports.target import TARGETS, target
from trialvoice.trial.store.reading import read_study


def test_every_export_passes_both_of_its_validators(reviewed: CommandLine) -> None:
    ended = reviewed("export", SAMPLE, "--check", "--json")
    assert ended.returncode == 0, ended.stderr + ended.stdout
    rows = {row["target"]: row for row in map(json.loads, ended.stdout.splitlines())}
    assert set(rows) == set(TARGETS)
    for name, row in rows.items():
        assert len(row["checks"]) >= 2, name
        assert set(row["checks"].values()) == {0}, name
        assert row["files"] > 0, name


@pytest.mark.parametrize("name", TARGETS)
def test_an_export_has_a_check_of_ours_and_one_that_is_not(name: str) -> None:
    assert {check.ours for check in target(name).checks} == {True, False}


def test_the_same_record_gives_the_same_bytes(reviewed: CommandLine, tmp_path: Path) -> None:
    folder = reviewed.outputs / STUDY / "exports"
    ended = reviewed("export", SAMPLE)
    assert ended.returncode == 0, ended.stderr
    first = tree(folder)
    assert len(first) > len(TARGETS)
    for path in folder.rglob("*"):
        if path.is_file():
            path.unlink()
    assert reviewed("export", SAMPLE).returncode == 0
    assert tree(folder) == first


def test_nothing_that_was_rejected_is_exported(reviewed: CommandLine) -> None:
    with closing(open_store(settings_from(reviewed.environ))) as database, database.looks() as session:
        study = read_study(session, STUDY)
    rejected = {one.uid for visit in study.visits for one in visit.findings if one.status == "rejected"}
    assert rejected, "the sample has findings of low confidence"
    assert reviewed("export", SAMPLE, "--to", "csv", "--to", "fhir").returncode == 0
    folder = reviewed.outputs / STUDY / "exports"
    text = "\n".join(data.decode() for name, data in tree(folder).items() if name.startswith(("csv/adv", "fhir/")))
    assert [uid for uid in rejected if uid in text] == []


def test_the_trail_verifies_and_a_dossier_checks_by_itself(reviewed: CommandLine, tmp_path: Path) -> None:
    assert reviewed("audit", "verify").stdout.split(",")[-1].strip() == "none changed"
    zipped = tmp_path / "visit.zip"
    ended = reviewed("dossier", "02-2008-week2-call", "--study", SAMPLE, "-o", zipped)
    assert ended.returncode == 0, ended.stderr
    assert reviewed("dossier", "--check", zipped).returncode == 0
    broken = bytearray(zipped.read_bytes())
    broken[len(broken) // 2] ^= 1
    zipped.write_bytes(bytes(broken))
    assert reviewed("dossier", "--check", zipped).returncode == 1


def test_what_reviewers_decided_is_read_as_an_evaluation_set(reviewed: CommandLine, tmp_path: Path) -> None:
    ended = reviewed("feedback", "export", SAMPLE, "-o", tmp_path / "set", "--json")
    assert ended.returncode == 0, ended.stderr
    assert len(json.loads(ended.stdout)["files"]) > 1
    scored = reviewed("evaluate", "extraction", "--folder", tmp_path / "set", "--rules-alone", "--json")
    assert scored.returncode == 0, scored.stderr


def test_users_are_kept_from_the_command_line_and_their_acts_are_listed(reviewed: CommandLine) -> None:
    made = reviewed(
        *("users", "add", "ines", "Ines Investigator", "--study", STUDY, "--role", "investigator"),
        TRIALVOICE_NEW_PASSWORD="a long pass phrase",
    )
    assert made.returncode == 0, made.stderr
    assert "ines" in reviewed("users", "list").stdout
    kinds = [json.loads(row)["kind"] for row in reviewed("audit", "show", "--json").stdout.splitlines()]
    assert "account.made" in kinds
    assert reviewed("audit", "verify").returncode == 0


def test_days_that_were_spoken_come_from_the_vault_and_its_audit_says_so(reviewed: CommandLine) -> None:
    datasets = reviewed.outputs / STUDY / "exports" / "sdtm" / "ae.json"
    audit = reviewed.outputs / STUDY / "vault" / "audit.jsonl"
    assert reviewed("export", SAMPLE, "--to", "sdtm", "--no-spoken-dates").returncode == 0
    without, asked = started(datasets), audit.read_bytes() if audit.exists() else b""
    assert reviewed("export", SAMPLE, "--to", "sdtm").returncode == 0
    dated = started(datasets)
    assert without["gastrointestinal bleeding"] == "2026-03"
    assert dated["gastrointestinal bleeding"] == "2026-03-05"
    entries = [json.loads(entry) for entry in audit.read_bytes().removeprefix(asked).splitlines()]
    assert [(entry["act"], entry["subject"]) for entry in entries] == [("reveal", "2008"), ("reveal", "site-02")]


def started(datasets: Path) -> dict[str, str]:
    """AESTDTC by AETERM."""
    made = json.loads(datasets.read_bytes())
    names = [column["name"] for column in made["columns"]]
    rows = [dict(zip(names, row, strict=True)) for row in made["rows"]]
    return {row["AETERM"]: row["AESTDTC"] for row in rows}
