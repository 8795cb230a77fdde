"""How an event went, by what was said last: gone, going, or still there."""

import re
from collections.abc import Sequence
from typing import Literal

from trialvoice.safe.events.about import Piece
from trialvoice.safe.events.problems import Event
from trialvoice.safe.language.dialogue import Dialogue, Sentence, polarity
from trialvoice.safe.language.timing import times_in
from trialvoice.safe.lexicon import lexicon

Outcome = Literal["resolved", "recovering", "ongoing", "not_stated"]
_N = r"(?:half an?|an?|one|two|three|four|five|six|seven|eight|nine|ten|a couple(?: of)?|a few|several|\d+)"
_RECOVERING = re.compile(
    r"\b(?:(?:getting|got|is(?= (?:much|a (?:bit|little|lot)|already))|feel\w*|much|lot|bit|little|right smart|"
    r"somewhat|slightly|already|a good deal) (?:a (?:bit|lot|little) )?better(?! (?:now|for|off|if|not|to))|better "
    r"(?:but|than it was|every day)|better(?=\s*$)|improv(?:ing|ed|es)|getting (?:less|easier|smaller|lighter|there)|"
    r"eas(?:ing|ed)(?: off| up)?|fading|settling|(?:almost|nearly|mostly|practically|more or less|"
    r"pretty (?:much|well|near)|just about|all but|very nearly|practically|virtually|not quite|not completely|half|90 percent|ninety percent) (?:gone|fine|"
    r"better|healed|back|over|cleared|right|there|away|vanished|disappeared)|drying up|on the mend|mending|healing|clearing(?: up)?|gone (?:right |well |a lot |way "
    r"|a bit )?down|going (?:away|down)|gone "
    r"(?:right |well |a lot |way |a bit )?down|coming down|"
    r"calming down|wearing off|it's less|(?:is|are|it's|much|a lot|lot|bit) (?:less|milder|lighter|smaller)|less "
    r"(?:now|every day|each day)|only a (?:bit|little|touch)|not (?:as|so) (?:bad|much|often|strong)(?: as| now| any)|"
    r"(?:turn(?:ing|ed)|gone) (?:yellow|the corner)|coming on(?! (?:when|at|every|after|in))|(?:closed|knit\w*) up (?:nice\w*|well|lovely)|knitting|"
    r"(?:today|now|already) (?:it's |is |was )?(?:a (?:bit|little) )?better|better (?:today|the day)|on the turn|picking up|"
    r"past the worst|over the worst|it's yellow|recovering|coming back slowly|stitches come out|come out tomorrow|"
    r"(?:still|bit) (?:a )?(?:bit|little) (?:pink|sore|red|tender|stiff|weak)(?=.{0,12}\b(?:but|though)))\b",
    re.IGNORECASE,
)
_NOT_BETTER = re.compile(
    r"\b(?:no|not|n't|never|any|nothing|ain't)(?: \w+){0,2} (?:better|improv\w*|gone|settl\w*|stopped|cleared|healed|"
    r"resolved)\b|\bworse\b|\b(?:up again|came back|come back|back again)\b(?<!not come back)",
    re.IGNORECASE,
)
_ONGOING = re.compile(
    r"\b(?:still(?! (?:got the|taking|on the tablets|take|use|using))|ongoing|on-going|has ?n[o']t (?:gone|stopped|"
    r"cleared|gotten|settled)|comes? and (?:goes?|it goes?|it go)|on and off|off and on|come and go|every (?:single "
    r")?(?:day|night|morning|evening|time)|(?:most|some) (?:days|nights|mornings)|right now|all the time|(?:won't|will not|doesn't|don't|does not|"
    r"refuses to|can't (?:seem to )?) ?(?:shift|stop|go away|let up|budge|heal|clear|settle|leave|get rid|shake)|(?:day|night) in,? "
    r"(?:day|night) out|non[- ]?stop|(?:never|not) (?:really )?(?:goes|gone|went|left|leaves|stops|lets) (?:away|me|up|alone)|"
    r"(?:is|it's|'s) there (?:every|all|most|when)|here to stay|continu(?:es|"
    r"ing|ous\w*)|constant(?:ly)?|persist\w*|keeps?(?! (?:taking|on taking|going with))(?: on)? (?:\w+ing)|kept on "
    r"coming|to this day|since then|even now|now as well|can't seem to|won't go|right up to the end|until the end|as "
    r"we speak|(?:about|just|much|all) the same|same as (?:ever|before|always)|no different|unchanged|coming back(?! (?:slowly|to normal))|"
    r"not a bit|has ?n[o']t (?:let up|shifted|budged|moved|changed)|no let-?up|goes? and comes?|this morning too|yesterday too|again today)\b",
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
    rf"taking|the|working))|^(?:quit|stopped|gone|fine|healed|resolved|cleared)\b|(?:am|was|were|i'm|is|it's|been|"
    rf"feel|felt|all|he's|she's) (?:\w+ )?(?:fine|okay|ok|right as rain|grand|good as new|alright|all right) (?:again|"
    rf"now|after|in|by|for|since|within|the next)|(?:been|it's been|he's|i'm|am) fine(?! (?:with|to|by|about))|right "
    rf"as rain|good as new|over (?:it|now|that night)|heal(?:ed)?(?: up)?(?! slowly)|settled(?: down)?|passed "
    rf"(?:after|within|by|on its own|off)|lasted|recovered|no longer|no more|not any ?more|(?:hasn't|not|never) "
    rf"(?:come back|happened|returned)|(?:have|has|had|'ve|'s)(?:n't| not) had (?:it|one|any|that|a single one|"
    rf"another)(?: again)? since|not had a single one since|(?:not|nothing|none|never|nor) (?:since|after|again)|wore "
    rf"off|worn off|faded(?: away)?|signed (?:him|her|me|it) off|better now|all better|(?:all|completely|totally|"
    rf"fully) (?:better|fine|clear)|it's better|is better|(?:left|let go of) (?:me|him|her|us)|given over|packed (?:it )?in|let up|shifted|died "
    rf"(?:down|away)|blown over|(?:run|ran) its course|dried up|(?:never|didn't|hasn't|not|no) (?:\w+ )?(?:come|came|happen(?:ed)?|been|"
    rf"bothered|troubled|seen|recurred?) (?:me |us |him |her |it )?(?:back|again|since)|(?:cured|sorted)(?= now|\W|$)|sorted itself|"
    rf"(?:out|done|shot) of (?:it|my system|me) now|a thing of the past|behind (?:me|him|her|us)|(?:normal|regular|right|well|myself|himself|herself) again|that's (?:it|them) away|(?:is|it's|was|were|they're|mark|all) away(?= (?:now|by|again|on|the)|\W*$)|"
    rf"and (?:then )?(?:finish(?:ed)?|no more)(?=\W|$)|now (?:there's )?nothing|back on (?:my|his|her) feet|right as "
    rf"(?:ninepence|a trivet)|came to (?:nothing|naught)|came to anything|came right|put itself right|went by itself|"
    rf"(?:not|n't|never|no) (?:\w+ )?(?:done|had|happened|felt|seen|got) (?:it|that|one|another|so|any|them)(?: \w+){{0,2}} "
    rf"since|(?:just|only|for) (?:the|that) (?:one )?(?:day|night|morning|evening|afternoon)|(?:one|two|three|that) (?:days?|"
    rf"nights?|hours?) only|(?:just|only) (?:one|two|three|a couple of|the one|a) (?:days?|nights?|hours?)(?! (?:ago|now|in))|"
    rf"(?:it|that) (?:was|were|is) (?:like |about |only |just |"
    rf"maybe |all of )*{_N} (?:seconds?|minutes?|hours?|days?)(?! (?:ago|a|every|later)\b)|(?:{_N} (?:days?|hours?|"
    rf"minutes?)|by (?:the )?\w+) and (?:it|they|that) (?:was|were) gone|slept (?:like|through|fine|well|thirteen)|"
    rf"brought it down to normal|stopped then too|once and never again)\b",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:i|we|they|you|he|she|it) have\b|\b(?:i|we|they|you|he|she|it)(?:'ve| have|'s| has) (?:got|had|been|"
    r"gotten|an?|this|these|some)\b|\b(?:i|we|they|you) (?:have|get|feel|can't|cannot|don't|am|cry|wake|keep|lie)\b|\b(?:he|she|it) "
    r"(?:has|gets|feels|can't|doesn't|is|keeps|comes|hurts|itches|burns|stings|aches|tastes|wakes)\b|\bi'm\b|\b(?:my|"
    r"the|his|her) \w+(?: \w+)? (?:is|are|hurts?|aches?|killing|itch(?:es)?|burns?|stings?|feels?|goes|keeps?|tastes?|"
    r"swells?)\b|\bnow\b|\b(?:there's|it's|he's|she's|that's|they're) (?!gone|over|fine|better)",
    re.IGNORECASE,
)
_UP_TO_NOW = re.compile(
    r"\bnow (?:it|they|i|he|she|my|me)\b|\b(?:have|has|'ve|i|he's|she's|it's|\w+'s) been (?!fine|ok\b|okay|good|well|gone|"
    r"better|to\b|in\b|at\b|given|told|taking|on\b|off\b|back|a while|here|there|great|seen|through)\w+|\bever since\b|"
    r"(?<!not )(?<!none )(?<!nothing )\b(?:since|from(?= .{0,25}\bago\b)) (?:(?:about|around|maybe|like|i guess|almost) )*(?:an?|one|two|three|"
    r"four|five|six|seven|ten|last|the|those|these|that|yesterday|\w+day|\w+ (?:days?|weeks?)) ",
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
    r"\b(?:gone|resolved|clear(?:ed)?|let up|better|stop(?:ped)?|end(?:ed)?|recovered|go(?:ne)? away|healed|settled?|over|"
    r"finished|back to normal|fine now|(?:regular|right|well|fine|okay|ok|normal|yourself|"
    r"himself|herself|up) again)\b",
    re.IGNORECASE,
)
_ASKED_STILL = re.compile(r"\b(?:still|ongoing|now|continu\w+|today|come back|any more of)\b", re.IGNORECASE)
_ASKED_END = re.compile(r"\bend(?:ing)? date\b|\bdate (?:it|they|that) (?:ended|stopped|resolved)\b", re.IGNORECASE)
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
    if _ASKED_END.search(question.text):
        return "resolved" if any(times_in(sentence.text) for sentence in answer) else None
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
