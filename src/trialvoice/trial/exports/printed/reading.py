"""What our own checks of printed exports share: reading a record back, and laying its page beside it."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import TypeVar

from pydantic import ValidationError

from trialvoice.core.records import Record
from trialvoice.trial.exports.printed.page_rules import page_faults
from trialvoice.trial.exports.printed.proof import Quoted, Written, clock
from trialvoice.trial.exports.printed.signed import Signed
from trialvoice.trial.exports.printed.told_alike import Element, differences, read_page, read_whole
from trialvoice.trial.exports.target import Fault, Files

R = TypeVar("R", bound=Record)
_SENTENCES = {
    "differs": "the page tells another value than the JSON",
    "dangling": "the page tells what the JSON does not hold",
    "left-out": "the page leaves out what the JSON holds",
}


def read_record(files: Files, name: str, kind: type[R]) -> tuple[R | None, list[Fault]]:
    """The record of a JSON file, or what keeps it from being one, by place and without any value."""
    try:
        return kind.model_validate_json(files[name]), []
    except ValidationError as error:
        return None, [
            Fault(
                file=name,
                place="/" + "/".join(str(part) for part in one["loc"]),
                rule=f"form:{one['type']}",
                text="not as the record is made",
            )
            for one in error.errors(include_url=False, include_context=False, include_input=False)
        ]


def page_beside(files: Files, name: str, silent: re.Pattern[str]) -> Iterator[Fault]:
    """Faults of the page beside a JSON file that could be read. silent: see `differences`."""
    beside = name.removesuffix(".json") + ".html"
    if beside not in files:
        yield Fault(file=beside, place="", rule="page-missing", text="the JSON has no page beside it")
        return
    try:
        page = read_whole(files[beside])
    except UnicodeDecodeError:
        yield Fault(file=beside, place="", rule="page-encoding", text="the page is not UTF-8")
        return
    for line, rule, text in page_faults(page):
        yield Fault(file=beside, place=f"line {line}", rule=rule, text=text)
    for pointer, rule in differences(page.elements, json.loads(files[name]), silent):
        yield Fault(file=beside, place=pointer, rule=f"page-{rule}", text=_SENTENCES[rule])


def readable(files: Files, page: str) -> list[Element]:
    """The elements of a page, none where it is missing or no text, which `page_beside` tells."""
    try:
        return read_page(files.get(page, b""))
    except UnicodeDecodeError:
        return []


def proof_faults(proofs: Sequence[Quoted | Written]) -> Iterator[tuple[str, str, str]]:
    """(pointer, rule, sentence) for each proof that is not in order."""
    names = [one.id for one in proofs]
    if names != [f"p{number}" for number in range(1, len(names) + 1)]:
        yield "/proofs", "proof-numbers", "the proofs are not numbered through"
    for at, one in enumerate(proofs):
        place = f"/proofs/{at}"
        if isinstance(one, Quoted) and (one.end <= one.start or one.at != clock(one.start)):
            yield place, "proof-time", "the moment of a quote is no moment, or told in two ways"
        if one.finding and one.status not in ("accepted", "edited", "candidate"):
            yield place, "proof-rejected", "a rejected finding proves nothing"
        if one.finding and (one.status in ("accepted", "edited")) != (one.accepted is not None):
            yield place, "proof-accepted", "an accepted finding names who accepted it, and no other does"
        if one.accepted and one.status != {"edit": "edited"}.get(one.accepted.action, "accepted"):
            yield place, "proof-action", "what was done does not lead to that status"


def dangling(used: Sequence[tuple[str, str]], proofs: Sequence[Quoted | Written]) -> Iterator[tuple[str, str, str]]:
    """Proofs that are named and not there, or there and never named. used: (pointer, id)."""
    names = {one.id for one in proofs}
    for pointer, id in used:
        if id not in names:
            yield pointer, "proof-dangling", "a proof is named that is not there"
    named = {id for _, id in used}
    for at, one in enumerate(proofs):
        if one.id not in named:
            yield f"/proofs/{at}", "proof-unused", "a proof proves nothing"


def signature_faults(signatures: Sequence[Signed]) -> Iterator[tuple[str, str, str]]:
    """A void signature says since when; one that holds does not; they stand in order of time."""
    for at, one in enumerate(signatures):
        if (one.state == "void") != (one.void_at is not None):
            yield f"/signatures/{at}", "signature-state", "a signature is void exactly from a moment on"
        if one.void_at is not None and one.void_at < one.at:
            yield f"/signatures/{at}", "signature-state", "a signature is void before it was given"
    if list(signatures) != sorted(signatures, key=lambda one: (one.at, one.act)):
        yield "/signatures", "signature-order", "signatures stand in the order they were given"
