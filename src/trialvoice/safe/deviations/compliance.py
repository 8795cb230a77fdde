"""Compliance in percent, by the doses told and by the tablets brought back, against the study file."""

from collections.abc import Iterator, Sequence
from datetime import date

from trialvoice.core.findings import CrfItem, Evidence, MissedDose
from trialvoice.core.recordings import Recording
from trialvoice.core.results import Compliance
from trialvoice.core.study import Dosing, Study, Visit
from trialvoice.safe.drafts import Draft, deviation, distinct
from trialvoice.safe.language.assertion import LIKELY


def compliance(
    study: Study, visit: Visit | None, recording: Recording | None, found: Sequence[Draft]
) -> Compliance | None:
    """Of the time since the visit planned before, None where that is not known. found: missed doses and form items."""
    days = _days(study, visit, recording)
    if days is None:
        return None
    dosing = study.dosing
    planned = days * dosing.times_per_day / dosing.every_days
    missed = _missed(found)
    returned = _returned(dosing, found)
    used = dosing.dispensed - returned if dosing.dispensed is not None and returned is not None else None
    return Compliance(
        days=days,
        planned=planned,
        missed=missed,
        by_doses=None if missed is None else _percent(max(planned - missed, 0), planned),
        returned=returned,
        by_returned=None if used is None else _percent(max(used, 0), planned * dosing.units_per_dose),
    )


def low_or_high(study: Study, reached: Compliance | None, found: Sequence[Draft]) -> Iterator[Draft]:
    """A deviation where compliance is outside the study's limits and something was said that proves it."""
    if reached is None:
        return
    for percent, source in (
        (reached.by_returned, _of_returned(study.dosing, found)),
        (reached.by_doses, _of_missed(found)),
    ):
        if percent is not None and source and (limit := _beyond(study.dosing, percent)):
            text = f"compliance of {percent:g} %, {limit}"
            yield deviation("dosing", text, distinct(source), rule="compliance", confidence=LIKELY)
            return


def _percent(part: float, whole: float) -> float:
    return round(100 * part / whole, 1)


def _beyond(dosing: Dosing, percent: float) -> str:
    if dosing.minimum_compliance is not None and percent < dosing.minimum_compliance:
        return f"less than the {dosing.minimum_compliance:g} % that the protocol asks for"
    if dosing.maximum_compliance is not None and percent > dosing.maximum_compliance:
        return f"more than the {dosing.maximum_compliance:g} % that the protocol allows"
    return ""


def _days(study: Study, visit: Visit | None, recording: Recording | None) -> int | None:
    """Days of treatment since the visit planned before, to the day of the visit."""
    if visit is None or visit.day is None:
        return None
    before = [v.day for v in study.visits if v.day is not None and 1 <= v.day < visit.day]
    if not before:
        return None
    today = _day(recording.day1, recording.recorded_at.date()) if recording and recording.day1 else visit.day
    return today - max(before) if today > max(before) else None


def _day(day1: date, on: date) -> int:
    return (on - day1).days + 1


def _missed(found: Sequence[Draft]) -> int | None:
    """Nobody speaks of it, or somebody does not know how many: None, for "not stated" is no zero."""
    counts = [draft.value.doses for draft in found if isinstance(draft.value, MissedDose)]
    return sum(count for count in counts if count) if counts and None not in counts else None


def _of_missed(found: Sequence[Draft]) -> list[Evidence]:
    return [proof for draft in found if isinstance(draft.value, MissedDose) for proof in draft.evidence]


def _counted(dosing: Dosing, found: Sequence[Draft]) -> list[tuple[CrfItem, Draft]]:
    return [
        (draft.value, draft)
        for draft in found
        if isinstance(draft.value, CrfItem) and f"{draft.value.form}.{draft.value.item}" == dosing.returned_item
    ]


def _returned(dosing: Dosing, found: Sequence[Draft]) -> float | None:
    """What was brought back; None where nobody says, or two counts conflict."""
    counts = {item.value for item, _ in _counted(dosing, found)}
    return float(counts.pop()) if len(counts) == 1 else None


def _of_returned(dosing: Dosing, found: Sequence[Draft]) -> list[Evidence]:
    return [proof for _, draft in _counted(dosing, found) for proof in draft.evidence]
