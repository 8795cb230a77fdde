"""What the weights are and where they come from: `models/manifest.toml`, checked."""

import hashlib
import tomllib
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    ValidationError,
    model_validator,
)

from trialvoice.core.records import Id, Record
from trialvoice.core.toml_lines import line_of
from trialvoice.weights.failures import manifest_wrong, unknown_model

_PART = r"[A-Za-z0-9_][A-Za-z0-9_.+-]*"
InsidePath = Annotated[str, StringConstraints(pattern=rf"^{_PART}(/{_PART})*$")]
"""A path that cannot leave its folder, nor hide in it."""
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Bytes = Annotated[int, Field(gt=0)]
Text = Annotated[str, StringConstraints(min_length=1)]


class Part(Record):
    """Base of the manifest's parts: strict but for TOML's arrays, which become tuples."""

    model_config = ConfigDict(strict=False)


class ModelFile(Part):
    """One file of a model's folder."""

    path: InsidePath
    bytes: Bytes
    sha256: Sha256


class Package(Part):
    """A wheel taken as data. Either `folder` or `members` says what of it is used."""

    name: Id
    version: Id
    bytes: Bytes
    """Size of the wheel, for the progress bar and to see whether the disk has room."""
    python: Annotated[str, StringConstraints(pattern=r"^3\.\d+$")] | None = None
    """The Python the wheel was made for, where it is not for every one."""
    platform: Id | None = None
    """The platform the wheel was made for, in pip's words, where it is not for every one."""
    folder: InsidePath | None = None
    members: dict[InsidePath, InsidePath] = Field(default_factory=dict)
    """A model's file to the path in the wheel that holds it, or a part of it."""

    def member(self, path: str) -> str | None:
        """Where the wheel has the model's file `path`, or a part of it."""
        return f"{self.folder}/{path}" if self.folder else self.members.get(path)

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if bool(self.folder) == bool(self.members):
            raise ValueError("give either folder or members")
        return self


class HubSource(Part):
    """A repository of the model hub."""

    hub: Annotated[str, StringConstraints(pattern=rf"^{_PART}/{_PART}$")]
    revision: Id
    names: dict[InsidePath, InsidePath] = Field(default_factory=dict)
    """A model's file to its path on the hub, where that is another."""

    @property
    def label(self) -> str:
        """The source in a message."""
        return "model hub"


class PackageSource(Part):
    """Python packages whose members, joined in order, are the files."""

    packages: Annotated[tuple[Package, ...], Field(min_length=1)]

    @property
    def label(self) -> str:
        """The source in a message."""
        return "package index"

    def holders(self, path: str) -> tuple[tuple[Package, str], ...]:
        """The packages, with the member of each, that together hold a file."""
        found = ((package, package.member(path)) for package in self.packages)
        return tuple((package, member) for package, member in found if member is not None)


def _kind(value: Any) -> str:
    hub = "hub" in value if isinstance(value, dict) else isinstance(value, HubSource)
    return "hub" if hub else "packages"


Source = Annotated[Annotated[HubSource, Tag("hub")] | Annotated[PackageSource, Tag("packages")], Discriminator(_kind)]


class Model(Part):
    """A model: a folder of files, and where to have them from."""

    name: Id
    role: Text
    publisher: Text
    revision: Text
    licence: Text
    files: Annotated[tuple[ModelFile, ...], Field(min_length=1)]
    sources: tuple[Source, ...] = ()

    @property
    def bytes(self) -> int:
        """Size of all files."""
        return sum(file.bytes for file in self.files)

    @property
    def sha256(self) -> str:
        """One digest for the whole model: of its files' paths and digests, in the order of the paths."""
        lines = sorted(f"{file.path} {file.sha256}\n" for file in self.files)
        return hashlib.sha256("".join(lines).encode()).hexdigest()

    @model_validator(mode="after")
    def _known_files(self) -> Self:
        paths = [file.path for file in self.files]
        named = {path for source in self.sources for path in _named(source)}
        if len(set(paths)) < len(paths):
            raise ValueError("a path stands twice in files")
        if stray := sorted(named - set(paths)):
            raise ValueError(f"a source names {stray[0]}, which files does not have")
        return self


def _named(source: HubSource | PackageSource) -> set[str]:
    if isinstance(source, HubSource):
        return set(source.names)
    return {path for package in source.packages for path in package.members}


class Manifest(Part):
    """The whole file."""

    version: Literal[1]
    models: Annotated[tuple[Model, ...], Field(min_length=1)]

    def model(self, name: str) -> Model:
        """The model of that name. Raises WeightsError TV307."""
        for model in self.models:
            if model.name == name:
                return model
        raise unknown_model(name, [model.name for model in self.models])

    @model_validator(mode="after")
    def _unique_names(self) -> Self:
        names = [model.name for model in self.models]
        if len(set(names)) < len(names):
            raise ValueError("a model's name stands twice")
        return self


@cache
def load_manifest(path: Path | None = None) -> Manifest:
    """Read and check the manifest: this installation's own, or another. Raises WeightsError TV306."""
    path = path or _own_manifest()
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise manifest_wrong(str(path), "the manifest of the weights cannot be read") from None
    try:
        return Manifest.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise manifest_wrong(str(path), f"not valid TOML ({error})") from None
    except ValidationError as error:
        raise manifest_wrong(*_explained(error, text, path)) from None


def _own_manifest() -> Path:
    """A wheel carries it beside this file; in a checkout it stands in models/."""
    beside = Path(__file__).with_name("manifest.toml")
    return beside if beside.exists() else Path(__file__).parents[3] / "models" / "manifest.toml"


def _explained(error: ValidationError, text: str, path: Path) -> tuple[str, str]:
    """(place, cause) of the first error."""
    # A misspelt key is also a missing one: name what was written, not what it should have been.
    first = min(error.errors(include_url=False), key=lambda e: e["type"] != "extra_forbidden")
    line = line_of(text, first["loc"])
    key = ".".join(str(part) for part in first["loc"])
    message = first["msg"].removeprefix("Value error, ")
    cause = f"`{key}`: {message[0].lower()}{message[1:]}" if key else message
    return (f"{path} line {line}" if line else str(path)), cause
