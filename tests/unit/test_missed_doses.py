"""Missed doses: the ways a number is told, and what only sounds like one."""

import pytest

from tests.visits import STUDY, visit
from trialvoice.core.findings import MissedDose
from trialvoice.core.study import Study
from trialvoice.safe.doses.doses import missed_doses
from trialvoice.safe.language.dialogue import Dialogue


def study(dose: str, times: int, drug_names: tuple[str, ...]) -> Study:
    about = STUDY.study.model_copy(update={"drug_names": drug_names})
    dosing = STUDY.dosing.model_copy(update={"dose": dose, "times_per_day": times})
    return STUDY.model_copy(update={"study": about, "dosing": dosing})


TWICE = STUDY
DAILY = study("one 20 mg tablet in the morning", 1, ("study tablets", "study capsules"))
WEEKLY = study("one injection with the pen once a week", 1, ("study pen", "study injection"))
FORTNIGHTLY = study("one injection every two weeks", 1, ("study injection",))
PUFFS = study("two puffs", 2, ("study inhaler", "the green inhaler"))


def found(said: list[str], plan: Study) -> list[MissedDose]:
    drafts = missed_doses(Dialogue(visit(*said)), plan)
    return [draft.value for draft in drafts if isinstance(draft.value, MissedDose)]


def total(said: list[str], plan: Study) -> int:
    return sum(one.doses or 0 for one in found(said, plan))


COUNTED = [
    (TWICE, 10, ["P: The doctor told me to stop the study tablets for five days."]),
    (TWICE, 4, ["P: They stopped the study tablets when I was in hospital, for two days."]),
    (
        TWICE,
        4,
        ["I: Did you take the tablets every day?", "P: Not the whole weekend, we were away, I forgot them at home."],
    ),
    (TWICE, 3, ["I: Any doses you skipped?", "P: I skipped the mornings for three days."]),
    (DAILY, 4, ["I: How are the tablets?", "P: I missed four of the tablets, all in one go."]),
    (DAILY, 3, ["I: Any tablets missed?", "P: Thursday to Saturday, I was up at the cabin without them."]),
    (DAILY, 2, ["I: And how often did you forget the capsule?", "P: Twice."]),
    (DAILY, 3, ["I: Any missed?", "P: Two. No, three."]),
    (DAILY, 3, ["I: Did you miss any capsules?", "P: Um, two, no, hang on, three."]),
    (TWICE, 1, ["I: Any missed doses since we met?", "P: Just last night's."]),
    (TWICE, 2, ["I: Did you skip any?", "P: Yes, all of Sunday, morning and evening."]),
    (TWICE, 2, ["I: Did you skip any?", "P: Yeah, Sunday, both of them."]),
    (TWICE, 7, ["I: Any evening doses missed?", "P: I missed the evening ones for a week."]),
    (TWICE, 6, ["I: Have you missed any?", "P: I left them in the hotel, so three days without."]),
    (DAILY, 5, ["I: There are nine left, there should be four.", "P: Yeah, I know. I missed five."]),
    (
        DAILY,
        5,
        [
            "I: I count nine left in the bottle. There should be four.",
            "P: Right.",
            "I: So that's five missed?",
            "P: Must be.",
        ],
    ),
    (DAILY, 2, ["C: She skipped two of the study tablets when she had the stomach bug."]),
    (
        DAILY,
        2,
        ["P: I never miss.", "C: Yes you did, you missed two of the study tablets in Spain.", "P: Oh. Two, yes."],
    ),
    (DAILY, 4, ["I: Missed any?", "P: Three.", "C: Four, it was four.", "P: Okay, four."]),
    (WEEKLY, 1, ["I: And the pens, any missed?", "P: One, the week I had the flu."]),
    (WEEKLY, 2, ["I: Did you miss any of the injections?", "P: I missed two weeks, I was in Portugal."]),
    (FORTNIGHTLY, 1, ["I: Did you do every injection?", "P: I missed the one in May, the pharmacy hadn't got it."]),
    (FORTNIGHTLY, 2, ["I: Did you miss any injections?", "P: I was without for four weeks."]),
    (PUFFS, 1, ["I: Did you miss a puff of the green inhaler?", "P: One puff, on Friday night, I fell asleep."]),
    (DAILY, 3, ["I: Which days did you forget the tablet?", "P: Monday, Wednesday and Friday."]),
    (DAILY, 2, ["I: Which days did you not take it?", "P: Monday.", "I: Only Monday?", "P: And Tuesday."]),
    (TWICE, 4, ["I: Any missed ones?", "P: The evenings.", "I: How many evenings?", "P: Four, I'd say."]),
    (DAILY, 1, ["I: did you miss any of the tablets", "P: yeah one on tuesday i overslept"]),
    (DAILY, 3, ["P: so the tablets i forgot them three times this month because of the night shift"]),
    (DAILY, 2, ["I: So how many tablets have you not taken?", "P: Two, I think."]),
    (DAILY, 6, ["I: Did you ever forget?", "P: For twelve days I forgot every other day."]),
    (TWICE, 8, ["I: Did you miss any?", "P: I ran out of the study tablets for four days."]),
    (DAILY, 7, ["I: Compliance?", "P: I didn't take the study tablets for a whole week, my mother died."]),
    (TWICE, 5, ["I: Any missed?", "P: Two in the first week and three in the second."]),
    (
        DAILY,
        2,
        ["I: Tell me about the study tablets.", "P: I missed one on Monday. And I missed another one on Thursday."],
    ),
    (TWICE, 3, ["M: How many doses did she miss?", "I: Three in all."]),
    (
        DAILY,
        4,
        [
            "I: Any days you didn't manage?",
            "P: The four days in hospital, they wouldn't let me have the study tablets there.",
        ],
    ),
    (DAILY, 2, ["I: Taking the capsules every day?", "P: Except on the two days I had the bug."]),
    (DAILY, 1, ["I: All the tablets taken?", "P: All but one."]),
    (DAILY, 3, ["P: I forgot the study tablet on Friday, Saturday and Sunday."]),
    (TWICE, 2, ["I: Looks like you missed two of the study tablets.", "P: Yes, that's right."]),
    (DAILY, 2, ["I: Missed any doses?", "P: Yes.", "I: How many?", "P: A couple."]),
    (
        TWICE,
        4,
        [
            "I: Any missed?",
            "P: Saturday and Sunday, we had the wedding and the bottle was at home.",
            "I: Both doses?",
            "P: Both, yes.",
        ],
    ),
    (
        DAILY,
        3,
        ["I: Any tablets forgotten?", "P: Maybe one or two.", "C: Three.", "I: So three?", "P: If she says so."],
    ),
]


@pytest.mark.parametrize(("plan", "doses", "said"), COUNTED, ids=lambda v: str(v)[-60:] if isinstance(v, list) else "")
def test_counted(plan: Study, doses: int, said: list[str]) -> None:
    assert total(said, plan) == doses


AGAIN = [
    (
        2,
        [
            "I: Any missed?",
            "P: Two.",
            "I: And the rash?",
            "P: Gone.",
            "I: So you missed two tablets, no rash.",
            "P: Yes.",
        ],
    ),
    (
        3,
        [
            "P: I forgot the study tablet on Sunday.",
            "I: Any fever?",
            "P: No.",
            "I: How many tablets missed?",
            "P: Three.",
        ],
    ),
    (2, ["P: I forgot the tablet on Sunday.", "I: Any fever?", "P: No.", "I: Missed others?", "P: The one on Friday."]),
]


@pytest.mark.parametrize(("doses", "said"), AGAIN, ids=lambda v: str(v)[-60:] if isinstance(v, list) else "")
def test_told_again(doses: int, said: list[str]) -> None:
    assert total(said, DAILY) == doses


NONE = [
    ["I: Did you miss any?", "P: Not one."],
    ["I: Any missed doses?", "P: No. I take them at eight, with two slices of toast."],
    ["I: Any tablets forgotten?", "P: Zero. I've got three alarms."],
    ["I: Every morning and every evening?", "P: Every single one."],
    ["I: Did you take all the tablets?", "P: Yes, all sixty of them."],
    ["I: Any missed?", "P: Never. I did take one at noon on Monday instead of at eight."],
    ["P: I forgot it on Tuesday morning but took it at lunch."],
    ["I: Any missed?", "P: My heart skipped a beat on Monday, twice."],
    ["I: Did you miss any?", "P: I missed my metformin for three days, but never yours."],
    ["I: Doctor Brown held the study tablets for a week, so those aren't missed ones."],
    ["I: If you miss a dose, skip it and take the next one at the usual time."],
    ["I: Try not to miss any tablets. Two in a row and you have to ring us."],
    ["P: I missed the last two visits, sorry."],
    ["P: I forgot to bring the bottle, it's on the kitchen table."],
    ["P: My wife missed two of her tablets last week."],
    ["I: Are you taking any other tablets?", "P: Lisinopril. I skipped it twice last week."],
    ["I: Do you take anything else?", "P: A water pill. I forgot that one on Sunday and Monday."],
    ["I: I count seven left. There should be seven, so that's perfect."],
    ["I: Have you missed any?", "P: No.", "I: And how many glasses of wine a week?", "P: Three."],
    ["I: Any missed doses?", "P: No.", "I: When was the headache?", "P: Monday and Tuesday."],
    ["I: Any missed doses?", "C: I stand next to him, he hasn't missed one."],
    ["P: I missed two birth control pills in March."],
    ["P: I left the tablets on the table but took them that evening."],
    ["I: Did you forget any?", "P: Nope, none."],
    ["I: They'd stopped the study tablets?", "P: They stopped the lot the first day. I've had nothing since."],
    ["I: Any missed doses?", "P: Nothing missed, no."],
    ["P: Without the study tablets I couldn't climb the stairs."],
]


@pytest.mark.parametrize("said", NONE, ids=lambda v: str(v)[-60:])
def test_none(said: list[str]) -> None:
    assert found(said, TWICE) == []


UNCOUNTED = [
    ["I: Any missed?", "P: A few.", "I: How many?", "P: I really couldn't tell you."],
    ["I: Did you miss any?", "P: One.", "C: It was three, dear."],
    ["I: Did you miss any of the tablets?", "P: Some, yeah."],
    ["P: I forgot the study tablets here and there."],
]


@pytest.mark.parametrize("said", UNCOUNTED, ids=lambda v: str(v)[-60:])
def test_missed_but_nobody_can_tell_how_many(said: list[str]) -> None:
    assert [one.doses for one in found(said, TWICE)] == [None]


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (["I: Any missed?", "P: Two, because I was at my sister's."], "I was at my sister's"),
        (["I: Any missed?", "P: Two.", "I: What happened?", "P: The pharmacy was shut."], "The pharmacy was shut"),
        (["I: Any missed?", "P: One, I overslept."], "overslept"),
        (["I: Any missed?", "P: Two. I was on a fishing trip."], "I was on a fishing trip"),
        (["I: Any missed?", "P: The morning of my operation."], "my operation"),
    ],
)
def test_reason(said: list[str], reason: str) -> None:
    assert [one.reason for one in found(said, DAILY)] == [reason]
