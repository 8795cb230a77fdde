"""Problems that staff ask after without a name that a list knows: "the penny thing? - same", "the bowels? - worse".

What is asked after was told before: an answer that says how it goes makes it an event that goes on, or is over.
"""

import re
from collections.abc import Iterator, Sequence

from trialvoice.safe.events.earlier import EarlierEvent, meant
from trialvoice.safe.events.problems import Judged
from trialvoice.safe.language import answer_cues, cues
from trialvoice.safe.language.assertion import LIKELY, POSSIBLE, Mention, Verdict
from trialvoice.safe.language.dialogue import Dialogue, Sentence, polarity
from trialvoice.safe.language.stems import Token
from trialvoice.safe.lexicon import lexicon

_LEAD = (
    r"^\W*(?:(?:and|so|okay|ok|right|now|then|well|um+|uh+|alright|all right|good|great|lovely|yes|no|next|tell me|"
    r"lastly|also|what about|how about|how's|how is|how are|how was|how were|what of|and what of|"
    r"anything more (?:on|of)|"
    r"any more (?:of|on|trouble with|bother with|word on)|any more|is|are|has|have|did|do|does|was|were|still|"
    r"you (?:mentioned|said|told us about|told me about|had)|(?:the )?last (?:time|visit|call)(?: round)?(?:,)?|"
    r"(?:last time )?there (?:was|were)|you were having|you'd(?: had| mentioned| been having)?|we had|we'd|"
    r"I've got|we've got|since we last spoke|going back to|back to|coming back to|and)[\s,.…]+)*"
)
_ASKED = re.compile(
    _LEAD + r"(?P<what>(?:(?P<known>the|that|those|this|these|your|his|her|ya|yer)\s+)?"
    r"(?P<name>[a-z'-]+(?:\s+(?:of|in|on|with|at|round|down|under|and|the|your|his|her|my|[a-z'-]+)){0,6}?))"
    r"(?P<rest>\s*(?:[,.?!…]|$|\b(?:still|any|come|came|gone|settl|clear|better|worse|back|how|is|are|has|have|did|"
    r"been|doing|getting|now|these days|again|happen|that you|you (?:told|had|said|mentioned)|from|I take)\b).*)$",
    re.IGNORECASE | re.DOTALL,
)
_PET = re.compile(
    r"\b(?:thing|things|business|trouble|troubles|problem|problems|bother|episode|episodes|carry-?on|complaint|"
    r"spell|spells|turn|turns|attack|attacks|issue|of yours|lot of|nonsense|palaver|funny)\b",
    re.IGNORECASE,
)
_PRESUMED = re.compile(
    r"\b(?:still|any ?more|come back|came back|coming back|settled|settling|gone|cleared|any better|any worse|"
    r"better now|again|since|of yours|last time|last visit|you(?:'d| had)|you mentioned|you told)\b",
    re.IGNORECASE,
)
_NOT_A_PROBLEM = re.compile(
    r"\b(?:diar(?:y|ies)|tablets?|pills?|capsules?|dos(?:e|es|ing)|puffs?|injections?|pens?|inhaler|medicines?|"
    r"medication|meds|form|forms|consent|questionnaire|scale|score|blood pressure|pressure|pulse|weight|temperature|"
    r"readings?|bloods?|sample|result|results|address|phone|number|date|appointment|drive|journey|weather|family|wife|"
    r"husband|dog|cat|job|work|holiday|garden|kids?|children|smoking|drinking|alcohol|doctor|nurse|study|trial|visit|"
    r"x-?ray|scan|ecg|test|box|bottle|blister|patch(?:es)? left|inhalers?|drops|cream|machine|monitor|car|house)\b",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"^\W*(?:you|we|they|i|he|she|it|there|which|who|what|why|when|where|how|not|if|let|tell|do|did|does|can|could|"
    r"would|will|birth control|contraception)\b",
    re.IGNORECASE,
)
_WELL = re.compile(
    r"^\W*(?:\w+[,.]? ){0,2}(?:fine|grand|good|okay|ok|normal|healed|right as rain|all right|alright)\b", re.I
)
_GOES_ON = re.compile(
    r"\b(?:still|gone|better|worse|same|settled|cleared|went away|come back|came back|stopped|finished|over|healed|"
    r"quit|easing|eased|not (?:been )?(?:back|in|had)|less|no more|any ?more|never)\b",
    re.IGNORECASE,
)
_BAD = re.compile(r"\b(?:worse|no better|getting bad|playing up|bad again|terrible|murder|awful)\b", re.IGNORECASE)
_REACH = 3
"""Sentences of an answer in which it says how it goes."""
_STILL = re.compile(r"\bstill\b", re.IGNORECASE)
_LONGEST = 16
"""Most words of a question that asks after something."""
_BARE = 5
"""Most words of a question that is little more than a name."""
_NAME = 4
"""Most words of a name made from what was asked."""


def asked_after(
    dialogue: Dialogue,
    already: Sequence[Judged],
    earlier: Sequence[EarlierEvent] = (),
    own: frozenset[str] = frozenset(),
) -> tuple[Judged, ...]:
    """What is asked after or told of as known. already: what lists named. own: terms of the study's indication."""
    named = {(item.mention.sentence.at, item.mention.sentence.start) for item in already}
    asked = [
        item
        for s in dialogue.sentences
        if dialogue.staff(s.turn) and (s.at, s.start) not in named
        if (item := _asked(dialogue, s, earlier))
    ]
    told = [item for s in dialogue.sentences for item in _told(s, earlier) if not _overlaps_any(item, already)]
    return tuple(item for item in (*asked, *told) if item.mention.term not in own)


def _asked(dialogue: Dialogue, sentence: Sentence, earlier: Sequence[EarlierEvent]) -> Judged | None:
    found = _ASKED.match(sentence.text)
    if not found or _NO_NAME.match(found["what"]) or len(sentence.words) > _LONGEST:
        return None
    answer = dialogue.answer(sentence) if sentence is dialogue.by_turn[sentence.at][-1] or sentence.question else ()
    if not answer:
        return None
    start, end = found.start("what"), found.end("what")
    words = tuple(w for w in sentence.words if start <= w.start - sentence.start < end)
    event = meant(words, earlier)
    if event is None and _NOT_A_PROBLEM.search(found["what"]):
        return None
    pointed = event is not None and bool(found["known"] or {w.stem for w in words} & event.named)
    went = _went(answer, sentence, known=pointed)
    if went is None:
        return None
    term = event.term if event else _term(found, words, sentence, went)
    if not term:
        return None
    mention = Mention(term, sentence, sentence.start + start, sentence.start + max(end, start + 1))
    return Judged(mention, Verdict("present", LIKELY if event else POSSIBLE, went))


def _went(answer: Sequence[Sentence], question: Sentence, *, known: bool) -> Sentence | None:
    """The sentence of an answer that says how it goes."""
    for sentence in answer[:_REACH]:
        if answer_cues.FOLLOWED_UP.match(sentence.text) and not cues.PAST.search(sentence.text):
            return sentence
        if known and (_WELL.match(sentence.text) or _GOES_ON.search(sentence.text)):
            return sentence
    if known and len(question.words) <= _BARE and polarity(answer) != "no":
        return answer[0]
    presumed = known or bool(cues.ASKED_STILL.search(question.text))
    if known and answer and _STILL.search(question.text):
        return answer[0]
    if not presumed or polarity(answer) == "unclear" or answer_cues.ASKED_FIRST.search(question.text):
        return None
    return answer[0]


def _term(found: re.Match[str], words: Sequence[Token], sentence: Sentence, went: Sentence) -> str:
    """A name for what no earlier visit tells of: a trouble of the body, or the pet name itself."""
    pet = found["known"] and _PET.search(found["what"] + (found["rest"] or "")[:40])
    part = next(iter(lexicon().functions.find(words)), None)
    if part and (_BAD.search(went.text) or pet or _PRESUMED.search(sentence.text)):
        return part.name
    if part and answer_cues.STRONGLY_BACK.search(went.text):
        return part.name
    if pet and len(words) <= _NAME + 2 and not (part is None and any(True for _ in lexicon().drugs.find(words))):
        return " ".join(
            word.word for word in words[-_NAME - 1 :] if word.word not in ("that", "the", "your", "of", "yours")
        )
    return ""


def _told(sentence: Sentence, earlier: Sequence[EarlierEvent]) -> Iterator[Judged]:
    """Told without being asked, of what an earlier visit knows: "the movies in the night are still there"."""
    if sentence.question or not earlier:
        return
    for found in _BACK_TO.finditer(sentence.text):
        start, end = found.span("what")
        words = tuple(w for w in sentence.words if start <= w.start - sentence.start < end)
        event = meant(words, earlier)
        if event:
            at = sentence.start
            yield Judged(Mention(event.term, sentence, at + start, at + end), Verdict("present", POSSIBLE))


def _overlaps_any(item: Judged, others: Sequence[Judged]) -> bool:
    at, one = item.mention.sentence.at, item.mention
    return any(o.mention.sentence.at == at and o.mention.start < one.end and one.start < o.mention.end for o in others)


_BACK_TO = re.compile(
    r"\b(?P<what>(?:(?:the|that|those|my|me|his|her|them) )?[a-z']+(?: (?:in|of|on|at|thing|things|the|my|me|night|"
    r"[a-z']+)){0,5}?)\s*"
    r",?\s*(?:(?:that|it|they|which|he|she|were|all|just|has|have|had|'s|is|are|was|pretty much|more or less|thank god|"
    r"thankfully|nearly|almost|kind of|yeah|no|and)\s+)*"
    r"(?:(?:is|are|was|were|'s|has|have|had|went|they're|it's|been)\s+(?:\w+\s+)?"
    r"(?:gone|better|worse|finished|over|away|cleared|settled|healed|stopped|there still|less)\b|still (?:there|"
    r"gets?|comes?|bother\w*|"
    r"going|with me|a bit)|(?:hasn't|haven't|had not|has not|have not|never) (?:been|come|came|shifted|gone|"
    r"happened|cleared|settled)\b|"
    r"(?:settled|cleared|stopped|healed|finished|quit)\b(?! (?:taking|the))|about the same|the same\b|"
    r"nothing since|not (?:back|once) since|came back|is back|are back)",
    re.IGNORECASE,
)
