"""What receivers of ODM 1.3.2 take, and what they refuse."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from trialvoice.trial.exports.odm.elements import MDSOL, PHASE_FORWARD
from trialvoice.trial.exports.odm.proof import location_oid, user_oid
from trialvoice.trial.record.people import Actor


@dataclass(frozen=True)
class Dialect:
    """extension: prefix and namespace.  top: name of the root.  attributes: of the root beside the common ones.

    whole: with metadata, users, signatures, annotations and units, so that it stands alone; else data only.
    form_groups: whether an item group goes by the OID of its form, of which it is then the only one.
    numbered: rows and events that repeat have numbers as keys.  transactions: element → TransactionType.
    """

    name: str
    version: str
    extension: tuple[str, str] | None = None
    top: str = "ODM"
    attributes: Mapping[str, str] = field(default_factory=dict)
    whole: bool = False
    numbered: bool = True
    audited: bool = True
    queries: bool = False
    form_groups: bool = False
    context_key: str | None = None
    transactions: Mapping[str, str] = field(default_factory=dict)
    subject: Mapping[str, str] = field(default_factory=dict)
    group: Mapping[str, str] = field(default_factory=dict)
    user: Callable[[Actor], str] = user_oid
    location: Callable[[Actor, str], str] = location_oid
    site: Callable[[str], str] = "LO.{}".format


_UPSERT = dict.fromkeys(("StudyEventData", "FormData", "ItemGroupData"), "Upsert")

PLAIN = Dialect(
    name="plain",
    version="1.3.2",
    whole=True,
    numbered=False,
    # Subjects are enrolled at the receiver, never here; what is sent twice is there once.
    transactions={"SubjectData": "Context", **_UPSERT, "ItemData": "Upsert"},
)
RAVE = Dialect(
    name="rave",
    version="1.3",
    extension=("mdsol", MDSOL),
    queries=True,
    form_groups=True,
    context_key="@CONTEXT",
    transactions={"SubjectData": "Update", **_UPSERT},
    subject={f"{{{MDSOL}}}SubjectKeyType": "SubjectName"},
    group={f"{{{MDSOL}}}Submission": "SpecifiedItemsOnly"},
    user=lambda actor: actor.id,
    location=lambda _, site: site,
    site=str,
)
INFORM = Dialect(
    name="inform",
    version="1.3.1",
    extension=("pf", PHASE_FORWARD),
    top="ODMSubmit",
    attributes={f"{{{PHASE_FORWARD}}}HierarchicalOIDs": "Yes"},
    audited=False,
    site=str,
)
