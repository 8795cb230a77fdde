"""Something named in a turn, and what is asserted of it."""

from dataclasses import dataclass

from trialvoice.core.findings import Assertion
from trialvoice.safe.language import cues
from trialvoice.safe.language.dialogue import Sentence

CERTAIN, LIKELY, POSSIBLE, WEAK = 0.9, 0.75, 0.6, 0.45
"""How sure a verdict is."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Something named at [start, end) characters of its turn."""

    term: str
    sentence: Sentence
    start: int
    end: int

    @property
    def before(self) -> str:
        """The sentence up to the mention."""
        return self.sentence.text[: self.start - self.sentence.start]

    @property
    def named(self) -> str:
        """The words of the mention."""
        return self.sentence.text[self.start - self.sentence.start : self.end - self.sentence.start]

    @property
    def after(self) -> str:
        """The sentence after the mention."""
        return self.sentence.text[self.end - self.sentence.start :]

    @property
    def clause(self) -> str:
        """What leads up to the mention, from the last boundary of a clause on."""
        ends = [match.end() for match in cues.BOUNDARY.finditer(self.before)]
        return self.before[ends[-1] :] if ends else self.before


@dataclass(frozen=True, slots=True)
class Verdict:
    """The assertion, how sure, and the sentence that answered where one did."""

    assertion: Assertion
    confidence: float
    answer: Sentence | None = None
