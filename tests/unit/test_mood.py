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
    ("negative", ["P: I've not been myself, just weepy for no reason."]),
    ("negative", ["P: I'm at the end of my rope with it."]),
    ("negative", ["P: Honestly it's getting on top of me."]),
    ("negative", ["P: I feel useless, I can't even tie my own shoes."]),
    ("negative", ["P: I worry all the time about what'll happen to the kids."]),
    ("negative", ["P: My nerves are bad."]),
    ("negative", ["P: I've been so scared it would come back."]),
    ("negative", ["P: It scared me half to death."]),
    ("negative", ["P: I was ashamed to tell you."]),
    ("negative", ["P: I hate being like this."]),
    ("negative", ["P: I'm sick and tired of needles."]),
    ("negative", ["P: I've been having a rough time, feeling sorry for myself."]),
    ("negative", ["P: I snap at everyone, I've got no patience."]),
    ("negative", ["P: I miss him something terrible."]),
    ("negative", ["P: I'm just so discouraged."]),
    ("negative", ["P: I'm a bundle of nerves before every visit."]),
    ("negative", ["P: Some days I don't want to get out of bed."]),
    ("negative", ["P: I've been anxious, my heart goes when the phone rings."]),
    ("negative", ["P: I felt like a prisoner in my own house."]),
    ("negative", ["I: How's your mood?", "P: Not great."]),
    ("negative", ["I: And how are you coping with it all?", "P: It's hard. I'm lonely since she died."]),
    ("negative", ["P: It upset me, I don't mind telling you."]),
    ("negative", ["P: That really frightened me."]),
    ("positive", ["P: I feel like a new woman."]),
    ("positive", ["P: I'm as happy as a clam."]),
    ("positive", ["P: I feel hopeful for the first time in years."]),
    ("positive", ["P: I could cry, I'm that happy."]),
    ("positive", ["P: It's lovely, I look forward to getting up now."]),
    ("positive", ["P: I'm so grateful to be in this study."]),
    ("positive", ["P: I'm feeling a lot more positive."]),
    ("positive", ["P: It gave me such a lift."]),
    ("positive", ["P: I'm in a good place."]),
    ("positive", ["P: I was thrilled to bits."]),
    ("positive", ["P: I've been in a much better mood."]),
    ("positive", ["I: How are your spirits?", "P: Oh, good, good."]),
]
BARE_OR_SHARED = [
    ("negative", ["I: And the sling?", "P: Fed up with it. Can't do a thing."]),
    ("negative", ["I: What's the matter?", "P: Scared, mostly. Of the operation."]),
    ("negative", ["P: Lonely, that's what it is."]),
    ("negative", ["P: Hopeless, is how I feel."]),
    ("positive", ["P: Over the moon, I was."]),
    ("positive", ["P: Dead proud of myself, to be honest."]),
    ("negative", ["I: You look a bit down today.", "P: I am, a bit."]),
    ("negative", ["I: You seem worried about something.", "P: Yeah, I suppose."]),
    ("positive", ["I: You sound happy.", "P: I am!"]),
    ("negative", ["I: Are you feeling low?", "P: Yes, most days."]),
    ("mixed", ["P: I laughed, I was happy and frightened at the same time."]),
    ("mixed", ["P: i am a bit scared but also maybe a little proud"]),
    ("mixed", ["P: i cried from being relieved and from being angry together"]),
    ("negative", ["P: I feel like a wet dishcloth in myself."]),
    ("negative", ["P: i feel like a stone like a heavy heavy stone all day"]),
    ("negative", ["P: It's knocked my confidence, that fall."]),
    ("negative", ["P: I sit there and I could weep."]),
    ("negative", ["P: I'm feart of going out now."]),
    ("negative", ["P: I've been right down in the dumps."]),
    ("positive", ["P: I'm a lot calmer these days."]),
    ("positive", ["P: i feel more relaxed now you know"]),
    ("positive", ["P: It's a weight off my mind."]),
    ("negative", ["M: How is she in herself?", "I: She's awful low, and she's crying all the time."]),
    ("negative", ["P: I just feel dead flat, doctor."]),
    ("negative", ["P: The house is so quiet since he died."]),
    ("negative", ["I: How's the mood been?", "P: Not so hot."]),
]
UNSEEN = [
    ("negative", ["P: Gutted, to be honest. I thought I'd be running by now."]),
    ("negative", ["I: How are you in yourself?", "P: Not too clever."]),
    ("positive", ["I: You look pleased with yourself.", "P: Aye, I am."]),
    ("mixed", ["P: I'm relieved it's over but a bit sad too."]),
    ("negative", ["P: I've been crying into my tea every morning."]),
    ("negative", ["P: Some nights I lie there dreading the morning."]),
    ("positive", ["P: I'm feeling ever so optimistic."]),
    ("negative", ["M: And his mood?", "I: He was tearful on the phone."]),
    ("negative", ["P: since the diagnosis i feel like a ghost in my own house"]),
    ("negative", ["P: It's all got too much for me."]),
]
NOT_A_MOOD = [
    ["P: I'm content with the soft chair."],
    ["P: He cried when the dog died, my grandson."],
    ["I: Are you happy with the time?", "P: Yes."],
    ["P: I was in a bad way the first year after it."],
    ["P: I was whistling like a kettle, the chest was that tight."],
    ["I: You look a bit down.", "P: No, just tired from the bus."],
    ["P: Proud parents, the two of them."],
    ["P: Happy to help."],
    ["I: You look pale.", "P: I am."],
    ["P: Sad film, that was."],
    ["P: Down the road there's a shop."],
    ["P: I feel like a cup of tea."],
    ["I: Are you feeling low?", "P: No, not at all."],
    ["P: Content with the time on Monday?"],
    ["P: Worried? Me? No."],
    ["P: I'm good."],
    ["P: I'm sorry about the mess."],
    ["P: I was down at my sister's."],
    ["P: I'm glad you asked."],
    ["P: My son was scared."],
    ["P: I'm nervous around dogs as everyone knows, since I was a kid."],
    ["P: Sadly the shop was closed."],
    ["P: I don't worry about that."],
    ["P: Never been sad a day in my life."],
    ["P: I've been low on iron."],
    ["P: They're hopeful it'll work."],
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


@pytest.mark.parametrize(
    ("feeling", "lines"),
    [*TOLD, *BARE_OR_SHARED, *UNSEEN],
    ids=lambda told: told[-1] if isinstance(told, list) else told,
)
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
