"""How people speak of medicines taken, left, forbidden and stopped. `medication` weighs them."""

import re

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
LEFT_IT = re.compile(
    r"(?:\b(?:but|and|though)\b|,)[^.?!]{0,15}\b(?:did(?:n't| not)|never|have(?:n't| not)) (?:\w+ "
    r")?(?:take|took|taken|drink|drank|use|used|touch\w*|swallow\w*|try|tried|fill\w*|start\w*|had (?:one|"
    r"any|it)|open\w*|need\w*)\b"
    r"|\bstill (?:in the (?:bag|box|packet|drawer)|unopened|sealed)\b",
    re.IGNORECASE,
)
REPLY = re.compile(r"^\W*(?:not really|no|nope|yeah|well)\W+(?:no|not really|nope)\b(?!,? other)", re.IGNORECASE)
ONLY_TALK = re.compile(
    r"\b(?:mention\w*|talk\w* (?:about|of)|suggest\w*|recommend\w*|offer\w*|propos\w*|consider\w*|"
    r"(?:wants?|wanted) (?:me|him|her) (?:to|on)|"
    r"(?:going|plan\w*|hop\w*) to (?:start|take|put|try|have|get)|thinking (?:of|about)|read about|heard "
    r"(?:of|about)|ask\w* (?:about|for))\b[^.?!]{0,30}$",
    re.IGNORECASE,
)
"""A medicine that was spoken of, not taken."""
IS_THAT = re.compile(r"\b(?:is|was|isn't) (?:that|this|it) (?:the |a |an )?$", re.IGNORECASE)
"""A participant asks what something is."""
EARLIER_VISIT = re.compile(r"\b(?:last time|at (?:the|your|our) (?:last|first) visit|when i saw you)\b", re.IGNORECASE)
ECHO = re.compile(
    r"^\W*(?:(?:oh|ah|okay|ok|so|and|right|the|you mean|like|was it|is it|maybe|or|it's)\W+)*$", re.IGNORECASE
)
"""Staff complete a name that the participant looks for."""
NOT_IT = re.compile(r"^\W*(?:no\b|not\b|nope|naw|nah)", re.IGNORECASE)
NOT_NAMED = re.compile(r"\bnot (?:the |a |an )?$", re.IGNORECASE)
KEEPS = re.compile(
    r"\b(?:you|he|she) (?:can|may) (?:keep|carry on|stay on|continue|go on)|keep (?:the|taking|on)\b|"
    r"(?:can|may) keep\b|"
    r"you(?:'ve| have)? (?:have|had|got|take|are on|'re on|were on|are taking|were taking)\b|(?:your|the) "
    r"\w+ one, the\b|how often|and your\b"
    r"|\b(?:your list|on the list you gave|in your notes|got you (?:down )?(?:on|for|as)|listed|it says here)\b|"
    r"\b(?:we|they|i|doctor \[\w+\]|the doctor) (?:gave|started|put) (?:you|him|her)\b",
    re.IGNORECASE,
)
"""Staff speaking of a medicine as one that is taken."""
ALLOWED = re.compile(
    r"(?<!not )(?<!n't )\b(?:allowed|permitted|okay|ok|fine|exception|so you're good|you're good|we're "
    r"good|not on (?:the|our) list|"
    r"you can (?:keep|take|have)|no problem with)\b",
    re.IGNORECASE,
)
NOT_ALLOWED = re.compile(
    r"\b(?:(?:not|n't|never) (?:be )?(?:allowed|permitted|okay|fine|have|take|supposed)|prohibited|"
    r"forbidden|on (?:the|our|your) (?:not allowed )?"
    r"(?:list|card)|be a no|one(?:'s| is) on our|no [a-z]+ (?:remember|for you)|deviation|can(?:'t|not) have)\b",
    re.IGNORECASE,
)
EXCEPTION = re.compile(r"\b(?:exception|but (?:for|in|after)|except)\b", re.IGNORECASE)
SEEKING = re.compile(
    r"\b(?:something|what's it called|what do you call|whatsit|i never remember|can't remember|begins "
    r"with|it says|spell|hold on|"
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
THOSE = re.compile(r"\b(?:those|these)\s+$", re.IGNORECASE)
NO_MORE = re.compile(r"\bno more (?:\w+ )?$", re.IGNORECASE)
MAY_KEEP = re.compile(
    r"^,? (?:he|she|you|they|is|that) (?:can keep|may keep|keeps?|can stay|can carry on)", re.IGNORECASE
)
HANDED_OVER = re.compile(
    r"\b(?:brings?|brought|g[ai]ves?|gied|lent|lends|offered|shared|sold|slipped|hands?|handed)(?: \w+)? "
    r"?(?:me|him|her|us)\b",
    re.IGNORECASE,
)
PRESCRIBED = re.compile(
    r"\b(?:doctor|dr|gp|nurse|dentist|consultant|cardiologist|rheumatologist|neurologist|specialist|"
    r"pharmacist|chemist|clinic|hospital|"
    r"urgent care)\b(?: \w+){0,2} (?:gave|gives?|given|gied|prescrib\w+|put|started|began|switched)\b[^.?!]{0,30}$",
    re.IGNORECASE,
)
GAVE_TO = re.compile(r"\b(?:gave|gives|given|put|started|prescribed)\s+$", re.IGNORECASE)
TOOK_ANOTHERS = re.compile(
    r"\b(?:i|i've|i'd|we|he|she)\b[^.?!]{0,12}\b(?:took|had|taken|taking|used|using|tried|borrowed|swallowed|"
    r"pinched)\b[^.?!]{0,40}$",
    re.IGNORECASE,
)
"""One of somebody else's: "I took one of my husband's"."""
STILL_ON = re.compile(r"\bstill (?:on|tak\w+|us\w+|got)\b", re.IGNORECASE)
HAD_ONE = re.compile(
    r"\bi (?:\w+ )?(?:had|took|tried|used|swallowed|popped|tak) (?:the |just |only |them )?"
    r"(?:one|it|two|three|that|them|a couple|some|half)\b",
    re.IGNORECASE,
)
"""After another's medicine is named: "she gets diazepam, so I had the one"."""
MISSED_OWN = re.compile(
    r"\b(?:(?:did(?:n't| not)|have(?:n't| not)|had(?:n't| not)) (?:have|had|take|taken|bring|brought|get|got|pack)|"
    r"forg[eo]t\w*|missed|without|ran out of|out of)(?: to take)? (?:my|his|her)(?: \w+){0,2} $",
    re.IGNORECASE,
)
"""A medicine of one's own that was not to hand is one that is taken."""
USED_IT = re.compile(r"\b(?:us(?:e|ed|ing)|tak(?:e|en|ing)|took|start\w*|bought|tried)\b", re.IGNORECASE)
A_FORM = re.compile(
    r"\b(?:tablets?|pills?|capsules?|supplements?|sprays?|patch|implant|coil|gummy|infusion|injection|shot|jab)\b",
    re.IGNORECASE,
)
HANDED_THAT = re.compile(r"\b(?:gave|given|give) (?:me|him|her|us) (?:that|it|them|some|one|two)\b", re.IGNORECASE)
ASKED_DETAIL = re.compile(
    r"\b(?:how (?:much|many|often|long|strong)|what (?:dose|strength|for)|which (?:dose|strength|one|"
    r"tablets?|drops|cream)|when (?:was|did|were)|"
    r"since when|are you still|still (?:on|taking|using)|is it (?:helping|working)|what(?:'s| is| was) "
    r"(?:it|that) for|what are they|"
    r"is (?:that|it) (?:still )?the same|^\W*(?:and |so |okay )*(?:what|how) about (?:the|your|his|"
    r"her) [\w' -]{3,30}(?=\?$)|"
    r"what(?:'s| is) it called|just the once|only once|every day|same dose|who (?:gave|prescribed))\b|"
    r"^\W*a (?:shot|tablet|pill) of what",
    re.IGNORECASE,
)
FORM = re.compile(
    r"\b(?:the (?:doctor|chemist|pharmacist|gp|dermatologist)'s|doctor's|prescription|prescribed(?: \w+)?|"
    r"gave (?:me|him|her) (?:a|some|this|an?)|"
    r"gied me (?:a|some)|given (?:a|some)|sold me (?:a|some)|got (?:a|some|this|these)|still (?:on|using) "
    r"(?:the|those|my|that)|"
    r"put(?:ting)? (?:some|a|the|this|that)|rub(?:bed|bing)? (?:some|a|the|this)|using (?:a|some|the|"
    r"those|this)|use (?:a|some|the)|"
    r"drink|bought (?:a|some)|on (?:the|some|those)|some(?= (?:\w+ )?(?:cream|ointment|drops|gel|lotion|"
    r"powder) for))\s+(?:\w+ )?(?P<form>cream|ointment|drops|gel|lotion|powder)\b",
    re.IGNORECASE,
)
_TAKE = (
    r"(?:tak(?:e|en|ing)|took|had|hav(?:e|ing)|us(?:e|ed|ing)|open(?:ed)?|touch(?:ed)?|swallow(?:ed)?|start(?:ed)?|"
    r"fill(?:ed)?|collect(?:ed)?|put(?:ting)?|giv(?:e|en)|gave|tr(?:y|ied)|bought|buy|rub(?:bed)?|inject(?:ed)?|"
    r"pick(?:ed)? (?:it|them) up|go(?:ne)? near|went near)"
)
EVER_TAKEN = re.compile(
    rf"\b(?:did|didn't|have|has|haven't|hasn't|had|never|ever|by mistake|so you|and you)\b[^.?]{{0,30}}\b{_TAKE}\b"
    r"(?=[^.?]{0,12}\b(?:it|them|that|any|those|one|some|the)\b)(?!.*\b(?:since|other|else)\b)|"
    r"\b(?:never by mistake|not yours|in your (?:own )?(?:eye|mouth|nose))",
    re.IGNORECASE,
)
"""Staff ask whether it was taken at all."""
HOW_TAKEN = re.compile(
    rf"\bhow (?:long|many|much|often|frequently)\b[^.?]{{0,40}}\b{_TAKE}\b(?!.*\b(?:ours|our|study)\b)", re.IGNORECASE
)
"""Staff ask how much of it was taken, and so hold it to be taken."""
NEVER_TAKEN = re.compile(
    rf"\b(?:never|didn't|did not|haven't|have not|hasn't|wouldn't|hadn't|not)\b(?: \w+){{0,2}} {_TAKE}\b"
    r"(?! (?:my|our|your|the study|the trial|yours|ours)\b)"
    r"(?! (?:that|this|it|them|any|one)? ?(?:more|again|since|until|till|today|with|at night|on|much|long|for long|as|"
    r"every|in the|the (?:full|whole|second)|off|up|down))"
    r"|\b(?:i|he|she|we)(?:'d| had| have|'ve)? (?:just )?(?:refused|declined|turned (?:it|them|that|him|her) down|"
    r"said no|said i(?:'d| would) (?:better not|rather not)|sent (?:it|them) back|gave (?:it|them) back|"
    r"handed (?:it|them) back|binned (?:it|them)|threw (?:it|them) (?:away|out)|passed on (?:it|that))\b"
    r"|\b(?:never|hasn't|haven't|didn't|not) (?:\w+ )?(?:picked (?:it|them) up|collected|cashed|opened|filled)\b"
    r"|\bput (?:it|them|those) (?:back|down|away)\b|\b(?:nearly|almost) (?:took|had|used)\b"
    r"|\bi(?: said i)? (?:can't|couldn't|mustn't|'m not allowed)\b(?=[^.?!]{0,30}\b(?:study|trial|list|allowed)\b)"
    r"|\b(?:remembered|thought of) (?:your|the) (?:list|card|booklet|sheet|leaflet)\b|\bthought better of it\b"
    r"|\b(?:changed|swapped|switched) (?:it|that|them) (?:to|for)\b|\b(?:seal|lid|box|packet)(?: is|'s) still "
    r"(?:on|shut|closed|sealed|full)\b|\bthe seal is on\b"
    r"|\bstill (?:sealed|unopened|in (?:the|its) (?:box|packet|bag))\b"
    r"|\b(?:that's|it's|they're|those are|that is|it is) (?:\[NAME_\d+\]|(?:my|our|the) \w+)'s\b",
    re.IGNORECASE,
)
"""That it was never taken, or is another's."""
