"""How long it takes to ground the claims on a visit of an hour.

    python -m tests.bench.grounding [--words 9000] [--claims 200] [--repeat 7]

The visit is made of the turns of the development visits. A quarter of the claims are quotes as they stand, a quarter
without case and punctuation, a quarter with letters wrong, and a quarter inventions, which are looked for longest; half
of all name a wrong turn. The grounder's own preparation counts.
"""

import argparse
import random
import statistics
import time
from collections.abc import Iterator
from itertools import count

from trialvoice.core.records import SafeTranscript, Turn
from trialvoice.evaluate.visits.visit import FOLDER, load_visits
from trialvoice.safe.asking.ask import Claim
from trialvoice.safe.asking.claims import proven
from trialvoice.safe.language.dialogue import Dialogue

SEED = 20261121
_INVENTED = "the purple elephant gave {} hours of violent hiccups to a sailor"
_QUOTED_WORDS = 6


def hour(words: int) -> SafeTranscript:
    """A visit of so many words."""
    spoken = [turn for visit in load_visits(FOLDER / "dev") for turn in visit.transcript.turns]
    turns, said = list[Turn](), 0
    for number in count():
        if said >= words:
            return SafeTranscript(recording="hour", language="en", turns=tuple(turns))
        one = spoken[number % len(spoken)]
        turns.append(one.model_copy(update={"id": number + 1}))
        said += len(one.words)
    raise AssertionError("never ends")


def claims(transcript: SafeTranscript, wanted: int, chance: random.Random) -> Iterator[Claim]:
    """Claims of four kinds in turn, as models make them."""
    long = [turn for turn in transcript.turns if len(turn.words) > _QUOTED_WORDS]
    for number in range(wanted):
        turn = chance.choice(long)
        start = chance.randrange(len(turn.words) - _QUOTED_WORDS)
        quote = " ".join(word.text for word in turn.words[start : start + _QUOTED_WORDS])
        said = (quote, quote.upper().replace(",", ""), _misspelt(quote, chance), _INVENTED.format(number))[number % 4]
        claimed = turn.id if chance.random() < 0.5 else chance.choice(transcript.turns).id
        yield Claim(topic="adverse_event", source="bench@1", turn=claimed, quote=said)


def _misspelt(quote: str, chance: random.Random) -> str:
    at = chance.randrange(len(quote))
    return f"{quote[:at]}x{quote[at + 1 :]}"


def main() -> None:
    """Print the median and the spread, in milliseconds of processor time, and what became of the claims."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--words", type=int, default=9000)
    wanted.add_argument("--claims", type=int, default=200)
    wanted.add_argument("--repeat", type=int, default=7)
    given = wanted.parse_args()
    dialogue = Dialogue(transcript := hour(given.words))
    claimed = tuple(claims(transcript, given.claims, random.Random(SEED)))
    spent = []
    for _ in range(given.repeat):
        began = time.process_time()
        found = proven(dialogue, claimed)
        spent.append((time.process_time() - began) * 1000)
    print(f"{given.words} words, {len(transcript.turns)} turns, {given.claims} claims")
    print(f"median {statistics.median(spent):.0f} ms, {min(spent):.0f} to {max(spent):.0f} ms of {given.repeat}")
    print(dict(found.counts))


if __name__ == "__main__":
    main()
