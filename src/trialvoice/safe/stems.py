"""Words to stems: "aching", "ached" and "aches" are one, and so are "diarrhoea" and "diarrhea"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_IRREGULAR = {
    form: stem
    for stem, forms in {
        "be": "am is are was were been being i'm he's she's it's they're we're you're",
        "have": "has had having i've they've we've",
        "feel": "felt feels feeling",
        "get": "got gets getting gotten",
        "throw": "threw thrown throws throwing",
        "fall": "fell fallen falls falling",
        "break": "broke broken breaks breaking",
        "lose": "lost loses losing",
        "wake": "woke woken wakes waking",
        "sleep": "slept sleeps sleeping",
        "take": "took taken takes taking",
        "go": "went gone goes going",
        "come": "came comes coming",
        "swell": "swollen swelled swells swelling swole",
        "bleed": "bled bleeds bleeding",
        "shake": "shook shaken shakes shaking",
        "run": "ran runs running",
        "ring": "rang rings ringing",
        "see": "saw seen sees seeing",
        "hear": "heard hears hearing",
        "eat": "ate eaten eats eating",
        "keep": "kept keeps keeping",
        "bring": "brought brings bringing",
        "catch": "caught catches catching",
        "lie": "lay laid lies lying",
        "burn": "burnt burned burns burning",
        "spin": "spun spins spinning",
        "give": "gave given gives giving",
        "forget": "forgot forgotten forgets forgetting",
        "leave": "left leaves leaving",
        "miss": "missed misses missing",
        "ache": "aches ached aching achey",
        "itch": "itches itched itching",
        "bruise": "bruises bruised bruising",
        "tingle": "tingles tingled tingling",
        "wheeze": "wheezes wheezed wheezing",
        "breathe": "breathes breathed breathing",
        "race": "races raced racing",
        "sneeze": "sneezes sneezed sneezing",
        "collapse": "collapses collapsed collapsing",
        "bloat": "bloats bloated bloating",
        "blur": "blurs blurred blurring",
        "dizzy": "dizzier",
        "shiver": "shivers shivered shivering shivering",
        "pee": "peed pees peeing weeing wee",
        "cant": "can't cannot couldn't couldnt can’t couldn’t",
        "dont": "don't didn't didnt doesn't don’t didn’t",
        "not": "isn't wasn't haven't hasn't hadn't aren't weren't isn’t wasn’t haven’t",
        "feet": "foot",
        "tooth": "teeth",
        "diarrhea": "diarrhoea diarrhea",
        "scratch": "scratches scratched scratching",
        "swallow": "swallows swallowed swallowing",
        "lightheaded": "light-headed",
        "flutter": "fluttering fluttered fluttery",
        "throb": "throbs throbbed throbbing",
        "die": "died dying dies",
        "trembl": "trembling trembled",
    }.items()
    for form in forms.split()
}
_KEEP = {"this", "his", "yes", "always", "does", "us", "is", "as", "was", "gas", "news", "hives", "nothing",
         "anything", "something", "everything", "during", "evening", "morning", "need", "red", "bed",
         "shingles", "diabetes", "pills", "thing", "sing", "king", "tired", "exhausted", "drained",
         "depressed", "confused", "constipated", "agitated", "congested", "blocked", "stuffed", "infected",
         "swelling", "fed", "led", "hundred", "the", "speed", "bleed", "med", "meds", "ring", "bring", "swing",
         "spring", "string", "painkillers", "overseas", "perhaps", "unless", "lens", "less", "does"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a turn, [start, end) characters of the turn's text."""

    word: str
    stem: str
    start: int
    end: int


def tokens(text: str) -> tuple[Token, ...]:
    """The words of `text`, lower case and stemmed, with their places."""
    return tuple(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    for match in _WORD.finditer(text):
        word = match[0].lower().replace("’", "'")
        yield Token(word, stem(word), match.start(), match.end())


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of one lower-case word. Light on purpose: it joins forms, and seldom two words."""
    if known := _IRREGULAR.get(word):
        return known
    if word.endswith("'s"):
        word = word[:-2]
    if word in _KEEP or len(word) < 4:
        return word
    return _suffix_off(word)


def _suffix_off(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is", "as")):
        return word[:-1]
    for suffix in ("ing", "ed"):
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return _undouble(word[: -len(suffix)])
    return word


def _undouble(stemmed: str) -> str:
    if len(stemmed) > 3 and stemmed[-1] == stemmed[-2] and stemmed[-1] not in "aeiouls":
        return stemmed[:-1]
    return stemmed
