"""Shared by all kinds of tests: the command line as users call it, with recorded engines or real ones."""

import base64
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.store_servers import empty, migrated, postgres, store, store_url

__all__ = ["empty", "migrated", "postgres", "store", "store_url"]

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "sample_audio"
RECORDED = ROOT / "tests" / "recorded"
KEY = base64.b64encode(b"a key for tests, of 32 bytes, ok").decode()
REPLAY = {
    "TRIALVOICE_TRANSCRIBER": "recorded",
    "TRIALVOICE_DIARIZER": "recorded",
    "TRIALVOICE_VAD": "recorded",
    "TRIALVOICE_LLM": "recorded",
    "TRIALVOICE_RECORDED": str(RECORDED),
}


@dataclass(frozen=True)
class CommandLine:
    """`trialvoice` in a process of its own, writing under `outputs`."""

    outputs: Path
    engines: Mapping[str, str]

    @property
    def environ(self) -> dict[str, str]:
        own = {k: v for k, v in os.environ.items() if not k.startswith("TRIALVOICE_")}
        return {**own, **self.engines, "TRIALVOICE_KEY": KEY, "TRIALVOICE_OUTPUTS": str(self.outputs)}

    def command(self, *arguments: str | Path) -> list[str]:
        return [sys.executable, "-m", "trialvoice.cli", *map(str, arguments)]

    def __call__(
        self, *arguments: str | Path, stdin: str | None = None, **environ: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*arguments),
            input=stdin,
            capture_output=True,
            text=True,
            env={**self.environ, **environ},
            timeout=600,
            check=False,
        )


@pytest.fixture
def replay(tmp_path: Path) -> CommandLine:
    """The command line with recorded engines."""
    return CommandLine(tmp_path / "outputs", REPLAY)


@pytest.fixture(scope="session")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    """The command line over the sample study, every finding of it decided and every visit signed; made once."""
    from tests.reviewed_study import review_sample

    return review_sample(tmp_path_factory.mktemp("reviewed") / "outputs")


def study_with(folder: Path, rows: list[str], *, edit: Mapping[str, str] | None = None) -> Path:
    """A copy of the sample study whose recordings.csv has only `rows`; `edit` replaces in study.toml."""
    folder.mkdir(parents=True, exist_ok=True)
    text = (SAMPLE / "study.toml").read_text(encoding="utf-8")
    for was, becomes in (edit or {}).items():
        assert was in text, f"the sample study has no {was!r}"
        text = text.replace(was, becomes)
    (folder / "study.toml").write_text(text, encoding="utf-8")
    header = (SAMPLE / "recordings.csv").read_text(encoding="utf-8").splitlines()[0]
    (folder / "recordings.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return folder


def sample_row(name: str, folder: Path) -> str:
    """The sample study's row of a recording, its audio copied into `folder`."""
    lines = (SAMPLE / "recordings.csv").read_text(encoding="utf-8").splitlines()
    columns = lines[0].split(",")
    row = next(line for line in lines[1:] if line.split(",")[0] == name)
    audio = Path(row.split(",")[columns.index("audio")])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / audio).parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(SAMPLE / audio, folder / audio)
    return row


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below `folder`, by relative path."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
