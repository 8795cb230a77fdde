"""FHIR bundles of any event, medicine and statuses: sound by both checks, the same twice, each resource found again."""

import json
from collections import Counter
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests import reviewed_sample as sample
from trialvoice.core.findings import AdverseEvent, ConcomitantMedication
from trialvoice.trial.exports.target import target
from trialvoice.trial.record.reviewed import ReviewedStudy

words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), min_size=1, max_size=20
)
onsets = st.sampled_from([None, "2025", "2026-01", "2026-02-28", "2026-03-09"])
ends = st.sampled_from([None, "2026", "2026-03", "2026-03-31"])
events = st.builds(
    AdverseEvent,
    term=words,
    severity=st.sampled_from(["mild", "moderate", "severe", "not_stated"]),
    grade=st.sampled_from([None, 1, 2, 3, 4, 5]),
    onset_date=onsets,
    end_date=ends,
    action=st.sampled_from(["none", "interrupted", "reduced", "increased", "withdrawn", "not_stated"]),
    treatment=st.none() | words,
    related=st.sampled_from(["related", "possibly", "not_related", "not_stated"]),
    related_by=st.sampled_from([None, "investigator", "participant"]),
    outcome=st.sampled_from(["resolved", "recovering", "ongoing", "not_stated"]),
    criteria=st.lists(
        st.sampled_from(["death", "life_threatening", "hospitalisation", "disability", "important_medical_event"]),
        unique=True,
    ).map(tuple),
)
medicines = st.builds(
    ConcomitantMedication,
    name=words,
    dose=st.none() | st.from_regex(r"[0-9]{1,3}(\.[0-9])? ?(mg|tablets|mL)", fullmatch=True) | words,
    frequency=st.none() | words,
    route=st.none() | words,
    indication=st.none() | words,
    ongoing=st.none() | st.booleans(),
)
decisions = st.sampled_from(["accept", "add", "reject", None])


@st.composite
def studies(draw: st.DrawFn) -> ReviewedStudy:
    """Two visits of one subject with whatever was found at them."""
    visits = []
    for base in (sample.first_week(), sample.fourth_week()):
        found = []
        for at, value in enumerate(draw(st.lists(events | medicines, max_size=4)), start=1):
            one = sample.found(base.recording, f"x-{at}", value, "said", at=at)
            how: Any = draw(decisions)
            found.append(sample.decided(one, how) if how else one)
        visits.append(base.model_copy(update={"findings": (*base.findings, *found)}))
    return sample.study(visits=tuple(visits))


@settings(deadline=None, max_examples=40)
@given(study=studies(), release=st.sampled_from(["fhir", "fhir-r5"]), candidates=st.booleans())
def test_any_record_makes_sound_bundles(study: ReviewedStudy, release: str, candidates: bool) -> None:
    statuses: Any = frozenset({"accepted", "edited", *(["candidate"] if candidates else [])})
    made = target(release)
    files = made.make(study, statuses)
    assert files == made.make(study, statuses)
    assert [fault for check in made.checks for fault in check.faults(files)] == []
    for content in files.values():
        entries = json.loads(content)["entry"]
        asked = Counter((one["request"]["url"], one["request"].get("ifNoneExist")) for one in entries)
        assert set(asked.values()) == {1}
