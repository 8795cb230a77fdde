"""Questions to a language model that answers as the test wants."""

import json
from collections.abc import Sequence
from itertools import pairwise

import pytest

from tests.visits import STUDY, visit
from trialvoice.core.errors import EngineError
from trialvoice.core.findings import AdverseEvent, ConcomitantMedication
from trialvoice.safe.asking.ask import Budgeted, Message, Reply, ask
from trialvoice.safe.asking.questions import Question, questions
from trialvoice.safe.asking.windows import OVERLAP_TURNS, WINDOW_TOKENS, windows_of
from trialvoice.safe.extract import extract, identity_hashes


class Scripted:
    """Answers each question from a list, by the order asked; then with nothing found."""

    def __init__(self, *answers: str, prompt_tokens: int = 100) -> None:
        self.answers = list(answers)
        self.prompt_tokens = prompt_tokens
        self.asked: list[tuple[Sequence[Message], str]] = []

    def complete(
        self, messages: Sequence[Message], schema_json: str, max_tokens: int, choices: Sequence[str] = ()
    ) -> Reply:
        self.asked.append((messages, schema_json))
        text = self.answers.pop(0) if self.answers else '{"found": []}'
        return Reply(text=text, prompt_tokens=self.prompt_tokens, cached_tokens=40, generated_tokens=5)


def found(*claims: tuple[int, str]) -> str:
    return json.dumps({"found": [{"turn": turn, "words": words} for turn, words in claims]})


VISIT = visit(
    "I: How are you?",
    "P: My elbow feels funny and heavy. I had a headache.",
    "P: The doctor prescribed me Zorvax.",
)


def test_the_transcript_stands_first_and_is_the_same_for_every_question() -> None:
    model = Scripted()
    ask(VISIT, STUDY, (), model)
    texts = [messages[-1].content for messages, _ in model.asked]
    assert len(texts) == 2
    shared = texts[0][: texts[0].index("\n\n")]
    assert all(text.startswith(shared) for text in texts)
    assert "2 P: My elbow feels funny" in shared


def test_answers_are_bounded_by_the_schema() -> None:
    model = Scripted()
    ask(VISIT, STUDY, (), model)
    for _, schema in model.asked:
        listed = json.loads(schema)["properties"]["found"]
        assert listed["maxItems"] <= 6
        assert listed["items"]["properties"]["words"]["maxLength"] <= 100
        assert set(listed["items"]["properties"]["turn"]["enum"]) <= {1, 2, 3}


def test_tokens_are_counted() -> None:
    tokens = ask(VISIT, STUDY, (), Scripted()).tokens
    assert (tokens.prompt, tokens.cached, tokens.generated, tokens.requests) == (200, 80, 10, 2)


def test_a_claim_without_its_quote_is_rejected_and_counted() -> None:
    result = extract(VISIT, STUDY, model=Scripted(found((2, "my nose bled"), (2, "I had a headache"))))
    assert (result.counts["claims"], result.counts["claims_rejected"]) == (2, 1)
    assert [f.value.term for f in result.findings if isinstance(f.value, AdverseEvent)] == ["headache"]


def test_agreement_raises_confidence() -> None:
    alone = extract(VISIT, STUDY).findings[0].confidence
    both = extract(VISIT, STUDY, model=Scripted(found((2, "I had a headache")))).findings[0].confidence
    assert both > alone


def test_what_the_model_alone_names_is_for_review() -> None:
    model = Scripted(found((2, "elbow feels funny and heavy")), found((3, "Zorvax")))
    marked = [f for f in extract(VISIT, STUDY, model=model).findings if f.review]
    assert {type(f.value) for f in marked} <= {AdverseEvent, ConcomitantMedication}
    assert {f.review for f in marked} == {("named by the model alone",)}
    assert any(f.value.name == "Zorvax" for f in marked if isinstance(f.value, ConcomitantMedication))


@pytest.mark.parametrize("claim", [(2, "No headache"), (4, "My wife has a sore hand"), (6, "might break my weird toe")])
def test_what_the_model_alone_names_is_judged_like_all_else(claim: tuple[int, str]) -> None:
    transcript = visit(
        "I: So?",
        "P: No headache.",
        "I: Go on.",
        "P: My wife has a sore hand.",
        "I: And?",
        "P: I might break my weird toe.",
    )
    assert extract(transcript, STUDY, model=Scripted(found(claim))).findings == ()


@pytest.mark.parametrize(
    "nonsense", ["", "{", "null", "[1]", '{"found": [{"turn": "x"}]}', '{"found": [{"turn": 2, "words": "he']
)
def test_an_unreadable_answer_is_counted(nonsense: str) -> None:
    answers = ask(VISIT, STUDY, (), Scripted(nonsense))
    assert (answers.claims, answers.rejected) == ((), 1)
    assert "could not be read" in answers.warnings[0]


def test_open_text_items_are_asked_about() -> None:
    model = Scripted(found(), found(), found((2, "My elbow")))
    result = extract(VISIT, STUDY, model=model)
    (job,) = [item for item in result.forms if item.item == "JOB"]
    assert (job.state, job.value) == ("stated", "My elbow")


def test_a_long_visit_is_asked_in_overlapping_windows() -> None:
    transcript = visit(*(f"P: {n} " + "word " * 60 for n in range(120)))
    windows = windows_of(transcript.turns)
    assert len(windows) > 2
    assert all(sum(line.tokens for line in window) <= WINDOW_TOKENS for window in windows)
    assert {line.turn.id for window in windows for line in window} == {turn.id for turn in transcript.turns}
    assert all(a[-OVERLAP_TURNS:] == b[:OVERLAP_TURNS] for a, b in pairwise(windows))


@pytest.mark.parametrize("stop", [". ", " "])
def test_a_turn_longer_than_a_window_is_read_to_its_end(stop: str) -> None:
    transcript = visit("I: And then?", "P: " + stop.join(f"word{n}" for n in range(4000)))
    windows = windows_of(transcript.turns)
    assert all(sum(line.tokens for line in window) <= WINDOW_TOKENS for window in windows)
    read = " ".join(line.text for window in windows for line in window)
    assert {f"word{n}" for n in range(4000)} <= set(read.replace(".", " ").split())


def test_what_two_windows_claim_is_one_claim() -> None:
    lines = [f"P: {n} " + "word " * 60 for n in range(70)]
    lines[26] = "P: My elbow feels funny and heavy since Monday."
    transcript = visit(*lines)
    assert len(windows_of(transcript.turns)) == 3
    model = Scripted(found((27, "elbow feels funny and heavy")), found(), found(), found((27, "elbow feels FUNNY and")))
    result = extract(transcript, STUDY, model=model)
    figures = {name: count for name, count in result.counts.items() if name.startswith("claims")}
    assert figures["claims"] == 2
    assert (figures["claims_exact"], figures["claims_normalised"], figures["claims_merged"]) == (1, 1, 1)
    assert len([f for f in result.findings if f.value.kind == "adverse_event"]) == 1


def test_the_budget_stops_before_it_is_spent() -> None:
    model = Scripted(prompt_tokens=1000)
    with pytest.raises(EngineError) as stopped:
        ask(VISIT, STUDY, (), Budgeted(model, 1000))
    assert stopped.value.code == "TV405"
    assert len(model.asked) == 1
    assert "elbow" not in str(stopped.value)


def test_no_budget_is_no_limit() -> None:
    assert ask(VISIT, STUDY, (), Budgeted(Scripted(), 0)).tokens.requests == 2


def test_every_question_is_versioned_and_hashed() -> None:
    for question in questions():
        assert question.version >= 1
        assert question.purpose
        assert question.changes
        assert len(question.sha256) == 64
    assert "adverse-events@1" in identity_hashes()
    assert "lexicon-symptoms" in identity_hashes()


def test_speech_never_shows_in_a_repr() -> None:
    answers = ask(VISIT, STUDY, (), Scripted(found((2, "I had a headache"))))
    assert "headache" not in repr(answers)


def strings_and_lists(schema: object) -> list[dict[str, object]]:
    """Every part of a schema that could be filled without end."""
    if isinstance(schema, list):
        return [part for one in schema for part in strings_and_lists(one)]
    if not isinstance(schema, dict):
        return []
    own = [schema] if schema.get("type") in ("string", "array") else []
    return own + [part for one in schema.values() for part in strings_and_lists(one)]


@pytest.mark.parametrize("asked", questions(), ids=lambda question: question.id)
def test_every_question_bounds_what_may_be_answered(asked: Question) -> None:
    schema = json.loads(asked.shape([1, 2]))
    for part in strings_and_lists(schema):
        assert ("maxLength" if part["type"] == "string" else "maxItems") in part, part
    assert asked.max_tokens <= 200
    assert '"enum"' in asked.shape([1, 2])
    assert '"additionalProperties": false' in json.dumps(schema)
