import pytest

from trialvoice.phi.doubt import agreement, doubtful, echoes, fails, looping, odd_pace, phantom
from trialvoice.phi.hearing import Heard

TALK = "I had a rash on my left arm from Wednesday and it went away by itself on Friday"


def heard(text: str = TALK, *, logprob: float = -0.2, no_speech: float = 0.01) -> Heard:
    return Heard(
        text=text,
        logprob=logprob,
        no_speech=no_speech,
        temperature=0.0,
        language="en",
        language_probability=0.99,
    )


def test_ordinary_talk_is_not_doubted() -> None:
    assert not doubtful(heard(), 6000, "")


@pytest.mark.parametrize(
    ("wrong", "length_ms"),
    [
        (heard(logprob=-0.9), 6000),
        (heard(no_speech=0.6), 6000),
        (heard("yeah"), 9000),
        (heard(), 1500),
        (heard("I am sorry " * 12), 9000),
        (heard("Thank you for watching!"), 1500),
        (heard("So, like, he was, you know"), 2000),
    ],
)
def test_signs_of_invention(wrong: Heard, length_ms: int) -> None:
    assert doubtful(wrong, length_ms, "Um, so, like, he was, you know, I think.")


def test_whispers_own_thresholds() -> None:
    assert not fails(heard())
    assert fails(heard("I am going to the " * 20))
    assert fails(heard(logprob=-1.1))
    assert not fails(heard(logprob=-1.1, no_speech=0.7))  # silence: more hearings would only invent more


def test_looping_is_the_share_of_words_in_a_repeated_phrase() -> None:
    assert looping("no no I did not have that and no I do not") == 0.0
    assert looping("I am sorry " * 4) == 1.0
    assert looping("one two three four " + "I am sorry " * 4) == 0.75


def test_pace() -> None:
    assert odd_pace("yes", 6000)
    assert not odd_pace("yes", 600)
    assert odd_pace("one two three four five six seven", 1000)


def test_a_phantom_is_the_whole_text() -> None:
    assert phantom("Thank you.")
    assert not phantom("Thank you, I took it at nine.")


def test_an_echo_is_a_part_of_the_prompt_long_enough_to_be_no_chance() -> None:
    assert echoes("You know, I, I think", "he was, you know, I, I think, uh")
    assert not echoes("I think", "he was, you know, I, I think, uh")
    assert not echoes("", "anything")


def test_agreement() -> None:
    assert agreement("Yes, two tablets.", "yes two tablets") == 1.0
    assert agreement("", "") == 1.0
    assert agreement("yes", "no") == 0.0
    assert agreement("one two three four", "one two") == pytest.approx(2 / 3)
