"""What reviewers make of findings: accept, edit, reject, open again, add.

What is refused is shown again with what was typed, and with what another reviewer did meanwhile.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Literal

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from trialvoice.core.errors import ReviewError
from trialvoice.core.findings import KINDS, Value
from trialvoice.trial.record.people import Actor
from trialvoice.trial.record.reviewed import ReviewedFinding
from trialvoice.trial.review.cards import grouped, next_undecided
from trialvoice.trial.review.context import Context, ReviewContext
from trialvoice.trial.review.failures import status_of
from trialvoice.trial.review.guard import Posted, SignedIn, allowed, not_there
from trialvoice.trial.review.loading import Sent, first, load, show, visit_key
from trialvoice.trial.review.marks import proofs
from trialvoice.trial.review.screen import Doing, Loaded, quote_of
from trialvoice.trial.review.typed_texts import LONGEST, free_texts, screened
from trialvoice.trial.review.typed_values import Read, Start, read_value
from trialvoice.trial.store.deciding import Passage, Wish, add_finding, decide

router = APIRouter(prefix="/studies/{study}/visits/{recording}/findings")
Decided = Literal["accept", "edit", "reject", "reopen"]


@router.post("/{uid}/{action}")
def take_decision(request: Request, context: Context, reviewer: Posted, sent: Sent, action: Decided) -> Response:
    """A decision on a finding; then the next one that waits."""
    uid, loaded = request.path_params["uid"], load(context, reviewer, *visit_key(request))
    one = next((one for one in loaded.visit.findings if one.uid == uid), None)
    if one is None:
        raise not_there()
    actor = allowed(reviewer, "decide", loaded.visit.study, loaded.visit.site, one.value.kind)
    doing = Doing(what=action, finding=uid, typed=sent)
    read = _edited(loaded, one, sent) if action == "edit" else Read(None, {})
    texts = free_texts(one.value.kind, sent, one.value) if action == "edit" else {}
    doing = _checked(context, loaded, replace(doing, errors=read.errors), texts)
    if doing.errors:
        return show(request, context, loaded, doing, 422)
    wish = Wish(
        uid=uid, revision=_revision(sent), action=action, reason=first(sent, "reason").strip(), value=read.value
    )
    try:
        with context.database.acts() as session:
            decide(session, visit_key(request), wish, actor)
    except ReviewError as refused:
        again = load(context, reviewer, *visit_key(request))
        doing = replace(doing, trouble=_said(refused), meanwhile=refused.code == "TV911")
        return show(request, context, again, doing, status_of(refused))
    return _onward(loaded, context, uid, action)


@router.get("/{uid}/{action}")
def show_finding(context: Context, reviewer: SignedIn, study: str, recording: str, uid: str) -> Response:
    """Where a form that was refused stands: who opens that address again is led to the finding."""
    return _back(load(context, reviewer, study, recording), f"?finding={uid}#{uid}")


@router.post("")
def take_finding(request: Request, context: Context, reviewer: Posted, sent: Sent) -> Response:
    """A finding that the machine missed."""
    loaded = load(context, reviewer, *visit_key(request))
    kind, _, item = first(sent, "kind").partition("/")
    if kind not in KINDS:
        raise not_there()
    actor = allowed(reviewer, "decide", loaded.visit.study, loaded.visit.site, kind)
    doing = Doing(what="add", typed=sent)
    quote = quote_of(loaded.said, sent)
    if quote is None:
        return show(request, context, loaded, replace(doing, trouble="These words do not stand in that turn."), 422)
    passage = Passage(turn=quote[0], start_char=quote[1], end_char=quote[2])
    read = _added(loaded, kind, {**sent, "item": [item]}, passage)
    doing = _checked(context, loaded, replace(doing, errors=read.errors), free_texts(kind, sent, None))
    if doing.errors or read.value is None:
        return show(request, context, loaded, doing, 422)
    try:
        uid = _add(context, loaded, read.value, passage, (first(sent, "reason").strip(), actor))
    except ReviewError as refused:
        return show(request, context, loaded, replace(doing, trouble=_said(refused)), status_of(refused))
    return _back(loaded, f"?finding={uid}&done=add&of={uid}#{uid}")


def _add(context: ReviewContext, loaded: Loaded, value: Value, passage: Passage, told: tuple[str, Actor]) -> str:
    key = (loaded.visit.study, loaded.visit.recording)
    with context.database.acts() as session:
        return add_finding(session, key, value, passage, *told).uid


def _edited(loaded: Loaded, one: ReviewedFinding, sent: dict[str, list[str]]) -> Read:
    quoted = proofs(one.finding)
    heard = loaded.visit.recorded_at + timedelta(milliseconds=min((proof.start for proof in quoted), default=0))
    return read_value(one.value.kind, sent, Start(one.value, one.proposed, heard), loaded.study)


def _added(loaded: Loaded, kind: str, sent: dict[str, list[str]], passage: Passage) -> Read:
    turn = loaded.said.turn(passage.turn)
    start = turn.heard_at(passage.start_char) if turn else 0
    heard = loaded.visit.recorded_at + timedelta(milliseconds=start)
    return read_value(kind, sent, Start(None, None, heard), loaded.study)


def _checked(context: ReviewContext, loaded: Loaded, doing: Doing, texts: dict[str, str]) -> Doing:
    """With a sentence beside every text that is missing, too long, or holds what may identify somebody.

    texts: of the value's own form; the reason comes to them.
    """
    errors, reason = dict(doing.errors), doing.said("reason").strip()
    if doing.what != "accept" and not reason:
        errors["reason"] = "Write why, in a few words"
    elif len(reason) > LONGEST:
        errors["reason"] = f"Write no more than {LONGEST} characters"
    found = screened(context, loaded.visit, {**texts, "reason": reason})
    return replace(doing, errors={**found, **errors})


def _onward(loaded: Loaded, context: ReviewContext, uid: str, action: Decided) -> Response:
    """To the next finding that waits; one that was opened again waits itself."""
    cards = [card for group in grouped(loaded.visit, context.now()) for card in group.cards]
    others = [card for card in cards if card.one.uid != uid]
    at = next(card.place for card in cards if card.one.uid == uid)
    waiting = next_undecided([*others[at:], *others[:at]], "")
    chosen = uid if action == "reopen" or waiting is None else waiting.one.uid
    return _back(loaded, f"?finding={chosen}&done={action}&of={uid}#{chosen}")


def _back(loaded: Loaded, rest: str) -> Response:
    return RedirectResponse(f"/studies/{loaded.visit.study}/visits/{loaded.visit.recording}{rest}", 303)


def _revision(sent: dict[str, list[str]]) -> int:
    text = first(sent, "revision")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0


def _said(refused: ReviewError) -> str:
    cause = refused.cause[0].upper() + refused.cause[1:]
    return f"{cause}; {refused.remedy}. [{refused.code}]"
