"""Bytes of an export changed at random: no check ever fails itself, and no change of a table goes unseen."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reviewed_sample import study
from trialvoice.trial.exports.target import Target, target
from trialvoice.trial.record.reviewed import ACCEPTED

_MADE = {name: target(name).make(study(), ACCEPTED) for name in ("csv", "redcap")}


def _changed(data: st.DataObject, name: str) -> tuple[str, dict[str, bytes]]:
    """The file that was changed, and all of them."""
    files = dict(_MADE[name])
    which = data.draw(st.sampled_from(sorted(files)))
    content = bytearray(files[which])
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] = data.draw(st.integers(0, 255).filter(lambda byte, at=at: byte != content[at]))
    files[which] = bytes(content)
    return which, files


@pytest.mark.parametrize("made", [target("csv"), target("redcap")], ids=lambda made: str(made.name))
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_no_check_fails_itself(made: Target, data: st.DataObject) -> None:
    _, files = _changed(data, made.name)
    for check in made.checks:
        list(check.faults(files))


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_every_changed_byte_of_a_tidy_table_is_found(data: st.DataObject) -> None:
    which, files = _changed(data, "csv")
    if files[which] != _MADE["csv"][which] and which.endswith(".csv"):
        assert list(target("csv").checks[0].faults(files))
