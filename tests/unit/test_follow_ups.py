"""What a visit leaves open as people say it, and what they do there and then or only advise."""

import pytest

from tests.visits import STUDY, visit
from trialvoice.core.findings import Finding, FollowUp
from trialvoice.safe.extract import extract

LEFT_OPEN = [
    ("promised", "I: I'll have to check with the pharmacy on that one."),
    ("promised", "I: Remind me to ask about the ECG."),
    ("promised", "I: We'll get that ECG next week."),
    ("promised", "I: We'll need to redo the potassium before you go."),
    ("promised", "I: I'm still waiting on the discharge summary."),
    ("promised", "I: The cardiologist will review the tracing and get back to you."),
    ("promised", "I: You'll get a call from the study nurse on Friday."),
    ("promised", "M: I'll follow up on that with the data manager."),
    ("requested", "I: Can you bring the empty bottles to the next visit?"),
    ("requested", "I: See your GP about that mole."),
    ("requested", "I: I want the doctor to have a look at that."),
    ("requested", "M: Please correct the onset date on page four."),
    ("requested", "M: That needs a query."),
    ("left_open", "P: I don't remember the name, I'll look at home."),
    ("left_open", "P: It's on the box, I'd have to look."),
    ("left_open", "P: I can ask my daughter, she wrote it down."),
]
NOTHING_OPEN = [
    "I: I'll note that down.",
    "I: I'll take your blood pressure now.",
    "I: Let me check your ears.",
    "I: Let me ask you about your sleep.",
    "I: I'm going to ask you some questions.",
    "I: If you get a fever, call us.",
    "I: Can you lift your arm?",
    "I: Can you tell me when it started?",
    "I: I rang the pharmacy yesterday.",
    "I: Take one tomorrow morning and one at night.",
    "I: Would you call that mild or moderate?",
]


def _found(*lines: str) -> list[Finding]:
    return [f for f in extract(visit(*lines), STUDY).findings if isinstance(f.value, FollowUp)]


@pytest.mark.parametrize(("reason", "line"), LEFT_OPEN)
def test_what_is_left_open(reason: str, line: str) -> None:
    assert [f.value.reason for f in _found(line)] == [reason]


@pytest.mark.parametrize("line", NOTHING_OPEN)
def test_what_leaves_nothing_open(line: str) -> None:
    assert _found(line) == []


def test_an_answer_to_a_request_is_on_the_same_matter() -> None:
    (finding,) = _found("I: Could you get me the hospital's letter?", "P: I'll ask them for it tomorrow.")
    assert [proof.turn for proof in finding.evidence] == [1, 2]


def test_two_things_of_one_sentence_each_have_their_words() -> None:
    said = "I: I'll report that to the sponsor today, and I want you to see your own doctor this week."
    quotes = [finding.evidence[0].quote for finding in _found(said)]
    assert quotes == ["I'll report that to the sponsor today", "I want you to see your own doctor this week"]
