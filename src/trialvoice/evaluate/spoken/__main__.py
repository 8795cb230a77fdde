"""`python -m trialvoice.evaluate.spoken --part dev --seed N`: the corpus as JSON Lines on stdout."""

import argparse
import sys

from trialvoice.evaluate.spoken.generate import SEED, generate
from trialvoice.evaluate.spoken.parts import PARTS


def main() -> None:
    """Print one part."""
    parser = argparse.ArgumentParser(prog="python -m trialvoice.evaluate.spoken", description="Print the corpus.")
    parser.add_argument("--part", choices=PARTS, default="dev", help="rules are tuned on dev, and only on dev")
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args()
    for case in generate(given.part, given.seed):
        sys.stdout.write(case.model_dump_json() + "\n")


if __name__ == "__main__":
    main()
