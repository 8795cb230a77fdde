"""Problems named in a visit: what is asserted of each mention, joined to events by what they name."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from trialvoice.safe.coding.shipped import shipped_ctcae
from trialvoice.safe.language.assertion import WEAK, Mention, Verdict, judge
from trialvoice.safe.language.dialogue import Dialogue
from trialvoice.safe.language.stems import tokens
from trialvoice.safe.lexicon import lexicon

_IMPROVED = re.compile(
    r"\b(?:used to .*\b(?:but|now)\b|since (?:i |we )?(?:start\w*|began|being on|taking|the "
    r"(?:study|tablets?|drug))\b.*"
    r"\b(?:gone|better|less|stopped|disappeared|improved|no more)|\b(?:gone|better|less|"
    r"stopped|disappeared|improved)\b.*"
    r"\bsince (?:i |we )?(?:start\w*|began|being on|taking|the (?:study|tablets?|drug))|"
    r"(?:helped|helping|fixed|cured) "
    r"(?:with )?(?:my|the))\b",
    re.IGNORECASE,
)


_COMPLAINT_OF = re.compile(r"^(?P<part>\w+(?: \w+)?) (?:pain|swelling|stiffness|tenderness)$")
_SIGN = re.compile(
    r"^(?P<part>\w+) (?:pain|swelling|stiffness|tenderness|redness|heat|itching|stinging|burning|rash|lump|"
    r"discoloration|dryness|tightness)$"
)
_HARM = re.compile(
    r"\b(?:fracture|sprain|strain|wound|cut|laceration|abscess|infection|tear|dislocat\w+|burn|cellulitis|bruising)\b"
)
"""What hurts and swells by itself."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A mention with what is asserted of it."""

    mention: Mention
    verdict: Verdict

    @property
    def place(self) -> tuple[int, int]:
        """Turn position and character, to compare."""
        return self.mention.sentence.at, self.mention.start


@dataclass(frozen=True, slots=True)
class Event:
    """One problem, all its mentions that say it is so, first to last."""

    term: str
    said: tuple[Judged, ...]
    denied_too: bool


def judged(dialogue: Dialogue, found: Sequence[Mention], *, before_first_dose: bool = False) -> tuple[Judged, ...]:
    """Every mention of which something is asserted. Before the first dose whatever is so is history."""
    pairs = [(mention, judge(dialogue, mention, found)) for mention in found]
    told = [Judged(mention, verdict) for mention, verdict in pairs if verdict]
    return tuple(map(_as_history, told) if before_first_dose else told)


def _as_history(item: Judged) -> Judged:
    if item.verdict.assertion != "present":
        return item
    return Judged(item.mention, replace(item.verdict, assertion="past"))


def events_of(all_judged: Sequence[Judged]) -> tuple[Event, ...]:
    """Mentions joined by what they name; a general word joins the special one."""
    present: dict[str, list[Judged]] = {}
    for item in all_judged:
        if item.verdict.assertion == "present" and not _IMPROVED.search(item.mention.sentence.text):
            present.setdefault(item.mention.term, []).append(item)
    denied = {item.mention.term for item in all_judged if item.verdict.assertion == "denied"}
    joined = _signs_joined(_parts_joined(_codes_joined(_generals_joined(_described_joined(present)))))
    events = [Event(term, tuple(sorted(said, key=lambda j: j.place)), term in denied) for term, said in joined.items()]
    return tuple(sorted((e for e in events if not _only_presumed(e)), key=lambda e: e.said[0].place))


def _only_presumed(event: Event) -> bool:
    """Named by staff in an open question alone, and denied elsewhere."""
    return event.denied_too and all(item.verdict.confidence <= WEAK for item in event.said)


def _described_joined(present: Mapping[str, list[Judged]]) -> dict[str, list[Judged]]:
    """What staff named takes in what the description alone names: "it throbs" joins the abscess that it was."""
    joined = {term: list(said) for term, said in present.items()}
    for ruled in [item for said in present.values() for item in said if _is_ruling(item)]:
        described = ruled.verdict.answer
        own = ruled.mention.term
        inside = [term for term, said in joined.items() if all(i.mention.sentence is described for i in said)]
        if own in joined and own not in inside and len(inside) == 1:
            joined[own] += joined.pop(inside[0])
    return joined


def _is_ruling(item: Judged) -> bool:
    """Whether what proves it was told before it was named."""
    answer = item.verdict.answer
    return answer is not None and answer.at < item.mention.sentence.at


def _codes_joined(present: Mapping[str, list[Judged]]) -> dict[str, list[Judged]]:
    """Two names of one dictionary term are one event, unless they name two parts of the body."""
    joined: dict[str, list[Judged]] = {}
    for term, said in present.items():
        same = next((other for other in joined if _one_code(other, term)), term)
        joined.setdefault(same, []).extend(said)
    return joined


@cache
def _one_code(one: str, other: str) -> bool:
    first, second = shipped_ctcae().exact(one), shipped_ctcae().exact(other)
    if first is None or second is None or first.term != second.term:
        return False
    parts = [{hit.name for hit in lexicon().body.find(tokens(term))} for term in (one, other)]
    return not all(parts) or parts[0] == parts[1]


def _parts_joined(present: Mapping[str, list[Judged]]) -> dict[str, list[Judged]]:
    """What aches or swells where something was told to be broken or infected is the same: "it aches at night"."""
    joined = {term: list(said) for term, said in present.items()}
    for term in present:
        part = _COMPLAINT_OF.match(term)
        if part is None:
            continue
        main = next((t for t in joined if t != term and _harmed(t, joined[t], part["part"], joined[term])), None)
        if main is not None:
            joined[main] += joined.pop(term)
    return joined


def _signs_joined(present: Mapping[str, list[Judged]]) -> dict[str, list[Judged]]:
    """Signs of one place told in one breath are one event: red, hot and swollen."""
    joined = {term: list(said) for term, said in present.items()}
    for term in sorted(present, key=lambda term: present[term][0].place, reverse=True):
        main = next((t for t in joined if t != term and _sign_of(term, joined[term], t, joined[t])), None)
        if main is not None:
            joined[main] += joined.pop(term)
    return joined


def _sign_of(term: str, said: Sequence[Judged], other: str, others: Sequence[Judged]) -> bool:
    """Whether a sign belongs to what was told of the same part of the body in the same turn."""
    sign, main = _SIGN.match(term), _SIGN.match(other)
    if sign is None or main is None or main["part"] != sign["part"]:
        return False
    return all(any(i.place[0] == o.place[0] for o in others) for i in said)


def _harmed(term: str, said: Sequence[Judged], part: str, complaint: Sequence[Judged]) -> bool:
    """Whether an injury or infection of that part was told no later than the complaint."""
    told = tokens(f"{term} {' '.join(item.mention.sentence.text for item in said if item.mention.term == term)}")
    there = {hit.name for hit in lexicon().body.find(told)}
    earlier = min(item.place[0] for item in said) <= min(item.place[0] for item in complaint)
    return bool(_HARM.search(term)) and part in there and earlier


def _generals_joined(present: Mapping[str, list[Judged]]) -> dict[str, list[Judged]]:
    joined = {term: list(said) for term, said in present.items()}
    for general, special in {
        **dict.fromkeys(lexicon().complaint_names, frozenset[str]()),
        **lexicon().general,
    }.items():
        there = [term for term in joined if term in special or term.endswith(f" {general}")]
        if general in joined and there:
            joined[there[0]] += joined.pop(general)
    return joined
