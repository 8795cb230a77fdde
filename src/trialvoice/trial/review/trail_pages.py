"""The trail of a visit: every act of people and machine on it."""

from fastapi import APIRouter, Request, Response

from trialvoice.trial.review.context import Context
from trialvoice.trial.review.guard import SignedIn, allowed, not_there, site_of_visit
from trialvoice.trial.review.rendering import page
from trialvoice.trial.store.reading import read_study_file, read_visit
from trialvoice.trial.store.trail_reading import acts_of_visit

router = APIRouter(prefix="/studies/{study}/visits/{recording}")


@router.get("/trail")
def show_trail(request: Request, context: Context, reviewer: SignedIn, study: str, recording: str) -> Response:
    """The acts, the oldest first."""
    with context.database.looks() as session:
        site = site_of_visit(session, reviewer, study, recording)
        allowed(reviewer, "audit", study, site)
        visit, plan = read_visit(session, study, recording), read_study_file(session, study)
        if visit is None or plan is None:
            raise not_there()
        acts = acts_of_visit(session, study, recording)
    named = {one.uid: one for one in visit.findings}
    values = {"visit": visit, "visit_name": plan.visit(visit.visit).name, "acts": acts, "findings": named}
    return page(request, "trail.html.j2", values)
