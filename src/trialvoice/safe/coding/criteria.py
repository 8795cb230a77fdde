"""What decides a CTCAE grade, read from the words of its grades: which grades there are, and the facts they name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_NOT = r"(?! not\b)(?!\w)"
_NAMED: Mapping[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        "mild": r"(?:^|; )mild\b",
        "moderate": r"(?:^|; )(?:mild (?:or|to) )?moderate\b(?! to severe)",
        "severe": r"(?:^|; )(?:moderate (?:or|to) )?severe\b",
        "daily_activity": r"\binstrumental ADL\b",
        "self_care": r"\bself[- ]care ADL\b",
        "local_treatment": rf"(?<!non)\blocal (?:intervention|symptom management) (?:is )?indicated{_NOT}",
        "medicine": r"\b(?:oral|(?<!urgent )(?<!non-urgent )medical|non-urgent medical) intervention indicated|"
        r"(?:^|; )intervention (?:indicated|initiated)\b|\boral (?:antibiotic|steroid)s?\b",
        "immobilised": rf"\bimmobili[sz]ation indicated{_NOT}",
        "iv_treatment": r"\bIV (?:antibiotic|antifungal|antiviral|intervention|hydration|fluids?)\b|\bparenteral\b|"
        r"\btube feeding\b|\bTPN\b",
        "transfusion": r"\btransfusion\b",
        "operation": rf"\b(?:(?<!non)invasive|operative|surgical) intervention indicated{_NOT}",
        "hospital": rf"\bhospitali[sz]ation\b(?: or prolongation of existing hospitali[sz]ation)?{_NOT}",
        "life_threatening": rf"(?<!not immediately )(?<!non )\blife-threatening\b{_NOT}",
        "death": r"^(?:death|fatal\w*)\b",
    }.items()
}
_WORST: Mapping[str, int] = {"mild": 2, "moderate": 3, "severe": 3}
"""A term that says "severe" in grade 4 alone means a part of what is life-threatening."""
FACTS = tuple(_NAMED)
"""What a grade can turn on, as `AdverseEvent.facts` and the table of terms call it."""


@dataclass(frozen=True, slots=True)
class Criteria:
    """levels: the grades that the term has.  by: fact → the lowest grade that names it."""

    levels: frozenset[int]
    by: Mapping[str, int] = field(default_factory=dict)


def criteria_of(grades: Mapping[int, str]) -> Criteria:
    """From the text of each grade; "-" or nothing where the term has no such grade."""
    there = {grade: text.strip() for grade, text in sorted(grades.items()) if text.strip() not in ("", "-")}
    by = {
        name: named[0]
        for name, pattern in _NAMED.items()
        if (named := [grade for grade, text in there.items() if pattern.search(text)])
        and named[0] <= _WORST.get(name, max(there))
    }
    return Criteria(frozenset(there), by)
