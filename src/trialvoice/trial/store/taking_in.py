"""Taking the machine's results into the store: the same twice is nothing, another is a new version beside the old."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from trialvoice.core.identity import digest, digest_of_text
from trialvoice.core.recordings import Recording
from trialvoice.core.records import SafeTranscript
from trialvoice.core.results import Query, VisitResult
from trialvoice.core.study import Site, Study
from trialvoice.trial.record.identity import uids
from trialvoice.trial.record.people import machine, proposer
from trialvoice.trial.store.proposing import Proposed, propose, propose_queries
from trialvoice.trial.store.signing import void_what_changed
from trialvoice.trial.store.tables import ResultRow, StudyRow, VisitRow
from trialvoice.trial.store.trail import Act, append

_TOLD = {"site", "subject", "visit", "recorded_at", "day1", "participants"}
"""Of a row of recordings.csv: what the trail has of it."""


@dataclass(frozen=True)
class Arrived:
    """What a run released of a visit, with its row of recordings.csv."""

    row: Recording
    result: VisitResult
    transcript: SafeTranscript
    sound_sha256: str


def take_in(session: Session, study: Study, arrived: Sequence[Arrived], at: datetime | None = None) -> int:
    """Take in what is new. Returns how many visits had something new. at: now where none is given."""
    now = at or datetime.now(UTC)
    new = [one for one in arrived if _is_new(session, one)]
    if new:
        _study(session, nameless(study), new[-1].result.identity.code_version, now)
    for one in new:
        _visit(session, one, now)
    return len(new)


def nameless(study: Study) -> Study:
    """The study file without the names of sites and staff, which are identifiers: a site is called by its id."""
    return study.model_copy(update={"sites": tuple(Site(id=site.id, name=site.id) for site in study.sites)})


def _is_new(session: Session, one: Arrived) -> bool:
    visit = session.get(VisitRow, (one.row.study, one.row.recording))
    if visit is None:
        return True
    kept = session.get_one(ResultRow, (visit.study, visit.recording, visit.version))
    return (kept.result_json, kept.transcript_json, kept.sound_sha256) != (
        one.result.model_dump_json(),
        one.transcript.model_dump_json(),
        one.sound_sha256,
    )


def _study(session: Session, study: Study, version: str, now: datetime) -> None:
    row = session.get(StudyRow, study.study.id) or StudyRow(id=study.study.id)
    sha256 = digest(study)
    if row.study_sha256 != sha256:
        told = {"study": sha256, "code": version}
        append(session, Act(by=machine(version), kind="study.taken_in", study=row.id, payload=told), at=now)
    row.title, row.study_json, row.study_sha256 = study.study.title, study.model_dump_json(), sha256
    row.code_version, row.taken_in_at = version, now
    session.add(row)
    session.flush()


def _visit(session: Session, one: Arrived, now: datetime) -> None:
    key, findings = (one.row.study, one.row.recording), one.result.findings
    visit = _next_version(session, one.row, now)
    named = dict(zip(uids(*key, findings), findings, strict=True))
    of_machine = {found.id: uid for uid, found in named.items()}
    asked = {query_id(*key, query, of_machine): query for query in one.result.queries}
    by = proposer(one.result.identity)
    told = {
        "version": visit.version,
        "result": digest(one.result),
        "transcript": digest(one.transcript),
        "sound": one.sound_sha256,
        "audio": one.result.identity.audio_sha256,
        "row": one.row.model_dump(mode="json", include=_TOLD),
        "findings": {uid: digest(found) for uid, found in named.items()},
        "queries": {name: digest_of_text(query.text) for name, query in asked.items()},
    }
    act = Act(by=by, kind="visit.taken_in", study=key[0], site=one.row.site, recording=key[1], payload=told)
    source = Proposed(visit, append(session, act, at=now).number, by, now)
    _keep(session, one, source)
    propose(session, source, named)
    propose_queries(session, source, asked, of_machine)
    session.flush()
    void_what_changed(session, key, "a later run found otherwise", by, now)


def _next_version(session: Session, row: Recording, now: datetime) -> VisitRow:
    """The visit's row as recordings.csv has it now."""
    visit = session.get(VisitRow, (row.study, row.recording))
    visit = visit or VisitRow(study=row.study, recording=row.recording, version=0)
    visit.site, visit.subject, visit.visit = row.site, row.subject, row.visit
    visit.recorded_at = row.recorded_at.isoformat()
    visit.day1 = row.day1.isoformat() if row.day1 else None
    visit.participants = ";".join(row.participants)
    visit.version, visit.taken_in_at = visit.version + 1, now
    session.add(visit)
    session.flush()
    return visit


def _keep(session: Session, one: Arrived, source: Proposed) -> None:
    """The result as it came, beside those of before."""
    session.add(
        ResultRow(
            study=source.visit.study,
            recording=source.visit.recording,
            version=source.visit.version,
            act=source.act,
            result_json=one.result.model_dump_json(),
            transcript_json=one.transcript.model_dump_json(),
            transcript_sha256=digest(one.transcript),
            sound_sha256=one.sound_sha256,
        )
    )


def query_id(study: str, recording: str, query: Query, of_machine: Mapping[str, str]) -> str:
    """`q-` and 16 hex digits, the same while the same rules ask the same of the same."""
    about = of_machine.get(query.about, query.about)
    return "q-" + digest_of_text("\0".join((study, recording, about, query.text, *query.rules)))[:16]
