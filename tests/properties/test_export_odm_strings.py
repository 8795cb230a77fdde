"""Whatever is spoken or typed, the ODM files stay valid; whatever is broken in them, the checks say so and go on."""

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.odm_files import found, made
from tests.reviewed_sample import HEADACHE, MANAGER, decided, first_week, study
from tests.reviewed_sample import found as finding
from trialvoice.core.findings import CrfItem
from trialvoice.trial.exports.odm.elements import xml_safe
from trialvoice.trial.exports.odm.target import INFORM, PLAIN, QUERIES, RAVE
from trialvoice.trial.record.reviewed import ACCEPTED, ReviewedStudy

HOSTILE = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "]]>",
            "<!DOCTYPE x>",
            "&amp;",
            "\x00\x1b[31m",
            "\ufffe\uffff",
            "a\r\nb\tc ",
            " lead",
            "x" * 3000,
            "\U0001f600",
        ]
    ),
)


def with_words(term: str, job: str, reason: str, asked: str) -> ReviewedStudy:
    week = first_week()
    event = finding("101-v1", "ae-1", HEADACHE.model_copy(update={"term": "?"}), f"{term}.")
    typed = HEADACHE.model_copy(update={"term": term})
    answer = finding("101-v1", "crf-2", CrfItem(form="SU", item="JOB", value=job), f"{job}.", at=10)
    findings = (
        decided(event, "edit", MANAGER, value=typed, reason=reason),
        decided(answer, "accept"),
        *week.findings[3:6],
    )
    forms = tuple(
        one.model_copy(update={"state": "stated", "value": job, "finding": "crf-2"}) if one.item == "JOB" else one
        for one in week.result.forms
    )
    queries = tuple(one.model_copy(update={"text": f"{asked}?", "state": "open"}) for one in week.queries)
    result = week.result.model_copy(update={"forms": forms})
    return study(
        visits=(week.model_copy(update={"findings": findings, "queries": queries, "result": result}), study().visits[2])
    )


@settings(max_examples=20, deadline=None)
@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
def test_any_words_are_held_and_valid(term: str, job: str, reason: str, asked: str) -> None:
    # A bar stands between the two values of an item in conflict.
    term, job = term + "!", job + "!"
    record = with_words(term, job, reason, asked)
    for target in (PLAIN, RAVE, INFORM, QUERIES):
        files = target.make(record, ACCEPTED)
        assert [fault for check in target.checks for fault in check.faults(files)] == []
    for target, name in ((PLAIN, "odm.xml"), (RAVE, "01/101.xml"), (INFORM, "odm.xml")):
        top = made(target, record)[name]
        assert found(top, "//o:ItemData[@ItemOID='IT.LOG.AE.AETERM']/@Value") == [xml_safe(term)]
        assert found(top, "//o:ItemData[@ItemOID='IT.SU.JOB']/@Value") == [xml_safe(job)]
    texts = found(made(QUERIES, record)["odm.xml"], "//o:Query[starts-with(@OID, 'q-')]/o:Value/text()")
    assert texts[:2] == [xml_safe(f"{asked}?")] * 2
    reasons = found(made(PLAIN, record)["odm.xml"], "//o:ReasonForChange/text()")
    assert set(reasons) <= {xml_safe(reason)}
    assert bool(reasons) == bool(reason.strip())


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_check_never_fails_over_a_broken_file(data: st.DataObject) -> None:
    target = data.draw(st.sampled_from([PLAIN, RAVE, INFORM, QUERIES]))
    name, content = next(iter(target.make(study(), ACCEPTED).items()))
    top = etree.fromstring(content)
    for _ in range(data.draw(st.integers(1, 4))):
        elements = list(top.iter("{*}*"))
        one = elements[data.draw(st.integers(0, len(elements) - 1))]
        how = data.draw(st.sampled_from(["remove", "text", "attribute"]))
        junk = data.draw(
            st.sampled_from(["", " ", "\u00b2", "1e9", "-1", "9" * 30, "2026-13-45T99:00:00Z", "IG.LOG.SRC"])
        )
        parent = one.getparent()
        if how == "remove" and parent is not None:
            parent.remove(one)
        elif how == "text":
            one.text = junk
        elif one.attrib:
            one.set(data.draw(st.sampled_from(sorted(one.attrib))), junk)
    for check in target.checks:
        if check.ours or "odmlib" in check.name:
            assert all(fault.text and fault.place for fault in check.faults({name: etree.tostring(top)}))
