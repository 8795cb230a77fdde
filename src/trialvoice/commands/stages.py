"""`transcribe`, `redact`, `extract`, `schema`: one stage alone, on files, writing JSON."""

from pathlib import Path
from typing import Annotated

import typer

Json = Annotated[
    bool, typer.Option("--json", help="Print the data on stdout, one object a line, and nothing else.")
]
Out = Annotated[Path, typer.Option(help="Folder for the JSON files.")]
Files = Annotated[list[str], typer.Argument(help="Files; - reads JSON Lines from stdin.", show_default=False)]
