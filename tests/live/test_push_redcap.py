"""The push to REDCap, over real sockets, to a server on loopback that keeps to the project's dictionary."""

import csv
import io
import logging
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
import redcap
from pydantic import SecretStr

from tests.redcap_server import TOKEN, RedcapServer
from tests.reviewed_sample import NOON, study
from trialvoice.core.errors import ExportError
from trialvoice.trial.exports.target import target
from trialvoice.trial.push.delivery import Delivery
from trialvoice.trial.push.redcap import Means, push
from trialvoice.trial.push.redcap_api import Destination
from trialvoice.trial.push.redcap_rows import sendable
from trialvoice.trial.record.reviewed import ACCEPTED

FILES = target("redcap").make(study(), ACCEPTED)
ROWS = tuple(sendable(FILES["records.csv"]))


@dataclass
class Log:
    """Deliveries by key, and how often each was noted."""

    rows: dict[str, Delivery] = field(default_factory=dict)
    history: list[Delivery] = field(default_factory=list)

    def known(self, key: str) -> Delivery | None:
        return self.rows.get(key)

    def note(self, delivery: Delivery) -> None:
        self.rows[delivery.key] = delivery
        self.history.append(delivery)


@dataclass
class Clock:
    """A minute later each time it is asked."""

    at: datetime = NOON

    def __call__(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at


@pytest.fixture
def server() -> Iterator[RedcapServer]:
    with RedcapServer(FILES).running() as running:
        yield running


@dataclass
class Pusher:
    """A push with its log; waits are counted and not waited."""

    server: RedcapServer
    log: Log = field(default_factory=Log)
    waits: list[float] = field(default_factory=list)

    def __call__(self, files: dict[str, bytes] = FILES, **settings: int) -> tuple[Delivery, ...]:
        to = Destination(url=self.server.url, token=SecretStr(TOKEN), **settings)  # type: ignore[arg-type]
        return push(files, to, Means(log=self.log, clock=Clock(), sleep=self.waits.append))


@pytest.fixture
def pusher(server: RedcapServer) -> Pusher:
    return Pusher(server)


def states(deliveries: tuple[Delivery, ...]) -> list[str]:
    return [delivery.state for delivery in deliveries]


def spoiled(column: str, value: str, row: int = 1) -> dict[str, bytes]:
    """The export with one cell of another value."""
    lines = target("redcap").make(study(), ACCEPTED)["records.csv"].decode()
    rows = list(csv.reader(io.StringIO(lines)))
    rows[row + 1][rows[0].index(column)] = value
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return {**FILES, "records.csv": out.getvalue().encode()}


def test_every_row_is_stored_and_acknowledged(pusher: Pusher) -> None:
    deliveries = pusher()
    assert states(deliveries) == ["acknowledged"] * len(ROWS)
    assert [delivery.record for delivery in deliveries] == [row.name for row in ROWS]
    assert {delivery.remote for delivery in deliveries} == {"01-101", "02-202"}
    assert len(pusher.server.project.stored) == len(ROWS)
    assert {delivery.target for delivery in deliveries} == {f"redcap {pusher.server.url.split('/')[2]} 17"}


def test_what_is_stored_is_read_back_by_a_client_that_is_not_ours(pusher: Pusher) -> None:
    """PyCap reads the server: the same rows, by REDCap's own names."""
    pusher()
    rows = redcap.Project(pusher.server.url, TOKEN).export_records(format_type="json")
    redcap.request._session.close()
    event = next(row for row in rows if row["ae_term"] == "chest pain")
    assert (event["redcap_repeat_instrument"], event["redcap_repeat_instance"]) == ("adverse_event", "2")
    assert (event["ae_serious"], event["ae_criteria___3"], event["ae_outcome"]) == ("1", "1", "1")
    assert len(rows) == len(ROWS)


def test_a_second_push_sends_nothing(pusher: Pusher) -> None:
    first = pusher()
    pusher.server.imports.clear()
    assert pusher() == first
    assert pusher.server.imports == []


def test_a_lost_answer_makes_no_duplicate(pusher: Pusher) -> None:
    pusher.server.troubles = ["lost"]
    assert states(pusher()) == ["acknowledged"] * len(ROWS)
    assert pusher.server.imports == [len(ROWS), len(ROWS)]
    assert len(pusher.server.project.stored) == len(ROWS)


def test_busy_twice_and_then_not(pusher: Pusher) -> None:
    pusher.server.troubles = [503, 503]
    assert states(pusher()) == ["acknowledged"] * len(ROWS)
    assert pusher.waits == [0.5, 1.0]


@pytest.mark.parametrize(("after", "waited"), [("7", 7.0), ("9999", 120.0), ("Thu, 01 Jan 2026 00:00:00 GMT", 0.0)])
def test_it_waits_as_long_as_the_server_asks(pusher: Pusher, after: str, waited: float) -> None:
    pusher.server.troubles, pusher.server.after = [429], after
    assert states(pusher()) == ["acknowledged"] * len(ROWS)
    assert pusher.waits == [waited]


def test_a_refused_row_refuses_only_itself_and_keeps_the_servers_words(pusher: Pusher) -> None:
    deliveries = pusher(spoiled("ae_severity", "9"))
    (refused,) = [delivery for delivery in deliveries if delivery.state == "refused"]
    assert refused.record == "01-101 log_arm_1 adverse_event 1"
    assert refused.words == '"01-101","ae_severity","9","The value is not a valid category for ae_severity"'
    assert "valid category" not in repr(refused)
    assert states(deliveries).count("acknowledged") == len(ROWS) - 1
    assert pusher.server.imports == [len(ROWS), *[1] * len(ROWS)]


def test_what_was_refused_is_sent_again_and_the_rest_is_not(pusher: Pusher) -> None:
    wrong = spoiled("ae_severity", "9")
    pusher(wrong)
    pusher.server.imports.clear()
    again = pusher(wrong)
    assert pusher.server.imports == [1]
    assert [delivery.attempts for delivery in again if delivery.state == "refused"] == [3]
    assert states(pusher()) == ["acknowledged"] * len(ROWS)


def test_a_field_that_the_project_has_not(pusher: Pusher) -> None:
    del pusher.server.project.fields["ae_term"]
    refused = [delivery for delivery in pusher() if delivery.state == "refused"]
    assert len(refused) == 3
    assert all(one.words.endswith("not found in the project as real data fields: ae_term") for one in refused)


def test_a_server_that_stops_answering_leaves_rows_sent_and_the_next_push_ends_them(pusher: Pusher) -> None:
    pusher.server.troubles = [503, "cut", "lost"]
    with pytest.raises(ExportError, match="TV865"):
        pusher(attempts=3, batch=4)
    assert {one.state for one in pusher.log.rows.values()} == {"sent"}
    assert len(pusher.log.rows) == 4
    keys = set(pusher.log.rows)
    assert states(pusher(batch=4)) == ["acknowledged"] * len(ROWS)
    assert keys < set(pusher.log.rows)
    assert len(pusher.server.project.stored) == len(ROWS)
    assert {pusher.log.rows[key].attempts for key in keys} == {2}


def test_rows_are_noted_as_sent_before_they_are_sent(pusher: Pusher) -> None:
    pusher()
    assert [one.state for one in pusher.log.history] == ["sent"] * len(ROWS) + ["acknowledged"] * len(ROWS)


def test_batches_are_as_large_as_asked_for(pusher: Pusher) -> None:
    pusher(batch=5)
    assert pusher.server.imports == [5] * (len(ROWS) // 5) + ([len(ROWS) % 5] if len(ROWS) % 5 else [])


def test_a_record_that_the_server_does_not_name_is_not_acknowledged(pusher: Pusher) -> None:
    pusher.server.troubles = ["unnamed"]
    assert set(states(pusher())) == {"refused"}


def test_a_page_to_log_in_is_no_answer_of_redcap(pusher: Pusher) -> None:
    pusher.server.troubles = ["page"]
    with pytest.raises(ExportError, match="TV862"):
        pusher()
    assert {one.state for one in pusher.log.rows.values()} == {"sent"}


def test_a_wrong_token_is_refused_and_shown_nowhere(server: RedcapServer, caplog: pytest.LogCaptureFixture) -> None:
    wrong = "F" * 32
    to = Destination(url=server.url, token=SecretStr(wrong))
    log = Log()
    with caplog.at_level(logging.DEBUG), pytest.raises(ExportError, match="TV861") as refused:
        push(FILES, to, Means(log=log, clock=Clock()))
    assert wrong not in caplog.text + str(refused.value) + repr(to)
    assert log.rows == {}


def test_rights_taken_away_in_between_refuse_with_the_servers_words(pusher: Pusher) -> None:
    pusher.server.troubles = [403]
    with pytest.raises(ExportError, match="TV861"):
        pusher()
    assert {(one.state, one.words) for one in pusher.log.rows.values()} == {("refused", "The server is busy")}


def test_neither_token_nor_speech_is_logged(pusher: Pusher, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        pusher()
    assert caplog.text
    assert TOKEN not in caplog.text
    assert "chest pain" not in caplog.text
    assert "headache" not in repr(pusher.log.history)


def test_a_project_without_repeating_instruments_takes_nothing(pusher: Pusher) -> None:
    pusher.server.longitudinal = 0
    with pytest.raises(ExportError, match="TV863"):
        pusher()
    assert pusher.server.imports == []


@pytest.mark.parametrize("url", ["http://redcap.example/api/", "ftp://127.0.0.1/api/", "http://10.0.0.1/api/", "x"])
def test_a_token_never_goes_over_the_wire_in_plain_text(url: str) -> None:
    to = Destination(url=url, token=SecretStr(TOKEN))
    with pytest.raises(ExportError, match="TV864"):
        push(FILES, to, Means(log=Log(), clock=Clock()))


def test_nobody_there(caplog: pytest.LogCaptureFixture) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        to = Destination(url=f"http://127.0.0.1:{taken.getsockname()[1]}/api/", token=SecretStr(TOKEN), attempts=2)
        with pytest.raises(ExportError, match="TV865"):
            push(FILES, to, Means(log=Log(), clock=Clock(), sleep=lambda _: None))
    assert TOKEN not in caplog.text


def test_marks_against_formulas_are_not_sent() -> None:
    header = FILES["records.csv"].decode().splitlines()[0].split(",")
    cells = dict.fromkeys(header, "") | {"record_id": "01-1", "ae_term": "'=1+1", "ae_end": "'tis"}
    line = ",".join(cells[name] for name in header)
    (row,) = sendable(f"{','.join(header)}\n{line}\n".encode())
    assert (row.cells["ae_term"], row.cells["ae_end"]) == ("=1+1", "'tis")
