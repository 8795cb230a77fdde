"""Whether the first dose is given while the visit is recorded, so that what comes on in it is no history."""

import re

_GIVEN = re.compile(
    r"\b(?:minutes?|half an hour|an hour|hours?) (?:in|into (?:it|the))\b|"
    r"\b(?:stop(?:ping|ped)?|slow(?:ing|ed)?|start(?:ing|ed)|running|run) (?:it|the (?:drip|infusion|pump|bag))\b|"
    r"\b(?:drip|infusion|pump|injection|dose|jab)(?:'s| is| has|'s been| has been)? (?:in|running|up|started|stopped|"
    r"off|given|done)\b|\bsince (?:you|i|he|she) (?:had|took|swallowed|got) (?:it|the (?:first|dose|tablet|capsule|"
    r"injection))",
    re.IGNORECASE,
)


def given_now(said: str) -> bool:
    """Whether a sentence tells that the drug goes in, or has gone in."""
    return bool(_GIVEN.search(said))
