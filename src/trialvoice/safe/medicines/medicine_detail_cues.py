"""How people say how much of a medicine, how often, by which way, since when and whether still."""

import re

_DOSE_UNIT = (
    r"(?:milligrams?|mg\b|micrograms?|mcg|grams?\b|g\b|millilit(?:er|re)s?|ml\b|units?|"
    r"international units|iu\b|puffs?|tablets?|pills?|capsules?|drops?|percent|sprays?|sachets?|patch(?:es)?|lozenges?|"
    r"(?:tea|table)?spoon(?:ful)?s?|cups?|pieces?|scoops?|gumm(?:y|ies)|ampoules?|vials?)"
)
DOSE_AFTER = re.compile(rf"^[\s-]*{_DOSE_UNIT}", re.IGNORECASE)
_FIGURE = (
    r"(?:\d+|one|wan|two|three|four|five|six|seven|eight|nine|ten|twelve|a couple(?: of)?|a few|half an?|"
    r"one or two|two or three)"
)
_PERIOD = r"(?:day|night|week|month|morning|evening|year|hour)s?"
_PART_OF_DAY = r"(?:mornings?|evenings?|nights?|bedtime|noon|lunch(?:time)?|breakfast|supper|dinner|bed)"
_DAYS = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
OFTEN = re.compile(
    rf"\b(?:(?:like |about |maybe |aboot )?(?:(?:once|twice|{_FIGURE})(?: times?| puffs?| tablets?)?,? "
    rf"(?:a|per|each|every|o' a) "
    rf"{_PERIOD}|{_FIGURE} in the day|once daily|(?:most|some) (?:days|nights|mornings|evenings|weeks)|(?:after|"
    rf"before|with) "
    rf"(?:every|each) \w+|a (?:day|night|week)(?=\W*(?:$|since|for|from|and|i\b|to\b))|(?:{_FIGURE} )?here and there|"
    rf"every (?:few|couple of|so many) (?:hours|days)|every so often|last thing(?: at night)?|first thing|"
    rf"one dose|once daily|twice daily|three times daily|every (?:other |second |"
    rf"single |\d+ |four |six |eight |twelve )?"
    rf"(?:{_PERIOD}|{_DAYS})(?: (?:except|but|bar|apart from) [\w ]{{3,20}}?(?=[,.;?!]|$))?|each (?:{_PERIOD}|{_DAYS})|"
    rf"(?:in the )?{_PART_OF_DAY} and (?:at |in the |my )?{_PART_OF_DAY}|(?:at|in the|before|with|after|of "
    rf"a|for|on) (?:my |the )?"
    rf"(?:{_PART_OF_DAY}|practice|exercise|sport|meals?|food|nights|night)|daily|nightly|weekly|monthly|(?:on |of a )?"
    rf"(?:mon|tues|wednes|thurs|fri|satur|sun)days|of a {_DAYS}|(?:just |only )?(?:when|if|whenever) (?:it|"
    rf"i|they|she|he) "
    rf"(?:itch\w*|hurts?|ach\w+|need\w*|flares?|get|feel|have|can't|is bad|acts up)[\w' ]{{0,15}}|"
    rf"as (?:and when )?needed|"
    rf"as required|as and when|now and (?:then|again)|(?:just |only )?(?:the )?once\b(?! (?:i|we|he|she|it))|"
    rf"(?:like |about |maybe )?(?:twice|{_FIGURE} times)(?! (?:the|as)\b))"
    rf")\b",
    re.IGNORECASE,
)
FOR_LONG = re.compile(
    rf"^(?:,? (?:for|at|in the|and) )(?:about |the |a )*(?:{_FIGURE} )?(?:days?|weeks?|months?|"
    rf"{_PART_OF_DAY})\b|^,? {_FIGURE} (?:nights|days)\b",
    re.IGNORECASE,
)
COUNTED_BEFORE = re.compile(
    rf"\b(?P<dose>(?:another )?{_FIGURE}) (?:of (?:my|his|her|the|their|those|them|your|some) |of |more |"
    rf"extra |plain |old )?"
    rf"(?:(?:left ?over|spare|own|\w+'s) )?$",
    re.IGNORECASE,
)
BETWEEN = re.compile(
    r"^[,.;:]?\s*(?:(?:that's|that is|it's|is|was|it is|at|about|like|the|a|just|only|of|i take|i have|it|"
    r"yes|yeah|that one|just the|they said|"
    r"i'm on|tablets?|capsules?|things?|ones?|aye|so|and|still|to|started|dose|for now)\b[,\s]*)*$",
    re.IGNORECASE,
)
AFTER_BARE = re.compile(
    r"^\s*(?:$|[,.;?!]|(?:of (?:them|'em|those)|for|at|in|every|once|twice|a day|per|daily|since|from|and "
    r"(?:it|i|that|then|now)|because|so|on|over|"
    r"when\w*|if|as needed|most|some|after|before|yes|yeah|aye|okay|he|she|they|i|with|of a|each|morning|"
    r"three times|two times)\b)",
    re.IGNORECASE,
)
SINCE = re.compile(
    rf"\b(?:since|starting|from|started (?:it |them |me |that |taking it |on it )?(?:on |in |around |about "
    rf")?|began (?:it |them |me on \w+ )?"
    rf"(?:on |in |around )?)(?P<when> ?(?:about |around |last |the |this |that |a |my )*(?:{_DAYS}(?: "
    rf"(?:night|morning|evening|afternoon))?"
    rf"(?: (?:after|before|gone))?|"
    rf"(?:first|second|third|\d+(?:st|nd|rd|th)?) of (?:the )?\w+|(?:{_FIGURE} )?(?:days?|weeks?|months?|"
    rf"years?) ago(?: \w+day)?|"
    rf"(?:week|month|year|night|summer|winter|spring|autumn|fall|christmas|easter|new year)(?: \w+day)?|"
    rf"january|february|march|april|may|june|july|august|september|october|november|december|yesterday|today|"
    rf"stitches|operation|surgery|accident|hospital|visit|(?:19|20)\d\d|[\w']+ (?:birthday|wedding|"
    rf"operation|surgery|visit)))",
    re.IGNORECASE,
)
ENDED = re.compile(
    r"\b(?:finished|all done|done now|stopped (?:it|them|that|taking|the|using|after|on|when|last)|(?:it|"
    r"that|they) stopped|"
    r"took (?:away|me off|him off|her off|it off)|took (?:\w+ ){0,2}off|came off|come off|off it now|no "
    r"more|quit|no longer|"
    r"not any ?more|threw|used it up|ran out|run out|i stopped|he stopped|she stopped|they stopped|has "
    r"stopped|have stopped|"
    r"not (?:taking|using|on) (?:it|them|that|any)|until (?:last|the|yesterday)|gave up|switched (?:me|"
    r"him|her|them) (?:to|off|from)|"
    r"saw to it|(?:packed|jacked|knocked) (?:it|that|them) (?:in|on the head)|(?:gave|given) (?:it|that|them) up|"
    r"given up (?:on )?(?:the|my)|"
    r"that was the|that was that|only while|(?:told|asked) (?:me|him|her|them) to (?:stop|come off)|"
    r"then off\b|(?:till|until) (?:the |last |this )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|morning|end of|"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)\b|"
    r"week)|"
    r"(?:'s|is|are|am|'m|been|was|were|'re) (?:now |all )?off (?:it|that|them|those|of (?:it|that))|"
    r"(?:doctor|he|she|they|gp|ward|hospital)(?:'s|'ve| has| have)? (?:now |since )?stopped|"
    r"swapped (?:\w+ )?(?:from|off)|"
    r"(?:days?|nights?|weeks?) (?:i|he|she|we) (?:had(?! (?:nothing|none|no\b))|took|was on|used|did(?!n))|(?:had|"
    r"took|used) (?:it|that|them|those)"
    r"(?: for)? (?:a|two|three|four|five|six|seven|ten|\d+) (?:days?|nights?|weeks?)|that was (?:\w+ )(?:days|nights)|"
    r"did(?:n't| not) come home (?:with|on) (?:it|them)|just the once|only the once|only once|don't (?:take|use|"
    r"need) (?:it|them|"
    r"that) (?:any|now))\b",
    re.IGNORECASE,
)
STILL = re.compile(
    r"\b(?:still (?:take|on|taking|use|using|having|do)|i(?:'?m| am| been|'?ve been|'ve got) (?:on|taking|"
    r"using|put)|i(?:'m| am) still|"
    r"(?:he|she)(?:'s| is) (?:on|taking|using|still)|"
    r"(?:i|he|she|we) (?:just |also |only |usually |always |now |still )?(?:takes?|uses?|rubs?|puts?|have "
    r"(?:it|them) (?:every|daily))\b|"
    r"(?:every|each) (?:day|morning|night|evening|week|other)|daily|nightly|been on (?:it|that|them)?|"
    r"(?:right )?now it's|"
    r"as needed|when (?:i|it) (?:need|itch|hurt|flare)\w*|same dose|can keep|ongoing|for (?:six|three|"
    r"twelve|\d+) months|"
    r"back on|for years|since (?!the (?:hospital|visit))|two a day|started me on|put me on|has me on|have "
    r"me on|the moment|at the moment|currently)\b",
    re.IGNORECASE,
)
COURSE = re.compile(
    rf"\b(?:(?:for|over) (?:a|about a|{_FIGURE})(?: more)? (?:days?|weeks?|nights?)|(?:a|{_FIGURE})(?: "
    rf"more)? (?:days?|weeks?|nights?) of "
    rf"(?:it|them|that)|{_FIGURE} (?:nights|days)(?! (?:ago|before|a))|(?:took|had|gave (?:me|him|her)|"
    rf"give me|swallow\w*|tried) "
    rf"(?:all )?(?:of )?(?:one|two|three|four|wan|a couple|an?|\d) (?!day|week|month|year|lot|bit))\b",
    re.IGNORECASE,
)
"""A course, or a few tablets, that lie behind."""
TAKEN_THEN = re.compile(
    r"\b(?:took|gave|give me|given|gied|swallow\w*|tried|(?:i|he|she|we)(?:'ve|'d)? (?:had|used|got)|shot|"
    r"jab|vaccin\w+|booster|injection|"
    r"drip)\b",
    re.IGNORECASE,
)
ASKED_THEN = re.compile(r"\b(?:did|have) (?:you|he|she) (?:\w+ )?(?:take|taken|use|used|have|had)\b", re.IGNORECASE)
STILL_AGAIN = re.compile(r"\b(?:back on|still (?:on|tak\w+|us\w+|having)|same dose)\b", re.IGNORECASE)
NO_TIME = re.compile(r"^may$|^on day|\b(?:first|second|third|\w+th) (?:day|dose|week)\b", re.IGNORECASE)
ASKED_NAME = re.compile(r"\b(?:what(?:'s| is| was| are| were)?|which|called|name)\b", re.IGNORECASE)
_WORDS = (
    r"(?:one|wan|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|sixteen|eighteen|"
    r"twenty|thirty|forty|fifty|sixty|"
    r"seventy|eighty|ninety|hundred|thousand|half(?: an?)?|point)"
)
FIGURES = re.compile(
    rf"(?<![\w\[])(?:an? (?=hundred|thousand|half|couple))?(?:\d+(?:[.,]\d+)*|{_WORDS}(?:[ -](?:and "
    rf")?{_WORDS})*|couple)"
    rf"(?: or (?:\d+|{_WORDS}))?(?: and an? (?:thousand|half))?(?![\w])",
    re.IGNORECASE,
)
CHANGED_TO = re.compile(
    rf"\b(?:doubled|increased|raised|reduced|cut|put|upped|halved|changed|lowered|dropped)(?: it| that| me|"
    rf" him| her)?(?: up| down)? to "
    rf"(?P<dose>\d+|{_WORDS}(?:[ -]{_WORDS})*)",
    re.IGNORECASE,
)
WAS_ON = re.compile(r"^,? (?:i|he|she)(?:'m| was| am|'s| is) on\b", re.IGNORECASE)
SOMETHING_ELSE = re.compile(
    r"\b(?<!when )(?<!if )(?<!whenever )(?<!times )(?:i|we|he|she|they|it|you)(?:'ve|'d|'m|'s|'ll)? (?!take|took|"
    r"taken|had|have|has|start|began|use|"
    r"put|rub|been|am|is|was|only|just|got|"
    r"finish|stop|still|need|do|go|said|gave|sent|on\b|help|work)\w+",
    re.IGNORECASE,
)
NO_START = re.compile(
    r"\b(?:until|till|stopped|finished|did not have|didn't have|ran out|before|forget|forgot)\b", re.IGNORECASE
)
ONLY_WHEN = re.compile(
    rf"^\W*(?:it was |that was |on |about |around |oh,? |um,? |since )*(?:{_DAYS}|yesterday|last \w+|(?:a|"
    rf"{_FIGURE}) (?:days?|weeks?|months?) ago)"
    rf"(?: or so| night| morning| evening)*\W*$",
    re.IGNORECASE,
)
OWN_DOSE = re.compile(
    rf"^(?:'s|s)?[,\s]+(?:(?:is|still|at|now|that's|it's)[\s,]+)*(?:\d+|{_WORDS})\b(?! (?:of|times|a|per))",
    re.IGNORECASE,
)
ROUTES = (
    ("nasal", re.compile(r"\b(?:nasal|nose|nostrils?|nasal spray|flonase|flixonase|avamys|nasonex|beconase)\b", re.I)),
    ("eye drops", re.compile(r"\b(?:eye ?drops?|eyes|drops? (?:in|for) (?:my|the|his|her) eyes?)\b", re.I)),
    ("ear drops", re.compile(r"\bears?\b", re.I)),
    ("i.m.", re.compile(r"\bi\.m\.|\binto the muscle\b|\bintramuscular\b", re.I)),
    ("through the line", re.compile(r"\b(?:through|into|via) (?:the|a|your|my|his|her) (?:line|port)\b", re.I)),
    ("drip", re.compile(r"\b(?:drip|intravenous|in the vein|through the vein|iv)\b", re.I)),
    ("injection", re.compile(r"\b(?:injections?|inject\w*|shot in|a shot|jab|needle)\b", re.I)),
    ("topical", re.compile(r"\b(?:cream|ointment|lotion|gel|topical|rubs?|rubbed|patch|on (?:my|the) skin)\b", re.I)),
    ("inhaled", re.compile(r"\b(?:inhal\w+|nebuli[sz]\w+|puffer)\b", re.I)),
    ("rectal", re.compile(r"\b(?:suppositor\w+|rectal\w*)\b", re.I)),
    ("sublingual", re.compile(r"\b(?:under (?:my|the|his|her) tongue|sublingual)\b", re.I)),
    ("oral", re.compile(r"\b(?:by mouth|to drink|orally|oral)\b", re.I)),
)  # fmt: skip
SWITCHED_TO = re.compile(
    r"\b(?:switched|swapped|changed|moved)(?: (?:me|him|her|them|us))?(?: over)? (?:to|onto|on to)(?: the| a| some)? $",
    re.IGNORECASE,
)
"""Right before the name of what is taken from then on."""
FORGOTTEN = re.compile(r"\b(?:forg[eo]t\w*|forgotten|missed|miss|skip\w*|left (?:it|them) at)\b", re.IGNORECASE)
"""How often a medicine was left out is not how often it is taken, and it is taken otherwise."""
A_MEASURE = re.compile(
    r"\b(?:an?|half an?) (?:wee |small |big |large )?(?:cup|mug|glass|spoonful|teaspoon(?:ful)?|"
    r"tablespoon(?:ful)?|sachet|"
    r"lozenge|scoop|dab|squirt)\b",
    re.IGNORECASE,
)
ENDED_IT = re.compile(
    r"\b(?:stop(?:ped|s)?|finished|quit|given up) (?:it|them|that|taking (?:it|them|that))\b|"
    r"\boff (?:of )?(?:it|them|that)\b(?! (?:list|shelf))|\bran out\b",
    re.IGNORECASE,
)
"""Said a little later, of what was spoken of last."""
DENIES = re.compile(r"\b(?:no|not|any|never)\b|n't\b", re.IGNORECASE)
