"""Faults planted in FHIR bundles: ours catches each in both releases, and the library those of the table."""

import json

import pytest

from tests.fhir_faults import FAULTS, NAME, Planted, of, planted, sound
from trialvoice.trial.exports.target import target

RELEASES = {"R4B": "fhir", "R5": "fhir-r5"}


def test_the_table_has_kinds_enough_and_names_each_once() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) >= 12
    assert {name for fault in FAULTS for name in fault.seen} == {"fhir.resources", "fhir", "medplum", "types"}


@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_planted_fault_is_caught_by_ours(fault: Planted, release: str) -> None:
    ours, library = target(RELEASES[release]).checks
    files = {NAME: planted(fault, release)}
    assert fault.rule in {found.rule for found in ours.faults(files)}
    assert bool(list(library.faults(files))) == ("fhir.resources" in fault.seen)


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'{"resourceType": "Bundle", "type": "transaction"}', b"\xff"])
def test_what_is_no_bundle_is_a_fault_and_not_a_crash(content: bytes) -> None:
    ours, library = target("fhir").checks
    assert list(ours.faults({NAME: content}))
    assert bool(list(library.faults({NAME: content}))) == (b"Bundle" not in content)


@pytest.mark.parametrize("wrong", [7, [7.5], {"coding": "x"}], ids=str)
def test_an_element_of_another_kind_is_a_fault_and_not_a_crash(wrong: object) -> None:
    checks = target("fhir").checks
    for kind in ("AdverseEvent", "Provenance", "QuestionnaireResponse", "DocumentReference", "Questionnaire"):
        for name in of(sound(), kind):
            bundle = sound()
            of(bundle, kind)[name] = wrong
            files = {NAME: json.dumps(bundle).encode()}
            assert [fault for check in checks for fault in check.faults(files)], (kind, name)
