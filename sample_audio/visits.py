"""Speaks scripted visits of the evaluation set, so that findings can be measured on what was heard as well.

    python sample_audio/visits.py [NAME...]

Which visits, in which room and by which voices stands in `visits/spoken.toml`; what they say stands in
`src/trialvoice/evaluate/visits/`. Needs the same tools as `make.py`. Writes `visits/audio/NAME.opus` and
`visits/truth/NAME.json` in the form of the sample study's truth, without identifiers and findings; the turns
and words are those of the script, one for one.

Where the script has what the gate left of an identifier ("[NAME_1]"), a name of one word is spoken. Words
are timed as in `make.py`; in a sentence where flite's phones do not fit the words, by their letters.
"""

import argparse
import re
import sys
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

from make import HERE, Said, laid_out, milliseconds, record, tools_missing, turn_of, written
from speech import VOICES, speak

from trialvoice.core.records import Turn
from trialvoice.evaluate.visits.visit import FOLDER, ScriptedVisit, load_visits

VISITS = HERE / "visits"
SPOKEN = tomllib.loads((VISITS / "spoken.toml").read_text(encoding="utf-8"))
_TAG = re.compile(r"\[([A-Z]+)_(\d+)\]")
_OVER = re.compile(r"(?<=\d)/(?=\d)")


def main(names: Sequence[str]) -> int:
    """Make the named visits' sound, or all."""
    if missing := tools_missing():
        print(missing, file=sys.stderr)
        return 1
    chosen = SPOKEN["visits"]
    for visit in (*load_visits(FOLDER / "dev"), *load_visits(FOLDER / "test")):
        if visit.name in chosen and (not names or visit.name in names):
            truth = _make(visit, chosen[visit.name])
            (VISITS / "truth" / f"{visit.name}.json").write_text(written(truth), encoding="utf-8")
            print(f"{visit.name}: {truth['duration'] / 60000:.1f} min, {len(truth['turns'])} turns", flush=True)
    return 0


def _make(visit: ScriptedVisit, cast: Mapping[str, str]) -> dict[str, Any]:
    said = [_said(turn, cast[turn.role]) for turn in visit.transcript.turns]
    samples, times = laid_out(said)
    record(visit.name, cast["room"], samples, VISITS / "audio")
    pairs = enumerate(zip(said, times, strict=True), 1)
    return {
        "recording": visit.name,
        "room": cast["room"],
        "duration": milliseconds(samples),
        "voices": {role: cast[role] for role in dict.fromkeys(one.role for one in said)},
        "turns": [turn_of(number, one.role, one.text, words) for number, (one, words) in pairs],
    }


def _said(turn: Turn, voice: str) -> Said:
    text = _TAG.sub(_name, turn.text)
    respelled = {bare: _OVER.sub(" over ", bare) for bare in re.findall(r"[\d.]+/[\d.]*\d", text)}
    return Said(turn.role, text, speak(text, VOICES[voice], respelled, by_letters=True))


def _name(tag: re.Match[str]) -> str:
    names = SPOKEN["names"][tag[1]]
    return str(names[int(tag[2]) % len(names)])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Speak scripted visits.")
    parser.add_argument("visits", nargs="*")
    sys.exit(main(parser.parse_args().visits))
