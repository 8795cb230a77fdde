"""Searching what leaves a run for what was said in it."""

import re
from collections.abc import Iterable, Mapping

_SOUND = rb"[A-Za-z0-9+/=]{400,}"
# Drawn by Prefect; four digits of one may be said by chance.
_UUID = rb"(?i)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"


def leaks(texts: Mapping[str, bytes], said: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """(what, where) for each (what, value) whose value stands in one of the files; the values are not told."""
    plain = {name: searchable_file(data) for name, data in texts.items()}
    dense = {name: text.replace(" ", "") for name, text in plain.items()}
    wanted = [(what, searchable(value)) for what, value in said]
    return [
        (what, name)
        for what, value in wanted
        for name, text in plain.items()
        if len(value.strip()) > 3  # a shorter one, such as a two-digit age, stands somewhere by chance
        if value in text or (_number(value) and value.replace(" ", "") in dense[name])
    ]


def _number(value: str) -> bool:
    """Whether a value is a number long enough to be looked for however it is grouped: "GM 552081", "gm552081".

    A date is not: that of a visit stands in a release, and a due time may fall on the same day as one that was said.
    """
    date = re.fullmatch(r" \d{4} \d\d \d\d ", value)
    return not date and len(value.replace(" ", "")) >= 8 and sum(c.isdigit() for c in value) >= 5


def searchable_file(data: bytes) -> str:
    """Text as it is searched: no embedded sound, no drawn keys, lower case, single spaces, words fenced by spaces."""
    told = re.sub(_UUID, b" ", re.sub(_SOUND, b"", data))
    return searchable(told.decode("utf-8", "replace"))


def searchable(value: str) -> str:
    """A value as it is searched for."""
    return f" {' '.join(re.findall(r'[a-z0-9]+', value.lower()))} "
