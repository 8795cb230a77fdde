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
    r"want|have|had|filled?|opened)\b(?:\s+[\w,]+){0,8}\s*$|\b(?:stay(?:ed|ing)? away from|avoid\w*|instead "
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
    r"(?:\b(?:but|and|though)\b|,)[^.?!]{0,15}\b(?:did(?:n't| not)|never|have(?:n't| not)) (?:\w+ "
    r")?(?:take|took|taken|drink|drank|use|used|touch\w*|swallow\w*|try|tried|fill\w*|start\w*|had (?:one|any|it)|open\w*|need\w*)\b",
    re.IGNORECASE,
)
NOT_A_REASON = re.compile(
    r"\b(?:while|from|after|since|when|caus\w+|gives?|gave|makes?|made|because of)\b", re.IGNORECASE
)
REPLY = re.compile(r"^\W*(?:not really|no|nope|yeah|well)\W+(?:no|not really|nope)\b(?!,? other)", re.IGNORECASE)
ONLY_TALK = re.compile(
    r"\b(?:mention\w*|talk\w* (?:about|of)|suggest\w*|recommend\w*|offer\w*|propos\w*|consider\w*|(?:wants?|wanted) (?:me|him|her) (?:to|on)|"
    r"(?:going|plan\w*|hop\w*) to (?:start|take|put|try|have|get)|thinking (?:of|about)|read about|heard (?:of|about)|ask\w* (?:about|for))\b[^.?!]{0,30}$",
    re.IGNORECASE,
)
"""A medicine that was spoken of, not taken."""
IS_THAT = re.compile(r"\b(?:is|was|isn't) (?:that|this|it) (?:the |a |an )?$", re.IGNORECASE)
"""A participant asks what something is."""
EARLIER_VISIT = re.compile(r"\b(?:last time|at (?:the|your|our) (?:last|first) visit|when i saw you)\b", re.IGNORECASE)
ECHO = re.compile(r"^\W*(?:(?:oh|ah|okay|ok|so|and|right|the|you mean|like|was it|is it|maybe|or|it's)\W+)*$", re.IGNORECASE)
"""Staff complete a name that the participant looks for."""
NOT_IT = re.compile(r"^\W*(?:no\b|not\b|nope|naw|nah)", re.IGNORECASE)
NOT_NAMED = re.compile(r"\bnot (?:the |a |an )?$", re.IGNORECASE)
KEEPS = re.compile(
    r"\b(?:you|he|she) (?:can|may) (?:keep|carry on|stay on|continue|go on)|keep (?:the|taking|on)\b|(?:can|may) keep\b|"
    r"you(?:'ve| have)? (?:have|had|got|take|are on|'re on|were on|are taking|were taking)\b|(?:your|the) \w+ one, the\b|how often|and your\b",
    re.IGNORECASE,
)
"""Staff speaking of a medicine as one that is taken."""
ALLOWED = re.compile(
    r"(?<!not )(?<!n't )\b(?:allowed|permitted|okay|ok|fine|exception|so you're good|you're good|we're good|not on (?:the|our) list|"
    r"you can (?:keep|take|have)|no problem with)\b",
    re.IGNORECASE,
)
NOT_ALLOWED = re.compile(
    r"\b(?:(?:not|n't|never) (?:be )?(?:allowed|permitted|okay|fine|have|take|supposed)|prohibited|forbidden|on (?:the|our|your) (?:not allowed )?"
    r"(?:list|card)|be a no|one(?:'s| is) on our|no [a-z]+ (?:remember|for you)|deviation|can(?:'t|not) have)\b",
    re.IGNORECASE,
)
EXCEPTION = re.compile(r"\b(?:exception|but (?:for|in|after)|except)\b", re.IGNORECASE)
SEEKING = re.compile(
    r"\b(?:something|what's it called|what do you call|whatsit|i never remember|can't remember|begins with|it says|spell|hold on|"
    r"i believe|pressure|for (?:the|my|t')|one of those|tablets?|pill|drops|cream)\b|\.\.\.|…|^(?:\w ){2,}\w$",
    re.IGNORECASE,
)
"""A participant looking for a name."""
ALLERGIES = re.compile(r"\ballerg", re.IGNORECASE)
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
_FIGURE = (
    r"(?:\d+|one|wan|two|three|four|five|six|seven|eight|nine|ten|twelve|a couple(?: of)?|a few|half an?|one or two|two or three)"
)
_PERIOD = r"(?:day|night|week|month|morning|evening|year|hour)s?"
_PART_OF_DAY = r"(?:mornings?|evenings?|nights?|bedtime|noon|lunch(?:time)?|breakfast|supper|dinner|bed)"
_DAYS = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
OFTEN = re.compile(
    rf"\b(?:(?:like |about |maybe |aboot )?(?:(?:once|twice|{_FIGURE})(?: times?| puffs?| tablets?)?,? (?:a|per|each|every|o' a) "
    rf"{_PERIOD}|{_FIGURE} in the day|once daily|twice daily|three times daily|every (?:other |second |single |\d+ |four |six |eight |twelve )?"
    rf"(?:{_PERIOD}|{_DAYS})(?: (?:except|but|bar|apart from) [\w ]{{3,20}}?(?=[,.;?!]|$))?|each (?:{_PERIOD}|{_DAYS})|"
    rf"(?:in the )?{_PART_OF_DAY} and (?:at |in the |my )?{_PART_OF_DAY}|(?:at|in the|before|with|after|of a|for|on) (?:my |the )?"
    rf"(?:{_PART_OF_DAY}|practice|exercise|sport|meals?|food|nights|night)|daily|nightly|weekly|monthly|(?:on |of a )?"
    rf"(?:mon|tues|wednes|thurs|fri|satur|sun)days|of a {_DAYS}|(?:just |only )?(?:when|if|whenever) (?:it|i|they|she|he) "
    rf"(?:itch\w*|hurts?|need\w*|flares?|get|feel|have|can't|is bad|acts up)[\w' ]{{0,15}}|as (?:and when )?needed|"
    rf"as required|as and when|now and (?:then|again)|(?:just |only )?(?:the )?once\b(?! (?:i|we|he|she|it))|"
    rf"(?:like |about |maybe )?(?:twice|{_FIGURE} times)(?! (?:the|as)\b)|{_FIGURE} (?:nights|days)(?! (?:ago|before|after|later|old|back)))"
    rf")\b",
    re.IGNORECASE,
)
FOR_LONG = re.compile(
    rf"^(?:,? (?:for|at|in the|and) )(?:about |the |a )*(?:{_FIGURE} )?(?:days?|weeks?|months?|{_PART_OF_DAY})\b|^,? {_FIGURE} (?:nights|days)\b",
    re.IGNORECASE,
)
COUNTED_BEFORE = re.compile(
    rf"\b(?P<dose>(?:another )?{_FIGURE}) (?:of (?:my|his|her|the|their|those|them|your|some) |of |more |extra |plain |old )?"
    rf"(?:(?:left ?over|spare|own|\w+'s) )?$",
    re.IGNORECASE,
)
BETWEEN = re.compile(
    r"^[,.;:]?\s*(?:(?:that's|that is|it's|is|was|it is|at|about|like|the|a|just|only|of|i take|i have|it|yes|yeah|that one|just the|they said|"
    r"i'm on|tablets?|capsules?|still|to|started|dose|for now)\b[,\s]*)*$",
    re.IGNORECASE,
)
AFTER_BARE = re.compile(
    r"^\s*(?:$|[,.;?!]|(?:of (?:them|'em|those)|for|at|in|every|once|twice|a day|per|daily|since|from|and (?:it|i|that|then|now)|because|so|on|over|"
    r"when|he|she|they|i|with|of a|each|morning|three times|two times)\b)",
    re.IGNORECASE,
)
SINCE = re.compile(
    rf"\b(?:since|starting|from|started (?:it |them |me |that |taking it |on it )?(?:on |in |around |about )?|began (?:it |them |me on \w+ )?"
    rf"(?:on |in |around )?)(?P<when> ?(?:about |around |last |the |this |that |a |my )*(?:{_DAYS}(?: (?:night|morning|evening|afternoon))?"
    rf"(?: (?:after|before|gone))?|"
    rf"(?:first|second|third|\d+(?:st|nd|rd|th)?) of (?:the )?\w+|(?:{_FIGURE} )?(?:days?|weeks?|months?|years?) ago(?: \w+day)?|"
    rf"(?:week|month|year|night|summer|winter|spring|autumn|fall|christmas|easter|new year)(?: \w+day)?|"
    rf"january|february|march|april|may|june|july|august|september|october|november|december|yesterday|today|"
    rf"stitches|operation|surgery|accident|hospital|visit|(?:19|20)\d\d|[\w']+ (?:birthday|wedding|operation|surgery|visit)))",
    re.IGNORECASE,
)
ENDED = re.compile(
    r"\b(?:finished|all done|done now|stopped (?:it|them|that|taking|the|using|after|on|when|last)|(?:it|that|they) stopped|"
    r"took (?:away|me off|him off|her off|it off)|took (?:\w+ ){0,2}off|came off|come off|off it now|no more|quit|no longer|"
    r"not any ?more|threw|used it up|ran out|run out|i stopped|he stopped|she stopped|they stopped|has stopped|have stopped|"
    r"not (?:taking|using|on) (?:it|them|that|any)|until (?:last|the|yesterday)|gave up|switched (?:me|him|her|them) (?:to|off|from)|"
    r"saw to it|that was the|just the once|only the once|only once|don't (?:take|use|need) (?:it|them|that) (?:any|now))\b",
    re.IGNORECASE,
)
STILL = re.compile(
    r"\b(?:still (?:take|on|taking|use|using|having|do)|i(?:'m| am| been|'ve been|'ve got) (?:on|taking|using|put)|i(?:'m| am) still|"
    r"(?:he|she)(?:'s| is) (?:on|taking|using|still)|"
    r"(?:i|he|she|we) (?:just |also |only |usually |always |now |still )?(?:takes?|uses?|rubs?|puts?|have (?:it|them) (?:every|daily))\b|"
    r"(?:every|each) (?:day|morning|night|evening|week|other)|daily|nightly|been on (?:it|that|them)?|(?:right )?now it's|"
    r"as needed|when (?:i|it) (?:need|itch|hurt|flare)\w*|same dose|can keep|ongoing|for (?:six|three|twelve|\d+) months|"
    r"back on|for years|since (?!the (?:hospital|visit))|two a day|started me on|put me on|has me on|have me on|the moment|at the moment|currently)\b",
    re.IGNORECASE,
)
COURSE = re.compile(
    rf"\b(?:(?:for|over) (?:a|about a|{_FIGURE})(?: more)? (?:days?|weeks?|nights?)|(?:a|{_FIGURE})(?: more)? (?:days?|weeks?|nights?) of "
    rf"(?:it|them|that)|{_FIGURE} (?:nights|days)(?! (?:ago|before|a))|(?:took|had|gave (?:me|him|her)|give me|swallow\w*|tried) "
    rf"(?:all )?(?:of )?(?:one|two|three|four|wan|a couple|an?|\d) (?!day|week|month|year|lot|bit))\b",
    re.IGNORECASE,
)
"""A course, or a few tablets, that lie behind."""
TAKEN_THEN = re.compile(
    r"\b(?:took|gave|give me|given|gied|swallow\w*|tried|(?:i|he|she|we)(?:'ve|'d)? (?:had|used|got)|shot|jab|vaccin\w+|booster|injection|"
    r"drip)\b",
    re.IGNORECASE,
)
ASKED_THEN = re.compile(r"\b(?:did|have) (?:you|he|she) (?:\w+ )?(?:take|taken|use|used|have|had)\b", re.IGNORECASE)
STILL_AGAIN = re.compile(r"\b(?:back on|still (?:on|tak\w+|us\w+|having)|same dose)\b", re.IGNORECASE)
NO_TIME = re.compile(r"^may$|\b(?:first|second|third|\w+th) (?:day|dose|week)\b", re.IGNORECASE)
ASKED_NAME = re.compile(r"\b(?:what(?:'s| is| was| are| were)?|which|called|name)\b", re.IGNORECASE)
_WORDS = (
    r"(?:one|wan|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|sixteen|eighteen|twenty|thirty|forty|fifty|sixty|"
    r"seventy|eighty|ninety|hundred|thousand|half|point)"
)
FIGURES = re.compile(
    rf"(?<![\w\[])(?:an? (?=hundred|thousand|half|couple))?(?:\d+(?:[.,]\d+)*|{_WORDS}(?:[ -](?:and )?{_WORDS})*|couple)"
    rf"(?: or (?:\d+|{_WORDS}))?(?: and an? (?:thousand|half))?(?![\w])",
    re.IGNORECASE,
)
CHANGED_TO = re.compile(
    rf"\b(?:doubled|increased|raised|reduced|cut|put|upped|halved|changed|lowered|dropped)(?: it| that| me| him| her)?(?: up| down)? to "
    rf"(?P<dose>\d+|{_WORDS}(?:[ -]{_WORDS})*)",
    re.IGNORECASE,
)
WAS_ON = re.compile(r"^,? (?:i|he|she)(?:'m| was| am|'s| is) on\b", re.IGNORECASE)
SOMETHING_ELSE = re.compile(
    r"\b(?:i|we|he|she|they|it|you)(?:'ve|'d|'m|'s|'ll)? (?!take|took|taken|had|have|has|start|began|use|put|rub|been|am|is|was|only|just|got|"
    r"finish|stop|still|need|do|go|said|gave|sent|on\b|help|work)\w+",
    re.IGNORECASE,
)
NO_START = re.compile(r"\b(?:until|stopped|finished|did not have|didn't have|ran out|before|forget|forgot)\b", re.IGNORECASE)
ONLY_WHEN = re.compile(
    rf"^\W*(?:it was |that was |on |about |around |oh,? |um,? |since )*(?:{_DAYS}|yesterday|last \w+|(?:a|{_FIGURE}) (?:days?|weeks?|months?) ago)"
    rf"(?: or so| night| morning| evening)*\W*$",
    re.IGNORECASE,
)
THOSE = re.compile(r"\b(?:those|these)\s+$", re.IGNORECASE)
NO_MORE = re.compile(r"\bno more (?:\w+ )?$", re.IGNORECASE)
MAY_KEEP = re.compile(r"^,? (?:he|she|you|they|is|that) (?:can keep|may keep|keeps?|can stay|can carry on)", re.IGNORECASE)
HANDED_OVER = re.compile(
    r"\b(?:brings?|brought|g[ai]ves?|gied|lent|lends|offered|shared|sold|slipped|hands?|handed)(?: \w+)? ?(?:me|him|her|us)\b", re.IGNORECASE
)
HANDED_THAT = re.compile(r"\b(?:gave|given|give) (?:me|him|her|us) (?:that|it|them|some|one|two)\b", re.IGNORECASE)
OWN_DOSE = re.compile(rf"^(?:'s|s)?[,\s]+(?:(?:is|still|at|now|that's|it's)[\s,]+)*(?:\d+|{_WORDS})\b(?! (?:of|times|a|per))", re.IGNORECASE)
A_PILL_FOR = re.compile(
    r"\b(?:an?|my|the|some) (?P<why>blood pressure|cholesterol|stomach|heart|thyroid|diabetes|sugar|prostate|bladder|allergy|asthma|"
    r"sleeping|pain|gout|migraine|acid|reflux|cough|sinus|depression|anxiety|epilepsy|bone) (?:pills?|tablets?|medicine|medication|one|ones|"
    r"thing|meds?|drops|capsules?)[^.?!]{0,30}$",
    re.IGNORECASE,
)
ASKED_DETAIL = re.compile(
    r"\b(?:how (?:much|many|often|long|strong)|what (?:dose|strength|for)|which (?:dose|strength|one|tablets?|drops|cream)|when (?:was|did|were)|"
    r"since when|are you still|still (?:on|taking|using)|is it (?:helping|working)|what(?:'s| is| was) (?:it|that) for|what are they|"
    r"what(?:'s| is) it called|just the once|only once|every day|same dose|who (?:gave|prescribed))\b|^\W*a (?:shot|tablet|pill) of what",
    re.IGNORECASE,
)
FORM = re.compile(
    r"\b(?:the (?:doctor|chemist|pharmacist|gp|dermatologist)'s|doctor's|prescription|prescribed(?: \w+)?|gave (?:me|him|her) (?:a|some|this|an?)|"
    r"gied me (?:a|some)|given (?:a|some)|sold me (?:a|some)|got (?:a|some|this|these)|still (?:on|using) (?:the|those|my|that)|"
    r"put(?:ting)? (?:some|a|the|this|that)|rub(?:bed|bing)? (?:some|a|the|this)|using (?:a|some|the|those|this)|use (?:a|some|the)|"
    r"drink|bought (?:a|some)|on (?:the|some|those))\s+(?:\w+ )?(?P<form>cream|ointment|drops|gel|lotion|powder)\b",
    re.IGNORECASE,
)
ROUTES = (
    ("nasal", re.compile(r"\b(?:nasal|nose|nostrils?|nasal spray|flonase|flixonase|avamys|nasonex|beconase)\b", re.I)),
    ("eye drops", re.compile(r"\b(?:eye ?drops?|eyes|drops? (?:in|for) (?:my|the|his|her) eyes?)\b", re.I)),
    ("ear drops", re.compile(r"\bears?\b", re.I)),
    ("drip", re.compile(r"\b(?:drip|intravenous|in the vein|through the vein|iv)\b", re.I)),
    ("injection", re.compile(r"\b(?:injections?|inject\w*|shot in|a shot|jab|needle)\b", re.I)),
    ("topical", re.compile(r"\b(?:cream|ointment|lotion|gel|topical|rub(?:s|bed)? (?:it|them|some)|patch|on (?:my|the) skin)\b", re.I)),
    ("inhaled", re.compile(r"\b(?:inhal\w+|nebuli[sz]\w+|puffer)\b", re.I)),
    ("rectal", re.compile(r"\b(?:suppositor\w+|rectal\w*)\b", re.I)),
    ("sublingual", re.compile(r"\b(?:under (?:my|the|his|her) tongue|sublingual)\b", re.I)),
    ("oral", re.compile(r"\b(?:by mouth|to drink|orally|oral)\b", re.I)),
)  # fmt: skip
GIVEN = re.compile(
    r"\b(?:gave|gives?|gied|given|prescrib\w+|put (?:me|him|her) on|took|taken|had|got|sold|bought|began (?:me|him|her)|started (?:me|him|her)|"
    r"treat\w*|for it|used|sent (?:me|us) home with|swallow\w*)\b",
    re.IGNORECASE,
)
ASKED_REMEDY = re.compile(
    r"\b(?:for (?:it|that|them|this)|about (?:it|that)|(?:taking|take|took|taken|do|did|done|put|given|give) (?:you )?(?:something|anything|some)|"
    r"treat\w*|what do you (?:take|use|do)|help(?:ed)? (?:it|with)|which (?:drops|antibiotics?|tablets?|cream))\b",
    re.IGNORECASE,
)
STORY_TURNS = 3
"""Turns back in which the complaint stands that a remedy was for."""
FOR_SHORT = re.compile(
    r"\bfor (?:my |the |t' |his |her |a )(?P<why>[a-z][\w' -]{2,30}?)(?=\s*(?:[,.;?!]|$|\b(?:and|but|because|since|that|i|it)\b))", re.IGNORECASE
)
FOR = re.compile(
    r"^[^.?!]{0,60}?\bfor (?!(?:the (?:first|next|rest|whole|time)|(?:the|my|a),|first|\d+|nights?|about|the (?:last|past)|a (?:while|few|couple|long|week|day|"
    r"month|year)|one|two|three|four|five|six|seven|years|months|weeks|days|ages|me|you|now|"
    r"sure|over)\b)"
    r"(?:my |the |a |an |some |his |her |t' )?(?P<why>(?!the\b)[\w' -]{3,40}?)(?=\s*(?:[,.;?!]|$|\b(?:and|"
    r"but|because|since|when|so|that|i|every|once|twice|at|in|on|"
    r"this|last|yesterday|for|which|from|as|it|with|after|about|years|daily)\b))",
    re.IGNORECASE,
)
