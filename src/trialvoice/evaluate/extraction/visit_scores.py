"""One visit's findings against its key: what was right, missed and made up, by kind and by field."""

from collections.abc import Iterator, Sequence
from typing import get_args

from trialvoice.core.findings import KINDS, AdverseEvent, Assertion, Finding, MissedDose
from trialvoice.core.records import Record
from trialvoice.core.results import FilledItem, Tokens
from trialvoice.evaluate.counts import Ratio, share
from trialvoice.evaluate.extraction.fields import field_results, same_value
from trialvoice.evaluate.extraction.match import How, Matched, counts, match, overlaps
from trialvoice.evaluate.extraction.names import same_name
from trialvoice.evaluate.visits.key import DeviationKey, EventKey, ItemKey, MissedKey
from trialvoice.evaluate.visits.visit import Expected, ScriptedVisit
from trialvoice.safe.extracted import Extracted

_NO_KEYS = ("crf_item", "interaction", "medical_history")
"""Items of forms are scored by field; the keys say nothing of interactions and history."""
SCORED = tuple(kind for kind in KINDS if kind not in _NO_KEYS)
HOWS: tuple[How, ...] = get_args(How)


class Tally(Record):
    """right: matched.  missed: wanted, not found.  extra: found, not wanted."""

    right: int
    missed: int
    extra: int

    @property
    def precision(self) -> Ratio:
        """Of what was found, what is right."""
        return Ratio(part=self.right, whole=self.right + self.extra)

    @property
    def recall(self) -> Ratio:
        """Of what was wanted, what was found."""
        return Ratio(part=self.right, whole=self.right + self.missed)

    @property
    def f1(self) -> Ratio:
        """Their harmonic mean, as counts that can be pooled."""
        return Ratio(part=2 * self.right, whole=2 * self.right + self.missed + self.extra)


class VisitScores(Record):
    """tallies: by "kind, how".  fields: by "kind.field", over findings matched by name and place."""

    name: str
    tallies: dict[str, Tally]
    serious: Tally
    fields: dict[str, Ratio]
    assertions: Ratio
    exact_doses: Ratio
    """Whether the visit's number of missed doses is right: one case a visit that has or finds any."""
    items: Ratio
    omitted: Ratio
    """Of the items that were stated, those left as not stated."""
    grounded: Ratio
    sure: tuple[tuple[float, bool], ...]
    """Confidence of each finding, and whether it is right."""
    tokens: Tokens
    seconds: float


def score_visit(visit: ScriptedVisit, made: Extracted, seconds: float) -> VisitScores:
    """Score all findings of one visit."""
    texts = {turn.id: turn.text for turn in visit.transcript.turns}
    matched = {(kind, how): _match(visit, made, kind, how, texts) for kind in SCORED for how in HOWS}
    named = [matched[kind, "named"] for kind in SCORED]
    pairs = [pair for one in named for pair in one.pairs]
    return VisitScores(
        name=visit.name,
        tallies={f"{kind}, {how}": _tally(one) for (kind, how), one in matched.items()}
        | {"no deviation, place": _not_deviations(visit, made)},
        serious=_serious(matched["adverse_event", "place"]),
        fields=_fields(pairs),
        assertions=_assertions(visit.expected, made),
        exact_doses=_exact_doses(visit.expected, made.findings),
        items=_items(visit, made.forms),
        omitted=_omitted(visit, made.forms),
        grounded=share([_grounded(finding, texts) for finding in made.findings]),
        sure=tuple(_sure(named)),
        tokens=made.tokens,
        seconds=seconds,
    )


def _grounded(finding: Finding, texts: dict[int, str]) -> bool:
    """Whether every quote stands in the transcript where it says it does."""
    return all(texts[proof.turn][proof.start_char : proof.end_char] == proof.quote for proof in finding.evidence)


def _match(visit: ScriptedVisit, made: Extracted, kind: str, how: How, texts: dict[int, str]) -> Matched:
    found = [finding for finding in made.findings if finding.value.kind == kind]
    return match(found, [one for one in visit.expected if one.key.kind == kind], how, texts)


def _tally(matched: Matched) -> Tally:
    return Tally(right=len(matched.pairs), missed=len(matched.missed), extra=len(matched.extra))


def _not_deviations(visit: ScriptedVisit, made: Extracted) -> Tally:
    """What sounded like a deviation and was ruled out, where the key has it so; several of one matter are one."""
    keys = [one for one in visit.expected if isinstance(one.key, DeviationKey) and one.key.assertion == "denied"]
    places = [(*one.evidence, *one.ruled_out_by) for one in made.not_deviations]
    right = [one for one in keys if any(overlaps(place, one.quotes) for place in places)]
    extra = [place for place in places if not any(overlaps(place, one.quotes) for one in keys)]
    missed = [one for one in keys if one not in right and not one.key.optional]
    return Tally(right=sum(not one.key.optional for one in right), missed=len(missed), extra=len(extra))


def _serious(events: Matched) -> Tally:
    """Serious events of the key that were found as serious, and events that were wrongly found so."""
    both = [(_is_serious(finding), _is_wanted_serious(one)) for finding, one in events.pairs]
    right = sum(found and wanted for found, wanted in both)
    missed = sum(wanted and not found for found, wanted in both) + sum(map(_is_wanted_serious, events.missed))
    extra = sum(found and not wanted for found, wanted in both) + sum(map(_is_serious, events.extra))
    return Tally(right=right, missed=missed, extra=extra)


def _is_serious(finding: Finding) -> bool:
    return isinstance(finding.value, AdverseEvent) and finding.value.serious


def _is_wanted_serious(one: Expected) -> bool:
    return isinstance(one.key, EventKey) and bool(one.key.criteria)


def _fields(pairs: Sequence[tuple[Finding, Expected]]) -> dict[str, Ratio]:
    told: dict[str, list[bool]] = {}
    for finding, one in pairs:
        for name, right in field_results(finding.value, one.key):
            told.setdefault(f"{one.key.kind}.{name}", []).append(right)
    return {name: share(results) for name, results in told.items()}


def _assertions(expected: Sequence[Expected], made: Extracted) -> Ratio:
    """Of the key's health problems that were noticed at all, those of which the right thing alone is asserted."""
    told = []
    for one in expected:
        key = one.key
        if not isinstance(key, EventKey) or key.assertion == "indication" or key.optional:
            continue
        if said := asserted(one, key, made):
            told.append(key.assertion in said and (key.assertion == "present" or "present" not in said))
    return share(told)


def asserted(one: Expected, key: EventKey, made: Extracted) -> set[Assertion]:
    """What is asserted where the key's quotes are: of that name, where it is named there, else of anything."""
    there = [mention for mention in made.mentions if overlaps(mention.evidence, one.quotes)]
    named = [mention for mention in there if same_name(mention.term, (key.term, *key.also, key.ctcae or ""))]
    return {mention.assertion for mention in named or there}


def _exact_doses(expected: Sequence[Expected], findings: Sequence[Finding]) -> Ratio:
    wanted = [one.key for one in expected if isinstance(one.key, MissedKey) and counts(one.key)]
    found = [finding.value for finding in findings if isinstance(finding.value, MissedDose)]
    if not [key for key in wanted if not key.optional] and not found:
        return Ratio(part=0, whole=0)
    sure = sum(key.doses or 0 for key in wanted if not key.optional)
    perhaps = sum(key.doses or 0 for key in wanted)
    return share([sum(value.doses or 0 for value in found) in (sure, perhaps)])


def _items(visit: ScriptedVisit, forms: Sequence[FilledItem]) -> Ratio:
    wrong = len(list(wrong_items(visit, forms)))
    return Ratio(part=len(forms) - wrong, whole=len(forms))


def wrong_items(visit: ScriptedVisit, forms: Sequence[FilledItem]) -> Iterator[str]:
    """A line for each item that was not filled as the key has it."""
    keys = {(one.key.form, one.key.item): one.key for one in visit.expected if isinstance(one.key, ItemKey)}
    for item in forms:
        key = keys.get((item.form, item.item))
        if not item_right(item, key):
            yield f"{item.form}.{item.item} is {item.value!r}, not {key.value if key else None!r}"


def item_right(item: FilledItem, key: ItemKey | None) -> bool:
    """Whether an item was filled as the key has it; without a key it should not be filled."""
    if key is None:
        return item.state == "not_stated"
    if key.optional and item.state == "not_stated":
        return True
    return item.state == key.state and item.value is not None and _same(item.value, key)


def _same(value: str, key: ItemKey) -> bool:
    return all(any(same_value(said, wanted) for said in value.split("|")) for wanted in key.value.split("|"))


def _omitted(visit: ScriptedVisit, forms: Sequence[FilledItem]) -> Ratio:
    keys = {
        (one.key.form, one.key.item) for one in visit.expected if isinstance(one.key, ItemKey) and not one.key.optional
    }
    return share([item.state == "not_stated" for item in forms if (item.form, item.item) in keys])


def _sure(named: Sequence[Matched]) -> Iterator[tuple[float, bool]]:
    for one in named:
        yield from ((finding.confidence, True) for finding, _ in one.pairs)
        yield from ((finding.confidence, False) for finding in one.extra)
