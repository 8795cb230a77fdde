"""Frames of word classes, figures against their limits, what became of a medicine, and what a passage is about."""

import pytest

from tests.unit.test_deviations import STUDY
from tests.visits import visit
from trialvoice.safe.deviations.limits import compared
from trialvoice.safe.deviations.statements import Statements
from trialvoice.safe.deviations.topics import about
from trialvoice.safe.deviations.word_classes import DENIED, Frame, Place, WordClasses, word_data
from trialvoice.safe.language.dialogue import Dialogue
from trialvoice.safe.language.stems import tokens
from trialvoice.safe.medicines.medicine_states import forbidden_states

CLASSES = WordClasses(
    {"sign": ["sign", "signature"], "act": ["blood", "took blood"], "before": ["before"], "not": ["not"]}
)


@pytest.mark.parametrize(
    ("line", "text", "filled"),
    [
        ("act > before > sign", "they took blood before he signed", True),
        ("act > before > sign", "he signed before they took blood", False),
        ("act sign", "he signed and then the blood", True),
        ("act sign !not", "he signed and did not do the blood", False),
        ("act|before sign", "he signed before", True),
        ("sign > sign", "a signature", False),
        ("act sign", "blood " + "word " * 20 + "sign", False),
    ],
)
def test_a_frame_is_filled_by_classes_close_together(line: str, text: str, filled: bool) -> None:
    assert bool(Frame.of(line).find(CLASSES.places(tokens(text)))) is filled


def test_a_class_is_found_by_stem_and_as_long_as_it_is_named() -> None:
    assert CLASSES.places(tokens("signs took blood")) == (Place("sign", 0, 0), Place("act", 1, 2), Place("act", 2, 2))


def test_a_no_that_answers_denies_all_but_what_asks_for_it() -> None:
    places = (DENIED, *CLASSES.places(tokens("the blood before he signed")))
    assert not Frame.of("act > before > sign").find(places)
    assert Frame.of("not > sign").find(places)


def test_every_class_that_a_frame_or_topic_names_is_there() -> None:
    data, given = word_data(), {"medicine", "forbidden", "procedure"}
    lines = [
        line
        for entry in data["frames"]
        for name in ("alone", "told", "doubted", "kept")
        for line in entry.get(name, ())
    ]
    frames = [Frame.of(line) for line in lines]
    named = {name for frame in frames for names in (*frame.steps, frame.without) for name in names}
    named |= {name for entry in data["frames"] for names in entry["topic"] for name in names.split("|")}
    named |= {name for entry in data["topics"] for name in entry["weights"]}
    assert named <= data["classes"].keys() | given


LIMITS = [
    (("M: She came on day forty.", "I: The window closes on day thirty-two."), [("day", False)]),
    (("M: Day thirty-one.", "I: It's day twenty-nine, plus or minus three."), []),
    (
        ("I: You were due on day twenty-nine.", "I: Today's day thirty-one, and I have three days either side."),
        [("day", True)],
    ),
    (("M: The calendar says day thirty-nine.", "I: Three days either side of twenty-nine."), [("day", False)]),
    (
        ("M: What's the lowest score we can take?", "I: Sixteen.", "M: I get thirteen point four."),
        [("criterion", False)],
    ),
    (("M: He's seventy-four. What's the top age in the protocol?", "I: Seventy-five."), [("criterion", True)]),
    (("I: We need four weeks clear.", "P: I stopped it in May.", "I: That's five weeks."), [("washout", True)]),
    (("M: He stopped it in May, that's ten weeks.", "I: Twelve is what they ask for."), [("washout", False)]),
    (("I: How bad was it at the most?", "P: Seven.", "I: It was nine last time."), []),
    (("I: It got up to eleven degrees.", "M: On day nine."), []),
    (("I: Keep to two tablets, no more than that.",), []),
]


@pytest.mark.parametrize(("lines", "found"), LIMITS, ids=lambda lines: str(lines)[:60])
def test_a_figure_keeps_or_breaks_the_limit_named_for_it(lines: tuple[str, ...], found: list[tuple[str, bool]]) -> None:
    assert [(one.of, one.kept) for one in compared(Dialogue(visit(*lines)))] == found


STATES = [
    (("P: My GP wrote me out prednisone.", "I: And you never had any?", "P: No, I gave it back."), ["left"]),
    (("P: He's on ibuprofen, my husband.", "I: And you?", "P: Never touched it."), ["left"]),
    (("P: She offered me some ibuprofen but I turned it down.",), ["left"]),
    (("I: It says methotrexate here.", "P: That's my mum's."), ["left"]),
    (("P: She has ibuprofen in the cupboard.", "I: Right.", "P: And I took two on Friday."), ["taken"]),
    (("P: Little white ones, he said they're steroids.", "I: And you took them all?", "P: All five days."), ["taken"]),
    (("P: I took ibuprofen on Friday.",), []),
    (("I: No ibuprofen, remember.", "P: I know."), []),
    (("P: I had paracetamol.", "I: Did you have any more of it?", "P: No."), []),
]


@pytest.mark.parametrize(("lines", "states"), STATES, ids=lambda lines: str(lines)[:60])
def test_what_became_of_a_forbidden_medicine(lines: tuple[str, ...], states: list[str]) -> None:
    assert [became.state for became in forbidden_states(Dialogue(visit(*lines)), STUDY)] == states


TOPICS = [
    (("M: Two signatures on his form, and one has no time.", "I: That's mine."), "consent"),
    (
        ("M: The husband told you of the ward on Monday.", "M: The report came on Friday.", "I: I know."),
        "safety_reporting",
    ),
    (("I: The bloods were never done.", "I: That's on me."), "missing_procedure"),
    (("I: The shelf went down to minus two.", "I: I didn't look."), "other"),
    (("I: How are you?", "P: Fine."), None),
]


@pytest.mark.parametrize(("lines", "category"), TOPICS, ids=lambda lines: str(lines)[:60])
def test_what_a_ruling_is_about(lines: tuple[str, ...], category: str | None) -> None:
    statements = Statements(Dialogue(visit(*lines)), STUDY, None)
    matter = about(statements, statements.dialogue.sentences[-1])
    assert (matter.topic.category if matter else None) == category
