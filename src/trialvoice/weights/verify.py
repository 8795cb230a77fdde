"""Hashing the weights in the cache."""

import logging
from pathlib import Path

from trialvoice.core.errors import StoreError, WeightsError
from trialvoice.core.files import sha256_of, write_atomic
from trialvoice.core.settings import Settings
from trialvoice.weights.failures import wrong_file
from trialvoice.weights.manifest import Manifest, Model, load_manifest
from trialvoice.weights.place import MARKER, is_marked, make_marker, model_folder, size_error

logger = logging.getLogger("trialvoice")


def verify(name: str, settings: Settings, manifest: Manifest | None = None) -> Path:
    """Hash every file of a model and give its folder.

    Raises WeightsError TV301 (not pulled), TV302 (a size or checksum is wrong), TV307 (no such model).
    """
    model = (manifest or load_manifest()).model(name)
    folder = model_folder(name, settings)
    if error := size_error(model, folder) or _content_error(model, folder):
        unmark(folder)
        raise error
    mark(model, folder)
    return folder


def is_right(model: Model, folder: Path) -> bool:
    """Whether the folder is complete and right; hashed only where no marker says that it was."""
    if is_marked(model, folder):
        return True
    if size_error(model, folder) or _content_error(model, folder):
        return False
    mark(model, folder)
    return True


def mark(model: Model, folder: Path) -> None:
    """Note that the folder was hashed. Where it may not be written, it is hashed again the next time."""
    try:
        write_atomic(folder / MARKER, make_marker(model, folder).model_dump_json().encode())
    except StoreError:
        logger.info("the marker of %s cannot be written", model.name)


def unmark(folder: Path) -> None:
    """Forget that the folder was hashed, so that the next pull does so."""
    try:
        (folder / MARKER).unlink(missing_ok=True)
    except OSError:
        logger.info("the marker of %s cannot be removed", folder.name)


def _content_error(model: Model, folder: Path) -> WeightsError | None:
    for file in model.files:
        if sha256_of(folder / file.path) != file.sha256:
            return wrong_file(model.name, folder / file.path, "checksum")
    return None
