"""Put tags, or what else the study asks for, in place of identifiers.

The only maker of a SafeTranscript from speech.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from trialvoice.core.records import SafeTranscript, Transcript, Turn, Word
from trialvoice.redact.replacing.disguise import TAGS, Disguise
from trialvoice.redact.replacing.tags import tag_spans
from trialvoice.redact.replacing.vault import Vault, make_vault
from trialvoice.redact.spans import Span

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


def replace_transcript(transcript: Transcript, spans: Sequence[Span], disguise: Disguise = TAGS) -> SafeTranscript:
    """The transcript with one word such as `[NAME_1]` for each identifier.

    The word has the times of all the words it stands for, and keeps the punctuation around them. A surrogate
    may hold blanks: "Anna Nowak" is one word then.
    """
    placed = _placed([turn.text for turn in transcript.turns], spans, disguise)
    turns = tuple(_safe_turn(turn, placed.get(index, [])) for index, turn in enumerate(transcript.turns))
    return SafeTranscript(
        recording=transcript.recording,
        language=transcript.language,
        turns=turns,
        warnings=transcript.warnings,
    )


def vault_of(transcript: Transcript, spans: Sequence[Span], disguise: Disguise = TAGS) -> Vault:
    """The vault that belongs to `replace_transcript` of the same arguments."""
    tagged = tag_spans([turn.text for turn in transcript.turns], spans)
    return make_vault(tagged, disguise.shown(tagged))


def replace_texts(
    texts: Sequence[str], spans: Sequence[Span], replacer: Replacer | None = None, disguise: Disguise = TAGS
) -> list[str]:
    """Plain texts with identifiers replaced; every other character stays as it is."""
    placed = _placed(texts, spans, disguise)
    chosen = replacer or RightToLeft()
    return [chosen.replace(text, placed.get(index, [])) for index, text in enumerate(texts)]


def _placed(texts: Sequence[str], spans: Sequence[Span], disguise: Disguise) -> dict[int, list[Replacement]]:
    """What is replaced in each text, by its index."""
    tagged = tag_spans(texts, spans)
    out: dict[int, list[Replacement]] = {}
    for one, shown in zip(tagged, disguise.shown(tagged), strict=True):
        out.setdefault(one.span.turn_index, []).append((one.span.start, one.span.end, shown))
    return out


def _safe_turn(turn: Turn, replaced: list[Replacement]) -> Turn:
    if not replaced:
        return turn
    placed = list(turn.word_spans())
    words = tuple(_safe_word(turn.text, group, replaced) for group in _groups(placed, replaced))
    return turn.model_copy(update={"words": words})


def _groups(
    placed: Iterable[tuple[int, int, Word]], replaced: Sequence[Replacement]
) -> Iterator[list[tuple[int, int, Word]]]:
    """The words, those that one identifier touches together."""
    group: list[tuple[int, int, Word]] = []
    for start, end, word in placed:
        if group and not any(first < group[-1][1] and last > start for first, last, _ in replaced):
            yield group
            group = []
        group.append((start, end, word))
    if group:
        yield group


def _safe_word(text: str, group: list[tuple[int, int, Word]], replaced: Sequence[Replacement]) -> Word:
    start, end = group[0][0], group[-1][1]
    inside = [
        (max(first, start) - start, min(last, end) - start, shown)
        for first, last, shown in replaced
        if first < end and last > start
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
