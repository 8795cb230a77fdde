"""Our rules of one report: (pointer, rule, sentence) for each that is broken."""

from collections import Counter
from collections.abc import Iterator

from trialvoice.trial.exports.monitoring.actions import due, owner
from trialvoice.trial.exports.monitoring.described import escalations
from trialvoice.trial.exports.monitoring.layout import layout
from trialvoice.trial.exports.monitoring.lines import lines, own
from trialvoice.trial.exports.monitoring.queries import in_order
from trialvoice.trial.exports.monitoring.records import Action, Deviation, Report, Told
from trialvoice.trial.exports.monitoring.report import attended, headings
from trialvoice.trial.exports.monitoring.topics import topics
from trialvoice.trial.exports.printed.pages import iso, moment
from trialvoice.trial.exports.printed.proof import Quoted
from trialvoice.trial.exports.printed.reading import dangling, proof_faults, signature_faults

Broken = tuple[str, str, str]


def broken_rules(of: Report) -> Iterator[Broken]:
    """All rules that a report breaks by itself."""
    yield from _sections(of)
    yield from _details(of)
    yield from _accepted(of)
    yield from _counted(of)
    yield from _titles(of)
    yield from _proven(of)
    yield from _actions(of)
    yield from _places(of)
    yield from _derived(of)
    yield from proof_faults(of.proofs)
    yield from dangling([(f"{at}/proofs", id) for at, one in lines(of) for id in one.proofs], of.proofs)
    yield from signature_faults(of.signatures)
    acts = [one.at for one in of.signatures] + [one.accepted.at for one in of.proofs if one.accepted]
    if any(at > of.as_of for at in acts):
        yield "/as_of", "after-record", "something was done after the record's own time"


def _sections(of: Report) -> Iterator[Broken]:
    if of.sections != headings():
        yield "/sections", "sections", "not all sections of the table in their order"
    if of.conclusions.text or of.conclusions.marker != layout().marker:
        yield "/conclusions", "conclusions", "the conclusions are not an empty field, marked as such"


def _details(of: Report) -> Iterator[Broken]:
    expected = {
        "site": of.site,
        "recorded_at": moment(iso(of.recorded_at)),
        "attendees": attended(of.attendees),
    }
    if [one.id for one in of.visit] != ["site", "visit", "recorded_at", "attendees"]:
        yield "/visit", "details", "not every detail of the visit, each once"
    for at, one in enumerate(of.visit):
        if expected.get(one.id, one.value) != one.value:
            yield f"/visit/{at}/value", "details", "told otherwise than the heading does"
    if {"participant", "caregiver"} & set(of.attendees):
        yield "/attendees", "of-a-subject", "a visit of a subject is no monitoring interview"
    if of.previous is not None and of.previous > of.recorded_at:
        yield "/previous", "window", "the interview before it was recorded later"


def _accepted(of: Report) -> Iterator[Broken]:
    for at, one in enumerate(of.proofs):
        if one.finding and one.status not in ("accepted", "edited"):
            yield f"/proofs/{at}/status", "not-accepted", "a finding that nobody accepted stands in the report"


def _counted(of: Report) -> Iterator[Broken]:
    """Each finding of the interview stands once; so do those of subjects and of earlier interviews."""
    if of.accepted != len(own(of)):
        yield "/accepted", "count", "not as many findings as the sections hold"
    stands = [one.finding for one in (*own(of), *of.subject_deviations, *of.follow_up)]
    if any(times > 1 for times in Counter(stands).values()):
        yield "", "finding-twice", "a finding stands twice"


def _titles(of: Report) -> Iterator[Broken]:
    for where, one in lines(of):
        listed = None
        if isinstance(one, Told):
            listed = layout().kinds.get(one.kind, "")
        elif isinstance(one, Deviation):
            listed = layout().categories[one.category]
        elif isinstance(one, Action):
            listed = layout().reasons[one.reason]
        if listed is not None and getattr(one, "label", None) != listed:
            yield f"{where}/label", "label", "not the table's name for it"


def _proven(of: Report) -> Iterator[Broken]:
    """A line is proven by its own finding, in the recording that it names."""
    by_id = {one.id: one for one in of.proofs}
    for where, one in lines(of):
        uid = getattr(one, "finding", None)
        proofs = [by_id[id] for id in one.proofs if id in by_id]
        if uid and any(proof.finding != uid for proof in proofs):
            yield f"{where}/proofs", "proof-finding", "a line is proven by another finding"
        told_in = one.recording if isinstance(one, Deviation | Action) else of.recording if uid else None
        if told_in and any(isinstance(proof, Quoted) and proof.recording != told_in for proof in proofs):
            yield f"{where}/proofs", "proof-recording", "a line is proven by another recording"
    known = {one.recording for one in of.sources}
    for at, proof in enumerate(of.proofs):
        if isinstance(proof, Quoted) and proof.recording not in known:
            yield f"/proofs/{at}/recording", "source", "a quote comes from a recording that is not listed"


def _actions(of: Report) -> Iterator[Broken]:
    """Owner and due are what the words say, and no more."""
    by_id = {one.id: one for one in of.proofs}
    for name, some in (("actions", of.actions), ("follow_up", of.follow_up)):
        for at, one in enumerate(some):
            quoted = [proof for id in one.proofs if isinstance(proof := by_id.get(id), Quoted)]
            if one.due != due(proof.quote for proof in quoted):
                yield f"/{name}/{at}/due", "due", "not what the words say"
            speaker = quoted[0].role if quoted else "unknown"
            if name == "actions" and one.owner != owner(one.reason, speaker, of.attendees):
                yield f"/{name}/{at}/owner", "owner", "not who said it, or who was asked"


def _places(of: Report) -> Iterator[Broken]:
    """Every line of the site, and of its time."""
    for at, source in enumerate(of.sources):
        if source.site != of.site:
            yield f"/sources/{at}/site", "site", "a recording of another site"
    sources = {one.recording: one for one in of.sources}
    for at, one in enumerate(of.subject_deviations):
        place = f"/subject_deviations/{at}"
        if one.subject is None or one.recording == of.recording:
            yield place, "subject", "no deviation of a subject"
        if one.recorded_at > of.recorded_at or (of.previous is not None and one.recorded_at <= of.previous):
            yield place, "window", "recorded outside of the time between the interviews"
    for at, one in enumerate(of.deviations):
        if one.subject is not None or one.recording != of.recording:
            yield f"/deviations/{at}", "of-a-subject", "not told in the interview"
    for at, action in enumerate(of.actions):
        if action.recording != of.recording:
            yield f"/actions/{at}", "interview", "not told in the interview"
    for at, action in enumerate(of.follow_up):
        if action.recording == of.recording or action.recorded_at > (of.previous or action.recorded_at):
            yield f"/follow_up/{at}", "carried", "not from an earlier interview"
        if of.previous is None:
            yield f"/follow_up/{at}", "carried", "carried over, and there was no earlier interview"
    for where, held in lines(of):
        if isinstance(held, Deviation | Action):
            listed = sources.get(held.recording)
            if listed is None or listed.recorded_at != held.recorded_at:
                yield where, "source", "of a recording that is not listed, or is listed with another time"


def _derived(of: Report) -> Iterator[Broken]:
    """Topics and escalations are what the lines make them."""
    if of.reviewed != topics(own(of), of.proofs):
        yield "/reviewed", "topics", "not the topics that the findings name"
    if of.escalations != tuple(escalations(of.findings, of.deviations)):
        yield "/escalations", "escalations", "not what the findings make them"
    if list(of.queries) != sorted(of.queries, key=in_order):
        yield "/queries", "query-order", "the queries are not in their order"
    listed = {one.recording for one in of.sources}
    for at, one in enumerate(of.queries):
        if one.recording not in listed:
            yield f"/queries/{at}", "source", "about a recording that is not listed"
