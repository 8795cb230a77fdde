"""Problems that staff name as no list does: "that sounds like blepharitis", "bit of dyskinesia. I'd say mild".

A name counts where it stands in the ruling position after a description, and is made as names of problems are.
"""

import re
from collections.abc import Iterator, Sequence

from trialvoice.safe.events.problems import Judged
from trialvoice.safe.language import answer_cues, cues
from trialvoice.safe.language.assertion import LIKELY, POSSIBLE, Mention, Verdict
from trialvoice.safe.language.dialogue import Dialogue, Sentence
from trialvoice.safe.language.ruling import described_before, grades, name_places
from trialvoice.safe.language.stems import tokens
from trialvoice.safe.lexicon import lexicon
from trialvoice.safe.seriousness.diagnosis import is_diagnosis

_MADE_AS = re.compile(
    r"(?:\w{2,}(?:itis|osis|algia|kinesia|esthesia|aesthesia|esia|phagia|phasia|phonia|geusia|osmia|opia|plopia|pnoea|"
    r"pnea|rrhoea|rrhea|mania|phobia|paresis|plegia|tonia|uresis|pepsia|emesis|ectomy|edema|oedema|cele|megaly|"
    r"opathy|penia|trophy|emia|aemia|uria|oma|schisis|ptosis|rrhagia|staxis|spasm)s?|"
    r"(?:tremors?|spasms?|neuralgia|palsy|cysts?|polyps?|nodules?|lesions?|haematoma|hematoma|sprains?|strains?|tears?|"
    r"ruptures?|contusions?|bruis(?:e|es|ing)|lacerations?|wounds?|bites?|stings?|disorders?|impairment|deficiency|"
    r"intolerance|incontinence|retention|hypotension|hypertension|incoordination|syncope|presyncope|vertigo|tics?|"
    r"hallucinations?|delusions?|delirium|psychosis|mania|insomnia|somnolence|apathy|akathisia|aura|pruritus|"
    r"urticaria|erythema|eczema|impetigo|scabies|boils?|carbuncle|styes?|chalazion|floaters|tinnitus|dysgeusia|"
    r"piles|fissure|fistula|hernia|prolapse|reflux|colic|stones?|gout|sciatica|lumbago|plantar fasciitis|bunion|"
    r"chilblains|ringworm|athlete's foot|thrush|croup|tonsils|quinsy|sinuses|frostbite|heatstroke|sunstroke|"
    r"whiplash|concussion|withdrawal|serotonin syndrome|(?:drug|skin|allergic|infusion|injection[- ]site|vaccine|"
    r"local) "
    r"reactions?))$",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"(?:^|\s+)(?:and|but|so|on|in|at|for|with|because|when|that|which|who|i|i'd|i'll|he|she|they|it|we|you|then|from|"
    r"after|since|not|no|is|was|were|had|has|to|as|by|if|or|there|related|unrelated|mild|moderate|severe|resolved|"
    r"ongoing|grade|probably|again|i'm|we'll|if)\b.*$|[^\w\s'-].*$",
    re.IGNORECASE | re.DOTALL,
)
_FIRST = re.compile(
    r"^(?:(?:a|an|the|some|your|his|her|their|this|that|classic|case|bit|touch|of|little|slight|mild|moderate|severe|"
    r"nasty|proper|bad|as|um|uh|probable|suspected|your)\s+)*",
    re.IGNORECASE,
)
_IDENTIFIES = re.compile(
    r"\b(?:(?:that's|that is|sounds|looks|sounded)(?: to me)?(?: very| a (?:lot|bit))?(?: like)?|(?:i'd|we'd|we|"
    r"i would) call "
    r"(?:that|it|this)|what (?:we|they|doctors) (?:would |'d )?call) (?:a|an)?\s*$",
    re.IGNORECASE,
)
"""What says what something is, rather than writes it down."""
_OF_A_MEDICINE = re.compile(
    r"\b(?:took|take|taken|taking|gave|give|pills?|tablets?|drip|bottle|box|packet|cream|spray|drops|dose|for (?:it|"
    r"the pain))\b",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"^(?:$|\W|\d|good|great|known|preventive|question|note|separate|fine|nice|lovely|okay|ok|right|shame|pity|"
    r"relief|lot|long|one|two|three|four|five|six|seven|"
    r"eight|nine|ten|\d|new|different|same|all|it|that|this|what|how|why|who|where|me|my|us|you|related|unrelated|yes|"
    r"no|sure|done|better|worse|gone|over|down|up|off|out|adverse|event|deviation|missed|late|early|concomitant|taken|"
    r"stopped|resolved|ongoing|possibly|probably|likely|about|around|just|only|very|too|because|thing|problem|ours|"
    r"your|his|her|our|their|something|nothing|everything|anything|week|day|month|year|monday|tuesday|wednesday|"
    r"thursday|friday|saturday|sunday|today|yesterday|pressure|pulse|weight|dose|tablet|capsule|side|blame|drug)\b",
    re.IGNORECASE,
)
_MOST_WORDS = 3


def named_anew(dialogue: Dialogue, already: Sequence[Judged]) -> tuple[Judged, ...]:
    """What staff name after a description. already: what lists named, which is left out."""
    held = {(item.mention.sentence.at, item.mention.sentence.start) for item in already}
    return tuple(
        item
        for sentence in dialogue.sentences
        if dialogue.staff(sentence.turn) and (sentence.at, sentence.start) not in held
        for item in (_offered if sentence.question else _named)(dialogue, sentence)
    )


def _named(dialogue: Dialogue, sentence: Sentence) -> Iterator[Judged]:
    graded = grades(dialogue, sentence)
    for place in name_places(dialogue, sentence):
        found = _name_at(sentence, place, any_name=graded and bool(_IDENTIFIES.search(sentence.text[:place])))
        if found is None:
            continue
        told = described_before(dialogue, sentence)
        if told is None or cues.PAST.search(told.text) or _of_another(told):
            return
        start, end = found
        name = sentence.text[start:end].lower()
        yield Judged(
            Mention(name, sentence, sentence.start + start, sentence.start + end),
            Verdict("present", POSSIBLE if len(name.split()) > 1 else LIKELY, told),
        )
        return


def _of_another(told: Sentence) -> bool:
    return bool(cues.OTHER_PERSON.search(told.text)) and not cues.SELF.search(told.text)


def _offered(dialogue: Dialogue, sentence: Sentence) -> Iterator[Judged]:
    """A name offered in a question and taken: "A slipped disc?" - "That's what they said."."""
    answer = dialogue.answer(sentence)
    if not answer or len(sentence.words) > _MOST_WORDS + 2 or not answer_cues.THAT_IS_IT.match(answer[0].text):
        return
    found, told = _name_at(sentence, 0, any_name=True), described_before(dialogue, sentence)
    if (
        found
        and told
        and not _OF_A_MEDICINE.search(told.text)
        and not cues.PAST.search(told.text)
        and not _of_another(told)
    ):
        start, end = found
        name = sentence.text[start:end].lower()
        mention = Mention(name, sentence, sentence.start + start, sentence.start + end)
        yield Judged(mention, Verdict("present", POSSIBLE, told))


def _name_at(sentence: Sentence, place: int, *, any_name: bool) -> tuple[int, int] | None:
    """[start, end) characters of the sentence of a problem's name that begins at `place`.

    any_name: whether staff take it down as one, however it is made.
    """
    rest = sentence.text[place:]
    lead = _FIRST.match(rest)
    skipped = lead.end() if lead else 0
    name = _STOP.sub("", rest[skipped:]).rstrip()
    made = _MADE_AS.search(name) or is_diagnosis(name) or (any_name and not _NO_NAME.match(name))
    if any(True for _ in lexicon().drugs.find(tokens(name))):
        return None
    if not name or len(name.split()) > _MOST_WORDS or not made:
        return None
    return place + skipped, place + skipped + len(name)
