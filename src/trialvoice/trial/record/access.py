"""Who may do what: roles of a person per study and site, and what `roles.toml` lets each role do."""

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import ConfigDict

from trialvoice.core.records import Record
from trialvoice.trial.record.people import EVERY_SITE, UserRole
from trialvoice.trial.record.reviewed import Meaning

Permission = Literal["view", "decide", "query", "sign", "audit", "manage"]
_EVERY_KIND = "*"


class Membership(Record):
    """A person's role at one site of a study, or at all of them (`*`)."""

    study: str
    site: str
    role: UserRole

    def covers(self, study: str, site: str) -> bool:
        """Whether it holds at that site. All sites (`*`) are covered by all sites only."""
        return self.study == study and self.site in (site, EVERY_SITE)


class _Rights(Record):
    model_config = ConfigDict(strict=False)  # TOML has lists where these are tuples and sets

    permissions: frozenset[Permission]
    decides: frozenset[str]
    signs: frozenset[str]
    meanings: tuple[Meaning, ...]
    finding_meanings: tuple[Meaning, ...]

    def allow(self, permission: Permission, kind: str | None) -> bool:
        if permission not in self.permissions:
            return False
        if permission == "decide":
            return kind in self.decides or _EVERY_KIND in self.decides
        if permission == "sign":
            return bool(self.meanings_on(kind))
        return True

    def meanings_on(self, kind: str | None) -> tuple[Meaning, ...]:
        if kind is None:
            return self.meanings
        return self.finding_meanings if kind in self.signs or _EVERY_KIND in self.signs else ()


class _Roles(Record):
    model_config = ConfigDict(strict=False)

    version: Literal[1]
    strongest_first: tuple[UserRole, ...]
    data_manager: _Rights
    monitor: _Rights
    investigator: _Rights
    safety_reviewer: _Rights

    def rights(self, role: UserRole) -> _Rights:
        found: _Rights = getattr(self, role)
        return found


def roles_that_allow(
    memberships: Iterable[Membership], permission: Permission, study: str, site: str, kind: str | None = None
) -> Iterator[UserRole]:
    """Roles at that site that allow it, the strongest first.

    kind: of the finding. None with `decide` asks for findings of every kind, with `sign` for the whole visit.
    """
    held = {one.role for one in memberships if one.covers(study, site)}
    table = _table()
    for role in table.strongest_first:
        if role in held and table.rights(role).allow(permission, kind):
            yield role


def meanings_of(role: UserRole, kind: str | None = None) -> tuple[Meaning, ...]:
    """What a signature in that role may say: under a finding of that kind, or under a whole visit where it is None."""
    return _table().rights(role).meanings_on(kind)


def strongest(roles: Iterable[UserRole]) -> UserRole | None:
    """The strongest of some roles, None of none."""
    held = set(roles)
    return next((role for role in _table().strongest_first if role in held), None)


@cache
def _table() -> _Roles:
    text = (files("trialvoice.trial.record") / "roles.toml").read_text(encoding="utf-8")
    return _Roles.model_validate(tomllib.loads(text))
