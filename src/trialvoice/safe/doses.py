"""Doses of the study drug that were missed: how many, when and why."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from trialvoice.core.findings import Evidence, MissedDose
from trialvoice.core.study import Study
from trialvoice.safe import cues
from trialvoice.safe.assertion import CERTAIN, LIKELY, POSSIBLE, Mention
from trialvoice.safe.dialogue import Dialogue, Sentence, polarity
from trialvoice.safe.drafts import Draft, deviation, distinct
from trialvoice.safe.lexicon import Phrases, lexicon
from trialvoice.safe.medication import study_drug
from trialvoice.safe.numbers import count_of, numbers
from trialvoice.safe.timing import duration_in, when_in

SOURCE = "rule:missed-doses@1"
_MISS = re.compile(
    r"\b(?:miss(?:ed|ing)?|skipp?(?:ed|ing)?|forg[eo]ts?(?:ten)?|forgetting|left (?:out|off)|"
    r"ran out|run out|without|stopped (?:taking|them|it)|"
    r"did(?:n't| not) (?:\w+ )?(?:take|have)|ha(?:ven't|dn't|s not|ve not) (?:\w+ )?taken|not "
    r"taken|could(?:n't| not) take|wasn't able to take|not taking|"
    r"left (?:it|them|my|the) (?:[\w-]+ ){0,4}(?:at home|behind|in|at)|off (?:the|my) (?:study "
    r")?(?:tablets|drug|pills|medication|capsules)|"
    r"slept through|slipped my mind|not (?:be )?taken|took a break|paused|went without|gone "
    r"without|lost (?:one|a|two|some) (?:tablets?|pills?))\b",
    re.IGNORECASE,
)
_DOSE = re.compile(
    r"\b(?:doses?|tablets?|pills?|capsules?|medicine|medication|meds?|it|them|one|ones|"
    r"injections?|shots?|patch(?:es)?|puffs?|inhaler|drug|dosing|any|some|"
    r"(?:morning|evening|night|weekend)s?|that day|days?|(?:mon|tues|wednes|thurs|fri|satur|"
    r"sun)days?|once|twice|a couple)\b",
    re.IGNORECASE,
)
_STRONG_DOSE = re.compile(
    r"\b(?:doses?|tablets?|pills?|capsules?|medicine|medication|meds|injections?|patch(?:es)?|"
    r"puffs?|drug|dosing)\b",
    re.IGNORECASE,
)
_NOT_A_DOSE = re.compile(
    r"\b(?:miss(?:ed|ing)?|skipp?(?:ed|ing)?|forg[eo]t(?:ten)?) (?:(?:the|my|an?|our|your|that|"
    r"this|one|two|some|to|about|how|last|all) )*(?:appointment|visit|bus|train|flight|call|"
    r"work|"
    r"lunch|breakfast|dinner|meals?|period|diary|entry|entries|party|wedding|you|tell|mention|"
    r"ask|bring|write|say|fill|school|class|church|"
    r"deadline|word|questionnaire|shift|day of work|days? (?:of|off) (?:work|school)|procedure|"
    r"assessment|sample|ecg|blood|exam|walk)\b|\bwithout (?:any |a )?"
    r"(?:problem|issue|trouble|help|food|pain|side|difficult|the cane|my glasses|water|"
    r"breakfast|stopping|a break|stick)|\bmissed (?:a |one |two |\w+ )?(?:days? of |)work",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\b(?:miss(?:ed|ing)?|skip\w*|forg[eo]t\w*|any (?:doses|tablets|days) (?:you|where)|every "
    r"(?:dose|tablet|day|morning|evening)|all (?:of )?(?:your|the|them|doses)|"
    r"as (?:prescribed|directed|instructed|planned)|regularly|adherence|compliance|manag\w+ to "
    r"take|(?:did|have) you (?:take|taken|been taking) (?:it|them|the|your|all|every|both)|"
    r"been taking|taking (?:the|your|them|it))\b",
    re.IGNORECASE,
)
_ASKED_MISSED = re.compile(r"\b(?:miss(?:ed|ing)?|skip\w*|forg[eo]t\w*)\b", re.IGNORECASE)
_EXCEPT = re.compile(r"^(?:\w+[, ]+){0,6}?(?:except|apart from|other than|all but|bar)\b", re.IGNORECASE)
_NEVER = re.compile(
    r"\b(?:never|not|n't|no|without|didn't|haven't|hadn't|nor|"
    r"none)\s+(?:\w+\s+){0,2}(?:miss(?:ed|ing)?|skipp?(?:ed|ing)?|forg[eo]t(?:ten)?)|"
    r"(?:miss(?:ed|ing)?|skipp?(?:ed|ing)?) (?:none|nothing|zero|no)\b|without (?:missing|fail|"
    r"skipping)|never once|\bevery (?:single )?(?:day|dose|one)\b(?! except)",
    re.IGNORECASE,
)
_CORRECTED = re.compile(
    r"\b(?:no,? wait|well,? no|let me say|actually|sorry|i mean|make that|no,|rather|or was it|"
    r"let me correct)\b",
    re.IGNORECASE,
)
_PER_DAY = re.compile(r"^[\s-]*(?:whole |full |entire |straight |more )*days?\b", re.IGNORECASE)
_UNIT = re.compile(
    r"^[\s-]*(?:of (?:them|the|my|those|these)\b\s*)?(?:or (?:so|more) )?(?:(?:whole|full|"
    r"study|evening|morning|night|missed|more|other|the|of|my|extra|separate|\w+day) ){0,3}"
    r"(?:doses?|tablets?|pills?|capsules?|times?|evenings?|mornings?|nights?|injections?|"
    r"patch(?:es)?|puffs?)\b",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"^[\s,.?!]*$|^[\s,]*(?:i think|maybe|or so|at most|in all|in total|altogether|all "
    r"together|over|during|because|on|when|last|since|this|so far|,)\b",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)
_BOTH = re.compile(r"\b(?:both|all day|whole day|entire day|morning and (?:the )?evening)\b", re.IGNORECASE)
_ONE = re.compile(
    r"\b(?:(?:a|an|the|my|that|one|last night's|yesterday's|this morning's|just the|only the) "
    r"(?:(?:single|evening|morning|night|nighttime|bedtime|noon|second|first|study|\w+day) "
    r"){0,2}"
    r"(?:dose|tablet|pill|capsule|injection|patch|one)|(?:one|an?) (?:day|morning|evening|"
    r"night|time)|once|forgot (?:it|to take (?:it|one))|skipped (?:it|one)|missed (?:it|one)|"
    r"(?:morning|evening|night)'?s? (?:dose|tablet|pill)|yesterday)\b",
    re.IGNORECASE,
)
_WHY = re.compile(
    r"\b(?:because|as|since|due to|on account of|cause|while|when (?=i was|we were|she was|he "
    r"was|my|we had|i had))\s+(?P<why>(?:of )?(?:i|we|my|the|of|it|they|you|he|she|our|there|"
    r"out|away|work)\b[^.?!;]{3,90})",
    re.IGNORECASE,
)
_CAUSE = re.compile(
    r"\b(?:(?:i |we |he |she |just |simply |completely |clean |plain )*forg(?:o|e)ts?(?!ten "
    r"to)|ran out|(?:was|were) (?:away|travel\w+|on holiday|on vacation|on a trip|camping|at "
    r"(?:my|a|the) \w+|sick|ill|too \w+)|"
    r"overslept|fell asleep[\w ]{0,25}|slept (?:through|in)|left (?:it|them|my \w+|the \w+) "
    r"(?:at|in|behind)[\w ]{0,25}|slipped my mind|felt (?:too )?(?:sick|ill|unwell|dizzy|"
    r"nauseous)|"
    r"(?:stomach|throwing up|vomiting|flu|night shift|late shift|pharmacy|holiday|"
    r"travell?ing)[\w ]{0,20}|in (?:the )?hospital|lost (?:the|my) (?:bottle|box|pack)|make me "
    r"\w+)\b",
    re.IGNORECASE,
)
_EXTRA = re.compile(
    r"\b(?:(?:took|taken|taking|had|swallowed) (?:\w+ ){0,3}(?:two|three|four|double|twice|"
    r"extra|too many|both) ?(?:\w+ ){0,4}(?:by mistake|by accident|accidentally|instead of one|"
    r"at once|"
    r"to (?:make up|catch up|compensate)|the next day|together|in one (?:day|go|morning|"
    r"evening))|doubled (?:up|the dose|my dose|it)|double dose|(?:an |one )?extra (?:dose|"
    r"tablet|pill|capsule)s?|"
    r"overdos\w+|twice the (?:dose|amount)|took (?:it|one|the tablet|my tablet|my dose) twice|"
    r"more (?:tablets|doses|pills) than)\b",
    re.IGNORECASE,
)

_HEADING_WORDS = 4
_OBJECT_WITHIN = 20
_STORY = re.compile(r"^(?:i|we|he|she|they|it) (?:was|were|had)\b|^my \w+ (?:was|had)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Missed:
    sentence: Sentence
    doses: int | None
    when: str | None
    reason: str | None
    evidence: tuple[Evidence, ...]
    confidence: float


def missed_doses(dialogue: Dialogue, study: Study) -> tuple[Draft, ...]:
    """Drafts of missed doses; what is told twice is one."""
    own = study_drug(study)
    found = [m for s in dialogue.sentences if (m := _missed(dialogue, study, s, own))]
    return tuple(
        Draft(MissedDose(doses=m.doses, when=m.when, reason=m.reason), m.evidence, SOURCE, m.confidence)
        for m in _joined(found)
    )


def extra_doses(dialogue: Dialogue) -> tuple[Draft, ...]:
    """Deviations for doses taken twice or on top."""
    for sentence in dialogue.sentences:
        match = _EXTRA.search(sentence.text)
        if not match or sentence.question or (dialogue.staff(sentence.turn) and not dialogue.staff_only):
            continue
        start = sentence.start + match.start()
        mention = Mention("extra dose", sentence, start, sentence.start + match.end())
        if cues.negates(mention.clause) or cues.MAYBE.search(mention.clause) or lexicon_drug(sentence):
            continue
        proof = dialogue.evidence(sentence.at, sentence.start, sentence.end)
        return (deviation("dosing", "more of the study drug taken than planned", [proof], rule="stated"),)
    return ()


def _misses_another(sentence: Sentence, after: int) -> bool:
    """Whether another medicine is what was missed: named within a few words of the verb."""
    hits = lexicon().drugs.find(sentence.words)
    return any(
        0 <= sentence.words[hit.first].start - sentence.start - after <= _OBJECT_WITHIN for hit in hits
    )


def lexicon_drug(sentence: Sentence) -> bool:
    """Whether a sentence names another medicine."""
    return any(True for _ in lexicon().drugs.find(sentence.words))


def _missed(dialogue: Dialogue, study: Study, sentence: Sentence, own: Phrases) -> _Missed | None:
    if sentence.question and (dialogue.staff(sentence.turn)):
        return _asked(dialogue, study, sentence)
    if dialogue.staff(sentence.turn) and not dialogue.staff_only:
        return None
    if not _tells(dialogue, sentence, own):
        return None
    text = _with_next(dialogue, sentence)
    return _Missed(
        sentence,
        _count(dialogue, study, sentence, text),
        when_in(text) or duration_in(text) or when_in(_heading(dialogue, sentence)),
        _reason(dialogue, sentence),
        (dialogue.evidence(sentence.at, sentence.start, sentence.end),),
        CERTAIN if _STRONG_DOSE.search(sentence.text) else LIKELY,
    )


def _count(dialogue: Dialogue, study: Study, sentence: Sentence, text: str) -> int | None:
    """A figure given at once in the answer, else the one in what is told, else the answer to "how many?"."""
    asked = dialogue.question_before(sentence.at)
    at_once = [s.text for s in dialogue.by_turn[sentence.at] if s.start < sentence.start]
    if (
        asked
        and at_once
        and _ASKED_MISSED.search(asked.text)
        and not _NEVER.search(at_once[0])
        and not re.match(r"\W*(?:no|nope|not)\b", at_once[0], re.IGNORECASE)
    ):
        figures = [
            value
            for value, _, end in _figures(at_once[0])
            if _BARE.match(at_once[0][end:]) or _UNIT.match(at_once[0][end:])
        ]
        if figures:
            return figures[-1]
    excepted = _EXCEPT.match(text)
    told = count_in(text[excepted.end() :], study, bare=True) if excepted else count_in(text, study)
    return told or count_in(_follow_up(dialogue, sentence), study, bare=True)


def _heading(dialogue: Dialogue, sentence: Sentence) -> str:
    """A day that stands alone before, as in a diary: "Wednesday. Forgot my evening tablet."."""
    before = [
        s
        for s in dialogue.by_turn[sentence.at]
        if s.start < sentence.start and len(s.words) <= _HEADING_WORDS
    ]
    return before[-1].text if before else ""


def _tells(dialogue: Dialogue, sentence: Sentence, own: Phrases) -> bool:
    """Whether the participant says here that a dose of the study drug was missed."""
    text = sentence.text
    match = _MISS.search(text) or (_EXCEPT.match(text) if _asked_about_taking(dialogue, sentence) else None)
    if not match or _NOT_A_DOSE.search(text) or _NEVER.search(text):
        return False
    mention = Mention("missed dose", sentence, sentence.start + match.start(), sentence.start + match.end())
    if cues.MAYBE.search(mention.clause) or cues.WARNING.search(mention.before) or cues.PAST.search(text):
        return False
    if cues.OTHER_PERSON.search(mention.before) and not cues.SELF.search(mention.clause):
        return False
    names_own = any(True for _ in own.find(sentence.words))
    if _misses_another(sentence, match.end()) and not names_own:
        return False
    asked = dialogue.question_before(sentence.at)
    in_context = bool(asked and _ASKED.search(asked.text))
    return names_own or bool(_STRONG_DOSE.search(text)) or (in_context and bool(_DOSE.search(text)))


def _asked_about_taking(dialogue: Dialogue, sentence: Sentence) -> bool:
    asked = dialogue.question_before(sentence.at)
    return bool(asked and _ASKED.search(asked.text))


def _asked(dialogue: Dialogue, study: Study, question: Sentence) -> _Missed | None:
    """ "Have you missed any doses?" - "Yes, two.": the answer holds no word of missing."""
    if not _ASKED_MISSED.search(question.text) or _NOT_A_DOSE.search(question.text):
        return None
    if not _STRONG_DOSE.search(question.text) and not re.search(r"\bany\b", question.text, re.IGNORECASE):
        return None
    answer = dialogue.answer(question)
    if not answer or any(_MISS.search(s.text) and not _NEVER.search(s.text) for s in answer):
        return None
    said = " ".join(s.text for s in answer)
    count = count_in(said, study, bare=True)
    if polarity(answer) == "no" or (polarity(answer) == "unclear" and count is None) or _NEVER.search(said):
        return None
    last = answer[-1] if len(answer) <= 3 else answer[2]
    proof = dialogue.evidence(answer[0].at, answer[0].start, last.end)
    asked = dialogue.evidence(question.at, question.start, question.end)
    count = count or count_in(_follow_up(dialogue, answer[0]), study, bare=True)
    return _Missed(
        answer[0],
        count,
        when_in(said) or duration_in(said),
        _reason(dialogue, answer[0]),
        (proof, asked),
        LIKELY if count else POSSIBLE,
    )


def count_in(text: str, study: Study, *, bare: bool = False) -> int | None:
    """Doses counted in `text`; a later correction wins. bare: a number alone counts, as in an answer."""
    if not text:
        return None
    if corrected := list(_CORRECTED.finditer(text)):
        later = _counted(text[corrected[-1].end() :], study, bare=True)
        if later:
            return later
    return _counted(text, study, bare=bare)


def _counted(text: str, study: Study, *, bare: bool) -> int | None:
    per_day = study.dosing.times_per_day
    for value, start, end in _figures(text):
        rest = text[end:]
        if _PER_DAY.match(rest):
            return value * per_day
        if re.match(r"^\s*weekends?\b", rest, re.IGNORECASE):
            return value * 2 * per_day
        if (
            _UNIT.match(rest)
            or (bare and _BARE.match(rest))
            or re.search(
                r"\b(?:miss\w*|skipp\w*|forgot) (?:about |maybe |like )?$", text[:start], re.IGNORECASE
            )
        ):
            return value
    if re.search(r"\b(?:the|all|whole|last|that|this) (?:whole )?weekend\b", text, re.IGNORECASE):
        return 2 * per_day
    if re.search(
        r"\b(?:a|one|the whole|the entire|all|that|last) week\b(?! ago)", text, re.IGNORECASE
    ) and re.search(r"\bfor (?:a|about a|the whole) week|whole week", text, re.IGNORECASE):
        return 7 * per_day
    return _by_days(text, per_day)


def _by_days(text: str, per_day: int) -> int | None:
    days = len({m[0].lower() for m in _WEEKDAY.finditer(text)})
    if days:
        return days * (per_day if _BOTH.search(text) else 1)
    if _BOTH.search(text):
        return per_day
    if re.search(r"\b(?:a|one) (?:whole|full|entire) day\b", text, re.IGNORECASE):
        return per_day
    return 1 if _ONE.search(text) else None


def _figures(text: str) -> list[tuple[int, int, int]]:
    """(value, start, end) of small whole numbers, "a couple" and "twice" among them."""
    found = [
        (int(n.value), n.start, n.end)
        for n in numbers(text)
        if n.value == int(n.value) and 1 <= n.value <= 60
    ]
    for match in re.finditer(r"\b(?:once|twice|(?:a )?couple(?: of)?|both)\b", text, re.IGNORECASE):
        word = re.sub(r"^a | of$", "", match[0].lower())
        end = match.end()
        value = count_of(word)
        if value:
            found.append((value, match.start(), end))
            if word in ("once", "twice"):
                return [(value, match.start(), len(text)), *found]
    return sorted(found, key=lambda f: f[1])


def _with_next(dialogue: Dialogue, sentence: Sentence) -> str:
    """The sentence, and the next of the turn where it goes on with days or a correction."""
    text = sentence.text
    for following in [s for s in dialogue.by_turn[sentence.at] if s.start > sentence.start]:
        if not (_WEEKDAY.search(following.text) or _CORRECTED.search(following.text[:25])):
            break
        text = f"{text} {following.text}"
    return text


def _follow_up(dialogue: Dialogue, sentence: Sentence) -> str:
    """The answer to "how many?" where staff ask it next."""
    for at in range(sentence.at + 1, min(sentence.at + 3, len(dialogue.turns))):
        for question in dialogue.by_turn[at]:
            if dialogue.staff(question.turn) and re.search(
                r"\bhow many|how often|how much\b", question.text, re.IGNORECASE
            ):
                return " ".join(s.text for s in dialogue.answer(question)[:2])
    return ""


def _reason(dialogue: Dialogue, sentence: Sentence) -> str | None:
    here = [s for s in dialogue.by_turn[sentence.at] if sentence.start <= s.start][:3]
    before = [s for s in dialogue.by_turn[sentence.at] if s.start < sentence.start][-1:]
    for said in (*here, *before):
        if match := _WHY.search(said.text):
            return match["why"].strip(" ,")
    causes = [match[0].strip(" ,") for said in (*here, *before) for match in _CAUSE.finditer(said.text)]
    if causes:
        return next((cause for cause in causes if "forgot" not in cause.lower()), causes[0])
    stories = [said.text for said in here[1:] if _STORY.match(said.text)]
    return _asked_why(dialogue, sentence) or (stories[0].rstrip(".") if stories else None)


def _asked_why(dialogue: Dialogue, sentence: Sentence) -> str | None:
    for at in range(sentence.at + 1, min(sentence.at + 3, len(dialogue.turns))):
        for question in dialogue.by_turn[at]:
            if dialogue.staff(question.turn) and re.search(
                r"\b(?:why|what happened|how come|reason)\b", question.text, re.IGNORECASE
            ):
                answer = dialogue.answer(question)
                return answer[0].text.rstrip(".") if answer else None
    return None


def _joined(found: Sequence[_Missed]) -> list[_Missed]:
    """What is told again, without other days, adds what it knows to what was told before."""
    kept: list[_Missed] = []
    for item in found:
        same = next((k for k in kept if _same(k, item)), None)
        if same is None:
            kept.append(item)
            continue
        kept[kept.index(same)] = _Missed(
            same.sentence,
            _better(same.doses, item.doses, item),
            same.when or item.when,
            same.reason or item.reason,
            distinct([*same.evidence, *item.evidence]),
            max(same.confidence, item.confidence),
        )
    return kept


def _better(first: int | None, later: int | None, item: _Missed) -> int | None:
    if first is None or later is None:
        return first or later
    return later if _CORRECTED.search(item.sentence.text) else max(first, later)


def _same(one: _Missed, other: _Missed) -> bool:
    if (
        re.search(
            r"\b(?:another|also|and then|plus|on top|as well|again)\b", other.sentence.text, re.IGNORECASE
        )
        and other.sentence.at - one.sentence.at <= 2
    ):
        return False
    days = [{m[0].lower() for m in _WEEKDAY.finditer(x.when or "")} for x in (one, other)]
    return not (days[0] and days[1] and not days[0] & days[1])
