"""What two recordings of the sample study become, file by file, with recorded engines.

A change here is a change of results: look at it, then keep it with `TRIALVOICE_GOLDEN=write make pytest`.
"""

import json
import os
from pathlib import Path

from tests.conftest import CommandLine, sample_row, study_with, tree

EXPECTED = Path(__file__).parent / "expected"
NAMES = ("02-2008-week2-call", "01-1007-diary")
SHOWN = (
    "transcript.json",
    "findings.csv",
    "forms.csv",
    "queries.csv",
    "ruled_out.csv",
    "visits.csv",
    "failures.csv",
    "event_histories.csv",
    "dictionary.csv",
)


def test_two_recordings_become_what_they_became(replay: CommandLine, tmp_path: Path) -> None:
    folder = tmp_path / "study"
    rows = [sample_row(name, folder) for name in NAMES]
    study_with(folder, rows)
    ended = replay("run", folder)
    assert ended.returncode == 0, ended.stderr
    made = {name: data for name, data in tree(replay.outputs).items() if Path(name).name in SHOWN}
    if os.environ.get("TRIALVOICE_GOLDEN") == "write":
        for name, data in made.items():
            (EXPECTED / name).parent.mkdir(parents=True, exist_ok=True)
            (EXPECTED / name).write_bytes(data)
    kept = tree(EXPECTED)
    assert set(made) == set(kept)
    for name, data in made.items():
        assert data.decode() == kept[name].decode(), name


def test_everything_released_is_named_in_the_manifest(replay: CommandLine, tmp_path: Path) -> None:
    folder = tmp_path / "study"
    study_with(folder, [sample_row(NAMES[1], folder)])
    replay("run", folder)
    (release,) = replay.outputs.glob(f"*/{NAMES[1]}/release")
    manifest = json.loads((release / "manifest.json").read_text(encoding="utf-8"))
    assert set(manifest["files"]) | {"manifest.json"} == {path.name for path in release.iterdir()}
    identity = json.loads((release / "run.json").read_text(encoding="utf-8"))
    assert {"code_version", "audio_sha256", "study_sha256", "models", "questions", "engines"} <= set(identity)
