"""What a stage is, and how one runs: find its artifact in the store, or make and keep it.

A stage names the stages it reads, all else that shapes its result, and the function that makes it. Its key
follows from these, so what is there already is never made again. `pipeline` holds the stages themselves.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, TypeVar, cast

from trialvoice.assembly import Engines
from trialvoice.core.audio import Waveform
from trialvoice.core.errors import EngineError, TrialvoiceError
from trialvoice.core.files import sha256_of
from trialvoice.core.recordings import Recording
from trialvoice.core.records import Record
from trialvoice.core.roster import KnownValue
from trialvoice.core.store import VisitStore, stage_key
from trialvoice.core.study import Study
from trialvoice.core.subject_keys import SubjectSecrets
from trialvoice.phi.intake import Intake, take_in
from trialvoice.safe.coding.coder import Coder, shipped_coder

R = TypeVar("R", bound=Record)
_REMEDY = "run the stage's own command on this file with TRIALVOICE_DEBUG=1, and report it"
Progress = Callable[[float], None]


def silent(_: float) -> None:
    """Progress that nobody watches."""


class StageOutcome(Record):
    """What Prefect and the progress bar may know of a finished stage."""

    stage: str
    reused: bool
    milliseconds: int
    counts: dict[str, int]


@dataclass(frozen=True)
class Stage(Generic[R]):
    """One step: what it reads, what else shapes it, and how it is made."""

    name: str
    version: int
    kind: type[R]
    reads: tuple["Stage[Any]", ...]
    params: Callable[["VisitRun"], dict[str, object]]
    make: Callable[["VisitRun", Progress], R]
    counts: Callable[[R], dict[str, int]] = lambda _: {}
    """Labels and numbers, which Prefect may show."""
    intact: Callable[["VisitRun"], bool] = lambda _: True
    """Whether what it left outside the private zone still stands."""


@dataclass
class VisitRun:
    """One recording on its way. Reads its sound at most once; every artifact goes through the store."""

    study: Study
    recording: Recording
    engines: Engines
    store: VisitStore
    secrets: SubjectSecrets
    known: tuple[KnownValue, ...] = ()
    """What the roster says of the subject."""
    coder: Coder = field(default_factory=shipped_coder, repr=False)
    """The dictionaries of the study."""
    others: tuple["VisitRun", ...] = ()
    """The subject's other recordings."""
    _made: dict[str, Record] = field(default_factory=dict, repr=False)

    @cached_property
    def audio_sha256(self) -> str:
        """Digest of the file, or "" where there is none: intake says so."""
        path = self.recording.audio
        return sha256_of(path) if path.is_file() else ""

    @cached_property
    def taken_in(self) -> tuple[Intake, Waveform]:
        """The decoded recording. Raises AudioError."""
        return take_in(self.recording, self.study, self.engines.decoder)

    @property
    def waveform(self) -> Waveform:
        """Mono 16 kHz."""
        return self.taken_in[1]

    def key(self, stage: Stage[Any]) -> str:
        """The stage's key, from all that shapes its result."""
        params = stage.params(self)
        return stage_key(stage.name, stage.version, params, [self.key(read) for read in stage.reads])

    def read(self, stage: Stage[R]) -> R:
        """The artifact of a stage that ran before."""
        if stage.name not in self._made:
            there = self.kept(stage)
            self._made[stage.name] = there if there is not None else self._make(stage, silent)
        return cast(R, self._made[stage.name])

    def once(self, name: str, make: Callable[[], R]) -> R:
        """What is worked out once a run and kept nowhere."""
        if name not in self._made:
            self._made[name] = make()
        return cast(R, self._made[name])

    def kept(self, stage: Stage[R]) -> R | None:
        """The artifact of a stage, or None where it was not made yet. Raises StoreError."""
        return self.store.get(stage.name, self.key(stage), stage.kind)

    def run(self, stage: Stage[Any], progress: Progress = silent) -> StageOutcome:
        """Make a stage's artifact where it is missing. Raises TrialvoiceError."""
        began = time.monotonic()
        reused = self.store.has(stage.name, self.key(stage)) and stage.intact(self)
        made = self.read(stage) if reused else self._make(stage, progress)
        self._made[stage.name] = made
        spent = round((time.monotonic() - began) * 1000)
        return StageOutcome(stage=stage.name, reused=reused, milliseconds=spent, counts=stage.counts(made))

    def keep(self, stage: Stage[R], made: R) -> None:
        """Keep an artifact that was made outside, together with those of other recordings."""
        self.store.put(stage.name, self.key(stage), made)
        self._made[stage.name] = made

    def _make(self, stage: Stage[R], progress: Progress) -> R:
        with unforeseen(f"the stage {stage.name} failed unexpectedly", self.recording.recording, _REMEDY):
            made = stage.make(self, progress)
        self.store.put(stage.name, self.key(stage), made)
        return made


@contextmanager
def unforeseen(cause: str, place: str, remedy: str) -> Iterator[None]:
    """The one place where an unforeseen failure becomes a coded one, its message withheld. Raises EngineError TV499."""
    try:
        yield
    except TrialvoiceError:
        raise
    except Exception as error:  # noqa: BLE001 - a library's message may hold speech; its type does not
        raise EngineError("TV499", f"{cause} ({type(error).__name__})", place=place, remedy=remedy) from None
