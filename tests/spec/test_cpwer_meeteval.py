"""Our cpWER beside meeteval's own, where that is installed (the extra `meeteval`)."""

import random

import pytest

from trialvoice.evaluate.speakers import cpwer
from trialvoice.evaluate.words import Token

meeteval = pytest.importorskip("meeteval", reason="meeteval is not installed: pip install trialvoice[meeteval]")

Said = list[tuple[str, str]]


def drawn(chance: random.Random, speakers: int, length: int) -> Said:
    return [(f"s{chance.randrange(speakers)}", chance.choice("abcdefgh")) for _ in range(length)]


def texts(said: Said) -> dict[str, str]:
    return {who: " ".join(word for one, word in said if one == who) for who in sorted({who for who, _ in said})}


def tokens(said: Said) -> list[Token]:
    return [Token(word, who, None, None, None) for who, word in said]


@pytest.mark.parametrize("seed", range(20))
def test_the_same_errors(seed: int) -> None:
    chance = random.Random(seed)
    truth, heard = (drawn(chance, chance.randint(1, 4), chance.randint(1, 60)) for _ in range(2))
    theirs = meeteval.wer.cp_word_error_rate(texts(truth), texts(heard))
    ours = cpwer(tokens(truth), tokens(heard))
    assert (ours.part, ours.whole) == (theirs.errors, theirs.length)
