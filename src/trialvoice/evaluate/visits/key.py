"""An answer key: what a reviewer should find in a scripted visit, and what is there to be got wrong.

Each entry stands for the quotes that carry its id in the dialogue. `onset`, `end`, `when` and `start` are words as they
were said; `onset_date` and `end_date` are what they come to, as partial ISO dates against the day of the visit.
"""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from trialvoice.core.findings import Criterion, PartialDate
from trialvoice.core.records import Record, Role

Assertion = Literal["present", "denied", "past", "hypothetical", "someone_else", "indication"]
"""`indication`: the condition under treatment and its symptoms, which are never events by themselves."""


class Key(Record):
    """Base of every entry.  optional: neither wanted nor wrong.  basis: columns that prove it where no words do."""

    model_config = ConfigDict(strict=False, hide_input_in_errors=False)

    id: Annotated[str, Field(pattern=r"^\w+$")]
    assertion: Assertion = "present"
    optional: bool = False
    basis: tuple[str, ...] = ()
    note: str = ""


class EventKey(Key):
    """An adverse event, or one that was denied, feared, long past, or another's."""

    kind: Literal["adverse_event"]
    term: str
    """The plain medical or lay name."""
    also: tuple[str, ...] = ()
    """Other names that would be right."""
    ctcae: str | None = None
    """Its CTCAE v6.0 term, where one fits."""
    grade: Annotated[int | None, Field(ge=1, le=5)] = None
    """Its CTCAE grade, where what was said decides it."""
    severity: Literal["mild", "moderate", "severe", "not_stated"] = "not_stated"
    onset: str | None = None
    onset_date: PartialDate | None = None
    end: str | None = None
    end_date: PartialDate | None = None
    course: Literal["continuous", "intermittent", "improving", "worsening", "single", "not_stated"] = "not_stated"
    action: Literal["none", "interrupted", "reduced", "increased", "withdrawn", "not_stated"] = "not_stated"
    """What was done with the study drug."""
    treatment: str | None = None
    """What was taken or done against it."""
    outcome: Literal["resolved", "recovering", "ongoing", "not_stated"] = "not_stated"
    related: Literal["related", "possibly", "not_related", "not_stated"] = "not_stated"
    """Relatedness to the study drug as stated."""
    related_by: Role | None = None
    criteria: tuple[Criterion, ...] = ()
    continues: str | None = None
    """The same event in an earlier visit of the subject, as `file/id`: one event with a history."""


class DeviationKey(Key):
    """A departure from the protocol; assertion "denied" where it sounds like one and is none."""

    kind: Literal["protocol_deviation"]
    category: Literal[
        "visit_window",
        "prohibited_medication",
        "dosing",
        "missing_procedure",
        "consent",
        "safety_reporting",
        "eligibility",
        "other",
    ]
    description: str


class MissedKey(Key):
    """Doses of the study drug not taken; `doses` None where nobody can tell how many."""

    kind: Literal["missed_dose"]
    doses: Annotated[int | None, Field(ge=1)] = None
    when: str | None = None
    reason: str | None = None


class MedicationKey(Key):
    """Another medicine that the participant takes or took."""

    kind: Literal["concomitant_medication"]
    name: str
    also: tuple[str, ...] = ()
    dose: str | None = None
    frequency: str | None = None
    route: str | None = None
    indication: str | None = None
    start: str | None = None
    ongoing: bool | None = None
    prohibited: bool = False


class ResponseKey(Key):
    """What the participant says of the condition under the study drug."""

    kind: Literal["treatment_response"]
    direction: Literal["improved", "unchanged", "worse"]
    what: str


class VitalKey(Key):
    """A measured vital sign of this visit."""

    kind: Literal["vital_sign"]
    test: Literal["SYSBP", "DIABP", "PULSE", "TEMP", "WEIGHT", "HEIGHT", "RESP", "OXYSAT"]
    value: float
    unit: str


class ItemKey(Key):
    """The value of an item of a form; an item of the visit's forms without an entry is not stated."""

    kind: Literal["crf_item"]
    form: str
    item: str
    state: Literal["stated", "conflicting"] = "stated"
    value: str
    """As the form wants it: a figure, a choice, or the words; of a conflict, both with a "|" between."""
    unit: str | None = None


class MoodKey(Key):
    """The participant's mood in their own words."""

    kind: Literal["mood"]
    feeling: Literal["negative", "positive", "mixed"]
    what: str


class FollowUpKey(Key):
    """What was left open in the visit and ought to be asked or done."""

    kind: Literal["follow_up"]
    what: str


AnyKey = Annotated[
    EventKey | DeviationKey | MissedKey | MedicationKey | ResponseKey | VitalKey | ItemKey | MoodKey | FollowUpKey,
    Field(discriminator="kind"),
]
