"""The vault's audit: whatever is changed in it, or cut off, shows."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from trialvoice.core.audit import Audit
from trialvoice.core.errors import StoreError
from trialvoice.core.seal import Seal

SEAL = Seal(b"k" * 32)


def audit_with(folder: Path, acts: int) -> Audit:
    audit = Audit(folder, SEAL)
    for number in range(acts):
        audit.append("show", f"s{number}", {"NAME": number})
    return audit


def test_an_entry_says_who_when_what_and_how_many(tmp_path: Path) -> None:
    audit = audit_with(tmp_path, 2)
    first, second = audit.verify()
    assert (first.act, first.subject, first.counts) == ("show", "s0", {"NAME": 0})
    assert first.at.utcoffset() is not None
    assert first.user
    assert second.before != first.before
    assert audit.path.stat().st_mode & 0o077 == 0


def test_the_environment_does_not_say_who_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "somebody-else")
    assert audit_with(tmp_path, 1).verify()[0].user != "somebody-else"


@pytest.mark.parametrize(
    "tamper",
    [
        lambda lines: [lines[0].replace(b'"s0"', b'"s9"'), *lines[1:]],
        lambda lines: [lines[0].replace(b'"NAME":0', b'"NAME":7'), *lines[1:]],
        lambda lines: [lines[1], lines[0], lines[2]],
        lambda lines: lines[1:],
        lambda lines: [lines[0], lines[2]],
        lambda lines: lines[:2],
        lambda lines: [],
        lambda lines: [*lines[:2], lines[2].replace(b'"show"', b'"reveal"')],
        lambda lines: [*lines, lines[2]],
        lambda lines: [*lines, b"nothing"],
        lambda lines: [*lines[:2], b'{"at":"now"}'],
    ],
)
def test_a_change_shows_and_stops_all_else(tmp_path: Path, tamper: Callable[[list[bytes]], list[bytes]]) -> None:
    audit = audit_with(tmp_path, 3)
    lines = tamper(audit.path.read_bytes().splitlines())
    audit.path.write_bytes(b"".join(line + b"\n" for line in lines))
    for act in (audit.verify, lambda: audit.append("show", "s1", {})):
        with pytest.raises(StoreError) as caught:
            act()
        assert caught.value.code == "TV608"
    assert audit.path.read_bytes() == b"".join(line + b"\n" for line in lines)


def test_a_chain_made_anew_needs_the_installations_key(tmp_path: Path) -> None:
    audit_with(tmp_path, 3)
    forged = Audit(tmp_path / "forged", SEAL)
    for subject in ("s0", "s7", "s2"):
        forged.append("show", subject, {})
    forged.path.replace(tmp_path / "audit.jsonl")
    with pytest.raises(StoreError, match="TV608"):
        Audit(tmp_path, SEAL).verify()


def test_without_its_file_there_were_acts_all_the_same(tmp_path: Path) -> None:
    audit = audit_with(tmp_path, 1)
    audit.path.unlink()
    with pytest.raises(StoreError, match="TV608"):
        audit.verify()


def test_half_a_line_left_by_a_crash_is_no_act(tmp_path: Path) -> None:
    audit = audit_with(tmp_path, 2)
    with audit.path.open("ab") as file:
        file.write(b'{"at":"2026-')
    assert len(audit.verify()) == 2
    audit.append("show", "s2", {})
    assert [entry.subject for entry in audit.verify()] == ["s0", "s1", "s2"]


def test_a_crash_between_the_line_and_its_head_loses_nothing(tmp_path: Path) -> None:
    audit = audit_with(tmp_path, 1)
    head = (tmp_path / "audit.head").read_bytes()
    audit.append("reveal", "s1", {})
    (tmp_path / "audit.head").write_bytes(head)
    assert len(audit.verify()) == 2
    audit.append("show", "s2", {})
    assert len(audit.verify()) == 3


def test_no_value_has_a_place_in_it(tmp_path: Path) -> None:
    audit = audit_with(tmp_path, 1)
    assert set(json.loads(audit.path.read_bytes())) == {"at", "user", "act", "subject", "counts", "before"}
