"""FHIR R4B and R5 as exports, with our rules and the fhir.resources library as their checks."""

from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module

from pydantic import ValidationError

from trialvoice.core.findings import Status
from trialvoice.trial.exports.fhir.answers import answers
from trialvoice.trial.exports.fhir.bindings import ReleaseName
from trialvoice.trial.exports.fhir.bundles import bundle_files
from trialvoice.trial.exports.fhir.codes import codings, element_codes, event_status, meddra, quantities, seriousness
from trialvoice.trial.exports.fhir.opened import Opened, opened
from trialvoice.trial.exports.fhir.proof import agents, evidence, provenance, transcripts
from trialvoice.trial.exports.fhir.structure import elements, identities, references, requests
from trialvoice.trial.exports.fhir.times import dates, order
from trialvoice.trial.exports.target import Check, Fault, Files, Target
from trialvoice.trial.record.reviewed import ReviewedStudy

_RULES: tuple[Callable[[Opened], Iterator[Fault]], ...] = (
    identities,
    requests,
    elements,
    references,
    element_codes,
    codings,
    meddra,
    seriousness,
    event_status,
    quantities,
    dates,
    order,
    answers,
    provenance,
    evidence,
    agents,
    transcripts,
)
_LIBRARY = {"R4B": "fhir.resources.R4B.bundle", "R5": "fhir.resources.bundle"}


def _ours(files: Files, release: ReleaseName) -> Iterator[Fault]:
    for name, content in files.items():
        bundle = opened(name, content, release)
        if isinstance(bundle, Fault):
            yield bundle
            continue
        for rule in _RULES:
            try:
                yield from list(rule(bundle))
            except (AttributeError, KeyError, TypeError, ValueError):
                # What a rule trips over is a fault of the file: an element that is not of the kind it has to be.
                yield bundle.fault("", "shape", f"an element is not of the kind that the rule {rule.__name__} needs")


def _library(files: Files, release: ReleaseName) -> Iterator[Fault]:
    """The library's own words may quote what it read, so that its place and its kind of error stand here alone."""
    bundle = import_module(_LIBRARY[release]).Bundle
    for name, content in files.items():
        try:
            bundle.model_validate_json(content)
        except ValidationError as wrong:
            for error in wrong.errors(include_input=False, include_url=False, include_context=False):
                place = "".join(f"/{part}" for part in error["loc"])
                yield Fault(
                    file=name, place=place, rule=f"fhir.resources-{error['type']}", text="not as the release has it"
                )
        except (LookupError, TypeError, ValueError):
            # The library stumbles over a resourceType that it does not know, or that is no string.
            yield Fault(file=name, place="", rule="fhir.resources-type", text="a resource is of no type of the release")


def _target(name: str, release: ReleaseName) -> Target:
    def make(study: ReviewedStudy, statuses: frozenset[Status]) -> dict[str, bytes]:
        return bundle_files(study, statuses, release)

    return Target(
        name=name,
        title=f"FHIR {release}, a transaction Bundle for each subject",
        make=make,
        checks=(
            Check("trialvoice", True, partial(_ours, release=release)),
            Check("fhir.resources", False, partial(_library, release=release)),
        ),
    )


R4B = _target("fhir", "R4B")
R5 = _target("fhir-r5", "R5")
