"""What printed exports have in common: documents, each as JSON with its page and its schema, and an index of them."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar, cast

from pydantic import AwareDatetime

from trialvoice.core.records import Record
from trialvoice.trial.exports.printed.pages import as_json
from trialvoice.trial.exports.printed.reading import page_beside, read_record, readable
from trialvoice.trial.exports.printed.second_opinions import schema_faults, schema_of
from trialvoice.trial.exports.target import Fault, Files

INDEX = "index.json"
_INDEX_PAGE, _INDEX_SCHEMA = "index.html", "index.schema.json"


class Document(Record):
    """What every document and every index tell of the record that they were made from.

    title: of the study.  as_of, last_act: time of the record's last change, and its number in the trail.
    """

    format: str
    version: Literal[1] = 1
    study: str
    title: str
    as_of: AwareDatetime
    last_act: int


class Listed(Record):
    """A row of an index. file: of the document, without its ending."""

    file: str


class Listing(Document):
    """An index, with a row for each document."""

    rows: tuple[Listed, ...]


D = TypeVar("D", bound=Document)
L = TypeVar("L", bound=Listing)
R = TypeVar("R", bound=Listed)


@dataclass(frozen=True)
class Printed(Generic[D, L, R]):
    """A kind of document.

    schema: name of the file with its JSON schema.  row: a document as the index has it.  order: of the rows.
    silent: pointers into the JSON that no page tells, see `differences`.  what: the documents in the plural.
    """

    document: type[D]
    index: type[L]
    schema: str
    row: Callable[[D], R]
    order: Callable[[R], Any]
    silent: re.Pattern[str]
    what: str

    @property
    def schemas(self) -> dict[str, bytes]:
        """The schemas that lie beside the documents."""
        return {self.schema: schema_of(self.document), _INDEX_SCHEMA: schema_of(self.index)}

    def files(
        self, documents: Iterable[D], page: Callable[[D], bytes], listed: L, index_page: Callable[[L], bytes]
    ) -> dict[str, bytes]:
        """All files of the export."""
        files = self.schemas
        for one in documents:
            name = self.row(one).file
            files |= {f"{name}.json": as_json(one), f"{name}.html": page(one)}
        return files | {INDEX: as_json(listed), _INDEX_PAGE: index_page(listed)}

    def by_schema(self, files: Files) -> Iterator[Fault]:
        """jsonschema's engine over every JSON file."""
        yield from schema_faults(files, _INDEX_SCHEMA, INDEX)
        for name in self._names(files):
            yield from schema_faults(files, self.schema, name)

    def read(self, files: Files) -> tuple[dict[str, D], list[Fault]]:
        """The documents by file name, and what is wrong with one by itself and with its page and name."""
        faults = [
            Fault(file=name, place="", rule="schema-file", text="not the schema of these files")
            for name, schema in self.schemas.items()
            if files.get(name) != schema
        ]
        read: dict[str, D] = {}
        for name in self._names(files):
            made, wrong = read_record(files, name, self.document)
            faults += wrong
            if made is None:
                continue
            read[name] = made
            faults += page_beside(files, name, self.silent)
            if f"{self.row(read[name]).file}.json" != name:
                faults.append(Fault(file=name, place="", rule="file-name", text="not named by what it tells of"))
        return read, faults

    def beside_each_other(self, files: Files, read: Mapping[str, D]) -> Iterator[Fault]:
        """Pages without JSON, and whatever the index tells otherwise than the documents."""
        for name in sorted(files):
            if name.endswith(".html") and name.removesuffix(".html") + ".json" not in files:
                yield Fault(file=name, place="", rule="page-alone", text="a page tells what no JSON holds")
        if INDEX not in files:
            yield Fault(file=INDEX, place="", rule="index-missing", text="there is no index")
            return
        made, faults = read_record(files, INDEX, self.index)
        yield from faults
        if made is not None:
            yield from page_beside(files, INDEX, self.silent)
            yield from self._of_index(files, made, read)

    def _of_index(self, files: Files, made: L, read: Mapping[str, D]) -> Iterator[Fault]:
        rows = [cast(R, one) for one in made.rows]
        if rows != sorted(rows, key=self.order):
            yield Fault(file=INDEX, place="/rows", rule="index-order", text="the rows are not in their order")
        links = [one.attributes.get("href", "") for one in readable(files, _INDEX_PAGE) if one.tag == "a"]
        if links != [f"{one.file}.html" for one in rows]:
            yield Fault(file=_INDEX_PAGE, place="", rule="index-link", text=f"the links do not lead to the {self.what}")
        if sorted(f"{one.file}.json" for one in rows) != sorted(read):
            yield Fault(file=INDEX, place="/rows", rule="index-count", text=f"the rows are not the {self.what}")
        for at, one in enumerate(rows):
            of = read.get(f"{one.file}.json")
            if of is not None and self.row(of) != one:
                yield Fault(file=INDEX, place=f"/rows/{at}", rule="index-row", text="told otherwise than its file does")
        for name, of in read.items():
            if (of.study, of.title, of.as_of, of.last_act) != (made.study, made.title, made.as_of, made.last_act):
                yield Fault(file=name, place="", rule="index-record", text="of another record than the index")

    def _names(self, files: Files) -> list[str]:
        return sorted(name for name in files if name.endswith(".json") and name not in (INDEX, *self.schemas))
