"""Push the export `redcap` over REDCap's API: every row ends as acknowledged, as refused, or as sent without an answer.

A row is noted as sent before it is sent. What was acknowledged is never sent again; what was sent without an answer,
or was refused, is sent again by the next push under the same key. Rows go in batches; of a batch that is refused each
row goes by itself, so that a bad one refuses only itself.
"""

import hashlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import httpx

from trialvoice.trial.exports.redcap.written import RECORDS
from trialvoice.trial.push.delivery import Clock, Delivery, DeliveryLog, State, idempotency_key
from trialvoice.trial.push.redcap_api import (
    Api,
    Destination,
    NoAnswerError,
    NotLetInError,
    RefusedRows,
    Stored,
    host_of,
    no_answer,
    not_let_in,
)
from trialvoice.trial.push.redcap_rows import Sendable, sendable

_UNNAMED = "the server took the request, but does not name the record"


@dataclass(frozen=True)
class Means:
    """What a push works with besides data. sleep: how to wait, in seconds."""

    log: DeliveryLog
    clock: Clock
    sleep: Callable[[float], None] = time.sleep


def push(files: Mapping[str, bytes], to: Destination, means: Means) -> tuple[Delivery, ...]:
    """Send what is not acknowledged yet; one delivery for each row of the export, in its order.

    Raises ExportError TV861 to TV864, and TV865 where the server stops answering: the log has what became of each.
    """
    with httpx.Client(follow_redirects=False) as client:
        return _Push(Api(to, client, means.sleep), to, means).all_of(tuple(sendable(files[RECORDS])))


class _Push:
    """One push to one project."""

    def __init__(self, api: Api, to: Destination, means: Means) -> None:
        self._api = api
        self._batch = to.batch
        self._log = means.log
        self._clock = means.clock
        self._host = host_of(to.url)
        self._target = f"redcap {self._host} {api.project()}"

    def all_of(self, rows: Sequence[Sendable]) -> tuple[Delivery, ...]:
        """Batch by batch, each kept in the log before the next."""
        waiting = [row for row in rows if not self._acknowledged(row)]
        for batch in _batches(waiting, self._batch):
            self._deliver(batch)
        known = [self._log.known(self._key(row)) for row in rows]
        return tuple(delivery for delivery in known if delivery is not None)

    def _deliver(self, batch: Sequence[Sendable]) -> None:
        said = self._send(batch)
        if isinstance(said, RefusedRows) and len(batch) > 1:
            for row in batch:
                self._deliver([row])
            return
        for row in batch:
            self._settle(row, said)

    def _send(self, batch: Sequence[Sendable]) -> Stored | RefusedRows:
        for row in batch:
            self._note(row, "sent", attempts=self._attempts(row) + 1)
        try:
            return self._api.store([row.cells for row in batch])
        except NoAnswerError:
            raise no_answer(len(batch), self._host) from None
        except NotLetInError as refused:
            for row in batch:
                self._note(row, "refused", words=refused.words)
            raise not_let_in(self._host) from None

    def _settle(self, row: Sendable, said: Stored | RefusedRows) -> None:
        if isinstance(said, RefusedRows):
            self._note(row, "refused", words=said.words)
        elif row.record in said.records:
            self._note(row, "acknowledged", remote=row.record)
        else:
            self._note(row, "refused", words=_UNNAMED)

    def _acknowledged(self, row: Sendable) -> bool:
        known = self._log.known(self._key(row))
        return known is not None and known.state == "acknowledged"

    def _attempts(self, row: Sendable) -> int:
        known = self._log.known(self._key(row))
        return known.attempts if known else 0

    def _key(self, row: Sendable) -> str:
        return idempotency_key(self._target, row.name, row.content)

    def _note(
        self, row: Sendable, state: State, *, attempts: int | None = None, remote: str = "", words: str = ""
    ) -> None:
        self._log.note(
            Delivery(
                key=self._key(row),
                target=self._target,
                record=row.name,
                content_sha256=hashlib.sha256(row.content).hexdigest(),
                state=state,
                attempts=attempts or self._attempts(row),
                at=self._clock(),
                remote=remote,
                words=words,
            )
        )


def _batches(rows: Sequence[Sendable], size: int) -> Iterator[Sequence[Sendable]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
