"""A key for each subject: made once, found again, destroyed for ever."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from trialvoice.core.errors import StoreError
from trialvoice.core.records import SpeakerSpan
from trialvoice.core.seal import Seal
from trialvoice.core.store import VisitStore
from trialvoice.core.subject_keys import SubjectKeys, SubjectSecrets, owner_of

INSTALLATION = Seal(b"k" * 32)
SPAN = SpeakerSpan(start=1, end=2, speaker="S1")
OWNER = owner_of("104-022")


def keys(folder: Path) -> SubjectKeys:
    return SubjectKeys(folder / "vault", INSTALLATION)


def test_a_key_is_made_once_and_found_again(tmp_path: Path) -> None:
    first, again = keys(tmp_path).secrets(OWNER), keys(tmp_path).secrets(OWNER)
    assert first.surrogates == again.surrogates
    assert again.seal.open(first.seal.seal(b"said", "a"), "a") == b"said"


def test_two_processes_make_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(lambda _: keys(tmp_path).secrets(OWNER).surrogates, range(24)))
    assert len(made) == 1


def test_each_secret_is_another(tmp_path: Path) -> None:
    mine, other = keys(tmp_path).secrets(OWNER), keys(tmp_path).secrets(owner_of("104-023"))
    assert len({mine.surrogates, mine.date_shift, other.surrogates, other.date_shift}) == 4
    with pytest.raises(StoreError):
        other.seal.open(mine.seal.seal(b"said", "a"), "a")


def test_the_folder_tells_neither_who_takes_part_nor_a_key(tmp_path: Path) -> None:
    secrets = keys(tmp_path).secrets(OWNER)
    (file,) = (tmp_path / "vault").glob("*.key")
    assert "104-022" not in file.name
    assert file.stat().st_mode & 0o077 == 0
    assert repr(secrets.surrogates) not in repr(secrets)
    with pytest.raises(StoreError, match="TV603"):
        Seal(b"x" * 32).open(file.read_bytes(), f"vault/{file.name}")


def test_secrets_follow_from_the_key_alone() -> None:
    one, other = SubjectSecrets.of(b"a" * 32), SubjectSecrets.of(b"a" * 32)
    assert (one.surrogates, one.date_shift) == (other.surrogates, other.date_shift)
    assert one.surrogates != SubjectSecrets.of(b"b" * 32).surrogates


def test_a_forgotten_subject_has_no_key_and_gets_none(tmp_path: Path) -> None:
    made = keys(tmp_path)
    sealed = made.seal(OWNER).seal(b"said", "a")
    made.forget(OWNER)
    assert list((tmp_path / "vault").glob("*.key")) == []
    for later in (made, keys(tmp_path)):
        with pytest.raises(StoreError, match="TV607"):
            later.secrets(OWNER)
        with pytest.raises(StoreError, match="TV607"):
            later.seal(OWNER).open(sealed, "a")
    assert keys(tmp_path).secrets(owner_of("104-023"))


def test_a_key_whose_destruction_was_begun_is_used_no_more(tmp_path: Path) -> None:
    """The moment after the tombstone: the key is still there, and a second call destroys it."""
    keys(tmp_path).secrets(OWNER)
    (file,) = (tmp_path / "vault").glob("*.key")
    file.with_suffix(".forgotten").write_bytes(b"begun\n")
    with pytest.raises(StoreError, match="TV607"):
        keys(tmp_path).secrets(OWNER)
    keys(tmp_path).forget(OWNER)
    assert not file.exists()
    keys(tmp_path).forget(OWNER)


def test_a_key_is_asked_for_when_it_is_used(tmp_path: Path) -> None:
    store = VisitStore(tmp_path / "r1", keys(tmp_path).seal(OWNER))
    assert store.status() is None
    assert not (tmp_path / "vault").exists()
    store.put("turns", "a" * 64, SPAN)
    assert VisitStore(tmp_path / "r1", keys(tmp_path).seal(OWNER)).get("turns", "a" * 64, SpeakerSpan) == SPAN


def test_a_recording_given_to_another_subject_is_simply_not_there(tmp_path: Path) -> None:
    """A wrong number in recordings.csv, put right: the old artifacts are nobody's, and the visit is processed anew."""
    VisitStore(tmp_path / "r1", keys(tmp_path).seal(OWNER)).put("turns", "a" * 64, SPAN)
    right = VisitStore(tmp_path / "r1", keys(tmp_path).seal(owner_of("104-023")))
    assert right.get("turns", "a" * 64, SpeakerSpan) is None
    assert right.latest("turns", SpeakerSpan) is None
    right.put("turns", "a" * 64, SPAN)
    assert right.get("turns", "a" * 64, SpeakerSpan) == SPAN


def test_what_the_key_does_not_open_says_so(tmp_path: Path) -> None:
    store = VisitStore(tmp_path / "r1", keys(tmp_path).seal(OWNER))
    store.put("turns", "a" * 64, SPAN)
    (file,) = store.private.glob("*.sealed")
    whole = file.read_bytes()
    file.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with pytest.raises(StoreError, match="TV603"):
        store.get("turns", "a" * 64, SpeakerSpan)
