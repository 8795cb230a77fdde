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
ALSO_OPEN = [
    "I: I'll find out and let you know.",
    "I: I'll get the doctor to call you.",
    "I: I'll talk to the sponsor about it.",
    "I: We're still missing the consent page, I'll chase that.",
    "I: Let's get another blood test on Friday.",
    "I: I'd like Doctor [NAME_1] to take a look at that.",
    "I: We'll bring you back in two weeks to repeat it.",
    "I: You'll need to have that tooth seen to.",
    "I: Would you mind bringing in the box?",
    "I: Make sure you bring your diary next time.",
    "I: Don't forget the pill bottles next visit.",
    "I: I'm putting in a referral to dermatology.",
    "I: I have to report this to the sponsor within twenty-four hours.",
    "I: We'll do the ECG before you leave.",
    "I: I need to get your hospital records.",
    "I: I'll request the records from the hospital.",
    "I: I'll update the log when I hear back.",
    "I: I'm going to order a chest x-ray.",
    "M: Could you send me a copy of that?",
    "M: I'd like to see the source for that.",
    "M: You'll have to correct that and initial it.",
    "M: Please get him re-consented at the next visit.",
    "I: I'll double check the dose with the pharmacist.",
    "I: I'll give you a ring on Thursday.",
    "I: We'll talk about that at the next visit.",
    "I: The nurse is going to call you tomorrow.",
    "I: I'll have to come back to you on that.",
    "I: I want to repeat the liver tests next week.",
    "P: I'll write it down and tell you next time.",
    "P: I can bring the box next time.",
    "P: I'd have to ask my wife.",
    "P: I'll have to check the bottle when I get home.",
    "P: I forget what they called it, it's written on the paper at home.",
    "C: I'll send you a photo of the label.",
    "P: Can somebody call me about the results?",
    "P: When will I get the results?",
]
OPEN_IN_OTHER_WORDS = [
    ("promised", "I: We'd better look at your kidneys when you come in."),
    ("promised", "I: I'd better ring the surgery about that."),
    ("promised", "I: I'm going to walk you down to the social worker before you leave."),
    ("promised", "I: ill ask doctor [NAME_1] if she wants a scan"),
    ("promised", "I: The note is drafted, [NAME_1] hasn't signed it yet."),
    ("requested", "I: I want those boxes brought back here tomorrow."),
    ("requested", "I: I'd like doctor to have a word with you before you go home."),
    ("requested", "I: Can you come by Wednesday at nine?"),
    ("requested", "I: You're not leaving until the nurse has seen that foot."),
    ("requested", "I: I'm going to ask you not to drive until we've heard."),
    ("requested", "I: Come in on Friday when the kits are here and do the test."),
    ("requested", "M: Chase that, please."),
    ("requested", "M: Then we need a corrected report with the date on it."),
    ("requested", "M: She'll still need to sign version five at her next visit."),
    ("left_open", "P: They want another scan in three months, to be on the safe side."),
    ("left_open", "P: The hospital want me back in a fortnight."),
    ("left_open", "P: I go to buy a test in the pharmacy tomorrow."),
    ("left_open", "P: Will somebody ring me about that needle?"),
    ("left_open", "P: Somebody should tell my own doctor about the water pill."),
    ("left_open", "P: I've an appointment with the eye clinic next month."),
    ("left_open", "P: I'm seeing the heart specialist on Tuesday about it."),
]
UNSEEN = [
    ("promised", "I: We'd better get that knee looked at."),
    ("promised", "I: I'll find you the number of the counsellor and text it over."),
    ("promised", "I: The lab's going to rerun that sample tomorrow."),
    ("promised", "I: I'll flag that with the sponsor's doctor this afternoon."),
    ("requested", "I: Would you hang on to the empty packs till we see you?"),
    ("requested", "I: Pop back in on Thursday so we can take the bandage off."),
    ("requested", "M: Add the stop date, please."),
    ("requested", "I: You need to see your dentist about that tooth before we go on."),
    ("left_open", "P: The surgeon wants me in again for another x-ray."),
    ("left_open", "P: I'm booked in at the eye clinic next week."),
    ("left_open", "P: Could someone let my pharmacy know?"),
    ("left_open", "P: I'll dig out the leaflet and bring it next time."),
]
NOTHING_OPEN = [
    "P: They wanted me to stay but I went home.",
    "P: I had an appointment with the dentist last week.",
    "I: Somebody told me it was sunny.",
    "I: I'll get the cuff.",
    "I: You need to hold still.",
    "I: What would you call it, mild or moderate?",
    "I: Can you get that door for me?",
    "I: I do ask everybody this one.",
    "P: I said somebody please call me, and nobody did.",
    "I: Sorry, one second, that's my phone, I'll call them back.",
    "P: They wanted another scan and I had it on Monday.",
    "P: I'm seeing double.",
    "P: I go to the shop every day.",
    "I: He hasn't signed up for the gym.",
    "I: Can you come over to the scales?",
    "I: I'll be right back.",
    "I: I'll just wash my hands.",
    "I: I'll draw your blood now.",
    "I: Can you stand up for me?",
    "I: I'll write that down.",
    "I: I'll record it as mild.",
    "I: We'll start with the questions.",
    "I: Let me see your arm.",
    "I: Will you need a receipt for the taxi?",
    "I: I'll put moderate.",
    "I: Keep taking the tablets as you do.",
    "I: Did they send you home?",
    "I: I'll skip that.",
    "I: Please sign here.",
    "P: I called you on Monday.",
    "P: I'll be glad when it's over.",
    "P: I can't remember the day.",
    "I: I asked the doctor and he said fine.",
    "I: I need to ask you about alcohol.",
    "I: We did the ECG last week.",
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


@pytest.mark.parametrize(("reason", "line"), [*LEFT_OPEN, *OPEN_IN_OTHER_WORDS, *UNSEEN])
def test_what_is_left_open(reason: str, line: str) -> None:
    assert [f.value.reason for f in _found(line)] == [reason]


@pytest.mark.parametrize("line", ALSO_OPEN)
def test_what_is_left_open_in_other_words(line: str) -> None:
    assert len(_found(line)) == 1


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


def test_a_promise_said_again_is_one() -> None:
    (finding,) = _found("I: I'll ring the pharmacy on Monday.", "P: Fine.", "I: So I'll ring the pharmacy on Monday.")
    assert [proof.turn for proof in finding.evidence] == [1, 3]


def test_two_promises_are_two() -> None:
    assert len(_found("I: I'll ring the pharmacy on Monday.", "P: Fine.", "I: And I'll ring your daughter.")) == 2
