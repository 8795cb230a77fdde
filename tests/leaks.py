"""Searching what leaves a run for what was said in it."""

import re
from collections.abc import Iterable, Mapping


def leaks(texts: Mapping[str, bytes], said: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """(what, where) for each (what, value) whose value stands in one of the files; the values are not told."""
    plain = {name: searchable_file(data) for name, data in texts.items()}
    wanted = [(what, searchable(value)) for what, value in said]
    return [
        (what, name)
        for what, value in wanted
        for name, text in plain.items()
        if len(value.strip()) > 3  # a shorter one, such as a two-digit age, stands somewhere by chance
        if value in text
    ]


def searchable_file(data: bytes) -> str:
    """Text as it is searched: no embedded sound, lower case, single spaces, words fenced by spaces."""
    return searchable(re.sub(rb"[A-Za-z0-9+/=]{400,}", b"", data).decode("utf-8", "replace"))


def searchable(value: str) -> str:
    """A value as it is searched for."""
    return f" {' '.join(re.findall(r'[a-z0-9]+', value.lower()))} "
