"""What was said just before and after a sentence, across turns."""

from collections.abc import Iterator

from trialvoice.safe.language.dialogue import Dialogue, Sentence


def following(dialogue: Dialogue, sentence: Sentence, turns: int) -> Iterator[Sentence]:
    """The sentence itself, the rest of its turn, and all of the next `turns` turns."""
    for at in range(sentence.at, min(sentence.at + turns + 1, len(dialogue.by_turn))):
        for other in dialogue.by_turn[at]:
            if at > sentence.at or other.start >= sentence.start:
                yield other


def preceding(dialogue: Dialogue, sentence: Sentence, turns: int) -> Iterator[Sentence]:
    """The sentence itself, then backwards what came before it in its turn and in the `turns` turns before."""
    for at in range(sentence.at, max(sentence.at - turns - 1, -1), -1):
        for other in reversed(dialogue.by_turn[at]):
            if at < sentence.at or other.start <= sentence.start:
                yield other
