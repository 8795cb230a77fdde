"""`transcribe`, `redact`, `extract`, `schema`: one stage alone, on files, writing JSON."""

import json as jsonlib
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import TypeAdapter, ValidationError

from trialvoice.assembly import Engines
from trialvoice.commands.console import fail, print_json, settings, stderr
from trialvoice.core.errors import StudyError, TrialvoiceError
from trialvoice.core.files import write_atomic
from trialvoice.core.findings import Finding, VisitResult
from trialvoice.core.records import Record
from trialvoice.core.recordings import Recording
from trialvoice.core.study import Study, load_study
from trialvoice.documents import Extraction, TranscriptDocument, document_of

Json = Annotated[bool, typer.Option("--json", help="Print the data on stdout, one object a line, and nothing else.")]
Out = Annotated[Path, typer.Option(help="Folder for the JSON files.")]
Files = Annotated[list[str], typer.Argument(help="Files; - reads JSON Lines from stdin.", show_default=False)]
