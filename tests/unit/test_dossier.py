"""A visit's dossier: complete, the same twice, and no byte of it can be changed unseen."""

import hashlib
import io
import json
import random
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.store_history import fill
from tests.store_sample import FIRST, INVESTIGATOR, KEY, MANAGER, decided, seen
from tests.store_servers import TRAIL_KEY
from trialvoice.core.errors import ExportError, ReviewError
from trialvoice.trial.dossier.archive import pack, unpack
from trialvoice.trial.dossier.checking import verify_dossier
from trialvoice.trial.dossier.contents import WHAT, written
from trialvoice.trial.dossier.making import DossierManifest, dossier, listed, make_dossier
from trialvoice.trial.store.database import Database, open_database
from trialvoice.trial.store.querying import raise_query
from trialvoice.trial.store.tables import ActRow
from trialvoice.trial.store.trail import Act, append


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    store = open_database(f"sqlite:///{tmp_path_factory.mktemp('dossier') / 'store.db'}", TRAIL_KEY)
    fill(store)
    with store.acts() as session:
        told = {"target": "csv", "files": {"ae.csv": "0" * 64}}
        append(session, Act(by=MANAGER, kind="export.made", study="TV-1", about="csv", payload=told))
    yield store
    store.close()


@pytest.fixture(scope="module")
def made(filled: Database) -> bytes:
    return make_dossier(filled, *KEY, by=INVESTIGATOR)


@pytest.fixture(scope="module")
def members(made: bytes) -> dict[str, bytes]:
    return unpack(made)


def test_it_checks_without_store_and_key(made: bytes) -> None:
    assert verify_dossier(made) == ()


def test_made_twice_it_is_the_same(filled: Database, made: bytes) -> None:
    assert make_dossier(filled, *KEY, by=INVESTIGATOR) == made
    with filled.looks() as session:
        assert dossier(session, *KEY) == made


def test_its_making_is_an_act_with_its_digest(filled: Database, made: bytes) -> None:
    with filled.looks() as session:
        acts = session.scalars(select(ActRow).where(ActRow.kind == "dossier.made")).all()
    assert {json.loads(act.payload or "")["sha256"] for act in acts} == {hashlib.sha256(made).hexdigest()}
    assert {(act.study, act.recording, act.actor) for act in acts} == {(*KEY, "u-1")}


def test_it_holds_all_an_inspector_asks(filled: Database, members: dict[str, bytes]) -> None:
    visit = seen(filled)
    assert {name.partition("/")[0] for name in members} == {*WHAT, "manifest.json"}
    assert json.loads(members["inputs.json"])["audio_sha256"] == visit.result.identity.audio_sha256
    assert len([name for name in members if name.startswith("results/")]) == visit.version == 2
    assert members["results/0002.json"].decode() == visit.result.model_dump_json()
    for name, held in (("findings", visit.findings), ("queries", visit.queries), ("signatures", visit.signatures)):
        assert json.loads(members[f"{name}.json"]) == [one.model_dump(mode="json") for one in held]
        assert held
    assert json.loads(members["versions.json"])[1]["models"] == visit.result.identity.models
    assert [one["target"] for one in json.loads(members["exports.json"])] == ["csv"]


def test_records_that_were_sent_are_in_it(store: Database) -> None:
    fill(store)
    uid = seen(store).findings[0].uid
    from tests.store_history import delivery
    from trialvoice.trial.store.deliveries import StoredDeliveries

    StoredDeliveries(store, "TV-1", MANAGER).note(delivery(9).model_copy(update={"record": uid}))
    made = make_dossier(store, *KEY, by=INVESTIGATOR)
    assert [one["record"] for one in json.loads(unpack(made)["deliveries.json"])] == [uid]
    assert verify_dossier(made) == ()


def test_the_manifest_lists_every_member(members: dict[str, bytes]) -> None:
    manifest = DossierManifest.model_validate_json(members["manifest.json"])
    assert {one.name: one.sha256 for one in manifest.files} == {
        name: hashlib.sha256(content).hexdigest() for name, content in members.items() if name != "manifest.json"
    }
    assert all(one.what and one.bytes for one in manifest.files)


def test_of_other_visits_it_has_links_alone(members: dict[str, bytes]) -> None:
    trail = json.loads(members["trail.json"])
    others = [act for act in trail if "kind" not in act]
    assert len(others) > 10
    assert {tuple(sorted(act)) for act in others} == {("before", "number", "sha256")}
    everything = b"".join(content for name, content in members.items() if name != "study.json")
    assert b"102-v1" not in everything
    assert b"201-v1" not in everything


def test_the_page_prints_names_times_and_meanings(filled: Database, members: dict[str, bytes]) -> None:
    page = members["index.html"].decode()
    for one in seen(filled).signatures:
        assert one.by.name in page
        assert one.at.isoformat() in page
    assert "I approve this record" in page
    assert "void since" in page
    for needs in ("http", "src=", "<script", "@import"):
        assert needs not in page
    HTMLParser().feed(page)


def test_any_changed_byte_of_any_member_is_found(members: dict[str, bytes]) -> None:
    chance = random.Random(7)
    for name, content in members.items():
        for at in {0, len(content) - 1, *(chance.randrange(len(content)) for _ in range(12))}:
            changed = bytearray(content)
            changed[at] ^= 1 << chance.randrange(8)
            assert verify_dossier(pack({**members, name: bytes(changed)})), f"{name} at {at}"


def test_any_changed_byte_of_the_file_is_found(made: bytes) -> None:
    chance = random.Random(8)
    for at in {0, len(made) - 1, *(chance.randrange(len(made)) for _ in range(200))}:
        changed = bytearray(made)
        changed[at] ^= 1 << chance.randrange(8)
        assert verify_dossier(bytes(changed)), at


@pytest.mark.parametrize("name", [name for name in WHAT if "." in name])
def test_a_member_taken_out_is_found(members: dict[str, bytes], name: str) -> None:
    assert verify_dossier(relisted({one: content for one, content in members.items() if one != name}))


def relisted(members: dict[str, bytes]) -> bytes:
    """With a manifest that agrees, as somebody would who knows how it is made."""
    held = {name: content for name, content in members.items() if name != "manifest.json"}
    manifest = DossierManifest.model_validate_json(members["manifest.json"]).model_copy(update={"files": listed(held)})
    return pack({**held, "manifest.json": written(manifest)})


def test_what_is_put_in_is_found(members: dict[str, bytes]) -> None:
    assert verify_dossier(pack({**members, "more.txt": b"x"}))
    with pytest.raises(KeyError):
        relisted({**members, "more.txt": b"x"})


@pytest.mark.parametrize(
    ("name", "was", "becomes"),
    [
        ("findings.json", b"louder than written", b"quieter than written"),
        ("findings.json", b'"action": "edit"', b'"action": "accept"'),
        ("findings.json", b'"grade": 2', b'"grade": 1'),
        ("queries.json", b"Question 3?", b"Question 4?"),
        ("signatures.json", b'"meaning": "approval"', b'"meaning": "review"'),
        ("signatures.json", b"Ines Investigator", b"Iris Investigator"),
        ("inputs.json", b'"subject": "101"', b'"subject": "102"'),
        ("results/0001.json", b"headache", b"backache"),
        ("transcripts/0001.json", b'"headache"', b'"backache"'),
        ("transcript.json", b"Mm,", b"No,"),
        ("versions.json", b"whisper-base", b"whisper-tiny"),
        ("exports.json", b"ae.csv", b"cm.csv"),
        ("study.json", b"Velorine", b"Valorine"),
        ("trail.json", b"louder than written", b"quieter than written"),
        ("trail.json", b'"kind": "finding.accept"', b'"kind": "finding.reject"'),
        ("index.html", b"I approve this record", b"I reject this record"),
    ],
)
def test_a_change_with_a_manifest_that_agrees_is_found(
    members: dict[str, bytes], name: str, was: bytes, becomes: bytes
) -> None:
    assert was in members[name]
    assert verify_dossier(relisted({**members, name: members[name].replace(was, becomes)}))


def test_an_act_of_others_taken_out_is_found(members: dict[str, bytes]) -> None:
    trail = json.loads(members["trail.json"])
    without = next(at for at, act in enumerate(trail) if "kind" not in act)
    assert verify_dossier(relisted({**members, "trail.json": written(trail[:without] + trail[without + 1 :])}))


def test_a_later_act_is_another_dossier(store: Database) -> None:
    fill(store)
    first = make_dossier(store, *KEY, by=INVESTIGATOR)
    decided(store, "vs-1", "reopen", reason="unsure")
    with store.acts() as session:
        raise_query(session, KEY, "visit", "Which cuff?", MANAGER)
    second = make_dossier(store, *KEY, by=INVESTIGATOR)
    assert first != second
    assert verify_dossier(second) == ()


def test_no_visit_no_dossier(filled: Database) -> None:
    with pytest.raises(ReviewError) as error:
        make_dossier(filled, "TV-1", "none", by=INVESTIGATOR)
    assert error.value.code == "TV910"


def test_what_is_no_archive_is_said(tmp_path: Path) -> None:
    for data in (b"", b"PK", b"nothing of the kind"):
        assert verify_dossier(data)
        with pytest.raises(ExportError) as error:
            unpack(data)
        assert error.value.code == "TV811"


def test_any_program_opens_it(made: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == sorted(archive.namelist())
        assert FIRST.encode() in archive.read("README.txt")
