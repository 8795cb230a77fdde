"""What people say before and after a name under which they are known online."""

import re

from trialvoice.redact.lexicon import word_set

NETWORK = rf"(?:{'|'.join(sorted(word_set('networks'))).replace('.', chr(92) + 's?')})"
HANDLE = (
    r"(?:handle|user[\s-]?(?:name|id|i\s?d\b)|screen[\s-]?name|gamer[\s-]?tag|(?:log|sign)[\s-]?(?:in|on)(?:\s+(?:name|id))?"
    r"|(?:account|profile|display|portal|channel|page|forum|blog|stream(?:er|ing)?|player|gam(?:e|er|ing)|community|board|chat"
    r"|app|online|internet|web|user|screen|diary|study|network|p\s?s\s?n)\s+(?:name|id|handle|tag)|gamer|insta|ig|alias|nick\s?name"
    r"|pass\s?(?:word|phrase|code)|avatar(?:\s+name)?|name(?=\s+there\b)"
    r"|(?:name|id)(?=\s+(?:on|in|for)\s+(?:the|that)\s+(?:forum|app|game|board|site|portal|channel|chat|group)\b))"
)
"""Nouns that say such a name."""
_ONLINE = (
    rf"(?:{NETWORK}|online|forum|(?:message\s+)?board|chat(?:\s+room)?"
    r"|app|portal|game|group|site|blog|channel|page|web)"
)
_ENDS = rf"(?:{'|'.join(sorted(map(re.escape, word_set('ends_handle'))))})\b(?![-_.]\w)"
_WORD = rf"(?<![\w'’])(?:[ai](?=\s+(?:dot|underscore|dash|hyphen)\b)|(?!{_ENDS}|{NETWORK}\b)[\w.'’]*\w)"
_WORDS = (
    rf"{_WORD}(?:\s+(?:underscore|dot|dash|hyphen)\s+\w+"
    rf"|[\s-]+(?:(?:of|the|n|and|to|but|in|with|on|from|by)\s+(?:(?:an?|the|no)\s+)?(?!\s*(?:{_ENDS})))?{_WORD}){{0,5}}"
)
_PLACES = rf"(?:\d|(?:the\s+)?(?:{'|'.join(sorted(word_set('at_places')))})\b)"
_VALUE = rf"(?P<v>(?:(?:at\s+(?!{_PLACES})|@\s*)(?:the\s+)?)?{_WORDS})"
_BE = (
    r"(?:\?|is|was|it['’]?s|that['’]?s|that\s+is|that['’]d\s+be|it['’]d\s+be|(?:would|will|should|(?:used\s+)?to|gonna|has)\s+be(?:en)?|is\s+going\s+to\s+be|['’]s|called"
    r"|(?:starts|begins|ends)\s+(?:with|in)|:|,(?:[^,.?!]{1,24},)?|um|uh|like|just)"
)
_WHERE = (
    r"(?:\s+(?:there|here|now|these\s+days|(?:on|for|in|at|to|of|with)\s+(?:[\w'’]+\s+){0,4}?[\w'’]+"
    r"|(?:that\s+)?(?:i|we|she|he|they|you)\s+(?:use|have|had|got|gave\s+\w+|picked|chose|made|set\s+up|go\s+by|(?:was|were|got)\s+(?:given|sent))"
    r"|(?:that\s+)?(?:they|the\s+\w+)\s+(?:gave|sent|assigned|made|set\s+up\s+for|issued|picked\s+for)\s+\w+))?"
)
_WRITTEN = (
    r"(?:(?:(?:all\s+)?one\s+word|all\s+together|(?:in\s+)?all\s+caps|(?:all\s+)?(?:lower|upper)\s?case"
    r"|no\s+spaces)[,:]?\s+)"
)
_LOCUS = (
    rf"(?:(?:on|over\s+on|in|at|for|from)\s+(?:{NETWORK}|x\b|there\b|here\b|it\b"
    rf"|(?:the|that|this|my|your|our|their|her|his)\s+(?:[\w'’]+\s+){{0,2}}?{_ONLINE}\b)|online\b)"
)
"""Where somebody is known by such a name."""
_POSTED = re.compile(
    rf"\b(?:go(?:es)?\s+by|known\s+as|know\s+(?:me|her|him|us)\s+as|(?:post|write|tweet|stream|blog|play)(?:s|ed|ing)?\s+(?:as|under)"
    rf"|(?:i['’]m|i\s+am|she['’]s|he['’]s)(?:\s+under)?|(?:follow|tag|add|dm|message|find)(?:\s+(?:me|us|him|her))?(?=\s+(?:at\s|@)))"
    rf"\s+{_VALUE},?\s+(?:(?:on|over\s+on)\s+(?:{NETWORK}|x)\b|online\b)",
    re.I,
)
_SURE = tuple(
    re.compile(cue + r"(?P<the>the\s+(?=\w+\s+\w))?" + _VALUE, re.I)
    for cue in (
        rf"\b{HANDLE}{_WHERE}(?:\s*{_BE})(?:[\s,]+{_BE})*[\s,]+{_WRITTEN}?",
        rf"\b{HANDLE}{_WHERE}[\s,]+{_WRITTEN}",
        rf"\bname\s+(?:that\s+)?(?:i|she|he|they|we|you)\s+(?:use|go\s+by|picked|chose|have|post\s+under)\b[^.?!]{{0,25}}?{_BE}[\s,]+",
        r"\b(?:log(?:ged|s|ging)?|sign(?:ed|s|ing)?)[\s-]+(?:in|on|up)(?:\s+(?:to|on|for)\s+(?:[\w'’]+\s+){1,3}?)?\s*(?:as|under)\s+",
        r"\b(?:registered|enrol+ed|signed\s+up|listed|saved|account['’]s|account\s+is|profile['’]s)\s+under\s+",
        rf"\b{HANDLE}\b[^.?!]{{0,20}}?\b(?:put|chose|picked|typed|went\s+with|made\s+up|set\s+it\s+(?:as|to))\s+(?:in\s+)?",
        rf"\b(?:chang|switch|updat|set|reset)\w*\s+(?:my|his|her|the|their|your)\s+{HANDLE}\s+(?:from\s+[^.?!]{{1,30}}?\s+)?to\s+",
        rf"\b(?:find|follow|tag|message|add|dm|friend|look\s+\w+\s+up|reach|venmo|skype)\s+(?:me|us|him|her)?\s*(?:on|over\s+on)\s+{NETWORK},?"
        r"\s+(?:(?:as|under|it['’]s|i['’]m|by)\s+|(?=at\s|@))",
        r"\b(?:look|find|search|add|friend|get|tag|invite)\s+(?:for\s+)?(?:me|us|him|her|them)(?:\s+up)?(?:\s+(?:on|in)\s+(?:there|it|here))?,?\s+(?:as|under)\s+",
        r"\b(?:post|tweet|stream|blog|play|game|comment|write|vlog|chat|trade|sell)(?:s|ed|ing)?(?:\s+(?!as\b|under\b)[\w'’]+){0,4}?\s+(?:as|under(?:\s+the\s+name)?)\s+",
        r"\b(?:calls?|called|calling|styles?|named)\s+(?:my|him|her|them|your|our)sel(?:f|ves)\s+",
        rf"\b(?:known|know\s+(?:me|us|him|her)|saved|listed|registered|down|found)\s+{_LOCUS}\s+(?:as|under)\s+",
        rf"\b{_LOCUS}\s+(?:they\s+|people\s+|everyone\s+)?(?:calls?|knows?)\s+(?:me|us|him|her)\s+(?:as\s+)?",
        rf"\b(?:see|find|catch|spot|follow|reach|get)\s+(?:me|us|him|her)\s+{_LOCUS},\s*",
        rf"\b{NETWORK}\s+(?:(?:people|they|everyone|friends)\s+)?(?:know|call)\s+(?:me|us|him|her)\s+(?:as\s+)?",
        rf"\b(?:know|call)\s+(?:me|us|him|her)\s+(?:as\s+)?(?:on|over\s+on)\s+{NETWORK}\s+(?:as\s+)?",
        rf"\b{_ONLINE}(?:['’]s)?,?\s+(?:(?:i|she|he|we|they)(?:['’]m|['’]s)?\s+)?(?:go(?:es)?|known|listed|registered|post(?:s|ed|ing)?)\s+(?:by|as|under)\s+",
        rf"\b(?:{NETWORK}|blog|podcast|newsletter|stream|shop|store|server|channel|page|profile|account|group)(?:['’]s)?\s+(?:\w+\s+){{0,2}}?(?:is\s+)?(?:called|named|goes\s+by|under|is\s+under|username)\s+",
        r"\b(?:someone|somebody|user|person|member|account|lady|guy|woman|man)\s+(?:named|called|by\s+the\s+name\s+of|who\s+goes\s+by)\s+",
        r"\bprofile\s+(?:says|reads|shows)\s+",
        r"\b(?:says|greets\s+\w+(?:\s+with)?|said|shows)\s+(?:hello|welcome|hi|welcome\s+back),?\s+",
        rf"\b{NETWORK}\s+(?:one|name|handle|account|user(?:\s?name)?|id|profile|tag|page|channel|group)(?:\s*{_BE})+\s+",
    )
)
SURE = (*_SURE, _POSTED)
"""Cues that tell a name."""
AT = re.compile(
    rf"(?:(?:^|,)\s*|\b(?:account|handle|page|profile|channel|runs|follow|tag|it['’]s|she['’]s|he['’]s|i['’]m|is)\s+(?:is\s+)?)(?P<v>(?:at\s+|@)(?!{_PLACES})(?:the\s+)?{_WORDS})"
    rf"(?=\s*(?:,|[.?!]|$)|\s+on\s+(?:{NETWORK}|x)\b)",
    re.I,
)
SOCIAL = re.compile(
    rf"\b(?:{NETWORK}|x|online|(?:message|dm|tag|follow|find|friend|add|venmo)\s+(?:me|us|him|her|my\s+\w+)"
    r"|that['’]s\s+(?:me|her|him|us)|posts?|posting|streams?|runs|account|blogs?|profile|followers?)\b",
    re.I,
)
"""What a turn speaks of in which "at" leads to a name."""
_MAYBE = tuple(
    re.compile(cue + _VALUE, re.I)
    for cue in (
        rf"\b{NETWORK}\s*(?:it|that|is|are|was|would\s+be|['’]s|,|\?|:|as|under|um|uh)(?:[\s,]+{_BE})*[\s,]+",
        rf"\b{_LOCUS},?\s+(?:(?:i|she|he|we|they|you)(?:['’](?:m|s|re)|\s+(?:am|is|was|are|go(?:es)?\s+by|use[sd]?))|(?:my|her|his)\s+(?:name|thing)(?:['’]s|\s+is)|as|under)\s+",
        r"\bname\s+(?:shows|comes|appears|is\s+listed)\s+(?:up\s+)?as\s+",
        r"\b(?:in|on)\s+(?:the|that|this|my)\s+(?:game|forum|app|chat|group|board|site|portal|server),?\s+(?:i['’]?m|i\s+am|i\s+go\s+by|she['’]s|he['’]s)\s+",
        r"\b(?:mine(?:['’]s|\s+is)|i['’]?m|i\s+am|she['’]s|he['’]s)\s+(?=(?:[\w'’]+\s+){1,5}on\s+there\b)",
        r"\b(?:i|i['’]m|we|she|he|you|you['’]re|she['’]s|he['’]s|me)\s+(?:(?:am|is|are|was|got)\s+)?(?:registered|enrol+ed|listed|saved|entered|appear|c[ao]me\s+up|show(?:s|ed)?\s+up|pops?\s+up|signed\s+up)\s+as\s+",
        r"\b(?:have|has|had|got|put|find|found|see|know|tag|tags|tagged)\s+(?:me|him|her|us)\b(?:\s+\w+){0,4}?\s+as\s+",
        r"\b(?:set\s+\w+\s+up|greets?\s+\w+|shows?\s+\w+|lists?\s+\w+|knows?\s+\w+|signed\s+\w+\s+up|logged\s+\w+\s+in)\s+as\s+",
        rf"\b(?:{HANDLE}|user)(?:['’]s|\s+is)?[,:]?\s+",
        rf"\b(?:on|over\s+on|at|via)\s+{NETWORK},?\s+(?:(?:i['’]?m|i\s+am|she['’]?s|he['’]?s|we['’]?re|it['’]?s|is|as|under|by)\s+)+",
        r"\b(?:accounts?|profiles?|channel|page|blog|podcast|stream),\s+",
        rf"\b{NETWORK}\s+(?:guy|lady|person|woman|man|girl|user|account|star|doctor|nurse|creator),?\s+",
        r"\b(?:my|his|her|their|your|our)\s+(?:account|profile|page|channel|blog|stream|tag)(?:['’]s|\s+is)\s+",
        rf"\b{HANDLE}\b[^.?!]{{1,60}}?,\s+",
        r"\b(?:when(?:ever)?|where|if)\s+(?:i|she|he)\s+(?:post|comment|play|stream|chat|game|log\s+(?:in|on))s?\s+(?:[\w'’]+\s+){0,2}?(?:i|she|he)['’](?:m|s)\s+",
        r"\buse\s+(?:it\s+)?(?:everywhere|online|(?:for|on)\s+everything),?\s+",
        rf"\b{NETWORK},?\s+(?=\w+\s+(?:dot|underscore|dash|hyphen)\b)",
        r"\b(?:log(?:ged|s|ging)?|sign(?:ed|s|ing)?)[\s-]+(?:in|on|up)\s+(?:with|using)\s+(?!\d)",
        rf"\b{NETWORK}\s+(?:me|us|him|her),?\s+(?:(?:it['’]s|that['’]s|i['’]m|at)\s+)",
    )
)
_BEFORE_NOUN = re.compile(
    rf"(?P<v>{_WORD}(?:\s+{_WORD})?)\s+(?:as|for|is)\s+(?:the|my|his|her|your|their|a)\s+{HANDLE}\b", re.I
)
_BEFORE_NETWORK = re.compile(
    rf"(?:^|[,.:;]\s+|\b(?:search(?:\s+for)?|look\s+up|google)\s+){_VALUE}\s+on\s+{NETWORK}(?=\W*$|[.,])", re.I
)
_BEFORE_CLAIM = re.compile(
    rf"{_VALUE},?\s+(?:that['’]s|that\s+is|is|that['’]d\s+be)\s+(?:(?:what|who|how)\s+(?:i|she|he|we|they)\s+(?:['’]?m|am|is|are|play|post|go(?:es)?\s+by|use|stream|log|sign|appear|show)"
    rf"|(?:me|her|him|us)\s+{_LOCUS}|(?:my|his|her|your|their|our)\s+(?:{HANDLE}|{NETWORK}))",
    re.I,
)
_BEFORE_PLACE = re.compile(
    rf"\b(?:i['’]m|i\s+am|she['’]s|he['’]s|you['’]re(?:\s+not)?|you|that['’]?d\s+be|it['’]?d\s+be|it['’]?s|that['’]?s"
    rf"|known\s+as|still|as|goes?\s+by|under|called)\s+(?!still\b){_VALUE},?\s+{_LOCUS}",
    re.I,
)
_BEFORE_FIELD = re.compile(
    rf"\b(?:type|put|enter|write)(?:\s+in)?\s+{_VALUE},?\s+(?:where|for|in|under|as)\s+"
    rf"(?:it\s+says\s+|the\s+|a\s+)*(?:user|name|{HANDLE})\b",
    re.I,
)
MAYBE = (*_MAYBE, _BEFORE_NOUN, _BEFORE_FIELD, _BEFORE_NETWORK, _BEFORE_CLAIM, _BEFORE_PLACE)
"""Cues with which other things are said too."""
IS = re.compile(r"(?:['’](?:m|s|re)|\b(?:is|am|are|was|were|be|it|that))\W*$", re.I)
"""What leads to what somebody does, too: "on there I'm reading"."""
SIGNED = re.compile(r"^(?:at\s|@)|[\d_]|\w\.\w|\b(?:underscore|dot|dash|hyphen)\b", re.I)
"""Signs and digits that a word of a sentence has not."""
BOUND = re.compile(r"(?P<v>(?<![\w'’])\w+(?:\s+underscore\s+\w+)+)", re.I)
"""Words that an underscore binds, which none of a sentence are."""
ONE_WORD = re.compile(
    rf"(?P<v>{_WORD}(?:\s+{_WORD}){{0,4}}),?\s+(?:and\s+|that['’]s\s+|it['’]s\s+)?(?:that['’]s\s+|it['’]s\s+)?"
    r"(?:all\s+(?:as\s+)?one\s+word|(?<=,\s)one\s+word|one\s+word(?=\W*$)|all\s+together(?=\W*(?:$|[.?!]))|no\s+spaces?|without\s+(?:any\s+)?spaces)\b",
    re.I,
)
TALK = re.compile(
    rf"\b(?:{HANDLE}\b|(?:instagram|insta|twitter|facebook|tik\s?tok|snap(?:chat)?|reddit|discord|threads|mastodon|telegram|twitch"
    rf"|strava|xbox|playstation|whats\s?app|venmo|tumblr|blue\s?sky|youtube|ravelry|etsy)\b|(?:forum|message\s+board|chat\s?room|social\s+media|streaming)s?\b"
    r"|(?:on|into|for)\s+(?:the|that)\s+(?:\w+\s+)?(?:app|portal|game|board)\b|(?:my|your|her|his|their)\s+(?:page|profile|channel|blog|vlog|podcast|stream)\b"
    r"|on\s+there\b|(?:add|follow|dm|tag|friend)\s+(?:me|us)\b|(?:your|her|his|my)\s+posts\b)",
    re.I,
)
"""What a talk about names online speaks of."""
TOLD = re.compile(
    rf"\b(?:it['’]?s|that['’]?s|i['’]?m|i\s+am|she['’]?s|he['’]?s|they['’]?re|mine['’]?s|hers\s+is|his\s+is|one\s+(?:is|was)|ones?['’]s|it\s+was|it\s+is"
    rf"|(?:go(?:es)?|went)\s+by|(?:typed|put|picked|chose|entered|used|made\s+it|changed\s+it\s+to|look\s+for|search(?:\s+for)?|find|ask\s+for|as|under|called|named))"
    rf"(?:\s+(?:still|just|now|in|um|uh|like))*,?\s+(?P<the>the\s+(?=\w+\s+\w))?{_VALUE}",
    re.I,
)
"""What leads to a name in such a talk."""
HINT = re.compile(
    rf"\b(?:{_ONLINE}|{HANDLE}|know|log|sign|registered|enrol|listed|saved|account|mine|name|user|profile|welcome|hello|call|post|play|stream|comment|search|runs|tag\b|someone|somebody|lady|type|add\b|everywhere|everything|avatar|id|underscore|find|message|follow|dm|as|under|on\s+(?:there|here|it)|that['’]?s|sel(?:f|ves)|one\s+word|spaces?|together)",
    re.I,
)
"""What a turn with any of the cues has."""
MORE = re.compile(
    rf"[\s,]+(?:(?:and|then|followed\s+by|plus|with|the\s+numbers?|number|digits?)[\s,]+){{1,3}}\d[\d\s,-]*(?!\w)(?=\W|$)|[\s,]+(?:or|and|now|not)\s+{_VALUE}(?=\W*$|[.,?!])",
    re.I,
)
"""What goes on with a name, or stands for it."""
ENDS = re.compile(
    r"\s*(?:[.,?!]|$|all\s+one\s+word"
    r"|(?:on|in|for|at|as|is|and|so|but|if|then|because|you|not|with|without|where|when|or|i\s+think|i\s+believe)\b)",
    re.I,
)
"""What may follow a name."""


def words(value: str) -> list[str]:
    """The words of a name, in lower case."""
    return re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", value.lower())
