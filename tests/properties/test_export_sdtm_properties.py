"""Whatever words a finding holds, the datasets pass both checks; whatever a file holds, the checks only tell of it."""

import json
from datetime import date, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reviewed_sample import EASTERN, STUDY, decided, found, study, visit
from trialvoice.core.findings import (
    AdverseEvent,
    Coding,
    ConcomitantMedication,
    DictionaryCoding,
    MedicalHistory,
    MissedDose,
    ProtocolDeviation,
    VitalSign,
)
from trialvoice.trial.exports.target import target
from trialvoice.trial.record.reviewed import ACCEPTED, ReviewedStudy

SDTM = target("sdtm")
ANY = st.text(max_size=900)
"""Every character but surrogates, which records do not take."""
SAID = st.builds(lambda before, letter, after: before + letter + after, ANY, st.sampled_from("ax9é語"), ANY)
"""The same with something in it to be read."""
MAYBE = st.none() | ANY
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@st.composite
def partial_dates(draw: st.DrawFn) -> tuple[str | None, str | None]:
    """A start and an end, in this order, each to the year, month or day, of the calendar or not, or not known."""
    days = sorted(draw(st.tuples(DAYS, DAYS)))
    shown = [day.isoformat()[: draw(st.sampled_from([4, 7, 10]))] for day in days]
    start, end = (draw(st.sampled_from([one, None, "2026-13", "2026-02-30"])) for one in shown)
    return start, end


@st.composite
def events(draw: st.DrawFn) -> AdverseEvent:
    """An event that does not contradict itself, in any words."""
    start, end = draw(partial_dates())
    criteria = draw(st.sets(st.sampled_from(["death", "life_threatening", "hospitalisation", "disability"])))
    open_ = end in (None, "2026-13", "2026-02-30")
    outcomes = ["resolved", "not_stated", "ongoing", "recovering"] if open_ else ["resolved", "not_stated"]
    coding = Coding(
        dictionary="MedDRA", version=draw(SAID), term=draw(SAID), system_organ_class=draw(ANY), code=draw(MAYBE),
        lowest_level_term=draw(MAYBE), lowest_level_code=draw(MAYBE),
    )  # fmt: skip
    coded = DictionaryCoding(dictionary="MedDRA", version="1", state="coded", coding=coding)
    return AdverseEvent(
        term=draw(SAID),
        codings=draw(st.sampled_from([(), (coded,)])),
        severity=draw(st.sampled_from(["mild", "moderate", "severe", "not_stated"])),
        grade=draw(st.none() | st.integers(1, 5 if "death" in criteria else 4)),
        onset=draw(MAYBE),
        onset_date=start,
        end=draw(MAYBE),
        end_date=end,
        course=draw(st.sampled_from(["continuous", "intermittent", "improving", "single", "not_stated"])),
        action=draw(st.sampled_from(["none", "interrupted", "reduced", "withdrawn", "not_stated"])),
        treatment=draw(MAYBE),
        related=draw(st.sampled_from(["related", "possibly", "not_related", "not_stated"])),
        related_by=draw(st.sampled_from([None, "investigator", "participant"])),
        outcome=draw(st.sampled_from(outcomes)),
        criteria=tuple(sorted(criteria)),
    )


VITALS = st.builds(
    VitalSign,
    test=st.sampled_from(["SYSBP", "PULSE", "TEMP", "WEIGHT", "HEIGHT", "OXYSAT"]),
    value=st.floats(allow_nan=False, allow_infinity=False),
    unit=st.sampled_from(["F", "C", "lb", "kg", "g", "inches", "m", "cm", "bpm", "mmHg", "%"]) | ANY,
)
OTHERS = st.one_of(
    st.builds(
        ConcomitantMedication,
        name=SAID,
        dose=MAYBE | st.sampled_from(["200 mg", "half a tablet"]),
        frequency=MAYBE | st.just("twice a day"),
        route=MAYBE,
        indication=MAYBE,
        start=MAYBE | st.just("2026-03"),
        ongoing=st.none() | st.booleans(),
        prohibited=st.booleans(),
    ),
    st.builds(MissedDose, doses=st.none() | st.integers(1, 10**30), when=MAYBE, reason=MAYBE),
    st.builds(MedicalHistory, term=SAID, category=st.sampled_from(["condition", "allergy"]), present=st.booleans()),
    st.builds(
        ProtocolDeviation,
        category=st.sampled_from(["visit_window", "other"]),
        description=SAID,
        rule=ANY,
        rationale=ANY,
    ),
)


def of_values(values: list[Any], quote: str, basis: str, reason: str) -> ReviewedStudy:
    """A study of one visit with those values accepted, each proven by that quote, and by a basis besides."""
    findings = []
    for number, value in enumerate(values, 1):
        one = found("r-1", f"x-{number}", value, quote, at=number)
        one = one.model_copy(update={"finding": one.finding.model_copy(update={"basis": (basis,)})})
        findings.append(decided(one, "accept", reason=reason))
    return study(study=STUDY, visits=(visit("r-1", "101", "V1", datetime(2026, 3, 9, tzinfo=EASTERN), findings),))


@given(st.lists(events() | VITALS | OTHERS, min_size=1, max_size=4), SAID, SAID, ANY)
@settings(max_examples=150, deadline=None)
def test_any_words_make_datasets_that_pass(values: list[Any], quote: str, basis: str, reason: str) -> None:
    record = of_values(values, quote, basis, reason)
    files = SDTM.make(record, ACCEPTED)
    for check in SDTM.checks:
        assert list(check.faults(files)) == [], check.name
    assert SDTM.make(record, ACCEPTED) == files


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=4,
)
FILES = SDTM.make(study(), ACCEPTED)


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_no_content_of_a_file_breaks_a_check(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(FILES)))
    content = json.loads(FILES[name])
    place: Any = content
    if data.draw(st.booleans()):
        row = data.draw(st.integers(0, len(content["rows"]) - 1))
        place = content["rows"][row]
        key: Any = data.draw(st.integers(0, len(place) - 1))
    elif data.draw(st.booleans()):
        place = content["columns"][data.draw(st.integers(0, len(content["columns"]) - 1))]
        key = data.draw(st.sampled_from(sorted(place)))
    else:
        key = data.draw(st.sampled_from(sorted(content)))
    value = data.draw(JSON)
    before, place[key] = place[key], value
    files = FILES | {name: json.dumps(content).encode()}
    for check in SDTM.checks:
        faults = list(check.faults(files))
        assert not check.ours or value != before or type(value) is not type(before) or not faults
