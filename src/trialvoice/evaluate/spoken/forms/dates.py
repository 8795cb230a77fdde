"""Dates in the orders people say them, and ages over 89."""

from trialvoice.evaluate.spoken.draw import Draw
from trialvoice.evaluate.spoken.forms.words import ordinal, said, year_said
from trialvoice.evaluate.spoken.markup import TURN

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December")  # fmt: skip
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_BORN = (1934, 2004)
_LATELY = (2001, 2026)


def _day(draw: Draw) -> int:
    return draw.number(1, 28)


def month_first(draw: Draw) -> str:
    """`June fourteenth, nineteen fifty-eight`."""
    day = _day(draw)
    spoken = draw.of([ordinal(day), f"the {ordinal(day)}", said(day)])
    return f"[{draw.of(_MONTHS)} {spoken}{draw.of([', ', ' '])}{year_said(draw.number(*_BORN), draw)}]"


def day_first(draw: Draw) -> str:
    """`the fourteenth of June, fifty-eight`."""
    lead, joint, stop = draw.of(["the ", ""]), draw.of(["of ", "", "day of "]), draw.of([", ", " "])
    year = year_said(draw.number(*_BORN), draw)
    return f"{lead}[{ordinal(_day(draw))} {joint}{draw.of(_MONTHS)}{stop}{year}]"


def all_numbers(draw: Draw) -> str:
    """`six fourteen fifty-eight`, `oh six, fourteen, nineteen sixty-two`."""
    month, day, year = draw.number(1, 12), _day(draw), draw.number(*_BORN)
    first = f"oh {said(month)}" if month < 10 and draw.number(0, 1) else said(month)
    second = f"oh {said(day)}" if day < 10 else said(day)
    return f"[{draw.of([' ', ', ', ' slash ']).join((first, second, year_said(year, draw)))}]"


def asked_in_parts(draw: Draw) -> str:
    """Month, day and year, each asked for or prompted."""
    month, day = draw.of(_MONTHS), ordinal(_day(draw))
    year = year_said(draw.number(*_BORN), draw)
    shapes = (
        f"[{month} the {day}]{TURN}{draw.of(['What year?', 'And the year?', 'Of which year?'])}{TURN}[{year}]",
        f"[{month}]{TURN}{draw.of(['Which day?', 'The day?', 'What day in the month?'])}{TURN}The [{day}]"
        f"{TURN}And the year?{TURN}[{year}]",
        f"The [{day}]{TURN}Of?{TURN}[{month}], [{year}]",
    )
    return draw.of(shapes)


def date_numerals(draw: Draw) -> str:
    """As a recogniser writes dates."""
    month, day, year = draw.number(1, 12), _day(draw), draw.number(*_BORN)
    name = _MONTHS[month - 1]
    shapes = (
        f"{month:02d}/{day:02d}/{year}",
        f"{month}-{day}-{year % 100:02d}",
        f"{name} {day}, {year}",
        f"{name} {day}th {year}" if 4 <= day <= 20 else f"{day} {name} {year}",
        f"{name[:3]} {day}, {year}",
    )
    return f"[{draw.of(shapes)}]"


def month_day(draw: Draw) -> str:
    """`March third`, `the third of March`, `March 3`."""
    month, day = draw.of(_MONTHS), _day(draw)
    nth = ordinal(day)
    return f"[{draw.of([f'{month} {nth}', f'{month} the {nth}', f'the {nth} of {month}', f'{month} {day}'])}]"


def month_alone(draw: Draw) -> str:
    """A month without a day."""
    return f"{draw.of(['back in ', 'in ', 'around ', 'sometime in ', 'early '])}[{draw.of(_MONTHS)}]"


def month_year(draw: Draw) -> str:
    """`July of oh four`, `March twenty oh nine`."""
    year = draw.number(*_LATELY)
    spoken = f"oh {said(year % 100)}" if 2001 <= year < 2010 and draw.number(0, 1) else year_said(year, draw)
    return f"in [{draw.of(_MONTHS)}{draw.of([' of ', ' ', ', '])}{spoken}]"


def weekday_ordinal(draw: Draw) -> str:
    """`Tuesday the ninth`; the weekday may stay."""
    return f"on {draw.of(_WEEKDAYS)}{draw.of([' ', ', '])}the [{ordinal(_day(draw))}]"


def ordinal_alone(draw: Draw) -> str:
    """`the twenty-first of last month`."""
    tail = draw.of([" of last month", " of this month", "", ", I think", ", two weeks back"])
    return f"on the [{ordinal(_day(draw))}]{tail}"


def date_corrected(draw: Draw) -> str:
    """`the thirteenth, no, sorry, the fourteenth of May`."""
    month, day = draw.of(_MONTHS), draw.number(2, 27)
    slip = draw.of([", no, sorry, ", ", no wait, ", ", actually ", "... no, ", ", I mean "])
    shapes = (
        f"the [{ordinal(day)}]{slip}the [{ordinal(day + 1)} of {month}]",
        f"[{month} {ordinal(day)}]{slip}the [{ordinal(day + 1)}]",
        f"[{month} the {ordinal(day)}]{slip}[{draw.of(_MONTHS)}]",
    )
    return draw.of(shapes)


def date_range(draw: Draw) -> str:
    """`from the third to the tenth of April`."""
    month, day = draw.of(_MONTHS), draw.number(2, 14)
    end = ordinal(day + draw.number(2, 12))
    shapes = (
        f"from the [{ordinal(day)}] to the [{end} of {month}]",
        f"between [{month} {ordinal(day)}] and the [{end}]",
        f"from [{month} {ordinal(day)}] through [{month} {end}]",
    )
    return draw.of(shapes)


def nineties(draw: Draw) -> str:
    """`ninety-three`."""
    return f"[{said(draw.number(90, 99), joint=draw.of(['-', ' ']))}]"


def age_numeral(draw: Draw) -> str:
    """`94`."""
    return f"[{draw.number(90, 104)}]"


def hundred(draw: Draw) -> str:
    """`a hundred and one`; the article may stay."""
    head, over = draw.of(["a [hundred", "[one hundred"]), draw.number(0, 7)
    return f"{head}{draw.of([' and ', ' ']) + said(over) if over else ''}]"
