"""Pushing to a real FHIR server: npm's, in memory, on loopback, which validates and takes all of a transaction or none.

It takes eight entries with conditions at most in one transaction, so that every bundle of the sample is refused at
first and gets there in parts.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from tests import reviewed_sample as sample
from tests.fhir_node import Running, needs_node, running
from trialvoice.core.errors import ExportError
from trialvoice.core.findings import AdverseEvent
from trialvoice.trial.exports.target import target
from trialvoice.trial.push.delivery import Delivery
from trialvoice.trial.push.fhir import Pushed, push_fhir
from trialvoice.trial.record.reviewed import ACCEPTED, ReviewedStudy

pytestmark = [pytest.mark.live, needs_node]
MOST = 8
"""Entries of a transaction that this server takes."""
KINDS = ("AdverseEvent", "MedicationStatement", "QuestionnaireResponse", "Provenance", "DocumentReference", "Device",
         "Patient", "Organization", "ResearchStudy", "ResearchSubject", "Practitioner", "Questionnaire")  # fmt: skip


class Kept(dict[str, Delivery]):
    """Deliveries in memory."""

    def known(self, key: str) -> Delivery | None:
        return self.get(key)

    def note(self, delivery: Delivery) -> None:
        self[delivery.key] = delivery


@pytest.fixture
def receiver() -> Iterator[Running]:
    with running() as started:
        yield started


def _files(study: ReviewedStudy) -> dict[str, bytes]:
    return target("fhir").make(study, ACCEPTED)


def _push(receiver: Running, log: Kept, study: ReviewedStudy | None = None, **settings: Any) -> Pushed:
    files = _files(study or sample.study())
    return push_fhir(files, receiver.server(**settings), log, lambda: datetime(2026, 4, 3, tzinfo=UTC))


def _counts(receiver: Running) -> dict[str, int]:
    return {kind: receiver.count(kind) for kind in KINDS}


def _expected(study: ReviewedStudy) -> dict[str, int]:
    entries = [one for content in _files(study).values() for one in json.loads(content)["entry"]]
    found = {one["fullUrl"]: one["resource"]["resourceType"] for one in entries}
    return {kind: list(found.values()).count(kind) for kind in KINDS}


def _edited() -> ReviewedStudy:
    """The sample after one more decision: the headache was severe."""
    first = sample.first_week()
    worse = sample.HEADACHE.model_copy(update={"severity": "severe"})
    edited = sample.decided(first.findings[0], "edit", sample.SAFETY, value=worse, reason="as the diary has it")
    visits = (first.model_copy(update={"findings": (edited, *first.findings[1:])}), sample.fourth_week())
    return sample.study(visits=visits)


def test_all_of_it_gets_there_and_refers_to_what_the_server_made(receiver: Running) -> None:
    pushed = _push(receiver, Kept())
    assert pushed.complete
    assert pushed.count("acknowledged") == sum(_expected(sample.study()).values())
    assert _counts(receiver) == _expected(sample.study())
    places = {one.record: one.remote for one in pushed.deliveries}
    patient = places["Patient 101"]
    assert patient.startswith("Patient/")
    assert {one["subject"]["reference"] for one in receiver.all("AdverseEvent")} == {patient}
    assert "urn:uuid" not in json.dumps(receiver.all("Provenance"))


def test_a_second_push_sends_nothing(receiver: Running) -> None:
    log = Kept()
    _push(receiver, log)
    before = receiver.seen()
    pushed = _push(receiver, log)
    assert receiver.seen() == before
    assert (len(pushed.deliveries), pushed.unchanged) == (0, sum(_expected(sample.study()).values()))
    assert pushed.complete


def test_a_second_push_from_elsewhere_duplicates_nothing(receiver: Running) -> None:
    _push(receiver, Kept())
    assert _push(receiver, Kept()).complete
    assert _counts(receiver) == _expected(sample.study())


def test_a_lost_answer_duplicates_nothing(receiver: Running) -> None:
    receiver.misbehave(lose=3)
    pushed = _push(receiver, Kept(), most=MOST)
    assert pushed.complete
    assert max(one.attempts for one in pushed.deliveries) == 4
    assert _counts(receiver) == _expected(sample.study())
    sent = [one["key"] for one in receiver.seen()]
    assert len(set(sent)) == len(sent) - 3, "a bundle that is sent again has its key again"


def test_no_answer_at_all_is_told_and_the_next_push_goes_on(receiver: Running) -> None:
    log = Kept()
    receiver.misbehave(lose=5)
    with pytest.raises(ExportError, match="TV842") as told:
        _push(receiver, log, most=MOST)
    assert receiver.token not in str(told.value)
    assert {one.state for one in log.values()} == {"sent"}
    assert {one.attempts for one in log.values()} == {5}
    assert _push(receiver, log, most=MOST).complete
    assert _counts(receiver) == _expected(sample.study())


def test_unavailable_twice_and_then_well(receiver: Running) -> None:
    receiver.misbehave(unavailable=2, retryAfter=7)
    pauses: list[float] = []
    server = receiver.server(most=MOST)
    patient = type(server)(server.url, server.token, most=MOST, sleep=pauses.append)
    pushed = push_fhir(_files(sample.study()), patient, Kept(), lambda: datetime(2026, 4, 3, tzinfo=UTC))
    assert pushed.complete
    assert pauses == [7.0, 7.0]
    assert [one.attempts for one in pushed.deliveries[:MOST]] == [3] * MOST


def test_a_server_that_fails_each_time_keeps_nobody_else_waiting_and_is_no_refusal(receiver: Running) -> None:
    log = Kept()
    receiver.misbehave(unavailable=5)
    pushed = _push(receiver, log, most=MOST)
    assert not pushed.complete
    assert {one.state for one in pushed.deliveries} == {"sent"}
    assert pushed.left == sum(_expected(sample.study()).values()) - MOST
    assert pushed.deliveries[0].words == "503 Come back later"
    assert _push(receiver, log, most=MOST).complete


def test_a_refused_resource_keeps_the_servers_words_and_holds_no_other_back(receiver: Running) -> None:
    fourth = sample.fourth_week()
    strange = sample.decided(fourth.findings[1], "edit", value=AdverseEvent(term="unheard-of thing"))
    findings = (fourth.findings[0], strange, *fourth.findings[2:])
    study = sample.study(visits=(sample.first_week(), fourth.model_copy(update={"findings": findings})))
    log = Kept()
    pushed = _push(receiver, log, study)
    refused = {one.record: one.words for one in pushed.deliveries if one.state == "refused"}
    event = f"AdverseEvent {strange.uid}"
    assert refused == {
        event: "This receiver does not know such an event (AdverseEvent.event)",
        f"Provenance {strange.uid}": f"not sent: {event}, to which it refers, was refused",
    }
    expected = _expected(study)
    assert _counts(receiver) == {**expected, "AdverseEvent": 2, "Provenance": expected["Provenance"] - 1}
    assert not pushed.complete
    assert _push(receiver, log).complete, "once the term is mended"
    assert receiver.count("AdverseEvent") == 3


def test_an_edited_finding_is_a_new_version_of_the_same_resource(receiver: Running) -> None:
    log = Kept()
    places = {one.record: one.remote for one in _push(receiver, log).deliveries}
    headache = f"AdverseEvent {sample.uid('101-v1', 'ae-1')}"
    pushed = _push(receiver, log, _edited())
    sent = {one.record: one.remote for one in pushed.deliveries}
    assert sent[headache] == places[headache]
    assert receiver.versions(places[headache]) == 2
    assert len(sent) == 2, "the event and its Provenance of that visit, nothing else"
    assert _counts(receiver) == _expected(sample.study())
    event = receiver.client.get(f"/{places[headache]}").json()
    assert event["severity"]["coding"][0]["code"] == "severe"


def test_an_edit_that_is_taken_back_is_sent_again(receiver: Running) -> None:
    log = Kept()
    place = {one.record: one.remote for one in _push(receiver, log).deliveries}
    headache = f"AdverseEvent {sample.uid('101-v1', 'ae-1')}"
    edited = _edited()
    _push(receiver, log, edited)
    first = edited.visits[0]
    back = sample.decided(first.findings[0], "edit", sample.SAFETY, value=sample.HEADACHE, reason="it was mild")
    visits = (first.model_copy(update={"findings": (back, *first.findings[1:])}), sample.fourth_week())
    _push(receiver, log, sample.study(visits=visits))
    event = receiver.client.get(f"/{place[headache]}").json()
    assert event["severity"]["coding"][0]["code"] == "moderate"
    assert receiver.versions(place[headache]) == 3


def test_a_patient_that_the_receiver_has_is_left_as_it_is(receiver: Running) -> None:
    known = {"resourceType": "Patient", "gender": "female",
             "identifier": [{"system": "urn:trialvoice:subject:TV-1:01", "value": "101"}]}  # fmt: skip
    place = receiver.client.post("/Patient", json=known).json()
    assert _push(receiver, Kept()).complete
    assert receiver.count("Patient") == 1
    assert receiver.all("Patient")[0]["gender"] == "female"
    assert receiver.all("AdverseEvent")[0]["subject"]["reference"] == f"Patient/{place['id']}"


def test_a_wrong_token_is_told_without_it(receiver: Running) -> None:
    wrong = Running(receiver.url, "not-the-token", receiver.client)
    log = Kept()
    with pytest.raises(ExportError, match="TV843") as told:
        _push(wrong, log)
    assert "not-the-token" not in str(told.value)
    assert receiver.count("AdverseEvent") == 0
