"""Every error a person can meet: one sentence with cause, place and remedy, and a stable code.

    TrialvoiceError
    ├── StudyError          the study file or recordings.csv is wrong          TV1xx
    ├── AudioError          a recording cannot be used                         TV2xx
    ├── WeightsError        model weights are missing or wrong                 TV3xx
    ├── EngineError         an engine or the model server failed               TV4xx
    ├── GateError           the leak gate refused an artifact                  TV5xx
    ├── StoreError          artifacts cannot be written, read or opened        TV6xx
    ├── ServeError          the served flows cannot run                        TV7xx
    ├── ExportError         an export cannot be made, checked or sent          TV8xx
    └── ReviewError         the findings store, a reviewer or an act refused   TV9xx

Codes are never reused. They may leave the secure zone when logs may not, so messages are built from
ids, counts and file names only: never from speech, and never from another library's message.
"""

from typing import ClassVar


class TrialvoiceError(Exception):
    """An error shown to users as a sentence, without a traceback.

    code: stable, such as "TV203".  cause: what is wrong.  place: file, line or id.
    remedy: what to do about it.
    """

    family: ClassVar[str] = "TV"

    def __init__(self, code: str, cause: str, *, place: str, remedy: str) -> None:
        assert code.startswith(self.family), f"{code} is not of the family {self.family}"
        super().__init__(f"{place}: {cause}; {remedy} [{code}]")
        self.code = code
        self.cause = cause
        self.place = place
        self.remedy = remedy

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.code, self.cause, self.place, self.remedy)


def _rebuild(kind: type[TrialvoiceError], code: str, cause: str, place: str, remedy: str) -> TrialvoiceError:
    return kind(code, cause, place=place, remedy=remedy)


class StudyError(TrialvoiceError):
    """The study file or recordings.csv is wrong."""

    family = "TV1"


class AudioError(TrialvoiceError):
    """A recording cannot be used."""

    family = "TV2"


class WeightsError(TrialvoiceError):
    """Model weights are missing, or not what the manifest says."""

    family = "TV3"


class EngineError(TrialvoiceError):
    """An engine or the model server failed."""

    family = "TV4"


class GateError(TrialvoiceError):
    """The leak gate refused an artifact."""

    family = "TV5"


class StoreError(TrialvoiceError):
    """An artifact cannot be written, read or opened."""

    family = "TV6"


class ServeError(TrialvoiceError):
    """The Prefect server cannot be brought up, or does not serve what was asked for."""

    family = "TV7"


class ExportError(TrialvoiceError):
    """An export cannot be made, checked or sent."""

    family = "TV8"


class ReviewError(TrialvoiceError):
    """The findings store cannot be used, or refuses what a reviewer wants."""

    family = "TV9"
