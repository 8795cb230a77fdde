"""Words given to the right speaker and the right role."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein
from scipy.optimize import linear_sum_assignment

from trialvoice.evaluate.alignment import Pair
from trialvoice.evaluate.counts import Ratio, share
from trialvoice.evaluate.words import Token


def speaker_mapping(pairs: Sequence[Pair]) -> dict[str, str]:
    """True speaker → the speaker heard, one to one, such that most pairs agree."""
    together = Counter((true.speaker, heard.speaker) for true, heard in pairs)
    ours = sorted({speaker for speaker, _ in together})
    theirs = sorted({speaker for _, speaker in together})
    counts = np.array([[together[a, b] for b in theirs] for a in ours]).reshape(len(ours), len(theirs))
    rows, columns = linear_sum_assignment(counts, maximize=True)
    return {ours[i]: theirs[j] for i, j in zip(rows, columns, strict=True)}


def word_diarization_error(pairs: Sequence[Pair]) -> Ratio:
    """Share of matched words, right or substituted, that are given to the wrong speaker."""
    mapping = speaker_mapping(pairs)
    return share([mapping.get(true.speaker) != heard.speaker for true, heard in pairs])


def word_roles(pairs: Sequence[Pair]) -> Ratio | None:
    """Share of matched words with the right role; None where the truth names no role."""
    told = [(true, heard) for true, heard in pairs if true.role is not None]
    return share([true.role == heard.role for true, heard in told]) if told else None


def speaker_roles(reference: Sequence[Token], pairs: Sequence[Pair]) -> Ratio | None:
    """Share of true speakers whose counterpart mostly has the right role; None where the truth names no role.

    A speaker with no counterpart counts as wrong.
    """
    roles = {token.speaker: token.role for token in reference if token.role is not None}
    if not roles:
        return None
    mapping = speaker_mapping(pairs)
    heard_as: dict[str, Counter[str | None]] = {}
    for _, heard in pairs:
        heard_as.setdefault(heard.speaker, Counter())[heard.role] += 1
    found = {true: heard_as[heard].most_common(1)[0][0] for true, heard in mapping.items()}
    return share([found.get(speaker) == role for speaker, role in roles.items()])


def cpwer(reference: Sequence[Token], hypothesis: Sequence[Token]) -> Ratio:
    """Concatenated minimum-permutation word error rate.

    Each speaker's tokens in a row, and the one-to-one matching of speakers with the fewest errors; the words of a
    speaker with no counterpart are all errors.
    """
    ours, theirs = _by_speaker(reference), _by_speaker(hypothesis)
    size = max(len(ours), len(theirs))
    ours += [[]] * (size - len(ours))
    theirs += [[]] * (size - len(theirs))
    costs: NDArray[np.int64] = np.array([[Levenshtein.distance(a, b) for b in theirs] for a in ours])
    costs = costs.reshape(size, size)
    rows, columns = linear_sum_assignment(costs)
    return Ratio(part=int(costs[rows, columns].sum()), whole=len(reference))


def _by_speaker(tokens: Sequence[Token]) -> list[list[str]]:
    said: dict[str, list[str]] = {}
    for token in tokens:
        said.setdefault(token.speaker, []).append(token.text)
    return list(said.values())
