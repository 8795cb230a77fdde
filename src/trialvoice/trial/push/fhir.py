"""Sends FHIR bundles to a server, so that however often and however far it gets, the server has one of each record.

What the server has acknowledged is not sent again: it is left out of the bundle, and what refers to it names the id
that the server gave it. A bundle that is refused is cut in half until the record that is at fault stands alone; what
refers to that record is refused with it, and everything else gets through.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field

import httpx

from trialvoice.core.errors import ExportError
from trialvoice.core.records import Record
from trialvoice.trial.exports.target import Files
from trialvoice.trial.push.delivery import Clock, Delivery, DeliveryLog, State, idempotency_key
from trialvoice.trial.push.fhir_records import FhirRecord, place_of, records_of, resolved, words_of
from trialvoice.trial.push.fhir_server import Answer, FhirServer, NoAnswer, client_of, post


class Pushed(Record):
    """What came of a push. deliveries: a row for each record that was sent.  unchanged: records that the server has.

    left: records that were not tried, since the server failed at what they refer to.
    """

    deliveries: tuple[Delivery, ...]
    unchanged: int
    left: int

    def count(self, state: State) -> int:
        """How many records are in a state."""
        return sum(one.state == state for one in self.deliveries)

    @property
    def complete(self) -> bool:
        """Whether the server has everything."""
        return not self.left and self.count("acknowledged") == len(self.deliveries)


def push_fhir(files: Files, server: FhirServer, log: DeliveryLog, clock: Clock, export: str = "fhir") -> Pushed:
    """Send the bundles of an export, one after the other. export: its name, `fhir` or `fhir-r5`.

    Raises ExportError TV841 for an address not to use, TV842 where there is no answer, TV843 where the server does not
    let us write, TV844 for an answer that is not one of FHIR's. What was done until then is in the log.
    """
    target = f"{export} {server.host}"
    with client_of(server) as client:
        sending = _Sending(client, server, log, clock, target)
        for name in sorted(files):
            sending.bundle(records_of(files[name]))
    return Pushed(deliveries=tuple(sending.rows.values()), unchanged=sending.unchanged, left=sending.left)


class _Failed(Exception):  # noqa: N818 - ends a bundle, not the push
    """The server failed at a bundle each time."""


@dataclass
class _Sending:
    """One push. rows: by key.  places: full URL → the id that the server gave it.  refused: full URLs."""

    client: httpx.Client
    server: FhirServer
    log: DeliveryLog
    clock: Clock
    target: str
    rows: dict[str, Delivery] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    unchanged: int = 0
    left: int = 0

    def bundle(self, records: Sequence[FhirRecord]) -> None:
        """Send what the server does not have of a bundle. What was refused with another bundle gets another chance."""
        self.refused.clear()
        news = [record for record in records if not self._has(record)]
        most = self.server.most or max(1, len(news))
        try:
            for at in range(0, len(news), most):
                self._send(news[at : at + most])
        except _Failed:
            self.left += sum(self._key(record) not in self.rows for record in news)

    def _has(self, record: FhirRecord) -> bool:
        """Whether the server has acknowledged exactly this."""
        if record.full_url in self.places:
            return True
        known = self.log.known(self._key(record))
        if known is None or known.state != "acknowledged" or not known.remote:
            return False
        self.places[record.full_url] = known.remote
        self.unchanged += 1
        return True

    def _send(self, records: Sequence[FhirRecord]) -> None:
        free = [record for record in records if not self._is_held_back(record)]
        if not free:
            return
        before = {record.full_url: self._attempts(record) for record in free}
        for record in free:
            self._note(record, "sent", before[record.full_url] + 1)
        answer = self._asked(free, before)
        if answer.failed:
            for record in free:
                tries = before[record.full_url] + answer.tries
                self._note(record, "sent", tries, words=f"{answer.status} {words_of(answer.content)}".strip())
            raise _Failed
        if answer.ok:
            self._acknowledge(free, answer, before)
        elif len(free) > 1:
            half = len(free) // 2
            self._send(free[:half])
            self._send(free[half:])
        else:
            self._refuse(
                free[0], words_of(answer.content) or str(answer.status), answer.tries + before[free[0].full_url]
            )

    def _asked(self, records: Sequence[FhirRecord], before: dict[str, int]) -> Answer:
        entries = [resolved(record.entry, self.places) for record in records]
        body = json.dumps({"resourceType": "Bundle", "type": "transaction", "entry": entries}, ensure_ascii=False)
        key = hashlib.sha256("".join(self._key(record) for record in records).encode()).hexdigest()
        try:
            return post(self.client, self.server, body.encode(), key)
        except NoAnswer as never:
            for record in records:
                self._note(record, "sent", before[record.full_url] + never.tries)
            raise ExportError(
                "TV842",
                f"no answer after {never.tries} tries",
                place=self.server.host,
                remedy="see whether the server runs, then push again: nothing is stored twice",
            ) from None

    def _acknowledge(self, records: Sequence[FhirRecord], answer: Answer, before: dict[str, int]) -> None:
        entries = answer.content.get("entry") or []
        places = [place_of(entry) for entry in entries]
        if len(entries) != len(records) or not all(places):
            raise ExportError(
                "TV844",
                "the answer does not name what was stored",
                place=self.server.host,
                remedy="see whether this is a FHIR server that answers a transaction with locations",
            )
        for record, place in zip(records, places, strict=True):
            self.places[record.full_url] = place
            self._note(record, "acknowledged", before[record.full_url] + answer.tries, remote=place)

    def _is_held_back(self, record: FhirRecord) -> bool:
        """Whether what it refers to was refused, so that it is too."""
        wanted = min(record.refers_to & self.refused.keys(), default=None)
        if wanted is None:
            return False
        words = f"not sent: {self.refused[wanted]}, to which it refers, was refused"
        self._refuse(record, words, max(1, self._attempts(record)))
        return True

    def _refuse(self, record: FhirRecord, words: str, attempts: int) -> None:
        self.refused[record.full_url] = record.name
        self._note(record, "refused", attempts, words=words)

    def _attempts(self, record: FhirRecord) -> int:
        known = self.log.known(self._key(record))
        return known.attempts if known else 0

    def _key(self, record: FhirRecord) -> str:
        return idempotency_key(self.target, record.name, record.content)

    def _note(self, record: FhirRecord, state: State, attempts: int, *, remote: str = "", words: str = "") -> None:
        row = Delivery(
            key=self._key(record),
            target=self.target,
            record=record.name,
            content_sha256=record.content_sha256,
            state=state,
            attempts=attempts,
            at=self.clock(),
            remote=remote,
            words=words[:2000],
        )
        self.log.note(row)
        self.rows[row.key] = row
