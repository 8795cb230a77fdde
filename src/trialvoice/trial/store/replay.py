"""The rows of the store made once more from a whole trail and the results it vouches for."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from trialvoice.core.findings import Finding
from trialvoice.core.results import VisitResult
from trialvoice.trial.record.identity import uids
from trialvoice.trial.record.people import Actor, code_version_of
from trialvoice.trial.store.chain import TOMBSTONE
from trialvoice.trial.store.deciding import BECOMES
from trialvoice.trial.store.from_rows import ValueOf
from trialvoice.trial.store.proposing import Proposed, drafted, proposed, stand
from trialvoice.trial.store.tables import (
    ActRow,
    DecisionRow,
    DeliveryRow,
    FindingRow,
    QueryRow,
    ResultRow,
    SignatureRow,
    StudyRow,
    VisitRow,
)
from trialvoice.trial.store.taking_in import query_id
from trialvoice.trial.store.tombstone import REMOVED

Payload = dict[str, Any]
ADDED_AT = 1_000_000
"""Place of what people added, after all that the machine found."""


class NotReplayedError(Exception):
    """The store lacks what an act rests on. number: of the act."""

    def __init__(self, number: int, what: str) -> None:
        super().__init__(what)
        self.number = number


@dataclass
class Replayed:
    """Rows by their keys, as they should stand. touched: number of the last act on each.

    results_stored, studies_stored: rows that hold what the chain has a digest of only, by act and by id.
    free: columns that a tombstone leaves open, by the row's key.
    """

    results_stored: Mapping[int, Mapping[str, Any]]
    studies_stored: Mapping[str, Mapping[str, Any]]
    studies: dict[str, StudyRow] = field(default_factory=dict)
    visits: dict[tuple[str, str], VisitRow] = field(default_factory=dict)
    results: dict[int, ResultRow] = field(default_factory=dict)
    findings: dict[str, FindingRow] = field(default_factory=dict)
    decisions: dict[int, DecisionRow] = field(default_factory=dict)
    queries: dict[str, QueryRow] = field(default_factory=dict)
    signatures: dict[int, SignatureRow] = field(default_factory=dict)
    deliveries: dict[str, DeliveryRow] = field(default_factory=dict)
    touched: dict[object, int] = field(default_factory=dict)
    free: defaultdict[object, set[str]] = field(default_factory=lambda: defaultdict(set))


def replay(acts: Sequence[ActRow], into: Replayed) -> None:
    """Carry out all acts once more. Raises NotReplayedError."""
    by_number = {act.number: act for act in acts}
    for act in acts:
        told: Payload | None = json.loads(act.payload) if act.payload is not None else None
        if act.kind.startswith("finding."):
            _decision(into, act, told)
        elif act.kind.startswith("query."):
            _query(into, act, told)
        elif told is None:
            raise NotReplayedError(act.number, "an entry was taken out that holds nothing typed")
        elif act.kind == TOMBSTONE:
            _redacted(into, by_number[told["number"]])
        elif act.kind in _TOLD:
            _TOLD[act.kind](into, act, told)


def _study(into: Replayed, act: ActRow, told: Payload) -> None:
    stored = into.studies_stored.get(act.study, {})
    whole = _sha256(stored.get("study_json")) == told["study"]
    into.studies[act.study] = StudyRow(
        id=act.study,
        title=json.loads(stored["study_json"])["study"]["title"] if whole else "",
        study_json=stored["study_json"] if whole else "",
        study_sha256=told["study"],
        code_version=told["code"],
        taken_in_at=act.at,
    )
    into.touched[act.study] = act.number


def _visit(into: Replayed, act: ActRow, told: Payload) -> None:
    key, row, version = (act.study, act.recording), told["row"], told["version"]
    stored = into.results_stored.get(act.number, {})
    texts = (stored.get("result_json"), stored.get("transcript_json"))
    if [_sha256(text) for text in texts] != [told["result"], told["transcript"]]:
        raise NotReplayedError(act.number, "a result or its transcript was changed or taken away")
    names = ("site", "subject", "visit", "recorded_at", "day1")
    visit = VisitRow(study=act.study, recording=act.recording, version=version, taken_in_at=act.at)
    for name in names:
        setattr(visit, name, row[name])
    visit.participants = ";".join(row["participants"])
    into.visits[key], into.touched[key] = visit, act.number
    into.results[act.number] = ResultRow(
        study=act.study,
        recording=act.recording,
        version=version,
        act=act.number,
        result_json=texts[0],
        transcript_json=texts[1],
        transcript_sha256=told["transcript"],
        sound_sha256=told["sound"],
    )
    study = into.studies[act.study]
    study.code_version, study.taken_in_at = code_version_of(act.actor), act.at
    _proposals(into, act, visit, VisitResult.model_validate_json(str(texts[0])))


def _proposals(into: Replayed, act: ActRow, visit: VisitRow, result: VisitResult) -> None:
    key = (act.study, act.recording)
    source = Proposed(visit, act.number, _actor(act), act.at)
    named = dict(zip(uids(*key, result.findings), result.findings, strict=True))
    of_machine = {found.id: uid for uid, found in named.items()}
    for place, (uid, found) in enumerate(named.items()):
        into.findings[uid] = proposed(into.findings.get(uid), source, uid, found, place)
        into.touched.setdefault(uid, act.number)
    asked = {query_id(*key, query, of_machine): query for query in result.queries}
    there = {name: row for name, row in into.queries.items() if (row.study, row.recording) == key}
    for row in drafted(there, source, asked, of_machine):
        into.queries[row.id], into.touched[row.id] = row, act.number


def _decision(into: Replayed, act: ActRow, told: Payload | None) -> None:
    action = act.kind.removeprefix("finding.")
    row = into.findings.get(act.about) or _added(into, act)
    row.revision += 1
    after = _after(row, action, told)
    if after is not None:
        stand(row, after)
    if row.proposed_json is None and after is not None:
        row.kind, row.place = after.value.kind, ADDED_AT + int(after.id.removeprefix("p-"))
    into.decisions[act.number] = DecisionRow(
        act=act.number,
        finding=row.uid,
        revision=row.revision,
        at=act.at,
        by_json=_actor(act).model_dump_json(),
        action=action,
        reason=told["reason"] if told else REMOVED,
        value_json=ValueOf(value=after.value).model_dump_json() if told and after else None,
    )
    into.findings[row.uid], into.touched[row.uid], into.touched[act.number] = row, act.number, act.number


def _added(into: Replayed, act: ActRow) -> FindingRow:
    return FindingRow(
        uid=act.about,
        study=act.study,
        recording=act.recording,
        act=act.number,
        recorded_at=act.at,
        by_json=_actor(act).model_dump_json(),
        proposed_json=None,
        last_version=into.visits[act.study, act.recording].version,
        revision=0,
    )


def _after(row: FindingRow, action: str, told: Payload | None) -> Finding | None:
    """The finding after a decision; None where a tombstone hides what it became, until a later decision tells."""
    if told is not None:
        return Finding.model_validate_json(told["after"])
    if action in ("edit", "add") or row.finding_json is None:
        return None
    stood = Finding.model_validate_json(row.finding_json)
    machine = Finding.model_validate_json(row.proposed_json).value if row.proposed_json else stood.value
    value = machine if action == "reopen" else stood.value
    return stood.model_copy(update={"value": value, "status": BECOMES[action]})  # type: ignore[index]


def _query(into: Replayed, act: ActRow, told: Payload | None) -> None:
    to = act.kind.removeprefix("query.")
    into.touched[act.about] = act.number
    if to == "raised":
        into.queries[act.about] = QueryRow(
            id=act.about,
            study=act.study,
            recording=act.recording,
            act=act.number,
            revision=0,
            about=told["about"] if told else None,
            rules="",
            importance="data",
            text=told["text"] if told else REMOVED,
            state="open",
            by_json=_actor(act).model_dump_json(),
            raised_at=act.at,
            changed_at=act.at,
            answer="",
        )
        return
    row = into.queries[act.about]
    row.act, row.changed_at, row.state, row.revision = act.number, act.at, to, row.revision + 1
    row.answer = (told["answer"] if told else REMOVED if to == "answered" else "") or row.answer


def _redacted(into: Replayed, gone: ActRow) -> None:
    if gone.kind == "query.raised":
        into.free[gone.about].add("about")
    elif gone.kind.startswith("query."):
        into.free[gone.about].add("answer")
    else:
        into.free[gone.number].add("value_json")


def _signed(into: Replayed, act: ActRow, told: Payload) -> None:
    into.signatures[act.number] = SignatureRow(
        act=act.number,
        study=act.study,
        recording=act.recording,
        about=told["about"],
        by_json=_actor(act).model_dump_json(),
        at=act.at,
        meaning=told["meaning"],
        record_sha256=told["record_sha256"],
        void_because="",
    )
    into.touched[act.number] = act.number


def _void(into: Replayed, act: ActRow, told: Payload) -> None:
    row = into.signatures[told["signature"]]
    row.void_act, row.void_at, row.void_because = act.number, act.at, told["because"]


def _sent(into: Replayed, act: ActRow, told: Payload) -> None:
    row = DeliveryRow(key=act.about, study=act.study, act=act.number, **{**told, "at": act.at})
    into.deliveries[act.about], into.touched[act.about] = row, act.number


def _actor(act: ActRow) -> Actor:
    return Actor.model_validate({"id": act.actor, "name": act.name, "role": act.role})


def _sha256(text: object) -> str:
    return hashlib.sha256(text.encode()).hexdigest() if isinstance(text, str) else ""


_TOLD = {
    "study.taken_in": _study,
    "visit.taken_in": _visit,
    "record.signed": _signed,
    "signature.void": _void,
    "record.sent": _sent,
}
