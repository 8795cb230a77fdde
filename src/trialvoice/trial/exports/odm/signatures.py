"""Signatures that hold, on the data they were given for; ODM has room for one on each element.

The last one stands on its data, those before it at the end of the ClinicalData. An Annotation of the data says of each
what it is bound to: a CryptoBindingManifest is for digital signatures, and these are electronic ones.
"""

from lxml import etree

from trialvoice.trial.exports.odm.administration import signature_oid
from trialvoice.trial.exports.odm.elements import child
from trialvoice.trial.exports.odm.proof import location_oid, stamp, user_oid
from trialvoice.trial.record.followed import Telling
from trialvoice.trial.record.reviewed import ReviewedVisit, Signature

_Found = tuple[ReviewedVisit, Signature]


class Signed:
    """Places signatures while data are written."""

    def __init__(self) -> None:
        self._rest: list[_Found] = []

    def sign(self, parent: etree._Element, visit: ReviewedVisit) -> None:
        """Those on a whole visit."""
        found = _holding(visit, "visit")
        self._place(parent, found)
        bind(parent, found)

    def sign_row(self, parent: etree._Element, tellings: tuple[Telling, ...]) -> list[_Found]:
        """Those on any of the findings that a row is made of, to be bound when its annotations are written."""
        found = [one for told in tellings for one in _holding(told.visit, told.finding.uid)]
        self._place(parent, found)
        return found

    def write_rest(self, data: etree._Element) -> None:
        """Those that others stand in place of."""
        if self._rest:
            made = child(data, "Signatures")
            for found in self._rest:
                _signature(made, found)

    def _place(self, parent: etree._Element, found: list[_Found]) -> None:
        if found:
            ordered = sorted(found, key=lambda one: (one[1].act, one[1].at))
            _signature(parent, ordered[-1])
            self._rest.extend(ordered[:-1])


def bind(parent: etree._Element, found: list[_Found]) -> None:
    """An Annotation for each signature with the hash of what was signed, after the annotations that are there."""
    for visit, one in found:
        number = len(parent.findall(f"{{{etree.QName(parent).namespace}}}Annotation")) + 1
        made = child(parent, "Annotation", SeqNum=str(number))
        child(
            made, "Comment", f"{_name(visit, one)} signs {one.about} of {visit.recording}, sha256:{one.record_sha256}"
        )


def _holding(visit: ReviewedVisit, about: str) -> list[_Found]:
    return [(visit, one) for one in visit.signatures if one.about == about and one.void_at is None]


def _signature(parent: etree._Element, found: _Found) -> None:
    visit, one = found
    made = child(parent, "Signature", ID=_name(visit, one))
    child(made, "UserRef", UserOID=user_oid(one.by))
    child(made, "LocationRef", LocationOID=location_oid(one.by, visit.site))
    child(made, "SignatureRef", SignatureOID=signature_oid(one.meaning))
    child(made, "DateTimeStamp", stamp(one.at))


def _name(visit: ReviewedVisit, one: Signature) -> str:
    return f"SG-{visit.recording}-{one.about}-{one.act}"
