"""The store: sealed, atomic, keyed; and what happens when the disk is full or the key is wrong."""

import os
import resource
import stat
import subprocess
import sys
from base64 import b64encode
from pathlib import Path

import pytest
from pydantic import SecretStr

from trialvoice.core.errors import StoreError
from trialvoice.core.records import SpeakerSpan
from trialvoice.core.seal import Seal, seal_from
from trialvoice.core.settings import Settings
from trialvoice.core.store import Status, VisitStore, stage_key

SPAN = SpeakerSpan(start=1, end=2, speaker="S1")


@pytest.fixture
def store(tmp_path: Path) -> VisitStore:
    made = VisitStore(tmp_path / "rec-1", Seal(b"k" * 32))
    with made.lock():
        return made


def test_what_is_put_is_got_and_nothing_readable_lies_on_disk(store: VisitStore) -> None:
    store.put("turns", "a" * 64, SPAN)
    assert store.get("turns", "a" * 64, SpeakerSpan) == SPAN
    assert store.get("turns", "b" * 64, SpeakerSpan) is None
    (sealed,) = store.private.glob("*.sealed")
    assert b"S1" not in sealed.read_bytes()
    assert stat.S_IMODE(sealed.stat().st_mode) == 0o600


def test_another_key_does_not_see_it(store: VisitStore) -> None:
    store.put("turns", "a" * 64, SPAN)
    assert VisitStore(store.root, Seal(b"x" * 32)).get("turns", "a" * 64, SpeakerSpan) is None


def test_a_damaged_artifact_does_not_open(store: VisitStore) -> None:
    store.put("turns", "a" * 64, SPAN)
    (sealed,) = store.private.glob("*.sealed")
    whole = sealed.read_bytes()
    sealed.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with pytest.raises(StoreError, match="TV603"):
        store.get("turns", "a" * 64, SpeakerSpan)


def test_the_last_of_a_stage_is_found_without_its_key(store: VisitStore) -> None:
    assert store.latest("turns", SpeakerSpan) is None
    store.put("turns", "a" * 64, SPAN)
    assert store.latest("turns", SpeakerSpan) == SPAN


def test_an_artifact_moved_to_another_recording_does_not_open(store: VisitStore) -> None:
    store.put("turns", "a" * 64, SPAN)
    moved = store.root.rename(store.root.with_name("rec-2"))
    with pytest.raises(StoreError, match="TV603"):
        VisitStore(moved, Seal(b"k" * 32)).get("turns", "a" * 64, SpeakerSpan)


def test_a_key_changes_with_all_that_shapes_a_result() -> None:
    keys = {
        stage_key("turns", 1, {"a": 1}, ["x"]),
        stage_key("turns", 2, {"a": 1}, ["x"]),
        stage_key("turns", 1, {"a": 2}, ["x"]),
        stage_key("turns", 1, {"a": 1}, ["y"]),
        stage_key("roles", 1, {"a": 1}, ["x"]),
    }
    assert len(keys) == 5
    assert stage_key("turns", 1, {"a": 1, "b": 2}, []) == stage_key("turns", 1, {"b": 2, "a": 1}, [])


def test_publishing_replaces_the_whole_set_and_notices_a_changed_byte(store: VisitStore) -> None:
    store.publish("k1", {"report.html": b"one", "old.csv": b"x"})
    store.publish("k2", {"report.html": b"two"})
    assert {path.name for path in store.release.iterdir()} == {"report.html", "manifest.json"}
    assert store.published("k2")
    assert not store.published("k1")
    (store.release / "report.html").write_bytes(b"2wo")
    assert not store.published("k2")


def test_leavings_of_a_killed_process_are_removed(store: VisitStore) -> None:
    (store.private / ".turns.aa.part").write_bytes(b"half")
    with store.lock():
        assert not list(store.private.iterdir())


def test_status_is_kept(store: VisitStore) -> None:
    status = Status(recording="rec-1", state="failed", stage="intake", code="TV201")
    store.set_status(status)
    assert store.status() == status


def test_the_key_file_is_made_for_the_owner_alone(tmp_path: Path) -> None:
    settings = Settings(key_file=tmp_path / "conf" / "key")
    seal = seal_from(settings)
    assert stat.S_IMODE(settings.key_file.stat().st_mode) == 0o600
    assert seal_from(settings).open(seal.seal(b"x", "n"), "n") == b"x"
    settings.key_file.chmod(0o644)
    with pytest.raises(StoreError, match="TV605"):
        seal_from(settings)


def test_the_environment_key_comes_first_and_a_malformed_one_is_refused(tmp_path: Path) -> None:
    given = Settings(key=SecretStr(b64encode(b"k" * 32).decode()), key_file=tmp_path / "none")
    assert seal_from(given).open(Seal(b"k" * 32).seal(b"x", "n"), "n") == b"x"
    assert not given.key_file.exists()
    with pytest.raises(StoreError, match="TV604"):
        seal_from(Settings(key=SecretStr("short")))


FULL = """
import resource, sys
from pathlib import Path
from trialvoice.core.errors import StoreError
from trialvoice.core.files import write_atomic
path = Path(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_atomic(path, b"n" * 100_000)
except StoreError as error:
    print(error.code)
"""


def test_a_full_disk_leaves_the_old_file_whole(tmp_path: Path) -> None:
    """The kernel refuses to write past a file-size limit just as it does on a full disk."""
    path = tmp_path / "artifact"
    path.write_bytes(b"old")
    run = subprocess.run(
        [sys.executable, "-c", FULL, str(path)], capture_output=True, text=True, check=True, env=os.environ
    )
    assert run.stdout.strip() == "TV601"
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 1000
