"""Measure the gate on ASQ-PHI and on the project's own spoken table, beside plain Presidio.

    python tests/bench/deid.py DATA_FOLDER [--show-misses]

DATA_FOLDER holds asq-phi/queries-dev.txt and mts-dialog/. Prints recall (every character of the value
covered, wherever it stands), over-redaction (texts without an identifier that are touched), clinical
words lost, and texts a second.
"""

import argparse
import csv
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import platformdirs

sys.path.insert(0, str(Path(__file__).parents[1] / "spec"))

from spoken_table import CLEAN, SPOKEN

from trialvoice.engines.presidio import PresidioRecognizer
from trialvoice.redact.find import find_all
from trialvoice.redact.lexicon import lexicon

Covered = list[list[tuple[int, int]]]
Detector = Callable[[Sequence[Sequence[str]]], list[Covered]]


@dataclass(frozen=True)
class Case:
    """Turns, and the values in them that must go: (type, value)."""

    turns: tuple[str, ...]
    values: tuple[tuple[str, str], ...]


def asq_phi(path: Path) -> list[Case]:
    """The queries of an ASQ-PHI file."""
    cases = []
    for block in path.read_text(encoding="utf-8").split("===QUERY===")[1:]:
        query, _, tags = block.partition("===PHI_TAGS===")
        rows = [json.loads(line) for line in tags.splitlines() if line.strip()]
        cases.append(Case((query.strip(),), tuple((r["identifier_type"], r["value"]) for r in rows)))
    return cases


def gate(model: Path) -> Detector:
    """The gate as the pipeline uses it."""
    recognizer = PresidioRecognizer(model)

    def detect(documents: Sequence[Sequence[str]]) -> list[Covered]:
        found = find_all(documents, recognizer=recognizer)
        out: list[Covered] = [[[] for _ in turns] for turns in documents]
        for covered, spans in zip(out, found, strict=True):
            for span in spans:
                covered[span.turn_index].append((span.start, span.end))
        return out

    return detect


def plain_presidio(model: Path) -> Detector:
    """Presidio as it comes, on the same model, turn by turn."""
    import tldextract
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=())
    tldextract.extract = tldextract.TLDExtract(suffix_list_urls=())
    conf = {"nlp_engine_name": "spacy", "models": [{"lang_code": "en", "model_name": str(model)}]}
    analyzer = AnalyzerEngine(nlp_engine=NlpEngineProvider(nlp_configuration=conf).create_engine())

    def detect(documents: Sequence[Sequence[str]]) -> list[Covered]:
        return [
            [[(r.start, r.end) for r in analyzer.analyze(turn, language="en", score_threshold=0.4)] for turn in turns]
            for turns in documents
        ]

    return detect


def missed(case: Case, covered: Covered) -> list[tuple[str, str]]:
    """The values of a case with a letter or digit that is not covered."""
    out = []
    for kind, value in case.values:
        places = [
            (at, m.start(), m.end())
            for at, turn in enumerate(case.turns)
            for m in re.finditer(rf"(?<!\w){re.escape(_quotes(value))}(?!\w)", _quotes(turn), re.I)
        ]
        if not places or not all(_hidden(case.turns[at], covered[at], a, b) for at, a, b in places):
            out.append((kind, value))
    return out


def _quotes(text: str) -> str:
    return text.replace("’", "'")


def _hidden(text: str, spans: list[tuple[int, int]], start: int, end: int) -> bool:
    return all(any(a <= i < b for a, b in spans) for i in range(start, end) if text[i].isalnum())


def measure(name: str, detector: Detector, cases: Sequence[Case], *, show: bool) -> None:
    """Print one line of figures, and a line by type."""
    began = time.perf_counter()
    found = detector([case.turns for case in cases])
    took = time.perf_counter() - began
    wrong: Counter[str] = Counter()
    total: Counter[str] = Counter()
    touched = clean = 0
    for case, covered in zip(cases, found, strict=True):
        total.update(kind for kind, _ in case.values)
        lost = missed(case, covered)
        wrong.update(kind for kind, _ in lost)
        clean += not case.values
        touched += not case.values and any(covered)
        if show and (lost or (not case.values and any(covered))):
            marks = [turn[a:b] for turn, spans in zip(case.turns, covered, strict=True) for a, b in spans]
            print("    ", lost or "TOUCHED", "|", " / ".join(case.turns)[:330], "|", marks)
    values = sum(total.values())
    recall = 1 - sum(wrong.values()) / max(values, 1)
    print(
        f"{name:28} recall {recall:6.1%} of {values:4}   clean texts touched {touched}/{clean}"
        f" = {touched / max(clean, 1):5.1%}   {len(cases) / took:6.1f} texts/s"
    )
    if show:
        print("    ", {kind: f"{1 - wrong[kind] / n:.2f} of {n}" for kind, n in total.most_common()})


def clinical_words_lost(name: str, detector: Detector, folder: Path, rows: int) -> None:
    """Print the share of drug names in MTS-Dialog that are redacted."""
    with (folder / "validation.csv").open(encoding="utf-8", newline="") as file:
        dialogues = [tuple(row["dialogue"].splitlines()) for row in csv.DictReader(file)][:rows]
    found = detector(dialogues)
    drugs = lexicon().drugs
    total = lost = characters = hidden = 0
    for turns, covered in zip(dialogues, found, strict=True):
        for turn, spans in zip(turns, covered, strict=True):
            characters += len(turn)
            hidden += sum(b - a for a, b in spans)
            for word in re.finditer(r"[A-Za-z]{4,}", turn):
                if word[0].lower() in drugs:
                    total += 1
                    lost += any(a < word.end() and b > word.start() for a, b in spans)
    print(f"{name:28} drug names lost {lost}/{total}   characters redacted {hidden / max(characters, 1):.2%}")


def main() -> None:
    """Measure the gate and plain Presidio on everything there is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--show-misses", action="store_true", help="print what the gate misses or touches")
    parser.add_argument("--gate-only", action="store_true")
    args = parser.parse_args()
    model = Path(platformdirs.user_cache_dir("trialvoice")) / "models" / "spacy-en-md"
    spoken = [Case(turns, values) for turns, values in SPOKEN] + [Case(turns, ()) for turns in CLEAN]
    detectors = (
        {"gate": gate(model)} if args.gate_only else {"gate": gate(model), "plain Presidio": plain_presidio(model)}
    )
    for name, detector in detectors.items():
        show = args.show_misses and name == "gate"
        measure(f"{name}, ASQ-PHI dev", detector, asq_phi(args.data / "asq-phi" / "queries-dev.txt"), show=show)
        measure(f"{name}, own spoken table", detector, spoken, show=show)
        clinical_words_lost(f"{name}, MTS-Dialog", detector, args.data / "mts-dialog", 100)


if __name__ == "__main__":
    main()
