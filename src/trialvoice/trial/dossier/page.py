"""The summary of a dossier for people: one page that needs nothing else."""

from collections.abc import Mapping, Sequence
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from trialvoice.trial.dossier.contents import study_of
from trialvoice.trial.dossier.own_trail import Link, OwnAct
from trialvoice.trial.record.reviewed import ReviewedVisit

MEANINGS = {
    "review": "I have reviewed this record",
    "approval": "I approve this record",
    "responsibility": "I take responsibility for this record",
    "authorship": "I am the author of this record",
}


def render(visit: ReviewedVisit, members: Mapping[str, bytes], acts: Sequence[OwnAct | Link]) -> bytes:
    """The page, in UTF-8."""
    pages = Environment(
        loader=PackageLoader("trialvoice.trial.dossier"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    own = [act for act in acts if isinstance(act, OwnAct)]
    page = pages.get_template("index.html.j2").render(
        visit=visit,
        study=study_of(members),
        own=own,
        others=len(acts) - len(own),
        last=acts[-1],
        meanings=MEANINGS,
        what=_what,
    )
    return page.encode() + b"\n"


def readme(visit: ReviewedVisit) -> bytes:
    """How to read and to check the dossier."""
    text = (files("trialvoice.trial.dossier") / "templates" / "README.txt").read_text(encoding="utf-8")
    return text.replace("RECORDING", visit.recording).encode()


def _what(value: object) -> str:
    """The fields of a value that say something, as "name: value"."""
    held = getattr(value, "model_dump")(mode="json", exclude_none=True)  # noqa: B009  (of every kind of value)
    plain = {name: told for name, told in held.items() if isinstance(told, str | int | float) and told != "not_stated"}
    return "; ".join(f"{name.replace('_', ' ')}: {told}" for name, told in plain.items() if name != "kind")
