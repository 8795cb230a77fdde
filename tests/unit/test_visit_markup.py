"""The markup of dialogue scripts: turns, quotes, identifiers, and what is refused."""

import pytest

from trialvoice.evaluate.visits.dialogue import parse


def test_turns_go_on_over_lines_and_marks_may_stand_inside_one_another() -> None:
    first, second = parse("""
        investigator: Any {pain|pain} since
          last time?
        participant: {pain|Yes, since [DATE 2026-02-01|February first]}, [NAME_1] saw it.
    """)
    assert (first.role, first.text) == ("investigator", "Any pain since last time?")
    assert second.text == "Yes, since February first, [NAME_1] saw it."
    assert {(m.finding or m.type, second.text[m.start : m.end]) for m in second.marks} == {
        ("pain", "Yes, since February first"),
        ("DATE", "February first"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "participant: [NAME|Ann",
        "participant: {pain|[NAME|Ann}]",
        "participant: it hurts} here",
    ],
)
def test_a_mark_that_is_not_closed_or_not_opened_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="mark"):
        parse(text)


def test_a_dialogue_without_a_speaker_is_refused() -> None:
    with pytest.raises(ValueError, match="who speaks"):
        parse("hello there")
