"""`models/manifest.toml`: what every weight is, how long, under which digest, and where to get it."""

import hashlib
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import ConfigDict, Field, ValidationError, model_validator

from trialvoice.core.errors import WeightsError
from trialvoice.core.records import Id, Record


class Listed(Record):
    """Base of the manifest's parts: TOML's arrays become tuples."""

    model_config = ConfigDict(strict=False)


class File(Listed):
    """A file of a model. path: relative to the model's folder."""

    path: Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*$")]
    bytes: Annotated[int, Field(gt=0)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Package(Listed):
    """A wheel taken as data. python, platform: tags of the wheel, where it is not for every machine."""

    name: Id
    version: str
    member: str | None = None
    python: str | None = None
    platform: str | None = None


class Source(Listed):
    """Where a model's files come from: the model hub, or wheels.

    joined: the file that the packages' members make, in order.  folder: where the other files lie in
    the first wheel.  renamed: our path → the hub's.
    """

    hub: str | None = None
    revision: str = "main"
    renamed: dict[str, str] = Field(default_factory=dict)
    packages: tuple[Package, ...] = ()
    joined: str | None = None
    folder: str | None = None

    @model_validator(mode="after")
    def _is_one_kind(self) -> Self:
        if bool(self.hub) == bool(self.packages):
            raise ValueError("a source is either a hub or packages")
        return self


class Model(Listed):
    """One model, with its sources in the order they are asked."""

    name: Id
    role: str
    publisher: str
    revision: str
    licence: str
    files: Annotated[tuple[File, ...], Field(min_length=1)]
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]

    @property
    def bytes(self) -> int:
        """Length of all files."""
        return sum(file.bytes for file in self.files)

    @property
    def sha256(self) -> str:
        """One digest for the whole model: of its files' paths and digests."""
        listing = "".join(f"{file.sha256}  {file.path}\n" for file in self.files)
        return hashlib.sha256(listing.encode()).hexdigest()


class Manifest(Listed):
    """All models."""

    version: int
    models: tuple[Model, ...]

    def chosen(self, names: Sequence[str]) -> tuple[Model, ...]:
        """The named models, or all where none is named. Raises WeightsError TV307."""
        known = {model.name: model for model in self.models}
        for name in names:
            if name not in known:
                raise WeightsError(
                    "TV307",
                    f"no model is called {name!r}",
                    place="models/manifest.toml",
                    remedy=f"name one of {', '.join(known)}",
                )
        return tuple(known[name] for name in names) or self.models


def manifest_path() -> Path:
    """In a checkout models/manifest.toml; in an installed wheel the copy beside this file."""
    checkout = Path(__file__).parents[3] / "models" / "manifest.toml"
    return checkout if checkout.exists() else Path(__file__).with_name("manifest.toml")


@cache
def load_manifest(path: Path | None = None) -> Manifest:
    """Read the manifest. Raises WeightsError TV306."""
    path = path or manifest_path()
    try:
        return Manifest.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise WeightsError(
            "TV306",
            f"the list of models cannot be read ({type(error).__name__})",
            place=str(path),
            remedy="restore the file from the repository",
        ) from None
