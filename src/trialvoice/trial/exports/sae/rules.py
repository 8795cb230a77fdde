"""Our rules of one worksheet: (pointer, rule, sentence) for each that is broken."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from trialvoice.trial.exports.printed.reading import dangling, proof_faults, signature_faults
from trialvoice.trial.exports.sae.elements import placed, table
from trialvoice.trial.exports.sae.of_drugs import STATED
from trialvoice.trial.exports.sae.records import Known, Unknown, Worksheet
from trialvoice.trial.exports.sae.worksheet import HOURS, in_order, minimum, unknown

Broken = tuple[str, str, str]
_DATED = ("patient_birth", "event_start", "event_end", "test_date", "drug_start", "medicine_start")
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_NUMBERS = ("patient_weight", "patient_height", "test_value")


def broken_rules(of: Worksheet) -> Iterator[Broken]:
    """All rules that a worksheet breaks."""
    strange = [f"/known/{at}" for at, one in enumerate(of.known) if not _in_table(one)]
    strange += [f"/unknown/{at}" for at, lost in enumerate(of.unknown) if not _in_table(lost)]
    for pointer in strange:
        yield pointer, "element", "no element of the table, or told as another one"
    if strange:
        return
    yield from _complete(of)
    yield from _values(of)
    yield from _clock(of)
    yield from _seriousness(of)
    yield from _minimum(of)
    yield from _relatedness(of)
    yield from proof_faults(of.proofs)
    yield from dangling(list(_used(of)), of.proofs)
    yield from _proven(of)
    yield from signature_faults(of.signatures)
    yield from _times(of)


def _in_table(one: Known | Unknown) -> bool:
    place = placed().get(one.key)
    if place is None:
        return False
    told = (one.id, one.name, one.part, one.section)
    return told == (place.element.id, place.element.name, place.part.id, place.element.id[0])


def _complete(of: Worksheet) -> Iterator[Broken]:
    """Each element once: known, or not known with the table's reason."""
    known = [(one.key, one.entry) for one in of.known]
    for (key, entry), times in Counter(known).items():
        if times > 1:
            yield "/known", "element-twice", f"{placed()[key].element.id} ({key}, {entry}) is there twice"
    lost = {(one.key, one.entry) for one in of.unknown}
    if lost & set(known):
        yield "/unknown", "known-and-unknown", "an element is listed as known and as not known"
    should = unknown(of.known, tuple(one.criterion for one in of.criteria))
    if lost != {(one.key, one.entry) for one in should}:
        yield "/unknown", "element-missing", "an element is neither known nor listed as not known"
    for at, one in enumerate(of.unknown):
        if one.because != table().why[one.why] or one.why != placed()[one.key].element.why:
            yield f"/unknown/{at}", "reason", "not the reason that the table gives"
    if list(of.known) != sorted(of.known, key=in_order) or list(of.unknown) != sorted(of.unknown, key=in_order):
        yield "/known", "element-order", "the elements do not stand in the order of the table"


def _values(of: Worksheet) -> Iterator[Broken]:
    for at, one in enumerate(of.known):
        codes = placed()[one.key].element.codes
        listed = table().codes.get(codes or "", {})
        if codes and one.code is None and one.key != "drug_action":
            yield f"/known/{at}/code", "code-missing", "an element with a list of codes has none"
        if codes and one.code is not None and one.code not in listed:
            yield f"/known/{at}/code", "code", "the code is not in the element's list"
        if one.code in listed and one.value != listed[one.code]:
            yield f"/known/{at}/value", "code-value", "the value is not what its code says"
        if one.key in _DATED and not _DATE.fullmatch(one.value):
            yield f"/known/{at}/value", "date", "no date of ISO 8601, as far as it is known"
        if one.key in _NUMBERS and not re.fullmatch(r"-?\d+(\.\d+)?", one.value):
            yield f"/known/{at}/value", "number", "no number"
    held = {one.key: one.value for one in of.known}
    start, end = held.get("event_start"), held.get("event_end")
    if start and end and end[: len(start)] < start[: len(end)]:
        yield "/known", "end-before-start", "the event ends before it starts"
    facts = {"patient_number": of.subject, "event_term": of.term, "study_name": of.title, "study_number": of.study}
    if any(held.get(key) != value for key, value in facts.items()):
        yield "/known", "heading", "an element tells otherwise than the heading"


def _clock(of: Worksheet) -> Iterator[Broken]:
    heard, due = of.clock.awareness_at, of.clock.due_at
    if (heard is None) != (due is None):
        yield "/clock", "due", "a clock has both its ends, or none"
    if heard is not None and due is not None and due - heard != timedelta(hours=HOURS):
        yield "/clock/due_at", "due", f"not {HOURS} hours after the site heard of it"
    met = {one.criterion for one in of.criteria}
    expected = [one for one in table().reminders if not one.criteria or met.intersection(one.criteria)]
    if [one.id for one in of.clock.reminders] != [one.id for one in expected if heard is not None]:
        yield "/clock/reminders", "reminder", "not the deadlines that these criteria start"
    for at, one in enumerate(of.clock.reminders):
        if heard is not None and one.earliest != (heard + timedelta(days=one.days)).date():
            yield f"/clock/reminders/{at}", "reminder", "not that many days after the site heard of it"


def _seriousness(of: Worksheet) -> Iterator[Broken]:
    """The criteria, their elements and the outcome tell one thing."""
    named = [one.criterion for one in of.criteria]
    if len(set(named)) < len(named):
        yield "/criteria", "criterion-twice", "a criterion is there twice"
    told = {one.key for one in of.known if one.id.startswith("E.i.3.2")}
    if told != set(named):
        yield "/criteria", "criteria-elements", "the criteria are not the elements E.i.3.2 that are known"
    for at, one in enumerate(of.criteria):
        if one.element != placed()[one.criterion].element.id:
            yield f"/criteria/{at}/element", "criteria-elements", "not the element of the criterion"
    outcome = next((one.code for one in of.known if one.key == "event_outcome"), None)
    if (outcome == "5") != ("death" in named):
        yield "/criteria", "fatal", "fatal outcome and death as a criterion go together"


def _minimum(of: Worksheet) -> Iterator[Broken]:
    if of.minimum != minimum(of.known):
        yield "/minimum", "minimum", "the minimum criteria are not what the known elements make them"


def _relatedness(of: Worksheet) -> Iterator[Broken]:
    told = {one.key for one in of.known if one.key in ("relatedness_source", "relatedness_result")}
    if len(told) != (0 if of.causality is None else 2):
        yield "/causality", "causality", "relatedness is stated in one place and not in the other"
    source = next((one.value for one in of.known if one.key == "relatedness_source"), None)
    if of.causality is not None and source != of.causality.by:
        yield "/causality/by", "causality", "stated by another than the element says"
    result = next((one.value for one in of.known if one.key == "relatedness_result"), None)
    if of.causality is not None and result != STATED[of.causality.stated]:
        yield "/causality/stated", "causality", "stated otherwise than the element says"


def _used(of: Worksheet) -> Iterator[tuple[str, str]]:
    for at, one in enumerate(of.known):
        yield from ((f"/known/{at}/proofs", id) for id in one.proofs)
    for at, met in enumerate(of.criteria):
        yield from ((f"/criteria/{at}/proofs", id) for id in met.proofs)
    for id in of.causality.proofs if of.causality else ():
        yield "/causality/proofs", id


def _proven(of: Worksheet) -> Iterator[Broken]:
    """What comes from speech is proven by a finding; each quote's recording is named."""
    by_id = {one.id: one for one in of.proofs}
    for at, one in enumerate(of.known):
        spoken = placed()[one.key].element.how in ("speech", "licence")
        if spoken and any(id in by_id and by_id[id].finding is None for id in one.proofs):
            yield f"/known/{at}/proofs", "proof-kind", "what was said is proven by no finding"
    recordings = {one.recording for one in of.sources}
    for at, proof in enumerate(of.proofs):
        if proof.kind == "speech" and proof.recording not in recordings:
            yield f"/proofs/{at}", "source", "a quote comes from a recording that is not listed"
    if of.event != of.findings[0]:
        yield "/event", "event-id", "the event is not named by the finding that told it first"


def _times(of: Worksheet) -> Iterator[Broken]:
    """Nothing happens after the record's own time."""
    acts = [one.at for one in of.signatures] + [one.void_at for one in of.signatures if one.void_at]
    acts += [one.accepted.at for one in of.proofs if one.accepted]
    if any(at > of.as_of for at in acts):
        yield "/as_of", "after-record", "something was done after the record's own time"
