"""The screen of a visit, and its redacted sound."""

from typing import cast, get_args

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse

from trialvoice.trial.review.context import Context
from trialvoice.trial.review.guard import SignedIn, allowed, not_there, site_of_visit
from trialvoice.trial.review.loading import first, load, show
from trialvoice.trial.review.screen import Doing, What

router = APIRouter(prefix="/studies/{study}/visits/{recording}")
_TYPES = {".mp3": "audio/mpeg", ".wav": "audio/wav"}


@router.get("")
def show_visit(request: Request, context: Context, reviewer: SignedIn, study: str, recording: str) -> Response:
    """The visit. In the query string: the finding that is selected, and what is about to be done."""
    asked = {name: request.query_params.getlist(name) for name in request.query_params}
    loaded = load(context, reviewer, study, recording)
    wanted, about = first(asked, "do"), first(asked, "about")
    doing = Doing(
        what=cast("What", wanted if wanted in get_args(What) else ""),
        finding=first(asked, "finding") or (about if wanted == "query" else ""),
        about=about,
        typed=asked if wanted == "add" else {},
        done=first(asked, "done"),
        of=first(asked, "of"),
    )
    return show(request, context, loaded, doing)


@router.get("/sound")
def play(context: Context, reviewer: SignedIn, study: str, recording: str) -> Response:
    """The redacted sound, whole or in part."""
    with context.database.looks() as session:
        site = site_of_visit(session, reviewer, study, recording)
    allowed(reviewer, "view", study, site)
    path = context.sound(study, recording)
    if path is None or not path.is_file():
        raise not_there()
    return FileResponse(path, media_type=_TYPES.get(path.suffix, "application/octet-stream"))
