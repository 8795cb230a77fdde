"""What each role may do, as a table: `roles.toml` must agree with it."""

import pytest

from trialvoice.core.findings import KINDS
from trialvoice.trial.record.access import (
    Membership,
    Permission,
    meanings_of,
    roles_that_allow,
    strongest,
)
from trialvoice.trial.record.people import USER_ROLES, UserRole
from trialvoice.trial.review.guard import Reviewer

PERMISSIONS: tuple[Permission, ...] = ("view", "decide", "query", "sign", "audit", "manage")
SAFETY_KINDS = {"adverse_event", "missed_dose", "concomitant_medication", "interaction", "medical_history"}
TABLE: dict[UserRole, set[str]] = {
    "data_manager": {"view", "decide", "query", "sign", "audit", "manage"},
    "monitor": {"view", "decide", "query", "sign"},
    "investigator": {"view", "decide", "query", "sign"},
    "safety_reviewer": {"view", "query"},
}
"""Without a kind: of every finding, or of the whole visit."""


def may(role: UserRole, permission: Permission, kind: str | None = None) -> bool:
    held = (Membership(study="S", site="01", role=role),)
    return list(roles_that_allow(held, permission, "S", "01", kind)) == [role]


@pytest.mark.parametrize("role", USER_ROLES)
def test_every_permission_of_every_role(role: UserRole) -> None:
    assert {one for one in PERMISSIONS if may(role, one)} == TABLE[role]


@pytest.mark.parametrize("kind", KINDS)
def test_a_safety_reviewer_decides_on_safety_and_signs_single_events(kind: str) -> None:
    assert may("safety_reviewer", "decide", kind) == (kind in SAFETY_KINDS)
    assert may("safety_reviewer", "sign", kind) == (kind == "adverse_event")


@pytest.mark.parametrize("role", ["data_manager", "monitor", "investigator"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_others_decide_on_every_kind(role: UserRole, kind: str) -> None:
    assert may(role, "decide", kind)
    assert may(role, "sign", kind)


@pytest.mark.parametrize(
    ("role", "visit", "event"),
    [
        ("data_manager", ("review",), ("review",)),
        ("monitor", ("review",), ("review",)),
        ("investigator", ("review", "approval", "responsibility"), ("review", "approval", "responsibility")),
        ("safety_reviewer", (), ("review", "approval")),
    ],
)
def test_what_a_signature_in_a_role_may_say(role: UserRole, visit: tuple[str, ...], event: tuple[str, ...]) -> None:
    assert meanings_of(role) == visit
    assert meanings_of(role, "adverse_event") == event


@pytest.mark.parametrize(
    ("study", "site", "asked", "covered"),
    [
        ("S", "01", ("S", "01"), True),
        ("S", "*", ("S", "01"), True),
        ("S", "*", ("S", "*"), True),
        ("S", "01", ("S", "*"), False),
        ("S", "01", ("S", "02"), False),
        ("S", "01", ("S", "010"), False),
        ("S", "*", ("T", "01"), False),
        ("*", "*", ("S", "01"), False),
        ("S", "01", ("s", "01"), False),
        ("S", "01", ("", ""), False),
    ],
)
def test_where_a_membership_holds(study: str, site: str, asked: tuple[str, str], covered: bool) -> None:
    assert Membership(study=study, site=site, role="monitor").covers(*asked) is covered


def person(*roles: tuple[str, UserRole]) -> Reviewer:
    memberships = tuple(Membership(study="S", site=site, role=role) for site, role in roles)
    return Reviewer("p", "P. Person", memberships, "token")


def test_an_act_is_recorded_under_the_strongest_role_that_allows_it() -> None:
    both = person(("01", "data_manager"), ("01", "investigator"), ("02", "safety_reviewer"))
    decided = both.actor("decide", "S", "01")
    audited = both.actor("audit", "S", "01")
    assert decided is not None
    assert audited is not None
    assert (decided.role, audited.role) == ("investigator", "data_manager")
    assert decided.name == "P. Person"
    assert both.actor("decide", "S", "02", "vital_sign") is None
    assert both.actor("decide", "S", "02", "adverse_event") is not None


def test_a_signature_is_recorded_under_the_strongest_role_that_may_say_it() -> None:
    both = person(("01", "safety_reviewer"), ("01", "monitor"))
    visit, event = both.signer("review", "S", "01"), both.signer("approval", "S", "01", "adverse_event")
    assert visit is not None
    assert event is not None
    assert (visit.role, event.role) == ("monitor", "safety_reviewer")
    assert both.signer("approval", "S", "01") is None
    assert both.signer("responsibility", "S", "01", "adverse_event") is None


def test_where_a_reviewer_may_look() -> None:
    two = person(("02", "safety_reviewer"), ("01", "monitor"), ("01", "investigator"))
    assert two.scope("view") == (("S", "01"), ("S", "02"))
    assert two.scope("decide") == (("S", "01"), ("S", "02"))
    assert two.scope("sign") == (("S", "01"), ("S", "02"))
    assert two.scope("manage") == ()
    assert person(("*", "data_manager")).scope("manage") == (("S", "*"),)


def test_no_role_is_no_role() -> None:
    assert strongest(()) is None
    assert person().scope("view") == ()
    assert person().actor("view", "S", "01") is None
