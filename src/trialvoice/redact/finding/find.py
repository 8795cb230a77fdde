"""Find identifiers in the turns of a visit, in spoken and in written form."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain
from typing import Protocol

from trialvoice.core.roster import KnownValue
from trialvoice.redact.finding.ages import ages_told
from trialvoice.redact.finding.answers import by_question
from trialvoice.redact.finding.corrections import by_correction
from trialvoice.redact.finding.cues import by_cue
from trialvoice.redact.finding.date_cues import dates_by_cue, years_after
from trialvoice.redact.finding.dates_said import dates_said
from trialvoice.redact.finding.digits_said import addresses_said, counting, mixed_codes, relayed, spoken_runs
from trialvoice.redact.finding.handles import handles
from trialvoice.redact.finding.known import Known, known_from_hits, known_from_roster
from trialvoice.redact.finding.known_hits import known_hits
from trialvoice.redact.finding.landmarks import landmarks
from trialvoice.redact.finding.machines import machines
from trialvoice.redact.finding.misheard import misheard
from trialvoice.redact.finding.name_cues import names_by_cue
from trialvoice.redact.finding.names import judged_person, names_by_list, rare_names
from trialvoice.redact.finding.online_answers import mail_begun
from trialvoice.redact.finding.online_talk import told_in_talk
from trialvoice.redact.finding.organisations import organisations
from trialvoice.redact.finding.phones_said import phones
from trialvoice.redact.finding.places import (
    judged_place,
    places_by_list,
    towns_called,
    towns_in_states,
    towns_told,
    with_tails,
)
from trialvoice.redact.finding.questions import asks_ordinal
from trialvoice.redact.finding.routes import routes, zip_after_state
from trialvoice.redact.finding.streets import streets
from trialvoice.redact.policy import Policy, default_policy
from trialvoice.redact.reading.lines import Line, line_of
from trialvoice.redact.spans import Hit, Span, merge

__all__ = ["Recognizer", "Span", "find", "find_all"]


_ID_WORD = re.compile(
    r"\b(?:mrn|record|id|number|no|account|policy|member|plan|chart|case|claim|licen[sc]e|kit|subject)\b\W{0,3}$",
    re.I,
)


_SHORT = re.compile(r"\b(?:st|ave|rd|dr|ln|ct|blvd|hwy|pkwy|hosp|ctr|apt|ste|univ|med)\.$", re.I)


_LEADS = {
    "DATE": re.compile(r"\bthe\s+$", re.I),
    "ORGANISATION": re.compile(r"\bthe\s+$", re.I),
    "PHONE": re.compile(r"\bplus\s+$", re.I),
    "ID": re.compile(r"\bplus\s+$", re.I),
}

_DAYS_ALONE = ("day alone", "first days alone")
"""Detectors of days of the month that are no days where a toe or a dose was asked for."""


class Recognizer(Protocol):
    """Finds identifiers in texts one by one, such as Presidio with a model of named entities."""

    def recognize(self, texts: Sequence[str]) -> list[list[Hit]]:
        """The hits in each text; named entities as PERSON, GPE, FACILITY or ORG."""


def find(
    texts: Sequence[str],
    *,
    recognizer: Recognizer,
    policy: Policy | None = None,
    roster: Iterable[KnownValue | str] = (),
    known: Iterable[KnownValue] = (),
) -> tuple[Span, ...]:
    """The identifiers in the turns of one visit, in order; a value found once is found everywhere.

    texts: one string a turn; a question in one tells what the next ones answer.
    roster: what the study knows, found misheard, spelled and in part too; a string is a name, site or number.
    known: what the subject's other recordings found (`known.known_values`), found as it is.
    """
    return find_all([texts], recognizer=recognizer, policy=policy, roster=roster, known=known)[0]


def find_all(
    documents: Sequence[Sequence[str]],
    *,
    recognizer: Recognizer,
    policy: Policy | None = None,
    roster: Iterable[KnownValue | str] = (),
    known: Iterable[KnownValue] = (),
) -> list[tuple[Span, ...]]:
    """`find` for many documents, with the recognizer run over all of their turns in batches."""
    chosen = policy or default_policy()
    looked_for = known_from_roster(roster, known)
    documents = list(documents)
    views = {text: line_of(text) for text in dict.fromkeys(chain.from_iterable(documents))}
    lines = [[views[text] for text in texts] for texts in documents]
    flat = [line.text for document in lines for line in document]
    seen = iter(recognizer.recognize(flat) if flat else [])
    return [_found(document, [next(seen) for _ in document], chosen, looked_for) for document in lines]


def _found(lines: list[Line], seen: list[list[Hit]], policy: Policy, roster: Known) -> tuple[Span, ...]:
    alone = [
        [*_alone(line, named, policy), *told, *known_hits(line, roster, policy)]
        for line, named, told in zip(lines, seen, _over_turns(lines), strict=True)
    ]
    alone = list(_without_ordinals(lines, alone))
    asked = by_question(lines, alone, policy)
    hits = [_settled(line, [*own, *answers], policy) for line, own, answers in zip(lines, alone, asked, strict=True)]
    known = known_from_hits(lines, hits)
    if not known.nothing:
        again = [
            [*found, *known_hits(line, known, policy), *misheard(line, known.fuzzy, known.words)]
            for line, found in zip(lines, hits, strict=True)
        ]
        hits = [merge(line.text, found) for line, found in zip(lines, again, strict=True)]
    return tuple(
        span for index, (line, found) in enumerate(zip(lines, hits, strict=True)) for span in _spans(index, line, found)
    )


def _without_ordinals(lines: list[Line], alone: list[list[Hit]]) -> Iterator[list[Hit]]:
    """What each turn tells, without a day of the month where the turn before asks which toe or dose."""
    for before, own in zip([None, *lines], alone, strict=False):
        which = before is not None and asks_ordinal(before.text)
        yield [hit for hit in own if hit.source not in _DAYS_ALONE] if which else own


def _over_turns(lines: Sequence[Line]) -> list[list[Hit]]:
    """For each turn, what it tells together with its neighbours."""
    kinds = zip(relayed(lines), mail_begun(lines), told_in_talk(lines), strict=True)
    return [list(chain.from_iterable(hits)) for hits in kinds]


def _alone(line: Line, named: Iterable[Hit], policy: Policy) -> Iterator[Hit]:
    """What a turn tells by itself."""
    yield from _judged(line, named, policy)
    yield from names_by_list(line, policy)
    yield from rare_names(line, policy)
    yield from names_by_cue(line, policy)
    yield from places_by_list(line, policy)
    yield from towns_told(line, policy)
    yield from organisations(line, policy)
    yield from towns_called(line)
    yield from towns_in_states(line)
    yield from streets(line, policy)
    yield from routes(line)
    yield from landmarks(line, policy)
    yield from zip_after_state(line, policy)
    yield from by_cue(line)
    yield from dates_by_cue(line, policy)
    yield from dates_said(line)
    yield from spoken_runs(line)
    yield from mixed_codes(line)
    yield from addresses_said(line)
    yield from handles(line)
    yield from phones(line)
    yield from machines(line)
    yield from ages_told(line)


def _judged(line: Line, named: Iterable[Hit], policy: Policy) -> Iterator[Hit]:
    for hit in named:
        if hit.type == "PERSON":
            yield from judged_person(line, hit, policy)
        elif hit.type in ("GPE", "FACILITY", "ORG"):
            yield from judged_place(line, hit, policy)
        elif not _counted(line, hit):
            yield hit


def _counted(line: Line, hit: Hit) -> bool:
    """Whether somebody counts aloud: "one two three four"."""
    return line.view.spoken(hit.start, hit.end) and counting(line.text[hit.start : hit.end])


def _public_code(line: Line, hit: Hit, policy: Policy) -> bool:
    """Whether a number is a compound's or a register's, such as BMS-986165 or NCT 01234567."""
    prefix = re.match(r"[A-Z]+", line.text[hit.start : hit.end])
    if hit.type not in ("ID", "PHONE") or prefix is None or prefix[0] not in policy.codes:
        return False
    return not _ID_WORD.search(line.text[max(0, hit.start - 24) : hit.start])


def _settled(line: Line, hits: Iterable[Hit], policy: Policy) -> list[Hit]:
    """Hits that count, with corrections and tails, joined."""
    kept = [found.span() for found in _phrases(policy.phrases).finditer(line.text)]
    counted = [
        hit
        for hit in hits
        if policy.counts(hit.type, hit.score) and not any(a <= hit.start and hit.end <= b for a, b in kept)
    ]
    more = [*by_correction(line, counted, policy), *years_after(line, counted)]
    joined = merge(line.text, with_tails(line, [*counted, *more], policy))
    told = (hit for hit in joined if not _public_code(line, hit, policy))
    return [_without_full_stop(line, _with_lead(line, hit)) for hit in told]


def _with_lead(line: Line, hit: Hit) -> Hit:
    """A day or a house with the "the" that belongs to it, and a number with its "plus"."""
    lead = _LEADS.get(hit.type)
    said = lead and lead.search(line.text, max(0, hit.start - 6), hit.start)
    return replace(hit, start=said.start()) if said else hit


def _without_full_stop(line: Line, hit: Hit) -> Hit:
    """A place without the full stop of its sentence, unless it is an abbreviation's."""
    text = line.text[hit.start : hit.end]
    if hit.type in ("ADDRESS", "ORGANISATION") and text.endswith(".") and not _SHORT.search(text):
        return replace(hit, end=hit.end - 1)
    return hit


@cache
def _phrases(phrases: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(re.escape(phrase) for phrase in sorted(phrases))})\b", re.I)


def _spans(index: int, line: Line, hits: Iterable[Hit]) -> Iterator[Span]:
    source = line.view.source
    mapped = []
    for hit in hits:
        start, end = line.view.original(hit.start, hit.end)
        mapped.append(Hit(start, end, hit.type, hit.score, hit.source))
    for hit in merge(source, mapped):
        yield Span(
            turn_index=index,
            start=hit.start,
            end=hit.end,
            type=hit.type,
            score=min(hit.score, 1.0),
            source=hit.source,
        )
