"""The six criteria of ICH E2A, each with the words that meet it, and the event that it belongs to.

An event that no list names is made from what meets the criterion, so that nothing serious goes unreported.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from trialvoice.core.findings import Criterion, Evidence
from trialvoice.safe.drafts import quote_of
from trialvoice.safe.events.problems import Event, Judged
from trialvoice.safe.language.assertion import CERTAIN, POSSIBLE, Mention, Verdict
from trialvoice.safe.language.dialogue import Dialogue, Sentence
from trialvoice.safe.seriousness.declared import declared
from trialvoice.safe.seriousness.diagnosis import is_diagnosis
from trialvoice.safe.seriousness.grave import grave
from trialvoice.safe.seriousness.important import important, is_important
from trialvoice.safe.seriousness.naming import name_of
from trialvoice.safe.seriousness.signs import called_by_others, with_signs
from trialvoice.safe.seriousness.stays import stays
from trialvoice.safe.seriousness.tales import Tale, tales
from trialvoice.safe.seriousness.unnamed import name_for

_STORY_BEFORE, _STORY_AFTER = 8, 6
"""Sentences over which a stay is told: the diagnosis comes before, or some way after."""
_LONG_STORY_BEFORE, _LONG_STORY_AFTER = 25, 10
"""What is important by itself is told at length."""
_COMPLAINT_BEFORE, _COMPLAINT_AFTER = 5, 2
_ANOTHER_STORY = 3


@dataclass(frozen=True, slots=True)
class Seriousness:
    """Criteria met, with their proof. met: each criterion that words meet, with the first of its quotes."""

    criteria: tuple[Criterion, ...]
    evidence: tuple[Evidence, ...]
    met: tuple[tuple[Criterion, Evidence], ...] = ()


@dataclass(frozen=True, slots=True)
class Serious:
    """events: those that were found, and those that only a criterion tells of.  by_term: what makes them serious.

    unnamed: terms of events whose cause nobody names.
    """

    events: tuple[Event, ...]
    by_term: dict[str, Seriousness]
    unnamed: frozenset[str]


def serious_events(
    dialogue: Dialogue, events: Sequence[Event], all_judged: Sequence[Judged], indication: str
) -> Serious:
    """Which events are serious. indication: of the study, to name "an attack" by."""
    case = _Case(dialogue, list(events), indication)
    for mention in important(dialogue, all_judged):
        case.tell(mention)
    graver = tuple(grave(dialogue))
    died = any(mention.term == "death" for mention in graver)
    for tale in tales(dialogue, stays(dialogue), case.told_near):
        case.stay(tale)
    for mention in graver:
        if not (died and mention.term == "life_threatening"):
            case.meet(mention)
    for event, sentence in declared(dialogue, case.events):
        case.declare(event, sentence)
    return case.closed()


@dataclass
class _Case:
    """The visit's events while criteria are given to them."""

    dialogue: Dialogue
    events: list[Event]
    indication: str
    met: dict[str, list[Mention]] = field(default_factory=dict)
    unnamed: set[str] = field(default_factory=set)
    staying: list[tuple[Tale, str]] = field(default_factory=list)
    """Each stay with its event: what is said of danger in its story is said of the same."""

    def __post_init__(self) -> None:
        self.order = {(s.at, s.start): at for at, s in enumerate(self.dialogue.sentences)}

    def tell(self, mention: Mention) -> None:
        """Add an important event, or one more place where it is told."""
        same = [event for event in self.events if event.term == mention.term or self._there(event, mention)]
        important_ones = [event for event in same if is_important(event.term)] or [
            event for event in self.events if is_important(event.term) and self._gap(event, mention) == 0
        ]
        if important_ones:
            self._told_again(important_ones[0], mention)
        else:
            self.events.append(Event(mention.term, (Judged(mention, Verdict("present", POSSIBLE)),), denied_too=False))

    def meet(self, mention: Mention) -> None:
        """Give a criterion to the event it belongs to."""
        for term in self._owners(mention):
            self.met.setdefault(term, []).append(mention)

    def declare(self, event: Event, sentence: Sentence) -> None:
        """Take staff at their word where nothing graver is met."""
        if not self.met.get(event.term):
            self.met[event.term] = [Mention("important", sentence, sentence.start, sentence.end)]

    def told_near(self, mention: Mention) -> frozenset[str]:
        """The diagnosis told closest to a stay, if any is close."""
        return frozenset(self._nearest(mention, _ANOTHER_STORY, _ANOTHER_STORY, self._grave_names()))

    def stay(self, tale: Tale) -> None:
        """Give a stay to the event that its story names, and take up into it the signs that led to it."""
        given = {owner for _, owner in self.staying}
        free = [event for event in self.events if event.term not in given]
        found = name_of(self.dialogue, tale, free, self.indication)
        if found is None:
            owner = self._untold(tale)
        else:
            owner = found.term if found.event else self._made(found.mention, found.term, named=True)
        self.staying.append((tale, owner))
        self.met.setdefault(owner, []).extend(tale.stays)
        named_at = self._at(found.mention) if found else self._at(tale.stays[0])
        main = next(event for event in self.events if event.term == owner)
        self.events = with_signs(self.dialogue, tale, main, self.events, named_at)

    def _untold(self, tale: Tale) -> str:
        """What is important and told at some length around the stay, or a stay whose cause nobody names."""
        known = self._nearest(
            tale.stays[0], _LONG_STORY_BEFORE, _LONG_STORY_AFTER, [e for e in self.events if is_important(e.term)]
        )
        return known[0] if known else self._made(tale.stays[0], _FALLBACK["hospitalisation"], named=False)

    def closed(self) -> Serious:
        """What has come of it. An important event is only called so where it meets nothing graver."""
        for event in self.events:
            if is_important(event.term):
                self.met.setdefault(event.term, [])
        by_term = {term: self._joined(term, mentions) for term, mentions in self.met.items()}
        events = sorted(called_by_others(self.dialogue, self.events), key=lambda event: event.said[0].place)
        return Serious(tuple(events), by_term, frozenset(self.unnamed))

    def _joined(self, term: str, mentions: Sequence[Mention]) -> Seriousness:
        first = next(event for event in self.events if event.term == term).said[0].mention
        criteria = tuple(dict.fromkeys(_CRITERION[m.term] for m in mentions)) or ("important_medical_event",)
        one_each = [next(m for m in mentions if m.term == name) for name in dict.fromkeys(m.term for m in mentions)]
        told = (*one_each, *mentions) or (first,)
        proofs = [quote_of(self.dialogue, m.sentence, m.start, m.end) for m in told]
        met = tuple((_CRITERION[m.term], quote_of(self.dialogue, m.sentence, m.start, m.end)) for m in one_each)
        return Seriousness(criteria, tuple({(p.turn, p.start_char): p for p in proofs}.values()), met)

    def _owners(self, mention: Mention) -> list[str]:
        if mention.term == "death":
            return self._cause_of_death(mention)
        told_here = [e.term for e in self.events if is_diagnosis(e.term) and self._gap(e, mention) == 0]
        if told_here:
            return told_here
        staying = [owner for tale, owner in self.staying if tale.first <= self._at(mention) <= tale.last]
        if staying and not self._nearest(mention, _ANOTHER_STORY, _ANOTHER_STORY, self._grave_names()):
            return staying[:1]
        return (
            self._nearest(mention, _STORY_BEFORE, _STORY_AFTER, self._grave_names())
            or self._nearest(
                mention, _LONG_STORY_BEFORE, _LONG_STORY_AFTER, [e for e in self.events if is_important(e.term)]
            )
            or self._named_in_story(mention)
            or self._nearest(mention, _COMPLAINT_BEFORE, _COMPLAINT_AFTER, self.events)
            or [self._made(mention, self._fallback(mention), named=False)]
        )

    @staticmethod
    def _fallback(mention: Mention) -> str:
        """A disability is called what it is, in the words said."""
        return mention.named.lower() if mention.term == "disability" else _FALLBACK[mention.term]

    def _cause_of_death(self, mention: Mention) -> list[str]:
        """One death a visit: what was told first, or the diagnosis close by."""
        told = [term for term, met in self.met.items() if any(m.term == "death" for m in met)]
        if told:
            return told[:1]
        known = self._nearest(mention, _STORY_BEFORE, _STORY_AFTER, self._grave_names())
        if known:
            return known
        cause = name_for(self.dialogue, mention, self.indication)
        return [self._made(mention, f"death ({cause[1]})" if cause else "death", named=cause is not None)]

    def _grave_names(self) -> list[Event]:
        return [event for event in self.events if is_diagnosis(event.term) or is_important(event.term)]

    def _named_in_story(self, mention: Mention) -> list[str]:
        found = name_for(self.dialogue, mention, self.indication)
        if found is None:
            return []
        named, name = found
        return [self._made(named, name, named=True)]

    def _made(self, mention: Mention, term: str, *, named: bool) -> str:
        """An event of that term, there already or new."""
        if not named:
            self.unnamed.add(term)
        if all(event.term != term for event in self.events):
            told = Judged(Mention(term, mention.sentence, mention.start, mention.end), Verdict("present", POSSIBLE))
            self.events.append(Event(term, (told,), denied_too=False))
        return term

    def _nearest(self, mention: Mention, before: int, after: int, events: Sequence[Event]) -> list[str]:
        """The event told nearest, so many sentences before at most, or after."""
        gaps = [(self._gap(event, mention), event.term) for event in events]
        near = [(gap if gap >= 0 else -1.5 * gap, term) for gap, term in gaps if -after <= gap <= before]
        return [min(near)[1]] if near else []

    def _gap(self, event: Event, mention: Mention) -> int:
        """Sentences from the event's nearest mention to this one; negative where the event is told after."""
        here = self._at(mention)
        return min((here - self._at(item.mention) for item in event.said), key=abs)

    def _at(self, mention: Mention) -> int:
        return self.order[mention.sentence.at, mention.sentence.start]

    def _there(self, event: Event, mention: Mention) -> bool:
        return any(
            item.mention.sentence.at == mention.sentence.at
            and item.mention.start < mention.end
            and mention.start < item.mention.end
            for item in event.said
        )

    def _told_again(self, event: Event, mention: Mention) -> None:
        if self._there(event, mention):
            return
        said = sorted((*event.said, Judged(mention, Verdict("present", CERTAIN))), key=lambda item: item.place)
        self.events[self.events.index(event)] = Event(event.term, tuple(said), event.denied_too)


_CRITERION: dict[str, Criterion] = {
    "hospitalisation": "hospitalisation",
    "death": "death",
    "life_threatening": "life_threatening",
    "disability": "disability",
    "congenital_anomaly": "congenital_anomaly",
    "important": "important_medical_event",
}
_FALLBACK = {
    "hospitalisation": "hospitalisation, cause not stated",
    "life_threatening": "life-threatening event",
    "congenital_anomaly": "birth defect",
}
"""What an event is called whose cause nobody names."""
