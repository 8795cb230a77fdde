"""Terms of `ct.toml`, versioned data: the lists, and what words stand for a value of them."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

_POINTS = " .,;:!"


@cache
def codelist(name: str) -> frozenset[str]:
    """Submission values of a list."""
    return frozenset(_data()["codelists"][name]["values"])


def said(name: str, value: str) -> str | None:
    """What a finding's own value is in a list, such as `possibly` in RELATEDNESS; None where the list has none."""
    found = _data()["said"][name].get(value)
    assert found is None or isinstance(found, str)
    return found


def value_of(name: str, words: str | None) -> str | None:
    """The value of a list that words stand for; None where the table does not have exactly these words."""
    return _words(name).get(_spelt(words)) if words else None


def dose_of(words: str | None) -> tuple[float, str] | None:
    """Amount and unit of "200 milligrams" or "one tablet"; None of anything else, such as a range."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?|[a-z]+)\s*(?:an? )?([a-zµμ][a-zµμ ]*)", _plain(words or ""))
    if found is None:
        return None
    amount = _amount(found[1])
    unit = _words("UNIT").get(found[2])
    return (amount, unit) if amount is not None and unit is not None else None


def _amount(word: str) -> float | None:
    if word[0].isdigit():
        return float(word)
    number = _data()["numbers"].get(word)
    return None if number is None else float(number)


def _plain(words: str) -> str:
    return " ".join(words.casefold().split()).strip(_POINTS)


def _spelt(words: str) -> str:
    """Small letters, with numbers up to twelve spelt out, "per" and "each" read as "a" and "every"."""
    plain = re.sub(r"\b\d+\b", lambda one: _numerals().get(one.group(), one.group()), _plain(words))
    return re.sub(r"\beach\b", "every", re.sub(r"\bper\b", "a", plain))


@cache
def _numerals() -> dict[str, str]:
    return {f"{value:g}": word for word, value in _data()["numbers"].items() if word not in ("a", "an")}


@cache
def _words(name: str) -> dict[str, str]:
    table = _data()["words"][name]
    made = {_spelt(words): value for value, many in table.items() for words in many}
    return made | {_plain(words): value for value, many in table.items() for words in many}


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("trialvoice.trial.exports.sdtm") / "ct.toml").read_text("utf-8"))
