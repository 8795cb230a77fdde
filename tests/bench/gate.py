"""The gate's second look by itself: how often it stops a visit that was not redacted, and one that was.

    python -m tests.bench.gate DATA

DATA holds aci-bench/, mts-dialog/ and osce/. A document counts as stopped where the second look sees one sign or more.
Of the sample study, whose identifiers are known, the share of visits stopped before redaction says what the second look
is worth alone; after redaction nothing of what `find` knows is left, so that what is stopped is a false alarm or a miss
of `find`. Neither vault nor roster is used.
"""

import argparse
import csv
import json
from collections.abc import Sequence
from pathlib import Path

from tests.conftest import SAMPLE
from trialvoice.assembly import Engines
from trialvoice.core.settings import Settings
from trialvoice.redact.finding.find import Recognizer, find_all
from trialvoice.redact.gate.second_look import second_look
from trialvoice.redact.replacing.replace import replace_texts

THRESHOLD = 0.85


def sample_study() -> list[list[str]]:
    truths = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((SAMPLE / "truth").glob("*.json"))]
    return [[turn["text"] for turn in truth["turns"]] for truth in truths]


def dialogues(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [row["dialogue"].splitlines() for row in csv.DictReader(file)]


def interviews(folder: Path) -> list[list[str]]:
    return [path.read_text(encoding="utf-8").split("\n\n") for path in sorted(folder.glob("*.txt"))]


def measure(name: str, documents: Sequence[Sequence[str]], recognizer: Recognizer) -> None:
    """Print a row: documents, and how many are stopped before and after redaction."""
    found = find_all(documents, recognizer=recognizer)
    after = [replace_texts(texts, spans) for texts, spans in zip(documents, found, strict=True)]
    raw, safe = (sum(second_look("\n".join(texts), THRESHOLD) > 0 for texts in part) for part in (documents, after))
    print(f"| {name} | {len(documents)} | {raw} | {safe} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    data = parser.parse_args().data
    print("| set | documents | stopped unredacted | stopped redacted |\n|---|---|---|---|")
    with Engines(Settings()) as engines:
        recognizer = engines.recognizer
        measure("sample study, true words", sample_study(), recognizer)
        measure("OSCE interviews", interviews(data / "osce"), recognizer)
        measure("ACI-Bench, train", dialogues(data / "aci-bench" / "train.csv"), recognizer)
        measure("ACI-Bench, valid", dialogues(data / "aci-bench" / "valid.csv"), recognizer)
        measure("MTS-Dialog, validation", dialogues(data / "mts-dialog" / "validation.csv"), recognizer)


if __name__ == "__main__":
    main()
