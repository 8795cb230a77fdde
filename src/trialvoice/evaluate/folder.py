"""The recordings of a folder, each with its truth, and what was known of it before anybody listened."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from trialvoice.core.errors import AudioError, StudyError, TrialvoiceError
from trialvoice.core.recordings import Recording, load_recordings
from trialvoice.core.records import Role
from trialvoice.core.study_file import load_study
from trialvoice.evaluate.truth import Truth, read_truth

_SOUNDS = {".aac", ".flac", ".m4a", ".mp3", ".mp4", ".oga", ".ogg", ".opus", ".wav", ".webm", ".wma"}


@dataclass(frozen=True)
class Expected:
    """What is known beforehand.  speakers: how many, None where nobody knows.  roles: theirs, empty likewise."""

    speakers: int | None = None
    roles: tuple[Role, ...] = ()
    language: str = "en"
    vocabulary: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sample:
    """A recording to score.  truth: None where there is none.  error: why it cannot be scored."""

    name: str
    audio: Path
    expected: Expected
    truth: Truth | None = None
    error: TrialvoiceError | None = None


@dataclass(frozen=True)
class Given:
    """What a person says of all recordings of the folder; it comes before what the folder says."""

    speakers: int | None = None
    roles: tuple[Role, ...] = ()
    language: str | None = None


def samples_in(folder: Path, given: Given) -> list[Sample]:
    """Recordings by name: those of recordings.csv in a study's folder, else the sound files.

    Raises StudyError TV140 (no sound in the folder) and those of the study file and of recordings.csv.
    """
    is_study = (folder / "study.toml").is_file() and (folder / "recordings.csv").is_file()
    samples = _of_study(folder) if is_study else _of_files(folder)
    if not samples:
        raise StudyError(
            "TV140",
            "the folder holds no recordings",
            place=str(folder),
            remedy="name a folder of sound files with their truth beside them, or a study's folder",
        )
    told = (_with_truth(sample, (sample.audio.parent, folder / "truth")) for sample in samples)
    return sorted((_as_given(sample, given) for sample in told), key=lambda sample: sample.name)


def _of_study(folder: Path) -> list[Sample]:
    study = load_study(folder / "study.toml")
    recordings, refused = load_recordings(folder / "recordings.csv", study)

    def sample(row: Recording) -> Sample:
        count = len(row.participants) or None
        expected = Expected(count, row.participants, study.study.language, study.vocabulary)
        return Sample(row.recording, row.audio, expected, error=None if row.consent else _no_consent(row))

    return [
        *(sample(row) for row in recordings),
        *(Sample(one.recording, folder, Expected(), error=one.error) for one in refused),
    ]


def _no_consent(row: Recording) -> AudioError:
    return AudioError(
        "TV207",
        "no consent to recording is on file",
        place=row.recording,
        remedy="write yes in the consent column once it is signed; until then nothing is read",
    )


def _of_files(folder: Path) -> list[Sample]:
    places = [place for place in (folder, folder / "audio") if place.is_dir()]
    paths = [path for place in places for path in place.iterdir() if path.suffix.lower() in _SOUNDS]
    return [Sample(path.stem, path, Expected()) for path in paths]


def _with_truth(sample: Sample, folders: Sequence[Path]) -> Sample:
    """With its truth, and with the roles that a truth names, which a study would know too."""
    if sample.error:
        return sample
    try:
        truth = read_truth(sample.name, folders)
    except StudyError as error:
        return replace(sample, error=error)
    expected = sample.expected
    if truth and truth.roles and not expected.roles:
        expected = replace(expected, roles=truth.roles, speakers=truth.speakers)
    return replace(sample, truth=truth, expected=expected)


def _as_given(sample: Sample, given: Given) -> Sample:
    expected = sample.expected
    roles = given.roles or expected.roles
    return replace(
        sample,
        expected=replace(
            expected,
            roles=roles,
            speakers=given.speakers or len(given.roles) or expected.speakers,
            language=given.language or expected.language,
        ),
    )
