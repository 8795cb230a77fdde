"""What words, meaning and the model's choice are each worth in coding, on events of visits with answer keys.

    python -m tests.bench.coding FOLDER ... [--model FILE.gguf] [--no-choice]

Every event of the keys that has a CTCAE term is coded from the key's own plain name. Where words do not decide: how
often the right term is the nearest by meaning, how often it is among the candidates, and what the model chooses.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from trialvoice.assembly import LLM_MODEL, Engines
from trialvoice.commands.console import settings
from trialvoice.core.findings import AdverseEvent, Evidence, Finding
from trialvoice.engines.xllamacpp_server import EmbeddedServer
from trialvoice.evaluate.visits.key import EventKey
from trialvoice.evaluate.visits.visit import Expected, ScriptedVisit, load_visits
from trialvoice.safe.asking.ask import LanguageModel
from trialvoice.safe.coding.choosing import MOST, Chooser, choose
from trialvoice.safe.coding.coder import shipped_coder, ways_of
from trialvoice.safe.coding.likeness import Embedder, Likeness
from trialvoice.weights.place import model_path


def cases(folders: list[Path]) -> Iterator[tuple[ScriptedVisit, EventKey, Finding]]:
    """Each event of the keys that has a term, as if it had been found by its plain name."""
    for folder in folders:
        for visit in load_visits(folder):
            for one in visit.expected:
                if isinstance(one.key, EventKey) and one.key.assertion == "present" and one.key.ctcae and one.quotes:
                    yield visit, one.key, _finding(visit, one, one.key)


def _finding(visit: ScriptedVisit, one: Expected, key: EventKey) -> Finding:
    turn = next(turn for turn in visit.transcript.turns if turn.id == one.quotes[0].turn)
    start, end = one.quotes[0].start, one.quotes[0].end
    proof = Evidence(
        turn=turn.id,
        start_char=start,
        end_char=end,
        start=0,
        end=0,
        quote=turn.text[start:end],
        role=turn.role,
        match="exact",
    )
    value = AdverseEvent(term=key.term, codings=shipped_coder().codings(key.term))
    return Finding(id=key.id, value=value, evidence=(proof,), assertion="present", confidence=0.5, source="key")


def measure(folders: list[Path], embedder: Embedder, model: LanguageModel | None) -> Counter[str]:
    """Counts by outcome."""
    counts: Counter[str] = Counter()
    likeness = Likeness(shipped_coder().ctcae, embedder)
    for visit, key, finding in cases(folders):
        (by_words,) = finding.value.codings  # type: ignore[union-attr]
        counts["events"] += 1
        if by_words.coding:
            counts["coded by words"] += 1
            counts["coded by words, right"] += by_words.coding.term == key.ctcae
            continue
        near = [one.coding.term for one in likeness.nearest(ways_of(key.term), MOST)]
        counts["left"] += 1
        counts["nearest is right"] += near[:1] == [key.ctcae]
        if model is None:
            counts["among the nearest"] += key.ctcae in near
            continue
        (choice,) = choose((finding,), visit.transcript, shipped_coder(), Chooser(model, embedder)).choices
        counts["among the candidates"] += key.ctcae in [coding.term for coding in choice.candidates]
        told = choice.coding.term if choice.coding else None
        counts["chosen: " + ("none" if told is None else "right" if told == key.ctcae else "wrong")] += 1
    return counts


def main() -> None:
    """Print counts and shares."""
    parser = argparse.ArgumentParser(description="What coding by words, by meaning and by choice are worth.")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--no-choice", action="store_true")
    given = parser.parse_args()
    with Engines(settings()) as engines:
        if given.no_choice:
            counts = measure(given.folders, engines.embedder, None)
        else:
            file = given.model or model_path(LLM_MODEL, settings()) / "model.gguf"
            with EmbeddedServer(file, settings=settings(), device="cpu") as server:
                counts = measure(given.folders, engines.embedder, server)
    for name, count in counts.items():
        print(f"{name:24} {count}")


if __name__ == "__main__":
    main()
