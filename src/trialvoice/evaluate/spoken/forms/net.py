"""Addresses on the net, said aloud or written."""

from trialvoice.evaluate.spoken.draw import Draw
from trialvoice.evaluate.spoken.forms.words import digits_said, letters_said, said
from trialvoice.evaluate.spoken.markup import TURN


def _first(draw: Draw) -> str:
    return str(draw.slot("first")).lower()


def _last(draw: Draw) -> str:
    return str(draw.slot("last")).lower()


def _host(draw: Draw) -> str:
    return f"{draw.slot('mail_host')} dot {draw.of(['com', 'com', 'net', 'org', 'co dot uk'])}"


def email_said(draw: Draw) -> str:
    """`jane dot doe at gmail dot com`."""
    joint = draw.of([" dot ", " ", " dash "])
    return f"[{_first(draw)}{joint}{_last(draw)} at {_host(draw)}]"


def email_written(draw: Draw) -> str:
    """As a recogniser writes it."""
    name = f"{_first(draw)}{draw.of(['.', '_', '', '-'])}{_last(draw)}{draw.of(['', str(draw.number(10, 99))])}"
    return f"[{name}@{draw.slot('mail_host')}.{draw.of(['com', 'net'])}]"


def email_one_word(draw: Draw) -> str:
    """`all one word`, or the first part spelled."""
    first, last = _first(draw), _last(draw)
    shapes = (
        f"[{first} {last}], all one word, [at {_host(draw)}]",
        f"[{letters_said(first[0])} {last}], that's one word, [at {_host(draw)}]",
        f"[{letters_said(last, '-')} at {_host(draw)}]",
    )
    return draw.of(shapes)


def email_underscore(draw: Draw) -> str:
    """Signs and digits said in the name."""
    sign = draw.of(["underscore", "dash", "hyphen", "period"])
    digits = draw.of([said(draw.number(40, 99)), digits_said(draw.digits(2)), f"nineteen {said(draw.number(50, 99))}"])
    return f"[{_first(draw)} {sign} {_last(draw)} {digits} at {_host(draw)}]"


def email_over_turns(draw: Draw) -> str:
    """The name in one turn, the host in the next of the same speaker."""
    asked = draw.of(["At?", "At gmail?", "And after the at sign?", "Okay, at what?"])
    name = f"[{_first(draw)} dot {_last(draw)}]"
    if asked == "At gmail?":
        return f"{name}{TURN}{asked}{TURN}No, [at {_host(draw)}]"
    return f"{name}{TURN}{asked}{TURN}[{_host(draw)}]"


def web_said(draw: Draw) -> str:
    """`w w w dot parker photos dot com`."""
    head = draw.of(["w w w dot ", "www dot ", "", "triple w dot "])
    return f"[{head}{draw.slot('web_word')} dot {draw.of(['com', 'org', 'net', 'blog'])}]"


def handle(draw: Draw) -> str:
    """A name on a social network."""
    tail = draw.of(
        [f" {digits_said(draw.digits(2))}", f" underscore {draw.number(50, 99)}", "", f" {said(draw.number(60, 99))}"]
    )
    return f"at [{draw.slot('handle_word')}{tail}]"
