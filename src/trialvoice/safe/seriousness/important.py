"""Important medical events: by the names of events found, and by further names, told of the participant."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from trialvoice.safe.events.no_symptom import no_symptom
from trialvoice.safe.events.problems import Judged
from trialvoice.safe.language.assertion import Mention
from trialvoice.safe.language.dialogue import Dialogue
from trialvoice.safe.language.stems import Token
from trialvoice.safe.lexicon import Hit, Phrases, lexicon
from trialvoice.safe.seriousness.happened import happened
from trialvoice.safe.seriousness.ideation import ideation
from trialvoice.safe.seriousness.pregnancy import pregnancy_lost

_NAMES_A_THING = re.compile(
    r"^[\s-]+(?:care|arter\w+|angio\w+|bypass|bed|paragraph|section|page|leaflet|risk|unit|ward|clinic|team|nurse|"
    r"specialist|screen\w*|test|check|"
    r"charity|group|study|trial|survivor|vaccin\w*|jab|shot|plan|training|dog|alert|prevention|marker\w*|kit|pen in "
    r"my bag)\b",
    re.IGNORECASE,
)


_CALL_IT = re.compile(
    r"(?:^|[,.;]\s*)\W*(?:(?:okay|ok|right|and|ah|oh|well|yes)\W+)*(?:so\b|(?:that|it)(?:'?s| was| is|'d be)\b|sounds? "
    r"(?:\w+ ){0,2}like)\W+(?:\w+ ){0,2}$",
    re.IGNORECASE,
)


def is_important(term: str) -> bool:
    """Whether an event of that name is medically important by itself."""
    return term in _lists()[0]


def important_names(said: Sequence[Token]) -> Iterator[Hit]:
    """Names of important events that the list of problems does not have, among words."""
    return _lists()[1].find(said)


def important(dialogue: Dialogue, all_judged: Sequence[Judged]) -> Iterator[Mention]:
    """Important events that have happened, each place of them, named. Those judged otherwise already are left out."""
    yield from ideation(dialogue)
    yield from pregnancy_lost(dialogue)
    covered = {(item.mention.sentence.at, item.mention.sentence.start): item for item in all_judged}
    for sentence in dialogue.sentences:
        for hit in _lists()[1].find(sentence.words):
            mention = Mention(hit.name, sentence, sentence.words[hit.first].start, sentence.words[hit.last].end)
            known = covered.get((sentence.at, sentence.start))
            if known and _overlap(known.mention, mention) and not _counts(dialogue, known, mention):
                continue
            if _NAMES_A_THING.match(mention.after) or no_symptom(mention, lexicon()):
                continue
            if happened(dialogue, mention):
                yield mention


def _counts(dialogue: Dialogue, known: Judged, mention: Mention) -> bool:
    """Whether it is so, by what was judged already, or because staff call it that: "That's anaphylaxis."."""
    if known.verdict.assertion != "hypothetical" or not dialogue.staff(mention.sentence.turn):
        return known.verdict.assertion == "present"
    return bool(_CALL_IT.search(mention.before)) and not mention.sentence.question


def _overlap(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end


@cache
def _lists() -> tuple[frozenset[str], Phrases]:
    """Names that are important, and the phrases of those that the symptom list does not have."""
    listed = tomllib.loads((files("trialvoice.safe") / "lexicon" / "important.toml").read_text("utf-8"))
    return frozenset((*listed["events"], *listed["names"])), Phrases.of(listed["names"])
