"""Who acts on a study's record: people in their roles, and this program itself."""

from typing import Literal

from trialvoice.core.records import Record
from trialvoice.core.results import RunIdentity

UserRole = Literal["data_manager", "monitor", "investigator", "safety_reviewer"]
USER_ROLES: tuple[UserRole, ...] = ("data_manager", "monitor", "investigator", "safety_reviewer")
EVERY_SITE = "*"
"""Stands for all sites of a study in a membership."""


class Actor(Record):
    """Who did something.

    id: of the account, or `system:trialvoice@<version>`.  name: printed name, as signatures show it.
    role: the one acted in.
    """

    id: str
    name: str
    role: UserRole | Literal["system"]


def machine(version: str) -> Actor:
    """This program in one version of its code."""
    return Actor(id=f"system:trialvoice@{version}", name=f"trialvoice {version}", role="system")


def proposer(identity: RunIdentity) -> Actor:
    """This program as it proposed something: in a version of its code, with a language model by name."""
    model = identity.models.get("llm", "").partition(" ")[0]
    return machine(f"{identity.code_version}/{model}" if model else identity.code_version)


def code_version_of(actor: str) -> str:
    """Of the program that acted, by its id, without the name of its language model."""
    return actor.partition("@")[2].partition("/")[0]
