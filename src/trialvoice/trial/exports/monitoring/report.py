"""One report: the sections of the table, filled with what people accepted."""

from collections.abc import Iterator

from trialvoice.trial.exports.monitoring.actions import actions
from trialvoice.trial.exports.monitoring.described import deviations, escalations, told
from trialvoice.trial.exports.monitoring.interviews import Interview
from trialvoice.trial.exports.monitoring.layout import layout
from trialvoice.trial.exports.monitoring.queries import open_queries
from trialvoice.trial.exports.monitoring.records import (
    Action,
    Conclusions,
    Detail,
    Deviation,
    Heading,
    OpenQuery,
    Report,
    Told,
)
from trialvoice.trial.exports.monitoring.topics import topics
from trialvoice.trial.exports.printed.pages import iso, moment
from trialvoice.trial.exports.printed.signed import Signed, signed
from trialvoice.trial.exports.printed.sources import Source, source_of
from trialvoice.trial.record.reviewed import ReviewedVisit


def report(of: Interview) -> Report:
    """The report of one interview."""
    study, visit = of.study, of.visit
    details = tuple(_details(of))
    findings, departures = tuple(told(of)), tuple(deviations(of, [visit]))
    to_do = tuple(actions(of, [visit]))
    lines: tuple[Told | Deviation | Action, ...] = (*findings, *departures, *to_do)
    of_subjects = tuple(deviations(of, of.since))
    carried = tuple(actions(of, of.earlier))
    queries = open_queries(of)
    signatures = signed([visit], [one.uid for one in visit.findings])
    return Report(
        banner=_banner(of, signatures),
        study=study.study.study.id,
        title=study.study.study.title,
        site=visit.site,
        recording=visit.recording,
        recorded_at=visit.recorded_at,
        previous=of.earlier[-1].recorded_at if of.earlier else None,
        attendees=visit.participants,
        as_of=study.as_of,
        last_act=study.last_act,
        table=f"{layout().after}, table {layout().version}",
        accepted=len(lines),
        undecided=of.undecided(),
        sections=headings(),
        visit=details,
        reviewed=topics(lines, of.proofs.made),
        findings=findings,
        deviations=departures,
        subject_deviations=of_subjects,
        conclusions=Conclusions(marker=layout().marker),
        actions=to_do,
        follow_up=carried,
        escalations=tuple(escalations(findings, departures)),
        queries=queries,
        signatures=signatures,
        proofs=tuple(of.proofs.made),
        sources=_sources(of, queries),
    )


def headings() -> tuple[Heading, ...]:
    """All sections, in their order."""
    return tuple(Heading(id=one.id, title=one.title) for one in layout().sections)


def attended(roles: tuple[str, ...]) -> str:
    """Roles in one line."""
    return ", ".join(roles) or "not stated"


def _details(of: Interview) -> Iterator[Detail]:
    visit = of.visit
    name = of.study.study.visit(visit.visit).name
    site, planned, time, roles = (
        of.proofs.written("recordings", f"recordings.csv: {column} of {visit.recording}")
        for column in ("site", "visit", "recorded_at", "participants")
    )
    of_visit = of.proofs.written("study_file", "study.toml: visits")
    yield Detail(id="site", label="Site", value=visit.site, proofs=(site,))
    yield Detail(id="visit", label="Visit", value=f"{visit.visit}: {name}", proofs=(planned, of_visit))
    yield Detail(id="recorded_at", label="Recorded", value=moment(iso(visit.recorded_at)), proofs=(time,))
    yield Detail(id="attendees", label="Attendees", value=attended(visit.participants), proofs=(roles,))


def _banner(of: Interview, signatures: tuple[Signed, ...]) -> str:
    """Who has looked at it, by acceptance or signature that holds."""
    people = [one.decided.by for one in of.counted(of.visit) if one.decided]
    checked = [f"{by.name} ({_words(by.role)})" for by in people]
    checked += [f"{one.name} ({_words(one.role)})" for one in signatures if one.state == "holds"]
    by = ", ".join(dict.fromkeys(checked)) or "nobody yet"
    made = f"Produced by software (trialvoice {of.study.code_version}); its findings checked by {by}."
    return f"Draft: no report before a monitor has written its conclusions and signed it. {made}"


def _words(role: str) -> str:
    return role.replace("_", " ")


def _sources(of: Interview, queries: tuple[OpenQuery, ...]) -> tuple[Source, ...]:
    """The interview, the recordings that a line comes from, and those that a query is about."""
    used = {proof.recording for proof in of.proofs.made if proof.kind == "speech"} | {of.visit.recording}
    used |= {one.recording for one in queries}
    used |= {visit.recording for visit in (*of.since, *of.earlier) if _in_a_line(of, visit)}
    return tuple(source_of(visit) for visit in of.of_site if visit.recording in used)


def _in_a_line(of: Interview, visit: ReviewedVisit) -> bool:
    proven = {proof.finding for proof in of.proofs.made}
    return any(one.uid in proven for one in visit.findings)
