"""What it saves that all questions of a window begin with the same transcript, which stays in the server's cache.

    python -m tests.bench.shared_prefix [--visits 3] [--model FILE.gguf] [--repeat 2]

The same questions on the same visits by the same server in the same run: as they are asked, transcript first, and with
the question first, so that nothing but the rules is shared. The two ways take turns. Seconds and tokens that had to be
processed, and the ratio of both.
"""

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from trialvoice.assembly import LLM_MODEL
from trialvoice.commands.console import settings
from trialvoice.engines.xllamacpp_server import EmbeddedServer
from trialvoice.evaluate.visits.visit import FOLDER, ScriptedVisit, load_visits
from trialvoice.safe.asking.ask import LanguageModel, Message, Reply
from trialvoice.safe.extract import ask_about
from trialvoice.weights.place import model_path


@dataclass
class Timed:
    """A model whose replies are counted and timed. reversed: the question is put before the transcript."""

    model: LanguageModel
    reversed: bool
    seconds: float = 0.0
    replies: list[Reply] = field(default_factory=list)

    def complete(
        self, messages: Sequence[Message], schema_json: str, max_tokens: int, choices: Sequence[str] = ()
    ) -> Reply:
        asked = [*messages[:-1], _turned(messages[-1])] if self.reversed else messages
        began = time.perf_counter()
        reply = self.model.complete(asked, schema_json, max_tokens, choices)
        self.seconds += time.perf_counter() - began
        self.replies.append(reply)
        return reply

    @property
    def processed(self) -> int:
        """Prompt tokens that were not in the cache."""
        return sum(reply.prompt_tokens - reply.cached_tokens for reply in self.replies)


def _turned(message: Message) -> Message:
    transcript, _, question = message.content.partition("\n\n")
    return message.model_copy(update={"content": f"{question}\n\n{transcript}"})


def main() -> None:
    """Print a line for each way, and the ratios."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--visits", type=int, default=3)
    wanted.add_argument("--model", type=Path)
    wanted.add_argument("--repeat", type=int, default=2)
    given = wanted.parse_args()
    file = given.model or model_path(LLM_MODEL, settings()) / "model.gguf"
    visits = load_visits(FOLDER / "dev")[: given.visits]
    with EmbeddedServer(file, settings=settings()) as server:
        shared, apart = Timed(server, reversed=False), Timed(server, reversed=True)
        for _ in range(given.repeat):
            for visit in visits:
                for way in (shared, apart):
                    _ask(visit, way)
    runs = len(visits) * given.repeat
    for name, way in (("transcript first", shared), ("question first", apart)):
        read = sum(reply.prompt_tokens for reply in way.replies)
        print(
            f"{name}: {len(way.replies) / runs:.1f} questions, {read / runs:,.0f} prompt tokens, "
            f"{way.processed / runs:,.0f} of them processed, {way.seconds / runs:.1f} s a visit"
        )
    print(
        f"question first / transcript first: {apart.processed / shared.processed:.2f} x tokens processed, "
        f"{apart.seconds / shared.seconds:.2f} x seconds"
    )


def _ask(visit: ScriptedVisit, model: LanguageModel) -> None:
    ask_about(visit.transcript, visit.study, visit.visit, model)


if __name__ == "__main__":
    main()
