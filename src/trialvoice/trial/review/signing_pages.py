"""Signing: what is signed, by whom, with which meaning, and the password again."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from trialvoice.core.errors import ReviewError
from trialvoice.trial.record.people import Actor
from trialvoice.trial.record.reviewed import Meaning
from trialvoice.trial.review.cards import is_serious, is_waiting
from trialvoice.trial.review.context import Context
from trialvoice.trial.review.failures import status_of
from trialvoice.trial.review.guard import Posted, Reviewer, SignedIn, allowed, confirm_password, not_there
from trialvoice.trial.review.loading import EVENT, MEANINGS, Sent, first, load, visit_key
from trialvoice.trial.review.rendering import page
from trialvoice.trial.review.screen import Loaded
from trialvoice.trial.store.signing import WHOLE, sign, signed_sha256

router = APIRouter(prefix="/studies/{study}/visits/{recording}/sign")
STATEMENTS: Mapping[Meaning, str] = {
    "review": "I have reviewed this record.",
    "approval": "I approve this record.",
    "responsibility": "I take responsibility for this record.",
    "authorship": "I am the author of this record.",
}


@dataclass(frozen=True)
class Refused:
    """A signature that did not come about. field: beside which the sentence stands."""

    field: str
    sentence: str
    meaning: str
    status: int


@router.get("")
def show_signing(request: Request, context: Context, reviewer: SignedIn, about: str = WHOLE) -> Response:
    """The page, of the visit or of one finding. Whoever may look may see who signed."""
    return _shown(request, load(context, reviewer, *visit_key(request)), about, None)


@router.post("")
def take_signature(request: Request, context: Context, reviewer: Posted, sent: Sent) -> Response:
    """A signature, once the password is right again."""
    study, recording = visit_key(request)
    loaded = load(context, reviewer, study, recording)
    about, meaning = first(sent, "about") or WHOLE, first(sent, "meaning")
    signers = _signers(reviewer, loaded, about)
    if not signers:
        allowed(reviewer, "sign", study, loaded.visit.site, _kind(loaded, about))
    actor = next((one for known, one in signers if known == meaning), None)
    if actor is None:
        wrong = Refused("meaning", "Choose what your signature says", meaning, 422)
        return _shown(request, loaded, about, wrong)
    try:
        confirm_password(context, request, reviewer, first(sent, "password"))
        with context.database.acts() as session:
            sign(session, (study, recording), about, _meaning(meaning), first(sent, "record_sha256"), actor)
    except ReviewError as refused:
        where = "password" if refused.code in ("TV931", "TV949") else ""
        said = f"{refused.cause[0].upper()}{refused.cause[1:]}; {refused.remedy}. [{refused.code}]"
        wrong = Refused(where, said, meaning, status_of(refused))
        return _shown(request, load(context, reviewer, study, recording), about, wrong)
    rest = f"sign?about={about}&done=signed"
    return RedirectResponse(f"/studies/{study}/visits/{recording}/{rest}", 303)


def _shown(request: Request, loaded: Loaded, about: str, refused: Refused | None) -> Response:
    visit, reviewer = loaded.visit, request.state.reviewer
    sha256 = signed_sha256(visit, about)
    if sha256 is None:
        raise not_there()
    chosen = [one for one in visit.findings if about in (WHOLE, one.uid)]
    values = {
        "visit": visit,
        "visit_name": loaded.study.visit(visit.visit).name,
        "about": about,
        "one": chosen[0] if about != WHOLE else None,
        "sha256": sha256,
        "waiting": [one for one in chosen if is_waiting(one)],
        "counts": [
            (status, sum(one.status == status for one in chosen)) for status in ("accepted", "edited", "rejected")
        ],
        "queries": sum(query.state in ("open", "answered") for query in visit.queries),
        "meanings": [(meaning, STATEMENTS[meaning], actor) for meaning, actor in _signers(reviewer, loaded, about)],
        "named": {one.uid: one for one in visit.findings},
        "events": [one for one in visit.findings if is_serious(one) and one.status != "rejected"],
        "statements": STATEMENTS,
        "refused": refused,
        "done": request.query_params.get("done") == "signed",
    }
    return page(request, "sign.html.j2", values, refused.status if refused else 200)


def _signers(reviewer: Reviewer, loaded: Loaded, about: str) -> list[tuple[Meaning, Actor]]:
    """What the reviewer's signature may say of this, and in which role it says it."""
    kind, at = _kind(loaded, about), (loaded.visit.study, loaded.visit.site)
    made = ((meaning, reviewer.signer(meaning, *at, kind)) for meaning in MEANINGS)
    return [(meaning, actor) for meaning, actor in made if actor is not None]


def _kind(loaded: Loaded, about: str) -> str | None:
    """Of the finding that is signed; None of a whole visit."""
    if about == WHOLE:
        return None
    return next((one.value.kind for one in loaded.visit.findings if one.uid == about), EVENT)


def _meaning(text: str) -> Meaning:
    return next(meaning for meaning in MEANINGS if meaning == text)
