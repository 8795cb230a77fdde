"""Results of runs become rows: the same twice is nothing, and nothing that a person decided is lost."""

from sqlalchemy import text

from tests.reviewed_sample import STUDY, stated
from tests.store_sample import (
    CHEST_PAIN,
    FORMS,
    HEADACHE,
    KEY,
    chest_pain,
    decided,
    headache,
    ibuprofen,
    machine_finding,
    missed,
    named,
    pressure,
    result,
    seen,
    six,
    smoking,
    take,
)
from trialvoice.core.findings import AdverseEvent
from trialvoice.trial.record.forms import reviewed_forms
from trialvoice.trial.store.database import Database
from trialvoice.trial.store.proposing import OTHERWISE
from trialvoice.trial.store.reading import read_study, read_study_file, read_transcript
from trialvoice.trial.store.taking_in import nameless
from trialvoice.trial.store.trail_reading import acts_of_visit


def kinds(store: Database) -> list[str]:
    with store.looks() as session:
        return [act.kind for act in acts_of_visit(session, *KEY)]


def test_a_result_becomes_a_visit_with_its_findings_queries_and_transcript(store: Database) -> None:
    made = result(six())
    assert take(store, made) == 1
    visit = seen(store)
    assert [one.finding for one in visit.findings] == list(made.findings)
    assert all(one.status == "candidate" and not one.withdrawn and not one.decisions for one in visit.findings)
    assert (visit.version, visit.site, visit.subject, visit.day) == (1, "01", "101", 8)
    assert [(query.text, query.state) for query in visit.queries] == [(made.queries[0].text, "candidate")]
    assert visit.queries[0].about == named(visit, "ae-1").uid
    with store.looks() as session:
        assert read_transcript(session, *KEY).turn(1).text == made.findings[0].evidence[0].quote  # type: ignore[union-attr]
        assert read_study_file(session, "TV-1") == nameless(STUDY)
        assert read_study(session, "TV-1").visits == (visit,)


def test_the_same_result_twice_is_nothing(store: Database) -> None:
    take(store, result(six()))
    before = seen(store)
    assert take(store, result(six())) == 0
    assert seen(store) == before
    assert kinds(store) == ["visit.taken_in"]


def test_a_changed_result_is_a_new_version_beside_the_old(store: Database) -> None:
    take(store, result(six()))
    assert take(store, result(six(), version="0.1.0+111111111111")) == 1
    visit = seen(store)
    assert visit.version == 2
    assert len(visit.findings) == 6
    assert kinds(store) == ["visit.taken_in"] * 2


def test_the_same_findings_of_another_version_are_the_same_record(store: Database) -> None:
    take(store, result(six()))
    before = seen(store).record_sha256
    take(store, result(six(), version="0.1.0+111111111111"))
    assert seen(store).record_sha256 == before


def test_an_undecided_finding_follows_the_machine(store: Database) -> None:
    take(store, result(six()))
    worse = HEADACHE.model_copy(update={"severity": "severe"})
    take(store, result((headache(value=worse), *six()[1:])))
    one = named(seen(store), "ae-1")
    assert (one.value, one.proposed, one.finding.review) == (worse, worse, ())


def test_a_decided_finding_stays_and_is_marked(store: Database) -> None:
    take(store, result(six()))
    decided(store, "ae-1", "accept")
    take(store, result((headache(value=HEADACHE.model_copy(update={"severity": "severe"})), *six()[1:])))
    one = named(seen(store), "ae-1")
    assert (one.value, one.status) == (HEADACHE, "accepted")
    assert one.finding.review == (OTHERWISE,)


def test_a_rejected_finding_does_not_come_back(store: Database) -> None:
    take(store, result(six()))
    decided(store, "ae-1", "reject")
    take(store, result((headache(value=HEADACHE.model_copy(update={"severity": "severe"})), *six()[1:])))
    assert named(seen(store), "ae-1").status == "rejected"


def test_what_the_last_run_does_not_find_is_kept_as_withdrawn(store: Database) -> None:
    take(store, result(six()))
    decided(store, "ae-1", "accept")
    take(store, result(six()[2:]))
    visit = seen(store)
    assert {one.finding.id: one.status for one in visit.findings if one.withdrawn} == {
        "ae-1": "accepted",
        "ae-2": "candidate",
    }
    assert len(visit.findings) == 6
    assert visit.by_machine_id("ae-1") is None


def test_what_is_found_again_is_no_longer_withdrawn(store: Database) -> None:
    for made in (six(), six()[1:], six()):
        take(store, result(made))
    assert not any(one.withdrawn for one in seen(store).findings)
    assert seen(store).version == 3


def test_a_draft_that_is_not_asked_any_more_is_cancelled_unless_taken_up(store: Database) -> None:
    take(store, result(six()))
    take(store, result(six(), queries=()))
    assert [query.state for query in seen(store).queries] == ["cancelled"]


def shifted() -> tuple[object, ...]:
    """The machine found another event first, so that all its names move on by one."""
    rash = machine_finding("ae-1", AdverseEvent(term="rash"), "There is a rash.", at=7)
    return rash, headache("ae-2"), chest_pain("ae-3"), ibuprofen(), missed(), pressure(), smoking()


def test_shifted_names_do_not_mix_up_findings(store: Database) -> None:
    take(store, result(six()))
    decided(store, "ae-1", "accept")
    take(store, result(shifted()))  # type: ignore[arg-type]
    visit = seen(store)
    assert (named(visit, "ae-2").value, named(visit, "ae-2").status) == (HEADACHE, "accepted")
    assert (named(visit, "ae-3").value, named(visit, "ae-1").status) == (CHEST_PAIN, "candidate")


def test_names_that_shift_back_are_followed(store: Database) -> None:
    take(store, result(six()))
    decided(store, "ae-1", "accept")
    take(store, result(shifted()))  # type: ignore[arg-type]
    take(store, result(six()))
    visit = seen(store)
    assert named(visit, "ae-1").value == HEADACHE
    assert [one.value for one in visit.findings if one.withdrawn] == [AdverseEvent(term="rash")]


def test_a_mark_goes_when_the_machine_comes_back_to_what_was_decided(store: Database) -> None:
    take(store, result(six()))
    decided(store, "ae-1", "accept")
    take(store, result((headache(value=HEADACHE.model_copy(update={"severity": "severe"})), *six()[1:])))
    take(store, result(six()))
    assert named(seen(store), "ae-1").finding.review == ()


def test_forms_hold_what_was_decided_where_names_shifted(store: Database) -> None:
    take(store, result(six()))
    decided(store, "vs-1", "accept")
    other = pressure("vs-1", 140, at=8)
    forms = (
        stated("VS", "SYSBP", "128|140", "vs-2", "mmHg").model_copy(
            update={"other_finding": "vs-1", "state": "conflicting"}
        ),
        FORMS[1],
    )
    take(store, result((*six()[:4], other, pressure("vs-2"), smoking()), forms=forms))
    filled = {(item.form, item.item): item for item in reviewed_forms(seen(store), STUDY)}
    assert filled["VS", "SYSBP"].value == "128"
    assert filled["VS", "SYSBP"].finding == named(seen(store), "vs-2").uid


def test_forms_hold_the_accepted_value_not_a_later_proposal(store: Database) -> None:
    take(store, result(six()))
    decided(store, "vs-1", "accept")
    take(
        store,
        result((*six()[:4], pressure(value=130), smoking()), forms=(stated("VS", "SYSBP", "130", "vs-1", "mmHg"),)),
    )
    filled = {(item.form, item.item): item for item in reviewed_forms(seen(store), STUDY)}
    assert filled["VS", "SYSBP"].value == "128"


def test_the_names_of_sites_and_staff_stay_outside(store: Database) -> None:
    sites = tuple(
        site.model_copy(update={"name": "Quillon House", "staff": ("Zyx Abernathy",)}) for site in STUDY.sites
    )
    take(store, result(six()), study=STUDY.model_copy(update={"sites": sites}))
    with store.looks() as session:
        kept = read_study_file(session, "TV-1")
        written = "\n".join(str(row) for row in session.execute(text("SELECT * FROM study")))
    assert kept is not None
    assert [site.id for site in kept.sites] == [site.id for site in STUDY.sites]
    assert "Quillon" not in written
    assert "Zyx" not in written
