"""How people speak of doses missed, taken twice, counted and explained. `doses` weighs them."""

import re

MISS = re.compile(
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
DOSE = re.compile(
    r"\b(?:doses?|tablets?|pills?|capsules?|medicine|medication|meds?|it|them|one|ones|"
    r"injections?|shots?|patch(?:es)?|puffs?|inhaler|drug|dosing|any|some|"
    r"(?:morning|evening|night|weekend)s?|that day|days?|(?:mon|tues|wednes|thurs|fri|satur|"
    r"sun)days?|once|twice|a couple)\b",
    re.IGNORECASE,
)
STRONG_DOSE = re.compile(
    r"\b(?:doses?|tablets?|pills?|capsules?|medicine|medication|meds|injections?|patch(?:es)?|"
    r"puffs?|drug|dosing)\b",
    re.IGNORECASE,
)
NOT_A_DOSE = re.compile(
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
ASKED = re.compile(
    r"\b(?:miss(?:ed|ing)?|skip\w*|forg[eo]t\w*|any (?:doses|tablets|days) (?:you|where)|every "
    r"(?:dose|tablet|day|morning|evening)|all (?:of )?(?:your|the|them|doses)|"
    r"as (?:prescribed|directed|instructed|planned)|regularly|adherence|compliance|manag\w+ to "
    r"take|(?:did|have) you (?:take|taken|been taking) (?:it|them|the|your|all|every|both)|"
    r"been taking|taking (?:the|your|them|it))\b",
    re.IGNORECASE,
)
ASKED_MISSED = re.compile(r"\b(?:miss(?:ed|ing)?|skip\w*|forg[eo]t\w*)\b", re.IGNORECASE)
EXCEPT = re.compile(r"^(?:\w+[, ]+){0,6}?(?:except|apart from|other than|all but|bar)\b", re.IGNORECASE)
NEVER = re.compile(
    r"\b(?:never|not|n't|no|without|didn't|haven't|hadn't|nor|"
    r"none)\s+(?:\w+\s+){0,2}(?:miss(?:ed|ing)?|skipp?(?:ed|ing)?|forg[eo]t(?:ten)?)|"
    r"(?:miss(?:ed|ing)?|skipp?(?:ed|ing)?) (?:none|nothing|zero|no)\b|without (?:missing|fail|"
    r"skipping)|never once|\bevery (?:single )?(?:day|dose|one)\b(?! except)",
    re.IGNORECASE,
)
CORRECTED = re.compile(
    r"\b(?:no,? wait|well,? no|let me say|actually|sorry|i mean|make that|no,|rather|or was it|"
    r"let me correct)\b",
    re.IGNORECASE,
)
PER_DAY = re.compile(r"^[\s-]*(?:whole |full |entire |straight |more )*days?\b", re.IGNORECASE)
UNIT = re.compile(
    r"^[\s-]*(?:of (?:them|the|my|those|these)\b\s*)?(?:or (?:so|more) )?(?:(?:whole|full|"
    r"study|evening|morning|night|missed|more|other|the|of|my|extra|separate|\w+day) ){0,3}"
    r"(?:doses?|tablets?|pills?|capsules?|times?|evenings?|mornings?|nights?|injections?|"
    r"patch(?:es)?|puffs?)\b",
    re.IGNORECASE,
)
BARE = re.compile(
    r"^[\s,.?!]*$|^[\s,]*(?:i think|maybe|or so|at most|in all|in total|altogether|all "
    r"together|over|during|because|on|when|last|since|this|so far|,)\b",
    re.IGNORECASE,
)
WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)
BOTH = re.compile(r"\b(?:both|all day|whole day|entire day|morning and (?:the )?evening)\b", re.IGNORECASE)
ONE = re.compile(
    r"\b(?:(?:a|an|the|my|that|one|last night's|yesterday's|this morning's|just the|only the) "
    r"(?:(?:single|evening|morning|night|nighttime|bedtime|noon|second|first|study|\w+day) "
    r"){0,2}"
    r"(?:dose|tablet|pill|capsule|injection|patch|one)|(?:one|an?) (?:day|morning|evening|"
    r"night|time)|once|forgot (?:it|to take (?:it|one))|skipped (?:it|one)|missed (?:it|one)|"
    r"(?:morning|evening|night)'?s? (?:dose|tablet|pill)|yesterday)\b",
    re.IGNORECASE,
)
WHY = re.compile(
    r"\b(?:because|as|since|due to|on account of|cause|while|when (?=i was|we were|she was|he "
    r"was|my|we had|i had))\s+(?P<why>(?:of )?(?:i|we|my|the|of|it|they|you|he|she|our|there|"
    r"out|away|work)\b[^.?!;]{3,90})",
    re.IGNORECASE,
)
CAUSE = re.compile(
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
STORY = re.compile(r"^(?:i|we|he|she|they|it) (?:was|were|had)\b|^my \w+ (?:was|had)\b", re.IGNORECASE)
