"""A talk of doses read statement by statement: what it comes to is told bit by bit, by several people."""

import re
from collections.abc import Sequence
from dataclasses import replace

from trialvoice.core.study import Study
from trialvoice.safe.doses import dose_cues
from trialvoice.safe.doses.dose_attribution import Attribution, mention_of, misses
from trialvoice.safe.doses.dose_clauses import lacks, of_missing
from trialvoice.safe.doses.dose_count import Extent, corrected, doses_of, extent_of, of_days
from trialvoice.safe.doses.dose_figures import drawn_doses, drawn_sum, figures_in, tally_in
from trialvoice.safe.doses.dose_occasions import Occasion, another, number_of, other_form
from trialvoice.safe.doses.dose_talk import RECAPS, Talk, asks, left_over, recaps, states, states_lack
from trialvoice.safe.language import cues
from trialvoice.safe.language.dialogue import Dialogue, Sentence, polarity

_ANSWER_WORDS = 8
_FEW_WORDS = 3
_OPENING = 25
"""Characters in which a correction announces itself."""
_LED_UP = 4
"""Sentences before it in the same turn in which its days may have been named."""
_GAP = 60
"""Characters that may stand between a missed dose and a detail of it in one turn."""
_AWAY = re.compile(
    r"\b(?:away|trip|travel\w*|holiday|vacation|left (?:it|them|'?em|my|the)|at home|in (?:the )?hospital|"
    r"ran out|run out|without|nothing|(?:had|'d|have) none|camping|"
    r"wedding|wouldn't let|stay(?:ed|s)|at (?:my|our|the|his|her) \w+'s|off (?:it|them)|still in)\b",
    re.IGNORECASE,
)
"""Named days of which no dose was taken at all."""
_I_DID = re.compile(
    r"^\W*(?:(?:yes|yeah|oh|well|um|uh)\W+)*(?:i|he|she|we) (?:did|have|has)\b(?! not|n't)(?! (?:take|"
    r"took|taken|them|it|all))",
    re.I,
)
_NOT_THEN = re.compile(r"^\W*(?:\w+\W+){0,2}?not (?:on|the|for|at|in|over|during|that|this)\b", re.IGNORECASE)
_ANOTHER_TIME = re.compile(
    r"\b(?:this|last) (?:week|month)\b|\b(?:since then|after that|later on|besides|apart from that)\b", re.IGNORECASE
)
_LISTS = re.compile(
    rf"^\W*(?:(?:so|okay|ok|right|then|that's|thats|that is|it's|its|and|the|well|um|was|be|that'll|on)\W+)*"
    rf"(?:the )?{dose_cues.WEEKDAY.pattern[2:]}",
    re.IGNORECASE,
)
"""Staff list the days first of all."""
_LISTED_ON = re.compile(r"^\W*(?:and|then|plus)\b(?: then)?(?: on)?(?: the)?\s*", re.IGNORECASE)
_ONE_MORE = re.compile(
    r"^\W*(?:and|plus|also|then)\b(?!.*\b(?:so|that's|makes|altogether|in (?:all|total))\b)", re.IGNORECASE
)


class Reader:
    """Reads one talk of doses, statement by statement, into occasions."""

    def __init__(self, dialogue: Dialogue, study: Study, about: Attribution) -> None:
        self.dialogue, self.study, self.about = dialogue, study, about
        self.occasions: list[Occasion] = []
        self.closed = -1
        """The last turn of which the rest tells something else."""
        self.wanting: Sentence | None = None
        """What may tell of missed doses, if staff draw a sum of it."""
        self.told_unasked: Sentence | None = None
        """What opened the talk by telling of a missed dose."""
        self.elsewhere = False
        """Whether another medicine has become the talk."""

    def read(self, talk: Talk) -> list[Occasion]:
        """The occasions of a talk that somebody told of."""
        opening = talk.statements[0]
        self.told_unasked = opening if talk.asked is None else None
        if left_over(self.dialogue, opening, talk.statements):
            over = figures_in(opening.text) if dose_cues.TOO_MANY.search(opening.text) else []
            extent = Extent(explicit=over[0][0] if over else None)
            self.occasions.append(Occasion(told=[opening], counted=True, extent=extent))
        elif recaps(self.dialogue, self.about, opening) and not _denied(self.dialogue, opening):
            figure = doses_of(extent_of(opening.text), self.study, away=False)
            self.occasions.append(Occasion(told=[opening], tally=figure))
        asked, done = talk.asked, list[Occasion]()
        for statement in talk.statements:
            if asks(self.dialogue, statement) and self.about.of(statement) != "other":
                if asked is not None and other_form(asked, statement):
                    done, self.occasions = [*done, *self.occasions], []
                asked = statement
            if statement is not talk.asked:
                self._heard(statement, asked)
        return [one for one in (*done, *self.occasions) if not one.counted or one.tally or one.by_speaker]

    def _heard(self, statement: Sentence, asked: Sentence | None) -> None:
        if self.dialogue.staff(statement.turn) and not (self.dialogue.staff_only and not statement.question):
            self._by_staff(statement)
        elif states(statement) or (len(statement.words) <= _FEW_WORDS and extent_of(statement.text, bare=True).told):
            self._by_subject(statement, asked)

    def _by_staff(self, statement: Sentence) -> None:
        """Staff draw the sum: "so that makes six"."""
        if self.about.of(statement) == "own" or dose_cues.MISS.search(statement.text):
            self.elsewhere = False
        states = self._states_lack(statement)
        denied = statement.question and _denied(self.dialogue, statement) and not states
        if denied or self._counts_rest(statement):
            return
        if not self.occasions:
            if self._listed(statement):
                self.occasions.append(Occasion(counted=True))
            elif states:
                self._missed(statement, extent_of(of_missing(statement.text)))
                return
            elif self.wanting and drawn_sum(statement.text):
                self.occasions.append(Occasion(told=[self.wanting], counted=True))
            else:
                return
        if figure := tally_in(statement.text) or self._listed(statement) or drawn_doses(statement.text):
            self._sum(figure, statement)
        elif states and number_of(self.occasions[-1], self.study) is None:
            self._add(self.occasions[-1], statement, extent_of(of_missing(statement.text)))

    def _states_lack(self, statement: Sentence) -> bool:
        """Whether staff say how much was not taken, or ask it and nobody objects: "so nothing those three days?"."""
        told = states_lack(statement.text) or dose_cues.HELD.search(statement.text) or RECAPS.search(statement.text)
        if not told or not misses(statement, self.about, asked=True) or not extent_of(statement.text).told:
            return False
        answer = polarity(self.dialogue.answer(statement)) if statement.question else "yes"
        return answer == "yes" or (answer == "no" and bool(dose_cues.NONE_THEN.search(statement.text)))

    def _listed(self, statement: Sentence) -> int | None:
        """Doses of the days that staff list, where several are."""
        text = statement.text
        if dose_cues.TAKEN.search(text) or self.about.of(statement) == "other" or not _LISTS.match(text):
            return None
        extent = extent_of(text)
        away = bool(self.occasions) and self.occasions[-1].away
        return doses_of(extent, self.study, away=away) if len(extent.days) > 1 else None

    def _counts_rest(self, statement: Sentence) -> bool:
        """Whether the figure is of what came back: "I counted the bottle. Nineteen."."""
        before = [s for s in self.about.said[statement.at] if s.start < statement.start][-1:]
        bare = len(statement.words) <= _FEW_WORDS
        return bare and any(dose_cues.COUNTING.search(s.text) for s in before)

    def _sum(self, figure: int, statement: Sentence) -> None:
        """A sum over all occasions leaves each as it is; over one, it is that one's."""
        each = [number_of(one, self.study) for one in self.occasions]
        if len(each) > 1 and sum(n or 0 for n in each) == figure:
            return
        if len(each) > 1 and figure != each[-1] and figure > sum(n or 0 for n in each[:-1]):
            self._one_of_all()
        self.occasions[-1].tally = figure
        self.occasions[-1].told.append(statement)

    def _one_of_all(self) -> None:
        """The total of several occasions that were not all understood: one occasion of which that is the number."""
        first, *rest = self.occasions
        first.told += [statement for one in rest for statement in one.told]
        self.occasions = [first]

    def _by_subject(self, statement: Sentence, asked: Sentence | None) -> None:
        text = corrected(statement.text)
        if self._is_miss(statement, asked):
            self.elsewhere = False
            self._missed(statement, self._extent(statement, text, asked))
        elif self._is_other(statement):
            self.closed = statement.at
            self.elsewhere = self.elsewhere or self.about.of(statement) == "other"
        elif self.occasions and self._goes_on(statement):
            self._more(statement, _before_another_story(text))
        elif asked is not None and not self.occasions and dose_cues.LACK.search(text):
            self.wanting = statement

    def _extent(self, statement: Sentence, text: str, asked: Sentence | None) -> Extent:
        """How much: in the statement, in the question that a bare "yes" answers, or in the words that led up to it."""
        told = _extent_without_cause(text, bare=bool(asked))
        if told.counts or told.vague:
            return told
        if asked is not None and (denied := _days_denied(statement, asked)).told:
            return denied
        if asked is not None and polarity([statement]) == "yes" and (named := extent_of(asked.text)).told:
            return named
        if asked is None and dose_cues.BARE_NONE.search(text):
            return told
        earlier = [s for s in self.about.said[statement.at] if s.end <= statement.start]
        if earlier and (figure := tally_in(earlier[-1].text)) and asked is not None and not told.parts:
            return told.joined(Extent(explicit=figure))
        return told.joined(self._led_up(statement, earlier, 1 if told.told else _LED_UP))

    def _led_up(self, statement: Sentence, earlier: Sequence[Sentence], most: int) -> Extent:
        """The days in the sentences that led up to it, or in what the other of the two subjects said before."""
        before = self.about.said[statement.at - 1] if statement.at and not self.occasions else ()
        if not earlier and before and not self.dialogue.staff(before[0].turn):
            earlier = before
        days = Extent()
        for said in reversed(earlier[-most:]):
            days = replace(of_days(extent_of(of_missing(said.text))), dates=frozenset()).joined(days)
            if self._is_other(said) or said.question or (days.counts and not _LISTED_ON.match(said.text)):
                break
        if days.counts:
            return days
        return of_days(extent_of(earlier[-1].text)) if earlier and statement.start - earlier[-1].end <= 1 else Extent()

    def _goes_on(self, statement: Sentence) -> bool:
        """Whether this may still be about the occasion told last: nothing else has been told since."""
        last = self.occasions[-1].told[-1]
        if self.elsewhere or statement.at == self.closed:
            return False
        if last.at == statement.at and statement.start - last.end > _GAP:
            return False
        if last.at < statement.at and self.about.said[statement.at - 1][-1].turn.speaker == statement.turn.speaker:
            return False
        return bool(_before_another_story(statement.text))

    def _is_other(self, statement: Sentence) -> bool:
        text = statement.text
        if dose_cues.NEVER.search(text) or dose_cues.TAKEN.search(text):
            return True
        return self.about.of(statement) == "other"

    def _is_miss(self, statement: Sentence, asked: Sentence | None) -> bool:
        text = statement.text
        following = next((s for s in self.about.said[statement.at] if s.start >= statement.end), None)
        if following and dose_cues.TAKEN_AFTER.search(following.text):
            return False
        if _long_ago(text) or cues.MAYBE.search(mention_of(statement).clause):
            return False
        opens = statement is self.told_unasked
        if misses(statement, self.about, asked=asked is not None or bool(self.occasions) or opens):
            return not _of_another_person(self.dialogue, statement)
        return asked is not None and self._answers(statement, asked)

    def _answers(self, statement: Sentence, asked: Sentence) -> bool:
        """ "Any missed?" - "Two on Monday.": the answer holds no word of missing."""
        answer = self.dialogue.answer(asked)
        if not answer or statement.at != answer[0].at:
            return False
        first = statement.start == answer[0].start
        if first and dose_cues.SUPPOSED.search(asked.text) and polarity([statement]) == "no":
            return True
        admitted = dose_cues.ASKED_MISSED.search(asked.text) and _I_DID.match(statement.text)
        if self._is_other(statement) and not admitted and not dose_cues.EXCEPT.match(statement.text):
            return False
        if dose_cues.MISS.search(statement.text) and not dose_cues.EXCEPT.match(statement.text):
            return False
        text = statement.text
        excepted = dose_cues.EXCEPT.match(text)
        if statement.at == self.closed and not excepted:
            return False
        if not dose_cues.ASKED_MISSED.search(asked.text) and not excepted:
            about = self.about.of(asked) or self.about.before(asked)
            own = about == "own" or (about is None and _days_denied(statement, asked).told)
            return own and first and _not_taken(statement)
        if dose_cues.LATE.search(text) or dose_cues.NOT_A_DOSE.search(text):
            return False
        extent = extent_of(text, bare=True)
        if extent.told or extent.vague or extent.parts or excepted:
            return not self.occasions
        return (
            statement.start == answer[0].start
            and polarity([statement]) == "yes"
            and len(statement.words) <= _ANSWER_WORDS
        )

    def _missed(self, statement: Sentence, extent: Extent) -> None:
        open_one = self.occasions[-1] if self.occasions else None
        if open_one is None or another(open_one, statement, extent):
            open_one = Occasion()
            self.occasions.append(open_one)
        open_one.away = open_one.away or bool(_AWAY.search(statement.text))
        open_one.counted = not _of_missing_at_all(statement, extent) if not open_one.told else open_one.counted
        open_one.strong = open_one.strong or bool(dose_cues.STRONG_DOSE.search(statement.text))
        self._add(open_one, statement, extent)

    def _more(self, statement: Sentence, text: str) -> None:
        """A detail of what was told: its days, its number."""
        one = self.occasions[-1]
        text = "" if dose_cues.RESUMED.search(text) and not lacks(text) else text
        extent = extent_of(text, bare=True)
        figure = tally_in(text)
        if figure:
            extent = Extent(explicit=figure)
        elif not (extent.told or extent.parts or extent.whole_days):
            return
        if one.tally is not None and not (
            _objects(statement) or self._later(one, statement) or figure == extent.explicit
        ):
            return
        if extent.explicit and one.extent.told and (_ONE_MORE.match(statement.text) or self._later(one, statement)):
            one = Occasion()
            self.occasions.append(one)
        self._add(one, statement, extent)

    def _later(self, one: Occasion, statement: Sentence) -> bool:
        """Whether a sum was drawn, and another time is spoken of now."""
        return one.tally is not None and bool(_ANOTHER_TIME.search(statement.text))

    def _add(self, one: Occasion, statement: Sentence, extent: Extent) -> None:
        one.told.append(statement)
        one.extent = one.extent.joined(extent)
        one.tally = None if extent.explicit and one.tally not in (None, extent.explicit) else one.tally
        if (number := self._told_now(one, extent)) is not None:
            one.by_speaker[f"{statement.turn.role} {statement.turn.speaker}"] = number

    def _told_now(self, one: Occasion, extent: Extent) -> int | None:
        if not (extent.told or extent.parts or extent.whole_days):
            return None
        whole = one.extent if not extent.explicit else extent
        return doses_of(whole, self.study, away=one.away)


def _extent_without_cause(text: str, *, bare: bool) -> Extent:
    """How much was missed; days in the cause count only where nothing else does."""
    text = of_missing(text)
    cause = dose_cues.BECAUSE.search(text)
    told = extent_of(text[: cause.start()], bare=bare) if cause else Extent()
    return told if told.told or told.vague else extent_of(text, bare=bare)


def _days_denied(statement: Sentence, asked: Sentence) -> Extent:
    """ "Did you take it on Saturday?" - "No.": the days of the question."""
    named = extent_of(asked.text)
    taken = dose_cues.ASKED_TAKEN.search(asked.text) and not dose_cues.ASKED_MISSED.search(asked.text)
    days = Extent(days=named.days, dates=named.dates, parts=named.parts)
    return days if taken and polarity([statement]) == "no" else Extent()


def _not_taken(statement: Sentence) -> bool:
    """ "Could you take them in there?" - "No.", or "Not on the Monday."."""
    if dose_cues.NOT_A_DOSE.search(statement.text):
        return False
    on_a_day = _NOT_THEN.match(statement.text) and extent_of(statement.text).told
    return bool(on_a_day) or polarity([statement]) == "no"


def _objects(statement: Sentence) -> bool:
    """Whether the sum that was drawn is not accepted, or added to."""
    corrects = dose_cues.CORRECTED.search(statement.text[:_OPENING])
    return bool(corrects or _ONE_MORE.match(statement.text)) or polarity([statement]) == "no"


def _long_ago(text: str) -> bool:
    """Whether it tells of a time before the study; "when I was in hospital" may well be in it."""
    return any(not match[0].lower().startswith("when") for match in cues.PAST.finditer(text))


def _of_missing_at_all(statement: Sentence, extent: Extent) -> bool:
    """Whether it tells by itself that doses were missed; a bare "no" needs somebody who says how many."""
    return bool(dose_cues.MISS.search(statement.text)) or extent.told or polarity([statement]) != "no"


def _before_another_story(text: str) -> str:
    """The words that may still be a detail: all, where nothing else is told, or the day that goes on a list."""
    other = dose_cues.OTHER_VERB.search(text)
    if other is None:
        return text
    listed = _LISTED_ON.match(text) and extent_of(text[: other.start()]).days
    return text[: other.start()] if listed else ""


def _of_another_person(dialogue: Dialogue, statement: Sentence) -> bool:
    if dialogue.staff_only or statement.turn.role == "caregiver":
        return False
    before = mention_of(statement).before
    other = max((m.end() for m in cues.OTHER_NOUN.finditer(before)), default=-1)
    return other >= 0 and not cues.SELF.search(before[other:])


def _denied(dialogue: Dialogue, statement: Sentence) -> bool:
    return polarity(dialogue.answer(statement)) == "no"
