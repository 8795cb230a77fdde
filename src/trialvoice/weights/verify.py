"""Hash what is in the cache against the manifest."""

from pathlib import Path

from trialvoice.core.errors import WeightsError
from trialvoice.core.files import sha256_of
from trialvoice.weights.manifest import File, Model


def check_folder(model: Model, folder: Path) -> None:
    """Raises WeightsError TV301 for a missing file, TV302 for a wrong one."""
    for file in model.files:
        check_file(model.name, file, folder / file.path)


def check_file(name: str, file: File, path: Path) -> None:
    """Raises WeightsError TV301, TV302."""
    if not path.is_file():
        raise WeightsError(
            "TV301",
            f"the weights of {name} are not complete ({file.path} is missing)",
            place=str(path.parent),
            remedy="run: trialvoice models pull",
        )
    if path.stat().st_size != file.bytes or sha256_of(path) != file.sha256:
        raise wrong_checksum(name, file)


def wrong_checksum(name: str, file: File) -> WeightsError:
    """The error for bytes that are not what the manifest says."""
    return WeightsError(
        "TV302",
        f"the file {file.path} does not have the checksum of the manifest and was not kept",
        place=name,
        remedy="pull again; if it stays so, the source was changed: use --from FOLDER",
    )
