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

import numpy as np
from make import HERE, LOUDNESS, record, tools_missing, written
from speech import RATE, VOICES, Samples, Spoken, pause, speak

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
    texts = [_TAG.sub(_name, turn.text) for turn in visit.transcript.turns]
    roles = [turn.role for turn in visit.transcript.turns]
    spoken = [_speak(text, cast[role]) for text, role in zip(texts, roles, strict=True)]
    gains = {role: _gain([one for one, of in zip(spoken, roles, strict=True) if of == role]) for role in set(roles)}
    parts: list[Samples] = [np.zeros(RATE // 2, np.float32)]
    turns = []
    length = len(parts[0])
    for text, role, one in zip(texts, roles, spoken, strict=True):
        turns.append(_turn(len(turns) + 1, role, text, one, round(length * 1000 / RATE)))
        silence = np.zeros(pause(text, 220, 600) * RATE // 1000, np.float32)
        parts += [one.samples * gains[role], silence]
        length += len(one.samples) + len(silence)
    record(visit.name, cast["room"], np.concatenate(parts), VISITS / "audio")
    return {
        "recording": visit.name,
        "room": cast["room"],
        "duration": round(length * 1000 / RATE),
        "voices": {role: cast[role] for role in dict.fromkeys(roles)},
        "turns": turns,
    }


def _name(tag: re.Match[str]) -> str:
    names = SPOKEN["names"][tag[1]]
    return str(names[int(tag[2]) % len(names)])


def _speak(text: str, voice: str) -> Spoken:
    said = {bare: _OVER.sub(" over ", bare) for bare in re.findall(r"[\d.]+/[\d.]*\d", text)}
    return speak(text, VOICES[voice], said, by_letters=True)


def _gain(spoken: Sequence[Spoken]) -> float:
    return LOUDNESS / float(np.sqrt(np.mean(np.concatenate([one.samples for one in spoken]) ** 2)))


def _turn(number: int, role: str, text: str, spoken: Spoken, at: int) -> dict[str, Any]:
    words = [[at + start, at + end] for start, end in spoken.words]
    return {
        "id": number,
        "start": words[0][0],
        "end": words[-1][1],
        "speaker": role,
        "role": role,
        "text": text,
        "words": words,
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Speak scripted visits.")
    parser.add_argument("visits", nargs="*")
    sys.exit(main(parser.parse_args().visits))
