"""Where weights lie in the cache, and whether they are there.

<cache>/models/<name>/            a model, complete and verified: it appears there by one rename
<cache>/models/<name>/.verified   note of what was hashed, so that it need not be hashed again
<cache>/models/.staging/          what a pull has so far
"""

from pathlib import Path

from pydantic import ValidationError

from trialvoice.core.errors import WeightsError
from trialvoice.core.records import Record
from trialvoice.core.settings import Settings
from trialvoice.weights.failures import not_pulled, wrong_file
from trialvoice.weights.manifest import Manifest, Model, ModelFile, load_manifest

MARKER = ".verified"


class Marker(Record):
    """That every file of a folder was hashed and was right. stamps: path to mtime in ns at that time."""

    sha256: str
    stamps: dict[str, int]


def models_folder(settings: Settings) -> Path:
    """The cache's folder of models."""
    return settings.cache / "models"


def model_folder(name: str, settings: Settings) -> Path:
    """Where a model lies once it is pulled."""
    return models_folder(settings) / name


def model_path(name: str, settings: Settings, manifest: Manifest | None = None) -> Path:
    """The folder of a model's files, after a look at their sizes; nothing is hashed.

    Raises WeightsError TV301 (not pulled), TV302 (a size is wrong), TV307 (no such model).
    """
    model = (manifest or load_manifest()).model(name)
    folder = model_folder(name, settings)
    if error := size_error(model, folder):
        raise error
    return folder


def model_sha256(name: str, manifest: Manifest | None = None) -> str:
    """One digest that changes with any of the model's files. Raises WeightsError TV307."""
    return (manifest or load_manifest()).model(name).sha256


def size_error(model: Model, folder: Path) -> WeightsError | None:
    """What is wrong with a folder as far as sizes tell: TV301, TV302 or None."""
    for file in model.files:
        size = size_of(folder / file.path)
        if size is None:
            return not_pulled(model.name, folder)
        if size != file.bytes:
            return wrong_file(model.name, folder / file.path, "size")
    return None


def size_of(path: Path) -> int | None:
    """Bytes of a plain file, else None."""
    return path.stat().st_size if path.is_file() else None


def make_marker(model: Model, folder: Path) -> Marker:
    """The note that this folder was hashed and is right."""
    return Marker(sha256=model.sha256, stamps={file.path: _stamp(folder, file) for file in model.files})


def is_marked(model: Model, folder: Path) -> bool:
    """Whether the folder was hashed, and its files are the same since as far as size and time tell."""
    if size_error(model, folder):
        return False
    try:
        marker = Marker.model_validate_json((folder / MARKER).read_bytes())
    except (OSError, ValidationError):
        return False
    return marker == make_marker(model, folder)


def _stamp(folder: Path, file: ModelFile) -> int:
    return (folder / file.path).stat().st_mtime_ns
