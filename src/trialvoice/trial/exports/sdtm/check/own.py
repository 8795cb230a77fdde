"""All rules of our own over the files of an export."""

from collections.abc import Iterator

from trialvoice.trial.exports.sdtm.check.contents import content_faults
from trialvoice.trial.exports.sdtm.check.days import day_faults, visit_faults
from trialvoice.trial.exports.sdtm.check.links import subject_faults, supplement_faults
from trialvoice.trial.exports.sdtm.check.shape import shape_faults
from trialvoice.trial.exports.sdtm.check.table import read
from trialvoice.trial.exports.sdtm.check.values import value_faults
from trialvoice.trial.exports.target import Fault, Files


def sdtm_faults(files: Files) -> Iterator[Fault]:
    """Each file by itself, then what one says of another."""
    tables, faults = read(files)
    yield from faults
    subjects = tables["DM"].rows if "DM" in tables else ()
    first_days = {str(row.get("USUBJID")): row.get("RFSTDTC") for _, row in subjects}
    for table in tables.values():
        yield from shape_faults(table)
        yield from value_faults(table)
        yield from day_faults(table, first_days)
        yield from content_faults(table)
    yield from visit_faults(tables)
    yield from subject_faults(tables)
    yield from supplement_faults(tables)
