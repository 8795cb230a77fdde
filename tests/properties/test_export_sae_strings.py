"""Worksheets of any serious event in any words: sound by all checks, the same twice, each text found again."""

from datetime import datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests import reviewed_sample as sample
from tests import sae_sample as sae
from trialvoice.core.findings import AdverseEvent, ConcomitantMedication, MedicalHistory
from trialvoice.trial.exports.printed.pages import shown
from trialvoice.trial.exports.printed.told_alike import read_page
from trialvoice.trial.record.reviewed import ReviewedStudy

HOSTILE = (
    "<script>alert(1)</script>",
    "</style></title>-->",
    "{{ it.term }}{% raw %}",
    "&lt;&#0;&amp;nbsp;&copy",
    "\"'><img src=x onerror=x>",
    "\u202egnp.exe\u2066",
    "a\r\nb\tc\x0cd\x1fe\x85f\u2028g\u00a0h",
    "\x00\x07\x7f\x9f\ufdd0\ufffe\U0010ffff",
    " ",
    "=1+1",
    "-->]]>",
)
words = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=20)
texts = st.lists(words, min_size=1, max_size=3).map("".join)
criteria = st.sampled_from(
    ["death", "life_threatening", "hospitalisation", "disability", "congenital_anomaly", "important_medical_event"]
)
events = st.builds(
    AdverseEvent,
    term=texts,
    severity=st.sampled_from(["mild", "moderate", "severe", "not_stated"]),
    grade=st.none() | st.integers(1, 5),
    onset_date=st.sampled_from([None, "2025", "2026-01", "2026-02-28"]),
    end_date=st.sampled_from([None, "2026", "2026-03", "2026-03-31"]),
    course=st.sampled_from(["continuous", "single", "not_stated"]),
    action=st.sampled_from(["none", "interrupted", "reduced", "increased", "withdrawn", "not_stated"]),
    treatment=st.none() | texts,
    related=st.sampled_from(["related", "possibly", "not_related", "not_stated"]),
    related_by=st.sampled_from([None, "investigator", "participant"]),
    outcome=st.sampled_from(["resolved", "recovering", "ongoing", "not_stated"]),
    criteria=st.lists(criteria, unique=True, max_size=6).map(tuple),
    awareness_at=st.none()
    | st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1), timezones=st.just(sample.EASTERN)),
)
medicines = st.builds(ConcomitantMedication, name=texts, dose=st.none() | texts, start=st.none() | texts)
histories = st.builds(MedicalHistory, term=texts, category=st.just("condition"), present=st.booleans())
decisions = st.sampled_from(["accept", "add", "reject", None])


@st.composite
def studies(draw: st.DrawFn) -> ReviewedStudy:
    """Two visits of one subject with whatever was found at them, in quotes of any words."""
    visits = []
    for number in (1, 2):
        found = []
        values = draw(st.lists(events, min_size=1, max_size=2)) + draw(st.lists(medicines | histories, max_size=2))
        for at, value in enumerate(values, start=1):
            one = sample.found(f"101-v{number}", f"x-{at}", value, draw(texts), at=at)
            how: Any = draw(decisions)
            found.append(sample.decided(one, how) if how else one)
        visits.append(sae.visit(number, found))
    return sample.study(visits=tuple(visits))


@settings(deadline=None, max_examples=40)
@given(study=studies(), candidates=st.booleans())
def test_any_words_make_sound_worksheets(study: ReviewedStudy, candidates: bool) -> None:
    statuses: Any = frozenset({"accepted", "edited", *(["candidate"] if candidates else [])})
    made, index, files = sae.worksheets(study, statuses)
    assert files == sae.SAE.make(study, statuses)
    terms = {one.value.term for _, one in study.findings(statuses) if isinstance(one.value, AdverseEvent)}
    assert {one["term"] for one in made} <= terms
    for row in index["rows"]:
        page = read_page(files[f"{row['file']}.html"])
        heading = next(one.text for one in page if one.tag == "h1")
        assert heading.split() == shown(row["term"]).split()
        assert not {"script", "img"} & {one.tag for one in page}
