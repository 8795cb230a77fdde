"""Conditions and operations that are named: the participant's own, or the family's."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from trialvoice.core.findings import Evidence, HistoryCategory, MedicalHistory
from trialvoice.safe.drafts import Draft
from trialvoice.safe.events.problems import Judged
from trialvoice.safe.language.assertion import Mention, Verdict, judge
from trialvoice.safe.language.cue_file import cue_file
from trialvoice.safe.language.dialogue import Dialogue, polarity
from trialvoice.safe.lexicon import Phrases

SOURCE = "rule:history@1"
_SURE, _LESS_SURE = 0.8, 0.65
_TABLES: Mapping[str, HistoryCategory] = {"conditions": "condition", "operations": "operation"}
_OWN = ("present", "past")
_ONCE = re.compile(r"\b(?:ago|before|last year|once|when (?:i|he|she) was)\b", re.IGNORECASE)
_RISK = re.compile(r"\b(?:tests?|swab|screen\w*|vaccin\w+|shots?|caused by|such as|signs? of)\b", re.IGNORECASE)
"""Around a condition it is being looked for, not had."""


def conditions(dialogue: Dialogue) -> Iterator[Draft]:
    """Conditions that the participant has or had, and those that relatives have."""
    for table, category in _TABLES.items():
        found = tuple(_mentions(dialogue, _phrases(table)))
        for mention in found:
            verdict = judge(dialogue, mention, found)
            if verdict and not _RISK.search(mention.sentence.text):
                yield from _drafts(dialogue, mention, verdict, category)


def past_problems(dialogue: Dialogue, problems: tuple[Judged, ...]) -> Iterator[Draft]:
    """Problems that were there before the study drug."""
    for problem in problems:
        if problem.verdict.assertion == "past" and not _passed(problem):
            value = MedicalHistory(term=problem.mention.term, category="condition")
            yield Draft(value, _proof(dialogue, problem.mention, problem.verdict), SOURCE, _LESS_SURE)


def _passed(problem: Judged) -> bool:
    """A cold had once is over; what has been there for years is not."""
    passing = problem.mention.term in cue_file("history").data["passing"]["terms"]
    return passing and bool(_ONCE.search(problem.mention.sentence.text))


@cache
def _phrases(table: str) -> Phrases:
    return Phrases.of(cue_file("history").data[table])


def _mentions(dialogue: Dialogue, phrases: Phrases) -> Iterator[Mention]:
    for sentence in dialogue.sentences:
        for hit in phrases.find(sentence.words):
            yield Mention(hit.name, sentence, sentence.words[hit.first].start, sentence.words[hit.last].end)


def _drafts(dialogue: Dialogue, mention: Mention, verdict: Verdict, category: HistoryCategory) -> Iterator[Draft]:
    proof = _proof(dialogue, mention, verdict)
    if verdict.assertion in _OWN:
        yield Draft(MedicalHistory(term=mention.term, category=category), proof, SOURCE, _SURE)
    elif verdict.assertion == "someone_else" and _in_family(dialogue, mention) and not _answered_no(verdict):
        term = f"family history of {mention.term}"
        yield Draft(MedicalHistory(term=term, category="family_history"), proof, SOURCE, _LESS_SURE)


def _in_family(dialogue: Dialogue, mention: Mention) -> bool:
    if mention.term in cue_file("history").data["accidents"]["terms"]:
        return False
    said = " ".join(s.text for s in (*dialogue.before(mention.sentence)[-2:], mention.sentence))
    return bool(cue_file("history").cue("patterns", "relative").search(said))


def _answered_no(verdict: Verdict) -> bool:
    return verdict.answer is not None and polarity((verdict.answer,)) == "no"


def _proof(dialogue: Dialogue, mention: Mention, verdict: Verdict) -> tuple[Evidence, ...]:
    named = dialogue.evidence(mention.sentence.at, mention.start, mention.end)
    answer = verdict.answer
    return (named, dialogue.evidence(answer.at, answer.start, answer.end)) if answer else (named,)
