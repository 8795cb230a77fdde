"""Signs on the way to a diagnosis are part of it: who shivers, coughs, and is admitted with pneumonia has one event."""

import re
from collections.abc import Sequence
from dataclasses import replace

from trialvoice.safe.events.problems import Event
from trialvoice.safe.language.dialogue import Dialogue
from trialvoice.safe.seriousness.calling import names_it
from trialvoice.safe.seriousness.diagnosis import is_diagnosis
from trialvoice.safe.seriousness.important import is_important
from trialvoice.safe.seriousness.tales import Tale, beginning, leaves

_LEAD_UP, _TOLD_AT_ONCE = 12, 4
"""Sentences before the stay is first told in which what is named led up to it; fewer where stay and name are one."""
_SOMETHING_ELSE = re.compile(r"^\W*(?:and|then|also|oh|plus|besides|but)\b", re.IGNORECASE)
_JUST_BEFORE = 6
"""Sentences between a complaint and the name that others give it."""
_ACCIDENTS = re.compile(
    r"\b(?:fall|cut|bruis\w*|sprain|wound|bite|concussion|head injury|burn|nosebleed|pregnancy|suicid\w*)\b"
)
"""What causes an illness, or goes beside it, and is reported apart."""
_GRAVE_SIGNS = ("vomiting blood", "facial droop", "paralysis")
"""Important where nothing says of what they are the sign."""
_IN_THERE = re.compile(
    r"\b(?:in there|on the ward|while (?:i|he|she|you) (?:was|were)|in (?:the )?hospital|(?:came|got|gone|back|been) "
    r"home|(?:first|second|third|next|last) night|afterwards|after (?:that|the operation|i|he|she)|since then)\b",
    re.IGNORECASE,
)
_LET_GO = re.compile(
    r"\b(?:discharged|(?:came|got|went|was|were|sent|let) (?:\w+ ){0,2}(?:home|out)|home (?:on|the)|let \w+ go)\b",
    re.IGNORECASE,
)


def called_by_others(dialogue: Dialogue, events: Sequence[Event]) -> list[Event]:
    """The events, with the signs told just before somebody says what it was gone into what they call it."""
    order = {(s.at, s.start): at for at, s in enumerate(dialogue.sentences)}
    kept = list(events)
    for main in events:
        named = [i.mention.sentence for i in main.said if i.mention.term == main.term]
        if not named or main not in kept or not (is_diagnosis(main.term) or is_important(main.term)):
            continue
        told = main.term == "anaphylaxis" or any(names_it(dialogue, sentence) for sentence in named)
        if told and not _ACCIDENTS.search(main.term):
            at = order[named[0].at, named[0].start]
            first = max(beginning(dialogue, at), at - _JUST_BEFORE)
            kept = _gone_into(main, kept, [e for e in kept if e is not main and _leads_to(e, order, first, at)])
    return kept


def with_signs(dialogue: Dialogue, tale: Tale, main: Event, events: Sequence[Event], named_at: int) -> list[Event]:
    """The events, those gone into `main` that its story tells on the way. named_at: sentence that names it."""
    order = {(s.at, s.start): at for at, s in enumerate(dialogue.sentences)}
    first, last = _lead_up(dialogue, tale, order, named_at)
    signs = [event for event in events if event is not main and _leads_to(event, order, first, last)]
    return _gone_into(main, events, signs)


def _gone_into(main: Event, events: Sequence[Event], signs: Sequence[Event]) -> list[Event]:
    told = tuple(sorted((*main.said, *(item for sign in signs for item in sign.said)), key=lambda item: item.place))
    return [replace(main, said=told) if event is main else event for event in events if event not in signs]


def _lead_up(dialogue: Dialogue, tale: Tale, order: dict[tuple[int, int], int], named_at: int) -> tuple[int, int]:
    stays = [order[m.sentence.at, m.sentence.start] for m in tale.stays]
    last = max(named_at, *stays)
    reach = _LEAD_UP
    if named_at == stays[0]:
        reach = 0 if _SOMETHING_ELSE.match(dialogue.sentences[named_at].text) else _TOLD_AT_ONCE
    for here in range(stays[0] + 1, last):
        sentence = dialogue.sentences[here]
        if leaves(dialogue, sentence) or _LET_GO.search(sentence.text):
            return max(tale.first, stays[0] - reach), here
    return max(tale.first, stays[0] - reach), last


def _leads_to(event: Event, order: dict[tuple[int, int], int], first: int, last: int) -> bool:
    if event.term not in _GRAVE_SIGNS and (is_diagnosis(event.term) or is_important(event.term)):
        return False
    if _ACCIDENTS.search(event.term):
        return False
    sentences = [item.mention.sentence for item in event.said]
    return all(first <= order[s.at, s.start] <= last and not _IN_THERE.search(s.text) for s in sentences)
