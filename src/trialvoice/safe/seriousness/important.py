"""Important medical events: by the names of events found, and by further names, told of the participant."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from trialvoice.safe.events.problems import Judged
from trialvoice.safe.language.assertion import Mention
from trialvoice.safe.language.dialogue import Dialogue
from trialvoice.safe.lexicon import Phrases
from trialvoice.safe.seriousness.happened import happened
from trialvoice.safe.seriousness.ideation import ideation

_NAMES_A_THING = re.compile(
    r"^[\s-]+(?:paragraph|section|page|leaflet|risk|unit|ward|clinic|team|nurse|specialist|screen\w*|test|check|"
    r"charity|group|study|trial|survivor|vaccin\w*|jab|shot|plan|training|dog|alert|prevention|marker\w*|kit|pen in "
    r"my bag)\b",
    re.IGNORECASE,
)


def is_important(term: str) -> bool:
    """Whether an event of that name is medically important by itself."""
    return term in _lists()[0]


def important(dialogue: Dialogue, all_judged: Sequence[Judged]) -> Iterator[Mention]:
    """Important events that have happened, each place of them, named. Those judged otherwise already are left out."""
    yield from ideation(dialogue)
    covered = {(item.mention.sentence.at, item.mention.sentence.start): item for item in all_judged}
    for sentence in dialogue.sentences:
        for hit in _lists()[1].find(sentence.words):
            mention = Mention(hit.name, sentence, sentence.words[hit.first].start, sentence.words[hit.last].end)
            known = covered.get((sentence.at, sentence.start))
            if known and _overlap(known.mention, mention) and known.verdict.assertion != "present":
                continue
            if not _NAMES_A_THING.match(mention.after) and happened(dialogue, mention):
                yield mention


def _overlap(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end


@cache
def _lists() -> tuple[frozenset[str], Phrases]:
    """Names that are important, and the phrases of those that the symptom list does not have."""
    listed = tomllib.loads((files("trialvoice.safe") / "lexicon" / "important.toml").read_text("utf-8"))
    return frozenset((*listed["events"], *listed["names"])), Phrases.of(listed["names"])
