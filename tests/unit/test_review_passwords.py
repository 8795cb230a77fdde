"""Passwords: argon2id, as strong as new ones are made, and none that is easily guessed."""

import pytest
from argon2 import PasswordHasher, Type, extract_parameters

from trialvoice.core.errors import ReviewError
from trialvoice.trial.review.passwords import Passwords, check_new, passwords

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture
def quick() -> Passwords:
    return Passwords(QUICK)


def test_proofs_are_argon2id_by_the_second_recommendation_of_rfc_9106() -> None:
    made = extract_parameters(passwords().proof("four plain words here"))
    assert (made.type, made.memory_cost, made.time_cost, made.parallelism) == (Type.ID, 65536, 3, 4)
    assert (made.salt_len, made.hash_len) == (16, 32)


def test_a_password_proves_itself_and_no_other_does(quick: Passwords) -> None:
    proof = quick.proof("four plain words here")
    assert quick.is_right(proof, "four plain words here")
    for other in ("four plain words her", "Four plain words here", "", "four plain words here\0"):
        assert not quick.is_right(proof, other)
    assert quick.proof("four plain words here") != proof, "each has a salt of its own"


def test_it_counts_to_the_last_of_many_characters(quick: Passwords) -> None:
    long = "abcdefgh" * 100
    assert quick.is_right(quick.proof(long), long)
    assert not quick.is_right(quick.proof(long), long[:-1])


def test_letters_are_the_same_however_they_were_composed(quick: Passwords) -> None:
    assert quick.is_right(quick.proof("Zo\u00eb und vier W\u00f6rter"), "Zoe\u0308 und vier Wo\u0308rter")
    assert not quick.is_right(quick.proof("half a \ud800 character"), "half a character")


def test_nobody_has_no_right_password(quick: Passwords) -> None:
    assert not quick.is_right(None, "nobody has this account")
    assert not quick.is_right("not a proof at all", "four plain words here")


def test_a_proof_of_other_parameters_is_outdated(quick: Passwords) -> None:
    assert passwords().is_outdated(quick.proof("four plain words here"))
    assert not quick.is_outdated(quick.proof("four plain words here"))


@pytest.mark.parametrize("fit", ["twelve chars", "four plain words here", "x7!x7!x7!x7!yz", "abcde" * 204])
def test_what_a_new_password_may_be(fit: str) -> None:
    check_new(fit, "ines", "Ines Investigator")


@pytest.mark.parametrize(
    "unfit",
    [
        "",
        "eleven char",
        "a" * 1025,
        "my name is INES!",
        "investigator-2026",
        "Ines Investigator",
        "aaaaaaaaaaaaaaaa",
        "121212121212",
    ],
)
def test_what_a_new_password_may_not_be(unfit: str) -> None:
    with pytest.raises(ReviewError, match="TV932") as refused:
        check_new(unfit, "ines", "Ines Investigator")
    assert not unfit or unfit not in str(refused.value)
