"""Thoughts of death, of suicide, and harm done to oneself, in the words people find for them."""

import re
from collections.abc import Iterator

from trialvoice.safe.assertion import Mention
from trialvoice.safe.dialogue import Dialogue
from trialvoice.safe.happened import happened

_SELF = r"(?:my|him|her|your|them)sel(?:f|ves)"
_WHO = r"(?:i|he|she|you|we)"
_THOUGHTS = re.compile(
    rf"\bsuicid\w+|\bself[- ]harm\w*|\b(?:kill(?:ing)?|cut(?:ting)?|harm(?:ing)?|hang(?:ing)?) {_SELF}\b"
    rf"(?! (?:for|laughing|shaving|on (?:a|the) (?:tin|knife|glass|can)|with (?:a|the) (?:knife|tin)|work\w*|"
    rf"chopping|slicing))|"
    rf"\b(?:hurt|hurting|cut) {_SELF} (?:on purpose|deliberately)|\b(?:thought|think|thinking|thoughts?|ideas?|"
    rf"talk\w*) "
    rf"(?:about|of) (?:just |maybe |simply )?(?:death|dying|(?:hurting|harming|killing) {_SELF}|ending|jumping|not "
    rf"being (?:here|around|alive)|taking "
    rf"(?:all|the (?:lot|whole))|stepping|driving (?:into|off)|being dead|doing away)|"
    rf"\bend(?:ing)? (?:it all|(?:my|his|her|your|it) (?:own )?life|it\b(?= (?:all|now|then|once|somehow)))|"
    rf"\b(?:do|does|did|would)(?:n't|nt| not) (?:really )?want to (?:live|be here(?! (?:today|now|for))|be alive|"
    rf"wake up|go on)\b|"
    rf"\bwant(?:s|ed)? to die\b|\bnot want(?:ing)? to (?:live|be here|be alive|wake up|go on)\b|"
    rf"\bbetter off (?:dead|without (?:me|him|her)|if {_WHO})|\bbetter (?:for|on) (?:everyone|everybody|all(?: of "
    rf"(?:them|us))?|"
    rf"them|the family|my \w+)\b[^.?!]{{0,20}}\b(?:if|without)\b[^.?!]{{0,8}}\b(?:i|me|he|she|him|her)\b|"
    rf"\bif {_WHO} (?:(?:just )?(?:did(?:n't|nt| not)|never|do(?:n't|nt| not)) wake up|(?:was|were|am|is|'m)(?:n't|"
    rf"nt| not) "
    rf"(?:here|around|alive)(?: any ?more)?|(?:was|were) (?:dead|gone|not here)|died|disappeared|never woke)\b|"
    rf"\bwish(?:es|ed|ing)? {_WHO} (?:(?:was|were)(?:n't|nt| not)? (?:dead|here|alive|around|never born|gone)|"
    rf"would(?:n't|nt| not) "
    rf"wake|had(?:n't| never) (?:been born|woken)|could (?:just )?(?:die|disappear|not wake|go to sleep and))|"
    rf"\b(?:no|not|n't) (?:much )?(?:point|reason|worth) (?:in )?(?:going on|living|to live|carrying on)\b|"
    rf"\blife (?:is|was|'s)(?:n't| not) worth\b|\bgo to sleep and (?:not|never) wake\b|\brather be dead\b|"
    rf"\bwould(?:n't|nt| not) (?:mind|care) if {_WHO} (?:died|did(?:n't| not) wake|never woke)|"
    rf"\b(?:took|swallowed|taken) (?:them|the (?:lot|pills|tablets)|an overdose|(?:all|the whole)(?: of)? \w+) "
    rf"(?:on purpose|deliberately|to end)|"
    rf"\btried to (?:end|kill|take (?:my|his|her) (?:own )?life)",
    re.IGNORECASE,
)
_SO_BAD = re.compile(
    r"\bso (?:bad|sick|ill|painful|sore|embarrass\w+|awful|hot|cold|tired)\b[^.]{0,20}$",
    re.IGNORECASE,
)
_TOLD_STAFF = re.compile(
    r"\b(?:you|he|she|the (?:participant|patient|subject))\b.*\b(?:said|told|had|has|have|reported|mentioned|described|"
    r"wrote|scored|answered|ticked|marked|circled|put)\b",
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
    return bool(_TOLD_STAFF.search(mention.before))
