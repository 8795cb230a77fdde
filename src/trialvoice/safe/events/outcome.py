"""How an event went, by what was said last: gone, going, or still there."""

import re
from collections.abc import Sequence
from typing import Literal

from trialvoice.safe.events.about import Piece
from trialvoice.safe.events.problems import Event
from trialvoice.safe.language.dialogue import Dialogue, Sentence, polarity
from trialvoice.safe.lexicon import lexicon

Outcome = Literal["resolved", "recovering", "ongoing", "not_stated"]
_N = r"(?:half an?|an?|one|two|three|four|five|six|seven|eight|nine|ten|a couple(?: of)?|a few|several|\d+)"
_RECOVERING = re.compile(
    r"\b(?:(?:getting|got|is(?= (?:much|a (?:bit|little|lot)|already))|feel\w*|much|lot|bit|little|right smart|"
    r"somewhat|slightly|already|a good deal) (?:a (?:bit|lot|little) )?better(?! (?:now|for|off|if|not|to))|better "
    r"(?:but|than it was|every day)|better(?=\s*$)|improv(?:ing|ed|es)|getting (?:less|easier|smaller|lighter|there)|"
    r"eas(?:ing|ed)(?: off| up)?|fading|settling|(?:almost|nearly|mostly|practically|more or less) (?:gone|fine|"
    r"better|healed|back|over|cleared)|on the mend|mending|healing|clearing(?: up)?|gone (?:right |well |a lot |way "
    r"|a bit )?down|going (?:away|down)|gone "
    r"(?:right |well |a lot |way |a bit )?down|coming down|"
    r"calming down|wearing off|it's less|(?:is|are|it's|much|a lot|lot|bit) (?:less|milder|lighter|smaller)|less "
    r"(?:now|every day|each day)|only a (?:bit|little|touch)|not (?:as|so) (?:bad|much|often|strong)(?: as| now| any)|"
    r"turning (?:yellow|the corner)|it's yellow|recovering|coming back slowly|stitches come out|come out tomorrow|"
    r"^\W*(?:(?:a|bit|little|lot|much|tad|it's|that's|kinda|yeah|wee)[ ,]+)*(?:better|less|easier)(?=\W*(?:$|though|"
    r"now\b|"
    r"than))|(?:still|bit) (?:a )?(?:bit|little) (?:pink|sore|red|tender|stiff|weak)(?=.{0,12}\b(?:but|though)))\b",
    re.IGNORECASE,
)
_NOT_BETTER = re.compile(
    r"\b(?:no|not|n't|never|any|nothing|ain't)(?: \w+){0,2} (?:better|improv\w*|gone|settl\w*|stopped|cleared|healed|"
    r"resolved)\b|\bworse\b|\b(?:up again|(?<!never )came back|(?<!never )(?<!not )"
    r"(?<!n't )come back|back again)\b",
    re.IGNORECASE,
)
_ONGOING = re.compile(
    r"\b(?:still(?! (?:got the|taking|on the tablets|take|use|using))|ongoing|on-going|has ?n[o']t (?:gone|stopped|"
    r"cleared|gotten|settled|shifted|improved)|(?:never|not) (?:shifted|left me|gone away)|^\W*(?:(?:it's|they're|"
    r"that's|"
    r"much|just|about|pretty much|aye|yeah|oh|well|exactly)[ ,]+)*the same\b(?! (?:day|time))|^\W*(?:same|no change|"
    r"unchanged|no different)\b(?! (?:day|time))|as bad as ever|no better|comes? and (?:goes?|it goes?|it go)|"
    r"on and off|off and on|come and go|every (?:single "
    r")?(?:day|night|morning|evening|time)|(?:most|some) (?:days|nights|mornings)|right now|all the time|continu(?:es|"
    r"ing|ous\w*)|constant(?:ly)?|persist\w*|keeps?(?! (?:taking|on taking|going with))(?: on)? (?:\w+ing)|kept on "
    r"coming|to this day|since then|even now|now as well|can't seem to|won't go|right up to the end|until the end|as "
    r"we speak|this morning too|yesterday too|again today)\b",
    re.IGNORECASE,
)
_RESOLVED = re.compile(
    rf"\b(?:for (?:about |only |just |maybe |like )*{_N} (?:seconds?|minutes?|hours?)(?! (?:every|a|at a|each|after|"
    rf"before)\b)|"
    rf"(?<!\bi )(?<!\bwe )(?<!he )(?<!you )(?:stopped|quit)(?=\s*(?:[.;]|$|on (?:its|their|the|\w+day)|after|by|the "
    rf"\w+))|"
    rf"(?:is|was|it|'s|it's|they're|are|were|has|have|had|all|been|just|then|both|completely|totally|that's|then "
    rf"it's) (?:all |completely |totally |finally |long |since )?(?:gone(?! (?:\w+ )?(?:down|up|to|back|off|from|"
    rf"out)\b)|healed|away|cleared|passed|resolved|finished|"
    rf"finish)|(?:is|was|were|it's|they're|that's) (?:all |long )?over(?! (?:my|me|the|his|her|your|a|here|there|it|"
    rf"and over|on))|went(?: away)?(?=\s*(?:[.,;]|$|maybe|after|by|within|with the|on (?:its|their) own))|gone away|"
    rf"gone (?:now|by|after|completely|the|within|in|since|again)|clear(?:ed)? (?:up|by|completely|now)|resolved|"
    rf"disappeared|vanished|back to (?:my |the |his |her |its |me )?(?:normal|usual|baseline|\w+ self)|(?:it|they|"
    rf"that|which|and|just|then|has|have|had|all|bleeding|pain) (?:just )?(?:stopped|quit|ceased)(?! (?:me|him|her|"
    rf"taking|the|working))|^(?:(?:oh|well|yeah|yes|no|aye|long|all|that's|it's|"
    rf"they're|ah)[ ,]+)*(?:quit|stopped|gone|fine|healed|resolved|cleared)\b(?! (?:down|up|to|out))|(?:am|was|were|"
    rf"i'm|is|it's|been|"
    rf"feel|felt|all|he's|she's) (?:\w+ )?(?:fine|okay|ok|right as rain|grand|good as new|alright|all right) (?:again|"
    rf"now|after|in|by|for|since|within|the next)|(?:been|it's been|he's|i'm|am) fine(?! (?:with|to|by|about))|right "
    rf"as rain|good as new|over (?:it|now|that night)|heal(?:ed)?(?: up)?(?! slowly)|settled(?: down)?|passed "
    rf"(?:after|within|by|on its own|off)|lasted|recovered|no longer|no more|not any ?more|(?:hasn't|not|never) "
    rf"(?:come back|happened|returned)|never (?:came|come) back|(?:hasn't|not|never) been back|nothing since|"
    rf"(?:\w+n't|not|never) (?:seen|had|heard|felt|noticed) (?:one|it|them|any|him|her|a single one|"
    rf"anything) (?:for|since|"
    rf"in|again)|not "
    rf"(?:a|one|had one|had any|any)(?: \w+)? since|(?:have|has|had|'ve|'s)(?:n't| not) had (?:it|one|any|that|"
    rf"a single one|"
    rf"another)(?: again)? since|not had a single one since|(?:not|nothing|none|never|nor) (?:since|after|again)|wore "
    rf"off|worn off|(?:it|they|that) went (?:off|away|down)|faded(?: away)?|signed (?:him|her|me|it) off|better now|"
    rf"all better|(?:all|completely|totally|"
    rf"fully) (?:better|fine|clear)|it's better|is better|(?:it|that) (?:was|were|is) (?:like |about |only |just |"
    rf"maybe |all of )*{_N} (?:seconds?|minutes?|hours?|days?)(?! (?:ago|a|every|later)\b)|(?:{_N} (?:days?|hours?|"
    rf"minutes?)|by (?:the )?\w+) and (?:it|they|that) (?:was|were) gone|slept (?:like|through|fine|well|thirteen)|"
    rf"brought it down to normal|stopped then too|once and never again)\b",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:i|we|they|you|he|she|it) have\b|\b(?:i|we|they|you|he|she|it)(?:'ve| have|'s| has) (?:got|had|been|"
    r"gotten)\b|\b(?:i|we|they|you) (?:have|get|feel|can't|cannot|don't|am|cry|wake|keep|lie)\b|\b(?:he|she|it) "
    r"(?:has|gets|feels|can't|doesn't|is|keeps|comes|hurts|itches|burns|stings|aches|tastes|wakes)\b|\bi'm\b|\b(?:my|"
    r"the|his|her) \w+(?: \w+)? (?:is|are|hurts?|aches?|itch(?:es)?|burns?|stings?|feels?|goes|keeps?|tastes?|"
    r"swells?)\b|\bnow\b|\b(?:there's|it's|he's|she's|that's|they're) (?!gone|over|fine|better)",
    re.IGNORECASE,
)
_UP_TO_NOW = re.compile(
    r"\bnow (?:it|they|i|he|she|my|me)\b|\b(?:have|has|'ve|i|he's|she's|it's) been (?!fine|ok\b|okay|good|well|gone|"
    r"better|to\b|in\b|at\b|given|told|taking|on\b|off\b|back|a while|here|there|great|seen|through)\w+|\bever since\b",
    re.IGNORECASE,
)
"""Told from then up to the visit."""
_THEN = re.compile(
    r"\b(?:was|were|had|did|felt|got|came|went|gave|couldn't|took|fell|threw|started|began|woke|ago|yesterday|last "
    r"(?:\w+day|week|month|night)|on (?:the )?\w+day|\w+day (?:night|morning))\b",
    re.IGNORECASE,
)
_MEDICINE_ENDS = re.compile(r"\b(?:stopp?ed|finish\w*|ran out|quit|off (?:it|them|the)|no more)\b", re.IGNORECASE)
_HAVE_GOT = re.compile(r"(?:'ve|\bhave|\bhas) got\b", re.IGNORECASE)
_ASKED_GONE = re.compile(
    r"\b(?:gone|go down|gone down|calm(?:ed)? down|eased?|wear off|worn off|clear up|resolved|cleared|better|"
    r"stop(?:ped)?|end(?:ed)?|recovered|go(?:ne)? away|healed|settled?|over|"
    r"finished|back to normal|fine now)\b",
    re.IGNORECASE,
)
_ASKED_STILL = re.compile(r"\b(?:still|ongoing|now|continu\w+|today|come back|any more of)\b", re.IGNORECASE)
_ASKED_NO_MORE = re.compile(r"\bno more\b", re.IGNORECASE)


_SUNDAY_GONE = re.compile(r"\bday (?:just )?gone\b", re.IGNORECASE)
_SAYS: tuple[tuple[Outcome, re.Pattern[str]], ...] = (
    ("recovering", _RECOVERING),
    ("ongoing", _ONGOING),
    ("resolved", _RESOLVED),
)


def outcome(dialogue: Dialogue, event: Event, pieces: Sequence[Piece]) -> Outcome:
    """What was said last; where nothing was, what is told in the present is still there."""
    result: Outcome | None = None
    for piece in pieces:
        sentence = piece.sentence
        if not piece.named and _MEDICINE_ENDS.search(piece.text) and _of_a_medicine(sentence):
            continue
        if dialogue.staff(sentence.turn) and sentence.question:
            result = _asked(dialogue, sentence) or result
        else:
            said = _said(piece.text)
            if said == "ongoing" and not piece.named and _of_a_medicine(sentence):
                continue
            own_name = piece.named and said == "resolved" and _is_a_loss(event)
            residue = result == "recovering" and said == "ongoing" and not _NOT_BETTER.search(piece.text)
            result = result if said is None or own_name or residue else said
    return result or _by_tense(dialogue, pieces)


def _said(text: str) -> Outcome | None:
    """What a piece says last; "no better" is no better, and "almost gone" is not gone."""
    plain = _SUNDAY_GONE.sub(" ", text)
    if _NOT_BETTER.search(plain) and not _RESOLVED.search(_NOT_BETTER.sub(" ", plain)):
        return "ongoing"
    found = [(match.start(), name) for name, pattern in _SAYS for match in pattern.finditer(plain)]
    recovering = [match.span() for match in _RECOVERING.finditer(plain)]
    clear = [(at, name) for at, name in found if name == "recovering" or not any(a <= at < b for a, b in recovering)]
    return max(clear)[1] if clear else None


def _by_tense(dialogue: Dialogue, pieces: Sequence[Piece]) -> Outcome:
    told = [
        _HAVE_GOT.sub(" have", piece.text)
        for piece in pieces
        if not (dialogue.staff(piece.sentence.turn) and piece.sentence.question)
    ]
    named = [text for piece in pieces if piece.named and (text := _HAVE_GOT.sub(" have", piece.text)) in told]
    if any(_NOW.search(text) and not _THEN.search(text) for text in named or told):
        return "ongoing"
    if any(_UP_TO_NOW.search(text) for text in told):
        return "ongoing"
    return "not_stated"


def _asked(dialogue: Dialogue, question: Sentence) -> Outcome | None:
    """ "Is it gone now?" - "Yes." and "Do you still have it?" - "No."."""
    answer = dialogue.answer(question)
    said = polarity(answer)
    if question.wh:
        return "resolved" if answer and _ASKED_GONE.search(question.text) else None
    if said == "unclear":
        return None
    if _ASKED_NO_MORE.search(question.text):
        return "resolved"
    if _ASKED_STILL.search(question.text) and not _ASKED_GONE.search(question.text):
        partly = answer and re.match(
            r"^\W*(?:not really|hardly|barely|a (?:bit|little)|kinda|only)", answer[0].text, re.I
        )
        return "recovering" if partly else "ongoing" if said == "yes" else "resolved"
    if _ASKED_GONE.search(question.text):
        return "resolved" if said == "yes" else "ongoing"
    return None


def _is_a_loss(event: Event) -> bool:
    """ "My appetite is gone" is the event itself, not its end."""
    return event.term.startswith(("loss", "decreased", "hair loss"))


def _of_a_medicine(sentence: Sentence) -> bool:
    return any(True for _ in lexicon().drugs.find(sentence.words))
