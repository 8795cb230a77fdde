"""What people type is read by the gate before it is kept; what people only choose needs no reading."""

from collections.abc import Mapping

from trialvoice.core.errors import GateError
from trialvoice.core.findings import Value
from trialvoice.trial.record.reviewed import ReviewedVisit
from trialvoice.trial.review.context import ReviewContext
from trialvoice.trial.review.value_forms import Typed, strings
from trialvoice.trial.review.value_shapes import shape_of

LONGEST = 2000
"""Characters of a reason, a query or an answer."""
_FREE = frozenset({"text", "long"})


def free_texts(kind: str, typed: Typed, now: Value | None) -> dict[str, str]:
    """Texts of a value's form that were typed freely, without those that stood there already."""
    texts = {shape: " ".join(typed.get(shape.name, ())).strip() for shape in shape_of(kind).shapes}
    return {
        shape.name: text
        for shape, text in texts.items()
        if shape.control in _FREE and text and (now is None or (text,) != strings(shape, now))
    }


def screened(context: ReviewContext, visit: ReviewedVisit, texts: Mapping[str, str]) -> dict[str, str]:
    """A sentence beside every text that holds what may identify somebody.

    All are read in one go. Where they are refused and none of them by itself, it stands beside the last.
    """
    trouble = _trouble(context, visit, "\n".join(texts.values()))
    if not trouble:
        return {}
    single = {name: found for name, text in texts.items() if (found := _trouble(context, visit, text))}
    return single or {list(texts)[-1]: trouble}


def _trouble(context: ReviewContext, visit: ReviewedVisit, text: str) -> str:
    try:
        if text.strip():
            context.screen(visit.study, visit.recording, text)
    except GateError as refused:
        return f"{refused.cause[0].upper()}{refused.cause[1:]}; {refused.remedy} [{refused.code}]"
    return ""
