"""The targets: accepted data in ODM 1.3.2 for any EDC, for Rave and for InForm, and what is still asked in 2.0."""

from collections.abc import Callable, Iterable, Iterator

from trialvoice.trial.exports.odm.check_acts import audited, records
from trialvoice.trial.exports.odm.check_dialects import inform, rave, transactions
from trialvoice.trial.exports.odm.check_keys import head, keys, row_ids
from trialvoice.trial.exports.odm.check_queries import queries
from trialvoice.trial.exports.odm.check_references import references
from trialvoice.trial.exports.odm.check_values import values
from trialvoice.trial.exports.odm.document import make_inform, make_plain, make_rave
from trialvoice.trial.exports.odm.elements import ODM_13, ODM_20
from trialvoice.trial.exports.odm.parsed import Parsed, parsed
from trialvoice.trial.exports.odm.queries import make_queries
from trialvoice.trial.exports.odm.reading_back import reading_check
from trialvoice.trial.exports.odm.schemas import schema_checks
from trialvoice.trial.exports.target import Check, Fault, Files, Target


def _plain(file: Parsed) -> Iterator[Fault]:
    yield from head(file, "ODM", "1.3.2")
    yield from references(file)
    yield from keys(file)
    yield from row_ids(file)
    yield from values(file)
    yield from audited(file, known_sources=True)
    yield from transactions(file)


def _rave(file: Parsed) -> Iterator[Fault]:
    yield from head(file, "ODM", "1.3")
    yield from keys(file)
    yield from values(file)
    yield from audited(file, known_sources=False)
    yield from rave(file)


def _inform(file: Parsed) -> Iterator[Fault]:
    yield from head(file, "ODMSubmit", "1.3.1")
    yield from keys(file)
    yield from values(file)
    yield from records(file, known_sources=False)
    yield from inform(file)


def _queries(file: Parsed) -> Iterator[Fault]:
    yield from head(file, "ODM", "2.0")
    yield from references(file)
    yield from keys(file)
    yield from row_ids(file)
    yield from values(file)
    yield from records(file, known_sources=True)
    yield from queries(file)


def _ours(name: str, rules: Callable[[Parsed], Iterable[Fault]], namespace: str) -> Check:
    def faults(files: Files) -> Iterator[Fault]:
        for file in parsed(files):
            if isinstance(file, Fault):
                yield file
            elif file.namespace != namespace:
                yield file.fault(file.top, "odm-head", "the root is of another namespace")
            else:
                yield from rules(file)

    return Check(name, ours=True, faults=faults)


PLAIN = Target(
    "odm",
    "ODM-XML 1.3.2, one file that stands alone",
    make_plain,
    (_ours("ODM rules", _plain, ODM_13), *schema_checks(ODM_13), reading_check(whole=True)),
)
RAVE = Target(
    "odm-rave",
    "ODM-XML 1.3 for Medidata Rave, one file a subject",
    make_rave,
    (_ours("ODM rules for Rave", _rave, ODM_13), *schema_checks(ODM_13), reading_check(whole=False)),
)
INFORM = Target(
    "odm-inform",
    "ODM-XML 1.3.1 for Oracle InForm",
    make_inform,
    (_ours("ODM rules for InForm", _inform, ODM_13), *schema_checks(ODM_13), reading_check(whole=False)),
)
QUERIES = Target(
    "odm2-queries",
    "ODM-XML 2.0 with what is still asked",
    make_queries,
    (_ours("ODM rules for queries", _queries, ODM_20), *schema_checks(ODM_20), reading_check(whole=True)),
)
