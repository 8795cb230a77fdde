"""Checking a dossier with nothing but the dossier: bytes, chain, and whether the record follows from the acts."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from trialvoice.core.errors import ExportError
from trialvoice.core.identity import code_version
from trialvoice.trial.dossier.archive import unpack
from trialvoice.trial.dossier.contents import WHAT, record_members, trail_members
from trialvoice.trial.dossier.making import MANIFEST, DossierManifest, listed
from trialvoice.trial.dossier.own_trail import Link, OwnAct, chain_faults, read_trail
from trialvoice.trial.dossier.page import readme, render
from trialvoice.trial.store.from_rows import VisitRows, finding_of, visit_of
from trialvoice.trial.store.replay import NotReplayedError, Replayed, replay
from trialvoice.trial.store.tables import DecisionRow


@dataclass(frozen=True)
class DossierFault:
    """Something that was changed. place: a member's name, or `dossier`."""

    place: str
    what: str


def verify_dossier(data: bytes) -> tuple[DossierFault, ...]:
    """All that is wrong with a dossier, none where it is as it was made."""
    try:
        members = unpack(data)
        manifest = DossierManifest.model_validate_json(members[MANIFEST])
    except (ExportError, KeyError, ValidationError):
        return (DossierFault("dossier", "this is no dossier, or it was changed"),)
    held = {name: content for name, content in members.items() if name != MANIFEST}
    faults = list(_listed_faults(held, manifest))
    if not faults:
        try:
            faults = list(_trail_faults(held, manifest))
        except (ValueError, KeyError, TypeError, IndexError, AssertionError):
            faults = [DossierFault("trail.json", "it holds what this program does not write")]
    return tuple(faults)


def _listed_faults(held: Mapping[str, bytes], manifest: DossierManifest) -> Iterator[DossierFault]:
    said = {member.name: member for member in manifest.files}
    wanted = {name for name in WHAT if "." in name}
    for name in sorted(wanted - set(held)):
        yield DossierFault(name, "it is missing")
    for name in sorted(set(said) ^ set(held)):
        yield DossierFault(name, "it is missing, or the manifest does not know of it")
    for name in sorted(set(said) & set(held)):
        if name.partition("/")[0] not in WHAT or listed({name: held[name]}) != (said[name],):
            yield DossierFault(name, "it is not what the manifest says")


def _trail_faults(held: Mapping[str, bytes], manifest: DossierManifest) -> Iterator[DossierFault]:
    acts = read_trail(held["trail.json"])
    broken = [DossierFault("trail.json", f"entry {fault.number}: {fault.what}")
              for fault in chain_faults(acts, manifest.chain_sha256)]  # fmt: skip
    if broken or not acts or acts[-1].number != manifest.last_act:
        yield from broken or [DossierFault("trail.json", "the trail does not end as the manifest says")]
        return
    try:
        yield from _record_faults(held, manifest, acts)
    except NotReplayedError as fault:
        yield DossierFault("results", str(fault))


def _record_faults(
    held: Mapping[str, bytes], manifest: DossierManifest, acts: Sequence[OwnAct | Link]
) -> Iterator[DossierFault]:
    """What is in the members otherwise than the acts and results make it."""
    own = [act.row() for act in acts if isinstance(act, OwnAct)]
    taken = [act.number for act in own if act.kind == "visit.taken_in" and act.recording == manifest.recording]
    texts = {
        number: {"result_json": held[f"results/{at:04}.json"].decode(),
                 "transcript_json": held[f"transcripts/{at:04}.json"].decode()}
        for at, number in enumerate(taken, start=1)
    }  # fmt: skip
    made = Replayed(texts, {manifest.study: {"study_json": held["study.json"].decode()}})
    replay(own, made)
    visit = visit_of(_rows(made, manifest, held))
    again = record_members(visit, made.studies[manifest.study], [made.results[number] for number in taken])
    again |= trail_members(acts, made.deliveries.values())
    if manifest.made_with == code_version():
        again |= {"index.html": render(visit, held, acts), "README.txt": readme(visit)}
    for name, content in sorted(again.items()):
        if held[name] != content:
            yield DossierFault(name, "it does not follow from the acts and results")


def _rows(made: Replayed, manifest: DossierManifest, held: Mapping[str, bytes]) -> VisitRows:
    """The visit as the acts made it; what a tombstone hides is taken as the dossier has it."""
    decided = {one["act"]: one["value"] for found in json.loads(held["findings.json"]) for one in found["decisions"]}
    asked: dict[str, dict[str, Any]] = {one["id"]: one for one in json.loads(held["queries.json"])}
    for act, decision in made.decisions.items():
        if "value_json" in made.free.get(act, ()):
            decision.value_json = json.dumps({"value": decided[act]})
    for name, query in made.queries.items():
        for column in made.free.get(name, ()):
            setattr(query, column, asked[name][column])
    visit = made.visits[manifest.study, manifest.recording]
    decisions: defaultdict[str, list[DecisionRow]] = defaultdict(list)
    for act in sorted(made.decisions):
        decisions[made.decisions[act].finding].append(made.decisions[act])
    findings = sorted(made.findings.values(), key=lambda row: (row.place, row.uid))
    return VisitRows(
        visit,
        next(row for row in made.results.values() if row.version == visit.version),
        [finding_of(row, decisions[row.uid], visit.version) for row in findings],
        sorted(made.queries.values(), key=lambda row: (row.raised_at, row.id)),
        [made.signatures[act] for act in sorted(made.signatures)],
    )
