"""What was reviewed: the topics that accepted findings name, by their kind or by words of their quotes."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from trialvoice.trial.exports.monitoring.layout import Topic as Listed
from trialvoice.trial.exports.monitoring.layout import layout
from trialvoice.trial.exports.monitoring.records import Action, Deviation, Told, Topic
from trialvoice.trial.exports.printed.proof import Quoted, Written


def topics(lines: Sequence[Told | Deviation | Action], proofs: Sequence[Quoted | Written]) -> tuple[Topic, ...]:
    """In the table's order, each with the proofs that name it; a topic that nothing names is not there."""
    by_id = {one.id: one for one in proofs}
    found = (
        Topic(id=topic.id, title=topic.title, proofs=named)
        for topic in layout().topics
        if (named := tuple(dict.fromkeys(id for line in lines for id in _naming(topic, line, by_id))))
    )
    return tuple(found)


def _naming(topic: Listed, line: Told | Deviation | Action, by_id: Mapping[str, Quoted | Written]) -> Iterator[str]:
    whole = (isinstance(line, Deviation) and line.category in topic.categories) or (
        isinstance(line, Told) and line.kind in topic.kinds
    )
    for id in line.proofs:
        proof = by_id.get(id)
        if whole or (isinstance(proof, Quoted) and _pattern(topic.id).search(proof.quote)):
            yield id


@cache
def _pattern(id: str) -> re.Pattern[str]:
    words = next(topic.words for topic in layout().topics if topic.id == id)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r")(?!\w)", re.IGNORECASE)
