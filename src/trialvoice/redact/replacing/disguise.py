"""What stands in place of identifiers: tags, or what the study file asks for where something is fit to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from trialvoice.core.roster import KnownValue
from trialvoice.core.study import Deidentify
from trialvoice.core.subject_keys import SubjectSecrets
from trialvoice.redact.finding.known import name_words
from trialvoice.redact.replacing.date_disguise import Shifted, StudyDays, shift_of
from trialvoice.redact.replacing.dates import Calendar
from trialvoice.redact.replacing.forbidden import Forbidden
from trialvoice.redact.replacing.surrogate_data import kinds
from trialvoice.redact.replacing.surrogates import Surrogates
from trialvoice.redact.replacing.tags import Tagged


class Disguise(Protocol):
    """Decides what stands in place of each identifier of a visit."""

    def shown(self, tagged: Sequence[Tagged]) -> tuple[str, ...]:
        """One text for each identifier, in the same order. Never the value."""


class _Tags:
    def shown(self, tagged: Sequence[Tagged]) -> tuple[str, ...]:
        return tuple(one.tag for one in tagged)


TAGS: Disguise = _Tags()
"""Tags such as `[NAME_1]`, which tell nothing but what is one and the same."""


def disguise_of(
    settings: Deidentify, secrets: SubjectSecrets, calendar: Calendar, known: Iterable[KnownValue] = ()
) -> Disguise:
    """The disguise that a study asks for, for one subject's recording.

    known: what the roster and the subject's other recordings tell; no surrogate may hold it.
    """
    if settings.replace == settings.dates == "tags":
        return TAGS
    return _Chosen(settings, secrets, calendar, tuple(known))


@dataclass(frozen=True)
class _Chosen:
    settings: Deidentify
    secrets: SubjectSecrets
    calendar: Calendar
    known: tuple[KnownValue, ...]

    def shown(self, tagged: Sequence[Tagged]) -> tuple[str, ...]:
        values = [(one.span.type, one.value) for one in tagged] + [(one.type, one.value) for one in self.known]
        forbidden = Forbidden.of(values, kinds())
        surrogates = Surrogates(self.secrets.surrogates, forbidden, _genders(self.known))
        return tuple(self._instead(one, surrogates, forbidden) or one.tag for one in tagged)

    def _instead(self, one: Tagged, surrogates: Surrogates, forbidden: Forbidden) -> str | None:
        if one.span.type == "DATE":
            made = self._date(one.value)
            return None if made is None or forbidden.is_value(made, "DATE") else made
        return surrogates.shown(one.span.type, one.value) if self.settings.replace == "surrogates" else None

    def _date(self, value: str) -> str | None:
        if self.settings.dates == "shift":
            return Shifted(self.calendar, shift_of(self.secrets.date_shift)).shown(value)
        if self.settings.dates == "study_days":
            return StudyDays(self.calendar, _births(self.known)).shown(value)
        return None


def _genders(known: Iterable[KnownValue]) -> Mapping[str, str]:
    """The gender of a person's first name, by the roster."""
    told = {names[0]: one.gender for one in known if one.gender is not None and (names := name_words(one.value))}
    return {name: gender for name, gender in told.items() if gender is not None}


def _births(known: Iterable[KnownValue]) -> frozenset[date]:
    return frozenset(date.fromisoformat(one.value) for one in known if one.type == "DATE")
