"""The export `csv`: what its tables hold, that its bytes repeat, and what its validators say of it."""

import csv
import io
import json
from datetime import timedelta
from typing import Any, get_args

import pytest

from tests.reviewed_sample import INVESTIGATOR, NOON, decided, first_week, found, fourth_week, study, uid, visit
from trialvoice.core.findings import KINDS, AdverseEvent, Coding, DictionaryCoding, Mood, Status, VitalSign
from trialvoice.trial.exports.target import TARGETS, Files, target
from trialvoice.trial.exports.tidy.definitions import tables
from trialvoice.trial.exports.tidy.written import rows
from trialvoice.trial.record.reviewed import ACCEPTED, ReviewedStudy, Signature

EVERYTHING: frozenset[Status] = frozenset(get_args(Status))
CSV = target("csv")


def of(name: str, made: ReviewedStudy | None = None, statuses: frozenset[Status] = ACCEPTED) -> list[dict[str, Any]]:
    return rows(made or study(), statuses)[name]


def cells(files: Files, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[name].decode())))


def test_the_same_record_gives_the_same_bytes() -> None:
    assert "csv" in TARGETS
    assert CSV.make(study(), ACCEPTED) == CSV.make(study(), ACCEPTED)
    backwards = study().model_copy(update={"visits": study().visits[::-1]})
    assert CSV.make(backwards, ACCEPTED) == CSV.make(study(), ACCEPTED)


@pytest.mark.parametrize("statuses", [ACCEPTED, EVERYTHING], ids=["accepted", "everything"])
@pytest.mark.parametrize("check", CSV.checks, ids=lambda check: str(check.name))
def test_every_validator_passes_the_sample(check: Any, statuses: frozenset[Status]) -> None:
    assert list(check.faults(CSV.make(study(), statuses))) == []


def test_an_empty_study_is_valid_too() -> None:
    files = CSV.make(study(visits=()), ACCEPTED)
    assert [list(check.faults(files)) for check in CSV.checks] == [[], [], []]


def test_a_headache_told_twice_is_one_event_with_the_last_word() -> None:
    headache, chest_pain, bruise = of("adverse_events")
    assert headache["adverse_event"] == uid("101-v1", "ae-1")
    assert (headache["first_told"], headache["last_told"], headache["tellings"]) == ("101-v1", "101-v2", 2)
    assert (headache["severity"], headache["outcome"], headache["end_date"]) == ("moderate", "resolved", "2026-03-20")
    assert (headache["AESEV"], headache["AEOUT"], headache["AESER"]) == ("MODERATE", "RECOVERED/RESOLVED", "N")
    assert (chest_pain["serious"], chest_pain["hospitalisation"], chest_pain["death"]) == (True, True, False)
    assert (chest_pain["AESHOSP"], chest_pain["AESDTH"], chest_pain["AEACN"]) == ("Y", None, "DRUG INTERRUPTED")
    assert (chest_pain["awareness_at"], chest_pain["sae_due_at"]) == (
        "2026-03-30T09:04:12-04:00",
        "2026-03-31T09:04:12-04:00",
    )
    assert (chest_pain["ctcae_term"], chest_pain["meddra_pt"]) == ("Chest pain - cardiac", None)
    assert [event["number"] for event in (headache, chest_pain, bruise)] == [1, 2, 3]


def test_both_tellings_point_at_their_event() -> None:
    told = [row["finding"] for row in of("findings") if row["adverse_event"] == uid("101-v1", "ae-1")]
    assert told == [uid("101-v1", "ae-1"), uid("101-v2", "ae-1")]


def test_meddra_is_there_where_a_release_coded_it() -> None:
    coding = Coding(dictionary="MedDRA", version="28.1", term="Made-up PT", system_organ_class="Made-up SOC",
                    code="90000001", lowest_level_term="Made-up LLT", lowest_level_code="90000002")  # fmt: skip
    coded = DictionaryCoding(dictionary="MedDRA", version="28.1", state="coded", matched="exact", coding=coding)
    one = decided(found("r", "ae-1", AdverseEvent(term="x", codings=(coded,)), "x"), "accept")
    made = study(visits=(visit("r", "301", "V1", NOON, [one]),))
    (event,) = of("adverse_events", made)
    assert (event["meddra_pt"], event["meddra_llt_code"], event["meddra_version"]) == ("Made-up PT", "90000002", "28.1")


def test_an_interview_is_no_subjects() -> None:
    interview = next(row for row in of("visits") if row["recording"] == "02-mon")
    assert (interview["of_a_subject"], interview["usubjid"], interview["subject"]) == (False, None, None)
    assert all("site-02" not in str(row) for row in of("subjects"))
    assert [row["usubjid"] for row in of("deviations") if row["recording"] == "02-mon"] == [None, None]
    assert all(row["recording"] != "02-mon" for row in of("forms"))


def test_what_nobody_accepted_is_not_there_by_default() -> None:
    assert {row["status"] for row in of("findings")} == {"accepted", "edited"}
    assert uid("202-v1", "ae-1") not in {row["finding"] for row in of("findings")}
    assert uid("202-v1", "ae-1") in {row["finding"] for row in of("findings", statuses=EVERYTHING)}
    assert b"rash" not in b"".join(CSV.make(study(), ACCEPTED).values())
    assert b"bit tired" not in b"".join(CSV.make(study(), ACCEPTED).values())


def test_forms_stand_as_reviewed() -> None:
    filled = {(row["recording"], row["item"]): row for row in of("forms")}
    assert (filled["101-v1", "SYSBP"]["value"], filled["101-v1", "SYSBP"]["number"]) == ("128", 128.0)
    assert (filled["101-v1", "SMOKE"]["value"], filled["101-v1", "SMOKE"]["number"]) == ("former", None)
    assert filled["101-v1", "TEMP"]["state"] == "not_stated"
    assert filled["202-v1", "TEMP"]["state"] == "not_stated"


def test_an_edit_keeps_the_value_before_and_why() -> None:
    (edit,) = [row for row in of("decisions") if row["action"] == "edit"]
    assert (edit["by"], edit["role"], edit["reason"]) == ("u-manager", "data_manager", "misheard")
    assert (edit["before"]["name"], edit["after"]["name"]) == ("ibuprofin", "ibuprofen")
    (added,) = [row for row in of("decisions") if row["action"] == "add"]
    assert added["before"] is None
    changed = {row["what"] for row in of("findings") if row["changed"]}
    assert changed == {"ibuprofen 200 mg"}


def test_every_quote_has_its_place() -> None:
    (quote,) = [row for row in of("evidence") if row["finding"] == uid("101-v2", "ae-2")]
    assert (quote["recording"], quote["turn"], quote["start"], quote["end"]) == ("101-v2", 2, 8000, 10500)
    assert (quote["role"], quote["quote"]) == ("participant", "I was in hospital with chest pain.")


def test_a_draft_query_is_a_candidate_and_a_persons_query_is_not() -> None:
    assert [row["form"] for row in of("queries")] == ["SU"]
    assert len(of("queries", statuses=EVERYTHING)) == 3


def test_signatures_hold_or_do_not() -> None:
    (signature,) = of("signatures")
    assert (signature["name"], signature["meaning"], signature["holds"]) == ("Ines Investigator", "approval", True)
    void = first_week().signatures[0].model_copy(update={"void_at": NOON, "void_because": "edited"})
    on_finding = Signature(act=21, about=uid("101-v1", "ae-2"), by=INVESTIGATOR, at=NOON, meaning="review",
                           record_sha256="0" * 64)  # fmt: skip
    made = study(visits=(first_week().model_copy(update={"signatures": (void, on_finding)}),))
    (shown,) = of("signatures", made)
    assert (shown["holds"], shown["void_because"]) == (False, "edited")
    assert [row["signed"] for row in of("visits", made)] == [False]


def test_subjects_are_counted_and_doubtful_first_doses_left_out() -> None:
    first, second = of("subjects")
    assert (first["usubjid"], first["day1"], first["visits"]) == ("TV-1-01-101", "2026-03-02", 2)
    assert (first["adverse_events"], first["serious"], second["adverse_events"]) == (3, 1, 0)
    other = first_week().model_copy(update={"day1": NOON.date()})
    assert of("subjects", study(visits=(other, fourth_week())))[0]["day1"] is None


def test_every_kind_has_a_table() -> None:
    assert set(KINDS) == set(next(c for c in tables()[2].columns if c.name == "kind").values)
    mood = decided(found("r", "mo-1", Mood(feeling="mixed", what="up and down"), "up and down"), "accept")
    (row,) = of("moods", study(visits=(visit("r", "301", "V1", NOON, [mood]),)))
    assert (row["feeling"], row["what"]) == ("mixed", "up and down")


@pytest.mark.parametrize("said", ["=1+1", "+44", "-x", "@x", "\tx"])
def test_no_cell_is_a_formula_but_the_json_has_what_was_said(said: str) -> None:
    one = decided(found("r", "ae-1", AdverseEvent(term=said), said), "accept")
    made = study(visits=(visit("r", "301", "V1", NOON, [one]),))
    files = CSV.make(made, ACCEPTED)
    guarded = said if said == "+44" else f"'{said}"
    assert cells(files, "adverse_events.csv")[0]["term"] == guarded
    assert json.loads(files["study.json"])["tables"]["adverse_events"][0]["term"] == said
    assert [list(check.faults(files)) for check in CSV.checks] == [[], [], []]


def test_the_dictionary_describes_every_column() -> None:
    files = CSV.make(study(), ACCEPTED)
    described = {(row["file"], row["column"]) for row in cells(files, "dictionary.csv")}
    there = {
        (table.file, column) for table in tables() for column in files[table.file].decode().splitlines()[0].split(",")
    }
    assert described == there
    severity = next(row for row in cells(files, "dictionary.csv") if row["column"] == "AESEV")
    assert (severity["codelist"], severity["allowed"]) == ("AESEV (C66769)", "MILD | MODERATE | SEVERE")


def test_a_later_act_changes_no_id() -> None:
    before = {row["finding"] for row in of("findings")}
    more = decided(found("202-v1", "vs-1", VitalSign(test="TEMP", value=37.4, unit="C"), "37.4", at=3), "accept")
    visits = tuple(
        one.model_copy(update={"findings": (one.findings[0], more)}) if one.recording == "202-v1" else one
        for one in study().visits
    )
    later = study(visits=visits, as_of=NOON + timedelta(days=1))
    assert before < {row["finding"] for row in of("findings", later)}
