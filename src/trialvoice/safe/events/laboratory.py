"""Results that are too high or too low by their figure, by the limit stated with it, or by what they are called."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from trialvoice.core.findings import Assertion
from trialvoice.safe.events.problems import Judged
from trialvoice.safe.language import cues
from trialvoice.safe.language.assertion import LIKELY, Mention, Verdict
from trialvoice.safe.language.dialogue import Dialogue, Sentence
from trialvoice.safe.language.numbers import Number, measured
from trialvoice.safe.lexicon import Hit, lexicon

_HIGH = re.compile(
    r"\b(?:high|elevated|raised|risen|climbed|doubled|tripled|fast|above (?:the )?(?:normal|range|limit)|"
    r"(?:is|are|was|were|has|have|gone|went|shot|crept|come|came) (?:\w+ )?up)\b",
    re.IGNORECASE,
)
_LOW = re.compile(
    r"\b(?:low|slow|dropped|fallen|deficient|below (?:the )?(?:normal|range|limit)|"
    r"(?:is|are|was|were|has|have|gone|went) (?:\w+ )?down)\b",
    re.IGNORECASE,
)
_IN_RANGE = re.compile(
    r"\b(?:normal|in range|back (?:to|up|down|in)|better|improved|recovered|stable|fine|(?:as|what) (?:it|they) should|"
    r"(?:isn't|aren't|wasn't|not) (?:too |that )?(?:high|low))\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"^\W*(?:so |and |which is |now )*(?:that'?s|that is|it'?s|it is|they'?re|which)\b", re.IGNORECASE
)
_REACH = 70  # characters from a test's name to what it is called
_FOLLOWING = 2
"""Sentences after the one that names the test in which its figure, limit and ruling may stand."""
_UPPER = re.compile(
    r"\b(?:upper (?:limit|end)|top(?: end| of (?:it|normal|the range))?|high end|ceiling|(?:should|ought to|"
    r"supposed to|"
    r"meant to|like it|want it|must) (?:be |stay |to be )?(?:under|below|less than)|no (?:higher|more) than|not over|"
    r"normal(?:ly)? (?:is |goes )?(?:under|below|up to)|up to)(?:'s| is| was| of|,)?\s*$",
    re.IGNORECASE,
)
_LOWER = re.compile(
    r"\b(?:lower (?:limit|end)|low end|bottom(?: end| of (?:it|normal|the range))?|lowest|floor|(?:should|ought to|"
    r"supposed to|meant to|like it|want it|must) (?:be |stay |to be )?(?:over|above|more than|at least)|at least|"
    r"(?:n't|not|never) \w+ (?:\w+ )?(?:under|below)|no (?:lower|less) than)(?:'s| is| was| of|,)?\s*$",
    re.IGNORECASE,
)
_LOWER_AFTER = re.compile(r"^(?:'s| is| was)? the (?:lowest|least|bottom|minimum|floor)\b", re.IGNORECASE)
_UPPER_AFTER = re.compile(r"^(?:'s| is| was)? the (?:highest|most|top|maximum|upper|ceiling)\b", re.IGNORECASE)
_COUNTED = re.compile(
    r"^\s?(?:st|nd|rd|th|days?|weeks?|months?|hours?|percent|%|at (?:base|screen|the start))\b|^:", re.I
)
_BEFORE_THAT = re.compile(r"\b(?:week|visit|day|grade|month|under|over|than|line|page|item|box)\s*$", re.IGNORECASE)
_EARLIER = re.compile(r"\b(?:was|were|from|been)\s*$", re.IGNORECASE)
_NOT_SIGNIFICANT = re.compile(
    r"\bn\.?c\.?s\b|\bnot (?:clinically )?significant|\binsignificant\b|\bno clinical significance|"
    r"\b(?:not|isn't|doesn't) (?:\w+ ){0,2}(?:count|matter|worr\w+)\b",
    re.IGNORECASE,
)
_OF_THE = re.compile(r"^,? (?:(?:on|for|is|was) )?(?:the|that|your|his|her) $", re.IGNORECASE)
"""Between a figure and the test that it is of: "eighty on the pulse"."""
_OTHER_UNIT = 3
"""A figure so many times the upper normal is in the other of a test's two units."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What is said of one test.  before: its name.  text: from its name on, to the next test.  near: close to it.

    figures: the sentence that has its figure, where its own has none.
    """

    before: str
    text: str
    figures: Sentence | None
    near: str

    @property
    def figure(self) -> float | None:
        """The result: straight before the name, else the first number that is no limit or date, that of now first."""
        if first := next((n.value for n in measured(self.before) if _OF_THE.match(self.before[n.end :])), None):
            return first
        told = [n for n in self._numbers if not self._limit(n) and not self._other(n)]
        now = [n for n in told if not _EARLIER.search(self.text[: n.start])]
        return next((n.value for n in (*now, *told)), None)

    @property
    def limits(self) -> tuple[float | None, float | None]:
        """The lower and the upper limit, where they are stated."""
        sides = {self._limit(n): n.value for n in self._numbers}
        return sides.get("lower"), sides.get("upper")

    @property
    def _numbers(self) -> tuple[Number, ...]:
        return measured(self.text, hundreds=True)

    def _limit(self, number: Number) -> str:
        before, after = self.text[: number.start], self.text[number.end :]
        if _LOWER.search(before) or _LOWER_AFTER.match(after):
            return "lower"
        return "upper" if _UPPER.search(before) or _UPPER_AFTER.match(after) else ""

    def _other(self, number: Number) -> bool:
        return bool(_BEFORE_THAT.search(self.text[: number.start]) or _COUNTED.match(self.text[number.end :]))


def abnormal_results(dialogue: Dialogue, *, before_first_dose: bool = False) -> tuple[Judged, ...]:
    """Every result that is too high or too low: present, past before the first dose, denied if not significant."""
    return tuple(
        Judged(mention, Verdict(_assertion(told, before_first_dose), LIKELY, told.figures))
        for sentence in dialogue.sentences
        if not sentence.question
        for hit, told in _tests(dialogue, sentence)
        if (mention := _called(sentence, hit, told))
    )


def _assertion(told: _Told, before_first_dose: bool) -> Assertion:
    if _NOT_SIGNIFICANT.search(told.text):
        return "denied"
    return "past" if before_first_dose else "present"


def _tests(dialogue: Dialogue, sentence: Sentence) -> Iterator[tuple[Hit, _Told]]:
    """Each test that a sentence names, with what is said of it."""
    hits = list(lexicon().tests.find(sentence.words))
    for at, hit in enumerate(hits):
        last = at + 1 == len(hits)
        end = len(sentence.text) if last else sentence.words[hits[at + 1].first].start - sentence.start
        yield hit, _told(sentence, hit, end, _after(dialogue, sentence) if last else ())


def _after(dialogue: Dialogue, sentence: Sentence) -> tuple[Sentence, ...]:
    """The statements that follow in the turn, up to one that names a test."""
    following = [s for s in dialogue.by_turn[sentence.at] if s.start > sentence.start][:_FOLLOWING]
    return tuple(takewhile(lambda s: not s.question and not any(lexicon().tests.find(s.words)), following))


def _told(sentence: Sentence, hit: Hit, end: int, after: Sequence[Sentence]) -> _Told:
    """What is said of a test in its sentence up to `end`, and in those after it."""
    text = sentence.text[sentence.words[hit.last].end - sentence.start : end]
    points_back = after and _POINTS_BACK.match(after[0].text)
    read = measured(sentence.text[:end], hundreds=True)
    return _Told(
        before=sentence.text[: sentence.words[hit.first].start - sentence.start],
        text=" ".join((text, *(s.text for s in after))),
        near=f"{text[:_REACH]} {after[0].text[:_REACH]}" if points_back else text[:_REACH],
        figures=None if read else next((s for s in after if measured(s.text, hundreds=True)), None),
    )


def _called(sentence: Sentence, hit: Hit, told: _Told) -> Mention | None:
    if cues.MAYBE.search(sentence.text) or cues.PAST.search(sentence.text):
        return None
    side = _side_of_figure(hit.name, told) or _side_of_words(told.near)
    name = {"high": lexicon().too_high, "low": lexicon().too_low}.get(side, {}).get(hit.name)
    start, end = sentence.words[hit.first].start, sentence.words[hit.last].end
    return Mention(name, sentence, start, end) if name else None


def _side_of_figure(test: str, told: _Told) -> str:
    """ "high", "low" or "normal" by the limit that is stated, else by what is normal; "" where neither is known."""
    figure, (lower, upper) = told.figure, told.limits
    if figure is None:
        return ""
    if lower is None and upper is None:
        known = lexicon().normal.get(test)
        if known is None:
            return ""
        lower, upper = known if figure < _OTHER_UNIT * known[1] else lexicon().normal_also.get(test, known)
    if lower is not None and figure < lower:
        return "low"
    return "high" if upper is not None and figure > upper else "normal"


def _side_of_words(told: str) -> str:
    high, low = _HIGH.search(told), _LOW.search(told)
    if _IN_RANGE.search(told) or bool(high) == bool(low):
        return ""
    return "high" if high else "low"
