"""Units in which measurements are said, and how one becomes another: pounds to kilograms, feet to centimetres."""

from collections.abc import Mapping

_NAMES: Mapping[str, tuple[str, ...]] = {
    "C": ("c", "°c", "degc", "cel", "celsius", "centigrade"),
    "F": ("f", "°f", "degf", "[degf]", "fahrenheit"),
    "kg": ("kg", "kgs", "kilo", "kilos", "kilogram", "kilograms"),
    "lb": ("lb", "lbs", "[lb_av]", "pound", "pounds"),
    "st": ("st", "stone", "stones"),
    "cm": ("cm", "cms", "centimeter", "centimeters", "centimetre", "centimetres"),
    "m": ("m", "meter", "meters", "metre", "metres"),
    "in": ("in", "inch", "inches"),
    "ft": ("ft", "foot", "feet"),
}
_UNIT_OF = {name: unit for unit, names in _NAMES.items() for name in names}
_IN_BASE: Mapping[str, tuple[str, float, float]] = {
    "C": ("temperature", 1.0, 0.0),
    "F": ("temperature", 5 / 9, -160 / 9),
    "kg": ("mass", 1.0, 0.0),
    "lb": ("mass", 0.45359237, 0.0),
    "st": ("mass", 6.35029318, 0.0),
    "cm": ("length", 1.0, 0.0),
    "m": ("length", 100.0, 0.0),
    "in": ("length", 2.54, 0.0),
    "ft": ("length", 30.48, 0.0),
}
"""Of each unit: its quantity, and (factor, offset) to °C, kg or cm."""


def unit_of(said: str) -> str:
    """The unit by its own symbol: "kilos" is kg; what is not known stays as it is."""
    return _UNIT_OF.get(said.strip().lower(), said)


def same_quantity(unit: str, other: str) -> bool:
    """Whether both are units of temperature, of mass, or of length."""
    return unit in _IN_BASE and other in _IN_BASE and _IN_BASE[unit][0] == _IN_BASE[other][0]


def in_unit(value: float, unit: str, wanted: str | None) -> float | None:
    """The value in the wanted unit, to one decimal where it changes; None where that is another quantity."""
    target = unit_of(wanted) if wanted else unit
    if unit == target:
        return value
    if unit not in _IN_BASE or target not in _IN_BASE:
        return None if unit in _IN_BASE or target in _IN_BASE else value
    quantity, factor, offset = _IN_BASE[unit]
    other, target_factor, target_offset = _IN_BASE[target]
    return round((value * factor + offset - target_offset) / target_factor, 1) if quantity == other else None
