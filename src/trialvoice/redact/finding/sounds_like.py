"""Whether two words sound alike: a recogniser writes a rare name in many ways."""

import re

from rapidfuzz import fuzz

_RULES = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^(?:kn|gn|pn)", "n"),
        (r"^wr", "r"),
        (r"^ngu?y?(?=[aeiou])|^wh", "w"),
        (r"^(?:n(?=[dgkt])|m(?=[bp]))", ""),
        (r"gh(?![aeiouy])", ""),
        (r"^x", "s"),
        (r"tsch", "C"),
        (r"(?:sch|sh|sz|ti(?=[ao]))", "S"),
        (r"(?:tch|cz|ch)", "C"),
        (r"(?:ph|ff|v|w(?=[aeiouy]))", "f"),
        (r"(?:ck|q|c(?![eiy])|gh|g|k)", "k"),
        (r"c", "s"),
        (r"x", "ks"),
        (r"z", "s"),
        (r"(?:dt|th|d)", "t"),
        (r"b", "p"),
        (r"m", "n"),
        (r"[hw]", ""),
        (r"j", "y"),
    )
)


def sound_key(word: str) -> str:
    """A rough key of how a word sounds: its first sound and its consonants."""
    low = re.sub(r"[^a-z]", "", word.lower())
    for pattern, sound in _RULES:
        low = pattern.sub(sound, low)
    if not low:
        return ""
    tail = re.sub(r"[aeiouy]", "", low[1:])
    head = "a" if low[0] in "aeiouy" else low[0]
    return re.sub(r"(.)\1+", r"\1", head + tail)


def sounds_like(known: str, heard: str) -> bool:
    """Whether `heard` may be `known`, both lower case: close in letters, or alike in sound and close enough."""
    if known == heard:
        return True
    shorter = min(len(known), len(heard))
    if shorter < 4:
        return False
    close = fuzz.ratio(known, heard)
    if shorter == 4:  # one letter more or less makes another name
        return close >= 75 and sound_key(known) == sound_key(heard)
    key = sound_key(known)
    return close >= 86 or (close >= (55 if len(key) > 4 else 66) and key == sound_key(heard))
