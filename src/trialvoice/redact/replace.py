"""Put tags in place of identifiers. The only maker of a SafeTranscript from speech."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from trialvoice.core.records import SafeTranscript, Transcript, Turn, Word
from trialvoice.redact.spans import Span
from trialvoice.redact.tags import Tagged, tag_spans
from trialvoice.redact.vault import Vault, make_vault

Replacement = tuple[int, int, str]
"""[start, end) of a text, and what stands there instead."""


class Replacer(Protocol):
    """Replaces parts of one text, such as Presidio's anonymizer."""

    def replace(self, text: str, replacements: Sequence[Replacement]) -> str:
        """The text with each part replaced; parts never overlap."""


class RightToLeft:
    """The plain replacer: from the end on, so that earlier offsets stay true."""

    def replace(self, text: str, replacements: Sequence[Replacement]) -> str:
        """The text with each part replaced."""
        for start, end, new in sorted(replacements, reverse=True):
            text = text[:start] + new + text[end:]
        return text


def replace_transcript(transcript: Transcript, spans: Sequence[Span]) -> SafeTranscript:
    """The transcript with one word such as `[NAME_1]` for each identifier.

    The word has the times of all the words it stands for, and keeps the punctuation around them.
    """
    tagged = tag_spans([turn.text for turn in transcript.turns], spans)
    turns = tuple(
        _safe_turn(turn, [one for one in tagged if one.span.turn_index == index])
        for index, turn in enumerate(transcript.turns)
    )
    return SafeTranscript(
        recording=transcript.recording,
        language=transcript.language,
        turns=turns,
        warnings=transcript.warnings,
    )


def vault_of(transcript: Transcript, spans: Sequence[Span]) -> Vault:
    """The vault that belongs to `replace_transcript` of the same arguments."""
    return make_vault(tag_spans([turn.text for turn in transcript.turns], spans))


def replace_texts(texts: Sequence[str], spans: Sequence[Span], replacer: Replacer | None = None) -> list[str]:
    """Plain texts with tags in place of identifiers; every other character stays as it is."""
    tagged = tag_spans(texts, spans)
    chosen = replacer or RightToLeft()
    return [
        chosen.replace(text, [_replacement(one) for one in tagged if one.span.turn_index == index])
        for index, text in enumerate(texts)
    ]


def _replacement(one: Tagged) -> Replacement:
    return one.span.start, one.span.end, one.tag


def _safe_turn(turn: Turn, tagged: list[Tagged]) -> Turn:
    if not tagged:
        return turn
    placed = list(turn.word_spans())
    words = tuple(_safe_word(turn.text, group, tagged) for group in _groups(placed, tagged))
    return turn.model_copy(update={"words": words})


def _groups(placed: Iterable[tuple[int, int, Word]], tagged: Sequence[Tagged]) -> Iterator[list[tuple[int, int, Word]]]:
    """The words, those that one identifier touches together."""
    group: list[tuple[int, int, Word]] = []
    for start, end, word in placed:
        if group and not any(one.span.start < group[-1][1] and one.span.end > start for one in tagged):
            yield group
            group = []
        group.append((start, end, word))
    if group:
        yield group


def _safe_word(text: str, group: list[tuple[int, int, Word]], tagged: Sequence[Tagged]) -> Word:
    start, end = group[0][0], group[-1][1]
    inside = [
        (max(one.span.start, start) - start, min(one.span.end, end) - start, one.tag)
        for one in tagged
        if one.span.start < end and one.span.end > start
    ]
    if not inside:
        return group[0][2]
    return Word(
        start=group[0][2].start,
        end=max(word.end for _, _, word in group),
        text=RightToLeft().replace(text[start:end], inside),
        probability=min(word.probability for _, _, word in group),
        doubtful=any(word.doubtful for _, _, word in group),
    )
