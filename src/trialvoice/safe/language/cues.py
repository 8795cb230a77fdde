"""The words by which people remember, fear, or speak of others. `assertion` weighs them; `negation` has denials."""

import re

from trialvoice.safe.language.negation import negates as negates

PERSON = (
    r"(?:wife|husband|partner|spouse|mother|mom|mum|mama|father|dad|son|daughter|sister|"
    r"brother|siblings?|parents?|aunt|uncle|"
    r"cousin|niece|nephew|grand\w+|grand(?:ma|pa)|nan|neighbou?r|friend|buddy|mate|colleague|co-?worker|boss|"
    r"roommate|flatmate|kids?|child|children|baby|toddler|boyfriend|girlfriend|dog|cat|"
    r"in-laws?|family|guy|lady|"
    r"lad|lass|bairn|little (?:un|one)|"
    r"pharmacist|coordinator|receptionist|secretary|courier|trainee|"
    r"woman|man|fellow|staff|team|office|class)s?"
)
"""Another person, by what they are to the speaker."""
_OWNER = r"(?:my|our|his|her|the|their|your|a|an|this|one|another|some)"
_SUFFER = (
    r"(?:has|had|have|having|gets?|got|getting|was|were|is|are|'s|caught|came|comes|suffer\w*|goes|turns|can't|"
    r"couldn't|wakes|cries|forgets|sees|hears|falls|loses|"
    r"with|died|dropped|passed|went|been|lost|ended|nearly|almost|came down|"
    r"feels?|felt|broke|fell|threw|started|develop\w*|complain\w*|who|takes?|took|on|brought|"
    r"ended|passed|keeps|"
    r"uses?|swears|gave me)"
)

BOUNDARY = re.compile(
    r"[;:—–]|,?\s+\b(?:but|except(?: for)?|although|though|however|because|since|(?<!not )(?<!near )(?<!n't )so|"
    r"then|only|"
    r"just|apart from|"
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
    r"tablets?|first dose)|"
    r"before (?:i|we|he|she|you) (?:ever )?(?:start\w*|join\w*|enter\w*|sign\w*|came|took|went "
    r"on|enrol\w*|began)|"
    r"before (?:starting|joining|taking|enrol\w+|all (?:of )?this|any of this)|prior to (?:the|"
    r"this|starting)|"
    r"when (?:i|he|she) was (?:a|an|in|at|about|around|young\w*|little|pregnant|small|\d+|"
    r"\w+teen|twenty|thirty|ten|"
    r"nine|eight|seven|six|five)\b|as a (?:kid|child|teen\w*|boy|girl|young|student)|in (?:my|"
    r"his|her) (?:teens|"
    r"twenties|thirties|forties|fifties|youth|childhood)|"
    r"(?<!never )(?<!not )(?<!didn't )used to (?:get|have|be|suffer|take)|last year|"
    r"the year before|(?:in|since|back in) ['’]?(?:[4-9]\d|[01]\d)\b(?! (?:minutes|hours|days|weeks|months|percent))|"
    r"(?:in|since|at) (?:college|university|high school|grade school|the army|the navy|the service)|"
    r"(?:two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|forty|\d+|couple of|few|many) years\b"
    r"(?! old| from now)|back in (?:19|20|the|my|college|school|high|nineteen|two thousand)|in (?:19|20)\d\d|"
    r"in (?:nineteen|two thousand)|nineteen (?:[a-z]+ty|ninety)\b|twenty (?:oh|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)"
    r"teen|twenty(?:[- ](?:one|two|three))?)\b(?! (?:minutes|hours|days|weeks|months|milli\w+|pounds|times|tablets))|"
    r"two thousand(?: and)? \w+|(?<![\d.,])(?:19\d\d|20[01]\d|202[0-3])(?![\d.,])|history of|for (?:[\w-]+ ){0,4}(?:years|decades)|for ages|"
    r"(?:all|most of) (?:my|his|her) life|(?:my|his|her) whole life|since (?:i was|he was|she was|childhood|"
    r"(?:my|his|her) (?:teens|twenties|thirties|forties|fifties|school|divorce|pregnancy)|"
    r"19\d\d|20[01]\d|before|"
    r"always|long before)|like always|after (?:my|his|her|the) (?:divorce|accident|marriage|wedding|war)|"
    r"from (?:19|20)\d\d|from (?:nineteen|two thousand)|long before|even before|always (?:had|been|get|got|suffered)|"
    r"always (?:have|has|did|was|am)(?=\W*$)|(?:they|it|i|he|she) always (?:do|does|did) (?:that )?(?:when|if|in|with|"
    r"after)|"
    r"pre-?existing|chronic|"
    r"long[- ]standing|in the past|childhood|had (?:that|it|this|those|them) (?:for years|forever|before)|"
    r"nothing new|not new|no worse than (?:it |they )?(?:ever|usual|always|before|normal)|usual (?:for me|seasonal)|"
    r"same as (?:ever|always)|long ago|in a previous|"
    r"(?:\w+ )?(?:months|weeks) before)\b",
    re.IGNORECASE,
)
HABITUAL_FOR = re.compile(
    r"\b(?:that's|it's|they're|is|are|takes?|puts?|uses?|on \w+|up m[yae] nose|"
    r"in (?:the|my|our) (?:cupboard|house|cabinet|drawer|bag|fridge|bathroom|medicine \w+))(?:,| just| only)*\s+"
    r"for (?:the |my |his |her |a )?$",
    re.IGNORECASE,
)
"""What a medicine is taken for, day in, day out: a condition rather than an event."""
ASKS_AHEAD = re.compile(
    r"^\W*(?:(?:and|so|but|um+|uh+|oh|well)\W+)*(?:will|would|could|can|might|should|am|are|is) (?:i|you|it|that|this|"
    r"they|we|there|he|she|people)\b(?! (?:\w+ )?(?:not )?(?:still|the reason|why)\b)(?=.*\b(?:be|get|have|feel|make|"
    r"give|cause|bring|happen|start|go)\b)",
    re.IGNORECASE,
)
"""A participant who asks what may come."""
ONLY_THAT = re.compile(r"^\W*(?:(?:no|yes|yeah|well|um+|uh+|oh)[\s,.]+)*(?:just|only|mainly|mostly)\b", re.IGNORECASE)
"""An answer to a list that takes one thing and leaves the others."""
AS_USUAL = re.compile(
    r"\b(?:(?:no|not|any) (?:more|worse|different) (?:than|to|from) (?:usual|normal|any(?:body|one)|most|before|ever|"
    r"always|the next)|(?:no more|not any more) than|same as any(?:body|one)|only the usual|just the usual)\b",
    re.IGNORECASE,
)
"""What anybody has, or what was there all along."""
READ_OUT = re.compile(
    r"\b(?:it|they|that|leaflet|form|sheet) (?:says?|said|lists?|mention\w*|warn\w*|talks? about)\b", re.I
)
LEAFLET = re.compile(r"\b(?:leaflet|form|sheet|consent|information|booklet|risks?|side[- ]effects?)\b", re.IGNORECASE)
"""What lists what may come."""
TELL_OF_IT = re.compile(
    r"\b(?:tell (?:him|her|them|the \w+|us|me)|mention|show (?:him|her|them)|what) about (?:[\w',]+ ){0,5}$",
    re.IGNORECASE,
)
"""Somebody asks for the story, which comes next: "tell her about the | throwing up"."""
SINCE_WHEN = re.compile(
    r"\b(?:since when|(?:for )?how long|when did (?:that|it|this|those)|when was that|how old)\b", re.IGNORECASE
)
BEFORE_NOW = re.compile(
    r"\b(?:last time|at (?:screening|baseline)|at the last visit|when you (?:first )?(?:joined|"
    r"came|started))\b",
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
_UNREAL = r"(?:dreamt|dreamed|dreaming|dream(?:s|ed)? (?:that|i)|imagin\w+|pretend\w*|joking|kidding|(?:film|show|programme) where)"
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
    r")?for|"
    r"leaflet|consent(?: form)?|information sheet|(?:read|heard|told|said|says) (?:that "
    r")?(?:it|this|they|some|people|you|i|about) "
    r"(?:can|could|may|might)|call (?:us|me|the|right|straight|immediately|an)|let (?:us|me) know|"
    r"contact (?:us|me|the)|some (?:people|participants|patients)|common (?:side|ones|with)|"
    r"get (?:in touch|yourself|to the)|report any|keep an eye|make sure|protect\w*|screen\w* "
    r"for|check\w* (?:you )?for|"
    r"rul(?:e|ed|ing) out|instead of|rather than|thought (?:i was (?:having|getting|in for)|it was going to be|i'd have))\b",
    re.IGNORECASE,
)
"""Possibility that reaches over the whole sentence."""
FOLLOWED_UP = re.compile(
    r"^\W*(?:(?:um+|uh+|oh|ooh|ah|well|yeah|yes|aye|no|nope|so|that|it|they|those|it's|it'll|that's|that'd|they're|"
    r"he's|she's|he|she|i'm|all|is|are|was|were|has|have|had|been|i'd say|i think|thank god|thankfully|actually|"
    r"kind ?of|kinda|mostly|just|pretty much|much|a (?:lot|bit|little|wee bit)|bit|lot|way|about the|about|"
    r"more or less|"
    r"completely|totally|all but|nearly|almost|long|quite|the same as|both|finally|eventually|since|now|got|gotten|"
    r"getting|gets|oh aye|aye|if anything|ain't)[\s,.…]+)*"
    r"(?:gone\b(?! (?:to|out|up|down (?:the|to)))|(?:it |they |that )?went\b(?= (?:away|off|down|by|after|within|"
    r"when)\b)|"
    r"stopped|quit\b|cleared|settled|healed|finished|over\b(?= (?:and|with|now|in|by)|\W*$)|"
    r"wore off|worn off|passed off|better\b(?! (?:not|get|than nothing))|worse|less\b|easing|eased\b(?! (?:it|them|"
    r"the|my))|calmed|faded|"
    r"improv(?:ed|ing)|"
    r"still (?:there|got|have|having|getting|get|gets?|here|a bit|sore|on\b(?! (?:the|it|them|my))|going|bad|the same|"
    r"with me|comes?|around|about|bothering|(?!taking|using|working|smoking|doing|living|on the)\w+ing\b)|"
    r"(?:the )?same\b(?! (?:day|time|one|drug|tablet|dose|thing again))|no change|no different|unchanged|"
    r"comes? and goes?|"
    r"on and off|"
    r"off and on|never (?:(?:really|quite|actually) )?(?:came|come|been|happened|shifted|went|left|bothered|had)\b|"
    r"(?:has|have|had|did|does|do|is|was)(?:n't| not) (?:been|come|came|gone|had|happened|shifted|bothered|returned|"
    r"cleared|settled|stopped|got any)\b|"
    r"(?:not|nothing|none|never|not once|not (?:a|one|had one|had any)(?: \w+)?) (?:since|any ?more|again|"
    r"these days)\b|no more\b|no longer|"
    r"(?:it |they |that )?(?:came|come|comes) back|back again|is back|"
    r"n(?:o|ot|or) (?:any |much |a lot )?(?:better|worse|different)|nothing since|as (?:bad|good) as|up and down|"
    r"hanging on|lingering|resolved|on the mend|mending|history|back to (?:normal|usual|myself))",
    re.IGNORECASE,
)
"""How it goes with what was asked about: so it was there."""
STRONGLY_BACK = re.compile(
    r"\b(?:never (?:came|come) back|(?:has|have|had)(?:n't| not) (?:been|come) back|(?:came|come|comes|is|are) back|"
    r"cleared|"
    r"settled|gone\b(?! (?:to|out|up|down the))|went away|stopped|still (?:there|bad|bothering|playing up)|"
    r"comes? and goes?|"
    r"passed off|wore off|healed|on the mend|nothing since|not since)\b",
    re.IGNORECASE,
)
"""An answer that only something untoward is given."""
ASKED_FIRST = re.compile(
    r"\b(?:any(?:thing|one)?\b(?! ?more| longer| better| worse| sign)|ever\b|did you (?:pass|get|have))", re.IGNORECASE
)
"""Asked as of something that may never have been."""
NOT_ONCE = re.compile(r"^\W*(?:\w+[,.]? )?(?:not|never|nothing|none|hasn't|haven't|didn't)\b", re.IGNORECASE)
WHAT_OF_IT = re.compile(r"^\W*what (?:[\w']+ ?){1,3}\?", re.IGNORECASE)
"""An answer that knows of none: "What cough?"."""
THAT_IS_IT = re.compile(
    r"^\W*(?:(?:um+|uh+|oh|ah|well|yeah|yes|aye|yep|no)[\s,.…]+)*(?:that's (?:the one|it|the word|him|them|"
    r"exactly it|what (?:i|it|he|"
    r"she|they|the \w+))|that'll be it|the very (?:one|thing)|that one|exactly|spot on|yeah that|you've got it|"
    r"you got it)",
    re.IGNORECASE,
)
"""An answer that takes the name offered for what was described."""
ASKED_STILL = re.compile(
    r"\b(?:no more|any ?more|no longer|(?:do|are|does|is) (?:you|he|she|it|they|that|the \w+) still|"
    r"still (?:have|having|get|getting|there|got))\b",
    re.IGNORECASE,
)
"""Asked of something that was there before."""
ASKED_ABOUT_IT = re.compile(
    r"\b(?:since when|when did (?:it|that|they|those|this)|how (?:long|bad|often)|"
    r"(?:have|had|has|get|got) (?:that|it|them|those)|"
    r"is (?:it|that) (?:still|new)|did (?:it|that|they) (?:go|stop|start|come))\b",
    re.IGNORECASE,
)
LISTED_RISKS = re.compile(
    r"\b(?:risks?|side[- ]effects?|things that (?:can|could|may|might)|"
    r"(?:can|could|may|might) (?:cause|lead|give|bring|get|have|happen)|have been (?:seen|"
    r"reported)|in (?:some|other) (?:people|patients|studies|participants)|"
    r"the (?:form|sheet|leaflet) (?:says|lists|warns))\b",
    re.IGNORECASE,
)
"""Staff reading out what the consent form warns of."""
HABIT = re.compile(
    r"\bif\b.*\b(?:i|it|he|she)\s+(?:still |just |sometimes |usually )?(?:get|feel|felt|got|"
    r"start\w*|am|go|'m|gets|feels|goes|hurts)\b",
    re.I,
)
RECAP = re.compile(
    r"\byou(?:'ve| have|'d)? (?:had|have|were|are|'re|developed|reported|mentioned|said|told|"
    r"noted|described|got|get|felt|feel|"
    r"experienced|vomited|fainted|fell|been|also|still|broke|went|noticed|noticing|ended)|"
    r"\byou(?:'ve| have)\b|"
    r"\bso (?:the|that|your|this|a|an|one)\b|\b(?:i'll|i will|let me|i'm(?: going to)?|i am) "
    r"(?:record\w*|note|noting|log\w*|write|writing|report\w*|put)|"
    r"\bi've (?:noted|recorded|got)|\byou said\b|\byou mentioned\b|sorry (?:to hear )?about|"
    r"\bi (?:can )?see\b|\bthere(?:'s| is) (?:a|some)\b",
    re.IGNORECASE,
)
"""Staff telling the participant what the participant has, rather than what may come."""
YOU_DID = re.compile(
    r"\byou (?:\w+ly |just |also |then )?"
    r"(?:\w+ed|fell|threw|felt|got|went|broke|cut|had|lost|hurt|came|bled|shook|slept)\b",
    re.IGNORECASE,
)
"""The same where the verb is part of what is named: "so you | blacked out"."""
OPEN = re.compile(
    r"\b(?:can|could|may|might|would|will|shall|should|must|won't|'ll|'d|if|unless|in case|whether|any(?:thing|one)?|ever|"
    r"let me|let's|let us|tell|ring|call|phone|watch|look|keep|check|ask\w*|talk|remember|next|scales?|scor\w+|diary|"
    r"out of (?:five|ten|\d+)|nought|zero|"
    r"people|patients|some|few|many|most|others|common\w*|usual\w*|often|sometimes|normal\w*|side[- ]effects?|known|"
    r"leaflet|form|list\w*|warn\w*|risks?|possib\w+|studies|trials?|questions?|about|for|why|try|don't|want|need)\b|"
    r"^\W*(?:and|or|then|your|no)\b",
    re.IGNORECASE,
)
RULED = re.compile(
    r"\bgrade (?:one|two|three|four|five|[1-5])\b|\b(?:not )?(?:un)?related\b|\bclinically significant\b|\bcs\b|"
    r"\bgoes (?:down|in) as\b|\b(?:onset|stop date|end date|start date|resolved|recovered|recovering|ongoing|fatal)\b",
    re.IGNORECASE,
)
"""What staff decide of an event that was: its grade, its cause, its dates."""
"""Staff speak of what may be, is looked for or asked about, rather than of what is."""
OTHER_PERSON = re.compile(
    rf"\b(?:{_OWNER}\s+(?:[\w-]+\s+){{0,2}}?{PERSON}(?:,?\s+\[NAME_\d+\],?)?|someone|somebody|everyone|everybody|"
    rf"people|half (?:of )?(?:the|our|my) \w+|"
    rf"the whole (?:office|family|house\w*))\s+(?:at (?:work|home|church|school)(?:\s+|(?='))|(?:also|"
    rf"just|always|all|recently|"
    rf"actually|really|just)\s+)*{_SUFFER}\b|\b{PERSON}'s\b|^\W*(?:{_OWNER} )?{PERSON}[,:]|\b(?:everyone|everybody|someone|somebody)'s\b",
    re.IGNORECASE,
)
NAMED_OTHER = re.compile(
    rf"(?<!doctor )(?<!dr )(?<!nurse )\[NAME_\d+\],? (?:(?:who|also|just|actually|then|always) )*{_SUFFER}\b",
    re.IGNORECASE,
)
"""A participant who names somebody speaks of another: "except [NAME_1] who got food poisoning"."""
POSSESSIVE_OTHER = re.compile(
    rf"\b(?:{PERSON}|people|folks|patients|others)(?:'s|s')\s+(?:\w+\s+){{0,2}}$", re.IGNORECASE
)
NOT_IN_CARE = re.compile(
    r"\b(?:an?|another|one of (?:my|our|the)) (?:[\w-]+ )?(?:kid|child|baby|son|daughter|man|woman|lady|bloke)\b|"
    r"\b(?:my|our|his|her|the) (?:[\w-]+ )?(?:grand\w+|sister|brother|aunt|uncle|cousin|neighbou?r|"
    r"friend|colleague|boss|dog|cat|niece|nephew|"
    r"other (?:son|daughter|child|kid))\b",
    re.IGNORECASE,
)
OTHER_NOUN = re.compile(rf"\b(?:my|our|your|the|a|an)\s+(?:[\w-]+\s+)?{PERSON}\b", re.IGNORECASE)
SELF = re.compile(rf"\b(?:i|i'm|i've|i'd|me|myself|we)\b|\bmy\s+(?!(?:[\w-]+\s+)?{PERSON}\b)", re.IGNORECASE)
OF_ANOTHER = re.compile(
    rf"^\W*(?:(?:no|oh|yes|yeah|ah|well|that's|that was|that is|it's|it was)[\s,.]+)*(?:my|his|her|our) (?:[\w-]+ )?{PERSON}\W*$",
    re.IGNORECASE,
)
"""An answer that says whose it is: "Barb, migraine." - "My sister."."""
STARTS_WITH_OTHER = re.compile(
    rf"^\W*(?:(?:and|so|well|oh|but|then)[\s,]+)*(?:{_OWNER}\s+)?(?:[\w-]+\s+)?{PERSON}\b", re.IGNORECASE
)
THIRD = re.compile(r"\b(?:he|she|he's|she's|him|his|her)\b", re.IGNORECASE)
IN_FAMILY = re.compile(
    r"\b(?:runs? in (?:the|my|our) family|in (?:the|my) family|on my (?:mother|father|mom|mum|dad)'s side)",
    re.I,
)

HAD_BEFORE = re.compile(
    r"\b(?:had|gotten)\b[^.?!]{0,30}?\bbefore(?=\W*$|\W+(?:but|and (?!then)|though|like)\b)", re.IGNORECASE
)
PLAIN_YES = re.compile(
    r"^\W*(?:(?:um+|uh+|oh|well)[\s,.]+)*(?:yes|yeah|yep|yup|mm-?hmm)\b(?! (?:but|no)\b)", re.IGNORECASE
)
ONLY_WHEN = re.compile(
    r"^\W*(?:(?:no|yes|yeah|well|um+|uh+|oh)[\s,.]+)*(?:just|only|mainly|mostly)\s+(?:when (?!my|our|the)|at|in|with|"
    r"if|once|the first|a|on|during|after|sometimes|occasionally|mild\w*|slight\w*|now and|last|for|every|from time|"
    r"through)\b",
    re.IGNORECASE,
)
"""An answer that says when, of the one thing that was asked after."""
IF_SO = re.compile(r"^(?:'s)?\W*(?:if (?:you|he|she) (?:get|gets|have|has|need)|in case)\b", re.IGNORECASE)
"""What is to be done should it come: "Tylenol for fevers if you get any"."""
ALLERGY_ASKED = re.compile(
    r"\ballerg(?:y|ies|ic to)\b(?!.*\b(?:study|trial)\b)|\bwhat (?:happens|happened) when (?:you|he|she)\b|"
    r"\bwhat(?: kind of| sort of|'s the| was the)? reaction\b",
    re.IGNORECASE,
)
REACTS = re.compile(
    r"\b(?:gets?|got|breaks?|broke|gives?|gave|causes?|makes?|made|comes? (?:up|out)|came (?:up|out)|reaction)\b",
    re.IGNORECASE,
)
NOW = re.compile(
    r"\b(?:since|now|today|yesterday|lately|this (?:week|morning)|right now|for (?:a|the|\d))\b", re.IGNORECASE
)
OF_ANOTHER_AFTER_ALL = re.compile(
    rf"^\W*(?:(?:or|oh|no|wait|sorry|actually|well|i mean)[\s,.]+)*(?:that|it)(?: was|'s| is) (?:actually )?"
    rf"(?:my|his|her|our) (?:[\w-]+ )?{PERSON}\b",
    re.IGNORECASE,
)
"""What was just told is set right: "I had my tonsils out. Sorry, that was my brother."."""
