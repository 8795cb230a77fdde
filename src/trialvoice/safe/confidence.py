"""How likely a finding is right: signs for and against it, weighed by a small logistic model.

The weights are data, made by `tests/bench/fit_confidence.py`, which says what they were fitted on and how well they do.
"""

import hashlib
import math
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from trialvoice.core.findings import Evidence
from trialvoice.safe.language.dialogue import Dialogue

Signs = Mapping[str, float]
"""Name → strength. 0 says nothing either way, and so does a name that the weights do not have."""
LEAST, MOST = 0.02, 0.98
_RULE_LEAST, _RULE_MOST = 0.05, 0.97
_REPEATED_MOST = 3
ASKED_KINDS = ("adverse_event", "concomitant_medication")
"""Kinds that the language model is asked about, so that its silence says something."""
_FILE = "confidence.toml"


def signs_of(
    kind: str, rule: float, evidence: Sequence[Evidence], dialogue: Dialogue, *, pointed: bool, asked: bool
) -> dict[str, float]:
    """What speaks for and against a finding.

    rule: how sure the rule that found it is, 0 to 1.  pointed: the language model pointed at the same words, of its
    own accord.  asked: it was asked about this visit at all.
    """
    silent = asked and kind in ASKED_KINDS
    return {
        "rule": logit(min(max(rule, _RULE_LEAST), _RULE_MOST)),
        f"kind_{kind}": 1.0,
        "repeated": float(min(len(evidence), _REPEATED_MOST) - 1) if evidence else 0.0,
        "agreement": 1.0 if pointed else -1.0 if silent else 0.0,
        "normalised": float(any(proof.match == "normalised" for proof in evidence)),
        "fuzzy": float(any(proof.match == "fuzzy" for proof in evidence)),
        "misheard": 1.0 - heard(evidence, dialogue),
        "role_unsure": 1.0 - _role(evidence, dialogue),
    }


def confidence(signs: Signs) -> float:
    """The probability that the finding is right."""
    weights = _weights()
    total = weights["constant"] + sum(weights.get(name, 0.0) * strength for name, strength in signs.items())
    return min(max(logistic(total), LEAST), MOST)


def weight(name: str) -> float:
    """One of the weights. Raises KeyError."""
    return _weights()[name]


def confidence_hashes() -> dict[str, str]:
    """The weights' SHA-256, for the identity of a run."""
    return {"confidence": hashlib.sha256(_read()).hexdigest()}


def heard(evidence: Sequence[Evidence], dialogue: Dialogue) -> float:
    """How sure the recogniser was of the words quoted first, on average, 0 to 1. 1 without a quote."""
    if not evidence:
        return 1.0
    first, turns = evidence[0], {turn.id: turn for turn in dialogue.turns}
    spans = turns[first.turn].word_spans()
    sure = [word.probability for a, b, word in spans if a < first.end_char and b > first.start_char]
    return sum(sure) / len(sure) if sure else 1.0


def logit(share: float) -> float:
    """Log odds of a probability strictly between 0 and 1."""
    return math.log(share / (1.0 - share))


def logistic(odds: float) -> float:
    """The probability of log odds."""
    return 1.0 / (1.0 + math.exp(-odds)) if odds >= 0 else math.exp(odds) / (1.0 + math.exp(odds))


def _role(evidence: Sequence[Evidence], dialogue: Dialogue) -> float:
    """The least sure role among the quoted turns."""
    quoted = {proof.turn for proof in evidence}
    return min((turn.role_confidence for turn in dialogue.turns if turn.id in quoted), default=1.0)


@cache
def _weights() -> dict[str, float]:
    table = tomllib.loads(_read().decode())
    return {name: float(value) for name, value in table["weights"].items()}


@cache
def _read() -> bytes:
    return (files("trialvoice.safe") / _FILE).read_bytes()
