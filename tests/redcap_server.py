"""A server on loopback that speaks the part of REDCap's API that a push meets.

It is made from the files a REDCap project is made from, keeps to their dictionary, and refuses as REDCap does: the
whole request, with HTTP 400 and a line for each fault. What it says is written from memory of REDCap's messages.
"""

import csv
import io
import json
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

TOKEN = "0123456789ABCDEF0123456789ABCDEF"
KEY = ("record_id", "redcap_event_name", "redcap_repeat_instrument", "redcap_repeat_instance")
_NAME, _FORM, _TYPE, _CHOICES, _VALIDATION = 0, 1, 3, 5, 7
_FORMAT = "The value you provided could not be validated because it does not follow the expected format."


def _table(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode())))[1:]


class Project:
    """A project's settings and what is stored in it, by (record, event, instrument, instance)."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        dictionary = _table(files["data_dictionary.csv"])
        self.fields: dict[str, list[str]] = {}
        for row in dictionary:
            codes = [choice.partition(",")[0].strip() for choice in row[_CHOICES].split("|") if choice]
            names = [f"{row[_NAME]}___{code}" for code in codes] if row[_TYPE] == "checkbox" else [row[_NAME]]
            self.fields |= dict.fromkeys(names, row)
        self.completes = {f"{row[_FORM]}_complete": row[_FORM] for row in dictionary}
        self.mapped = {(row[1], row[2]) for row in _table(files["instrument_event_mappings.csv"])}
        self.events = {row[5] for row in _table(files["events.csv"])}
        self.repeating = {(row[0], row[1]) for row in _table(files["repeating_instruments.csv"])}
        self.stored: dict[tuple[str, ...], dict[str, str]] = {}

    def import_rows(self, rows: list[dict[str, str]]) -> list[str]:
        """Ids of the records. Raises ValueError with REDCap's words, and then nothing is stored."""
        unknown = sorted({name for row in rows for name in row} - set(KEY) - set(self.fields) - set(self.completes))
        if unknown:
            said = "The following fields were not found in the project as real data fields: "
            raise ValueError(said + ", ".join(unknown))
        faults = [fault for row in rows for fault in self._faults(row)]
        if faults:
            raise ValueError("\n".join(faults))
        for row in rows:
            at = self.stored.setdefault(tuple(row.get(name, "") for name in KEY), {})
            at |= {name: value for name, value in row.items() if value != "" and name not in KEY}
        return list(dict.fromkeys(row["record_id"] for row in rows))

    def _faults(self, row: dict[str, str]) -> Iterator[str]:
        record, event, instrument, instance = (row.get(name, "") for name in KEY)
        if event not in self.events:
            yield f'"{record}","redcap_event_name","{event}","The event is not a valid unique event name"'
            return
        if instance and not ((event, instrument) in self.repeating and re.fullmatch("[1-9][0-9]*", instance)):
            yield f'"{record}","redcap_repeat_instance","{instance}","The instance is not valid for this form or event"'
        for name, value in row.items():
            if name in KEY or value == "":
                continue
            form = self.completes.get(name) or self.fields[name][_FORM]
            if (instrument and form != instrument) or (event, form) not in self.mapped:
                yield f'"{record}","{name}","{value}","The field is not on a form of this event or instance"'
            elif said := self._said_of(name, value):
                yield f'"{record}","{name}","{value}","{said}"'

    def _said_of(self, name: str, value: str) -> str | None:
        codes: tuple[str, ...] | None = None
        validation = ""
        if name in self.completes:
            codes = ("0", "1", "2")
        else:
            field = self.fields[name]
            validation = field[_VALIDATION]
            if field[_TYPE] in ("yesno", "checkbox"):
                codes = ("0", "1")
            elif field[_TYPE] == "radio":
                codes = tuple(choice.partition(",")[0].strip() for choice in field[_CHOICES].split("|"))
        forms = {"integer": r"-?\d+", "number": r"-?\d+(\.\d+)?", "date_ymd": r"\d{4}-\d\d-\d\d", "time": r"\d\d:\d\d"}
        if codes is not None and value not in codes:
            return f"The value is not a valid category for {name}"
        if validation and not re.fullmatch(forms[validation], value):
            return _FORMAT
        return None

    def metadata(self) -> list[dict[str, str]]:
        """The dictionary, as its export has it."""
        rows = {row[_NAME]: row for row in self.fields.values()}
        return [{"field_name": name, "form_name": row[_FORM], "field_type": row[_TYPE]} for name, row in rows.items()]

    def export_rows(self) -> list[dict[str, str]]:
        """All that is stored, as a flat export has it."""
        columns = [name for name in (*self.fields, *self.completes) if name != "record_id"]
        return [
            {**dict(zip(KEY, key, strict=True)), **{name: row.get(name, "") for name in columns}}
            for key, row in self.stored.items()
        ]


class RedcapServer:
    """The server. troubles: of the next imports, in order: a status, `lost` after storing, `cut` before it, `page`.

    after: what Retry-After says with a status.  longitudinal: what the project's settings say of it.
    imports: sizes of the requests that came.
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.project = Project(files)
        self.troubles: list[int | str] = []
        self.after: str | None = None
        self.longitudinal = 1
        self.imports: list[int] = []
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.url = f"http://127.0.0.1:{self._http.server_port}/api/"

    @contextmanager
    def running(self) -> Iterator["RedcapServer"]:
        thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield self
        finally:
            self._http.shutdown()
            thread.join()
            self._http.server_close()

    def answer(self, form: Mapping[str, str]) -> tuple[int, Any] | None:
        """Status and body; None where the connection is cut."""
        if form.get("token") != TOKEN:
            return 403, {"error": "You do not have permissions to use the API"}
        if form["content"] == "project":
            return 200, {"project_id": 17, "is_longitudinal": self.longitudinal,
                         "has_repeating_instruments_or_events": self.longitudinal}  # fmt: skip
        if form["content"] == "metadata":
            return 200, self.project.metadata()
        if form["content"] == "formEventMapping":
            return 200, [{"arm_num": 1, "unique_event_name": at, "form": name} for at, name in self.project.mapped]
        if form["content"] != "record":
            return 400, {"error": 'The value of the parameter "content" is not valid'}
        if form.get("action") != "import" and "data" not in form:
            return 200, self.project.export_rows()
        return self._import(form)

    def _import(self, form: Mapping[str, str]) -> tuple[int, Any] | None:
        assert (form["overwriteBehavior"], form["type"], form["returnContent"]) == ("normal", "flat", "ids")
        rows = json.loads(form["data"])
        self.imports.append(len(rows))
        trouble = self.troubles.pop(0) if self.troubles else None
        if isinstance(trouble, int):
            return trouble, {"error": "The server is busy"}
        if trouble == "cut":
            return None
        if trouble == "page":
            return 200, b"<html>Please log in</html>"
        if trouble == "unnamed":
            return 200, []
        try:
            ids = self.project.import_rows(rows)
        except ValueError as refused:
            return 400, {"error": str(refused)}
        return None if trouble == "lost" else (200, ids)


def _handler(server: RedcapServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            answer = server.answer({name: values[0] for name, values in parse_qs(sent).items()})
            if answer is None:
                self.close_connection = True
                return
            status, body = answer
            content = body if isinstance(body, bytes) else json.dumps(body).encode()
            self.send_response(status)
            if server.after is not None and status != 200:
                self.send_header("Retry-After", server.after)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing."""

    return Handler
