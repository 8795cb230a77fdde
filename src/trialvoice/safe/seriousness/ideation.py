"""Thoughts of death, of suicide, and harm done to oneself, in the words people find for them."""

import re
from collections.abc import Iterator

from trialvoice.safe.language.assertion import Mention
from trialvoice.safe.language.dialogue import Dialogue
from trialvoice.safe.seriousness.happened import happened

_SELF = r"(?:my|him|her|your|them)sel(?:f|ves)"
_WHO = r"(?:i|he|she|you|we)"
_THOUGHTS = re.compile(
    rf"\bsuicid\w+|\bself[- ]harm\w*|\b(?:kill(?:ing)?|cut(?:ting)?|harm(?:ing)?|hang(?:ing)?) {_SELF}\b(?! (?:for|"
    rf"laughing|shaving|on (?:a|the) (?:tin|knife|glass|can)|with (?:a|the) (?:knife|tin)|work\w*|chopping|slicing))|"
    rf"\b(?:hurt|hurting|cut) {_SELF} (?:on purpose|deliberately)|\b(?:thought|think|thinking|thoughts?|ideas?|"
    rf"talk\w*) (?:about|of)(?:,? (?:just|maybe|simply|you know|like|um|uh|of|about),?)* (?:death|dying(?! (?:my|"
    rf"his|her|the|it))|(?:hurting|"
    rf"harming|killing) {_SELF}|ending|jumping|not being (?:here|around|alive)|taking (?:all|the (?:lot|whole))|"
    rf"stepping|driving (?:into|off)|being dead|doing away)|\bend(?:ing)? (?:it all|(?:my|his|her|your|it) (?:own "
    rf")?life|it\b(?= (?:all|now|then|once|somehow)))|\b(?:do|does|did|would)(?:n't|nt| not) (?:really )?want to "
    rf"(?:live|be here(?! (?:today|now|for))|be alive|wake up|go on)\b|\bwant(?:s|ed)? to die\b|\bnot want(?:ing)? to "
    rf"(?:live|be here|be alive|wake up|go on)\b|\bbetter off (?:dead|without (?:me|him|her)|if {_WHO})|\bbetter "
    rf"(?:for|on) (?:everyone|everybody|all(?: of (?:them|us))?|them|the family|my \w+)\b[^.?!]{{0,20}}\b(?:if|"
    rf"without)\b[^.?!]{{0,8}}\b(?:i|me|he|she|him|her)\b|\bif {_WHO} (?:(?:just )?(?:did(?:n't|nt| not)|never|"
    rf"do(?:n't|nt| not)) wake up|(?:was|were|am|is|'m)(?:n't|nt| not) (?:here|around|alive)(?: any ?more)?|(?:was|"
    rf"were) (?:dead|gone|not here)|died|disappeared|never woke)\b|\bwish(?:es|ed|ing)? {_WHO} (?:(?:was|were)(?:n't|"
    rf"nt| not)? (?:dead|here|alive|around|never born|gone)|would(?:n't|nt| not) wake|had(?:n't| never) (?:been born|"
    rf"woken)|could (?:just )?(?:die|disappear|not wake|go to sleep and))|\b(?:no|not|n't) (?:much )?(?:point|reason|"
    rf"worth) (?:in )?(?:going on|living|to live|carrying on)\b|\blife (?:is|was|'s)(?:n't| not) worth\b|\bgo to "
    rf"sleep and (?:not|never) wake\b|\brather be dead\b|\bwould(?:n't|nt| not) (?:mind|care) if {_WHO} (?:died|"
    rf"did(?:n't| not) wake|never woke)|\b(?:took|swallowed|taken) (?:them|the (?:lot|pills|tablets)|an overdose|"
    rf"(?:all|the whole)(?: of)? \w+) (?:on purpose|deliberately|to end)|\b(?:can't|couldn't|cannot|could not|can "
    rf"not) go on(?=\s*(?:[.,;]|$|like this|any ?more|living))|\btried to do something (?:silly|stupid|daft)|"
    rf"\b(?:took|swallowed) (?:the|a|my) whole (?:box|bottle|pack\w*)\b|\btried to (?:end|kill|take (?:my|his|her) "
    rf"(?:own "
    rf")?life)|\b(?:manage|cope|get (?:on|by|along)|do|be|live)\b[^.?!]{{0,30}}\bwithout me\b(?! (?:there|coming|"
    rf"driving|at))|"
    rf"\b(?:all ?right|ok(?:ay)?|fine|easier|relief|nice|nicer|best|good|better|happy) (?:\w+ ){{0,2}}(?:not to|"
    rf"never to|if {_WHO} (?:didn't|never|did not)) w[ao]ke\b",
    re.IGNORECASE,
)
_SO_BAD = re.compile(
    r"\bso (?:bad|sick|ill|painful|sore|embarrass\w+|awful|hot|cold|tired)\b[^.]{0,20}$",
    re.IGNORECASE,
)
_TOLD_STAFF = re.compile(
    r"\b(?:you|he|she|the (?:participant|patient|subject))\b.*\b(?:said|told|had|has|have|reported|mentioned|"
    r"described|wrote|scored|answered|ticked|marked|circled|put)\b",
    re.IGNORECASE,
)
TERM = "suicidal thoughts"


def ideation(dialogue: Dialogue) -> Iterator[Mention]:
    """Where such thoughts or deeds are told, or a question about them is answered with yes."""
    for sentence in dialogue.sentences:
        for match in _THOUGHTS.finditer(sentence.text):
            mention = Mention(TERM, sentence, sentence.start + match.start(), sentence.start + match.end())
            if _in_earnest(dialogue, mention) and happened(dialogue, mention, even_supposed=True):
                yield mention
                break


def _in_earnest(dialogue: Dialogue, mention: Mention) -> bool:
    """Not a figure of speech, "so bad I wanted to die", nor what staff say to watch for."""
    sentence = mention.sentence
    if _SO_BAD.search(mention.before):
        return False
    if not dialogue.staff(sentence.turn) or sentence.question:
        return True
    return bool(_TOLD_STAFF.search(mention.before)) and not re.search(r"\bif\b", mention.before, re.IGNORECASE)
