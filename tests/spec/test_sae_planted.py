"""Faults planted in worksheets and index: our rules find each, and what the others find stands beside it, as measured.

jsonschema sees the form of the JSON alone, html5lib the form of the HTML alone: what the two say of each other, and
what the elements of a case say of each other, neither of them sees.
"""

import json
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from pydantic import ValidationError

from tests.sae_sample import SAE, full_study
from trialvoice.trial.exports.printed.pages import as_json
from trialvoice.trial.exports.sae.index import row
from trialvoice.trial.exports.sae.pages import index_page, worksheet_page
from trialvoice.trial.exports.sae.records import Index, Worksheet
from trialvoice.trial.record.reviewed import ACCEPTED

Data = dict[str, Any]
Files = dict[str, bytes]


@cache
def _made() -> tuple[tuple[str, bytes], ...]:
    return tuple(SAE.make(full_study(), ACCEPTED).items())


@pytest.fixture
def files() -> Files:
    """As made: one full worksheet, one almost empty."""
    return dict(_made())


def names(files: Files) -> list[str]:
    """Of the worksheets as the index has them, without their endings."""
    return [one["file"] for one in json.loads(files["index.json"])["rows"]]


def of_key(data: Data, key: str) -> Data:
    """The first known element of that key."""
    return next(one for one in data["known"] if one["key"] == key)


def told_again(change: Callable[[Data], None]) -> Callable[[Files], None]:
    """A fault in the full worksheet, which its page and the index tell in the same way, as far as it can be told."""

    def plant(files: Files) -> None:
        name = names(files)[0]
        data = json.loads(files[f"{name}.json"])
        change(data)
        files[f"{name}.json"] = json.dumps(data).encode()
        try:
            made = Worksheet.model_validate_json(files[f"{name}.json"])
        except ValidationError:
            return
        files[f"{name}.json"] = as_json(made)
        files[f"{name}.html"] = worksheet_page(made)
        listed = Index.model_validate_json(files["index.json"])
        rows = tuple(row(made) if one.file == name else one for one in listed.rows)
        _tell_index(files, listed.model_copy(update={"rows": rows}))

    return plant


def index_again(change: Callable[[Index], Index]) -> Callable[[Files], None]:
    """A fault in the index, which its page tells in the same way."""
    return lambda files: _tell_index(files, change(Index.model_validate_json(files["index.json"])))


def _tell_index(files: Files, index: Index) -> None:
    files["index.json"] = as_json(index)
    files["index.html"] = index_page(index)


def in_file(ending: str, old: str, new: str) -> Callable[[Files], None]:
    """Other text in the full worksheet's JSON or HTML, where it stands first; `index.html` in the index's."""

    def plant(files: Files) -> None:
        name = ending if ending.startswith("index") else f"{names(files)[0]}.{ending}"
        text = files[name].decode()
        assert old in text
        files[name] = text.replace(old, new, 1).encode()

    return plant


def put(path: str, value: Any) -> Callable[[Files], None]:
    """Another value at a JSON pointer."""

    def change(data: Data) -> None:
        *way, last = path.split("/")
        at: Any = data
        for part in way:
            at = at[int(part)] if isinstance(at, list) else at[part]
        at[int(last) if isinstance(at, list) else last] = value

    return told_again(change)


def element(key: str, field: str, value: Any) -> Callable[[Files], None]:
    """Another field of a known element."""
    return told_again(lambda data: of_key(data, key).update({field: value}))


def without_element(key: str) -> Callable[[Files], None]:
    """An element that is known no more, and not listed as unknown either."""
    return told_again(lambda data: data.update(known=[one for one in data["known"] if one["key"] != key]))


def no_criteria(data: Data) -> None:
    data["criteria"] = []


def criterion_less(data: Data) -> None:
    data["criteria"].pop()


def known_and_unknown(data: Data) -> None:
    lost = data["unknown"][0]
    data["unknown"].append({**lost, **{key: of_key(data, "event_term")[key] for key in ("key", "id", "name", "part")},
                            "section": "E"})  # fmt: skip


def element_twice(data: Data) -> None:
    at = data["known"].index(of_key(data, "event_term"))
    data["known"].insert(at, data["known"][at])


def of_no_recording(data: Data) -> None:
    data["sources"] = []


def proof_of_file(data: Data) -> None:
    """The study file for what somebody said."""
    file = next(one for one in data["proofs"] if one["kind"] == "study_file")
    of_key(data, "event_start")["proofs"] = [file["id"]]


def unaccepted(data: Data) -> None:
    next(one for one in data["proofs"] if one["kind"] == "speech")["accepted"] = None


def signed_late(data: Data) -> None:
    data["signatures"][-1]["at"] = "2027-01-01T00:00:00Z"


def duplicate(files: Files) -> None:
    """The same event once more under another id, listed too."""
    first = Worksheet.model_validate_json(files[f"{names(files)[0]}.json"])
    again = first.model_copy(update={"subject": "102"})
    name = row(again).file
    files |= {f"{name}.json": as_json(again), f"{name}.html": worksheet_page(again)}
    listed = Index.model_validate_json(files["index.json"])
    _tell_index(files, listed.model_copy(update={"rows": (listed.rows[0], row(again), *listed.rows[1:])}))


def renamed(files: Files) -> None:
    for ending in ("json", "html"):
        files[f"01/101/other.{ending}"] = files.pop(f"{names(files)[0]}.{ending}")


def lost(*endings: str) -> Callable[[Files], None]:
    """Files of the full worksheet less."""

    def plant(files: Files) -> None:
        name = names(files)[0]
        for ending in endings:
            del files[f"{name}.{ending}"]

    return plant


def without_section(name: str) -> Callable[[Files], None]:
    """A section of the page less."""

    def plant(files: Files) -> None:
        page = f"{names(files)[0]}.html"
        text = files[page].decode()
        start = text.index(f'aria-labelledby="{name}"')
        start, end = text.rindex("<section", 0, start), text.index("</section>", start)
        files[page] = (text[:start] + text[end + len("</section>") :]).encode()

    return plant


def other_worksheet(files: Files) -> None:
    """The index leads from one event to the other's worksheet."""
    first, second = names(files)
    files["index.html"] = files["index.html"].replace(f'"{first}.html"'.encode(), f'"{second}.html"'.encode())


HTML_ONLY = False, True
"""(jsonschema, html5lib) of a row of the table."""
JSON_ONLY = True, False
BOTH = True, True
NEITHER = False, False
PLANTED: dict[str, tuple[Callable[[Files], None], str, tuple[bool, bool]]] = {
    # what: fault, rule of ours, whether jsonschema and html5lib object
    "due an hour late": (put("clock/due_at", "2026-03-31T10:04:12-04:00"), "due", NEITHER),
    "due without a time of hearing": (put("clock/awareness_at", None), "due", NEITHER),
    "due at no moment": (put("clock/due_at", "tomorrow"), "form:datetime_parsing", JSON_ONLY),
    "deadline on another day": (put("clock/reminders/0/earliest", "2026-04-07"), "reminder", NEITHER),
    "deadline left out": (put("clock/reminders", []), "reminder", NEITHER),
    "serious by no criterion": (told_again(no_criteria), "form:too_short", JSON_ONLY),
    "criterion left out": (told_again(criterion_less), "criteria-elements", NEITHER),
    "criterion of no list": (put("criteria/0/criterion", "painful"), "form:literal_error", JSON_ONLY),
    "criterion of another element": (put("criteria/0/element", "E.i.3.2a"), "criteria-elements", NEITHER),
    "fatal without death": (
        told_again(lambda data: of_key(data, "drug_action").update(key="event_outcome", id="E.i.7", part="event",
                   section="E", name="Outcome of reaction/event at the time of last observation", value="fatal",
                   code="5", note="")),
        "fatal", NEITHER,
    ),
    "known without a proof": (element("event_term", "proofs", []), "form:too_short", JSON_ONLY),
    "proof that is not there": (element("event_term", "proofs", ["p99"]), "proof-dangling", NEITHER),
    "proof of no speech": (told_again(proof_of_file), "proof-kind", NEITHER),
    "proof with no number": (element("event_term", "proofs", ["quote"]), "form:string_pattern_mismatch", JSON_ONLY),
    "known and unknown": (told_again(known_and_unknown), "known-and-unknown", NEITHER),
    "known twice": (told_again(element_twice), "element-twice", NEITHER),
    "neither known nor unknown": (without_element("event_language"), "element-missing", NEITHER),
    "unknown for another reason": (put("unknown/0/because", "lost"), "reason", NEITHER),
    "code of no list": (element("drug_role", "code", "7"), "code", NEITHER),
    "code of another meaning": (element("drug_role", "code", "2"), "code-value", NEITHER),
    "code left out": (element("event_language", "code", None), "code-missing", NEITHER),
    "American date": (element("event_start", "value", "03/07/2026"), "date", NEITHER),
    "month that no year has": (element("event_start", "value", "2026-13"), "date", NEITHER),
    "weight in words": (element("patient_weight", "value", "heavy"), "number", NEITHER),
    "element of another name": (element("event_term", "name", "Diagnosis"), "element", NEITHER),
    "element of no table": (element("event_term", "key", "diagnosis"), "element", NEITHER),
    "empty value": (element("event_term", "value", ""), "form:string_too_short", JSON_ONLY),
    "another subject than the heading's": (element("patient_number", "value", "102"), "heading", NEITHER),
    "wrong minimum criterion": (put("minimum/1/state", "not met"), "minimum", NEITHER),
    "minimum criterion left out": (told_again(lambda data: data["minimum"].pop()), "minimum", NEITHER),
    "relatedness stated otherwise": (put("causality/stated", "related"), "causality", NEITHER),
    "relatedness stated by another": (put("causality/by", "participant"), "causality", NEITHER),
    "relatedness stated in one place": (put("causality", None), "causality", NEITHER),
    "accepted by nobody": (told_again(unaccepted), "proof-accepted", NEITHER),
    "quote that ends before it starts": (put("proofs/1/end", 1), "proof-time", NEITHER),
    "quote at another moment": (put("proofs/1/at", "09:59"), "proof-time", NEITHER),
    "quote of no recording": (told_again(of_no_recording), "source", NEITHER),
    "signature from the future": (told_again(signed_late), "after-record", NEITHER),
    "void signature that holds": (put("signatures/0/state", "holds"), "signature-state", NEITHER),
    "hash cut short": (put("sources/0/record_sha256", "abc"), "form:string_pattern_mismatch", JSON_ONLY),
    "event of another finding": (put("event", "f-0000000000000000"), "event-id", NEITHER),
    "field of no standard": (put("remark", "x"), "form:extra_forbidden", JSON_ONLY),
    "no JSON": (in_file("json", "{", "["), "form:json_invalid", JSON_ONLY),
    "page tells another quote": (in_file("html", "They kept me in.", "They sent me home."), "page-differs", NEITHER),
    "JSON tells another quote": (in_file("json", "They kept me in.", "They sent me home."), "page-differs", NEITHER),
    "page tells another due time": (in_file("html", ">2026-03-31 09:04", ">2026-04-01 09:04"), "page-differs", NEITHER),
    "page tells another time to machines": (
        in_file("html", 'datetime="2026-03-31T09:04', 'datetime="2026-04-01T09:04'), "page-differs", NEITHER,
    ),
    "page tells what JSON has not": (
        in_file("html", "</main>", '<p data-of="/remark">minor</p></main>'), "page-dangling", NEITHER,
    ),
    "unescaped markup": (in_file("html", "&lt;b onclick", "<b onclick"), "active-content", HTML_ONLY),
    "unescaped end of a cell": (in_file("html", "&lt;/td&gt;--&gt;", "</td>-->"), "page-differs", HTML_ONLY),
    "script": (in_file("html", "</main>", "<script>1</script></main>"), "active-content", NEITHER),
    "picture from outside": (
        in_file("html", "</main>", '<img src="//x.example/1.png" alt=""></main>'), "outside-reference", NEITHER,
    ),
    "end tag left out": (in_file("html", "</section>", ""), "page-structure", HTML_ONLY),
    "section left out": (without_section("known"), "page-left-out", NEITHER),
    "section that tells nothing of the JSON left out": (without_section("sources"), "section-missing", NEITHER),
    "link to no proof": (in_file("html", 'href="#p1"', 'href="#p99"'), "dangling-link", NEITHER),
    "link to another proof": (in_file("html", 'href="#p1"', 'href="#p2"'), "other-link", NEITHER),
    "id twice": (in_file("html", 'id="p2"', 'id="p1"'), "duplicate-id", NEITHER),
    "header cell that heads nothing": (in_file("html", '<th scope="col"', "<th"), "table-scope", NEITHER),
    "no language": (in_file("html", ' lang="en"', ""), "language", NEITHER),
    "level of headings skipped": (in_file("html", '<h2 id="known">', '<h4 id="known">'), "heading-order", HTML_ONLY),
    "no doctype": (in_file("html", "<!doctype html>", ""), "doctype", HTML_ONLY),
    "index leads to another worksheet": (other_worksheet, "index-link", NEITHER),
    "index leads nowhere": (in_file("index.html", '.html">', '.htm">'), "index-link", NEITHER),
    "index lacks an event": (
        index_again(lambda of: of.model_copy(update={"rows": of.rows[1:]})), "index-count", NEITHER,
    ),
    "index in another order": (
        index_again(lambda of: of.model_copy(update={"rows": of.rows[::-1]})), "index-order", NEITHER,
    ),
    "index counts otherwise": (
        index_again(lambda of: of.model_copy(update={"rows": (of.rows[0].model_copy(update={"known": 3}),
                                                              *of.rows[1:])})),
        "index-row", NEITHER,
    ),
    "index of another moment": (index_again(lambda of: of.model_copy(update={"last_act": 7})), "index-record", NEITHER),
    "index tells otherwise than its JSON": (in_file("index.html", "broken hip", "bruise"), "page-differs", NEITHER),
    "event twice": (duplicate, "duplicate-event", NEITHER),
    "file of another name": (renamed, "file-name", NEITHER),
    "worksheet left out": (lost("json", "html"), "index-count", NEITHER),
    "page left out": (lost("html"), "page-missing", NEITHER),
    "page alone": (lost("json"), "page-alone", NEITHER),
    "index left out": (lambda files: files.pop("index.json") and None, "index-missing", JSON_ONLY),
    "schema left out": (lambda files: files.pop("worksheet.schema.json") and None, "schema-file", JSON_ONLY),
    "schema that allows all": (lambda files: files.update({"worksheet.schema.json": b"{}"}), "schema-file", NEITHER),
}  # fmt: skip


def test_what_nothing_was_planted_in_is_sound(files: Files) -> None:
    assert [fault for check in SAE.checks for fault in check.faults(files)] == []


@pytest.mark.parametrize("what", PLANTED)
def test_planted_fault(what: str, files: Files) -> None:
    plant, rule, others = PLANTED[what]
    plant(files)
    ours, jsonschema, html5lib = (list(check.faults(files)) for check in SAE.checks)
    assert rule in {fault.rule for fault in ours}
    assert (bool(jsonschema), bool(html5lib)) == others


@pytest.mark.parametrize("what", PLANTED)
def test_no_fault_quotes_what_was_said(what: str, files: Files) -> None:
    PLANTED[what][0](files)
    told = [fault.text for check in SAE.checks for fault in check.faults(files)]
    assert told
    for words in ("onclick", "kept me in", "nearly died", "broken hip", "asthma"):
        assert not any(words in text for text in told)
