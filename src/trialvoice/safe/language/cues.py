"""The words by which people remember, fear, or speak of others. `assertion` weighs them; `negation` has denials."""

import re

from trialvoice.safe.language.negation import negates as negates

PERSON = (
    r"(?:wife|husband|partner|spouse|mother|mom|mum|mama|father|dad|son|daughter|sister|"
    r"brother|siblings?|parents?|aunt|uncle|"
    r"cousin|niece|nephew|grand\w+|grand(?:ma|pa)|nan|neighbou?r|friend|buddy|mate|colleague|co-?worker|boss|"
    r"roommate|flatmate|kids?|child|children|baby|toddler|boyfriend|girlfriend|dog|cat|"
    r"in-laws?|family|guy|lady|lad|lass|bairn|little (?:un|one)|"
    r"pharmacist|coordinator|receptionist|secretary|courier|trainee|"
    r"woman|man|fellow|staff|team|office|class)s?"
)
"""Another person, by what they are to the speaker."""
OWNER = r"(?:my|our|his|her|the|their|your|a|an|this|one|another|some)"
"""Before whom somebody speaks of."""
SUFFER = (
    r"(?:has|had|have|having|gets?|got|getting|was|were|is|are|'s|caught|came|comes|suffer\w*|goes|turns|can't|"
    r"couldn't|wakes|cries|forgets|sees|hears|falls|loses|"
    r"with|died|dropped|passed|went|been|lost|ended|nearly|almost|came down|"
    r"feels?|felt|broke|fell|threw|started|develop\w*|complain\w*|who|takes?|took|on|brought|"
    r"ended|passed|keeps|uses?|swears|gave me)"
)
"""What somebody does who has something."""

BOUNDARY = re.compile(
    r"[;:—–]|,?\s+\b(?:but|except(?: for)?|although|though|however|because|since|"
    r"(?<!not )(?<!near )(?<!n't )so(?! much as)|"
    r"then|only|just|apart from|"
    r"other than|besides|which|until|unless|actually|and (?:then|now|i|it|my|he|she|they|we|the|there)|"
    r"or (?:else|maybe))\b|,\s+(?=(?:i|it|he|she|my|we|they|there|that)\b)",
    re.IGNORECASE,
)
"""Where a negation, or an `if`, stops reaching."""

DENIED_AFTER = re.compile(
    r"^\W*(?:or anything[\s,]*)?(?:no\b(?=\W*(?:$|[.,;!?]))|nope|none\b|"
    r"not (?:really|at all|so far)|never\b|negative\b|"
    r"(?:is|are|was|were|has|have|had)(?:n't| not)(?: been| really)* (?:a problem|an issue|present|there|any|"
    r"happen\w*|bother\w*|seen|noted|reported|come back)|(?:was|were|is|are) (?:absent|denied|ruled out))",
    re.IGNORECASE,
)
WORSE = re.compile(
    r"\b(?:worse|worsen\w*|more (?:often|frequent\w*|severe)|"
    r"now (?:it's|it is|they're|i have it|i get it) (?:every|twice|three|four|five|all|more|\d)|"
    r"flar(?:e|ed|ing)|new\b|different this time)",
    re.IGNORECASE,
)
PAST = re.compile(
    r"\b(?:(?:years?|decades?) (?:ago|back)|before (?:the|this|your|any) (?:study|trial|drug|"
    r"tablets?|first dose)|before (?:i|we|he|she|you) (?:ever )?(?:start\w*|join\w*|enter\w*|sign\w*|came|took|went "
    r"on|enrol\w*|began)|before (?:starting|joining|taking|enrol\w+|all (?:of )?this|any of this)|prior to (?:the|"
    r"this|starting)|when (?:i|he|she) was (?:a|an|in|at|about|around|young\w*|little|pregnant|small|\d+|"
    r"\w+teen|twenty|thirty|ten|"
    r"nine|eight|seven|six|five)\b|as a (?:kid|child|teen\w*|boy|girl|young|student)|in (?:my|"
    r"his|her) (?:teens|twenties|thirties|forties|fifties|youth|childhood)|"
    r"(?<!never )(?<!not )(?<!didn't )used to (?:get|have|be|suffer|take)|last year|"
    r"the year before|(?:in|since|back in) ['’]?(?:[4-9]\d|[01]\d)\b(?! (?:minutes|hours|days|weeks|months|percent))|"
    r"(?:in|since|at) (?:college|university|high school|grade school|the army|the navy|the service)|"
    r"(?:two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|forty|\d+|couple of|few|many) years\b"
    r"(?! old| from now)|back in (?:19|20|the|my|college|school|high|nineteen|two thousand)|in (?:19|20)\d\d|"
    r"in (?:nineteen|two thousand)|nineteen (?:[a-z]+ty|ninety)\b|twenty (?:oh|ten|eleven|twelve|(?:thir|four|fif|"
    r"six|seven|eigh|nine)"
    r"teen|twenty(?:[- ](?:one|two|three))?)\b(?! (?:minutes|hours|days|weeks|months|milli\w+|pounds|times|tablets))|"
    r"two thousand(?: and)? \w+|(?<![\d.,])(?:19\d\d|20[01]\d|202[0-3])(?![\d.,])|history of|"
    r"for (?:[\w-]+ ){0,4}(?:years|decades)|for ages|"
    r"(?:all|most of) (?:my|his|her) life|(?:my|his|her) whole life|since (?:i was|he was|she was|childhood|"
    r"(?:my|his|her) (?:teens|twenties|thirties|forties|fifties|school|divorce|pregnancy)|"
    r"19\d\d|20[01]\d|before|"
    r"always|long before)|like always|after (?:my|his|her|the) (?:divorce|accident|marriage|wedding|war)|"
    r"from (?:19|20)\d\d|from (?:nineteen|two thousand)|long before|even before|always (?:had|been|get|got|suffered)|"
    r"always (?:have|has|did|was|am)(?: been)?(?=\W*$)|(?:they|it|i|he|she) always (?:do|does|did) (?:that )?(?:when|"
    r"if|in|with|"
    r"after)|pre-?existing|chronic|"
    r"long[- ]standing|in the past|childhood|had (?:that|it|this|those|them) (?:for years|forever|before)|"
    r"nothing new|not new|no worse than (?:it |they )?(?:ever|usual|always|before|normal)|usual (?:for me|seasonal)|"
    r"same as (?:ever|always)|long ago|in a previous|"
    r"(?:\w+ )?(?:months|weeks) before)\b",
    re.IGNORECASE,
)
HISTORY_ASKED = re.compile(
    r"medical (?:history|conditions?|problems|issues)|history of|ever (?:had|been|have)|past "
    r"(?:medical|history|"
    r"problems)|in the past|before the (?:study|trial)|before (?:you|starting)|chronic|diagnos\w+ with|"
    r"other (?:conditions|health conditions|medical)|surger(?:y|ies)|operations|allerg(?:y|ies|ic)|"
    r"run in (?:your|the) family|previous(?:ly)? (?:had|illness)|existing conditions",
    re.IGNORECASE,
)
FAMILY_ASKED = re.compile(
    rf"\b(?:family|your (?:\w+ )?{PERSON}|anyone (?:else )?(?:at|in|around)|around you|relatives)\b",
    re.IGNORECASE,
)
_UNREAL = (
    r"(?:dreamt|dreamed|dreaming|dream(?:s|ed)? (?:that|i)|imagin\w+|pretend\w*|joking|kidding|(?:film|show|"
    r"programme) where)"
)
MAYBE = re.compile(
    r"\b(?:if|in case|might|may(?! have)|could (?:get|have|cause|be|happen|include|feel|also|lead|make|give)|"
    r"can (?:cause|get|happen|lead|give|make|be|also|include|have|feel|sometimes|come)|would "
    r"(?:be|cause|get|have|make|"
    rf"need)|{_UNREAL}|unless|should (?:you|i|he|she|that|it) (?:get|have|notice|feel|experience|develop|happen)|"
    r"risks? (?:of|for)|chance of|possible|possibly|potential|wonder\w*|(?:prevent|avoid|"
    r"stop)(?:s|ing)? (?:any|a|getting))\b",
    re.IGNORECASE,
)
"""Possibility in the same clause."""
WARNING = re.compile(
    r"\b(?:side[- ]effects? (?:[\w']+ ){0,4}(?:includ\w+|like|such as|are|can|list\w*|could|"
    r"may|might|of|we)|warn\w*|"
    r"worr(?:y|ied|ies|ying) (?:about (?:getting|having|a|an)\b|that|it (?:was|might|could)|(?:if )?(?:it|this) is|"
    r"(?:if )?(?:it's|this is|i have|i've got|he has|she has))|"
    r"(?:afraid|scared|frightened|terrified) (?:of|that it|it (?:was|might|could|would)|i "
    r"(?:might|was going|would|could)|i'd)|fear\w* (?:of|that)|(?:watch|look)(?:ing)? (?:out "
    r")?for|leaflet|consent(?: form)?|information sheet|(?:read|heard|told|said|says) (?:that "
    r")?(?:it|this|they|some|people|you|i|about) "
    r"(?:can|could|may|might)|call (?:us|me|the|right|straight|immediately|an)|let (?:us|me) know|"
    r"contact (?:us|me|the)|some (?:people|participants|patients)|common (?:side|ones|with)|"
    r"get (?:in touch|yourself|to the)|report any|keep an eye|make sure|protect\w*|screen\w* "
    r"for|check\w* (?:you )?for|"
    r"rul(?:e|ed|ing) out|instead of|rather than|thought (?:i was (?:having|getting|in for)|it was going to be|"
    r"i(?:'d| would) (?:be|get|have|feel)))\b",
    re.IGNORECASE,
)
"""Possibility that reaches over the whole sentence."""
ASKED_STILL = re.compile(
    r"\b(?:no more|any ?more|no longer|(?:do|are|does|is) (?:you|he|she|it|they|that|the \w+) still|"
    r"still (?:have|having|get|getting|there|got))\b",
    re.IGNORECASE,
)
"""Asked of something that was there before."""
RECAP = re.compile(
    r"\byou(?:'ve| have|'d)? (?:had|have|were|are|'re|developed|reported|mentioned|said|told|"
    r"noted|described|got|get|felt|feel|"
    r"experienced|vomited|fainted|fell|been|also|still|broke|went|noticed|noticing|ended)|"
    r"\byou(?:'ve| have)\b|\bso (?:the|that|your|this|a|an|one)\b|\b(?:i'll|i will|let me|i'm(?: going to)?|i am) "
    r"(?:record\w*|note|noting|log\w*|write|writing|report\w*|put)|"
    r"\bi've (?:noted|recorded|got)|\byou said\b|\byou mentioned\b|sorry (?:to hear )?about|"
    r"\bi (?:can )?see\b|\bthere(?:'s| is) (?:a|some)\b",
    re.IGNORECASE,
)
"""Staff telling the participant what the participant has, rather than what may come."""
"""Staff speak of what may be, is looked for or asked about, rather than of what is."""
OTHER_PERSON = re.compile(
    rf"\b(?:{OWNER}\s+(?:[\w-]+\s+){{0,2}}?{PERSON}(?:,?\s+\[NAME_\d+\],?)?|someone|somebody|everyone|everybody|"
    rf"people|half (?:of )?(?:the|our|my) \w+|"
    rf"the whole (?:office|family|house\w*))\s+(?:at (?:work|home|church|school)(?:\s+|(?='))|(?:also|"
    rf"just|always|all|recently|"
    rf"actually|really|just)\s+)*{SUFFER}\b|\b{PERSON}'s\b|^\W*(?:{OWNER} )?{PERSON}[,:]|\b(?:everyone|everybody|"
    rf"someone|somebody)'s\b",
    re.IGNORECASE,
)
POSSESSIVE_OTHER = re.compile(
    rf"\b(?:{PERSON}|people|folks|patients|others)(?:'s|s')\s+(?:\w+\s+){{0,2}}$", re.IGNORECASE
)
OTHER_NOUN = re.compile(rf"\b(?:my|our|your|the|a|an)\s+(?:[\w-]+\s+)?{PERSON}\b", re.IGNORECASE)
SELF = re.compile(rf"\b(?:i|i'm|i've|i'd|me|myself|we)\b|\bmy\s+(?!(?:[\w-]+\s+)?{PERSON}\b)", re.IGNORECASE)
THIRD = re.compile(r"\b(?:he|she|he's|she's|him|his|her)\b", re.IGNORECASE)

ONLY_WHEN = re.compile(
    r"^\W*(?:(?:no|yes|yeah|well|um+|uh+|oh)[\s,.]+)*(?:just|only|mainly|mostly)\s+(?:when (?!my|our|the)|at|in|with|"
    r"if|once|the first|a|on|during|after|sometimes|occasionally|mild\w*|slight\w*|now and|last|for|every|from time|"
    r"through)\b",
    re.IGNORECASE,
)
"""An answer that says when, of the one thing that was asked after."""
