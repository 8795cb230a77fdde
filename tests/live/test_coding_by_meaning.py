"""Dictionary terms by meaning and by choice, with the real weights."""

import json

import numpy as np
import pytest

from trialvoice.assembly import MEANING_MODEL, Engines
from trialvoice.core.settings import Settings
from trialvoice.safe.asking.ask import Message
from trialvoice.safe.asking.questions import question
from trialvoice.safe.coding.choosing import NONE
from trialvoice.safe.coding.coder import shipped_coder, ways_of
from trialvoice.safe.coding.likeness import Likeness

pytestmark = pytest.mark.live


@pytest.fixture(scope="module")
def likeness() -> Likeness:
    if not (Settings().cache / "models" / MEANING_MODEL).exists():
        pytest.skip(f"the weights of {MEANING_MODEL} are not there")
    return Likeness(shipped_coder().ctcae, Engines(Settings()).embedder)


@pytest.mark.parametrize(
    ("said", "term"),
    [
        ("lying awake with the ceiling", "Insomnia"),
        ("hoarse", "Hoarseness"),
        ("no appetite for anything", "Anorexia"),
        ("threw my guts up (vomiting)", "Vomiting"),
    ],
)
def test_the_right_term_is_among_the_nearest(likeness: Likeness, said: str, term: str) -> None:
    assert term in [near.coding.term for near in likeness.nearest(ways_of(said), most=5)]


def test_what_is_no_problem_is_near_nothing(likeness: Likeness) -> None:
    assert likeness.nearest(["the parking garage on Elm Street"], most=5) == ()


def test_a_text_is_the_same_alone_and_among_others(likeness: Likeness) -> None:
    texts = ["rash", "a rash on both arms that itches at night", "fever"]
    together = likeness.embedder.vectors(texts)
    alone = np.vstack([likeness.embedder.vectors([text]) for text in texts])
    np.testing.assert_allclose(together, alone, atol=1e-5)
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1.0, atol=1e-5)


def test_the_model_answers_with_a_letter() -> None:
    if not (Settings().cache / "models" / "qwen2.5-coder-1.5b").exists():
        pytest.skip("the weights of qwen2.5-coder-1.5b are not there")
    put = question("coding")
    about = {"turn": "2", "said": "lying awake", "dictionary": "CTCAE", "terms": "A: Insomnia\nB: Fracture"}
    text = f"1 I: How do you sleep?\n2 P: I am lying awake till three.\n\n{put.text(about)}"
    with Engines(Settings()) as engines:
        reply = engines.language_model.complete(
            (Message(role="user", content=text),), put.shape(letters=("A", "B", NONE)), put.max_tokens
        )
    assert json.loads(reply.text)["answer"] in ("A", "B", NONE)
