"""Telephone numbers and the numbers of registers, digit by digit and in groups."""

from trialvoice.evaluate.spoken.draw import Draw
from trialvoice.evaluate.spoken.forms.words import (
    NATO,
    digits_said,
    letters_said,
    repeats_said,
    said,
    tens_said,
)
from trialvoice.evaluate.spoken.markup import TURN

_YES = ("mm-hm", "okay", "yep", "right", "uh-huh", "go on", "got it")
_FILLERS = (", uh, ", ", um, ", ", let me see, ", "... ", ", what is it, ", " uh ")
_ZERO = ("zero", "oh")


def _groups(digits: str, *sizes: int) -> list[str]:
    """The digits cut into groups of these sizes."""
    out, at = [], 0
    for size in sizes:
        out.append(digits[at : at + size])
        at += size
    return out


def _phone(draw: Draw) -> list[str]:
    return [draw.digits(3), "555", "01" + draw.digits(2)]


def _said_groups(groups: list[str], draw: Draw) -> list[str]:
    zero = draw.of(_ZERO)
    return [digits_said(group, zero) for group in groups]


def phone_digits(draw: Draw) -> str:
    """Ten or seven digits, with commas, full stops or nothing between the groups."""
    groups = _phone(draw) if draw.number(0, 3) else _phone(draw)[1:]
    return f"[{draw.of((', ', ' ', '. ', ' - ')).join(_said_groups(groups, draw))}]"


def phone_fillers(draw: Draw) -> str:
    """Hesitation between the groups."""
    groups = [f"[{group}]" for group in _said_groups(_phone(draw), draw)]
    return groups[0] + "".join(draw.of(_FILLERS) + group for group in groups[1:])


def phone_group_a_turn(draw: Draw) -> str:
    """A group a turn, with the listener's sounds between."""
    return _group_a_turn(_said_groups(_phone(draw), draw), draw)


def id_group_a_turn(draw: Draw) -> str:
    """A register's number, a group a turn."""
    groups = _groups(draw.digits(9), *draw.of([(3, 3, 3), (2, 3, 4), (4, 5)]))
    return _group_a_turn(_said_groups(groups, draw), draw)


def _group_a_turn(groups: list[str], draw: Draw) -> str:
    said_so = [f"[{group}]" for group in groups]
    return said_so[0] + "".join(f"{TURN}{draw.of(_YES)}{TURN}{group}" for group in said_so[1:])


def phone_numerals(draw: Draw) -> str:
    """As a recogniser writes digits."""
    groups = _phone(draw)
    area, exchange, line = groups
    shapes = ("-".join(groups), " ".join(groups), "".join(groups), f"({area}) {exchange}-{line}", ".".join(groups))
    return f"[{draw.of(shapes)}]"


def phone_double_triple(draw: Draw) -> str:
    """`double five`, `triple nine`."""
    doubled, tripled = draw.digits(1), draw.digits(1)
    digits = draw.of([f"07{draw.digits(2)}{doubled * 2}{draw.digits(2)}{tripled * 3}",
                      f"{draw.digits(2)}{doubled * 2}555{tripled * 3}{draw.digits(1)}"])  # fmt: skip
    return f"[{repeats_said(digits, draw.of(_ZERO))}]"


def phone_hundreds(draw: Draw) -> str:
    """`eight hundred five five five, twelve hundred`."""
    head = draw.of(["one eight hundred", "eight hundred", "one nine hundred", "one eight six six"])
    end = draw.of(
        [f"{said(draw.number(11, 99))} hundred", tens_said(draw.digits(4)), f"{said(draw.number(2, 9))} thousand"]
    )
    return f"[{head}, {digits_said(draw.of(['555', draw.digits(3)]))}, {end}]"


def phone_in_tens(draw: Draw) -> str:
    """Two digits at a time."""
    shape = draw.of([(2, 2, 2, 2, 2), (3, 3, 4), (3, 4)])
    groups = _groups(draw.digits(sum(shape)), *shape)
    return f"[{', '.join(tens_said(g) if len(g) % 2 == 0 else digits_said(g, 'oh') for g in groups)}]"


def phone_read_back(draw: Draw) -> str:
    """Given, read back by the listener, confirmed."""
    groups = _phone(draw)
    first, again = ", ".join(_said_groups(groups, draw)), ", ".join(_said_groups(groups, draw))
    opening = draw.of(["So that's", "I have", "Let me read that back,", "Okay,", "Was that"])
    return f"[{first}]{TURN}{opening} [{again}]?{TURN}{draw.of(['Yes', 'Correct', 'That is right', 'Yep'])}"


def phone_area_code_asked(draw: Draw) -> str:
    """The area code is asked for, before or after the rest."""
    area, *rest = _said_groups(_phone(draw), draw)
    local = " ".join(rest)
    if draw.number(0, 1):
        return f"[{area}]{TURN}{draw.of(['And the rest?', 'Then?', 'Okay, and after that?'])}{TURN}[{local}]"
    return f"[{local}]{TURN}{draw.of(['Area code?', 'With which area code?', 'What is the area code?'])}{TURN}[{area}]"


def short_line(draw: Draw) -> str:
    """An extension, a pager: three to five digits."""
    digits = draw.digits(draw.of([3, 4, 4, 5]))
    return f"[{draw.of([digits_said(digits, draw.of(_ZERO)), tens_said(digits) if len(digits) == 4 else digits])}]"


def social_security(draw: Draw) -> str:
    """Nine digits as 3-2-4."""
    groups = _groups(draw.digits(9), 3, 2, 4)
    spoken = draw.of([", ", " ", " dash "]).join(_said_groups(groups, draw))
    return f"[{draw.of([spoken, spoken, '-'.join(groups)])}]"


def last_four(draw: Draw) -> str:
    """The last four digits only."""
    digits = draw.digits(4)
    return f"[{draw.of([digits_said(digits, draw.of(_ZERO)), tens_said(digits), digits])}]"


def digits_seven(draw: Draw) -> str:
    """Seven digits."""
    return _grouped(draw, draw.of([(7,), (3, 4), (2, 2, 3)]))


def digits_ten(draw: Draw) -> str:
    """Eight to ten digits."""
    return _grouped(draw, draw.of([(4, 4), (10,), (3, 3, 4), (4, 5)]))


def nhs(draw: Draw) -> str:
    """Ten digits as 3-3-4."""
    return _grouped(draw, (3, 3, 4))


def card(draw: Draw) -> str:
    """Sixteen digits in fours."""
    return _grouped(draw, (4, 4, 4, 4))


def _grouped(draw: Draw, sizes: tuple[int, ...]) -> str:
    groups = _groups(draw.digits(sum(sizes)), *sizes)
    spoken = draw.of([", ", " "]).join(_said_groups(groups, draw))
    return f"[{draw.of([spoken, spoken, spoken, ' '.join(groups)])}]"


def tens_eight(draw: Draw) -> str:
    """Six or eight digits, two at a time."""
    return f"[{tens_said(draw.digits(draw.of([6, 8])))}]"


def subject(draw: Draw) -> str:
    """Site and subject."""
    site, number = f"{draw.number(1, 24):02d}", draw.digits(4)
    spoken = digits_said(number, draw.of(_ZERO))
    shapes = (spoken, f"{digits_said(site, 'oh')} dash {spoken}", f"{site}-{number}", tens_said(number))
    return f"[{draw.of(shapes)}]"


def screening(draw: Draw) -> str:
    """`S oh one four two`."""
    digits = digits_said("0" + draw.digits(3), draw.of(_ZERO))
    return f"[{draw.of(['S ', 'S C R ', '', 'S dash '])}{digits}]"


def letter_digits(draw: Draw) -> str:
    """A letter said with its word, and digits."""
    letter = draw.letters(1)
    head = draw.of([f"{letter} as in {NATO[letter]}", NATO[letter], letter, f"{letter} for {NATO[letter]}"])
    return f"[{head}, {digits_said(draw.digits(draw.of([3, 4])), draw.of(_ZERO))}]"


def dashed(draw: Draw) -> str:
    """Letters and digits with the dash said."""
    letters, sign = letters_said(draw.letters(draw.of([1, 2]))), draw.of(["dash", "hyphen"])
    return f"[{letters} {sign} {digits_said(draw.digits(4), 'oh')}]"


def accession(draw: Draw) -> str:
    """A year, letters and digits."""
    tail = digits_said(draw.digits(5), draw.of(_ZERO))
    return f"[{draw.of(['twenty six', 'L', 'twenty five', 'H D'])} {draw.of(['slash', 'dash', 'stroke'])} {tail}]"


def member(draw: Draw) -> str:
    """Letters, then nine digits."""
    letters = letters_said(draw.letters(3), draw.of([" ", "-"]))
    groups = _said_groups(_groups(draw.digits(9), 3, 3, 3), draw)
    return f"[{letters}, {', '.join(groups)}]"


def driver(draw: Draw) -> str:
    """A letter and seven or eight digits."""
    letter = draw.letters(1)
    digits = digits_said(draw.digits(draw.of([7, 8])), draw.of(_ZERO))
    return f"[{letter} {digits}]"


def professional(draw: Draw) -> str:
    """Letters and six digits, two at a time."""
    return (
        f"[{letters_said(draw.letters(2))} {draw.of([tens_said(draw.digits(6)), digits_said(draw.digits(6), 'oh')])}]"
    )


def plate(draw: Draw) -> str:
    """Three digits and three letters, in either order."""
    digits, letters = digits_said(draw.digits(3), "oh"), draw.letters(3)
    named = draw.of([letters_said(letters), " ".join(NATO[x] for x in letters), letters_said(letters, "-")])
    return f"[{draw.of([f'{digits} {named}', f'{named} {digits}', f'{named}, {digits}'])}]"


def vehicle(draw: Draw) -> str:
    """Seventeen letters and digits; letters as words of the alphabet or bare."""
    named = draw.number(0, 1)
    marks = f"1{draw.letters(4)}{draw.digits(2)}{draw.letters(3)}"
    body = " ".join(digits_said(x) if x.isdigit() else NATO[x] if named else x for x in marks)
    return f"[{body} {digits_said(draw.digits(7), draw.of(_ZERO))}]"


def serial(draw: Draw) -> str:
    """Letters and digits mixed."""
    return (
        f"[{letters_said(draw.letters(2))} {digits_said(draw.digits(3), draw.of(_ZERO))} "
        f"{draw.letters(1)} {digits_said(draw.digits(4), draw.of(_ZERO))}]"
    )


def ip(draw: Draw) -> str:
    """Four numbers with dots said."""
    parts = [draw.of([192, 10, 172]), draw.number(0, 255), draw.number(0, 255), draw.number(1, 254)]
    spoken = " dot ".join(digits_said(str(part)) for part in parts)
    return f"[{draw.of([spoken, spoken, '.'.join(map(str, parts))])}]"


def passport(draw: Draw) -> str:
    """Nine digits, or a letter and eight."""
    head = draw.of(["", letters_said(draw.letters(1)) + " "])
    return f"[{head}{draw.of([digits_said, tens_said])(draw.digits(8))}]"


def corrected_digits(draw: Draw) -> str:
    """The last digits put right."""
    digits, zero = draw.digits(6), draw.of(_ZERO)
    wrong, right = digits_said(digits[:4] + draw.digits(2), zero), digits_said(digits[4:], zero)
    slip = draw.of([", no, sorry, ", ", wait, no, ", ", sorry, that ends in ", ", I mean "])
    return f"[{wrong}]{slip}[{right}]"
