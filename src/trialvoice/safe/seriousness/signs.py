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
    r"\b(?:fall|cut|bruis\w*|sprain|wound|bite|concussion|head injury|burn|nosebleed|pregnancy|suicid\w*|"
    r"(?:low|high) (?:neutrophils|platelets|lymphocytes|white cell count|potassium|sodium|magnesium|calcium)|"
    r"raised (?:creatinine|liver enzymes|bilirubin))\b"
)
"""What causes an illness, or goes beside it, and is reported apart."""
_INJURY = re.compile(
    r"\b(?:fractur\w*|broken|cut|laceration|wound|bruis\w*|sprain\w*|dislocat\w*|head injury|concussion|burn)\b"
)
"""What comes of an accident takes up nothing that led to it: who faints and breaks a wrist has had two events."""
_OF_AN_INJURY = re.compile(r"\b(?:pain|swelling|swollen|stiffness|numbness)\b")
_COMPLAINTS = ("diarrhoea",)
"""Named as diagnoses are, and signs none the less."""
_SIGNS_OF = (
    (re.compile(r"\b(?:urinary|bladder|kidney|water) infection|cystitis|pyelonephritis"),
     re.compile(r"urinat|urine|bladder|peeing|waterworks")),
    (re.compile(r"pneumonia|chest infection|bronchitis|lung infection|exacerbation|pleurisy"),
     re.compile(r"cough|breath|wheez|chest (?:pain|tight)|phlegm|chills")),
    (re.compile(r"(?:infusion|allergic|drug|injection|hypersensitivity)[ \w-]*reaction|allergy|anaphylaxis"),
     re.compile(r"itch|hives|rash|breath|chills|tremor|flush|swelling|wheez|throat|injection site reaction|welts")),
    (re.compile(r"gastroenteritis|stomach bug|colitis|food poisoning|norovirus|tummy bug"),
     re.compile(r"diarrh|vomit|nausea|stomach|loose|blood in stool")),
    (re.compile(r"tooth (?:abscess|infection)|dental"), re.compile(r"tooth|jaw|gum|face swelling")),
    (re.compile(r"common cold|influenza\b(?!-)|covid|sinusitis|tonsillitis"),
     re.compile(r"runny nose|sneez|sore throat|blocked nose|cough|influenza-like|chills|face pain|hoarse")),
)  # fmt: skip
"""Diagnoses and the signs that are theirs, however long before the name they were told."""
_FAR_BEFORE = 16
_GRAVE_SIGNS = ("vomiting blood", "facial droop", "paralysis")
"""Important where nothing says of what they are the sign."""
_IN_THERE = re.compile(
    r"\b(?:in there|on the ward|while (?:i|he|she|you) (?:was|were)|in (?:the )?hospital|(?:came|got|gone|back|been) "
    r"home|(?:first|second|third|next|last) night|"
    r"afterwards|(?<!days )(?<!weeks )(?<!day )(?<!week )(?<!hours )(?<!nights )after (?:that|the operation|i|he|she)|"
    r"since then)\b",
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
            kept = _gone_into(main, kept, [e for e in kept if e is not main and _leads_to(e, main, order, first, at)])
    return _own_signs_joined(kept, order)


def _own_signs_joined(events: Sequence[Event], order: dict[tuple[int, int], int]) -> list[Event]:
    """The events, with the signs of a diagnosis gone into it where they were told not long before its name."""
    kept = list(events)
    for term in [event.term for event in events]:
        main = next((event for event in kept if event.term == term), None)
        sign = next((signs for name, signs in _SIGNS_OF if name.search(term)), None)
        if main is None or sign is None:
            continue
        at = min(order[i.mention.sentence.at, i.mention.sentence.start] for i in main.said if i.mention.term == term)
        theirs = [e for e in kept if e is not main and sign.search(e.term) and _told_within(e, order, at)]
        kept = _gone_into(main, kept, theirs)
    return kept


def _told_within(event: Event, order: dict[tuple[int, int], int], at: int) -> bool:
    """Whether all of it was told at most so many sentences before, up to the sentence itself."""
    places = [order[item.mention.sentence.at, item.mention.sentence.start] for item in event.said]
    return all(at - _FAR_BEFORE <= place <= at for place in places) and not is_important(event.term)


def with_signs(dialogue: Dialogue, tale: Tale, main: Event, events: Sequence[Event], named_at: int) -> list[Event]:
    """The events, those gone into `main` that its story tells on the way. named_at: sentence that names it."""
    order = {(s.at, s.start): at for at, s in enumerate(dialogue.sentences)}
    first, last = _lead_up(dialogue, tale, order, named_at)
    signs = [event for event in events if event is not main and _leads_to(event, main, order, first, last)]
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


def _leads_to(event: Event, main: Event, order: dict[tuple[int, int], int], first: int, last: int) -> bool:
    if _INJURY.search(main.term) and not _OF_AN_INJURY.search(event.term):
        return False
    if event.term not in (*_GRAVE_SIGNS, *_COMPLAINTS) and (is_diagnosis(event.term) or is_important(event.term)):
        return False
    if _ACCIDENTS.search(event.term):
        return False
    sentences = [item.mention.sentence for item in event.said]
    if main.term == "fainting" and any(s.at != main.said[0].place[0] for s in sentences):
        return False
    return all(first <= order[s.at, s.start] <= last and not _IN_THERE.search(s.text) for s in sentences)
