"""What a study plans and requires, as its study file says it."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from trialvoice.core.interaction_list import Pair
from trialvoice.core.records import Id, Record

Name = Annotated[str, Field(min_length=1, max_length=200)]


class Settled(Record):
    """Base of the study file's parts: strict but for TOML's arrays, which become tuples."""

    model_config = ConfigDict(strict=False, hide_input_in_errors=False)


class About(Settled):
    """`[study]`."""

    id: Id
    title: Name
    drug: Name
    """The study drug as people say it."""
    drug_names: tuple[Name, ...] = ()
    """Other ways to say it: "the study tablets"."""
    indication: Name
    """What is treated; never an adverse event by itself."""
    indication_terms: tuple[Name, ...] = ()
    """How people say the indication: "my joints", "stiffness"."""
    language: Annotated[str, Field(pattern=r"^([a-z]{2}|auto)$")] = "en"
    """ISO 639-1, or "auto": the one that most of a recording is in. Speech in another is not written down."""
    languages: tuple[Annotated[str, Field(pattern=r"^[a-z]{2}$")], ...] = ()
    """With "auto": those that are possible."""
    max_minutes: Annotated[int, Field(ge=1, le=600)] = 120
    """A longer recording is refused."""


class Site(Settled):
    """`[[sites]]`. Names of site and staff are known identifiers, and are redacted."""

    id: Id
    name: Name
    staff: tuple[Name, ...] = ()


class Dosing(Settled):
    """`[dosing]`."""

    dose: Name
    times_per_day: Annotated[int, Field(ge=1, le=12)] = 1
    max_missed: Annotated[int, Field(ge=0)] = 0
    """More missed doses than this between two visits are a protocol deviation."""
    every_days: Annotated[int, Field(ge=1, le=366)] = 1
    """7 for a weekly dose: `times_per_day` doses on every seventh day."""
    units_per_dose: Annotated[float, Field(gt=0)] = 1.0
    """Tablets, capsules or pens."""
    dispensed: Annotated[float | None, Field(gt=0)] = None
    """How many of them are handed out for the time between two visits."""
    returned_item: str | None = None
    """Where the count of those brought back stands, such as `DA.TABRET`."""
    minimum_compliance: Annotated[float | None, Field(ge=0)] = None
    maximum_compliance: Annotated[float | None, Field(ge=0)] = None
    """Percent; outside of these, compliance is a protocol deviation."""


class Visit(Settled):
    """`[[visits]]`: a planned visit, in days from day 1 (the first dose), with its window."""

    id: Id
    name: Name
    day: int | None = None
    window_before: Annotated[int, Field(ge=0)] = 0
    window_after: Annotated[int, Field(ge=0)] = 0
    procedures: tuple[Id, ...] = ()
    forms: tuple[Id, ...] = ()


class Procedure(Settled):
    """`[[procedures]]`: something a visit requires, with the ways people name it."""

    id: Id
    names: Annotated[tuple[Name, ...], Field(min_length=1)]


class Prohibited(Settled):
    """`[[prohibited]]`: a medicine that the protocol forbids."""

    name: Name
    synonyms: tuple[Name, ...] = ()
    reason: str = ""


class Eligibility(Settled):
    """`[[eligibility]]`: a criterion that a value or a thing told before the first dose can break.

    With `kind` inclusion the value of `item` has to be from `minimum` to `maximum`, with exclusion it must not be.
    """

    id: Id
    kind: Literal["inclusion", "exclusion"]
    text: Name
    """As the protocol has it: "systolic blood pressure of 160 mmHg or less"."""
    item: str | None = None
    """AGE, a vital sign such as SYSBP, or an item of a form such as LB.ALT."""
    minimum: float | None = None
    maximum: float | None = None
    conditions: tuple[Name, ...] = ()
    """Excluded where the participant has or had one."""
    medicines: tuple[Name, ...] = ()
    """Excluded where the participant takes one: ingredients, brands or classes."""


class Interacting(Settled, Pair):
    """`[[interactions]]`: two medicines, by ingredient, brand or class, that the protocol warns to take together."""

    first: Name
    second: Name


class Item(Settled):
    """`[[forms.items]]`: one field of a case report form."""

    id: Id
    question: Name
    type: Literal["integer", "decimal", "text", "choice", "yes_no"]
    unit: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[Name, ...] = ()
    terms: tuple[Name, ...] = ()
    """Words near which the value is said: "blood pressure", "over"."""
    required: bool = True
    """Left unstated, it is asked about in a draft query."""
    cdash: str | None = None
    odm: str | None = None


class Form(Settled):
    """`[[forms]]`."""

    id: Id
    title: Name
    items: Annotated[tuple[Item, ...], Field(min_length=1)]


class Deidentify(Settled):
    """`[deidentify]`."""

    threshold: Annotated[float, Field(ge=0.0, le=1.0)] = 0.4
    """Presidio's score at which a span is replaced."""
    gate_threshold: Annotated[float, Field(ge=0.0, le=1.0)] = 0.85
    """Score of the second pass at which the gate refuses."""
    margin_ms: Annotated[int, Field(ge=0, le=1000)] = 80
    """Sound this long before and after an identifier goes under the tone too."""
    hear_again: bool = True
    """The redacted sound is transcribed again around every tone; what can still be made out gets a longer one."""
    roster: str | None = None
    """CSV beside the study file, or below it: what is known of the subjects, to be found in any spelling."""
    replace: Literal["tags", "surrogates"] = "tags"
    """What stands in place of an identifier. Surrogates read better; a tag gives no missed name away."""
    dates: Literal["tags", "shift", "study_days"] = "tags"
    """What stands in place of a date; one that is no sure calendar date becomes a tag in any case."""


class Dictionaries(Settled):
    """`[coding]`. Without it adverse events are coded by the shipped table of CTCAE terms alone."""

    ctcae: str | None = None
    """CSV of all CTCAE terms with their grades, beside the study file or below it."""
    ctcae_version: Annotated[str, Field(pattern=r"^\d+\.\d+$")] = "6.0"
    """Of that file."""
    meddra: str | None = None
    """Folder with the ASCII files of a MedDRA release, which a subscription gives: llt.asc, pt.asc, and so on."""
    meddra_version: Annotated[str | None, Field(pattern=r"^\d+\.\d+$")] = None
    """Of that release; read from its meddra_release.asc where that is there, and checked against it."""


class Study(Settled):
    """The whole of `study.toml`."""

    study: About
    sites: Annotated[tuple[Site, ...], Field(min_length=1)]
    dosing: Dosing
    visits: Annotated[tuple[Visit, ...], Field(min_length=1)]
    procedures: tuple[Procedure, ...] = ()
    prohibited: tuple[Prohibited, ...] = ()
    forms: tuple[Form, ...] = ()
    interactions: tuple[Interacting, ...] = ()
    eligibility: tuple[Eligibility, ...] = ()
    deidentify: Deidentify = Deidentify()
    coding: Dictionaries = Dictionaries()
    vocabulary: tuple[Name, ...] = ()
    """Drug names, procedures and visit terms that bias the recogniser."""

    def visit(self, visit_id: str) -> Visit:
        """The planned visit with that id, which `load_recordings` has checked to exist."""
        return next(visit for visit in self.visits if visit.id == visit_id)

    def forms_of(self, visit: Visit) -> tuple[Form, ...]:
        """The forms filled at a visit."""
        return tuple(form for form in self.forms if form.id in visit.forms)

    def procedures_of(self, visit: Visit) -> tuple[Procedure, ...]:
        """The procedures a visit requires."""
        return tuple(item for item in self.procedures if item.id in visit.procedures)
