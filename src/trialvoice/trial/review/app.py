"""The application: its pages, and what holds for all of them."""

from fastapi import FastAPI

from trialvoice.trial.review import (
    account_pages,
    dashboard_pages,
    decision_pages,
    login_pages,
    look,
    query_pages,
    queue_pages,
    signing_pages,
    trail_pages,
    user_pages,
    visit_pages,
)
from trialvoice.trial.review.context import ReviewContext
from trialvoice.trial.review.failures import answer_failures
from trialvoice.trial.review.shields import Shields

ROUTERS = (
    look.router,
    login_pages.router,
    account_pages.router,
    user_pages.router,
    queue_pages.router,
    visit_pages.router,
    decision_pages.router,
    query_pages.router,
    signing_pages.router,
    trail_pages.router,
    dashboard_pages.router,
)


def make_app(context: ReviewContext) -> FastAPI:
    """The application over a context. It describes itself to nobody: no API pages."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    app.state.context = context
    for router in ROUTERS:
        app.include_router(router)
    answer_failures(app)
    app.add_middleware(Shields, hosts=context.hosts)
    return app
