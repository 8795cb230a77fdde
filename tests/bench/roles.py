"""Fits and measures how sure roles are, on dialogues whose speakers are known.

    python tests/bench/roles.py FOLDER_OF_DATA

Dialogues are also cut short and have some turns given to the wrong speaker, as a diarizer does. The steepness is
fitted on one set and measured on the other, then on both; the last is what `role_calibration.toml` holds.
"""

import csv
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from trialvoice.core.records import Role, Turn, Word
from trialvoice.phi.roles import LEAST, role_scores

SIDES: dict[str, Role] = {"doctor": "investigator", "patient": "participant"}
LENGTHS = (4, 8, 16, 1000)
MIXED = 0.1
"""Share of turns given to the wrong speaker."""
SEED = 20261121


def dialogues(folder: Path) -> Iterator[list[tuple[str, str]]]:
    """(side, text) turns of every dialogue of a set; turns of anybody else are left out."""
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                said = re.findall(r"^\s*\[?(doctor|patient)\]?:?\s+(.*)$", row["dialogue"], re.I | re.M)
                yield [(side.lower(), re.sub(r" ([?.,!])", r"\1", text)) for side, text in said]


def turn(number: int, side: str, text: str) -> Turn:
    """A turn whose times say nothing."""
    words = tuple(Word(start=0, end=0, text=one, probability=1.0) for one in text.split())
    return Turn(id=number, start=0, end=0, speaker=side, role="unknown", role_confidence=0.0, words=words)


def leads(folder: Path) -> NDArray[np.float64]:
    """Evidence for the true roles against their swap, one number a dialogue and length."""
    chance = random.Random(SEED)
    made = []
    for said in dialogues(folder):
        for length in LENGTHS:
            start = chance.randrange(max(1, len(said) - length))
            mixed = [
                (("patient" if side == "doctor" else "doctor") if chance.random() < MIXED else side, text)
                for side, text in said[start : start + length]
            ]
            scores = role_scores([turn(number, *one) for number, one in enumerate(mixed, start=1)])
            if len(scores) == len(SIDES):
                right = sum(scores[side][role] for side, role in SIDES.items())
                wrong = sum(scores[side][role] for side, role in zip(SIDES, reversed(SIDES.values()), strict=True))
                made.append(right - wrong)
    return np.array(made)


def fitted(found: NDArray[np.float64]) -> float:
    """The steepness of the logistic curve through the origin that makes the leads likeliest, by bisection."""
    low, high = 0.0, 10.0
    while high - low > 1e-6:
        middle = (low + high) / 2
        gain = float((found / (1 + np.exp(np.clip(middle * found, -500, 500)))).sum())
        low, high = (middle, high) if gain > 0 else (low, middle)
    return low


def report(name: str, found: NDArray[np.float64], steepness: float) -> None:
    """Accuracy, Brier score, ECE with its table, and what `unknown` costs."""
    sure, right = 1 / (1 + np.exp(-steepness * np.abs(found))), found > 0
    bins = np.minimum((sure * 10).astype(int), 9)
    table = [(sure[bins == b].mean(), right[bins == b].mean(), int((bins == b).sum())) for b in np.unique(bins)]
    ece = sum(count * abs(said - was) for said, was, count in table) / len(found)
    claimed = sure >= LEAST
    print(
        f"{name}: n {len(found)}, steepness {steepness:.2f}, accuracy {right.mean():.1%}, "
        f"Brier {((sure - right) ** 2).mean():.3f}, ECE {ece:.3f}; unknown {1 - claimed.mean():.1%}, "
        f"accuracy of the rest {right[claimed].mean():.1%}, of the unknown {right[~claimed].mean():.1%}"
    )
    for said, was, count in table:
        print(f"    said {said:.2f}  right {was:.2f}  n {count}")


def main() -> None:
    """Print the tables."""
    data = Path(sys.argv[1])
    visits, short = leads(data / "aci-bench"), leads(data / "mts-dialog")
    report("aci-bench, fitted on mts-dialog", visits, fitted(short))
    report("mts-dialog, fitted on aci-bench", short, fitted(visits))
    both = np.concatenate([visits, short])
    report("both, fitted on both", both, fitted(both))


if __name__ == "__main__":
    main()
