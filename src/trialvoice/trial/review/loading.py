"""A visit out of the store for its screen, and the screen out of that."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import Depends, Request, Response
from sqlalchemy.orm import Session

from trialvoice.core.findings import KINDS
from trialvoice.trial.record.reviewed import Meaning, ReviewedVisit
from trialvoice.trial.review.context import ReviewContext
from trialvoice.trial.review.guard import Reviewer, not_there, site_of_visit
from trialvoice.trial.review.rendering import page
from trialvoice.trial.review.said import Said, said_in
from trialvoice.trial.review.screen import Doing, Loaded, Rights, screen_of
from trialvoice.trial.store.reading import VisitKey, read_study_file, read_transcript, read_visit

MEANINGS: tuple[Meaning, ...] = ("review", "approval", "responsibility", "authorship")
EVENT = "adverse_event"


async def sent_fields(request: Request) -> dict[str, list[str]]:
    """All that a form sent, by its names; files are left out."""
    form = await request.form()
    return {name: [text for text in form.getlist(name) if isinstance(text, str)] for name in form}


Sent = Annotated[dict[str, list[str]], Depends(sent_fields)]


def load(context: ReviewContext, reviewer: Reviewer, study: str, recording: str) -> Loaded:
    """A visit that the reviewer may look at; 404 for any other."""
    with context.database.looks() as session:
        site_of_visit(session, reviewer, study, recording)
        visit, plan = read_visit(session, study, recording), read_study_file(session, study)
        if visit is None or plan is None:
            raise not_there()
        said = _said(session, visit)
    return Loaded(visit, plan, said, context.sound(study, recording) is not None)


_KEPT: OrderedDict[str, Said] = OrderedDict()
_MOST_KEPT = 8
"""Transcripts never change, and a long one takes longer to read than all else on its screen."""


def _said(session: Session, visit: ReviewedVisit) -> Said:
    said = _KEPT.pop(visit.transcript_sha256, None) or said_in(read_transcript(session, visit.study, visit.recording))
    _KEPT[visit.transcript_sha256] = said
    while len(_KEPT) > _MOST_KEPT:
        _KEPT.popitem(last=False)
    return said


def rights_of(reviewer: Reviewer, study: str, site: str) -> Rights:
    """What a reviewer may do at a site."""
    kinds = (None, EVENT)
    return Rights(
        decide=frozenset(kind for kind in KINDS if reviewer.actor("decide", study, site, kind)),
        query=reviewer.actor("query", study, site) is not None,
        sign=any(reviewer.signer(meaning, study, site, kind) for meaning in MEANINGS for kind in kinds),
        audit=reviewer.actor("audit", study, site) is not None,
    )


def show(request: Request, context: ReviewContext, loaded: Loaded, doing: Doing, status: int = 200) -> Response:
    """The screen of a visit, while the reviewer is doing something."""
    reviewer: Reviewer = request.state.reviewer
    rights = rights_of(reviewer, loaded.visit.study, loaded.visit.site)
    return page(request, "visit.html.j2", screen_of(loaded, doing, rights, context.now()), status)


def visit_key(request: Request) -> VisitKey:
    """Study and recording of the address."""
    return request.path_params["study"], request.path_params["recording"]


def first(fields: Mapping[str, Sequence[str]], name: str) -> str:
    """The first value that was sent for a field, nothing where none was."""
    return next(iter(fields.get(name, ())), "")
