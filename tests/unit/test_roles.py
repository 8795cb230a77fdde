"""Roles from what is said."""

from collections.abc import Sequence

import pytest

from tests.visits import STUDY, visit
from trialvoice.core.records import Role, Transcript, Turn, Word
from trialvoice.phi.roles import LEAST, assign_roles
from trialvoice.safe.drafts import ROLE_SURE
from trialvoice.safe.extract import extract

NURSE = (
    "Good morning, I am the study nurse. How have you been since the last visit?",
    "Did you take all of your tablets? And any other medicines?",
    "Let me take your blood pressure. Thank you for coming in.",
)
PARTICIPANT = (
    "Well, I have had headaches. I took some ibuprofen for it.",
    "Yes. I forgot one on Sunday, I think. My knee is better.",
    "Thanks. I feel fine otherwise.",
)
DAUGHTER = (
    "I am his daughter. He had a fall last week and he was dizzy.",
    "I give him the tablets, he forgets them. My father does not sleep well.",
    "She told him at home.",
)
MONITOR = (
    "I am the monitor for this study. Have you signed the delegation log?",
    "I have a query on the source documents. Were the consent forms filed?",
    "I will put the action items in the follow-up letter.",
)
COORDINATOR = (
    "Yes, it was signed in March. The nurse does that here.",
    "We filed them last week. I will check the binder and call the pharmacy.",
    "Okay. Thank you.",
)


def talk(*speakers: Sequence[str]) -> Transcript:
    """The speakers, S1 first, taking turns."""
    turns = list[Turn]()
    for line in range(max(len(lines) for lines in speakers)):
        for number, lines in enumerate(speakers, start=1):
            if line < len(lines):
                turns.append(turn(len(turns) + 1, f"S{number}", lines[line]))
    return Transcript(recording="rec", language="en", turns=tuple(turns))


def turn(number: int, speaker: str, text: str) -> Turn:
    words = tuple(
        Word(start=number * 10_000 + i * 200, end=number * 10_000 + i * 200 + 150, text=one, probability=0.9)
        for i, one in enumerate(text.split())
    )
    return Turn(
        id=number,
        start=words[0].start,
        end=words[-1].end,
        speaker=speaker,
        role="unknown",
        role_confidence=0.0,
        words=words,
    )


def roles(transcript: Transcript, *participants: Role) -> dict[str, Role]:
    return {turn.speaker: turn.role for turn in assign_roles(transcript, participants).turns}


@pytest.mark.parametrize("participants", [("investigator", "participant"), ("participant", "investigator"), ()])
def test_a_visit(participants: tuple[Role, ...]) -> None:
    assert roles(talk(NURSE, PARTICIPANT), *participants) == {"S1": "investigator", "S2": "participant"}
    assert roles(talk(PARTICIPANT, NURSE), *participants) == {"S1": "participant", "S2": "investigator"}


def test_a_visit_with_a_caregiver() -> None:
    expected: tuple[Role, ...] = ("investigator", "participant", "caregiver")
    made = roles(talk(NURSE, DAUGHTER, PARTICIPANT), *expected)
    assert made == {"S1": "investigator", "S2": "caregiver", "S3": "participant"}


def test_a_monitors_interview() -> None:
    made = roles(talk(COORDINATOR, MONITOR), "monitor", "investigator")
    assert made == {"S1": "investigator", "S2": "monitor"}


def test_a_diary_is_the_participants() -> None:
    made = assign_roles(talk(PARTICIPANT), ("participant",))
    assert {turn.role for turn in made.turns} == {"participant"}
    assert all(turn.role_confidence > 0.9 for turn in made.turns)


def test_without_evidence_roles_are_unknown_and_a_warning_says_so() -> None:
    made = assign_roles(talk(("Hm.",), ("Mhm.",)), ("investigator", "participant"))
    assert {turn.role for turn in made.turns} == {"unknown"}
    assert made.warnings == ("the role of S1, S2 is not known",)


def test_a_speaker_nobody_expected_is_unknown() -> None:
    made = roles(talk(NURSE, PARTICIPANT, ("Parcel for you.",)), "investigator", "participant")
    assert made == {"S1": "investigator", "S2": "participant", "S3": "unknown"}


def test_more_evidence_gives_more_confidence() -> None:
    little = assign_roles(talk(NURSE[:1], PARTICIPANT[:1]), ("investigator", "participant"))
    assert all(0.5 < turn.role_confidence <= 1 for turn in little.turns)
    faint = assign_roles(talk(("Okay.", "Hm, good."), ("Fine, thanks.",)), ("investigator", "participant"))
    assert faint.turns[0].role_confidence < little.turns[0].role_confidence


def test_nothing_said_is_nothing_to_assign() -> None:
    empty = Transcript(recording="rec", language="en", turns=())
    assert assign_roles(empty, ("participant",)) == empty


def test_words_and_times_are_untouched() -> None:
    before = talk(NURSE, PARTICIPANT)
    after = assign_roles(before, ("investigator", "participant"))
    assert [turn.words for turn in after.turns] == [turn.words for turn in before.turns]


def test_a_lead_too_small_is_no_role() -> None:
    made = assign_roles(talk(("Okay.", "I see, good."), ("Okay, thanks.",)), ("investigator", "participant"))
    assert {turn.role for turn in made.turns} == {"unknown"}
    assert all(0.5 <= turn.role_confidence < LEAST for turn in made.turns)


@pytest.mark.parametrize(
    ("confidence", "review"), [(ROLE_SURE, ()), (ROLE_SURE - 0.01, ("role unsure",)), (LEAST, ("role unsure",))]
)
def test_what_an_unsure_speaker_says_is_looked_at_twice(confidence: float, review: tuple[str, ...]) -> None:
    said = visit("I: How are you?", "P: I have had a headache since Monday.")
    turns = tuple(turn.model_copy(update={"role_confidence": confidence}) for turn in said.turns)
    (event,) = [f for f in extract(said.model_copy(update={"turns": turns}), STUDY).findings if f.id == "ae-1"]
    assert tuple(reason for reason in event.review if reason.startswith("role")) == review


def test_of_two_on_one_side_the_likelier_is_claimed_with_the_doubt_that_is_left() -> None:
    """Both are staff for sure, since nobody else was there: only who of them asks is in doubt."""
    made = assign_roles(talk(("Hm.",), ("Mhm.",)), ("monitor", "investigator"))
    assert {turn.role for turn in made.turns} == {"monitor", "investigator"}
    assert all(turn.role_confidence < ROLE_SURE for turn in made.turns)
    assert made.warnings == ()
