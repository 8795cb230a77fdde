"""How likely each answer of an enumerated question was, from the probabilities that a server gives with its tokens.

Servers give them as they were before the schema was enforced, so they are taken over the answers alone.
"""

import math
from collections.abc import Sequence

from openai.types.chat.chat_completion_token_logprob import ChatCompletionTokenLogprob, TopLogprob

_EDGES = ' "}\n\t'


def chances_of(tokens: Sequence[ChatCompletionTokenLogprob], choices: Sequence[str], member: str) -> dict[str, float]:
    """Choice → probability, summing to 1, or nothing where the tokens do not tell.

    tokens: of an answer such as {"answer":"yes"}.  member: whose value is one of the choices.
    """
    at = _first_of_value(tokens, member)
    if at is None:
        return {}
    likely: list[TopLogprob | ChatCompletionTokenLogprob] = [*tokens[at].top_logprobs, tokens[at]]
    seen = {one.token: math.exp(one.logprob) for one in likely}
    shares = {choice: sum(p for token, p in seen.items() if _begins(token, choice)) for choice in choices}
    total = sum(shares.values())
    return {choice: share / total for choice, share in shares.items()} if total > 0 else {}


def _first_of_value(tokens: Sequence[ChatCompletionTokenLogprob], member: str) -> int | None:
    """Where the token stands with which the value begins."""
    said = ""
    for at, token in enumerate(tokens):
        _before, named, value = said.rpartition(f'"{member}"')
        if named and value.strip(_EDGES).startswith(":") and token.token.strip(_EDGES):
            return at
        said += token.token
    return None


def _begins(token: str, choice: str) -> bool:
    text = token.strip(_EDGES)
    return bool(text) and choice.startswith(text)
