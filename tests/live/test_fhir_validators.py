"""FHIR bundles before validators that share no code with ours, nor with the library that `export --check` asks."""

import pytest

from tests import reviewed_sample as sample
from tests.fhir_faults import FAULTS, planted
from tests.fhir_node import needs_node, validated
from trialvoice.trial.exports.target import target
from trialvoice.trial.record.reviewed import ACCEPTED

pytestmark = [pytest.mark.live, needs_node]
RELEASES = {"R4B": ("fhir", {"fhir", "medplum", "types"}), "R5": ("fhir-r5", {"types"})}


@pytest.mark.parametrize("release", RELEASES)
def test_the_sample_is_sound_and_each_planted_fault_is_seen_by_whom_the_table_says(release: str) -> None:
    name, validators = RELEASES[release]
    everything = frozenset({"candidate", "accepted", "edited"})
    sound = {
        f"sound-{at}-{file}": content
        for at, statuses in enumerate((ACCEPTED, everything))
        for file, content in target(name).make(sample.study(), statuses).items()
    }
    faulty = {f"fault-{at}": planted(fault, release) for at, fault in enumerate(FAULTS)}
    found = validated(release, {**sound, **faulty})
    assert {file: found[file] for file in sound} == {file: set() for file in sound}
    seen = {fault.name: found[f"fault-{at}"] for at, fault in enumerate(FAULTS)}
    assert seen == {fault.name: set(fault.seen & validators) for fault in FAULTS}
