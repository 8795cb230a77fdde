"""How people speak of medicines taken, left, forbidden and stopped. `medication` weighs them."""

import re

_DOSE_UNIT = (
    r"(?:milligrams?|mg\b|micrograms?|mcg|grams?\b|g\b|millilit(?:er|re)s?|ml\b|units?|"
    r"international units|iu\b|puffs?|tablets?|pills?|capsules?|drops?|percent|sprays?)"
)
TAKING = re.compile(
    r"\b(?:tak(?:e|es|en|ing)|took|on|us(?:e|ed|es|ing)|prescrib\w+|gave|given|start(?:ed)?|"
    r"dose|tablets?|pills?|capsules?|supplement\w*|"
    r"m(?:illi)?g(?:rams?)?|units|cream|ointment|spray|drops|inject\w*|every (?:day|morning|"
    r"night)|daily|once|twice|medic\w+|vitamins?|"
    r"had (?:some|a|an|one|two)|put me on|bought|over the counter|pharmacy|puff\w*|inhaler)\b",
    re.IGNORECASE,
)
NOT_TAKEN = re.compile(
    r"(?:\w+n't|\bnot|\bnever)\s+(?:\w+\s+){0,2}(?:take|taken|taking|took|use|used|using|"
    r"touch\w*|on|need\w*|allowed|supposed|start\w*|"
    r"want|have|had)\b(?:\s+[\w,]+){0,8}\s*$|\b(?:stay(?:ed|ing)? away from|avoid\w*|instead "
    r"of|rather than|off)\s+(?:\w+\s+){0,3}$|\bno (?:other |more )?"
    r"(?:\w+[\s,]+(?:or )?){0,5}$",
    re.IGNORECASE,
)
FORBIDDING = re.compile(
    r"\b(?:avoid|do(?:n't| not) (?:take|use)|(?:not|n't) (?:be )?(?:allowed|permitted|supposed|"
    r"take|use|touch)|can(?:'t|not) (?:take|have|use)|should(?:n't| not)|must(?:n't| not)|"
    r"stay (?:away|off)|prohibited|forbidden|allowed|instead of|remember|reminder|please|if "
    r"you (?:need|have|get|want)|you (?:can|could|may) (?:take|use))\b",
    re.IGNORECASE,
)
ASKING = re.compile(
    r"\b(?:can|could|may|should|is it (?:ok|okay|all right|alright|safe)|am i allowed|would it "
    r"be|was i|thinking (?:of|about)|wonder\w*|thought about|tempted|wanted)\b",
    re.IGNORECASE,
)
HOW_MUCH = re.compile(r"\b(?:how much|what dose|how many|which dose|what strength)\b", re.IGNORECASE)
TAKEN_FOR = re.compile(
    r"\b(?:take|taking|taken|took|use|using) (?:\w+ ){0,2}for (?:the|your|that|his|her) "
    r"(?P<why>[\w' -]{3,40}?)(?=[,.?!]|$)",
    re.IGNORECASE,
)
LEFT_IT = re.compile(
    r"\b(?:but|and|though)\b[^.?!]{0,15}\b(?:did(?:n't| not)|never|have(?:n't| not)) (?:\w+ "
    r")?(?:take|took|taken|drink|drank|use|used|touch\w*|swallow\w*|try|tried)\b",
    re.IGNORECASE,
)
NOT_A_REASON = re.compile(
    r"\b(?:while|from|after|since|when|caus\w+|gives?|gave|makes?|made|because of)\b", re.IGNORECASE
)
REPLY = re.compile(r"^\W*(?:not really|no|nope|yeah|well)\W+(?:no|not really|nope)\b(?!,? other)", re.IGNORECASE)
ALLERGY = re.compile(r"\b(?:allerg\w+|intoleran\w+|reaction) (?:to|from)\b[^.]*$", re.IGNORECASE)
STOPPED = re.compile(
    r"\b(?:stopped|came off|come off|quit|used to|no longer|not any ?more|finished|gave up|"
    r"years ago|before (?:the|this) (?:study|trial)|"
    r"before (?:i )?(?:start\w*|join\w*|sign\w*)|when i was|as a (?:kid|child)|last year|in the past)\b",
    re.IGNORECASE,
)
OPINION = re.compile(
    r"\b(?:my|his|her|the) (?:doctor|gp|dentist|pharmacist) (?:told|said|suggested|recommended|"
    r"offered)\b.*\b(?:not|avoid|stop|but i)\b",
    re.IGNORECASE,
)
DOSE_AFTER = re.compile(rf"^[\s-]*{_DOSE_UNIT}", re.IGNORECASE)
OFTEN = re.compile(
    r"^,?\s+(?:(?:once|twice|one|two|three|four|\d+)(?: times)? (?:a|per|each|every|this) \w+|"
    r"every (?:other |single )?\w+|each \w+|"
    r"(?:at|in the) (?:night|morning|evening|bedtime|mornings|evenings)|(?:a|per) (?:day|night|"
    r"week)|daily|nightly|weekly)"
    r"(?:,? (?:and|for) (?:at night|in the evening|(?:one|two|three|four|five|six|seven|ten|"
    r"\d+) (?:days|weeks)))?",
    re.IGNORECASE,
)
FOR = re.compile(
    r"^[^.?!]{0,60}?\bfor (?!(?:about|the (?:last|past)|a (?:while|few|couple|long|week|day|"
    r"month|year)|one|two|three|four|five|six|seven|years|months|weeks|days|ages|me|you|now|"
    r"sure|over)\b)"
    r"(?:my |the |a |an |some |his |her )?(?P<why>[\w' -]{3,40}?)(?=\s*(?:[,.;?!]|$|\b(?:and|"
    r"but|because|since|when|so|that|i|every|once|twice|at|in|on|"
    r"this|last|yesterday|for|which|from|as|it|with|after|about|years|daily)\b))",
    re.IGNORECASE,
)
