"""Addresses and places smaller than a state, and organisations."""

from trialvoice.evaluate.spoken.draw import Draw
from trialvoice.evaluate.spoken.forms.words import digits_said, said, tens_said
from trialvoice.evaluate.spoken.markup import TURN


def _number(draw: Draw) -> str:
    number = draw.number(3, 9899)
    if number < 100:
        return said(number)
    if number % 100 == 0:
        return f"{said(number // 100)} hundred"
    spoken = [digits_said(str(number), draw.of(["oh", "zero"])), str(number)]
    return draw.of([*spoken, tens_said(str(number))] if number >= 1000 else spoken)


def _street(draw: Draw) -> str:
    return f"{_number(draw)} {draw.slot('street')} {draw.slot('street_kind')}"


def street(draw: Draw) -> str:
    """`fifteen Cedar Avenue`."""
    return f"[{_street(draw)}]"


def street_unit(draw: Draw) -> str:
    """With a flat or suite, before or behind."""
    where, unit = _street(draw), draw.slot("unit")
    return f"[{draw.of([f'{where}, {unit}', f'{unit}, {where}', f'{where} {unit}'])}]"


def address_in_parts(draw: Draw) -> str:
    """Street, then town, then what is asked for."""
    digits = digits_said(draw.digits(5), "oh")
    return (
        f"[{_street(draw)}]{TURN}{draw.of(['Which town?', 'And the city?', 'In what city is that?'])}{TURN}"
        f"[{draw.slot('town')}], {draw.slot('state')}{TURN}{draw.of(['Zip?', 'And the zip code?'])}{TURN}[{digits}]"
    )


def zip_code(draw: Draw) -> str:
    """Five digits, perhaps with the four behind."""
    digits = digits_said(draw.of(["0", ""]) + draw.digits(5), draw.of(["zero", "oh"]))
    return f"[{' '.join(digits.split()[:5])}{draw.of(['', '', ' dash ' + digits_said(draw.digits(4))])}]"


def post_box(draw: Draw) -> str:
    """`P O box four one seven`."""
    head = draw.of(["P O box", "PO box", "post office box", "P.O. Box"])
    place = draw.of(["", f", {draw.slot('town')}"])
    return f"[{head} {digits_said(draw.digits(draw.of([2, 3, 4])), 'oh')}{place}]"


def town(draw: Draw) -> str:
    """A town, with its state, which may stay."""
    state = draw.slot("state")
    return f"[{draw.slot('town')}]{draw.of(['', f', {state}'])}"


def small_place(draw: Draw) -> str:
    """A village or a county."""
    return f"[{draw.slot('small_place')}]"


def site(draw: Draw) -> str:
    """A hospital or practice."""
    return _named(draw.slot("site"))


def employer(draw: Draw) -> str:
    """A firm."""
    return _named(draw.slot("employer"))


def gathering(draw: Draw) -> str:
    """A school, church or club."""
    return _named(draw.slot("gathering"))


def pharmacy(draw: Draw) -> str:
    """Where the prescription goes."""
    return _named(draw.slot("pharmacy"))


def _named(name: str) -> str:
    """An article before a name tells nothing, and may stay."""
    return f"the [{name.removeprefix('the ')}]" if name.startswith("the ") else f"[{name}]"
