"""The participant's mood as it is told, and what only sounds like one."""

import pytest

from tests.visits import STUDY, visit
from trialvoice.core.findings import AdverseEvent, Mood
from trialvoice.safe.extract import extract

TOLD = [
    ("negative", ["P: I've been feeling really low these last two weeks."]),
    ("negative", ["P: Honestly, I'm terrified of the next scan."]),
    ("negative", ["P: I can't stop crying."]),
    ("negative", ["P: I just sit there and stare, I don't enjoy anything anymore."]),
    ("negative", ["P: It gets me down sometimes."]),
    ("negative", ["P: It's been lonely, if I'm honest."]),
    ("negative", ["P: I'm frustrated that nobody rang me."]),
    ("positive", ["P: I was over the moon when I saw the number."]),
    ("positive", ["P: To be honest I am quite pleased with it."]),
    ("positive", ["I: How's your mood been?", "P: Pretty good, actually."]),
    ("negative", ["I: How are you in yourself?", "P: Down, to tell you the truth."]),
    ("mixed", ["P: I'm happy about the results. And I'm scared of what comes next."]),
    ("negative", ["P: the week was long and i never saw anybody i feel empty and then it was friday again"]),
]
NOT_A_MOOD = [
    ["P: My wife is depressed about it."],
    ["P: I'm not depressed or anything."],
    ["P: I wouldn't say that I'm sad."],
    ["P: I'm afraid I forgot the diary."],
    ["P: I'm happy to sign that."],
    ["P: I'd be happy if it stopped."],
    ["P: I was depressed years ago, in college."],
    ["P: I'm down to two tablets."],
    ["P: My sugar was low and I felt sick."],
    ["C: He's been very low, doctor."],
    ["I: I'm so proud of you."],
    ["P: I wrote it down because I was scared of forgetting it."],
    ["I: How's the knee?", "P: Good."],
]


def _moods(*lines: str) -> list[str]:
    return [f.value.feeling for f in extract(visit(*lines), STUDY).findings if isinstance(f.value, Mood)]


@pytest.mark.parametrize(("feeling", "lines"), TOLD, ids=lambda told: told[-1] if isinstance(told, list) else told)
def test_a_mood_in_own_words(feeling: str, lines: list[str]) -> None:
    assert _moods(*lines) == [feeling]


@pytest.mark.parametrize("lines", NOT_A_MOOD, ids=lambda lines: lines[-1])
def test_what_is_no_mood_of_the_participant(lines: list[str]) -> None:
    assert _moods(*lines) == []


def test_thoughts_of_suicide_stay_a_serious_event_beside_a_mood() -> None:
    found = extract(visit("P: I'm miserable. I think about killing myself every night."), STUDY).findings
    assert any(isinstance(f.value, AdverseEvent) and f.value.serious for f in found)
    assert any(isinstance(f.value, Mood) for f in found)


def test_a_mood_quotes_its_words() -> None:
    (finding,) = extract(visit("P: It was Monday. I was so relieved. Then we went home."), STUDY).findings
    assert [proof.quote for proof in finding.evidence] == ["I was so relieved."]
