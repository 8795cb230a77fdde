"""Which choice of a form some words stand for: "I quit years ago" is a former smoker."""

import re
from collections.abc import Mapping, Sequence

_CHOICE_WORDS: Mapping[str, str] = {
    "never": r"\bnever\b|^no\b|\bnope\b|don't smoke|do not smoke|non-?smoker",
    "former": r"\bquit\b|used to|gave (?:it )?up|stopped|\bex-?|former|years ago|not any ?more|no longer",
    "past": r"\bquit\b|used to|gave (?:it )?up|stopped|former",
    "ex-smoker": r"\bquit\b|used to|gave (?:it )?up|stopped|former",
    "current": (
        r"\bcurrent|\bstill (?:do|smoke)|a (?:pack|day)|cigarettes|^yes|^yeah|i smoke|socially|"
        r"occasionally"
    ),
    "negative": r"\bnegative\b|not pregnant",
    "positive": r"\bpositive\b",
    "not done": r"\bnot done|did(?:n't| not) (?:do|get|take)|skipped|wasn't done|not applicable|not needed",
    "none": r"\bnone\b|^no\b|\bnothing\b|\bnot at all\b",
    "better": r"\b(?:better|improv\w+|less)\b",
    "improved": r"\b(?:better|improv\w+|less)\b",
    "same": r"\b(?:same|unchanged|no (?:change|different|difference))\b",
    "unchanged": r"\b(?:same|unchanged|no (?:change|different|difference))\b",
    "no change": r"\b(?:same|unchanged|no (?:change|different|difference))\b",
    "worse": r"\b(?:worse\w*)\b",
    "mild": r"\b(?:mild\w*|slight\w*|a (?:little|bit))\b",
    "moderate": r"\bmoderate\w*|\bmedium\b",
    "severe": r"\bsevere\w*|\bterrible\b|\bawful\b",
    "normal": r"\bnormal\b|\bfine\b|looks good|unremarkable",
    "abnormal": r"\babnormal\b",
    "yes": r"^(?:yes|yeah|yep|i (?:do|did|have|am))\b",
    "no": r"^(?:no|nope|none|never|i (?:don't|didn't|haven't))\b",
    "daily": r"\b(?:every day|daily|each day)\b",
    "weekly": r"\b(?:every week|weekly|once a week)\b",
    "always": r"\balways\b|every (?:day|time)",
    "sometimes": r"\bsometimes\b|now and then|occasionally",
    "often": r"\boften\b|most (?:days|of the time)",
    "rarely": r"\brarely\b|hardly ever|seldom",
}  # fmt: skip


def choice_in(text: str, choices: Sequence[str]) -> str | None:
    """The choice that the words name; else the one they stand for, with a bare yes or no tried last."""
    lower = text.lower()
    named = [(m.start(), c) for c in choices if (m := re.search(rf"\b{re.escape(c.lower())}\b", lower))]
    if named:
        return min(named)[1]
    for choice in sorted(choices, key=_weak):
        pattern = _CHOICE_WORDS.get(choice.lower())
        if pattern and re.search(pattern, text, re.IGNORECASE):
            return choice
    return None


def _weak(choice: str) -> int:
    return 1 if choice.lower() in ("never", "none", "no", "yes", "current") else 0
