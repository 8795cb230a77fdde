"""`audit verify|show|redact`: the trail of every act of people and machine."""

import sys
from contextlib import closing
from typing import Annotated

import typer
from sqlalchemy import select

from trialvoice.commands.console import print_json, settings, stderr, stdout, table
from trialvoice.commands.people import operator
from trialvoice.reviewing import open_store
from trialvoice.trial.store.tables import ActRow
from trialvoice.trial.store.tombstone import redact_act
from trialvoice.trial.store.trail_reading import entries
from trialvoice.trial.store.verify import verify as verify_trail

audit_app = typer.Typer(help="Read and check the trail of every act of people and machine.")
Json = Annotated[bool, typer.Option("--json", help="Print data on stdout, and nothing else.")]


@audit_app.command()
def verify(json: Json = False) -> None:
    """Check that no entry was changed or taken out, and that the store holds what they say; exit status 1 if not."""
    with closing(open_store(settings())) as database:
        report = verify_trail(database)
    if json:
        faults = [{"entry": fault.number, "what": fault.what} for fault in report.faults]
        print_json({"entries": report.entries, "redacted": report.redacted, "faults": faults})
    elif not report.faults:
        stdout.print(f"{report.entries} entries, {report.redacted} redacted, none changed", soft_wrap=True)
    else:
        for fault in report.faults:
            stderr.print(f"entry {fault.number}: {fault.what}", style="red", markup=False, soft_wrap=True)
        stderr.print(
            "The store was changed behind the trail: put it back from a backup, and find out who did. [TV930]",
            style="red",
            soft_wrap=True,
        )
    if report.faults:
        sys.exit(1)


@audit_app.command()
def show(
    study: Annotated[str | None, typer.Option(help="Acts on this study.")] = None,
    recording: Annotated[str | None, typer.Option(help="Acts on this recording.")] = None,
    last: Annotated[int, typer.Option(min=1, help="How many, the newest last.")] = 50,
    json: Json = False,
) -> None:
    """List acts: who, when, what, on which record. With --json also what was done, with texts that people typed."""
    chosen = select(ActRow).order_by(ActRow.number.desc()).limit(last)
    chosen = chosen.where(ActRow.study == study) if study else chosen
    chosen = chosen.where(ActRow.recording == recording) if recording else chosen
    with closing(open_store(settings())) as database, database.looks() as session:
        found = entries(reversed(session.scalars(chosen).all()))
    if json:
        for entry in found:
            print_json(entry.model_dump(mode="json"))
        return
    rows = [
        (str(e.number), e.at.isoformat(timespec="seconds"), e.actor, e.role, e.kind, e.recording or e.study, e.about)
        for e in found
    ]
    table("Audit trail", ("#entry", "at", "who", "role", "act", "on", "about"), rows)


@audit_app.command()
def redact(
    entry: Annotated[int, typer.Argument(help="Number of the entry that holds what somebody typed by mistake.")],
    because: Annotated[str, typer.Option(help="Why; stays in the trail.", prompt=True)],
) -> None:
    """Take what was typed out of an entry and leave the chain whole (ICH E6(R3) 4.2.2)."""
    with closing(open_store(settings())) as database, database.acts() as session:
        made = redact_act(session, entry, because, operator())
    said = ", ".join(map(str, made))
    stdout.print(f"What was typed is gone; {said} in the trail say who took it out and why.", soft_wrap=True)
