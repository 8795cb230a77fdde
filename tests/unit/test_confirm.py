"""A second opinion on findings in doubt: who is asked, about what, and what its answer changes."""

import json
from collections.abc import Mapping, Sequence

import pytest
from openai.types.chat.chat_completion_token_logprob import ChatCompletionTokenLogprob

from tests.visits import STUDY, visit
from trialvoice.core.settings import settings_from
from trialvoice.engines.token_chances import chances_of
from trialvoice.safe.asking.ask import Message, Reply
from trialvoice.safe.asking.confirm import AGREES, DISAGREES, SecondOpinion
from trialvoice.safe.extract import extract
from trialvoice.safe.extracted import Extracted

VISIT = visit("I: How are you?", "P: I had a headache on Monday.", "P: My blood pressure was 120 over 80.")


class Second:
    """Gives the same answer to all it is asked."""

    def __init__(self, text: str, chances: Mapping[str, float] | None = None) -> None:
        self.text, self.chances = text, dict(chances or {})
        self.asked: list[tuple[str, str]] = []

    def complete(
        self, messages: Sequence[Message], schema_json: str, max_tokens: int, choices: Sequence[str] = ()
    ) -> Reply:
        self.asked.append((messages[-1].content, schema_json))
        return Reply(text=self.text, prompt_tokens=50, cached_tokens=0, generated_tokens=5, chances=self.chances)


def looked_at(second: Second, below: float = 1.0) -> Extracted:
    return extract(VISIT, STUDY, second=SecondOpinion(second, below))


def changes(second: Second) -> list[float]:
    before = extract(VISIT, STUDY).findings
    after = looked_at(second).findings
    assert [f.id for f in before] == [f.id for f in after]
    return [b.confidence - a.confidence for a, b in zip(before, after, strict=True)]


def test_a_yes_makes_surer_and_a_no_less_sure() -> None:
    assert all(change > 0 for change in changes(Second('{"answer":"yes"}')))
    assert all(change < 0 for change in changes(Second('{"answer":"no"}')))


def test_how_likely_the_answer_was_counts() -> None:
    sure = changes(Second('{"answer":"no"}', {"yes": 0.05, "no": 0.95}))
    wavering = changes(Second('{"answer":"no"}', {"yes": 0.45, "no": 0.55}))
    assert all(a < b < 0 for a, b in zip(sure, wavering, strict=True))


@pytest.mark.parametrize(("answer", "reason"), [("yes", AGREES), ("no", DISAGREES)])
def test_the_reviewer_is_told(answer: str, reason: str) -> None:
    made = looked_at(Second(json.dumps({"answer": answer})))
    assert made.findings
    assert all(finding.review[-1] == reason for finding in made.findings)
    assert made.counts["second_looks"] == len(made.findings)
    assert made.counts["second_looks_against"] == (len(made.findings) if answer == "no" else 0)


def test_only_findings_in_doubt_are_asked_about() -> None:
    alone = extract(VISIT, STUDY).findings
    middle = sorted(finding.confidence for finding in alone)[len(alone) // 2]
    second = Second('{"answer":"yes"}')
    made = looked_at(second, middle)
    assert len(second.asked) == sum(finding.confidence < middle for finding in alone)
    untouched = [finding for finding in alone if finding.confidence >= middle]
    assert untouched
    assert all(finding in made.findings for finding in untouched)


def test_what_is_asked() -> None:
    second = Second('{"answer":"yes"}')
    looked_at(second)
    text, shape = next(pair for pair in second.asked if "health problem" in pair[0])
    assert "2 P: I had a headache on Monday." in text
    assert "Since starting Veltrimab the participant had this health problem: headache." in text
    assert json.loads(shape)["properties"]["answer"] == {"enum": ["yes", "no"]}


@pytest.mark.parametrize("nonsense", ["", "[]", '{"answer":"perhaps"}', '{"other":1}', "3"])
def test_an_unreadable_answer_changes_nothing_but_is_counted(nonsense: str) -> None:
    made = looked_at(Second(nonsense))
    assert made.findings == extract(VISIT, STUDY).findings
    assert (made.counts["answers_unreadable"], made.counts["second_looks"]) == (len(made.findings), 0)


def test_its_tokens_are_counted() -> None:
    second = Second('{"answer":"yes"}')
    made = looked_at(second)
    assert (made.tokens.prompt, made.tokens.requests) == (50 * len(second.asked), len(second.asked))


def token(text: str, **likely: float) -> ChatCompletionTokenLogprob:
    top = [{"token": name, "logprob": logprob, "bytes": None} for name, logprob in likely.items()]
    return ChatCompletionTokenLogprob.model_validate(
        {"token": text, "logprob": likely.get(text, -0.1), "bytes": None, "top_logprobs": top}
    )


def test_chances_are_those_of_the_value_alone() -> None:
    value = token("yes", yes=-0.2231, no=-1.6094, maybe=-5.0)
    tokens = [token('{"'), token("answer"), token('":"'), value, token('"}')]
    assert chances_of(tokens, ("yes", "no"), "answer")["yes"] == pytest.approx(0.8, abs=1e-3)


def test_a_server_without_probabilities_tells_no_chances() -> None:
    assert chances_of([], ("yes", "no"), "answer") == {}
    assert chances_of([token('{"answer"')], ("yes", "no"), "answer") == {}


def test_the_setting() -> None:
    assert settings_from({}).resolved_second_llm == "none"
    assert settings_from({"TRIALVOICE_SECOND_LLM": "same"}).resolved_second_llm == "same"
    assert settings_from({"TRIALVOICE_SECOND_LLM_URL": "http://x/v1"}).resolved_second_llm == "server"
