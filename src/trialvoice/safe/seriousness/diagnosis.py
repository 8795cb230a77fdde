"""What a doctor, a letter or a speaker called it: the name of a diagnosis, without a list of all there are.

A diagnosis is told from a complaint by its last word: most end in "-itis", "-osis" or "-emia", or are "failure",
"attack", "fracture", "clot" and the like after a word that says of what.
"""

import re

_ENDING = (
    r"\w{2,}(?:itis|osis|emia|aemia|oma|opathy|rrhage|rrhagia|rrhea|rrhoea|plegia|lysis|ectasis|penia|cytosis|thorax|"
    r"stenosis|oedema|edema|monia|dystrophy|trophy|phylaxis|toxicity|uria)"
)
_NOUN = (
    r"(?:attacks?|(?:collapsed|punctured) lung|hypos?|retention|dengue|malaria|typhoid|exacerbation|flare(?:[- "
    r"]up)?|failure|infarct(?:ion)?|"
    r"embol(?:ism|us|i)|clots?|thrombosis|fracture|"
    r"arrest|rupture|abscess|block(?:age)?|infection|syndrome|disease|ha?emorrhage|bleed|stroke|seizures?|"
    r"convulsions?|fits?|ulcers?|obstruction|crisis|perforation|dissection|aneurysm|shock|coma|poisoning|overdose|"
    r"reaction|sepsis|cancer|tumou?r|melanoma|leuka?emia|lymphoma|miscarriage|stillbirth|ectopic|relapse|withdrawal|"
    r"concussion|appendix|hernia|gallstones?|kidney stones?|jaundice|shingles|covid|flu|collapse|injury|burns?|"
    r"torsion|detachment|hepatitis|dka|dvt|tia|dehydration|hypoglyca?emi\w+|hyperkala?emi\w+|arrhythmia|fibrillation|"
    r"tachycardia|bradycardia)"
)
_OF_WHAT = (
    r"(?:(?!(?:the|a|an|my|his|her|your|our|this|that|of|had|has|have|was|is|it|and|or|with|for|to|another|some|any|"
    r"no|one|about|because|called|said|says|got|from|about|s|it's|that's|being|what|which|like|first|last|whole|see|"
    r"in|on|at|by|me|him|i|he|she|they|you|we|after|since|before|when|really|very|every|each|panic)\b)[\w'-]+ ){0,2}"
)
_NAME = re.compile(
    rf"\b{_OF_WHAT}(?:{_ENDING}|{_NOUN})\b(?! (?:test|clinic|control|risk|form|rate|team|history|ward|unit))",
    re.I,
)
_NO_NAME = re.compile(
    r"\b(?:diagnos\w+|biops\w+|prognosis|osmosis|hypnosis|aroma|diploma|uria|comas|analysis|urinalysis|paralysis team|"
    r"dialysis|academia|media|ceremonia|harmonia|passing clots|blood disease|infection control|a?symptoma|trophy|"
    r"pneumoniae)\b",
    re.IGNORECASE,
)
_TELLER = r"(?:it|they|he|she|doctors?|hospital|letter|certificate|scan|sheet|report|consultant|specialist|surgeon)"
_CALLED = re.compile(
    rf"\b(?:{_TELLER}(?:'ve| have| had)? (?:said|say|says|thought|think|reckon\w*|told (?:me|us|him|her)|wrote|"
    r"found)(?: out)?(?: that)? (?:it was|it's|it is|it were|that's|this is|i had|i'd|he had|he'd|she had|she'd)|"
    rf"{_TELLER}(?:'ve| have| had)? call(?:ed|s)? (?:it|that|this)|(?:it|that) (?:is|was) called|diagnosed (?:me |him "
    r"|her |you )?(?:with|as)|turned out (?:to be|it was)|went (?:in|into)(?: the)? (?:hospital )?(?:with|for)|"
    r"admitted (?:\w+ ){0,2}(?:with|for)|hospital (?:\w+ ){0,2}(?:with|for)|(?:kept|had|took) \w+ in "
    r"(?:with|for)|died (?:of|from)|put (?:it )?down as) (?:an? |the |my |his |her |"
    r"some |um,? |uh,? |acute )*(?P<name>[a-z][\w'-]*(?: [a-z][\w'-]*){0,3})",
    re.IGNORECASE,
)
_NOT_A_NAME = re.compile(
    r"^(?:that|what|it|he|she|they|i|you|we|there|nothing|something|fine|okay|ok|no|not|yes|so|in|out|on|down|up|me|"
    r"him|her|if|to|how|when|why|all|and|or|but|this|these|those|was|were|is|are|had|has|have|possibly|possible|"
    r"related|severe|mild|moderate|observation|overnight|\d+|one|two|three|four|five|six|seven|a|an|the|his|my|your|"
    r"our|tests?|x-?ray|scan|drip|admission|serious|study|trial|days?|nights?|everybody|nobody|resolved|ongoing|death|"
    r"dead|operation|surgery|something|always|never|just|only|really|very|too|still|gone|go\w*|give\w*|take\w*|took|"
    r"common|normal|nearly|almost|about|probably|maybe|unlikely|likely|like|better|worse|good|bad|our|their|\w+ly|"
    r"a few|"
    r"couple|nerve|trolley|week|weeks|month|months|year|years|visit|doctor|nurse)\b",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"\s+(?:and|but|so|on|in|at|of the|for|with|because|when|that|which|i|he|she|they|it|we|you|then|from|after|since|"
    r"nothing|again|right|there|apparently|was|is|were|had|to|as)\b.*$",
    re.IGNORECASE,
)


def diagnoses_in(text: str) -> tuple[re.Match[str], ...]:
    """Every diagnosis named in a text."""
    return tuple(match for match in _NAME.finditer(text) if not _NO_NAME.search(match[0]))


def diagnosis_in(text: str) -> re.Match[str] | None:
    """The last diagnosis named in a text, as a match, or None."""
    found = diagnoses_in(text)
    return found[-1] if found else None


def is_diagnosis(term: str) -> bool:
    """Whether a name is that of a diagnosis rather than a complaint."""
    return diagnosis_in(term) is not None


def called_in(text: str) -> str | None:
    """What somebody called it, whatever the word: "they said it was a Baker's cyst"."""
    for match in _CALLED.finditer(text):
        name = _STOP.sub("", match["name"])
        if not _NOT_A_NAME.match(name):
            return name.lower()
    return None
