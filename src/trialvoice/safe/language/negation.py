"""Whether words that lead up to something deny it.

A "not" reaches to the end of its clause whatever stands between, unless its verb takes for granted what follows:
"I didn't come over dizzy" has no dizziness, "it didn't stop the cough" has the cough.
"""

import re

from trialvoice.safe.language.cue_file import cue_file

_NO = re.compile(
    r"\bno\b(?!\s*[,.]|\s+(?:i|it|he|she|my|we|they|there|but|just|actually|well|that|the|one|longer|more|doubt|matter|"
    r"idea|yes|so)\b)|\bnowt\b|\bwithout\b|\bden(?:y|ies|ied|ying)\b|\bfree (?:of|from)\b|\bneither\b|\bnor\b|"
    r"\bnone of\b|\bnothing (?:like|such as)\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:\w+n['’]t|(?:did|do|does|was|is|have|has|had|are|were|ai)nt|not|never)\b", re.IGNORECASE)
_UNABLE = re.compile(r"\b(?:could|ca|would|wo|should)n['’]t\b|\b(?:could|can|would|will|should) ?not\b", re.IGNORECASE)
"""What somebody cannot do for a complaint has the complaint."""
_BETWEEN = re.compile(
    r"^\W*(?:(?:\w+ly|been|being|even|ever|yet|also|so far|at all|had to|have|had|has|i|he|she|they|we|it|that|"
    r"to)\W+)*",
    re.IGNORECASE,
)
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
    return bool(_NO.search(able)) or any(_reaches_to_end(able[found.end() :]) for found in _NOT.finditer(able))


def _reaches_to_end(after: str) -> bool:
    """Whether a "not" with these words after it denies what comes next."""
    if _BARE_END.match(after):
        return True
    verb = _BETWEEN.sub("", after, count=1)
    if len(after.split()) > _MOST_WORDS or cue_file("negation").cue("not", "takes_for_granted").match(verb):
        return False
    return not _NEW_CLAUSE.search(_HOLDS.sub("", verb))
