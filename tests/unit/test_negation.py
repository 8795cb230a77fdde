"""What a "not" denies, and what it takes for granted."""

import pytest

from trialvoice.safe.language.negation import negates


@pytest.mark.parametrize(
    "clause",
    [
        "I did not come over ",
        "no i did not come over ",
        "I don't bruise easy or ",
        "I wasn't having a ",
        "I haven't got so much as a ",
        "I've never had any ",
        "she has no ",
        "I don't think it's ",
        "lines aren't ",
        "i've not noticed any ",
        "there were nowt ",
        "without a ",
        "I'm not that ",
    ],
)
def test_denied(clause: str) -> None:
    assert negates(clause)


@pytest.mark.parametrize(
    "clause",
    [
        "it didn't stop the ",
        "I couldn't work from the ",
        "nothing helped but I had a ",
        "the tablets don't touch the ",
        "I didn't sleep for the ",
        "I didn't tell you about the ",
        "it's not broke it's a ",
        "the consultant said it was a ",
        "all the print was ",
        "it isn't so much the ",
        "I've never known such a ",
        "I'm not sure when the ",
    ],
)
def test_not_denied(clause: str) -> None:
    assert not negates(clause)
