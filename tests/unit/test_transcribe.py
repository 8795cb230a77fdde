from collections.abc import Callable, Sequence

import numpy as np
import pytest

from trialvoice.core.audio import Waveform
from trialvoice.core.records import Word
from trialvoice.engines.whisper_words import Piece, words_of
from trialvoice.phi.hearing import Accept, Ask, Heard
from trialvoice.phi.ladder import TEMPERATURES
from trialvoice.phi.transcribe import SpeechOptions, Transcription, transcribe, transcribe_all
from trialvoice.phi.windows import Spans

SOUND: Waveform = np.zeros(16_000 * 90, np.float32)
ENGLISH = SpeechOptions(language="en", vocabulary=("Veltrin",))
TALK = "I had a rash on my left arm from Wednesday and it went away by itself on Friday"
LONG = (
    f"{TALK}. The tablets I took every morning with water, except once, when we drove to my sister and left them "
    "at home. She gave me something for the headache that came after lunch, but nobody remembers its name now."
)


class Speech:
    """A detector that answers what it is told."""

    def __init__(self, *spans: tuple[int, int]) -> None:
        self.spans = spans

    def speech(self, waveform: Waveform) -> Spans:
        return self.spans


Says = Callable[[Ask, float], Heard]


class Hears:
    """A recogniser that answers what it is told, by what it is asked and by how long the sound is, s."""

    batch, workers = 2, 1

    def __init__(self, says: Says) -> None:
        self.says = says
        self.asked: list[tuple[Ask, list[float]]] = []

    def hear(self, sounds: Sequence[Waveform], ask: Ask, accept: Accept) -> list[Heard]:
        seconds = [len(sound) / 16_000 for sound in sounds]
        self.asked.append((ask, seconds))
        return [self._timed(self.says(ask, length), accept, length) for length in seconds]

    def _timed(self, heard: Heard, accept: Accept, seconds: float) -> Heard:
        if not accept(heard):
            return heard
        texts = heard.text.split()
        each = round(seconds * 1000) // max(1, len(texts))
        words = [Word(start=i * each, end=(i + 1) * each, text=text, probability=0.9) for i, text in enumerate(texts)]
        return heard.model_copy(update={"words": tuple(words)})


def heard(text: str = TALK, **figures: float | str) -> Heard:
    given = {"logprob": -0.2, "no_speech": 0.01, "temperature": 0.0, "language": "en", "language_probability": 0.99}
    return Heard.model_validate({"text": text, **given, **figures})


def listened(says: Says, *spans: tuple[int, int], options: SpeechOptions = ENGLISH) -> tuple[Transcription, Hears]:
    hears = Hears(says)
    return transcribe(SOUND, options, vad=Speech(*(spans or ((1000, 7000),))), transcriber=hears), hears


def text(made: Transcription) -> str:
    return " ".join(word.text for word in made.words)


def test_what_is_heard_well_is_heard_once() -> None:
    made, hears = listened(lambda ask, _: heard())
    assert text(made) == TALK
    assert [window.state for window in made.windows] == ["kept"]
    assert (made.warnings, len(hears.asked)) == ((), 1)
    assert not any(word.doubtful for word in made.words)


def test_the_first_hearing_knows_the_studys_names_and_is_pinned_to_its_language() -> None:
    _, hears = listened(lambda ask, _: heard())
    (ask, _), *_ = hears.asked
    assert ask.prompt.startswith("Veltrin. ")
    assert (ask.language, ask.temperature) == ("en", 0.0)


def test_without_speech_nobody_is_asked() -> None:
    hears = Hears(lambda ask, _: heard("Thank you for watching."))
    made = transcribe(SOUND, ENGLISH, vad=Speech(), transcriber=hears)
    assert (made.words, made.warnings, hears.asked) == ((), ("no speech was detected",), [])


def test_no_word_lies_outside_detected_speech() -> None:
    made, _ = listened(lambda ask, _: heard(), (1000, 3000), (3500, 4200), (9000, 12_000))
    spans = [(1000, 3000), (3500, 4200), (9000, 12_000)]
    assert len(made.words) == len(TALK.split())
    for word in made.words:
        assert any(a <= word.start <= b for a, b in spans)
        assert any(a <= word.end <= b for a, b in spans)
    assert [w.start for w in made.words] == sorted(w.start for w in made.words)


def test_a_window_that_two_hearings_disagree_on_is_withheld_with_its_text_kept_apart() -> None:
    made, _ = listened(lambda ask, _: heard("a day of sun", logprob=-0.8) if ask.prompt else heard("I am here"))
    (window,) = made.windows
    assert made.words == ()
    assert (window.state, window.failed, window.text) == ("withheld", ("pace", "disagreement"), "a day of sun")
    assert "two hearings disagreed" in " ".join(made.warnings)
    assert "a day of sun" not in " ".join(made.warnings)
    assert "a day of sun" not in repr(made)


def test_a_window_that_was_hard_to_hear_is_kept_and_marked() -> None:
    made, _ = listened(lambda ask, _: heard(logprob=-0.8))
    assert text(made) == TALK
    assert made.windows[0].state == "doubtful"
    assert all(word.doubtful for word in made.words)
    assert made.warnings == ("hard to hear: 1 stretch, the first at 0:01; check by ear",)


def test_a_loop_is_replaced_by_a_sound_second_hearing() -> None:
    made, hears = listened(lambda ask, _: heard("I am sorry " * 30) if ask.prompt else heard())
    assert text(made) == TALK
    assert [ask.temperature for ask, _ in hears.asked] == [0.0, 0.0]


def test_only_the_failing_window_climbs_the_temperatures() -> None:
    def says(ask: Ask, seconds: float) -> Heard:
        if seconds > 20 or ask.temperature >= 0.4:
            return heard(LONG, temperature=ask.temperature)
        return heard(logprob=-1.4, temperature=ask.temperature)

    _, hears = listened(says, (0, 27_000), (30_000, 36_000), (40_000, 66_000))
    assert [(ask.temperature, seconds) for ask, seconds in hears.asked if not ask.prompt] == [
        (0.0, [6.0]),
        (0.2, [6.0]),
        (0.4, [6.0]),
    ]


def test_a_window_that_never_passes_is_withheld_after_the_last_temperature() -> None:
    made, hears = listened(lambda ask, _: heard(logprob=-1.4, temperature=ask.temperature))
    assert [ask.temperature for ask, _ in hears.asked] == [0.0, 0.0, *TEMPERATURES]
    assert (made.windows[0].failed, made.words) == (("probability",), ())


def test_where_whisper_hears_silence_no_temperature_is_tried() -> None:
    made, hears = listened(lambda ask, _: heard(logprob=-1.4, no_speech=0.8))
    assert len(hears.asked) == 2
    assert made.windows[0].failed == ("silence",)


def test_a_phantom_is_kept_only_where_it_was_surely_said() -> None:
    said, _ = listened(lambda ask, _: heard("Thank you."), (0, 900))
    made_up, _ = listened(lambda ask, _: heard("Thank you.", no_speech=0.5), (0, 900))
    assert text(said) == "Thank you."
    assert (made_up.words, made_up.windows[0].failed) == ((), ("phantom",))


def test_speech_in_another_language_than_the_studys_is_withheld() -> None:
    made, _ = listened(lambda ask, _: heard(language="cy", language_probability=0.97))
    assert (made.words, made.windows[0].failed) == ((), ("language",))
    assert "another language" in made.warnings[0]


def test_a_language_that_is_only_guessed_at_is_no_reason() -> None:
    made, _ = listened(lambda ask, _: heard(language="cy", language_probability=0.5))
    assert text(made) == TALK


AUTO = SpeechOptions(language="auto", languages=("en", "es"))


def test_auto_takes_the_language_of_most_of_the_speech_and_hears_strays_in_it_again() -> None:
    def says(ask: Ask, seconds: float) -> Heard:
        stray = seconds < 12 and ask.language is None
        return heard(LONG, language="en" if stray else "es", language_probability=0.6 if stray else 0.98)

    made, hears = listened(says, (0, 27_000), (40_000, 50_000), options=AUTO)
    assert made.language == "es"
    assert [window.state for window in made.windows] == ["kept", "kept"]
    assert (hears.asked[0][0].language, hears.asked[-1][0].language) == (None, "es")


def test_auto_never_takes_a_language_that_the_study_does_not_allow() -> None:
    made, _ = listened(lambda ask, _: heard(language="cy", language_probability=0.9), options=AUTO)
    assert (made.language, made.words) == ("en", ())


def test_windows_of_several_recordings_share_batches_sorted_by_length() -> None:
    hears = Hears(lambda ask, seconds: heard(LONG))
    first, second = np.zeros(16_000 * 40, np.float32), np.ones(16_000 * 40, np.float32)
    spans = {0.0: ((0, 19_500),), 1.0: ((0, 20_000), (29_000, 39_000))}

    class Both:
        def speech(self, waveform: Waveform) -> Spans:
            return spans[float(waveform[0])]

    seen = list[float]()
    made = transcribe_all([first, second], ENGLISH, vad=Both(), transcriber=hears, progress=seen.append)
    assert [seconds for _, seconds in hears.asked] == [[20.0, 19.5], [10.0]]
    assert [len(one.windows) for one in made] == [1, 2]
    assert (made[1].windows[1].start, made[1].windows[1].end) == (29_000, 39_000)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


@pytest.mark.parametrize("options", [ENGLISH, AUTO])
def test_the_order_of_windows_is_that_of_the_recording(options: SpeechOptions) -> None:
    made, _ = listened(lambda ask, _: heard(LONG), (0, 12_000), (30_000, 52_000), (60_000, 78_000), options=options)
    assert [window.start for window in made.windows] == [0, 30_000, 60_000]


def test_pieces_without_a_space_before_them_belong_to_the_word_before() -> None:
    pieces = [
        Piece(" It", 0.0, 0.2, 0.9),
        Piece(" was", 0.2, 0.4, 0.9),
        Piece(" 36", 0.4, 0.8, 0.8),
        Piece(".8", 0.8, 1.1, 0.6),
        Piece(" ", 1.1, 1.1, 0.1),
        Piece(" degrees.", 1.2, 1.6, 1.0000001),
    ]
    made = list(words_of(pieces))
    assert [w.text for w in made] == ["It", "was", "36.8", "degrees."]
    assert (made[2].start, made[2].end, made[2].probability) == (400, 1100, 0.6)
    assert made[3].probability == 1.0
