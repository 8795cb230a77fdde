"""Which tag stands for which identifier: the same value has the same number in a visit."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from trialvoice.redact.finding.known import name_words
from trialvoice.redact.reading.spoken import written_view
from trialvoice.redact.spans import Span


@dataclass(frozen=True, slots=True)
class Tagged:
    """A span with its tag, such as `[NAME_1]`, the value it covers and the value's normal form."""

    span: Span
    tag: str
    value: str
    normal: str

    def __repr__(self) -> str:
        return f"Tagged({self.tag})"


def tag_spans(texts: Sequence[str], spans: Sequence[Span]) -> tuple[Tagged, ...]:
    """Number the values of each type in the order they are first said.

    Part of a name has the number of the first name that holds it: "Maria Ruiz" and "Ms. Ruiz" are one.
    """
    normals: dict[str, list[str]] = {}
    out = []
    for span in sorted(spans, key=lambda s: (s.turn_index, s.start)):
        value = texts[span.turn_index][span.start : span.end]
        normal = normalised(value, span.type)
        seen = normals.setdefault(span.type, [])
        number = _number(seen, normal, span.type)
        out.append(Tagged(span, f"[{span.type}_{number}]", value, normal))
    return tuple(out)


def normalised(value: str, kind: str) -> str:
    """A value's normal form: written out, lower case; names without titles, numbers without signs."""
    written = re.sub(r"\s+", " ", written_view(value).text.lower().replace("’", "'")).strip(" .,")
    if kind == "NAME":
        return " ".join(name_words(written)) or written
    if kind in ("PHONE", "ID"):
        return re.sub(r"[^a-z0-9]", "", written) or written
    return written


def _number(seen: list[str], normal: str, kind: str) -> int:
    """The number of a value; a new one is added to `seen`."""
    for index, other in enumerate(seen):
        if normal == other or (kind == "NAME" and _same_person(normal, other)):
            if len(normal) > len(other):
                seen[index] = normal
            return index + 1
    seen.append(normal)
    return len(seen)


def _same_person(one: str, other: str) -> bool:
    a, b = set(one.split()), set(other.split())
    return bool(a and b) and (a <= b or b <= a)
