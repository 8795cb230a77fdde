"""A MedDRA release from the ASCII files of its distribution, fields between "$".

    llt.asc     lowest level terms: code $ name $ code of the preferred term $ ... $ current, Y or N (10th field)
    pt.asc      preferred terms: code $ name $ ... $ code of the primary system organ class (4th field)
    soc.asc     system organ classes: code $ name
    mdhier.asc  the way from each preferred term up: PT (1st), SOC (4th), name of it (8th), primary, Y or N (12th)
    meddra_release.asc  version $ language, where it is there

MedDRA is licensed: the files stay where the study keeps them, and only terms that were chosen go into outputs.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from trialvoice.core.errors import StudyError
from trialvoice.core.findings import Coding
from trialvoice.safe.coding.dictionary import Dictionary, Name

MEDDRA = "MedDRA"
_RELEASE = "meddra_release.asc"
_FIELDS = {"llt.asc": 10, "pt.asc": 4, "soc.asc": 2, "mdhier.asc": 12, _RELEASE: 1}
"""Fields that a line must have; what comes after is not read."""


@dataclass(frozen=True, slots=True)
class _Preferred:
    """A preferred term with its primary system organ class."""

    code: str
    name: str
    system_organ_class: str


def load_meddra(folder: Path, version: str | None) -> Dictionary:
    """Read a release. version: as `[coding] meddra_version` states it, or None.

    Raises StudyError TV172 (a file cannot be read), TV173 (a line is not of that form, or refers to nothing),
    TV174 (the version is not stated, or not the one of the release).
    """
    said = _release(folder)
    if (said is None and version is None) or (None not in (said, version) and said != version):
        raise StudyError(
            "TV174",
            f"the release is {said or 'of an unknown version'}, [coding] meddra_version is {version or 'not set'}",
            place=str(folder),
            remedy="set [coding] meddra_version to the version of the files in that folder",
        )
    release = said or version or ""
    preferred = _preferred_terms(folder)
    names = [Name(name, coding) for name, coding in _lowest_level(folder, preferred, release)]
    return Dictionary(MEDDRA, release, names, _digest(folder), {})


def _release(folder: Path) -> str | None:
    if not (folder / _RELEASE).is_file():
        return None
    return next((fields[0] for _, fields in _lines(folder, _RELEASE)), None)


def _preferred_terms(folder: Path) -> dict[str, _Preferred]:
    classes = {fields[0]: fields[1] for _, fields in _lines(folder, "soc.asc")}
    primary = {fields[0]: fields[3] for _, fields in _lines(folder, "mdhier.asc") if fields[11] == "Y"}
    found = {}
    for place, (code, name, _, named, *_) in _lines(folder, "pt.asc"):
        above = primary.get(code, named)
        if above not in classes:
            raise _wrong("a preferred term has no system organ class in soc.asc", place)
        found[code] = _Preferred(code, name, classes[above])
    return found


def _lowest_level(folder: Path, preferred: dict[str, _Preferred], version: str) -> Iterator[tuple[str, Coding]]:
    """Names to search by, those of preferred terms first. Terms that are no longer current are left out."""
    lines = [line for line in _lines(folder, "llt.asc") if line[1][9] != "N"]
    for place, fields in sorted(lines, key=lambda line: line[1][0] != line[1][2]):
        code, name, above = fields[:3]
        if above not in preferred:
            raise _wrong("a lowest level term has no preferred term in pt.asc", place)
        term = preferred[above]
        yield (
            name,
            Coding(
                dictionary=MEDDRA,
                version=version,
                term=term.name,
                system_organ_class=term.system_organ_class,
                code=term.code,
                lowest_level_term=name,
                lowest_level_code=code,
            ),
        )


def _lines(folder: Path, name: str) -> Iterator[tuple[str, Sequence[str]]]:
    """Place and fields of every line."""
    path = folder / name
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise StudyError(
            "TV172",
            "a file of the MedDRA release cannot be read",
            place=str(path),
            remedy="name the folder of its ASCII files, in UTF-8, in [coding] meddra",
        ) from None
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        fields = [field.strip() for field in line.split("$")]
        if len(fields) < _FIELDS[name]:
            raise _wrong(f"a line has {len(fields)} fields where {_FIELDS[name]} are needed", f"{path} line {number}")
        yield f"{path} line {number}", fields


def _wrong(cause: str, place: str) -> StudyError:
    return StudyError(
        "TV173", cause, place=place, remedy='take the ASCII files of the release as they came, fields between "$"'
    )


def _digest(folder: Path) -> str:
    """Of all files that were read, by name."""
    digest = hashlib.sha256()
    for name in sorted(_FIELDS):
        if (folder / name).is_file():
            digest.update(name.encode() + hashlib.sha256((folder / name).read_bytes()).digest())
    return digest.hexdigest()
