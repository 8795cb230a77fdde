"""Medicines that no list has: by the stem of an international name, or by how people give the name of one."""

import re
from collections.abc import Iterator

from trialvoice.safe.language.dialogue import Sentence

_STEMS = (
    r"[aeioux]mab|[a-z]tinib|rafenib|metinib|ciclib|lisib|parib|zomib|degib|toclax|cillin(?:am)?|mycin|micin|cycline|"
    r"floxacin|bactam|penem|conazole|nidazole|prazole|prazan|sartan|[a-z]pril|dipine|olol|vastatin|fibrate|"
    r"gliptin|gliflozin|"
    r"glutide|paratide|natide|glitazone|triptan|gepant|setron|azepam|zolam|barbital|oxetine|triptyline|ipramine|faxine|"
    r"promazine|perazine|peridone|piprazole|dronate|dronic|[aeio]vir|vudine|citabine|tegravir|fungin|lukast|terol|"
    r"tropium|"
    r"sonide|asone|olone|thiazide|semide|parin|xaban|gatran|grelor|ogrel|gestrel|estradiol|gesterone|trexate|"
    r"platin|taxel|"
    r"rubicin|orexant|fetol|fetamine|afinil|bamate|racetam|vaptan|sentan|denafil|losin|zosin|steride|tidine|"
    r"bercept|nercept|"
    r"oroquine|trelin|relix|thyroxine|tadine|tirizine|fenadine|calcitol|barbital|caftor|siran|ferasirox|poetin|grastim"
)
_BY_STEM = re.compile(rf"\b(?P<name>[a-z]{{2,}}(?:{_STEMS}))\b", re.IGNORECASE)
_LEAST_LETTERS = 7
_EVERYDAY = frozenset(
    {"deliver", "parboil", "resin", "someone", "cologne", "cholesterol", "ergosterol", "comparin", "preparin"}
)
_FORM = (
    r"(?:tablets?|pills?|capsules?|medicines?|medications?|meds|drops|cream|ointment|gel|spray|inhaler|puffer|"
    r"injections?|"
    r"jabs?|shots?|patch(?:es)?|syrup|sachets?|powder|antibiotics?|painkillers?|steroids?|vitamins?|supplements?|"
    r"stuff|thing)"
)
_SAYS = (
    r"(?:it|that's what it) says (?:\w+ )?on (?:the|it)|the (?:box|bottle|label|packet) says|"
    r"(?:i think )?(?:it's|it is|it was|they're|they) called(?=\W*$)|(?:i think )?they call(?:ed)? it"
)
_GIVEN = re.compile(
    rf"\b{_FORM} (?:\w+ ){{0,2}}?(?:called|named|by the name of)(?: the)? (?P<called>[A-Za-z][a-z]{{3,}})\b|"
    rf"\b(?P<read>[A-Z][a-z]{{3,}}),? (?:{_SAYS})\b|"
    rf"(?<=[a-z,] )(?P<brand>[A-Z][a-z]{{4,}}) (?:eye |ear |nose |nasal |skin )?(?:tablets?|capsules?|drops|cream|"
    rf"ointment|gel|spray|"
    rf"inhaler|sachets?|patch(?:es)?|syrup)\b"
)
_NO_NAME = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october|"
    r"november|december|something|whatever|what|that|this|study|doctor|nurse|vitamin|english|chinese|indian)$",
    re.IGNORECASE,
)


def by_stem(sentence: Sentence) -> Iterator[tuple[str, int]]:
    """Words with the stem of an international nonproprietary name, and the token each is."""
    for match in _BY_STEM.finditer(sentence.text):
        name = match["name"].lower()
        if len(name) >= _LEAST_LETTERS and name not in _EVERYDAY:
            yield from _token(sentence, name, match.start("name"))


def by_naming(sentence: Sentence) -> Iterator[tuple[str, int]]:
    """Words that somebody says to be the name of a medicine: "a tablet called ...", "..., it says on the box"."""
    for match in _GIVEN.finditer(sentence.text):
        group = str(match.lastgroup)
        if not _NO_NAME.match(match[group]):
            yield from _token(sentence, match[group].lower(), match.start(group))


def _token(sentence: Sentence, name: str, start: int) -> Iterator[tuple[str, int]]:
    at = next((i for i, word in enumerate(sentence.words) if word.start == sentence.start + start), None)
    if at is not None:
        yield name, at
