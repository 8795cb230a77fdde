"""Fits the weights of a finding's confidence, and says how far it can be believed.

    python -m tests.bench.fit_confidence [FOLDER ...] [--answers FOLDER] [--write]

The project's development visits are always in it. The rules were tuned on these, so a sign of its own, `tuned`, takes
up how much better they do there, and is left out of the weights. FOLDERs hold visits that no rule was tuned on.
Each visit is also taken as it might have been heard, see `misheard`. Measured by leaving a study out: fitted on the
others, told on this one. `--answers` holds kept answers of the language model; a visit without them is told by rules
alone. `--write` puts the weights into `safe/confidence.toml`.
"""

import argparse
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.bench.misheard import misheard, word_probabilities
from trialvoice.core.errors import EngineError
from trialvoice.engines.recorded import RecordedLanguageModel
from trialvoice.evaluate.extraction.match import match
from trialvoice.evaluate.extraction.visit_scores import SCORED, item_right
from trialvoice.evaluate.visits.key import ItemKey
from trialvoice.evaluate.visits.visit import FOLDER, ScriptedVisit, load_visits
from trialvoice.safe import confidence
from trialvoice.safe.extract import extract
from trialvoice.safe.extracted import Extracted

SEED = 20261121
COPIES = 3
"""Of each visit, misheard."""
HOLD = 4.0
"""How many findings' worth of belief each prior weight has: what few findings show stays near it."""
PRIOR = {"rule": 0.5, "fuzzy": -1.0, "normalised": -0.2, "misheard": -2.0, "role_unsure": -2.0, "second": 0.3}
AT_LEAST = {"agreement": 0.05}
"""What the model points at as well is never told as less sure, though few such findings show hardly any difference."""
"""What would be believed without data; 0 for the rest. `second` is of `asking.confirm`, and not fitted here."""
WRITTEN = Path(confidence.__file__).with_name("confidence.toml")
Array = NDArray[np.float64]


@dataclass(frozen=True)
class Case:
    """One finding: of which study, its signs, whether it is right, and whether the visit is as it was said."""

    study: str
    signs: Mapping[str, float]
    right: bool
    clean: bool

    @property
    def tuned(self) -> bool:
        return "tuned" in self.signs


def cases(folders: Sequence[Path], answers: Path | None) -> list[Case]:
    """Every finding of every visit, as it was said and as it might have been heard."""
    found, heard = list[Case](), word_probabilities()
    for folder in (FOLDER / "dev", *folders):
        for visit in load_visits(folder):
            tuned = {"tuned": 1.0} if folder == FOLDER / "dev" and folders else {}
            chance = random.Random(f"{SEED} {visit.name}")
            made = _extracted(visit, answers)
            found += _cases(visit, made, tuned, clean=True)
            for _ in range(COPIES):
                other = misheard(visit, heard, chance)
                found += _cases(other, _extracted(other, None), tuned, clean=False)
    return found


def _extracted(visit: ScriptedVisit, answers: Path | None) -> Extracted:
    model = RecordedLanguageModel(answers) if answers else None
    try:
        return extract(visit.transcript, visit.study, visit=visit.visit, recording=visit.recording, model=model)
    except EngineError:
        return extract(visit.transcript, visit.study, visit=visit.visit, recording=visit.recording)


def _cases(visit: ScriptedVisit, made: Extracted, tuned: Mapping[str, float], *, clean: bool) -> Iterator[Case]:
    texts = {turn.id: turn.text for turn in visit.transcript.turns}
    for kind in SCORED:
        found = [finding for finding in made.findings if finding.value.kind == kind]
        matched = match(found, [one for one in visit.expected if one.key.kind == kind], "named", texts)
        told = [*((finding, True) for finding, _ in matched.pairs), *((finding, False) for finding in matched.extra)]
        for finding, right in told:
            yield Case(visit.study.study.id, {**made.signs[finding.id], **tuned}, right, clean)
    keys = {(one.key.form, one.key.item): one.key for one in visit.expected if isinstance(one.key, ItemKey)}
    for item in made.forms:
        if item.state == "stated" and item.finding is not None:
            right = item_right(item, keys.get((item.form, item.item)))
            yield Case(visit.study.study.id, {**made.signs[item.finding], **tuned}, right, clean)


def fitted(of: Sequence[Case]) -> dict[str, float]:
    """The weights that make what is right likeliest, held to the prior; Newton's method."""
    names = ["constant", *sorted({name for case in of for name in case.signs})]
    table = np.array([[case.signs.get(name, float(name == "constant")) for name in names] for case in of])
    right = np.array([case.right for case in of], dtype=np.float64)
    prior = np.array([PRIOR.get(name, 0.0) for name in names])
    weights = prior.copy()
    for _ in range(50):
        sure = _sure(table @ weights)
        slope = table.T @ (right - sure) - HOLD * (weights - prior)
        curve = (table * (sure * (1 - sure))[:, None]).T @ table + HOLD * np.eye(len(names))
        step = np.linalg.solve(curve, slope)
        weights += step
        if np.abs(step).max() < 1e-8:
            break
    return {name: max(value, AT_LEAST.get(name, value)) for name, value in zip(names, weights.tolist(), strict=True)}


def told(of: Sequence[Case], weights: Mapping[str, float]) -> Array:
    """The confidence of each, as the product says it: without what is known of the tuning."""
    total = [
        weights["constant"] + sum(weights.get(name, 0.0) * x for name, x in case.signs.items() if name != "tuned")
        for case in of
    ]
    return np.clip(_sure(np.array(total)), confidence.LEAST, confidence.MOST)


def left_out(of: Sequence[Case]) -> Array:
    """The confidence of each by weights fitted on the other studies."""
    made = np.zeros(len(of))
    for study in sorted({case.study for case in of}):
        inside = np.array([case.study == study for case in of])
        weights = fitted([case for case, own in zip(of, inside, strict=True) if not own])
        made[inside] = told([case for case, own in zip(of, inside, strict=True) if own], weights)
    return made


def report(name: str, of: Sequence[Case], sure: Array) -> None:
    """Brier score and expected calibration error, with the table of ten bins."""
    if not of:
        return
    right = np.array([case.right for case in of])
    bins = np.minimum((sure * 10).astype(int), 9)
    rows = [(sure[bins == b].mean(), right[bins == b].mean(), int((bins == b).sum())) for b in np.unique(bins)]
    error = sum(count * abs(said - was) for said, was, count in rows) / len(of)
    print(f"{name}: n {len(of)}, right {right.mean():.2f}, Brier {((sure - right) ** 2).mean():.3f}, ECE {error:.3f}")
    print("   " + "  ".join(f"{said:.2f}:{was:.2f} ({count})" for said, was, count in rows))


def _sure(odds: Array) -> Array:
    return np.array(1 / (1 + np.exp(-np.clip(odds, -50, 50))))


def _write(weights: Mapping[str, float], of: Sequence[Case]) -> None:
    unseen = len({case.study for case in of if not case.tuned})
    lines = [
        f"# Made by tests/bench/fit_confidence.py on {len(of)} findings of {len({case.study for case in of})} studies,",
        f"# {unseen} of them unseen by the rules; three of four findings are of visits as they might be misheard.",
        "version = 1",
        "",
        "# Log odds; what each means stands in confidence.py.",
        "[weights]",
        *(f"{name} = {value:.3f}" for name, value in weights.items() if name != "tuned"),
        f"second = {PRIOR['second']:.3f}",
    ]
    WRITTEN.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Print the figures, and write the weights where that is wanted."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("folders", nargs="*", type=Path)
    wanted.add_argument("--answers", type=Path)
    wanted.add_argument("--write", action="store_true")
    given = wanted.parse_args()
    of = cases(given.folders, given.answers)
    sure, rule = left_out(of), told(of, {"constant": 0.0, "rule": 1.0})
    for clean, how in ((True, "as said"), (False, "as it might be heard")):
        for tuned, which in ((True, "tuned on"), (False, "unseen")):
            part = np.array([case.clean == clean and case.tuned == tuned for case in of])
            chosen = [case for case, own in zip(of, part, strict=True) if own]
            report(f"{which}, {how}, left-out study", chosen, sure[part])
            report(f"{which}, {how}, the rule's word alone", chosen, rule[part])
    weights = fitted(of)
    print("  ".join(f"{name} {value:+.2f}" for name, value in weights.items()))
    if given.write:
        _write(weights, of)


if __name__ == "__main__":
    main()
