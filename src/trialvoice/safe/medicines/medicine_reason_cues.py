"""How people say what a medicine is for. `medicine_indication` weighs them."""

import re

TAKEN_FOR = re.compile(
    r"\b(?:take|taking|taken|took|use|using) (?:\w+ ){0,2}for (?:the|your|that|his|her) "
    r"(?P<why>[\w' -]{3,40}?)(?=[,.?!]|$)",
    re.IGNORECASE,
)
NOT_A_REASON = re.compile(
    r"\b(?:while|from|after|since|when|caus\w+|gives?|gave|makes?|made|because of)\b", re.IGNORECASE
)
A_PILL_FOR = re.compile(
    r"\b(?:an?|my|the|some) (?P<why>blood pressure|cholesterol|stomach|heart|thyroid|diabetes|sugar|"
    r"prostate|bladder|allergy|asthma|"
    r"sleeping|pain|gout|migraine|acid|reflux|cough|sinus|depression|anxiety|epilepsy|bone) (?:pills?|"
    r"tablets?|medicine|medication|one|ones|"
    r"thing|meds?|drops|capsules?)",
    re.IGNORECASE,
)
GIVEN = re.compile(
    r"\b(?:gave|gives?|gied|given|prescrib\w+|put (?:me|him|her) on|took|taken|had|got|sold|bought|began "
    r"(?:me|him|her)|started (?:me|him|her)|"
    r"treat\w*|for it|used|sent (?:me|us) home with|swallow\w*)\b",
    re.IGNORECASE,
)
ASKED_REMEDY = re.compile(
    r"\b(?:for (?:it|that|them|this)|about (?:it|that)|(?:taking|take|took|taken|do|did|done|put|given|"
    r"give) (?:you )?(?:something|anything|some)|"
    r"treat\w*|what do you (?:take|use|do)|help(?:ed)? (?:it|with)|which (?:drops|antibiotics?|tablets?|cream))\b",
    re.IGNORECASE,
)
FOR_IT = re.compile(r"\bfor (?:it|that|them|this)\b", re.IGNORECASE)
STORY_TURNS = 3
"""Turns back in which the complaint stands that a remedy was for."""
BECAUSE_OF = re.compile(
    r"^[^.?!]{0,40}?\b(?:against (?:my |the )?|because of (?:my |the )?|(?:because|as|since|cause) my "
    r")(?P<why>[a-z][\w'-]{2,20}(?: [\w'-]+)?)",
    re.IGNORECASE,
)
MY_PART = re.compile(
    r"^[^.?!]{0,12}?,? ?(?:because |as |since )?my (?P<why>[a-z]{3,12}?)(?:'?s)? (?:been|was|were|is|had "
    r"been|hurt\w*|ach\w+|bother\w*)\b",
    re.IGNORECASE,
)
"""The part of the body that is said in the same breath: "a couple of Advil, my back's been bad"."""
TREATING = re.compile(r"\btreat\w* (?:the|your|his|her|that) (?P<why>[\w' -]{3,30}?)(?=[,.?!]|$)", re.IGNORECASE)
FOR_JUST_BEFORE = re.compile(
    r"\bfor (?:my |the |his |her )(?P<why>[a-z]+(?: [a-z]+)?),? (?:the |my |it's |that's )?$", re.IGNORECASE
)
FOR_FIRST = re.compile(
    r"\bfor (?:my |the |his |her |a |that )?(?P<why>[a-z][\w' -]{2,30}?),? (?:i|he|she|we|they)(?:'ve|'d| "
    r"just| only)? (?:took|take|takes|had|use|used|got|"
    r"gave|tried|put)\b[^.?!]{0,30}$",
    re.IGNORECASE,
)
FOR_SHORT = re.compile(
    r"\bfor (?:my |the |t' |his |her |a )(?P<why>[a-z][\w' -]{2,30}?)(?=\s*(?:[,.;?!]|$|\b(?:and|but|"
    r"because|since|that|i|it)\b))",
    re.IGNORECASE,
)
FOR = re.compile(
    r"^[^.?!]{0,60}?\bfor (?!(?:the (?:first|next|rest|whole|time)|(?:the|my|a),|first|\d+|nights?|about|"
    r"the (?:last|past)|a (?:while|few|couple|long|week|day|"
    r"month|year)|one|two|three|four|five|six|seven|years|months|weeks|days|ages|me|you|now|"
    r"sure|over|that(?=\W|$)|this|it|easter|christmas|half|lent|ramadan|when|each|every)\b)"
    r"(?:my |the |a |an |some |his |her |t' )?(?P<why>(?!the\b)[\w' -]{3,40}?)(?=\s*(?:[,.;?!]|$|\b(?:and|"
    r"but|because|since|when|so|that|i|every|once|twice|at|in|on|"
    r"this|last|yesterday|for|which|from|as|it|with|after|about|years|daily)\b))",
    re.IGNORECASE,
)
