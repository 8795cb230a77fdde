"""Words of the truth and of a transcript in one form, and their tokens: what is left after normalisation."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from rapidfuzz.distance import Levenshtein

from trialvoice.core.records import Role, Turn
from trialvoice.evaluate.normalise import Normalise


@dataclass(frozen=True)
class SpokenWord:
    """One word as it is written, with [start, end) ms and role where they are known."""

    text: str = field(repr=False)
    speaker: str
    role: Role | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class Token:
    """What error rates count: one normalised word.

    start, end: ms of the word or words it was made from; of a word that became several tokens ("don't": do, not)
    the first has the start and the last has the end.
    """

    text: str = field(repr=False)
    speaker: str
    role: Role | None
    start: int | None
    end: int | None


def words_of(turns: Sequence[Turn]) -> tuple[SpokenWord, ...]:
    """The words of a transcript."""
    return tuple(
        SpokenWord(word.text, turn.speaker, turn.role, word.start, word.end) for turn in turns for word in turn.words
    )


def tokens_of(words: Sequence[SpokenWord], normalise: Normalise) -> tuple[Token, ...]:
    """The tokens of a text normalised in one piece, so that they do not depend on where turns begin.

    A token knows its words though several may have become one: "one zero zero seven" is the token 1007, which
    starts with the first of them and ends with the last. Its speaker is the first one's.
    """
    texts = normalise(" ".join(word.text for word in words)).split()
    origins = _origins(texts, words, normalise)
    befores, afters = (None, *origins), (*origins[1:], None)
    return tuple(
        Token(
            text=text,
            speaker=words[origin[0]].speaker,
            role=words[origin[0]].role,
            start=words[origin[0]].start if origin != before else None,
            end=words[origin[1]].end if origin != after else None,
        )
        for text, origin, before, after in zip(texts, origins, befores, afters, strict=False)
    )


def _origins(texts: Sequence[str], words: Sequence[SpokenWord], normalise: Normalise) -> list[tuple[int, int]]:
    """For each token the indices of the first and the last word it was made from.

    Tokens are matched with those of each word normalised alone; where the two differ, as in numbers, all tokens of
    the stretch share all its words.
    """
    alone_of = cache(lambda text: tuple(normalise(text).split()))
    alone = [(token, index) for index, word in enumerate(words) for token in alone_of(word.text)]
    origins: list[tuple[int, int]] = []
    for (begin, end), (first, last) in _stretches(texts, [token for token, _ in alone]):
        first = min(first, len(alone) - 1)
        span = (alone[first][1], alone[max(first, last - 1)][1])
        origins += [span] * (end - begin)
    return origins


def _stretches(texts: Sequence[str], alone: Sequence[str]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """[begin, end) in each sequence: token by token where they agree, else up to where they agree again."""
    open_at = (0, 0)
    for block in Levenshtein.opcodes(texts, alone):
        if block.tag != "equal":
            continue
        if open_at != (block.src_start, block.dest_start):
            yield (open_at[0], block.src_start), (open_at[1], block.dest_start)
        for offset in range(block.src_end - block.src_start):
            at, of = block.src_start + offset, block.dest_start + offset
            yield (at, at + 1), (of, of + 1)
        open_at = (block.src_end, block.dest_end)
    if open_at[0] < len(texts):
        yield (open_at[0], len(texts)), (open_at[1], len(alone))
