"""Names: common and uncommon, spelled, misheard."""

from trialvoice.evaluate.spoken.draw import Draw
from trialvoice.evaluate.spoken.forms.words import AS_IN, NATO, letters_said
from trialvoice.evaluate.spoken.markup import TURN

_TITLES = ("Mrs.", "Mr.", "Ms.", "Miss", "Mister")


def first_name(draw: Draw) -> str:
    """A common first name."""
    return f"[{draw.slot('first')}]"


def full_name(draw: Draw) -> str:
    """Common first and last name, sometimes with a letter between."""
    middle = draw.of(["", "", "", f" {draw.letters(1)}."])
    return f"[{draw.slot('first')}{middle} {draw.slot('last')}]"


def uncommon_name(draw: Draw) -> str:
    """First and last name that lists of English names lack."""
    return f"[{draw.slot('uncommon_first')} {draw.slot('uncommon_last')}]"


def double_barrelled(draw: Draw) -> str:
    """Two last names, joined or not."""
    joint = draw.of(["-", " ", " hyphen "])
    return f"[{draw.slot('first')} {draw.slot('last')}{joint}{draw.slot('uncommon_last')}]"


def wordlike(draw: Draw) -> str:
    """A first name that is also a word."""
    return f"[{draw.slot('wordlike')}]"


def nickname(draw: Draw) -> str:
    """What friends say."""
    return f"[{draw.slot('nickname')}]"


def titled_uncommon(draw: Draw) -> str:
    """Title and uncommon last name, or an uncommon first name."""
    return draw.of([f"{draw.of(_TITLES)} [{draw.slot('uncommon_last')}]", f"[{draw.slot('uncommon_first')}]"])


def doctor(draw: Draw) -> str:
    """`Dr. Harris`."""
    title = draw.of(["Dr.", "Doctor", "Dr", "Professor"])
    return f"{title} [{draw.slot(draw.of(['last', 'uncommon_last']))}]"


def staff_first_last(draw: Draw) -> str:
    """First name, or both, without a title."""
    return f"[{draw.slot('first')}{draw.of(['', ' ' + draw.slot('last')])}]"


def misheard_again(draw: Draw) -> str:
    """Said once as it is spelled, and again as the recogniser hears it."""
    name, heard = draw.slot("misheard")
    again = draw.of(["Okay, [{}], take a seat.", "And [{}], is that your first visit?", "Thank you, [{}]."])
    return f"[{name}]{TURN}{again.format(heard)}{TURN}{draw.of(['Sure', 'All right', 'Yes'])}"


def spelled_hyphens(draw: Draw) -> str:
    """`K-O-W-A-L`."""
    return _named(draw, letters_said(name := draw.slot("last"), "-"), name)


def spelled_spaces(draw: Draw) -> str:
    """`K O W A L`."""
    return _named(draw, letters_said(name := draw.slot("last")), name)


def spelled_commas(draw: Draw) -> str:
    """`K, O, W, A, L`."""
    return _named(draw, letters_said(name := draw.slot("last"), ", "), name)


def spelled_as_in(draw: Draw) -> str:
    """`S as in Sam, M as in Mary`."""
    name = _letters(draw.slot("uncommon_last"))[:6]
    linker = draw.of([" as in ", " for ", " like in "])
    helped = draw.number(0, 1)
    parts = [f"{x}{linker}{AS_IN[x]}" if helped or i % 2 == 0 else x for i, x in enumerate(name)]
    return f"[{', '.join(parts)}]"


def spelled_double(draw: Draw) -> str:
    """`H A double R I S`."""
    name = _letters(draw.of(["Brannigan", "Russell", "Lassiter", "Hubbell", "Connolly", "Whittaker", "Abbott", "Massey",
        "Kettering", "Rooney", "Villanelle", "Gallagher"]))  # fmt: skip
    out, at = [], 0
    while at < len(name):
        twice = name[at : at + 2] == name[at] * 2
        out.append(f"double {name[at]}" if twice else name[at])
        at += 1 + twice
    return f"[{draw.of([' ', ', ', '-']).join(out)}]"


def spelled_nato(draw: Draw) -> str:
    """`Kilo Oscar Whiskey`."""
    name = _letters(draw.slot("uncommon_last"))[:7]
    return f"[{draw.of([' ', ', ']).join(NATO[x] for x in name)}]"


def spelled_over_turns(draw: Draw) -> str:
    """A few letters a turn."""
    name = _letters(draw.slot("uncommon_last"))
    cut = draw.number(2, len(name) - 2)
    return f"[{letters_said(name[:cut])}]{TURN}{draw.of(['Okay', 'Mm-hm', 'Yes'])}{TURN}[{letters_said(name[cut:])}]"


def _named(draw: Draw, spelled: str, name: str) -> str:
    """The letters alone, or the name before them."""
    return draw.of([f"[{spelled}]", f"[{name}], [{spelled}]", f"[{name}], that's [{spelled}]"])


def _letters(name: str) -> str:
    return "".join(letter for letter in name.upper() if letter in NATO)
