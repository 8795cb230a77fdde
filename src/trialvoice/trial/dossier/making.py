"""Making a dossier. The making is an act of its own, after which the same dossier is made again byte for byte."""

import hashlib
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from trialvoice.core.identity import code_version
from trialvoice.core.records import Record
from trialvoice.trial.dossier.archive import pack
from trialvoice.trial.dossier.contents import record_members, trail_members, what_is, written
from trialvoice.trial.dossier.own_trail import MADE, trail_of
from trialvoice.trial.dossier.page import readme, render
from trialvoice.trial.record.people import Actor
from trialvoice.trial.store.database import Database
from trialvoice.trial.store.reading import no_visit, read_visit
from trialvoice.trial.store.tables import ActRow, DeliveryRow, ResultRow, StudyRow
from trialvoice.trial.store.trail import Act, append

MANIFEST = "manifest.json"


class Member(Record):
    """A file of a dossier."""

    name: str
    what: str
    sha256: str
    bytes: int


class DossierManifest(Record):
    """What a dossier holds. made_with: version of this program.

    as_of: time of the last act in it.  chain_sha256: that act's link, the end of the chain.
    """

    version: int = 1
    study: str
    recording: str
    made_with: str
    as_of: str
    last_act: int
    chain_sha256: str
    files: tuple[Member, ...]


def make_dossier(database: Database, study: str, recording: str, by: Actor) -> bytes:
    """The dossier of a visit, noted in the trail with its digest. Raises ReviewError TV910, TV902."""
    with database.acts() as session:
        made = dossier(session, study, recording)
        told = {"sha256": hashlib.sha256(made).hexdigest(), "bytes": len(made)}
        append(session, Act(by=by, kind=MADE, study=study, recording=recording, payload=told))
    return made


def dossier(session: Session, study: str, recording: str) -> bytes:
    """One archive with all that is known of a visit. The same state of the store gives the same bytes.

    Raises ReviewError TV910.
    """
    visit = read_visit(session, study, recording)
    if visit is None:
        raise no_visit(recording)
    uids = frozenset(one.uid for one in visit.findings)
    acts = trail_of(session, study, recording, uids)
    kept = select(ResultRow).where(ResultRow.study == study, ResultRow.recording == recording)
    held = session.get_one(StudyRow, study)
    members = record_members(visit, held, session.scalars(kept.order_by(ResultRow.version)).all())
    sent = select(DeliveryRow).where(DeliveryRow.study == study, DeliveryRow.record.in_(uids))
    members |= trail_members(acts, session.scalars(sent))
    members["index.html"] = render(visit, members, acts)
    members["README.txt"] = readme(visit)
    manifest = DossierManifest(
        study=study,
        recording=recording,
        made_with=code_version(),
        as_of=session.get_one(ActRow, acts[-1].number).at.isoformat(),
        last_act=acts[-1].number,
        chain_sha256=acts[-1].sha256,
        files=listed(members),
    )
    return pack({**members, MANIFEST: written(manifest)})


def listed(members: Mapping[str, bytes]) -> tuple[Member, ...]:
    """What the manifest says of members."""
    return tuple(
        Member(name=name, what=what_is(name), sha256=hashlib.sha256(content).hexdigest(), bytes=len(content))
        for name, content in sorted(members.items())
    )
