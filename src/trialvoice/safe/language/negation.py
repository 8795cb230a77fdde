"""Whether words that lead up to something deny it.

A "not" reaches to the end of its clause whatever stands between, unless its verb takes for granted what follows:
"I didn't come over dizzy" has no dizziness, "it didn't stop the cough" has the cough.
"""

import re

_NO = re.compile(
    r"\bno\b(?!\s*[,.]|\s+(?:i|it|he|she|my|we|they|there|but|just|actually|well|that|the|one|longer|more|doubt|matter|"
    r"idea|yes|so)\b)|\bnowt\b|\bwithout\b|\bden(?:y|ies|ied|ying)\b|\bfree (?:of|from)\b|\bneither\b|\bnor\b|"
    r"\bnone of\b|\bnothing (?:like|such as)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:\w+n['’]t|(?:did|do|does|was|is|have|has|had|are|were|ai)nt|not|never)\b(?P<verb>[^.?!]*)$", re.IGNORECASE
)
_UNABLE = re.compile(r"\b(?:could|ca|would|wo|should)n['’]t\b|\b(?:could|can|would|will|should) ?not\b", re.IGNORECASE)
"""What somebody cannot do for a complaint has the complaint."""
_BETWEEN = re.compile(
    r"^\W*(?:(?:\w+ly|been|being|even|ever|yet|also|so far|at all|had to|have|had|has|i|he|she|they|we|it|that|"
    r"to)\W+)*",
    re.IGNORECASE,
)
_TAKES_FOR_GRANTED = re.compile(
    r"(?:stop|help|shift|touch|eas|go\b|gone|went|clear|settl|lift|improv|budg|let|leav|left|leaving|tell|told|mention|"
    r"know|knew|realis|realiz|remember|sleep|slept|sleeping|eat|ate|eaten|walk|work|cop|stand|bear|face|do\b|done|mov|"
    r"hold|wait|sure|only|just|half|exactly|until|surpris|better|worse|as\b|so (?:bad|much(?! as)|sure|often|long|"
    r"that)|bad|want|"
    r"mind|matter|bother|think (?!it|i|he|she|that)|because|long|far|quite|too|very|all|that (?:bad|much|good)|good|"
    r"great|well|right|much\b|tak|took|come back|came back|shift|felt so|been so|the (?:first|only|same|usual|worst)|"
    r"get (?:up|out|to|rid|through|over|past|off|on|back|down|comfortable|dressed)|drive|drove|driven|wash|read|use|"
    r"used|"
    r"miss|forget|forgot|call|ring|rang|report|write|put|worr|count|need|keep|kept|lose|lost|allow|like\b|care|blam|"
    r"hav(?:e|ing) (?:it|one) (?:so|this|like)|had (?:it|one) (?:so|this|like)|ending|relat|caus|due|from)",
    re.IGNORECASE,
)
"""Beginnings of verbs and words of degree after which "not" leaves the complaint as it was."""
_BARE_END = re.compile(
    r"^(?:\W+(?:been|really|at all|actually|even|near(?:ly)?|half|quite|all|that|so|as|too|very|exactly|just))*\W*$",
    re.IGNORECASE,
)
"""Nothing but words of degree between "not" and what it denies: "I'm not that | dizzy"."""
_HOLDS = re.compile(
    r"^(?:think|believe|reckon|suppose|say|call)\b(?: (?:that )?(?:it|i|he|she|they|that)\S*)?", re.IGNORECASE
)
"""What is held not to be so is denied."""
_NEW_CLAUSE = re.compile(
    r"\b(?:i|it|he|she|they|we|you|that|there)(?:['’](?:s|m|ve|re|d|ll)| (?:is|was|am|are|were|have|has|had|got|get|"
    r"went|felt|came|do|did|just|only|still))\b",
    re.IGNORECASE,
)
_MOST_WORDS = 7


def negates(clause: str) -> bool:
    """Whether a clause that leads up to something denies it: "couldn't work from the headache" does not."""
    able = _UNABLE.sub("could", clause)
    return bool(_NO.search(able)) or any(_reaches_to_end(found["verb"]) for found in _nots(able))


def _nots(clause: str) -> list[re.Match[str]]:
    return [found for at in range(len(clause)) if (found := _NOT.match(clause, at)) and not clause[:at][-1:].isalnum()]


def _reaches_to_end(after: str) -> bool:
    """Whether a "not" with these words after it denies what comes next."""
    if _BARE_END.match(after):
        return True
    verb = _BETWEEN.sub("", after, count=1)
    if len(after.split()) > _MOST_WORDS or _TAKES_FOR_GRANTED.match(verb):
        return False
    return not _NEW_CLAUSE.search(_HOLDS.sub("", verb))
