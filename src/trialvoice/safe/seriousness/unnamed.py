"""A name for a serious event that no list has: what it was called near by, or the diagnosis that was named."""

from trialvoice.safe.language import cues
from trialvoice.safe.language.assertion import Mention
from trialvoice.safe.language.dialogue import Dialogue, Sentence
from trialvoice.safe.seriousness.diagnosis import called_in, diagnosis_in
from trialvoice.safe.seriousness.happened import planned, sentences_near
from trialvoice.safe.seriousness.whose import about_another

_BEFORE, _AFTER = 10, 6
_OF_THE_INDICATION = ("attack", "attacks", "exacerbation", "flare", "flare-up", "flare up", "crisis", "relapse")


def name_for(dialogue: Dialogue, mention: Mention, indication: str) -> tuple[Mention, str] | None:
    """Where the event is named, and its name: the nearest of what stands in the story, or None.

    indication: "an attack" in a study of asthma is an asthma attack.
    """
    here = mention.sentence
    at = dialogue.sentences.index(here)
    story = sentences_near(dialogue, here, _BEFORE, _AFTER)
    nearest = sorted(story, key=lambda s: _distance(dialogue.sentences.index(s) - at))
    for sentence in nearest:
        if found := _named(dialogue, sentence, indication):
            return found
    called = ((s, called_in(s.text)) for s in nearest)
    return next(((_whole(mention.term, s), name) for s, name in called if name), None)


def _distance(gap: int) -> float:
    """What was told before is meant rather than what comes after."""
    return -gap if gap <= 0 else 1.5 * gap


def _named(dialogue: Dialogue, sentence: Sentence, indication: str) -> tuple[Mention, str] | None:
    match = diagnosis_in(sentence.text)
    if match is None:
        return None
    name = match[0].lower()
    if name in _OF_THE_INDICATION:
        name = f"{indication.lower()} {name}"
    told = Mention(name, sentence, sentence.start + match.start(), sentence.start + match.end())
    if about_another(dialogue, told) or planned(dialogue, told) or _no_event(told):
        return None
    return told, name


def _no_event(told: Mention) -> bool:
    """Denied, long past, or what might be."""
    return cues.negates(told.clause) or bool(cues.PAST.search(told.sentence.text) or cues.MAYBE.search(told.clause))


def _whole(term: str, sentence: Sentence) -> Mention:
    return Mention(term, sentence, sentence.start, sentence.end)
