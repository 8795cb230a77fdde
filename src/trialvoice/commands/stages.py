"""`transcribe`, `redact`, `extract`, `schema`: a stage alone on files, writing JSON."""

import json as jsonlib
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from trialvoice.assembly import Engines
from trialvoice.commands.console import fail, settings, stderr, warn
from trialvoice.commands.options import roles_of
from trialvoice.core.cdisc import cdisc_warnings
from trialvoice.core.errors import StudyError, TrialvoiceError
from trialvoice.core.files import write_atomic
from trialvoice.core.findings import Finding
from trialvoice.core.recordings import Recording
from trialvoice.core.records import Record
from trialvoice.core.results import VisitResult
from trialvoice.core.roster import load_roster
from trialvoice.core.study import Study, Visit
from trialvoice.core.study_file import load_study
from trialvoice.documents import Extraction, TranscriptDocument
from trialvoice.phi.transcribe import SpeechOptions
from trialvoice.redact.documents import RedactedLine
from trialvoice.safe.coding.files import load_coder
from trialvoice.single import extract_lines, redact_document, redact_lines_of, transcribe_file

Json = Annotated[bool, typer.Option("--json", help="Print the data on stdout, and nothing else.")]
Out = Annotated[Path, typer.Option(help="Folder for the JSON files, where stdout is not asked for.")]
Files = Annotated[list[str], typer.Argument(help="Files; - reads JSON Lines from stdin.", show_default=False)]
SCHEMAS: dict[str, type[Record]] = {
    "transcript": TranscriptDocument,
    "redacted": RedactedLine,
    "extraction": Extraction,
    "visit": VisitResult,
    "finding": Finding,
    "study": Study,
    "recording": Recording,
}


def transcribe(
    audio: Annotated[list[Path], typer.Argument(help="Sound files.", show_default=False)],
    speakers: Annotated[int | None, typer.Option(min=1, help="How many people speak.")] = None,
    participants: Annotated[str, typer.Option(help="Their roles, joined by ';'.")] = "",
    language: Annotated[str, typer.Option(help="ISO 639-1, or auto.")] = "en",
    vocabulary: Annotated[str, typer.Option(help="Names to listen for, joined by ';'.")] = "",
    out: Out = Path(),
    json: Json = False,
) -> None:
    """Words, turns, speakers and roles of sound files. What it writes may identify people."""
    roles = roles_of(participants)
    names = tuple(name for name in map(str.strip, vocabulary.split(";")) if name)
    options = SpeechOptions(language=language, vocabulary=names)
    with Engines(settings()) as engines:

        def work(path: Path) -> TranscriptDocument:
            return transcribe_file(path, engines, roles=roles, speakers=speakers, options=options)

        _each(audio, work, "transcript", out, as_json=json)


def redact(
    files: Files,
    roster: Annotated[Path | None, typer.Option(help="CSV of what is known: subject,type,value.")] = None,
    subject: Annotated[str, typer.Option(help="Whose lines of the roster hold, besides those of all.")] = "",
    out: Out = Path(),
    json: Json = False,
) -> None:
    """Put tags in place of identifiers in transcripts (JSON of `transcribe`), JSON Lines or plain text."""
    known = load_roster(roster).of(subject) if roster else ()
    with Engines(settings()) as engines:
        if files == ["-"]:
            _stream(redact_lines_of(sys.stdin, engines, known))
        else:
            _each([Path(f) for f in files], lambda p: redact_document(p, engines, known), "redacted", out, as_json=json)


def extract(
    files: Files,
    study: Annotated[Path, typer.Option(help="study.toml, or its folder.", show_default=False)],
    visit: Annotated[str | None, typer.Option(help="Planned visit; without it all forms are read.")] = None,
    rules_only: Annotated[bool, typer.Option("--rules-only", help="Do not ask the language model.")] = False,
    out: Out = Path(),
    json: Json = False,
) -> None:
    """Findings and forms of transcripts that are safe already."""
    path = study / "study.toml" if study.is_dir() else study
    loaded = load_study(path)
    warn(cdisc_warnings(loaded))
    planned, coder = _planned(loaded, visit), load_coder(loaded.coding, path.parent)
    with Engines(settings()) as engines:
        found_in = partial(
            extract_lines,
            study=loaded,
            visit=planned,
            model=None if rules_only else engines.language_model,
            chooser=None if rules_only else engines.chooser,
            second=None if rules_only else engines.second_opinion,
            listed=engines.interactions,
            coder=coder,
        )
        if files == ["-"]:
            _stream(found_in(sys.stdin))
            return

        def work(path: Path) -> list[Record]:
            return list(found_in(_lines(path)))

        _each([Path(f) for f in files], work, "extraction", out, as_json=json)


def schema(name: Annotated[str, typer.Argument(metavar="TYPE", help=" | ".join(SCHEMAS))]) -> None:
    """Print the JSON schema of what the commands write."""
    if name not in SCHEMAS:
        raise StudyError(
            "TV130", f"no type is called {name!r}", place="schema", remedy=f"name one of {', '.join(SCHEMAS)}"
        )
    print(jsonlib.dumps(SCHEMAS[name].model_json_schema(mode="serialization"), indent=2))


def _each(
    paths: Sequence[Path],
    work: Callable[[Path], Record | list[Record]],
    suffix: str,
    out: Path,
    *,
    as_json: bool,
) -> None:
    """Do each file; one that fails is said on stderr, and the others go on."""
    bad = 0
    for path in paths:
        try:
            made = work(path)
        except TrialvoiceError as error:
            fail(error)
            bad += 1
            continue
        lines = "".join(f"{record.model_dump_json(exclude_none=True)}\n" for record in _listed(made))
        if as_json:
            sys.stdout.write(lines)
            sys.stdout.flush()
        else:
            target = out / f"{path.stem}.{suffix}.json"
            write_atomic(target, lines.encode())
            print(target)
    if bad:
        stderr.print(f"{bad} of {len(paths)} files failed", style="red")
        sys.exit(1)


def _listed(made: Record | list[Record]) -> list[Record]:
    return made if isinstance(made, list) else [made]


def _stream(lines: Iterator[Record]) -> None:
    """One line out for each line in; a bad one carries its error and makes the exit status 1."""
    bad = 0
    for line in lines:
        bad += bool(getattr(line, "error", None))
        sys.stdout.write(line.model_dump_json(exclude_none=True) + "\n")
    sys.stdout.flush()
    if bad:
        stderr.print(f"{bad} lines could not be read", style="red")
        sys.exit(1)


def _lines(path: Path) -> Iterator[str]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise StudyError(
            "TV131", "the file cannot be read", place=path.name, remedy="give a UTF-8 file of JSON or text"
        ) from None
    return documents_in(text, path.stem)


def documents_in(text: str, name: str) -> Iterator[str]:
    """The JSON objects of a file: one, or one a line; plain text becomes one object."""
    try:
        parsed: Any = jsonlib.loads(text)
    except ValueError:
        lines = [line for line in text.splitlines() if line.strip()]
        if lines and all(line.lstrip().startswith("{") for line in lines):
            return iter(lines)
        return iter([jsonlib.dumps({"id": name, "text": text})])
    return iter([jsonlib.dumps(one) for one in (parsed if isinstance(parsed, list) else [parsed])])


def _planned(study: Study, visit: str | None) -> Visit | None:
    if visit is None:
        return None
    known = {planned.id: planned for planned in study.visits}
    if visit not in known:
        raise StudyError(
            "TV133", f"no visit is called {visit!r}", place="--visit", remedy=f"use one of {', '.join(known)}"
        )
    return known[visit]
