"""The manifest: this project's own, and what is refused."""

from pathlib import Path

import pytest
from weights_lab import bytes_of, manifest_of, model_of

from trialvoice.core.errors import WeightsError
from trialvoice.core.settings import Settings
from trialvoice.weights.manifest import Manifest, PackageSource, load_manifest
from trialvoice.weights.place import model_path, model_sha256

SHA = "0" * 64
GOOD = f"""version = 1

[[models]]
name = "a"
role = "test"
publisher = "us"
revision = "1"
licence = "MIT"
files = [{{ path = "x.bin", bytes = 3, sha256 = "{SHA}" }}]

[[models.sources]]
hub = "maker/model"
revision = "abc"

[[models.sources]]
packages = [{{ name = "p", version = "1.0", bytes = 10, folder = "p/data" }}]
"""


def test_own_manifest_has_every_model_that_the_engines_ask_for() -> None:
    names = [model.name for model in load_manifest().models]
    assert names == [
        "whisper-base",
        "segmentation-3.0",
        "campplus",
        "spacy-en-md",
        "all-minilm-l6-v2",
        "qwen2.5-coder-1.5b",
    ]


def test_every_file_of_the_own_manifest_can_be_had_from_packages_alone() -> None:
    for model in load_manifest().models:
        sources = [source for source in model.sources if isinstance(source, PackageSource)]
        assert sources, model.name
        assert all(source.holders(file.path) for source in sources for file in model.files), model.name


def test_the_parts_of_a_file_are_joined_in_order() -> None:
    source = load_manifest().model("qwen2.5-coder-1.5b").sources[1]
    assert isinstance(source, PackageSource)
    members = [member for _, member in source.holders("model.gguf")]
    assert [member[-10:] for member in members] == [f"part{n:02}.bin" for n in range(1, 23)]


def test_own_manifest_names_no_host() -> None:
    text = (Path(__file__).parents[2] / "models" / "manifest.toml").read_text()
    assert "://" not in text


def test_good_manifest(tmp_path: Path) -> None:
    assert _load(tmp_path, GOOD).models[0].bytes == 3


@pytest.mark.parametrize(
    ("old", "new", "line", "cause"),
    [
        ("version = 1\n", "version = 2\n", 1, "version"),
        ("licence =", "license =", 8, "license"),
        ("bytes = 3", "bytes = 0", 9, "bytes"),
        (SHA, "0" * 63 + "G", 9, "sha256"),
        ("x.bin", "../x.bin", 9, "path"),
        ("x.bin", "/x.bin", 9, "path"),
        ("x.bin", ".verified", 9, "path"),
        ('hub = "maker/model"', 'hub = "maker"', 12, "hub"),
        ('folder = "p/data"', "members = {}", 16, "folder or members"),
        ('folder = "p/data"', 'members = { "y.bin" = "p/y" }', 4, "y.bin"),
        ('name = "a"', 'name = "-a"', 4, "name"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, old: str, new: str, line: int, cause: str) -> None:
    with pytest.raises(WeightsError) as caught:
        _load(tmp_path, GOOD.replace(old, new))
    assert caught.value.code == "TV306"
    assert cause in caught.value.cause
    number = int(caught.value.place.rsplit(" ", 1)[1])
    assert abs(number - line) <= 1, caught.value.place


@pytest.mark.parametrize("text", ["version = ", GOOD + GOOD.replace("version = 1", ""), "\0"])
def test_what_cannot_be_read_at_all(tmp_path: Path, text: str) -> None:
    with pytest.raises(WeightsError, match="TV306"):
        _load(tmp_path, text)


def test_no_manifest(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"cannot be read.*TV306"):
        load_manifest(tmp_path / "none.toml")


def test_unknown_name_lists_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"whisper-base, segmentation-3\.0.*TV307") as caught:
        model_path("whisper-huge", Settings(cache=tmp_path))
    assert caught.value.place == "whisper-huge"


def test_the_digest_of_a_model_changes_with_any_file() -> None:
    files = {"a": b"one", "b": b"two"}
    plain = manifest_of(model_of(files))
    assert model_sha256("small", plain) == model_sha256("small", manifest_of(model_of(dict(reversed(files.items())))))
    others = [
        {"a": b"one", "b": b"twx"},
        {"a": b"one"},
        {"a": b"two", "b": b"one"},
        {"a": b"one", "c": b"two"},
    ]
    digests = {model_sha256("small", manifest_of(model_of(other))) for other in (files, *others)}
    assert len(digests) == 5


def test_not_pulled_and_wrong_size(tmp_path: Path) -> None:
    manifest = manifest_of(model_of({"dir/a": bytes_of("a", 100)}))
    settings = Settings(cache=tmp_path)
    with pytest.raises(WeightsError, match=r"trialvoice models pull small.*TV301"):
        model_path("small", settings, manifest)
    path = tmp_path / "models" / "small" / "dir" / "a"
    path.parent.mkdir(parents=True)
    path.write_bytes(bytes(99))
    with pytest.raises(WeightsError, match=r"another size.*TV302"):
        model_path("small", settings, manifest)
    path.write_bytes(bytes(100))
    assert model_path("small", settings, manifest) == tmp_path / "models" / "small"


def _load(folder: Path, text: str) -> Manifest:
    path = folder / "manifest.toml"
    path.write_text(text)
    load_manifest.cache_clear()
    return load_manifest(path)
