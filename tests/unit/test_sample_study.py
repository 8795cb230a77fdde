"""The sample study holds together: sound, scripts, truth and study file say the same."""

import importlib
import json
import sys
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from pydantic import TypeAdapter

from trialvoice.core.findings import Value
from trialvoice.core.recordings import Recording, load_recordings
from trialvoice.core.study_file import load_study

SAMPLE = Path(__file__).parents[2] / "sample_audio"
STUDY = load_study(SAMPLE / "study.toml")
RECORDINGS, REFUSED = load_recordings(SAMPLE / "recordings.csv", STUDY)
NAMES = [recording.recording for recording in RECORDINGS]
TRUTH: dict[str, Any] = {
    name: json.loads((SAMPLE / "truth" / f"{name}.json").read_text(encoding="utf-8")) for name in NAMES
}
each = pytest.mark.parametrize("name", NAMES)

sys.path.insert(0, str(SAMPLE))
make = importlib.import_module("make")
script = importlib.import_module("script")
sys.path.remove(str(SAMPLE))


def sound(name: str) -> tuple[Any, int]:
    with av.open(str(SAMPLE / "audio" / f"{name}.opus")) as container:
        resampler = av.AudioResampler("s16", "mono", 16000)
        frames = [out for frame in container.decode(audio=0) for out in resampler.resample(frame)]
    samples = np.concatenate([frame.to_ndarray()[0] for frame in frames]).astype(np.float64) / 32768
    return samples, len(samples) * 1000 // 16000


def expected(kind: str) -> list[dict[str, Any]]:
    findings = [f for truth in TRUTH.values() for f in truth["findings"]]
    return [f for f in findings if f["kind"] == kind and f["assertion"] == "present"]


def test_every_row_of_the_list_can_be_used() -> None:
    assert REFUSED == []
    assert len(RECORDINGS) == 8
    assert all(recording.audio.is_file() and recording.consent for recording in RECORDINGS)
    assert sorted(NAMES) == sorted(path.stem for path in (SAMPLE / "scripts").glob("*.toml"))


@each
def test_the_truth_is_what_the_script_says(name: str) -> None:
    path = SAMPLE / "truth" / f"{name}.json"
    times = [[tuple(word) for word in turn["words"]] for turn in TRUTH[name]["turns"]]
    read = script.read_script(SAMPLE / "scripts" / f"{name}.toml")
    again = make.written(make.truth_of(read, times, TRUTH[name]["duration"]))
    assert again == path.read_text(encoding="utf-8")


@each
def test_spans_match_the_text_and_the_words(name: str) -> None:
    turns = {turn["id"]: turn for turn in TRUTH[name]["turns"]}
    places = [*TRUTH[name]["identifiers"], *(q for f in TRUTH[name]["findings"] for q in f["quotes"])]
    for place in places:
        turn = turns[place["turn"]]
        assert turn["text"][place["start_char"] : place["end_char"]] == place["text"].strip()
        assert turn["start"] <= place["start"] < place["end"] <= turn["end"]


@each
def test_turns_follow_each_other_inside_the_sound(name: str) -> None:
    turns = TRUTH[name]["turns"]
    words = [time for turn in turns for word in turn["words"] for time in word]
    assert words == sorted(words)
    assert all(len(turn["words"]) == len(turn["text"].split(" ")) for turn in turns)
    assert all(200 <= b["start"] - a["end"] <= 900 for a, b in pairwise(turns))
    assert words[-1] < TRUTH[name]["duration"]


@each
def test_the_sound_is_loud_where_words_are_and_quiet_between_turns(name: str) -> None:
    samples, duration = sound(name)
    assert abs(duration - TRUTH[name]["duration"]) <= 40
    assert (SAMPLE / "audio" / f"{name}.opus").stat().st_size < 1_000_000

    def level(start: int, end: int) -> float:
        return float(np.sqrt(np.mean(samples[start * 16 : end * 16] ** 2)))

    turns = TRUTH[name]["turns"]
    gaps = [level(a["end"] + 60, b["start"] - 40) for a, b in pairwise(turns)]
    spoken = [level(span["start"], span["end"]) for span in TRUTH[name]["identifiers"]]
    assert min(spoken) > 4 * max(gaps, default=0.0)


@each
def test_who_speaks_is_who_was_expected(name: str) -> None:
    recording = next(r for r in RECORDINGS if r.recording == name)
    assert {turn["role"] for turn in TRUTH[name]["turns"]} == set(recording.participants)
    assert len(set(TRUTH[name]["voices"].values())) == len(recording.participants)


@each
def test_findings_have_the_fields_of_their_kind_and_proof(name: str) -> None:
    for finding in TRUTH[name]["findings"]:
        fields = {"kind": finding["kind"], **{k: v for k, v in finding["value"].items() if k != "kind"}}
        TypeAdapter(Value).validate_json(json.dumps(fields))
        assert finding["quotes"] or finding["basis"]


def test_items_and_medicines_are_those_of_the_study_file() -> None:
    items = {(form.id, item.id): item for form in STUDY.forms for item in form.items}
    for finding in expected("crf_item"):
        item = items[finding["value"]["form"], finding["value"]["item"]]
        assert item.unit == finding["value"].get("unit")
        assert not item.choices or finding["value"]["value"] in item.choices
    units = {item_id: item.unit for (form, item_id), item in items.items() if form == "VS"}
    assert all(units[f["value"]["test"]] == f["value"]["unit"] for f in expected("vital_sign"))
    named = {name for p in STUDY.prohibited for name in (p.name, *p.synonyms)}
    taken = expected("concomitant_medication")
    assert [f["value"]["name"] for f in taken if f["value"]["name"] in named] == ["prednisone"]
    assert [f["value"]["name"] for f in taken if f["value"].get("prohibited")] == ["prednisone"]


def day(recording: Recording) -> int | None:
    return recording.day1 and (recording.recorded_at.date() - recording.day1 + timedelta(1)).days


def test_one_visit_is_out_of_its_window() -> None:
    late = []
    for recording in RECORDINGS:
        visit = STUDY.visit(recording.visit)
        today = day(recording)
        if visit.day and today:
            window = range(visit.day - visit.window_before, visit.day + visit.window_after + 1)
            late += [recording.recording] * (today not in window)
    proven = [n for n, t in TRUTH.items() for f in t["findings"] if "recorded_at" in f["basis"]]
    assert late == proven == ["01-1004-week8"]


def test_missed_doses_above_the_limit_are_deviations() -> None:
    for truth in TRUTH.values():
        present = [f for f in truth["findings"] if f["assertion"] == "present"]
        doses = sum(f["value"].get("doses", 0) for f in present if f["kind"] == "missed_dose")
        dosing = [f for f in present if f["value"].get("category") == "dosing"]
        assert (doses > STUDY.dosing.max_missed) == bool(dosing)


def test_the_study_holds_every_case_it_promises() -> None:
    kinds = {span["type"] for truth in TRUTH.values() for span in truth["identifiers"]}
    subtypes = {span["subtype"] for truth in TRUTH.values() for span in truth["identifiers"]}
    assert kinds >= {"NAME", "DATE", "PHONE", "ID", "ADDRESS", "EMAIL", "URL", "AGE", "SITE", "ORG"}
    assert subtypes >= {"birth", "mrn", "ssn", "subject", "city", "zip", "employer", "spelled", "insurance"}
    findings = [f for truth in TRUTH.values() for f in truth["findings"]]
    assert {f["assertion"] for f in findings} == {"present", "denied", "past", "hypothetical", "someone_else"}
    assert {f["value"]["direction"] for f in expected("treatment_response")} == {
        "improved",
        "unchanged",
        "worse",
    }
    serious = [f for f in expected("adverse_event") if f["value"].get("criteria") and not f["optional"]]
    assert [f["value"]["term"] for f in serious] == ["stomach bleed"]
    categories = {f["value"]["category"] for f in expected("protocol_deviation")}
    assert categories >= {
        "visit_window",
        "prohibited_medication",
        "dosing",
        "missing_procedure",
        "consent",
        "safety_reporting",
    }


def test_an_identifiers_value_belongs_to_one_subject_alone() -> None:
    owners: dict[str, set[str]] = {}
    for recording in RECORDINGS:
        for span in TRUTH[recording.recording]["identifiers"]:
            if span["type"] in ("PHONE", "EMAIL", "ID", "URL") or span["subtype"] == "birth":
                owners.setdefault(span["value"], set()).add(recording.subject)
    assert all(len(subjects) == 1 for subjects in owners.values())


def test_minutes_and_voices() -> None:
    minutes = [truth["duration"] / 60000 for truth in TRUTH.values()]
    assert all(1 <= length <= 3 for length in minutes)
    assert sum(minutes) < 18
    assert len({voice for truth in TRUTH.values() for voice in truth["voices"].values()}) >= 4
