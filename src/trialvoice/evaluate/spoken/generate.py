"""The corpus from its data and a seed: conversations with one identifier each, and hard negatives."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import cycle
from random import Random

from trialvoice.evaluate.deid_cases import Case, CaseTurn, Piece, Value
from trialvoice.evaluate.spoken.data import Data, Family, Negative, Phenomenon, data
from trialvoice.evaluate.spoken.draw import Draw
from trialvoice.evaluate.spoken.forms import FORMS
from trialvoice.evaluate.spoken.markup import TURN, unmark
from trialvoice.evaluate.spoken.parts import Part, share_of
from trialvoice.evaluate.spoken.style import STYLES

SEED = 20261121
_ROLES = {"I": "investigator", "P": "participant"}
_OTHER = {"I": "P", "P": "I"}
_TOLD_SHARE = 0.35
_TRIES = 400

Spoken = list[tuple[str, str]]
"""(side, marked text) a turn."""


def generate(part: Part, seed: int = SEED) -> list[Case]:
    """The cases of one part, the same for the same seed and data."""
    return [*_positives(data(), part, seed), *_negatives(data(), part, seed)]


def _distinct(make: Callable[[], str], count: int) -> list[str]:
    """As many different strings as asked for, or as many as there are in a fair number of draws."""
    made: dict[str, None] = {}
    for _ in range(_TRIES):
        if len(made) == count:
            break
        made.setdefault(make())
    return list(made)


def _positives(given: Data, part: Part, seed: int) -> Iterator[Case]:
    for phenomenon in given.phenomena:
        if phenomenon.part == part:
            chance = Random(f"{seed} {phenomenon.name}")
            draw = Draw(chance, given.slots, part)
            values = _distinct(partial(FORMS[phenomenon.form], draw), given.values_each)
            for number, value in zip(range(1, given.values_each + 1), cycle(values), strict=False):
                turns = _embedded(value, phenomenon, given, part, chance)
                yield _case(f"{phenomenon.name}-{number:02}", phenomenon, turns, chance)


def _embedded(value: str, phenomenon: Phenomenon, given: Data, part: Part, chance: Random) -> Spoken:
    """A value in a carrier, with talk of other things before it and sometimes after."""
    carrier = _carrier(given.families[phenomenon.family], part, chance, may_be_told=TURN not in value)
    filled = carrier.replace("{label}", chance.choice(phenomenon.labels)).replace("{value}", value)
    before, after = chance.sample(share_of(given.around, part), 2)
    return _turns(before) + _turns(filled) + (_turns(after) if chance.random() < 0.5 else [])


def _carrier(family: Family, part: Part, chance: Random, *, may_be_told: bool) -> str:
    """A question and its answer, or a statement; only an answer goes on over several turns."""
    if may_be_told and chance.random() < _TOLD_SHARE:
        told = chance.choice(share_of(family.told, part))
        return told if told.startswith("I: ") else f"P: {told}"
    asked, answered = (chance.choice(share_of(lines, part)) for lines in (family.asked, family.answered))
    return f"I: {asked}{TURN}P: {answered}"


def _turns(script: str) -> Spoken:
    """Turns of `I: ... | P: ...`; one that names no side is the other side's."""
    turns: Spoken = []
    for turn in script.split(TURN):
        named = turn[:3] in ("I: ", "P: ")
        turns.append((turn[0], turn[3:]) if named else (_OTHER[turns[-1][0]], turn))
    return turns


def _case(name: str, phenomenon: Phenomenon, turns: Spoken, chance: Random) -> Case:
    marked = [unmark(STYLES[phenomenon.style](text, chance)) for _, text in turns]
    pieces = tuple(Piece(turn=at, start=start, end=end) for at, turn in enumerate(marked) for start, end in turn.pieces)
    value = Value(type=phenomenon.type, phenomenon=phenomenon.name, pieces=pieces)
    spoken = tuple(CaseTurn(role=_ROLES[side], text=turn.text) for (side, _), turn in zip(turns, marked, strict=True))
    return Case(id=name, phenomenon=phenomenon.name, turns=spoken, values=(value,))


def _negatives(given: Data, part: Part, seed: int) -> Iterator[Case]:
    for kind in given.negatives:
        if kind.part == part:
            chance = Random(f"{seed} {kind.name}")
            scripts = _distinct(partial(_script, kind, chance), given.cases_each)
            for number, script in enumerate(scripts, start=1):
                turns = tuple(
                    CaseTurn(role=_ROLES[side], text=STYLES["plain"](text, chance)) for side, text in _turns(script)
                )
                yield Case(id=f"{kind.name}-{number:02}", phenomenon=kind.name, turns=turns)


def _script(kind: Negative, chance: Random) -> str:
    script = chance.choice(kind.turns)
    for slot, choices in kind.slots.items():
        script = script.replace(f"{{{slot}}}", chance.choice(choices))
    return script
