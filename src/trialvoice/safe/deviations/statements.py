"""What is stated, as the classes of words in it: a sentence, or a question with what answers it."""

from dataclasses import dataclass
from functools import cached_property

from trialvoice.core.study import Study, Visit
from trialvoice.safe.deviations.deviation_cues import other_names
from trialvoice.safe.deviations.word_classes import DENIED, Place, WordClasses, word_classes
from trialvoice.safe.language.dialogue import Dialogue, Sentence, polarity
from trialvoice.safe.language.passages import following, preceding
from trialvoice.safe.lexicon import lexicon


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence, for a question with its answer, and the classes in both."""

    sentence: Sentence
    answer: Sentence | None
    places: tuple[Place, ...]
    length: int
    """Words of both."""

    @property
    def told(self) -> tuple[Sentence, ...]:
        """The sentences of it."""
        return (self.sentence, self.answer) if self.answer else (self.sentence,)

    def then(self, other: "Statement") -> "Statement":
        """Two statements read as one."""
        moved = (Place(p.name, p.first + self.length, p.last + self.length) for p in other.places)
        return Statement(self.sentence, other.sentence, (*self.places, *moved), self.length + other.length)


class Statements:
    """All that is stated in a visit, in the classes of the word list and those of the study.

    `study` is its drug, `procedure` what its visits require, `forbidden` a medicine that it prohibits, and `medicine`
    any medicine.
    """

    def __init__(self, dialogue: Dialogue, study: Study, visit: Visit | None = None) -> None:
        self.dialogue = dialogue
        planned = (study.procedures_of(visit) if visit else ()) or study.procedures
        names = [name for procedure in planned for name in (*procedure.names, *other_names(procedure.names))]
        own = {
            "study": (study.study.drug, *study.study.drug_names),
            "procedure": names,
            "act": names,
            "forbidden": [name for entry in study.prohibited for name in (entry.name, *entry.synonyms)],
        }
        self._own = WordClasses(own)
        self._read: dict[tuple[int, int], tuple[Place, ...]] = {}

    @cached_property
    def all(self) -> tuple[Statement, ...]:
        """In order; a question that nobody answers states nothing."""
        made = (self._statement(sentence) for sentence in self.dialogue.sentences)
        return tuple(one for one in made if one)

    def classes_in(self, sentence: Sentence) -> tuple[Place, ...]:
        """The classes of a sentence by itself."""
        key = (sentence.at, sentence.start)
        if key not in self._read:
            drugs = (Place("medicine", hit.first, hit.last) for hit in lexicon().drugs.find(sentence.words))
            self._read[key] = (*word_classes().places(sentence.words), *self._own.places(sentence.words), *drugs)
        return self._read[key]

    def spoken_of(self, sentence: Sentence, back: int, on: int) -> frozenset[str]:
        """The classes of what is said so many turns before and after, and in it."""
        around = (*preceding(self.dialogue, sentence, back), *following(self.dialogue, sentence, on))
        return frozenset(place.name for said in around for place in self.classes_in(said))

    def _statement(self, sentence: Sentence) -> Statement | None:
        places = self.classes_in(sentence)
        if not sentence.question:
            return Statement(sentence, None, places, len(sentence.words))
        answer = self.dialogue.answer(sentence)
        said = polarity(answer)
        if not answer or (said == "unclear" and not sentence.wh):
            return None
        alone = Statement(sentence, None, places, len(sentence.words))
        both = alone.then(Statement(answer[0], None, self.classes_in(answer[0]), len(answer[0].words)))
        denied = (DENIED,) if said == "no" else ()
        return Statement(sentence, answer[0], (*denied, *both.places), both.length)
