"""`evaluate deid`: what de-identification covers and what it takes away, beside plain Presidio in the same run."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from trialvoice.assembly import NLP_MODEL, Engines
from trialvoice.commands.console import settings, stdout
from trialvoice.commands.evaluate_deid_output import Data, Output, Tables
from trialvoice.job import load_job
from trialvoice.weights.place import model_path

if TYPE_CHECKING:
    from trialvoice.evaluate.deid import Measured
    from trialvoice.evaluate.deid_cases import Case
    from trialvoice.evaluate.deid_detectors import Detector
    from trialvoice.evaluate.spoken.parts import Part

GATE, PLAIN = "gate", "plain Presidio"
_TIMED = 60_000  # characters that the detectors race on


class CorpusPart(StrEnum):
    """What to measure of the project's own corpus."""

    DEV = "dev"
    TEST = "test"
    BOTH = "both"
    NONE = "none"

    @property
    def parts(self) -> tuple["Part", ...]:
        """The parts it stands for."""
        each: Mapping[str, tuple[Part, ...]] = {"dev": ("dev",), "test": ("test",), "both": ("dev", "test"), "none": ()}
        return each[self.value]


def deid(
    data: Annotated[Path | None, typer.Argument(help="Folder with asq-phi/, mts-dialog/, aci-bench/.")] = None,
    part: Annotated[CorpusPart, typer.Option(help="Of the project's own spoken corpus.")] = CorpusPart.BOTH,
    seed: Annotated[int | None, typer.Option(help="Of the corpus; else the one BENCHMARKS.md uses.")] = None,
    cases: Annotated[Path | None, typer.Option(help="A set of yours: JSON Lines in the corpus's form.")] = None,
    study: Annotated[Path | None, typer.Option(help="A study with truth/, as the last run left it in outputs.")] = None,
    dialogues: Annotated[int | None, typer.Option(min=1, help="Read so many of each clinical set; else all.")] = None,
    rounds: Annotated[int, typer.Option(min=0, help="Rounds of the race for speed.")] = 5,
    show_misses: Annotated[bool, typer.Option(help="Print what goes wrong in the corpus and in DATA.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print data on stdout, and nothing else.")] = False,
) -> None:
    """Recall, precision, over-redaction, lost clinical words and speed of redaction, beside plain Presidio.

    Prints figures only, unless --show-misses asks for the values of public and invented sets; a set of yours and a
    study's recordings are never shown.
    """
    from trialvoice.evaluate.deid import measure

    show: Output = Data() if json else Tables()
    with Engines(settings()) as engines:
        detectors = _detectors(engines)
        public = {**_corpus(part, seed), **(_queries(data) if data else {})}
        for name, known in public.items():
            measured = measure(name, known, detectors)
            show.scores(measured)
            if show_misses and not json:
                _show_misses(known, measured[0])
        if cases:
            show.scores(measure(cases.name, _read(cases), detectors))
        if data:
            _clinical_words(data, dialogues, detectors, show)
        if rounds:
            _race(data, public, detectors, rounds, show)
        if study:
            _study(study, engines, detectors, show)


def _detectors(engines: Engines) -> dict[str, "Detector"]:
    """The gate first, as it stands in the pipeline; then its peer on the same spaCy model."""
    from trialvoice.engines.peers.presidio_plain import PlainPresidio
    from trialvoice.evaluate.deid_detectors import each_turn_alone, gate

    plain = PlainPresidio(model_path(NLP_MODEL, engines.settings))
    return {GATE: gate(engines.recognizer), PLAIN: each_turn_alone(plain)}


def _corpus(part: CorpusPart, seed: int | None) -> dict[str, "list[Case]"]:
    from trialvoice.evaluate.spoken.generate import SEED, generate

    return {f"spoken corpus, {one}": generate(one, SEED if seed is None else seed) for one in part.parts}


def _queries(data: Path) -> dict[str, "list[Case]"]:
    from trialvoice.evaluate.deid_sets import asq_phi

    queries = asq_phi(data)
    return {"ASQ-PHI": queries} if queries else {}


def _read(path: Path) -> "list[Case]":
    from trialvoice.evaluate.deid_cases import read_cases

    return read_cases(path)


def _clinical_words(data: Path, limit: int | None, detectors: Mapping[str, "Detector"], show: Output) -> None:
    from trialvoice.evaluate.deid_sets import dialogues
    from trialvoice.evaluate.deid_terms import clinical_terms, terms_lost

    terms = clinical_terms()
    for name, conversations in dialogues(data).items():
        chosen = conversations[:limit]
        show.terms(name, {one: terms_lost(chosen, detect(chosen), terms) for one, detect in detectors.items()})


def _race(
    data: Path | None,
    public: Mapping[str, "list[Case]"],
    detectors: Mapping[str, "Detector"],
    rounds: int,
    show: Output,
) -> None:
    """On clinical conversations where there are some, else on the cases."""
    from trialvoice.evaluate.deid_sets import dialogues
    from trialvoice.evaluate.deid_speed import race

    clinical = [one for many in (dialogues(data) if data else {}).values() for one in many]
    texts = _first(clinical or [case.texts for cases in public.values() for case in cases])
    if texts:
        show.speed(race(detectors, texts, peer=PLAIN, rounds=rounds))


def _first(conversations: Sequence[list[str]]) -> list[list[str]]:
    """The first ones that hold as many characters together as the race needs."""
    lengths = accumulate(sum(map(len, texts)) for texts in conversations)
    return [texts for texts, length in zip(conversations, lengths, strict=True) if length <= _TIMED]


def _study(folder: Path, engines: Engines, detectors: Mapping[str, "Detector"], show: Output) -> None:
    from trialvoice.evaluate.deid_study import score_study

    peers = {name: detect for name, detect in detectors.items() if name != GATE}
    show.study(list(score_study(load_job(folder, engines.settings), folder / "truth", engines, peers, ours=GATE)))


def _show_misses(cases: "list[Case]", measured: "Measured") -> None:
    for line in _misses(cases, measured):
        stdout.print(line, markup=False, soft_wrap=True)


def _misses(cases: "list[Case]", measured: "Measured") -> Iterator[str]:
    from trialvoice.evaluate.deid import wrong

    for case, scored, covered in zip(cases, measured.cases, measured.found, strict=True):
        missed, taken = wrong(case, scored, covered)
        yield from (f"{case.id}: missed {text!r}" for text in missed)
        yield from (f"{case.id}: taken {text!r}" for text in taken)
