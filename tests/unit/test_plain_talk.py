"""Texts that a model of named entities need not read."""

import pytest

from trialvoice.redact.finding.plain_talk import is_plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("I had a headache for two days, and then it went away.", True),
        ("Okay. Good. And how are you sleeping?", True),
        ("no, nothing like that", True),
        ("I saw Helen at the desk.", False),
        ("my name is kowalczyk", False),
        ("Thanks, Will.", False),
        ("", True),
    ],
)
def test_plain_talk_is_told_by_its_words(text: str, plain: bool) -> None:
    assert is_plain(text) is plain
