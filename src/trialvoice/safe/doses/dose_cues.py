"""How people speak of doses missed, taken, held, taken twice and explained. `doses` weighs them."""

import re

_NOUN = (
    r"(?:doses?|tablets?|pills?|capsules?|caps|injections?|shots?|jabs?|pens?|syringes?|infusions?|patch(?:es)?|"
    r"puffs?|sprays?|drops?|sachets?|lozenges?|inhaler|puffer|medicines?|medications?|meds|study drug|drug)"
)
_PART = (
    r"(?:mornings?|mornin'?s?|evenings?|nights?|nighttime|bedtime|noon|lunchtime|midday|afternoons?|breakfast|supper)"
)
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
NUMBER_WORD = (
    r"(?:\d{1,2}|one|wan|two|twa|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|nineteen|twenty)"
)

MISS = re.compile(
    r"\b(?:miss(?:ed|ing|es)?(?! (?:you|her|him|us|my (?:wife|husband|mum|mom|dad|kids|mother|father)))|"
    r"skipp?(?:ed|ing|s)?|forg[eo]ts?(?:ten|tin)?|forgetting|left (?:out|off)|"
    r"ran out|run out|running out|(?:was|were|been|days?|weeks?|nights?|weekend)\b[^.?!]{0,40}?\bwithout|"
    r"stopped (?:taking|them|it)|"
    r"(?:did(?:n't|nt| not|nae)|do(?:n't|nt| not)|does(?:n't|nt| not)|never|ain't|couldn't|could not|"
    r"couldn't|wasn't able to|"
    r"wouldn't|not) "
    r"(?:\w+ ){0,2}?(?:take|took|taken|taking|put (?:it|them|one|any) on|apply|change (?:it|them)|want "
    r"(?:it|them|(?:his|her|the) \w+)|give (?:him|her|me|it|them)|have (?:it|them|one|any|my)|"
    r"swallow(?:ed)?|inject(?:ed)?|use it|do (?:it|them|"
    r"one|that one|the|my|mine)|get (?:it|them|one|swallowed|taken|to take))|"
    r"(?:ha(?:ven't|dn't|sn't|s not|ve not|d not)|i've not) (?:\w+ )?(?:taken|had (?:it|them|one|my|the)|"
    r"done (?:it|them))|"
    r"left (?:it|them|'em|em|my|the|his|her|our) (?:[\w'-]+ ){0,4}?(?:at|behind|in|on) |off (?:the|my) (?:study "
    r")?(?:tablets|drug|pills|medication|capsules)|"
    r"refus(?:ed|es|ing)|(?:one|two|three|a|couple of|few) (?:slips?|lapses?)|(?:took|taken|take) "
    r"(?:no|none of (?:the|my)|nothing)\b|had (?:none of (?:the|my)|nothing)\b|couldn't (?:\w+ )?get (?:it|"
    r"them|one|any|the \w+) (?:in|into|"
    r"down)\b|sp[ai]t "
    r"(?:it|them|one) out|slept through|slipped (?:my|his|her|our) mind|took a "
    r"(?:wee )?break|paused|went without|gone without|"
    r"(?:lost|dropped) (?:one|a|two|some|wan) (?:tablets?|pills?|capsules?)|"
    r"(?:would(?:n't| not)|did(?:n't| not)) let (?:him|her|me|us) (?:have|take|use)|"
    r"still (?:in (?:there|the (?:box|pack|blister|bottle|organi[sz]er|strip))|sitting there|left in)|"
    r"(?:didn't|didnt|did not|never|nobody|couldn't|couldnt|could not|don't|dont|ain't|not) (?:\w+ ){0,2}?"
    r"(?:bother(?:ed)?|pack(?:ed)? (?:it|them|any|my|the)|fetch(?:ed)?|touch(?:ed)? (?:it|them)|face (?:it|them)|"
    r"remember(?:ed)?(?: to take)? (?:it|them|one)|did (?:it|them|that one|one|mine))\b|"
    r"(?:gave|give|given) (?:it|them|that one) a miss|neither (?:of (?:them|'em)|one|dose)\b|"
    r"\b(?:i|he|she|we) left (?:it|them|that one)(?= ?(?:[.,;?!]|$))|best leave it|"
    r"(?:none|nothing|nane|nowt) (?:left|with (?:me|him|her|us)|on (?:me|him|her|the ward)|of (?:them|'em|my|the))\b|"
    r"(?:with|had) (?:no|none of (?:my|the|his|her)) (?:\w+ )?(?:doses?|tablets?|pills?|capsules?|pens?|injections?|"
    r"patch(?:es)?|inhaler|drops|medication)\b|"
    r"with nothing\b|"
    r"(?:i|he|she|we|went|gone|go|got|asleep|sleep|bed|nights?|days?|\w+day) (?:on |entirely |completely )?without"
    r"(?: (?:it|them|any|one)\b|(?= ?(?:[.,;?!]|$)))|off (?:it|them)(?= (?:the|all|that|a|over|until|till|"
    r"since|altogether|completely|this|last|\w+day)\b| ?(?:[.,;?!]|for|because|from|when|$))|"
    r"(?:didn't|didnt|did not|never) (?:\w+ )?get (?:round |around )?to (?:it|them)\b|"
    r"only (?:had|took|did|managed|got) (?:the|his|her|my) (?:morning|evening|night|bedtime|breakfast|lunch\w*) "
    r"(?:one|dose|tablet|pill|capsule|puff)s?\b|"
    r"stopped (?:the|my|those|your) (?:\w+ )?(?:tablets?|pills?|capsules?|injections?|pens?|inhaler|drops|patch(?:es)?|"
    r"medication) (?:myself|on my own|by myself|for (?:a|\w+) (?:few )?(?:days?|nights?|weeks?)))",
    re.IGNORECASE,
)
NONE_THEN = re.compile(
    rf"\b(?:(?:none|nothing|nane|nowt)\b(?: (?!but\b|to\b|wrong\b|happen\w*)[\w']+){{0,3}}? (?:{_WEEKDAY}|weekend|"
    rf"(?:those|these|that|this|the|for|all|both|in|over|a) (?:[\w']+ ){{0,2}}?(?:days?|weeks?|nights?|mornings?|"
    rf"evenings?|month|time|weekend|hospital|ward|{_WEEKDAY})|at all|to (?:take|use|inject))\b|"
    rf"neither (?:in )?(?:the |my )?{_PART}(?:'s)?(?: \w+)? nor\b|no (?:{_WEEKDAY} |{_PART} |study |"
    rf"injection |second |first )*(?:doses?|tablets?|pills?|capsules?|injections?|"
    rf"shots?|pens?|infusions?|patch(?:es)?|puffs?|ones?)\b(?! (?:left|missed|were missed|was missed|forgotten|"
    rf"skipped|to (?:bring|return)|else|knows?|told|said|came|has|had|is|was there|can|could|would|will|"
    rf"ever))(?=[^.?!]*"
    rf"(?:{_WEEKDAY}|{_PART}|weekend|days?\b|weeks?\b)))",
    re.IGNORECASE,
)
"""None at a time that is named: "none all Saturday", "no Friday night one"."""
LET_GO = re.compile(
    rf"\b(?:off (?:the |his |her |my )?(?:study )?(?:drug|treatment|dosing)\b|(?:gave|given) (?:it|them|"
    rf"the \w+|my \w+|those) up\b|(?:gave|given) up (?:on )?(?:it|them|the|my|those)\b|"
    rf"(?:ran|run|gone|went|was|were) dry\b|crossed (?:my|his|her|our) mind to (?:bring|take|pack)|"
    rf"never (?:\w+ )?(?:had|gave|got|saw|touched|took|brought) (?:(?:him|her|me|us) )?(?:a|one|any|it|them|the|my|"
    rf"yours|{_NOUN})\b|not (?:a|one|a single one) of (?:it|them)\b|couldn't (?:look at|face|stomach|"
    rf"keep down) (?:it|them|"
    rf"the|a|any)\b|let (?:it|them|that one|the \w+) (?:go|be|slide)\b|went (?:clean |right |"
    rf"straight )?(?:by|past) (?:me|us|"
    rf"him|her)\b|passed (?:me|him|her|us) by|(?:quit|dropped|ditched|binned|parked|suspended|withheld|held back|"
    rf"came off|laid off|left off) (?:it|them|the|my|your|this|that)\b|(?:held off|laid off|went bare)\b|"
    rf"(?:was|were)(?:n't|nt| not|n't ever| never) (?:\w+ )?(?:given|taken|administered|used|injected|done|infused)\b|"
    rf"\bnot (?:given|administered|infused|dosed)\b|never (?:given|administered|got (?:done|given|taken))\b|"
    rf"(?:did(?:n't|nt| not)|would(?:n't|nt| not)|could(?:n't|nt| not)) (?:\w+ )?(?:dare|get the chance|get a chance|"
    rf"manage|feel like|fancy|risk|want)(?: (?:it|them|one|that one|any|to (?:take|do|use|inject|swallow)|the|my|"
    rf"(?:swallow\w*|tak\w+)))\b|"
    rf"(?:had|have|has|did)(?:n't|nt| not) (?:got |have |had )?(?:it|them|any|one|another|the \w+|"
    rf"my \w+) (?:with|on|to)"
    rf"\b|wasn't (?:doing|taking|having) (?:it|them|one|the|my)\b|"
    rf"(?:the )?(?:bottle|box|pack|packet|strip|tablets?|pills?|capsules?|pens?|inhaler|patches|tin|bag) (?:\w+ )?(?:"
    rf"stayed|was left|were left|got left|(?:was|were|sat|sitting|still)(?: still| back| sitting| all the time)? (?:at|"
    rf"in|on|beside|by|behind))\b)",
    re.IGNORECASE,
)
"""Not taken, told as something let go, not given or out of reach."""
THOUGHT = re.compile(
    r"\b(?:going|about|tempted|meant|planning|wanted) to (?:skip|miss|leave|drop)\b|"
    r"\b(?:thought|feared|worried|sure|afraid) (?:that )?(?:i|he|she|we)(?:'d|'ve| had| have)? (?:missed|skipped|"
    r"forgotten|forgot)\b",
    re.IGNORECASE,
)
"""Only thought to have been missed."""
TAKEN_AFTER = re.compile(
    r"^\W*(?:(?:so|but|and|then)\W+)*(?:i|he|she|we)(?:'d| had)? (?:just |still |only )?(?:took|had|did|used|injected) "
    r"(?:it|one|them|that one|mine) (?:then|when|later|at|that|in the|straight|as soon|anyway|the same|an hour)\b",
    re.IGNORECASE,
)
"""What comes next tells that it was taken late."""
RESUMED = re.compile(
    rf"\b(?:back (?:on|to|at|onto) (?:it|them|the|my|normal|track)\b|(?:i|he|she|you|we|was|were|and|then|so|went|came)"
    rf" (?:went |came |was |were |am )?back (?:on|to) |(?:re-?start|resum)\w*|start(?:ed|"
    rf"ing)? (?:\w+ ){{0,3}}?(?:again|"
    rf"back|up)\b|on (?:it|them) again|pick(?:ed)? (?:\w+ )?up again|from (?:the )?{_WEEKDAY} on\b|(?:as )?(?:usual|"
    rf"normal) (?:from|since|on))|^\W*back (?:on )?(?:the )?{_WEEKDAY}\b",
    re.IGNORECASE,
)
"""Taken again."""
BARE_NONE = re.compile(r"\b(?:had|'d|have|got) none\b", re.IGNORECASE)
"""Of doses only where they are the talk."""
TAKE_IT = re.compile(r"(?:n't|nt|\bnot|\bforgot to|\bnever) (?:took|take) (?:it|them|one|any|mine)\b", re.IGNORECASE)
NEITHER_PART = re.compile(rf"\bneither (?:in )?(?:the |my )?{_PART}(?:'s)?(?: \w+)? nor\b", re.IGNORECASE)
PART_ONES = re.compile(
    rf"\b(?:the|my|his|her) {_PART}'?s? (?:ones?|doses?|tablets?|pills?|capsules?|puffs?)\b", re.IGNORECASE
)
"""Said of what is taken every day."""
UNDONE = re.compile(
    r"\b(?:i|he|she|we) (?:did(?:n't|nt| not)|never did|have(?:n't|nt| not)|could(?:n't|nt| not))(?= *(?:[.,;]|$))|"
    r"\w*(?:day|night|morning|week|weekend)s?,? (?:\w+ )?(?:nothing|none|nowt|nane)\b",
    re.IGNORECASE,
)
"""Left undone, where days of doses are told: "the eighteenth I didn't"."""
ABSENT = re.compile(
    r"\b(?:they|it|the (?:bottle|box|pack|tablets|pills|capsules|pens?|inhaler)|my (?:bottle|tablets|pills|capsules|"
    r"inhaler|pens?)) (?:was|were|is|are|stay(?:s|ed)|sat|stood) (?:still |all |back )*(?:at|on|in) (?:my|"
    r"the|our|his|her|a) "
    r"(?!mail|post)\w+|\b(?:they|it|the bottle) (?:was|were|stay(?:s|ed)) (?:at home|behind)\b|"
    r"\b(?:weren't|werent|wasn't|wasnt|were not|was not) (?:on|with) (?:me|him|her|us)\b|"
    r"\b(?:nurse|sister|ward|they|hospital|staff|doctors?) (?:\w+ )?(?:took|locked|kept|had|put) (?:it|them) "
    r"(?:\w+ )?(?:off|away|from|in)\b",
    re.IGNORECASE,
)
"""Out of reach: so not taken, where doses are the talk."""
DOSE = re.compile(
    rf"\b(?:{_NOUN}|it|them|'?em|one|ones|dosing|any|some|that day|days?|{_PART}|weekends?|{_WEEKDAY}|once|"
    rf"twice|a couple|"
    rf"weeks?)\b",
    re.IGNORECASE,
)
STRONG_DOSE = re.compile(rf"\b(?:{_NOUN}|dosing|(?:morning|evening|night|bedtime)'?s? ones?)\b", re.IGNORECASE)
NOT_A_DOSE = re.compile(
    r"\b(?:miss(?:ed|ing)?|skipp?(?:ed|ing)?|forg[eo]t(?:ten)?) (?:(?:the|my|an?|our|your|that|"
    r"this|one|two|some|to|about|how|last|all|of) )*(?:any |your |ever )*(?:appointment|visit|bus|train|"
    r"flight|call|phone|"
    r"work|lunch|breakfast|dinner|supper|meals?|periods?|diary|entry|entries|party|wedding|sleep|you|tell|mention|"
    r"ask|bring|write|say|fill|school|class|church|rinse|weigh|measure|blow|"
    r"deadline|word|words|name|questionnaire|shift|day of work|days? (?:of|off) (?:work|school)|procedure|"
    r"assessment|sample|ecg|blood|exam|walk|point|step|swim|practice|gym|game|log|readings?|card|do it\b)|"
    r"\bforg[eo]t(?:ten)? to (?!take|give|have|use|inject|swallow|do\b|apply|put|get|change|bring them)\w+|"
    r"\b(?:forg[eo]t(?:ten)?) (?:what|where|when|who|why|that|which)\b|\bwithout (?:any |a )?"
    r"(?:sleep|rest|eating|coffee|problem|issue|trouble|help|food|pain|side|difficult|the cane|my glasses|water|"
    r"breakfast|stopping|a break|stick|asking|thinking|it being)|\bmissed (?:a |one |two |\w+ )?(?:days? of |)work|"
    r"\bforg\w+ (?:that )?(?:i|he|she|we|you)(?:'d|'ve| had| have)? (?:already |just )?(?:had|taken|took|done|"
    r"already)\b|"
    r"\b(?:take|taken|took|use|used) (?:anything|something|nothing)\b|"
    r"\b(?:take|taken|took|have|had|use) (?:another|any ?more|an extra|two|both)\b|"
    r"\b(?:consent|visit|form|page|signature|sample|appointment|entry|call|test|reading|ecg|procedure|"
    r"assessment|report)"
    r"s? (?:\w+ ){0,2}?(?:missed|forgotten|skipped)\b|"
    r"\b(?:heart|pulse|beats?)\b[^.?!]{0,20}\b(?:skip|miss)|\bskipp?\w* (?:a |some )?beats?",
    re.IGNORECASE,
)
_GAPS = (
    rf"(?:it|they|them|one|any) (?:did(?:n't|nt)|was(?:n't|nt)|were(?:n't|nt)) (?:\w+ )?(?:taken|done|given|used)|"
    rf"without (?:the |your |his |her )+{_NOUN}|(?:days?|nights?|go|gone|went|mornings?|"
    rf"evenings?) (?:\w+ ){{0,2}}?without|"
    rf"(?:you|he|she) (?:ever )?(?:without|off (?:it|them))|"
    rf"(?:any|there|which|what|how many) (?:days?|times?|nights?|mornings?|evenings?) (?:when |that )?(?:you|he|"
    rf"she) (?:didn't|didnt|did not|couldn't)|"
    rf"(?:you|he|she) (?:didn't|didnt|did not) (?:have|take|get|use|do|inject) (?:it|them|the|your|any|one)|"
    rf"off (?:the|your|his|her) (?:\w+ )?{_NOUN}|any (?:\w+ "
    rf")?(?:gaps?|slips?|lapses?|hiccups|misses)|(?:weeks?|days?|you|he|she) without|r[au]n out|(?:took|"
    rf"had|taken) (?:no|none)\b|which (?:days|weeks|ones) (?:did|have) (?:you|he|she)|"
    rf"(?:take|taken|have|had|do|done) (?:this morning|today|last night|yesterday|this week)'s"
)
_BLANKS = (
    r"(?:(?:has|have|shows?) (?:the )?\w+day (?:empty|blank|missing|open)|(?:(?:a|two|three|some|"
    r"one) (?:gaps?|blanks?|holes?)|"
    r"(?:is|are|it's|was) (?:blank|empty)) (?:\w+ ){0,3}?(?:on|for|in))"
)
_COUNTED = (
    rf"{_NOUN} (?:\w+ )?(?:come|go|went|came|along|packed)? ?with you|left in the (?:bottle|box|pack|strip)|"
    rf"(?:did|have|has) (?:you|he|she) (?:\w+ )?(?:get|have|had|swallow|inject|use|used|do|done) (?:it|them|"
    rf"your|the) {_NOUN}|"
    rf"let's count|who (?:gave|gives|was giving|did|does) (?:you|him|her)\b|"
    rf"all (?:{NUMBER_WORD}|of them) (?:a|every|each|per) (?:day|week)|all (?:of them |of those )?taken|"
    rf"everything taken|what (?:did (?:they|you|he|she) do|happened) (?:about|with|to) (?:those|them|it|the|your)|"
    rf"{NUMBER_WORD} (?:\w+ )?(?:over|too many|extra|still) (?:in|there)|"
    rf"(?:that is|that's|thats|is|still) (?:still )?(?:full|unused|unopened|untouched|sealed)|"
    rf"(?:you|he|she) (?:stopped|quit|came off|paused) (?:it|them|the|your|our|taking)|"
    rf"the {_PART} (?:ones?|doses?|tablets?|pills?|capsules?|puffs?)"
)
ASKED = re.compile(
    rf"\b(?:{_GAPS}|{_COUNTED}|{_BLANKS}|miss(?:ed|ing)?|skip\w*|forg[eo]t\w*|(?:any|how many|ones|"
    rf"{_NOUN})\b[^.?!]{{0,40}}\b(?:(?:did|do|were|was)(?:n't|nt| not) (?:\w+ )?(?:take|taken|get|"
    rf"got|swallow\w*|do|use|have)|left out|left over)|"
    rf"(?:did|do|does|have|has|were) (?:you|he|she) not (?:\w+ )?(?:take|taken|get|have|use|do)\b|"
    rf"every (?:{_NOUN}|{_WEEKDAY}|day|week|fortnight|month|{_PART}|single)|all (?:of )?(?:your|the|them|doses|along)|"
    r"as (?:prescribed|directed|instructed|planned)|regularly|adherence|compliance|manag\w+ to "
    r"take|(?:did|have|has|is|are|do|does|if) (?:you|he|she|they) (?:\w+ )?(?:take|taken|been taking|was taking|taking|"
    r"remember\w*|keep\w* up) (?:it|them|the|your|his|her|all|every|both|to take)|"
    r"been taking|taking (?:the|your|them|it|his|her)|"
    r"(?:could|can|able to|manage(?:d)? to|did|get to) (?:(?:you|he|she|they) )?(?:\w+ )?(?:take|have|"
    r"keep (?:up|on|taking)|carry on|"
    r"continue|stay on|use|go on) (?:\w+ )?(?:it|them|the|your|our|those|any)|"
    r"(?:they|nurses|ward|hospital) (?:let|give|gave|allow|bring) (?:you|him|her)|"
    r"(?:you|he|she) (?:take|takes|took|have|had) (?:it|them|one|both) (?:every|each|in the|at|on|morning|"
    r"twice|once))\b",
    re.IGNORECASE,
)
ASKED_MISSED = re.compile(
    rf"\b(?:{_GAPS}|{_BLANKS})\b|"
    r"\b(?:did|do|does|have|has|were) (?:you|he|she) not (?:\w+ )?(?:take|taken|get|have|use|do)\b|"
    rf"\b(?:miss(?:ed|ing)?|skip\w*|forg[eo]t\w*)\b|\b(?:any|how many|ones|"
    rf"{_NOUN})\b[^.?!]{{0,40}}\b(?:did|do|were|was)"
    rf"(?:n't|nt| not) (?:\w+ )?(?:take|taken|get|got|swallow\w*|do|use|have)\b",
    re.IGNORECASE,
)
NAMED_ALONE = re.compile(
    rf"^\W*(?:(?:and|so|now|okay|ok|right|then|what about|how about|how's|how are|how is|how were|the|your|our|"
    rf"his|her|study|"
    rf"trial|monthly|weekly|daily|first|last|\w+day|{_PART})\W+)*{_NOUN}(?: (?:this|last) (?:week|month)|"
    rf" (?:in|at|on|over|during|while|when|since|after)(?: [\w']+){{1,4}})?\W*$",
    re.IGNORECASE,
)
"""A question that only names the study drug: "And the monthly injection?"."""
QUESTION = re.compile(
    r"\b(?:did|have|has|do|does|had|were|was) (?:you|he|she|they)\b|\b(?:any|ever|how many|how often|how "
    r"about|what about|which|how come)\b|\b(?:no|nothing) (?:missed|skipped|forgotten|days? without|"
    r"nights? without|gaps?)\b|\blet's count\b|"
    rf"{_BLANKS}|"
    r"\byou (?:said|told me|mentioned) (?:that )?(?:you|he|she)\b|"
    r"\b(?:that is|that's|thats|is|still) (?:still )?(?:full|unused|unopened|untouched|sealed)\b",
    re.IGNORECASE,
)
"""Asked, also where no question mark is written down."""
SUPPOSED = re.compile(
    r"\b(?:you|he|she|they) (?:\w+ )?(?:(?:took|had|take|taken) (?:none|nothing)|(?:did(?:n't|nt)|have(?:n't|nt)) "
    r"(?:\w+ )?(?:take|taken|have|had|get|use|inject))\b",
    re.IGNORECASE,
)
"""Staff suppose that nothing was taken, so that "no" and "none" agree."""
SUMMED = re.compile(
    rf"\b(?:{NUMBER_WORD} (?:\w+ )?(?:{_NOUN} )?(?:missed|not taken|skipped)|missed {NUMBER_WORD}(?= *(?:[.,]|$|"
    rf"then)))\b",
    re.IGNORECASE,
)
"""Staff sum up what was missed."""
LACK = re.compile(
    r"n't\b|\b(?:not|no|none|nothing|never|without|ran out|run out|lost|left|forg\w+|slept|should(?:'ve| have)|"
    r"sorry|shut|"
    r"away|trip|hospital|ward|nowt|nae|cannot)\b",
    re.IGNORECASE,
)
"""Something was wanting."""
ADVICE = re.compile(
    r"\b(?:if|when|whenever|should|in case|even if) (?:you|he|she|they)(?:'ve|'d| do| ever| have| should)? "
    r"(?:miss\w*|skip\w*|forg\w*|happen)|\b(?:do(?:n't|nt| not)|never|try not to|mustn't|must not|please|make sure|"
    r"remember|important) (?:\w+ ){0,4}(?:miss|skip|forget)\b|"
    r"\b(?:just|only|simply|always|better|please) (?:skip|leave|forget|miss) (?:it|the|that|those|them|one)\b|"
    r"\bif (?:one|a dose|any) (?:is|are|was|gets) ",
    re.IGNORECASE,
)
EXCEPT = re.compile(
    r"^(?:[\w']+[, ]+){0,7}?(?:(?<=day )but|(?<=night )but|(?<=week )but|(?<=morning )but|(?<=evening )but|"
    r"except|apart from|other than|all but|bar|barring|save|but for|besides)\b",
    re.IGNORECASE,
)
NEVER = re.compile(
    r"\b(?:never|not|n't|nae|no(?! (?:i|he|she|we|they)\b)|without|didn't|haven't|hadn't|hasn't|nor|none|"
    r"cannae|neither|nothing|ain't)\s+"
    r"(?:(?!(?:i|he|she|we|they)\b)\w+\s+){0,3}?(?:miss(?:ed|ing)?|skipp?(?:ed|ing)?|forg[eo]t(?:ten)?)|"
    r"(?:miss(?:ed|ing)?|skipp?(?:ed|ing)?|forg[eo]t(?:ten)?) (?:none|nothing|zero|no|nowt|nane|not)\b|"
    r"without (?:missing|fail|"
    r"skipping)|never once|\b(?:nearly|almost|about to|close to) (?:\w+ )?(?:miss|skip|forg)\w*|\bevery "
    r"(?:single )?(?:day|dose|one|mornin|morning|evening|night|time)\b(?! (?:except|bar|but|apart|other|"
    r"save)\b)|"
    r"^\W*(?:(?:no|nope|naw|nah|yeah|ma'am|sir|well|oh|ok|okay|um|uh|honestly)\W+)*(?:not|no|nary) (?:a|"
    r"one|wan|a single|"
    r"the once|ever|at all|any)\b|"
    r"\b(?:those|that|it|them|these) (?:i|we|he|she) never (?:miss|skip|forg)|^\W*(?:zero|(?:none|nowt|"
    r"nane)(?! (?:\w+ ){0,2}?(?:"
    r"\w{3,6}days?|weekend|those|days?|weeks?|with|on|left))|never(?= *(?:[.,;!]|$))|nil)\b",
    re.IGNORECASE,
)
TAKEN = re.compile(
    r"\b(?:i|we|he|she|they|him|her)(?:'ve| have|'d| had| has|'s)? (?:\w+ ){0,2}?(?:took|taken|did(?! not|"
    r"n't)\b|had (?:it|one|"
    r"mine|them|that)|take it|take them|swallowed|done|take (?:two|both|one|three|the))\b|(?:^|day |night |"
    r"morning |evening )\W*(?:took|had|did) (?:it|them|'?em|all|one|the|that|mine|"
    r"both|every)\b|\b(?:is|'s|are|was|were) empty\b|\b(?:the )?(?:rest|others) (?:i|we|he|she)\b|\bwere "
    r"(?:all |both )?(?:fine|"
    r"all right|alright|ok|okay)\b",
    re.IGNORECASE,
)
HELD = re.compile(
    r"(?<!\w)(?:doctor|dr|gp|investigator|cardiologist|surgeon|dentist|hospital|nurse|pharmacist|he|she|they|you|"
    r"\[NAME_\d+\])(?:'d|'ve| had| has|"
    r" have)? (?:\w+ )?(?:told|asked|advised|instructed|wanted|ordered|made|had|got|said)(?: \w+)? (?:to |"
    r"i should |i could )?"
    r"(?:\w+ )?(?:stop|hold|skip|pause|leave|halve|come off|take a break|interrupt|not (?:to )?take)\w*|"
    r"\b(?:(?:doctor|dr)(?: \w+| \[NAME_\d+\])?|gp|investigator|cardiologist|they|you|he|she|hospital|"
    r"\[NAME_\d+\])(?:'d|'ve|'s| had| has| have)? (?:stopped|paused|halved|"
    r"held|interrupted|withdr\w+|reduced|took (?:me|him|her) off)\b|\b(?:on hold|was (?:held|paused|"
    r"stopped)|were (?:held|paused|"
    r"stopped)|(?:on|by|under) (?:the )?(?:doctor's|your|medical) (?:orders?|advice|instructions?)|as "
    r"(?:ordered|instructed|"
    r"told|advised))\b",
    re.IGNORECASE,
)
"""Left out because someone entitled to decide said so."""
WE_HELD = re.compile(
    rf"\b(?:i|we)(?:'d|'ve| had| have)? (?:stopped|paused|held|interrupted|suspended|withheld|took (?:you|him|her) off)"
    rf"(?: off)? (?:it|them|that|those|the|your|his|her|our|study|{_NOUN})\b|\b(?:pause|interrupt|suspend|"
    rf"withh[eo]ld|held)"
    rf"(?:ed|en)?(?: back)? (?:it|them|the|your|his|her|our)\b",
    re.IGNORECASE,
)
"""Staff tell that they held it."""
ADVISED = re.compile(
    r"\b(?:said|told|says) (?:\w+ )?(?:to |not to |don't |do not |no )(?:stop|leave|hold|skip|take|pause)\b",
    re.IGNORECASE,
)
"""What somebody said of taking it, in their words."""
KEPT_FROM = re.compile(
    rf"\bno {_NOUN}\b|couldn't keep|(?:threw|throwing|brought|bring\w*) (?:it|them|everything) (?:back )?up|vomiting|"
    rf"took (?:it|them|the|my) (?:\w+ )?(?:off|from|away)|(?:without|left|lost|at home)\b",
    re.IGNORECASE,
)
"""What kept a person from taking it; the sum that is drawn of it tells that it did."""
NOT_COUNTED = re.compile(
    r"\b(?:are|is|was|were|do|does|did|would)(?:n't| not) (?:count(?:ed)? (?:as |them |it )*)?(?:a |really |"
    r"actually )?miss|"
    r"\bnot? (?:as )?(?:a )?missed\b|\bnot count\w* as",
    re.IGNORECASE,
)
"""Said to be no missed doses."""
BECAUSE = re.compile(r"\b(?:because|due to|on account of|'?cause|since (?:i|we|he|she|it|my)) ", re.IGNORECASE)
LATE = re.compile(
    r"\b(?:but|so|and|then|just|only|still|though)\b[^.?!]{0,20}\b(?:took|had|did|taken|take|used|"
    r"injected)\b (?:it|them|one|"
    r"that one|mine) (?:\w+ ){0,2}?(?:later|late|at|when|as soon|in the|that|an hour|after|before|around|"
    r"instead|by|within|"
    r"the same)\b|\b(?:hours?|minutes|bit|little|while|day|days) late\b|\blater (?:that|the same|in the) "
    r"(?:day|morning|"
    r"evening|afternoon)\b|\b(?:was|were) (?:\w+ )?late with\b|\btook (?:it|them|that one) (?:later|late|anyway)\b",
    re.IGNORECASE,
)
CORRECTED = re.compile(
    r"\b(?:no,? wait|well,? no|let me say|actually|sorry|i mean|make that|no,(?! (?:we|i|he|she|they|it|"
    r"the)\b)|rather|or was it|"
    r"let me correct|i tell a lie|tell a lie|hang on|scratch that|no it's|no no|no make (?:it|that))",
    re.IGNORECASE,
)
WEEKDAY = re.compile(r"\b(mon|tues|wednes|thurs|fri|satur|sun)days?\b", re.IGNORECASE)
DAY_RANGE = re.compile(
    r"\b(mon|tues|wednes|thurs|fri|satur|sun)days?(?: \w+)? (?:to|through|thru|till|until|til)(?: "
    r"the)?(?: and including)? "
    r"(mon|tues|wednes|thurs|fri|satur|sun)days?\b",
    re.IGNORECASE,
)
PART = re.compile(r"\b(morning|mornin|evening|night|bedtime|noon|midday|lunchtime|afternoon)", re.IGNORECASE)
BOTH = re.compile(
    r"\b(?:both|neither(?! of (?:those|these|that))|all day|(?:the |a )?(?:whole|entire|full) days?|"
    r"mornings? and (?:the )?(?:evenings?|nights?)|mornings? (?:nor|or) (?:the )?(?:evenings?|nights?)|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day twice)\b",
    re.IGNORECASE,
)
VAGUE = re.compile(
    rf"\b(?:a (?:good )?few|quite a few|several|some|a handful|a bunch|(?:quite )?a lot|loads|many|the odd|"
    rf"here and there|now and then|"
    rf"{NUMBER_WORD} or {NUMBER_WORD}|{NUMBER_WORD} to {NUMBER_WORD}|not sure how many|(?:can't|couldn't|"
    rf"don't) (?:say|tell|"
    rf"remember|recall|know) (?:you )?how many)\b",
    re.IGNORECASE,
)
ONE = re.compile(
    rf"\b(?:(?:number|cycle|infusion|injection) {NUMBER_WORD}\b|"
    r"(?:an?|the|my|his|her|that|one|last night's|yesterday's|this morning's|just the|only the|"
    r"friday's|saturday's|(?:last|this|that) (?:week|month|\w+day)'s|"
    r"sunday's|monday's|tuesday's|wednesday's|thursday's|day's|week's|today's) "
    r"(?:(?:single|evening|morning|night|nighttime|bedtime|noon|second|first|third|fourth|last|study|weekly|\w+day) "
    r"){0,2}"
    r"(?:dose|tablet|pill|capsule|injection|patch|pen|shot|jab|puff|infusion|one|wan)\b(?! (?:day|week))|"
    r"(?:one|an?) (?:day|"
    r"morning|evening|night|time)\b|once|(?:get to|got to|round to|do|did|done) (?:it|that one)|(?:forgot|"
    r"skipped|missed|miss|forget) (?:it|to take (?:it|one)|one)\b|"
    r"(?:morning|evening|night|bedtime)'?s? (?:dose|tablet|pill|one|puff|capsule)\b|yesterday|last night|"
    r"this morning|(?:last|this|that) (?:week|month|night)'s|"
    r"the (?:day|morning|evening|night) of (?:the|my|our|his|her))",
    re.IGNORECASE,
)
FOLLOW_UP = re.compile(
    r"\b(?:which|when|how (?:many|come|long|often)|why|what happened|how'd|only|just|both|all|every|reason|"
    r"each|otherwise|apart|besides|the rest|else|in total|altogether|did you (?:tell|call|do another|make up))\b",
    re.IGNORECASE,
)
"""Staff staying with what was missed."""
BRING = re.compile(r"\b(?:bring|brought|with you|have you got(?! on\b)|where (?:are|is))\b", re.IGNORECASE)
"""Asked where the bottle is, not whether doses were taken."""
COUNTING = re.compile(r"\b(?:i count|i(?:'ve)? counted|counter|left|back|bottle|box|weigh\w*|it says)\b", re.IGNORECASE)
"""Of what came back, not of what was missed."""
OTHER_VERB = re.compile(
    r"\b(?:i|we|he|she|they|you)(?:'ll|'d|'ve)? (?!think|guess|mean|believe|reckon|suppose|say|said|was|"
    r"were|had|am|did|have|been|"
    r"couldn|could|forgot|miss|skip|know|count|only|just|usually|normally|always)\w+",
    re.IGNORECASE,
)
"""Something else is told, not how much was missed."""
FORMS = {
    "oral": re.compile(r"\b(?:tablets?|pills?|capsules?|caps)\b", re.IGNORECASE),
    "injected": re.compile(r"\b(?:pens?|injections?|shots?|jabs?|syringes?|infusions?)\b", re.IGNORECASE),
    "inhaled": re.compile(r"\b(?:puffs?|inhaler|puffer)\b", re.IGNORECASE),
    "on the skin": re.compile(r"\b(?:patch(?:es)?|gel|cream|ointment)\b", re.IGNORECASE),
}
"""A study may give its drug in two forms, which are counted apart."""
TOO_MANY = re.compile(rf"\b{NUMBER_WORD} (?:too many|more than (?:there should|expected|i'd expect))\b", re.IGNORECASE)
ASKED_TAKEN = re.compile(
    r"\b(?:did|have) (?:you|he|she) (?:\w+ )?(?:take|taken|have|had|use|used|do|done|get|give|given)\b", re.IGNORECASE
)
BROUGHT_BACK = re.compile(
    rf"\b(?:i (?:make|get|count|see|find|have)|it's|its|it is|there's|there are|there is|you(?:'ve|"
    rf" have)?(?: got)? (?:brought|"
    rf"back)|(?:bottle|box|pack|strip|organi[sz]er) (?:has|had|holds?))\b[^.?!]{{0,20}}?\b{NUMBER_WORD}\b",
    re.IGNORECASE,
)
"""What was counted, without "left" or "back"."""
LEFT_OVER = re.compile(
    rf"\b(?P<left>{NUMBER_WORD}(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|\d{{1,3}})(?: "
    rf"\w+)? (?:left|back|"
    rf"remaining|still in|over)\b",
    re.IGNORECASE,
)
DUE_LEFT = re.compile(
    rf"\b(?:should(?:'ve| have)? (?:be|been|have|only be|brought(?: back)?|bring(?: back)?)|supposed to be|"
    rf"ought to (?:be|have)|expect(?:ed|ing)?|(?:i'd|would) "
    rf"(?:\w+ )?(?:expect|have))"
    rf"(?: to (?:see|find|have))? (?:at |about |only |just )?"
    rf"(?P<due>{NUMBER_WORD}(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|\d{{1,3}}|none|zero)\b",
    re.IGNORECASE,
)
