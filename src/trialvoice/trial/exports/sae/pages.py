"""The pages of the worksheets: HTML made of the records that the JSON holds, so that both tell the same."""

from collections.abc import Iterator

from trialvoice.trial.exports.printed.pages import page
from trialvoice.trial.exports.sae.elements import Part, placed, table
from trialvoice.trial.exports.sae.records import Index, Known, Unknown, Worksheet

PHRASES = {
    "death": "results in death",
    "life_threatening": "is life-threatening",
    "hospitalisation": "caused or prolonged a hospital stay",
    "disability": "is disabling",
    "congenital_anomaly": "is a congenital anomaly",
    "important_medical_event": "is medically important",
}
_WHY = {
    "not_said": "To ask for: not said",
    "never_from_speech": "To take from the site's and the sponsor's own records",
    "needs_licence": "To code: needs MedDRA",
    "sponsor_assesses": "For the sponsor",
}


def worksheet_page(of: Worksheet) -> bytes:
    """One worksheet."""
    numbers = {proof.id: at for at, proof in enumerate(of.proofs)}
    return page(
        __package__,
        "worksheet.html.j2",
        of,
        phrases=PHRASES,
        numbers=numbers,
        headline=_headline(of),
        candidates=frozenset(proof.id for proof in of.proofs if proof.status == "candidate"),
        known=list(_known(of)),
        unknown=list(_unknown(of)),
    )


def index_page(of: Index) -> bytes:
    """The list of all."""
    return page(__package__, "index.html.j2", of, phrases=PHRASES)


def _headline(of: Worksheet) -> list[str]:
    """What proves the criteria, each once."""
    return list(dict.fromkeys(id for one in of.criteria for id in one.proofs))


def _known(of: Worksheet) -> Iterator[tuple[Part, list[tuple[int, Known]]]]:
    for part in table().parts:
        rows = [(at, one) for at, one in enumerate(of.known) if one.part == part.id]
        if rows:
            yield part, rows


def _unknown(of: Worksheet) -> Iterator[tuple[str, str, list[tuple[int, Unknown, str]]]]:
    for why, title in _WHY.items():
        rows = [(at, one, _entry(one)) for at, one in enumerate(of.unknown) if one.why == why]
        if rows:
            yield why, title, rows


def _entry(one: Unknown) -> str:
    part = placed()[one.key].part
    return f"{part.entries} {one.entry}" if part.entries else ""
