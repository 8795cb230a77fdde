"""Queries: raise one on a finding, a form or the visit; open, answer and close it."""

from dataclasses import replace
from typing import cast, get_args

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from trialvoice.core.errors import ReviewError
from trialvoice.trial.record.reviewed import QueryState
from trialvoice.trial.review.context import Context
from trialvoice.trial.review.failures import status_of
from trialvoice.trial.review.guard import Posted, allowed, not_there
from trialvoice.trial.review.loading import Sent, first, load, show, visit_key
from trialvoice.trial.review.screen import Doing, Loaded
from trialvoice.trial.review.typed_texts import LONGEST, screened
from trialvoice.trial.store.querying import change_query, raise_query

router = APIRouter(prefix="/studies/{study}/visits/{recording}/queries")
_WHAT = {"text": "Write what is asked", "answer": "Write the answer"}


@router.post("")
def take_query(request: Request, context: Context, reviewer: Posted, sent: Sent) -> Response:
    """A new query, on what it is about."""
    study, recording = visit_key(request)
    loaded = load(context, reviewer, study, recording)
    actor = allowed(reviewer, "query", study, loaded.visit.site)
    about, text = first(sent, "about"), first(sent, "text").strip()
    if about not in _subjects(loaded):
        raise not_there()
    uid = about if about.startswith("f-") else ""
    doing = Doing(what="query", finding=uid, about=about, typed=sent)
    errors = _errors("text", text) or screened(context, loaded.visit, {"text": text})
    if errors:
        return show(request, context, loaded, replace(doing, errors=errors), 422)
    with context.database.acts() as session:
        raise_query(session, (study, recording), about, text, actor)
    rest = f"?finding={uid}&done=open#{uid}" if uid else "?done=open#queries"
    return RedirectResponse(f"/studies/{study}/visits/{recording}{rest}", 303)


@router.post("/{name}")
def take_change(request: Request, context: Context, reviewer: Posted, sent: Sent, name: str) -> Response:
    """Another state of a query, with the site's answer where it is answered."""
    key = visit_key(request)
    loaded = load(context, reviewer, *key)
    actor = allowed(reviewer, "query", key[0], loaded.visit.site)
    to, seen = first(sent, "to"), first(sent, "seen")
    if {to, seen} - set(get_args(QueryState)) or name not in {query.id for query in loaded.visit.queries}:
        raise not_there()
    answer = first(sent, "answer").strip()
    doing = Doing(what="answer", about=name, typed=sent)
    errors = _errors("answer", answer) if to == "answered" or answer else {}
    errors = errors or screened(context, loaded.visit, {"answer": answer})
    if errors:
        return show(request, context, loaded, replace(doing, errors=errors), 422)
    try:
        with context.database.acts() as session:
            change_query(
                session, key, name, cast("QueryState", to), actor, answer=answer, seen=cast("QueryState", seen)
            )
    except ReviewError as refused:
        said = f"{refused.cause[0].upper()}{refused.cause[1:]}; {refused.remedy}. [{refused.code}]"
        again = load(context, reviewer, *key)
        return show(request, context, again, replace(doing, trouble=said), status_of(refused))
    return RedirectResponse(f"/studies/{key[0]}/visits/{key[1]}?done={to}#{name}", 303)


def _subjects(loaded: Loaded) -> set[str]:
    """All that a query can be about."""
    forms = {form.id for form in loaded.study.forms_of(loaded.study.visit(loaded.visit.visit))}
    return {"visit", *forms, *(one.uid for one in loaded.visit.findings)}


def _errors(name: str, text: str) -> dict[str, str]:
    if not text:
        return {name: _WHAT[name]}
    return {name: f"Write no more than {LONGEST} characters"} if len(text) > LONGEST else {}
