"""All that was found in one visit, and what it cost to ask about it."""

from typing import Self

from pydantic import Field

from trialvoice.core.findings import Finding
from trialvoice.core.records import Record
from trialvoice.core.results import Compliance, FilledItem, Mentioned, NotDeviation, Query, Tokens
from trialvoice.safe.asking.ask import (
    summed,
)
from trialvoice.safe.asking.confirm import EVEN, SecondLooks, weighed
from trialvoice.safe.coding.choosing import Choices


class Extracted(Record):
    """All that was found in one visit."""

    findings: tuple[Finding, ...]
    mentions: tuple[Mentioned, ...]
    forms: tuple[FilledItem, ...]
    not_deviations: tuple[NotDeviation, ...] = ()
    queries: tuple[Query, ...] = ()
    compliance: Compliance | None = None
    counts: dict[str, int]
    tokens: Tokens
    warnings: tuple[str, ...]
    named: tuple[str, ...] = ()
    """Plain names of all health problems that were spoken of, whatever was said of them."""
    signs: dict[str, dict[str, float]] = Field(default_factory=dict, exclude=True)
    """What spoke for and against each finding, by its id: for those who fit the confidence, not written out."""

    def chosen(self, choices: Choices) -> Self:
        """The same with what choosing its dictionary terms has cost."""
        told = {
            "terms_asked": len(choices.choices),
            "terms_chosen": sum(choice.coding is not None for choice in choices.choices),
            "answers_unreadable": self.counts["answers_unreadable"] + choices.rejected,
        }
        return self.model_copy(
            update={"counts": self.counts | told, "tokens": summed(self.tokens, choices.tokens)},
        )

    def looked_at(self, looks: SecondLooks) -> Self:
        """The same with the second model's answers weighed in and counted."""
        told = {
            "second_looks": len(looks.looks),
            "second_looks_against": sum(look.yes < EVEN for look in looks.looks),
            "answers_unreadable": self.counts["answers_unreadable"] + looks.rejected,
        }
        return self.model_copy(
            update={
                "findings": weighed(self.findings, looks),
                "counts": self.counts | told,
                "tokens": summed(self.tokens, looks.tokens),
            }
        )
