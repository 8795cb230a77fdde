"""A share of what could go wrong, kept as its two counts so that files can be pooled."""

from trialvoice.core.records import Record


class Ratio(Record):
    """part of whole, in words, files or ms."""

    part: float
    whole: float

    @property
    def value(self) -> float | None:
        """None where there was nothing to count."""
        return self.part / self.whole if self.whole else None


def share(of: list[bool]) -> Ratio:
    """The share that is true."""
    return Ratio(part=sum(of), whole=len(of))
