"""Words by speaker: diarization error, cpWER, roles."""

from trialvoice.core.records import Role
from trialvoice.evaluate.alignment import align
from trialvoice.evaluate.counts import Ratio
from trialvoice.evaluate.speakers import cpwer, speaker_mapping, speaker_roles, word_diarization_error, word_roles
from trialvoice.evaluate.words import Token


def tokens(*parts: tuple[str, str, Role | None]) -> tuple[Token, ...]:
    """From (speaker, words, role)."""
    return tuple(Token(word, speaker, role, None, None) for speaker, text, role in parts for word in text.split())


TRUTH = tokens(("D", "how is the pain today", "investigator"), ("P", "it is much worse", "participant"))


def test_names_of_speakers_do_not_matter() -> None:
    heard = tokens(("S2", "how is the pain today", "investigator"), ("S1", "it is much worse", "participant"))
    pairs = align(TRUTH, heard).matched
    assert speaker_mapping(pairs) == {"D": "S2", "P": "S1"}
    assert word_diarization_error(pairs).value == 0
    assert cpwer(TRUTH, heard).value == 0
    assert word_roles(pairs) == Ratio(part=9, whole=9)
    assert speaker_roles(TRUTH, pairs) == Ratio(part=2, whole=2)


def test_a_word_with_the_wrong_speaker() -> None:
    heard = tokens(("S1", "how is the pain", "investigator"), ("S2", "today it is much worse", "participant"))
    pairs = align(TRUTH, heard).matched
    assert word_diarization_error(pairs).value == 1 / 9
    # The word is missing for one speaker and too much for the other.
    assert cpwer(TRUTH, heard).value == 2 / 9
    roles, speakers = word_roles(pairs), speaker_roles(TRUTH, pairs)
    assert roles
    assert roles.value == 8 / 9
    assert speakers
    assert speakers.value == 1


def test_a_substituted_word_still_has_a_speaker() -> None:
    heard = tokens(("S1", "how is the rain", "investigator"), ("S2", "day it is much worse", "participant"))
    pairs = align(TRUTH, heard).matched
    assert word_diarization_error(pairs).value == 1 / 9


def test_one_speaker_split_in_two_is_an_error_by_one_to_one_matching() -> None:
    heard = tokens(
        ("S1", "how is the", "investigator"),
        ("S3", "pain today", "unknown"),
        ("S2", "it is much worse", "participant"),
    )
    pairs = align(TRUTH, heard).matched
    assert word_diarization_error(pairs).value == 2 / 9
    assert cpwer(TRUTH, heard).value == 4 / 9


def test_all_in_one_voice() -> None:
    heard = tokens(("S1", "how is the pain today it is much worse", "unknown"))
    pairs = align(TRUTH, heard).matched
    assert word_diarization_error(pairs).value == 4 / 9
    # Four words too many for one speaker, and four missing for the other.
    assert cpwer(TRUTH, heard).value == 8 / 9
    speakers = speaker_roles(TRUTH, pairs)
    assert speakers
    assert speakers.value == 0


def test_swapped_roles_are_no_speaker_errors() -> None:
    heard = tokens(("S1", "how is the pain today", "participant"), ("S2", "it is much worse", "investigator"))
    pairs = align(TRUTH, heard).matched
    assert word_diarization_error(pairs).value == 0
    roles = word_roles(pairs)
    assert roles
    assert roles.value == 0


def test_nothing_heard_and_nothing_said() -> None:
    assert cpwer(TRUTH, ()).value == 1
    assert cpwer((), ()).value is None
    assert word_diarization_error(()).value is None


def test_a_truth_without_roles_has_no_role_figures() -> None:
    truth = tokens(("A", "hello there", None))
    pairs = align(truth, tokens(("S1", "hello there", "participant"))).matched
    assert word_roles(pairs) is None
    assert speaker_roles(truth, pairs) is None
