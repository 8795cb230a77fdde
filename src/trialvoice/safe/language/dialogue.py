"""A transcript as a dialogue: sentences with their places, who asks, and what answers a question."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from trialvoice.core.findings import Evidence, Match
from trialvoice.core.records import SafeTranscript, Turn
from trialvoice.safe.language.stems import Token, tokens

Polarity = Literal["yes", "no", "unclear"]
_OPENING = 2
"""Turns in which people say whom they come for."""
_BROUGHT = re.compile(
    r"\b(?:br(?:ought|ing|inging)|came (?:in )?with|(?:am|'m) here (?:with|for|about)|calling (?:about|for)|"
    r"it's(?: about)?)(?: in| along)? (?:my|our) (?:[\w-]+ ){0,2}?(?:son|daughter|child|kid|baby|boy|girl|grand\w+|"
    r"mother|father|mom|mum|dad|wife|husband)\b",
    re.IGNORECASE,
)
_ASKED_OF_ANOTHER = re.compile(
    r"\b(?:(?:has|is|does|did|was|can|had) (?:he|she)|(?:he|she)(?:'s| is| has) (?:been|had)|how old is (?:he|she))\b",
    re.IGNORECASE,
)
_ASKED_OF_YOU = re.compile(r"\b(?:have|are|do|did|were|can|had) you\b", re.IGNORECASE)
_OFTEN = 4
"""Questions about him or her from which on the visit is about them."""
_STAFF = ("investigator", "monitor")
_END = re.compile(r"(?<!\bdr)(?<!\bmr)(?<!\bmrs)(?<!\bst)[.?!…]+(?=[\s\"')\]]|$)", re.IGNORECASE)
_OPENER = re.compile(
    r"^(?:(?:and|so|okay|ok|alright|all right|right|now|well|um|uh|then|also|good|great|but|or)[,.]?\s+)*"
    r"(?:any\b|have you|has (?:he|she|it|the|your|there|anything)|did (?:you|he|she|it|they|any|the)|"
    r"do (?:you|they)|does|are you|are there|are they|is (?:he|she|there|it|that|the|your)|was "
    r"|were |had you|"
    r"can you|could you|would you|will you|what|when|where|why|which|who|how|no (?=\w+(?: \w+)?\?)|anything|"
    r"tell me|ever\b)",
    re.IGNORECASE,
)
_WH = re.compile(
    r"^(?:(?:and|so|okay|ok|alright|right|now|well|um|uh|then)[,.]?\s+)*"
    r"(?:how (?!about)|when|where|why|which|who|what(?! about))",
    re.IGNORECASE,
)
_LAST_WORD = re.compile(
    r"(?:,\s*(yes|yeah|yep|no|nope)|^(?:[\w-]+ ){1,3}(yes|yeah|for sure|definitely))[\s.!]*$", re.IGNORECASE
)
_TELL = re.compile(r"^(?:\w+[,.]? ){0,2}(?:tell me|is|was|were|will|can|does|has|would|could)\b", re.IGNORECASE)
_HEM = re.compile(
    r"^(?:(?:um+|uh+|er+|erm|hmm+|mm+|oh|well|so|ah+|i mean|you know|let me (?:think|see)|"
    r"honestly|actually|like|"
    r"to be honest|okay|ok)[\s,.…-]+)+",
    re.IGNORECASE,
)
_NO = re.compile(
    r"^(?:knock on wood|touch wood|no\b(?! (?:more|longer|doubt|problem|worries|energy|appetite))|nope|nah|none\b|"
    r"never\b|not (?:really|at all|that|since|lately|any|so far|once|one|a)\b|"
    r"nothing\b|neither|i have ?n[o']t|i (?:have|did|do|am),? (?:um+ |uh+ )?no\b|"
    r"i've not|i do ?n[o']t (?!know|remember|take|want)|i did "
    r"?n[o']t|have ?n'?t|has ?n'?t|did ?n'?t|"
    r"negative|all clear|hardly (?:any|ever)|i'?m not)",
    re.IGNORECASE,
)
_GRUNTED_NO = re.compile(r"^\W*(?:n?uh[- ]uh|mm[- ]mm)\b", re.IGNORECASE)
_YES = re.compile(
    r"^(?:yes|yeah|yep|yup|ya\b|(?:och )?aye\b|(?:they|he|she|we|you) (?:did|do|does|has|have|was|were)\b(?!n| not)|"
    r"uh[- ]?huh|mm[- ]?hmm|i have\b(?!n)|i did\b(?!n| (?:the|a|my|some))|i do\b(?!n)|i "
    r"am\b|it (?:has|did|does|is)\b|"
    r"i was,? (?:yes|yeah)|an? \w+ one\b|a (?:little|bit|few|couple)|some\b|sometimes|sure|"
    r"definitely|unfortunately|only|just|occasionally|once|twice|"
    r"maybe|slightly|mild|correct|that'?s right|right|there was|there were|on and off|now and "
    r"then|absolutely|"
    r"of course|i think so|i guess|kind of|sort of|every|still|exactly|"
    r"constantly|all (?:the time|day|night)\b|always|here and there|off and on|"
    r"most(?:ly| days| nights)|(?:only )?when i\b|if i\b|at (?:night|times|first)\b|in the (?:mornings?|evenings?)\b|"
    r"quite|a lot\b|lots\b|plenty|pretty much|"
    r"little bit|from time to time|whenever|"
    r"afraid so|i'?m afraid)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """[start, end) characters of the text of the turn at position `at`."""

    at: int
    turn: Turn
    start: int
    end: int
    text: str
    question: bool
    words: tuple[Token, ...]

    @property
    def wh(self) -> bool:
        """Whether it asks how or when, and so takes for granted what it asks about."""
        return self.question and bool(_WH.match(self.text))


class Dialogue:
    """Sentences by turn, made once for all that read the visit."""

    def __init__(self, transcript: SafeTranscript) -> None:
        self.turns = transcript.turns
        self.texts = tuple(turn.text for turn in transcript.turns)

    @cached_property
    def by_turn(self) -> tuple[tuple[Sentence, ...], ...]:
        """The sentences of each turn."""
        return tuple(
            tuple(_sentences(i, t, text)) for i, (t, text) in enumerate(zip(self.turns, self.texts, strict=True))
        )

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in order."""
        return tuple(sentence for turn in self.by_turn for sentence in turn)

    @cached_property
    def staff_only(self) -> bool:
        """Whether only staff speak, as in a monitor's interview: `he` or `she` is then the participant."""
        return bool(self.turns) and all(turn.role in _STAFF for turn in self.turns)

    @cached_property
    def speaks_for_another(self) -> bool:
        """Whether who is taken for the participant came for somebody in their care: "I brought in my son"."""
        opening = [text for turn, text in zip(self.turns, self.texts, strict=True) if turn.role == "participant"]
        return any(_BROUGHT.search(text) for text in opening[:_OPENING]) or self._asked_of_another

    @property
    def _asked_of_another(self) -> bool:
        """Whether staff ask how he or she is, more often than how you are."""
        asked = [s.text for s in self.sentences if s.question and self.staff(s.turn)]
        of_another = sum(bool(_ASKED_OF_ANOTHER.search(text)) for text in asked)
        return of_another >= _OFTEN and of_another > sum(bool(_ASKED_OF_YOU.search(text)) for text in asked)

    def staff(self, turn: Turn) -> bool:
        """Whether the site's staff or a monitor speak."""
        return turn.role in _STAFF

    def answer(self, sentence: Sentence) -> tuple[Sentence, ...]:
        """What was said in answer to a question: the next turn by another speaker, () where none answered."""
        for at in range(sentence.at + 1, min(sentence.at + 3, len(self.turns))):
            if self.turns[at].speaker != sentence.turn.speaker or self.turns[at].role != sentence.turn.role:
                return self.by_turn[at]
        return ()

    def before(self, sentence: Sentence) -> tuple[Sentence, ...]:
        """The sentences of its turn and of the turn before that come before it, in order."""
        own = tuple(s for s in self.by_turn[sentence.at] if s.start < sentence.start)
        return (*self.by_turn[sentence.at - 1], *own) if sentence.at else own

    def question_before(self, at: int) -> Sentence | None:
        """The last question of the turn before position `at`, which that turn answers."""
        if at == 0 or self.turns[at - 1].role == self.turns[at].role != "unknown":
            return None
        asked = [s for s in self.by_turn[at - 1] if s.question]
        return asked[-1] if asked else None

    def evidence(self, at: int, start: int, end: int, match: Match = "exact") -> Evidence:
        """Proof: [start, end) characters of the turn at position `at`, with its times."""
        turn, text = self.turns[at], self.texts[at]
        started, ended = turn.times(start, end)
        return Evidence(
            turn=turn.id,
            start_char=start,
            end_char=end,
            start=started,
            end=ended,
            quote=text[start:end],
            match=match,
            role=turn.role,
        )


def polarity(answer: Sequence[Sentence]) -> Polarity:
    """Whether an answer says yes or no, by its first words."""
    for sentence in answer[:2]:
        said = _HEM.sub("", sentence.text.strip())
        if _NO.match(said) or _GRUNTED_NO.match(sentence.text):
            return "no"
        if _YES.match(said):
            return "yes"
        if last := _LAST_WORD.search(said):
            return "no" if (last[1] or last[2]).lower().startswith("n") else "yes"
        if said and not _filler_only(said):
            return "unclear"
    return "unclear"


def _filler_only(said: str) -> bool:
    return len(said.split()) <= 1 or said.rstrip(" .,…-").lower() in ("let me think", "let me see", "i mean")


def _sentences(at: int, turn: Turn, text: str) -> Iterator[Sentence]:
    start = 0
    words = tokens(text)
    ends = [m.end() for m in _END.finditer(text)]
    if not ends or text[ends[-1] :].strip():
        ends.append(len(text))
    for end in ends:
        piece = text[start:end]
        body = piece.strip()
        if body:
            first = start + len(piece) - len(piece.lstrip())
            inside = tuple(w for w in words if first <= w.start < end)
            yield Sentence(at, turn, first, first + len(body), body, _asks(turn, body), inside)
        start = end


def _asks(turn: Turn, body: str) -> bool:
    if body.rstrip("\"')").endswith("?"):
        return True
    stated = body.endswith(".") and bool(_WH.match(body) or _TELL.match(body))
    return turn.role in _STAFF and not stated and bool(_OPENER.match(body))
