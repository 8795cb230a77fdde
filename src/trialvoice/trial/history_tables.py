"""Histories of adverse events as CSV, a row a visit, and as JSON."""

import json
from collections.abc import Iterable, Iterator

from trialvoice.trial.csv_bytes import csv_bytes
from trialvoice.trial.history_records import EventHistory
from trialvoice.trial.wording import wording

HISTORIES = {
    "event": "Id of the history: the subject's, over all visits",
    "study": "Study id, from the study file",
    "site": "Site id, from recordings.csv",
    "subject": "Subject id, from recordings.csv",
    "term": "The event as first reported",
    "coded_term": "Term of the dictionary; empty where uncoded",
    "side": "Side of the body: left, right or both, where one was said",
    "first_onset": "Earliest onset that a visit states, as a partial ISO date",
    "last_outcome": "The last outcome that was stated",
    "end_date": "End as last stated",
    "worst_severity": "The worst that a visit states",
    "worst_grade": "The worst CTCAE grade that a visit comes to",
    "criteria": "Criteria of seriousness (ICH E2A) that any visit states",
    "follows": "History of the same problem that was over before this one came",
    "recording": "Recording of this entry",
    "visit": "Its planned visit",
    "day": "Its study day: day 1 is the first dose, and there is no day 0",
    "said": "told as an event; denied, past, or named without more, of one open before; not_asked",
    "finding": "Id of the finding in that recording",
    "course": "Course as stated there",
    "outcome": "Outcome as stated there",
    "severity": "Severity as stated there",
    "grade": "CTCAE grade there, where what was said decides it",
    "onset_date": "Onset as stated there",
    "quotes": "Quotes that prove it, as recording#turn:first character-character after the last",
    "review": "Where visits contradict each other",
    "follow_up": "What ought to be asked of an event that was left open",
}


def histories_csv(made: Iterable[EventHistory]) -> bytes:
    """A row an entry; what holds for the history stands on each."""
    return csv_bytes(HISTORIES, list(_rows(made)))


def _rows(made: Iterable[EventHistory]) -> Iterator[dict[str, object]]:
    for history in made:
        whole = {
            **history.model_dump(include=set(HISTORIES), exclude_none=True),
            "event": history.id,
            "coded_term": history.coding.term if history.coding else "",
            "criteria": "; ".join(history.criteria),
            "review": "; ".join(history.review),
            "follow_up": "; ".join(history.follow_up),
        }
        for entry in history.entries:
            told = entry.event.model_dump(include=set(HISTORIES) - set(whole)) if entry.event else {}
            own = entry.model_dump(include={"recording", "visit", "day", "said", "finding"})
            yield {**whole, **told, **own, "quotes": "; ".join(entry.quotes)}


def histories_json(made: Iterable[EventHistory]) -> bytes:
    """Everything, with the SHA-256 of the word lists that events were joined by."""
    data = {
        "lexicon-history": wording().sha256,
        "histories": [history.model_dump(mode="json") for history in made],
    }
    return json.dumps(data, indent=1, ensure_ascii=False, sort_keys=True).encode() + b"\n"
