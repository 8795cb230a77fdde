"""Section E, and what section H will need: the event as it was told."""

from collections.abc import Iterator

from trialvoice.core.findings import AdverseEvent, Criterion, Fact
from trialvoice.trial.exports.sae.case import Case, Filled
from trialvoice.trial.exports.sae.elements import table

_SHOWN_BY: dict[Criterion, frozenset[Fact]] = {
    "death": frozenset({"death"}),
    "life_threatening": frozenset({"life_threatening"}),
    "hospitalisation": frozenset({"hospital"}),
}
"""Facts whose quote is the very proof of a criterion; any other rests on the quotes of the finding."""


def of_event(case: Case) -> Iterator[Filled]:
    """Term, codes, criteria, dates and outcome."""
    event = case.event
    first = case.followed.tellings[0]
    yield Filled("event_term", event.term, case.of(first))
    language = table().code("language", case.study.study.language)
    if language:
        yield Filled("event_language", language[1], case.study_file("study.language"), code=language[0])
    yield from _meddra(case)
    for criterion in event.criteria:
        yield Filled(criterion, "yes", criterion_proofs(case, criterion), code="true")
    if event.onset_date:
        yield Filled("event_start", event.onset_date, case.told(lambda one: one.onset_date == event.onset_date))
    if event.end_date:
        yield Filled("event_end", event.end_date, case.told(lambda one: one.end_date == event.end_date))
    yield from _outcome(case)


def of_narrative(case: Case) -> Iterator[Filled]:
    """What E2B has no element for, and a narrative tells."""
    event = case.event
    if event.severity != "not_stated":
        yield Filled("narrative_severity", event.severity, case.told(lambda one: one.severity == event.severity))
    if event.grade is not None:
        proofs = case.told(lambda one: one.grade == event.grade)
        yield Filled("narrative_grade", f"grade {event.grade}", proofs, note=_graded_by(event))
    if event.course != "not_stated":
        yield Filled("narrative_course", event.course, case.told(lambda one: one.course == event.course))
    if event.treatment:
        yield Filled("narrative_treatment", event.treatment, case.told(lambda one: one.treatment == event.treatment))


def criterion_proofs(case: Case, criterion: Criterion) -> tuple[str, ...]:
    """The quotes that tell of a criterion: of its fact where one was found, else of the findings that have it."""
    shown = [
        case.proofs.quote(telling.visit, telling.finding, fact.evidence)
        for telling in case.followed.tellings
        if isinstance(event := telling.finding.value, AdverseEvent) and criterion in event.criteria
        for fact in event.facts
        if fact.fact in _SHOWN_BY.get(criterion, frozenset())
    ]
    return tuple(dict.fromkeys(shown)) or case.told(lambda one: criterion in one.criteria)


def _graded_by(event: AdverseEvent) -> str:
    return f"by {event.grade_rule.rule}: {event.grade_rule.because}" if event.grade_rule else ""


def _meddra(case: Case) -> Iterator[Filled]:
    """Only from a licensed release, which alone makes such a coding."""
    coding = case.event.coding_in("MedDRA")
    if coding is None or coding.lowest_level_code is None:
        return
    proofs = case.told(lambda one: one.coding_in("MedDRA") == coding)
    yield Filled("event_meddra_version", coding.version, proofs)
    yield Filled(
        "event_meddra_code",
        coding.lowest_level_term or coding.term,
        proofs,
        code=coding.lowest_level_code,
        note=f"preferred term: {coding.term}",
    )


def _outcome(case: Case) -> Iterator[Filled]:
    event = case.event
    said = "fatal" if "death" in event.criteria else event.outcome
    coded = table().code("outcome", said)
    if coded:
        proofs = (
            criterion_proofs(case, "death") if said == "fatal" else case.told(lambda one: one.outcome == event.outcome)
        )
        yield Filled("event_outcome", coded[1], proofs, code=coded[0])
