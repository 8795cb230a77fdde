"""Reading `study.toml`, the file that a data manager edits, with an error that names the line."""

import re
import tomllib
from pathlib import Path

from pydantic import ValidationError

from trialvoice.core.errors import StudyError
from trialvoice.core.records import Record
from trialvoice.core.study import (
    About,
    Deidentify,
    Dictionaries,
    Dosing,
    Eligibility,
    Form,
    Interacting,
    Item,
    Procedure,
    Prohibited,
    Site,
    Study,
    Visit,
)
from trialvoice.core.toml_lines import line_of


def load_study(path: Path) -> Study:
    """Read and check a study file.

    Raises StudyError TV101 (cannot be read), TV102 (not TOML), TV103 (a key or value is wrong),
    TV104 (an id is used twice or refers to nothing).
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise StudyError(
            "TV101",
            "the study file cannot be read",
            place=str(path),
            remedy="name the folder that holds study.toml, saved as UTF-8",
        ) from error
    try:
        study = Study.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise StudyError("TV102", f"not valid TOML ({error})", place=str(path), remedy="correct that line") from None
    except ValidationError as error:
        raise _explained(error, text, path) from None
    _check_references(study, text, path)
    return study


def _explained(error: ValidationError, text: str, path: Path) -> StudyError:
    """The first validation error as a sentence with line, value and remedy."""
    # A misspelt key is also a missing one: name what was written, not what it should have been.
    first = min(error.errors(include_url=False), key=lambda e: e["type"] != "extra_forbidden")
    loc = first["loc"]
    name = _dotted(loc)
    place = _place(path, text, loc)
    if first["type"] == "extra_forbidden":
        known = ", ".join(_known_keys(loc[:-1]))
        return StudyError("TV103", f"the key `{name}` is not known", place=place, remedy=f"use one of: {known}")
    if first["type"] == "missing":
        return StudyError("TV103", f"the key `{name}` is missing", place=place, remedy="add it")
    value = repr(first["input"])
    message = first["msg"][0].lower() + first["msg"][1:]
    return StudyError(
        "TV103",
        f"`{name}` is {value[:60]}",
        place=place,
        remedy=f"correct the value ({message})",
    )


def _dotted(loc: tuple[int | str, ...]) -> str:
    return re.sub(r"\.(\d+)", lambda m: f"[{int(m[1]) + 1}]", ".".join(str(p) for p in loc))


def _place(path: Path, text: str, loc: tuple[int | str, ...]) -> str:
    line = line_of(text, loc)
    return f"{path} line {line}" if line else str(path)


def _known_keys(loc: tuple[int | str, ...]) -> list[str]:
    model: type[Record] = Study
    for part in loc:
        if isinstance(part, str):
            model = _PARTS[part]
    return sorted(model.model_fields)


_PARTS: dict[str, type[Record]] = {
    "study": About,
    "sites": Site,
    "dosing": Dosing,
    "visits": Visit,
    "procedures": Procedure,
    "prohibited": Prohibited,
    "forms": Form,
    "items": Item,
    "interactions": Interacting,
    "eligibility": Eligibility,
    "deidentify": Deidentify,
    "coding": Dictionaries,
}


def _check_references(study: Study, text: str, path: Path) -> None:
    for table in ("sites", "visits", "procedures", "forms", "eligibility"):
        seen: set[str] = set()
        for index, entry in enumerate(getattr(study, table)):
            if entry.id in seen:
                raise StudyError(
                    "TV104",
                    f"the id {entry.id!r} stands twice in [[{table}]]",
                    place=_place(path, text, (table, index, "id")),
                    remedy="give each entry an id of its own",
                )
            seen.add(entry.id)
    for index, visit in enumerate(study.visits):
        for key, known in (("procedures", study.procedures), ("forms", study.forms)):
            missing = sorted(set(getattr(visit, key)) - {entry.id for entry in known})
            if missing:
                raise StudyError(
                    "TV104",
                    f"visit {visit.id!r} names {missing[0]!r}, which [[{key}]] does not have",
                    place=_place(path, text, ("visits", index, key)),
                    remedy=f"add it to [[{key}]] or take it out",
                )
