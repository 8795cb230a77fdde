"""What a second model's opinion on findings in doubt is worth, on visits with answer keys.

    python -m tests.bench.second_opinion FOLDER ... [--model FILE.gguf] [--most 60]

Asks about the findings of lower confidence than the setting's and says: how often it agrees with right and with wrong
ones, how well its probability tells them apart (area under the curve), and the Brier score before and after.
"""

import argparse
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from trialvoice.assembly import LLM_MODEL
from trialvoice.commands.console import settings
from trialvoice.core.findings import Finding
from trialvoice.engines.xllamacpp_server import EmbeddedServer
from trialvoice.evaluate.extraction.match import match
from trialvoice.evaluate.extraction.visit_scores import SCORED
from trialvoice.evaluate.visits.visit import ScriptedVisit, load_visits
from trialvoice.safe.asking.confirm import SecondOpinion, confirm, weighed
from trialvoice.safe.extract import extract
from trialvoice.weights.place import model_path

SEED = 20261121


@dataclass(frozen=True)
class Doubted:
    """A finding in doubt of a visit, and whether it is right."""

    visit: ScriptedVisit
    finding: Finding
    right: bool


def doubted(folders: list[Path], below: float) -> Iterator[Doubted]:
    """Every finding in doubt, by rules alone."""
    for visit in (visit for folder in folders for visit in load_visits(folder)):
        made = extract(visit.transcript, visit.study, visit=visit.visit, recording=visit.recording)
        texts = {turn.id: turn.text for turn in visit.transcript.turns}
        for kind in SCORED:
            found = [finding for finding in made.findings if finding.value.kind == kind]
            matched = match(found, [one for one in visit.expected if one.key.kind == kind], "named", texts)
            told = [*((one, True) for one, _ in matched.pairs), *((one, False) for one in matched.extra)]
            yield from (Doubted(visit, one, right) for one, right in told if one.confidence < below and one.evidence)


def main() -> None:
    """Print the figures."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("folders", nargs="+", type=Path)
    wanted.add_argument("--model", type=Path)
    wanted.add_argument("--most", type=int, default=60)
    given = wanted.parse_args()
    chosen = settings()
    every = list(doubted(given.folders, chosen.second_llm_below))
    some = random.Random(SEED).sample(every, min(given.most, len(every)))
    file = given.model or model_path(LLM_MODEL, chosen) / "model.gguf"
    rows, began = list[tuple[float, float, float, bool]](), time.perf_counter()
    with EmbeddedServer(file, settings=chosen) as server:
        second = SecondOpinion(server, below=1.0)
        for one in some:
            looks = confirm((one.finding,), one.visit.transcript, one.visit.study, second)
            for look in looks.looks:
                (after,) = weighed((one.finding,), looks)
                rows.append((one.finding.confidence, look.yes, after.confidence, one.right))
    spent = (time.perf_counter() - began) / len(some)
    right, wrong = ([row for row in rows if row[3] == is_right] for is_right in (True, False))
    pairs = [(a[1] > b[1]) + (a[1] == b[1]) / 2 for a in right for b in wrong]
    brier = [sum((row[at] - row[3]) ** 2 for row in rows) / len(rows) for at in (0, 2)]
    print(f"{file.parent.name}: {len(rows)} of {len(every)} findings in doubt, {len(right)} right, {spent:.1f} s each")
    for name, part in (("right", right), ("wrong", wrong)):
        print(f"agrees with {sum(row[1] >= 0.5 for row in part)} of {len(part)} {name}")
    print(
        f"area under the curve {sum(pairs) / max(len(pairs), 1):.2f}, Brier {brier[0]:.3f} before, {brier[1]:.3f} after"
    )


if __name__ == "__main__":
    main()
