"""`trialvoice evaluate speech` with the real engines, on one short recording of the sample study."""

import json
from pathlib import Path

import pytest

from tests.conftest import SAMPLE, CommandLine, sample_row, study_with
from trialvoice.assembly import ASR_MODEL, DIARIZATION_MODELS
from trialvoice.core.settings import Settings
from trialvoice.weights.place import model_folder

pytestmark = pytest.mark.live
DIARY = "01-1007-diary"
MISSING = [name for name in (ASR_MODEL, *DIARIZATION_MODELS) if not model_folder(name, Settings()).is_dir()]


@pytest.mark.skipif(bool(MISSING), reason=f"weights are not there: {', '.join(MISSING)}")
def test_one_recording_end_to_end(tmp_path: Path) -> None:
    folder = study_with(tmp_path / "study", [sample_row(DIARY, tmp_path / "study")])
    (folder / "truth").symlink_to(SAMPLE / "truth")
    done = CommandLine(tmp_path / "outputs", {})("evaluate", "speech", folder, "--json")
    assert done.returncode == 0, done.stderr
    diary, total = (json.loads(line) for line in done.stdout.splitlines())
    assert diary["state"] == "scored"
    assert diary["speakers"] == {"found": 1, "true": 1}
    assert diary["measures"]["wer"]["value"] < 0.1
    assert diary["measures"]["der"]["value"] < 0.1
    assert diary["measures"]["word_roles"]["value"] == 1.0
    assert total["total"]["start_ms_median"]["pooled"]["value"] < 100
