"""Where a model lies in the cache, and whether it is there."""

from pathlib import Path

from trialvoice.core.errors import WeightsError
from trialvoice.core.settings import Settings
from trialvoice.weights.manifest import Model, load_manifest

VERIFIED = ".verified"
"""Holds the model's digest once its files were hashed and found right."""


def folder_of(model: Model, settings: Settings) -> Path:
    """<cache>/models/<name>."""
    return settings.cache / "models" / model.name


def is_present(model: Model, settings: Settings) -> bool:
    """Whether every file has its length; cheap, for each start. `verify` hashes."""
    folder = folder_of(model, settings)
    return all(_size(folder / file.path) == file.bytes for file in model.files)


def model_path(name: str, settings: Settings) -> Path:
    """The folder of a model. Raises WeightsError TV301 where it was not pulled, TV307."""
    (model,) = load_manifest().chosen([name])
    if not is_present(model, settings):
        raise WeightsError(
            "TV301",
            f"the weights of {name} are not there",
            place=str(folder_of(model, settings)),
            remedy="run: trialvoice models pull",
        )
    return folder_of(model, settings)


def model_sha256(name: str) -> str:
    """One digest for all files of a model, from the manifest."""
    return load_manifest().chosen([name])[0].sha256


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else -1
