"""Where a recording tells who or where somebody is, by itself and by what is known from elsewhere.

That is the study file, the roster, and the subject's other recordings.
"""

from trialvoice.core.errors import TrialvoiceError
from trialvoice.core.identity import digest_of_text
from trialvoice.core.records import Record
from trialvoice.core.roster import KnownValue
from trialvoice.core.study import Study
from trialvoice.redact.finding.find import find
from trialvoice.redact.finding.known import known_values
from trialvoice.redact.policy import Policy, default_policy
from trialvoice.redact.spans import Span
from trialvoice.stage import Progress, Stage, VisitRun
from trialvoice.stages.hearing import TURNS


def roster_of(visit: VisitRun) -> tuple[KnownValue, ...]:
    """What is known of people and places before a recording is heard, to be found in any spelling."""
    return (*staff_and_sites(visit.study), *visit.known)


def staff_and_sites(study: Study) -> tuple[KnownValue, ...]:
    """The identifiers that the study file itself names."""
    staff = (KnownValue(type="NAME", value=name) for site in study.sites for name in site.staff)
    return (*(KnownValue(type="ORGANISATION", value=site.name) for site in study.sites), *staff)


def policy_of(visit: VisitRun) -> Policy:
    """The gate's policy with the study's threshold and the names of its medicines, which stay."""
    study = visit.study
    medicines = [name for entry in study.prohibited for name in (entry.name, *entry.synonyms)]
    own = (study.study.drug, *study.study.drug_names, *medicines, *study.vocabulary)
    return default_policy().allowing(*own).at(study.deidentify.threshold)


def _search(visit: VisitRun, known: tuple[KnownValue, ...] = ()) -> tuple[Span, ...]:
    return find(
        _texts(visit),
        recognizer=visit.engines.recognizer,
        policy=policy_of(visit),
        roster=roster_of(visit),
        known=known,
    )


def _texts(visit: VisitRun) -> list[str]:
    return [turn.text for turn in visit.read(TURNS).turns]


class Found(Record):
    """The identifiers of a recording as far as it tells them itself, and those that others should look for."""

    spans: tuple[Span, ...]
    known: tuple[KnownValue, ...]


def _find(visit: VisitRun, progress: Progress) -> Found:
    spans = _search(visit)
    return Found(spans=spans, known=known_values(_texts(visit), spans))


FIND = Stage(
    "find",
    2,
    Found,
    reads=(TURNS,),
    params=lambda visit: {
        "policy": default_policy().version,
        "threshold": visit.study.deidentify.threshold,
        "allowed": sorted(policy_of(visit).stays ^ default_policy().stays),
        "roster": digest_of_text("\n".join(known.model_dump_json() for known in roster_of(visit))),
        "model": visit.engines.models()["nlp"],
    },
    make=_find,
    counts=lambda made: {"identifiers": len(made.spans)},
)


class Spans(Record):
    """All identifiers of a recording."""

    spans: tuple[Span, ...]


def spans_of(visit: VisitRun) -> Spans:
    """Those it tells itself, and those that the subject's other recordings tell."""

    def look() -> Spans:
        told = _told(visit)
        return Spans(spans=_search(visit, told) if told else visit.read(FIND).spans)

    return visit.once("spans", look)


def _told(visit: VisitRun) -> tuple[KnownValue, ...]:
    """What the subject's other recordings tell, as far as they were searched already."""
    return tuple(dict.fromkeys(known for other in visit.others for known in _told_by(other)))


def _told_by(other: VisitRun) -> tuple[KnownValue, ...]:
    try:
        found = other.kept(FIND)
    except TrialvoiceError:
        return ()  # its own run says what is wrong with it
    return found.known if found else ()


def known_before(visit: VisitRun) -> tuple[KnownValue, ...]:
    """All that is known of people and places before this recording is searched."""
    return (*roster_of(visit), *_told(visit))
