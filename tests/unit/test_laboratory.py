"""Results that are called too high or too low, and those that are not."""

import pytest

from tests.visits import visit
from trialvoice.safe.events.laboratory import abnormal_results
from trialvoice.safe.language.dialogue import Dialogue


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (["I: Your potassium is five point nine, so that's high."], ["high potassium"]),
        (["I: The platelets have dropped to eighty."], ["low platelets"]),
        (["I: Sodium one thirty. That's a bit low."], ["low sodium"]),
        (["P: They told me my liver enzymes were up."], ["raised liver enzymes"]),
        (["I: the pulse is forty eight that's slow"], ["slow heart rate"]),
        (["I: Your ALT, which is liver, is 162. Upper limit's 40."], ["raised liver enzymes"]),
        (["I: Platelets 96 on Monday's sample, lower limit's 150."], ["low platelets"]),
        (["I: Neutrophils 0.8. We don't hang it under 1.5."], ["low neutrophils"]),
        (["I: Creatinine. 131, and the top is 90."], ["raised creatinine"]),
        (["I: The haemoglobin you remember, that's 98 now, it was 93 last time."], ["anaemia"]),
        (["I: Let me do the pulse. Forty-two."], ["slow heart rate"]),
        (["I: Eighty on the pulse. And one twenty over seventy."], []),
        (["I: The platelets are two hundred and ten."], []),
        (["I: ALT thirty-one, creatinine seventy, all in range."], []),
        (["I: Your potassium is normal."], []),
        (["I: The neutrophils were low and are back to two point four."], []),
        (["I: Is your cholesterol high?"], []),
        (["I: If the potassium is high we stop."], []),
        (["P: My cholesterol has been high for years."], []),
        (["I: The potassium is four point one."], []),
        (["I: Hold the pulse oximeter up."], []),
    ],
)
def test_results(said: list[str], found: list[str]) -> None:
    assert [item.mention.term for item in abnormal_results(Dialogue(visit(*said)))] == found


def test_a_result_that_does_not_matter_is_denied() -> None:
    (item,) = abnormal_results(Dialogue(visit("I: Potassium 3.2, low end is 3.5. Not clinically significant.")))
    assert item.verdict.assertion == "denied"


def test_before_the_first_dose_a_result_is_history() -> None:
    (item,) = abnormal_results(Dialogue(visit("I: Your potassium is high.")), before_first_dose=True)
    assert item.verdict.assertion == "past"
