"""The `trialvoice` command: prints sentences, never tracebacks. The commands are in `commands/`."""

import logging
import os
import sys
import warnings

import typer

from trialvoice import __version__
from trialvoice.commands import (
    audit,
    batch,
    bench,
    dossier,
    evaluate,
    export,
    feedback,
    models,
    push,
    review,
    serve,
    stages,
    users,
    vault,
)
from trialvoice.commands.console import fail
from trialvoice.core.errors import TrialvoiceError

app = typer.Typer(
    name="trialvoice",
    help="Recorded clinical-trial visits into evidence-linked, reviewable trial data.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command("run")(batch.run)
app.command("visit")(batch.visit)
app.command("triage")(batch.triage)
app.command("status")(batch.status)
app.command("report")(batch.report)
app.command("transcribe")(stages.transcribe)
app.command("redact")(stages.redact)
app.command("extract")(stages.extract)
app.command("schema")(stages.schema)
app.command("serve")(serve.serve)
app.command("review")(review.review)
app.add_typer(users.users_app, name="users")
app.command("export")(export.export)
app.command("dossier")(dossier.dossier)
app.add_typer(push.push_app, name="push")
app.add_typer(audit.audit_app, name="audit")
app.add_typer(feedback.feedback_app, name="feedback")
app.add_typer(models.models_app, name="models")
app.add_typer(evaluate.evaluate_app, name="evaluate")
app.add_typer(bench.bench_app, name="bench")
app.add_typer(vault.vault_app, name="vault")


def _version(wanted: bool) -> None:
    if wanted:
        print(__version__)
        raise typer.Exit


@app.callback()
def _options(
    verbose: bool = typer.Option(False, "--verbose", "-v", help="Log ids, counts and codes to stderr."),
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version."),
) -> None:
    level = logging.INFO if verbose else logging.WARNING
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    own = logging.getLogger("trialvoice")
    own.handlers, own.propagate = [handler], False
    own.setLevel(level)
    # Libraries' own logs and warnings may quote what they work on: they are not for users, nor for log files.
    logging.disable(logging.NOTSET)
    logging.getLogger().addHandler(logging.NullHandler())
    if "TRIALVOICE_DEBUG" not in os.environ:
        warnings.simplefilter("ignore")


def main() -> None:
    """Run the command line. Exit status: 0 all done, 1 something failed, 2 wrong usage."""
    try:
        app()
    except TrialvoiceError as error:
        fail(error)
        sys.exit(1)
    except KeyboardInterrupt:
        print("Stopped; finished stages are kept, and the next run goes on from there.", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        # The reader went away, as `head` does: not an error of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


if __name__ == "__main__":
    main()
