"""What the screen of a visit shows, made of the record, of what the reviewer may do, and of what he is doing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from trialvoice.core.findings import KINDS, Status
from trialvoice.core.results import CONFLICT, FilledItem
from trialvoice.core.study import Study
from trialvoice.trial.record.forms import reviewed_forms
from trialvoice.trial.record.reviewed import ReviewedFinding, ReviewedVisit
from trialvoice.trial.review.cards import Card, grouped, is_waiting
from trialvoice.trial.review.marks import marked
from trialvoice.trial.review.said import Said
from trialvoice.trial.review.value_forms import Field, Filling, Typed, item_name, items_of, value_form
from trialvoice.trial.review.value_shapes import shape_of

What = Literal["", "accept", "edit", "reject", "reopen", "add", "query", "answer"]
_STATUSES: frozenset[Status] = frozenset({"candidate", "accepted", "edited"})


@dataclass(frozen=True)
class Loaded:
    """A visit with all that its screen is made of."""

    visit: ReviewedVisit
    study: Study
    said: Said
    sound: bool
    """Whether there is a redacted recording to hear."""


@dataclass(frozen=True)
class Doing:
    """What the reviewer is about. finding: the uid that is selected.  about: what a query is about, or a query's id.

    typed, errors: of a form that was refused.  trouble: the sentence that says why.  meanwhile: whether another
    reviewer was first.  done, of: the act that led here, and what it was on.
    """

    what: What = ""
    finding: str = ""
    about: str = ""
    typed: Typed = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    trouble: str = ""
    meanwhile: bool = False
    done: str = ""
    of: str = ""

    def said(self, name: str) -> str:
        """The first value that was sent for a field."""
        return next(iter(self.typed.get(name, ())), "")


@dataclass(frozen=True)
class Rights:
    """What the reviewer may do on this visit. decide: kinds of findings."""

    decide: frozenset[str] = frozenset()
    query: bool = False
    sign: bool = False
    audit: bool = False


@dataclass(frozen=True)
class FormShown:
    """A form as it stands after review, and with what is still to be decided."""

    id: str
    title: str
    items: tuple[tuple[str, FilledItem, tuple[tuple[str, str | None], ...], bool], ...]
    """Question, item, its values with the uids that prove them, and whether a person accepted all of those."""


def screen_of(loaded: Loaded, doing: Doing, rights: Rights, now: datetime) -> dict[str, Any]:
    """All names of the template `visit.html.j2`."""
    visit, study = loaded.visit, loaded.study
    groups = grouped(visit, now)
    cards = [card for group in groups for card in group.cards]
    selected = _selected(cards, doing)
    waiting = [card for card in cards if is_waiting(card.one)]
    quote = quote_of(loaded.said, doing.typed) if doing.what == "add" else None
    return {
        "visit": visit,
        "study": study,
        "visit_name": study.visit(visit.visit).name,
        "groups": groups,
        "cards": cards,
        "selected": selected,
        "waiting": len(waiting),
        "due": [card for card in cards if card.due and card.one.status != "rejected"],
        "turns": marked(loaded.said, (card.one.finding for card in cards), quote[:3] if quote else None),
        "language": loaded.said.language,
        "sound": loaded.sound,
        "doing": doing,
        "rights": rights,
        "fields": (fields := _fields(loaded, doing, selected, quote[3] if quote else "")),
        "focus": _focus(fields, doing.errors),
        "forms": tuple(_forms(visit, study)),
        "labels": _labels(loaded, cards),
        "kinds": tuple((kind, shape_of(kind).title) for kind in KINDS if kind in rights.decide and kind != "crf_item"),
        "items": items_of(visit, study) if "crf_item" in rights.decide else (),
        "quote": quote,
        "of": next((card for card in cards if card.one.uid == doing.of), None),
    }


def quote_of(said: Said, typed: Typed) -> tuple[int, int, int, str] | None:
    """(turn, start_char, end_char, words) that were selected or typed; None where they do not stand there."""
    number = next(iter(typed.get("turn", ())), "")
    turn = said.turn(int(number)) if number.isdecimal() and number.isascii() else None
    if turn is None:
        return None
    words = " ".join(next(iter(typed.get("words", ())), "").split())
    if words:
        at = turn.text.casefold().find(words.casefold())
        return (turn.id, at, at + len(words), turn.text[at : at + len(words)]) if at >= 0 else None
    ends = [next(iter(typed.get(name, ())), "") for name in ("start", "end")]
    if not all(end.isdecimal() and end.isascii() for end in ends):
        return None
    start, end = int(ends[0]), int(ends[1])
    quoted = turn.text[start:end]
    start += len(quoted) - len(quoted.lstrip())
    words = quoted.strip()
    return (turn.id, start, start + len(words), words) if words and end <= len(turn.text) else None


def _selected(cards: list[Card], doing: Doing) -> Card | None:
    """The one that is asked for, else the first that waits, else the first."""
    asked = next((card for card in cards if card.one.uid == doing.finding), None)
    return asked or next((card for card in cards if is_waiting(card.one)), cards[0] if cards else None)


def _fields(loaded: Loaded, doing: Doing, selected: Card | None, quote: str) -> tuple[Field, ...]:
    if doing.what == "edit" and selected is not None:
        one = selected.one
        filling = Filling(
            kind=one.value.kind,
            now=one.value,
            machine=one.proposed,
            typed=doing.typed or None,
            errors=doing.errors,
            item=item_name(one.value),
        )
        return value_form(filling, loaded.study)
    if doing.what == "add" and (kind := doing.said("kind")):
        kind, _, item = kind.partition("/")
        if kind not in KINDS:
            return ()
        sent = doing.typed if "sent" in doing.typed else None
        filling = Filling(kind=kind, typed=sent, errors=doing.errors, item=item, quote=quote)
        return value_form(filling, loaded.study)
    return ()


def _focus(fields: tuple[Field, ...], errors: Mapping[str, str]) -> str:
    """The field to begin with: the first that is wrong, else the first."""
    wrong = [field.name for field in fields if field.error]
    return "reason" if errors and not wrong else next(iter((*wrong, *(field.name for field in fields))), "")


def _forms(visit: ReviewedVisit, study: Study) -> Any:
    """Every form of the visit: accepted values, and those that wait for a decision."""
    filled = {(one.form, one.item): one for one in reviewed_forms(visit, study, _STATUSES)}
    by_uid = {one.uid: one for one in visit.findings}
    for form in study.forms_of(study.visit(visit.visit)):
        rows = []
        for item in form.items:
            one = filled[form.id, item.id]
            proven = _proven(one)
            sure = all(uid is None or not is_waiting(by_uid[uid]) for _, uid in proven)
            rows.append((item.question, one, proven, sure))
        yield FormShown(form.id, form.title, tuple(rows))


def _proven(filled: FilledItem) -> tuple[tuple[str, str | None], ...]:
    """The value with its finding; of a conflict both."""
    if filled.value is None:
        return ()
    if filled.state != "conflicting":
        return ((filled.value, filled.finding),)
    return tuple(zip(filled.value.split(CONFLICT), (filled.finding, filled.other_finding), strict=False))


def _labels(loaded: Loaded, cards: list[Card]) -> dict[str, ReviewedFinding | str]:
    """What a query or a signature is about, by its id: a finding, the title of a form, or the visit."""
    forms = {form.id: form.title for form in loaded.study.forms}
    return {**forms, "visit": "the visit", **{card.one.uid: card.one for card in cards}}
