"""Sound-alikes, and the policy as data."""

import pytest

from trialvoice.redact.policy import default_policy
from trialvoice.redact.sounds_like import sounds_like
from trialvoice.redact.spans import TYPES


@pytest.mark.parametrize(
    ("known", "heard"),
    [
        ("kowalczyk", "kowalchik"),
        ("agnieszka", "agneshka"),
        ("petrosyan", "petrossian"),
        ("schwartz", "shwarts"),
        ("nguyen", "nguyen"),
    ],
)
def test_misheard_names_sound_alike(known: str, heard: str) -> None:
    assert sounds_like(known, heard)


@pytest.mark.parametrize(
    ("known", "heard"), [("ruiz", "rust"), ("martin", "metformin"), ("lee", "leg"), ("moreno", "morning")]
)
def test_other_words_do_not(known: str, heard: str) -> None:
    assert not sounds_like(known, heard)


def test_the_policy_covers_every_type_and_gives_reasons() -> None:
    policy = default_policy()
    assert set(policy.entities) == set(TYPES)
    assert all(entity.safe_harbor for entity in policy.entities.values())
    assert policy.version >= 1


def test_a_study_raises_the_threshold_and_adds_what_stays() -> None:
    policy = default_policy()
    assert policy.counts("NAME", 0.5)
    assert not policy.at(0.6).counts("NAME", 0.5)
    assert "zelinova" in policy.allowing("Zelinova", "Zelinova forte").stays
    assert "zelinova forte" in policy.allowing("Zelinova", "Zelinova forte").phrases
    assert not policy.counts("COLOUR", 1.0)
