"""Names under which somebody is known online, said aloud: "on Instagram I'm knitting nana forty"."""

import re
from collections.abc import Iterator

from trialvoice.redact.reading.lines import Line
from trialvoice.redact.spans import Hit
from trialvoice.redact.words import is_ordinary

_NETWORK = (
    r"(?:instagram|insta|twitter|facebook|tik\s?tok|snapchat|linkedin|venmo|skype|strava|reddit|youtube|discord"
    r"|threads|mastodon|telegram|whatsapp|pinterest|twitch|cash\s?app|paypal|bluesky)"
)
_NAME = r"(?:handle|user\s?name|screen\s?name|gamer\s?tag|log[\s-]?in\s+name)"
_STOP = (
    r"(?:and|but|on|if|so|or|because|the|that|which|with|where|in|for|to|from|not|when|who|a|an|is|was|it|my|your|our"
    r"|i|we|you|they|he|she|please|thanks|okay|right|though|easy|wrong|same|still|just|always|all|there|no|very|too"
    r"|gone|down|locked|expired|blocked|correct|fine|ready|required|needed|case)\b"
)
_VALUE = rf"(?P<v>(?:(?:at\s+|@\s*)(?!{_STOP}))?(?!{_STOP}|{_NETWORK}\b)[\w.]+(?:[\s-]+(?!{_STOP})[\w.]*\w){{0,5}})"
_BE = r"(?:is|was|it['’]?s|that['’]?s|would\s+be|['’]s|:|,|um|uh)"
_CUES = tuple(
    re.compile(cue + _VALUE, re.I)
    for cue in (
        rf"\b{_NAME}(?:\s+(?:on|for|in|at)\s+(?:the\s+|my\s+)?\w+(?:\s+(?:app|portal|site|forum))?)?(?:\s*{_BE}){{1,3}}\s+",
        rf"\b(?:on|over\s+on|my)\s+{_NETWORK},?\s+(?:(?:i['’]m|i\s+am|she['’]s|he['’]s|it['’]s|is|as|under|i\s+go\s+by)\s+)"
        rf"(?=at\s|@|[^.?!]*(?:\d|\b(?:underscore|dot|dash)\b))",
        rf"\b{_NETWORK}\s+(?:(?:people|they|everyone|friends)\s+)?(?:know|call)\s+(?:me|us|him|her)\s+(?:as\s+)?",
        rf"\b(?:find|follow|tag|message|add|dm)\s+(?:me|us|him|her)\s+(?:on|over\s+on)\s+{_NETWORK},?"
        r"\s+(?:(?:as|under|it['’]s|i['’]m|by)\s+|(?=at\s|@))",
    )
)


def handles(line: Line) -> Iterator[Hit]:
    """The whole name that a cue tells, up to the word with which the sentence goes on."""
    for cue in _CUES:
        for found in cue.finditer(line.text):
            if " " in found["v"] or not is_ordinary(found["v"].lower()):
                yield Hit(*found.span("v"), "URL", 0.6, "handle")
