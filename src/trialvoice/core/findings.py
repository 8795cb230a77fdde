"""What a reviewer is shown of one event, deviation, dose, medicine or value: findings, each with its proof."""

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from trialvoice.core.interaction_list import Severity
from trialvoice.core.records import Milliseconds, Probability, Record, Role, Speech

Match = Literal["exact", "normalised", "fuzzy"]
Assertion = Literal["present", "denied", "past", "hypothetical", "someone_else"]
Status = Literal["candidate", "accepted", "edited", "rejected"]
Criterion = Literal[
    "death",
    "life_threatening",
    "hospitalisation",
    "disability",
    "congenital_anomaly",
    "important_medical_event",
]
"""Seriousness criteria of ICH E2A."""


PartialDate = Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
"""A date of ISO 8601 as far as it is known: 2026, 2026-03 or 2026-03-09."""


class Evidence(Record):
    """A verbatim quote: [start_char, end_char) of the turn's text, [start, end) ms of the sound."""

    turn: Annotated[int, Field(ge=1)]
    start_char: Annotated[int, Field(ge=0)]
    end_char: Annotated[int, Field(ge=1)]
    start: Milliseconds
    end: Milliseconds
    quote: Annotated[str, Field(min_length=1, repr=False)]
    match: Match
    role: Role


class Coding(Record):
    """A term of a dictionary that stands for what was said."""

    dictionary: str
    version: str
    term: str
    """Of CTCAE its term, of MedDRA the preferred term."""
    system_organ_class: str
    code: str | None = None
    lowest_level_term: str | None = None
    """Of MedDRA alone, as its code is."""
    lowest_level_code: str | None = None


class DictionaryCoding(Record):
    """What one dictionary has for an event: a term, several that fit as well, or nothing."""

    dictionary: str
    version: str
    state: Literal["coded", "undecided", "uncoded"]
    matched: Literal["exact", "lexical", "chosen"] | None = None
    """Whether the dictionary has those words, or the most telling of them, or the language model chose the term."""
    coding: Coding | None = None
    candidates: tuple[Coding, ...] = ()
    """Where words do not decide: the terms to choose from, the nearest first."""


Fact = Literal[
    "hospital",
    "emergency",
    "operation",
    "transfusion",
    "iv_treatment",
    "self_care",
    "work",
    "daily_activity",
    "medicine",
    "local_treatment",
    "immobilised",
    "woke",
    "noticed",
    "result",
    "life_threatening",
    "death",
]
"""What tells how bad an event was, as the words of grades have it (see `SeverityFact`)."""


class SeverityFact(Record):
    """Something that was said of an event and tells how bad it was, with its quote."""

    fact: Fact
    evidence: Evidence


class Ruling(Record):
    """The rule that decided a value, such as `ctcae-hospital@1`, and why, in plain words."""

    rule: str
    because: Annotated[str, Field(repr=False)]


class AdverseEvent(Record):
    """An untoward event since the study drug, by the speaker's own words."""

    kind: Literal["adverse_event"] = "adverse_event"
    term: Speech
    codings: tuple[DictionaryCoding, ...] = ()
    """By CTCAE, and by MedDRA where the study holds a release of it."""
    severity: Literal["mild", "moderate", "severe", "not_stated"] = "not_stated"
    severity_rule: Ruling | None = None
    facts: tuple[SeverityFact, ...] = ()
    """What was said of how bad it was; the grade is worked out from these, from severity and from results."""
    grade: Annotated[int | None, Field(ge=1, le=5)] = None
    """By CTCAE, None where what was said decides none."""
    grade_rule: Ruling | None = None
    onset: Annotated[str | None, Field(repr=False)] = None
    """As said; `onset_date` is what it comes to by the day of the visit."""
    onset_date: Annotated[PartialDate | None, Field(repr=False)] = None
    end: Annotated[str | None, Field(repr=False)] = None
    end_date: Annotated[PartialDate | None, Field(repr=False)] = None
    course: Literal["continuous", "intermittent", "improving", "worsening", "single", "not_stated"] = "not_stated"
    action: Literal["none", "interrupted", "reduced", "increased", "withdrawn", "not_stated"] = "not_stated"
    """What was done with the study drug."""
    treatment: Annotated[str | None, Field(repr=False)] = None
    """What was taken or done against it."""
    related: Literal["related", "possibly", "not_related", "not_stated"] = "not_stated"
    """Relatedness to the study drug as stated, never as judged by this program."""
    related_by: Role | None = None
    outcome: Literal["resolved", "recovering", "ongoing", "not_stated"] = "not_stated"
    criteria: tuple[Criterion, ...] = ()
    awareness_at: datetime | None = None
    """When the site heard of it; set where a criterion of seriousness is met."""
    sae_due_at: datetime | None = None

    @property
    def serious(self) -> bool:
        """Serious by ICH E2A: at least one criterion was stated."""
        return bool(self.criteria)

    @property
    def coding(self) -> Coding | None:
        """The CTCAE term, None where it is uncoded or undecided."""
        return self.coding_in("CTCAE")

    def coding_in(self, dictionary: str) -> Coding | None:
        """The term in a dictionary, None where it is uncoded or undecided."""
        return next((made.coding for made in self.codings if made.dictionary == dictionary), None)


DeviationCategory = Literal[
    "visit_window",
    "prohibited_medication",
    "dosing",
    "missing_procedure",
    "consent",
    "safety_reporting",
    "eligibility",
    "other",
]


class ProtocolDeviation(Record):
    """A departure from the protocol, found by a rule or stated by a speaker."""

    kind: Literal["protocol_deviation"] = "protocol_deviation"
    category: DeviationCategory
    description: Speech
    rule: str
    """Id of the rule that found it, such as `visit-window`, or `stated`."""
    importance: Literal["undetermined"] = "undetermined"
    """Whether it is an important deviation (ICH E3, E6) is for the sponsor to say, never for this program."""
    rationale: str = ""
    """What it may matter for, and what decides that."""


class MissedDose(Record):
    """Doses of the study drug not taken."""

    kind: Literal["missed_dose"] = "missed_dose"
    doses: Annotated[int | None, Field(ge=1)] = None
    when: Annotated[str | None, Field(repr=False)] = None
    reason: Annotated[str | None, Field(repr=False)] = None


class ConcomitantMedication(Record):
    """Another medicine that the participant takes or took."""

    kind: Literal["concomitant_medication"] = "concomitant_medication"
    name: Speech
    dose: Annotated[str | None, Field(repr=False)] = None
    frequency: Annotated[str | None, Field(repr=False)] = None
    route: Annotated[str | None, Field(repr=False)] = None
    indication: Annotated[str | None, Field(repr=False)] = None
    start: Annotated[str | None, Field(repr=False)] = None
    ongoing: bool | None = None
    """None where nobody says."""
    prohibited: bool = False


HistoryCategory = Literal[
    "condition", "operation", "allergy", "substance_use", "family_history", "exposure", "immunisation"
]


class MedicalHistory(Record):
    """What the participant brought along: a condition, an operation, a habit, or what runs in the family."""

    kind: Literal["medical_history"] = "medical_history"
    term: Speech
    category: HistoryCategory
    present: bool = True
    """False where it was said that there is none, such as "no allergies"."""


class TreatmentResponse(Record):
    """What the participant says of the condition under the study drug."""

    kind: Literal["treatment_response"] = "treatment_response"
    direction: Literal["improved", "unchanged", "worse"]
    what: Speech


class VitalSign(Record):
    """A measured vital sign with its unit."""

    kind: Literal["vital_sign"] = "vital_sign"
    test: Literal["SYSBP", "DIABP", "PULSE", "TEMP", "WEIGHT", "HEIGHT", "RESP", "OXYSAT"]
    value: float
    unit: str


class CrfItem(Record):
    """One value for one item of a case report form."""

    kind: Literal["crf_item"] = "crf_item"
    form: str
    item: str
    value: Speech
    unit: str | None = None


Feeling = Literal["negative", "positive", "mixed"]


class Mood(Record):
    """How the participant feels in themselves, in their own words."""

    kind: Literal["mood"] = "mood"
    feeling: Feeling
    what: Speech


class FollowUp(Record):
    """Something left open in the visit, which somebody said they would do, find out, or wants done."""

    kind: Literal["follow_up"] = "follow_up"
    reason: Literal["promised", "requested", "left_open"]
    """promised: the speaker will do it.  requested: another shall.  left_open: a question without an answer."""
    what: Speech


class Interaction(Record):
    """Two medicines that are not to be taken together by a list, both named in the visit."""

    kind: Literal["interaction"] = "interaction"
    first: Speech
    second: Speech
    with_study_drug: bool
    severity: Severity
    text: str
    """What the list says of them."""
    listed_in: str
    """The list: `study.toml`, or the name of a file."""


Value = Annotated[
    AdverseEvent
    | ProtocolDeviation
    | MissedDose
    | ConcomitantMedication
    | MedicalHistory
    | TreatmentResponse
    | VitalSign
    | CrfItem
    | Mood
    | FollowUp
    | Interaction,
    Field(discriminator="kind"),
]
KINDS = (
    "adverse_event",
    "protocol_deviation",
    "missed_dose",
    "concomitant_medication",
    "medical_history",
    "treatment_response",
    "vital_sign",
    "crf_item",
    "mood",
    "follow_up",
    "interaction",
)


class Finding(Record):
    """A candidate for a person to accept, edit or reject, with its proof.

    A deviation that a rule proves from `recordings.csv` alone (a visit out of window) has no quote:
    its `basis` names the columns instead. Every other finding has evidence.
    """

    id: str
    value: Value
    evidence: tuple[Evidence, ...]
    basis: tuple[str, ...] = ()
    assertion: Assertion
    confidence: Probability
    status: Status = "candidate"
    source: str
    """The question (`adverse-events@1`) or the rule (`rule:visit-window@1`) that found it."""
    review: tuple[str, ...] = ()
    """Reasons for a closer look, such as `role unknown`."""

    @model_validator(mode="after")
    def _has_proof(self) -> Self:
        if not self.evidence and not self.basis:
            raise ValueError("a finding needs a quote, or the columns that prove it")
        return self
