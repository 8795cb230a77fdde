"""What was done against an event in words no list holds: "flat lemonade", "a wet flannel on my head"."""

import re

_END = re.compile(
    r"[,.;!?]|\s(?:but|and (?:it|that|then|now)|it|that|which|since|until|till|for (?:it|that|them)|couple|once|twice|"
    r"\w+ times|every|because|so|like you|they|don't|doesn't|didn't|the (?:drugstore|chemist|pharmacy) one)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:\W*(?:yes|yeah|yep|aye|oh|well|um|uh|er|just|only|nothing but|no more than|i|we|she|he|they|'ve|have|"
    r"had|took|"
    r"take|taken|used?|tried|gave (?:me|him|her|it)|put|got|some|a (?:bit|drop|glass|cup|spoonful|little) of|a|an|the|"
    r"that|my|her|his|of|it was|them)\b\W*)+",
    re.IGNORECASE,
)
_OWN_ACCORD = re.compile(
    r"\b(?:no|not|nothing|none|never|n't|nah|nope|nay|by itself|on its own|waited|wait|rode it|don't know|maybe|"
    r"can't)\b|"
    r"^\W*(?:yes|yeah|yep|aye|i did|i do|mm\W*hmm|uh\W*huh|sure)\W*$",
    re.IGNORECASE,
)
_DID = re.compile(
    r"\b(?:i|we|she|he|they|'ve|been|just|then|and|me)(?: (?:just|only|also|still|always|then|"
    r"been))? (?:drink(?:ing)?|drank|sipped|tried|gargled?(?: with)?|rub(?:bed)?(?: (?:it|them|some))?|"
    r"soak(?:ed)? (?:it|them)?"
    r" ?in|bath(?:ed)? (?:it|them) (?:in|with)|chew(?:ed)?(?: on)?|suck(?:ed)?(?: on)?)\s+(?=\w)",
    re.IGNORECASE,
)
_MOST_WORDS, _MOST_WORDS_TOLD = 10, 4
_ASKED_FOR = re.compile(
    r"\b(?:anything|something|what)\b.{0,30}\b(?:for|on|about|against|with) (?:it|that|them|this|those)\b|"
    r"\b(?:take|took|taking|tried|try) (?:anything|something)\b(?! else)|\bwhat did (?:you|he|she|they) (?:do|"
    r"take|use|put|"
    r"give (?:you|him|her))\W*$|\b(?:how|what) (?:was it|were they|did they) treat\w*|\btreated (?:with|how)\b",
    re.IGNORECASE,
)


def asks_for_remedy(text: str) -> bool:
    """Whether a question is for what was done against a complaint, and not for the study drug."""
    return bool(_ASKED_FOR.search(text))


def remedy_answered(text: str) -> str | None:
    """What the first clause of an answer says was taken or done, or None."""
    clause = _clause(text)
    if _OWN_ACCORD.search(_END.split(text)[0]):
        return None
    return clause if clause and len(clause.split()) <= _MOST_WORDS else None


def remedy_told(text: str) -> str | None:
    """What was drunk, rubbed on or tried, or None."""
    found = _DID.search(text)
    clause = _clause(text[found.end() :]) if found else ""
    return clause if clause and len(clause.split()) <= _MOST_WORDS_TOLD else None


def _clause(text: str) -> str:
    bare = _LEAD.sub("", text.strip())
    return _END.split(bare)[0].strip().lower()
