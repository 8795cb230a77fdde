"""VS and DA: values that were read out, with their units, and in standard units.

The date is that of the visit: when in it something was measured, nobody says.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from trialvoice.core.findings import Status, VitalSign
from trialvoice.trial.exports.sdtm.dates import study_day
from trialvoice.trial.exports.sdtm.measures import Test, standardised, tests, written
from trialvoice.trial.exports.sdtm.observation import Cell, Observation, long_text, subjects, visit_values
from trialvoice.trial.exports.sdtm.proof import proofs
from trialvoice.trial.exports.sdtm.sequence import test_of
from trialvoice.trial.exports.sdtm.terms import value_of
from trialvoice.trial.record.followed import Telling
from trialvoice.trial.record.forms import reviewed_forms
from trialvoice.trial.record.reviewed import ReviewedStudy, ReviewedVisit

_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,15})?", re.ASCII)
_UNITS = {"VS": "VSRESU", "DA": "UNIT"}


@dataclass(frozen=True)
class _Reading:
    domain: str
    test: Test
    text: str
    number: float | None
    unit: str | None
    telling: Telling

    @property
    def known_unit(self) -> str | None:
        """The unit as the test has it, None where it is none of the test's."""
        unit = value_of(_UNITS[self.domain], self.unit)
        return unit if unit in self.test.units else None

    @property
    def comparable(self) -> float | None:
        """The number, in the test's standard unit where it can be."""
        if self.number is None or self.known_unit is None:
            return self.number
        return standardised(self.test, self.number, self.known_unit)[0]


def measurements(
    study: ReviewedStudy, statuses: frozenset[Status], numbers: Mapping[str, int]
) -> Iterator[Observation]:
    """numbers: uid → VSSEQ or DASEQ."""
    known = subjects(study)
    for visit in study.visits:
        if visit.of_a_subject:
            subject = known[visit.site, visit.subject]
            day = visit.recorded_at.date().isoformat()
            where = {**visit_values(study, visit)}
            for reading in _readings(study, visit, statuses):
                d = reading.domain
                values, rest = _result(reading)
                telling = reading.telling
                made: dict[str, Cell] = {f"{d}SEQ": numbers[telling.finding.uid], f"{d}SPID": telling.finding.uid}
                made |= {**values, **where, f"{d}DTC": day, f"{d}DY": study_day(day, subject.day1)}
                yield Observation(d, subject, made, {**rest, **proofs([telling])})


def _readings(study: ReviewedStudy, visit: ReviewedVisit, statuses: frozenset[Status]) -> Iterator[_Reading]:
    """Vital signs, then what forms have beside them; of a value that stands in both, the vital sign."""
    seen: set[tuple[str, float | None]] = set()
    for one in visit.findings:
        if one.status in statuses and isinstance(value := one.value, VitalSign):
            test = tests("VS")[value.test]
            reading = _Reading("VS", test, written(value.value), value.value, value.unit, Telling(visit, one))
            seen.add((test.code, reading.comparable))
            yield reading
    for reading in _of_forms(study, visit, statuses):
        if (reading.test.code, reading.comparable) not in seen:
            yield reading


def _of_forms(study: ReviewedStudy, visit: ReviewedVisit, statuses: frozenset[Status]) -> Iterator[_Reading]:
    """Items whose CDASH name says the test; not what is in conflict, and not what a vital sign proves already."""
    if all(planned.id != visit.visit for planned in study.study.visits):
        return
    found = {one.uid: one for one in visit.findings}
    taken: set[str] = set()
    for filled in reviewed_forms(visit, study.study, statuses):
        measured = test_of(filled.form, filled.item, study.study)
        if filled.state != "stated" or measured is None or filled.finding is None or filled.finding in taken:
            continue
        proven = found[filled.finding]
        if not isinstance(proven.value, VitalSign):
            taken.add(proven.uid)
            text = filled.value or ""
            number = float(text) if _NUMBER.fullmatch(text) else None
            yield _Reading(*measured, text, number, filled.unit, Telling(visit, proven))


def _result(reading: _Reading) -> tuple[dict[str, Cell], dict[str, str | None]]:
    """As said; and in the test's standard unit where the unit is one of the test's own."""
    d, test = reading.domain, reading.test
    said, rest = long_text(f"{d}ORRES", reading.text)
    made: dict[str, Cell] = {f"{d}TESTCD": test.code, f"{d}TEST": test.name, **said}
    unit = reading.known_unit
    if unit is None:
        return made, {**rest, f"{d}UNITTX": reading.unit}
    made[f"{d}ORRESU"] = unit
    if reading.number is not None:
        number, standard = standardised(test, reading.number, unit)
        made |= {f"{d}STRESC": written(number), f"{d}STRESN": number, f"{d}STRESU": standard}
    return made, rest
