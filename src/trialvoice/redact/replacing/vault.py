"""What each tag stands for. The pipeline keeps it sealed in `private/`; nothing else may hold it."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from trialvoice.core.records import Record
from trialvoice.redact.replacing.tags import Tagged


class VaultEntry(Record):
    """One tag with the values it replaced, as they were said, and their normal forms."""

    tag: str
    type: str
    values: Annotated[tuple[str, ...], Field(repr=False)]
    variants: Annotated[tuple[str, ...], Field(repr=False)]
    shown: Annotated[tuple[str, ...], Field(repr=False)] = ()
    """What stands in their place: the tag, or surrogates of them."""


class Vault(Record):
    """All that was replaced in one visit."""

    entries: tuple[VaultEntry, ...] = ()

    def counts(self) -> dict[str, int]:
        """Distinct values by type."""
        kinds = [entry.type for entry in self.entries]
        return {kind: kinds.count(kind) for kind in sorted(set(kinds))}


def make_vault(tagged: Iterable[Tagged], shown: Iterable[str]) -> Vault:
    """The vault of the tagged spans of a visit, and of what stands in place of each."""
    by_tag: dict[str, list[tuple[Tagged, str]]] = {}
    for one, instead in zip(tagged, shown, strict=True):
        by_tag.setdefault(one.tag, []).append((one, instead))
    return Vault(
        entries=tuple(
            VaultEntry(
                tag=tag,
                type=group[0][0].span.type,
                values=tuple(dict.fromkeys(one.value for one, _ in group)),
                variants=tuple(dict.fromkeys(one.normal for one, _ in group)),
                shown=tuple(dict.fromkeys(instead for _, instead in group)),
            )
            for tag, group in by_tag.items()
        )
    )
