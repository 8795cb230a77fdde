"""A store of two studies and three places, with a word in each that nobody elsewhere may read, and people to try it."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from argon2 import PasswordHasher
from fastapi import FastAPI
from sqlalchemy import func, select
from starlette.testclient import TestClient

from tests import reviewed_sample
from tests.reviewed_sample import EASTERN
from tests.visits import visit as spoken
from trialvoice.core.findings import AdverseEvent, ConcomitantMedication, VitalSign
from trialvoice.core.recordings import Recording
from trialvoice.core.study import Study
from trialvoice.trial.record.access import Membership
from trialvoice.trial.record.people import Actor, UserRole
from trialvoice.trial.review.app import make_app
from trialvoice.trial.review.context import ReviewContext
from trialvoice.trial.store.accounts import Change, give_role, make_account
from trialvoice.trial.store.database import Database, open_database
from trialvoice.trial.store.deciding import Wish, decide
from trialvoice.trial.store.querying import raise_query
from trialvoice.trial.store.reading import read_visit
from trialvoice.trial.store.sessions import open_session
from trialvoice.trial.store.signing import sign, signed_sha256
from trialvoice.trial.store.tables import ActRow, Base, FindingRow, QueryRow
from trialvoice.trial.store.taking_in import Arrived, take_in

START = datetime(2026, 4, 2, 12, 0, tzinfo=UTC)
KEY = b"a key for tests, of 32 bytes, ok"
ORIGIN = "http://127.0.0.1:8042"
PASSWORD = "plain words, four of them"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
"""Proves PASSWORD with little work; the review application makes a stronger proof of it at the first login."""
CLI = Actor(id="system:cli", name="tester", role="system")
STUDIES = ("STUDY-A", "STUDY-B")
PLACES = (("STUDY-A", "01"), ("STUDY-A", "02"), ("STUDY-B", "01"))


def recording_at(study: str, site: str) -> str:
    """The one visit at a place."""
    return f"rec-{study[-1].lower()}{site}"


def canary_of(study: str, site: str) -> str:
    """A word that stands in all that is kept of a place."""
    return f"canary{study[-1].lower()}{site}"


@dataclass
class Clock:
    """A clock that only tests move."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **time: float) -> None:
        self.now += timedelta(**time)


@dataclass
class World:
    """The application over a store in a folder. screened: texts that were put to the gate."""

    folder: Path
    clock: Clock = field(default_factory=Clock)
    screened: list[str] = field(default_factory=list)
    database: Database = field(init=False)
    app: FastAPI = field(init=False)

    def __post_init__(self) -> None:
        self.database = open_database(f"sqlite:///{self.folder / 'review.db'}", KEY)
        sounds = self.folder
        self.app = make_app(
            ReviewContext(
                database=self.database,
                now=self.clock,
                sound=lambda study, recording: sounds / f"{study}-{recording}.mp3",
                screen=lambda study, recording, text: self.screened.append(text),
            )
        )

    @property
    def context(self) -> ReviewContext:
        context = self.app.state.context
        assert isinstance(context, ReviewContext)
        return context

    def change(self) -> Change:
        return Change(by=CLI, at=self.clock())

    def person(self, account: str, *memberships: tuple[str, str, UserRole], name: str = "") -> str:
        """Make an account with PASSWORD."""
        with self.database.acts() as session:
            make_account(session, account, name or f"Person {account}", QUICK, self.change())
            for study, site, role in memberships:
                give_role(session, account, Membership(study=study, site=site, role=role), self.change())
        return account

    def client(self, account: str | None = None) -> TestClient:
        """A browser; signed in without the login page where an account is named."""
        made = TestClient(self.app, base_url=ORIGIN, follow_redirects=False)
        if account is not None:
            with self.database.acts() as session:
                token = open_session(session, account, self.clock())
            made.cookies.set("trialvoice_session", token, domain="127.0.0.1")
        return made

    def acts(self) -> list[tuple[str, str, str]]:
        """(kind, actor, about) of all acts."""
        with self.database.looks() as session:
            rows = session.scalars(select(ActRow).order_by(ActRow.number))
            return [(row.kind, row.actor, row.about) for row in rows]

    def payloads(self) -> str:
        with self.database.looks() as session:
            return "\n".join(session.scalars(select(ActRow.payload)))  # type: ignore[arg-type]

    def count_of_acts(self) -> int:
        with self.database.looks() as session:
            return session.scalar(select(func.count()).select_from(ActRow)) or 0

    def contents(self) -> dict[str, list[tuple[object, ...]]]:
        """All that is kept, but for who is signed in."""
        with self.database.looks() as session:
            return {
                table.name: [tuple(row) for row in session.execute(select(table).order_by(*table.primary_key))]
                for table in Base.metadata.sorted_tables
                if table.name not in ("login", "login_address")
            }

    def close(self) -> None:
        self.database.close()


def fill(world: World) -> None:
    """Three visits with findings, a query, a decision, a signature and sound."""
    for study in STUDIES:
        sites = [site for owner, site in PLACES if owner == study]
        with world.database.acts() as session:
            take_in(session, study_file(study, sites), [_arrived(study, site) for site in sites], world.clock())
    for study, site in PLACES:
        canary, recording = canary_of(study, site), recording_at(study, site)
        (world.folder / f"{study}-{recording}.mp3").write_bytes(b"ID3" + canary.encode() * 50)
        asker = Actor(id="asker", name=f"Asker {canary}", role="monitor")
        with world.database.acts() as session:
            raise_query(session, (study, recording), "visit", f"What of {canary}?", asker)
        medicine = finding_at(world.database, study, site, "concomitant_medication")
        decider = Actor(id="decider", name=f"Decider {canary}", role="investigator")
        with world.database.acts() as session:
            wish = Wish(uid=medicine, revision=0, action="reject", reason=f"not with {canary}")
            decide(session, (study, recording), wish, decider)
            visit = read_visit(session, study, recording)
            assert visit is not None
            sha256 = signed_sha256(visit, medicine) or ""
            sign(session, (study, recording), medicine, "review", sha256, decider)


def study_file(study: str, sites: Sequence[str]) -> Study:
    """The sample's study file under another id, with canaries in its title and its sites' names."""
    whole = reviewed_sample.STUDY.model_dump(mode="json")
    title = f"A study of canarytitle{study[-1].lower()}"
    whole["study"] |= {"id": study, "title": title}
    whole["sites"] = [{"id": site, "name": f"Site {canary_of(study, site)}"} for site in sites]
    return Study.model_validate(whole)


def _arrived(study: str, site: str) -> Arrived:
    canary, recording = canary_of(study, site), recording_at(study, site)
    lines = (f"P: I had {canary} since Saturday.", "P: I take ibuprofen every day.", "I: Your pulse is 72.")
    findings = [
        reviewed_sample.found(recording, "ae-1", AdverseEvent(term=canary, onset="since Saturday"), f"I had {canary}"),
        reviewed_sample.found(recording, "cm-1", ConcomitantMedication(name="ibuprofen"), "I take ibuprofen", at=2),
        reviewed_sample.found(recording, "vs-1", VitalSign(test="PULSE", value=72, unit="beats/min"), "72", at=3),
    ]
    when = datetime(2026, 3, 9, 9, 0, tzinfo=EASTERN)
    made = reviewed_sample.visit(recording, f"subject-{canary}", "V1", when, findings, site=site)
    return Arrived(
        row=Recording(
            study=study,
            recording=recording,
            site=site,
            subject=made.subject,
            visit="V1",
            recorded_at=when,
            audio=Path("visit.wav"),
            consent=True,
            participants=("investigator", "participant"),
        ),
        result=made.result.model_copy(update={"study": study}),
        transcript=spoken(*lines).model_copy(update={"recording": recording}),
        sound_sha256=hashlib.sha256(canary.encode()).hexdigest(),
    )


def finding_at(database: Database, study: str, site: str, kind: str = "adverse_event") -> str:
    """Uid of the finding of that kind."""
    with database.looks() as session:
        mine = select(FindingRow.uid).where(FindingRow.study == study, FindingRow.kind == kind)
        return session.scalars(mine.where(FindingRow.recording == recording_at(study, site))).one()


def query_at(database: Database, study: str, site: str) -> str:
    """Id of the query."""
    with database.looks() as session:
        mine = select(QueryRow.id).where(QueryRow.study == study, QueryRow.recording == recording_at(study, site))
        return session.scalars(mine).one()


def form_token(page: str) -> str:
    """The hidden field of a page's first form."""
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    assert found, "the page has no form"
    return found[1]


def sign_in(client: TestClient, account: str, password: str = PASSWORD, **more: str) -> int:
    """Go through the login page, and give the answer's status."""
    token = form_token(client.get("/login").text)
    fields: Mapping[str, str] = {"name": account, "password": password, "csrf": token, **more}
    return client.post("/login", data=fields).status_code
