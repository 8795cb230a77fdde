"""What speakers leave open: staff promise it, ask for it, or the participant will look, bring or wants a call."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from trialvoice.core.findings import Evidence, FollowUp
from trialvoice.safe.drafts import Draft, distinct, quote_of
from trialvoice.safe.language.assertion import LIKELY, POSSIBLE
from trialvoice.safe.language.cue_file import cue_file
from trialvoice.safe.language.dialogue import Dialogue, Sentence
from trialvoice.safe.language.stems import small_words

SOURCE = "rule:follow-up@1"
Reason = Literal["promised", "requested", "left_open"]
_BY_STAFF: tuple[Reason, ...] = ("promised", "requested")
_CONFIDENCE: dict[Reason, float] = {"promised": LIKELY, "requested": LIKELY, "left_open": POSSIBLE}
_APART = 25
"""Characters between two things that one sentence leaves open."""
_ALIKE = 0.7
"""Of the words of two sentences, those in common (Dice)."""
_AROUND = 80
"""Characters around a cue in which stands that nothing is left open."""
_JOINS = re.compile(r"[\s,;.]*(?:\band\b)?[\s,;]*$")


@dataclass(frozen=True, slots=True)
class _Told:
    """[start, end) characters of the turn.  whole: the only thing that its sentence leaves open."""

    reason: Reason
    sentence: Sentence
    start: int
    end: int
    whole: bool = True


def follow_ups(dialogue: Dialogue) -> tuple[Draft, ...]:
    """Drafts; what is said again is one, and what another speaker answers in the next turn: "I'll go by tomorrow."."""
    groups: list[list[_Told]] = []
    for told in (t for s in dialogue.sentences for t in _of(dialogue, s)):
        known = next((group for group in groups if _again(told, group[0])), None)
        if groups and _answers(told, groups[-1][-1]):
            groups[-1].append(told)
        elif known:
            known.append(told)
        else:
            groups.append([told])
    return tuple(_draft(dialogue, group) for group in groups)


def _answers(told: _Told, before: _Told) -> bool:
    return told.sentence.at == before.sentence.at + 1 and told.sentence.turn.role != before.sentence.turn.role


def _again(told: _Told, before: _Told) -> bool:
    """Whether it is said in the same words, or nearly: a recap at the end of the visit."""
    one, other = _stems(told), _stems(before)
    return 2 * len(one & other) >= _ALIKE * (len(one) + len(other))


def _stems(told: _Told) -> frozenset[str]:
    words = told.sentence.words
    near = words if told.whole else (word for word in words if told.start <= word.start < told.end)
    return frozenset(word.stem for word in near) - small_words("fillers")


def _draft(dialogue: Dialogue, group: Sequence[_Told]) -> Draft:
    proof = distinct([_quote(dialogue, told) for told in group])
    value = FollowUp(reason=group[0].reason, what=proof[0].quote)
    return Draft(value, proof, SOURCE, _CONFIDENCE[group[0].reason])


def _quote(dialogue: Dialogue, told: _Told) -> Evidence:
    if told.whole:
        return quote_of(dialogue, told.sentence, told.start, told.end)
    return dialogue.evidence(told.sentence.at, told.start, told.end)


def _of(dialogue: Dialogue, sentence: Sentence) -> tuple[_Told, ...]:
    """What a sentence leaves open, each with its own words where it is more than one thing."""
    found: list[_Told] = []
    for told in sorted(_told(dialogue, sentence), key=lambda t: t.start):
        if not found or told.start - found[-1].end >= _APART:
            found.append(told)
    if len(found) < 2:
        return tuple(found)
    ends = [later.start for _, later in pairwise(found)] + [sentence.end]
    return tuple(_until(told, end) for told, end in zip(found, ends, strict=True))


def _until(told: _Told, end: int) -> _Told:
    text = told.sentence.text[told.start - told.sentence.start : end - told.sentence.start]
    return _Told(told.reason, told.sentence, told.start, told.start + len(_JOINS.sub("", text)), whole=False)


def _told(dialogue: Dialogue, sentence: Sentence) -> Iterator[_Told]:
    if dialogue.staff(sentence.turn):
        for reason in _BY_STAFF:
            yield from (told for told in _matches(_cue(reason), reason, sentence) if not _excused(told))
        if dialogue.staff_only and any(turn.role == "monitor" for turn in dialogue.turns):
            yield from _matches(_cue("promised_to_monitor"), "promised", sentence)
    else:
        told_open = _matches(_cue("promised_by_participant"), "left_open", sentence)
        yield from (told for told in told_open if not _cue("not_open_said").search(sentence.text))


def _matches(pattern: re.Pattern[str], reason: Reason, sentence: Sentence) -> Iterator[_Told]:
    for match in pattern.finditer(sentence.text):
        yield _Told(reason, sentence, sentence.start + match.start(), sentence.start + match.end())


def _excused(told: _Told) -> bool:
    offset = told.sentence.start
    return bool(
        _cue("not_open").search(told.sentence.text[max(told.start - offset - _AROUND, 0) : told.end - offset + _AROUND])
    )


def _cue(name: str) -> re.Pattern[str]:
    return cue_file("follow_ups").cue("follow_up", name)
