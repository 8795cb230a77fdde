"""A reviewed study with two monitoring interviews of one site, and visits of its subjects around them."""

from datetime import datetime, timedelta, timezone
from typing import Any

from tests.reviewed_sample import (
    CHEST_PAIN,
    MANAGER,
    SAFETY,
    decided,
    first_week,
    found,
    interview,
    query,
    study,
    undecided,
    visit,
)
from trialvoice.core.findings import FollowUp, ProtocolDeviation
from trialvoice.trial.record.reviewed import ReviewedFinding, ReviewedStudy, ReviewedVisit

CET = timezone(timedelta(hours=1))
LATER = datetime(2026, 4, 1, 10, 0, tzinfo=CET)
SCRIPT = 'The fridge was <script>alert(1)</script> & "warm".'


def late(text: str = "Day 34 is 2 days after the window") -> ProtocolDeviation:
    return ProtocolDeviation(category="visit_window", description=text, rule="window")


def second(*more: ReviewedFinding, **changes: Any) -> ReviewedVisit:
    """Another interview of site 02, two weeks later."""
    r = "02-mon2"
    ask = FollowUp(reason="requested", what="Please send me the temperature log within two weeks.")
    made = visit(
        r,
        "site-02",
        "MON",
        LATER,
        [
            decided(found(r, "ae-1", CHEST_PAIN, "One was in hospital.", role="investigator"), "accept", SAFETY),
            decided(found(r, "fu-1", ask, ask.what, at=3, role="monitor"), "accept", MANAGER),
            decided(found(r, "pd-1", late("kept too warm"), SCRIPT, at=4, role="investigator"), "accept", MANAGER),
            decided(found(r, "pd-2", late("no deviation"), "Not that one.", at=5), "reject", reason="none"),
            found(r, "pd-3", late("perhaps one"), "Perhaps that one.", at=6),
            *more,
        ],
        site="02",
        participants=("monitor", "investigator"),
    )
    return made.model_copy(update=changes)


def of_subject(name: str, at: datetime, site: str = "02") -> ReviewedVisit:
    """A visit with one accepted deviation and one that nobody decided on."""
    findings = [decided(found(name, "pd-1", late()), "accept", MANAGER), found(name, "pd-2", late("two"))]
    asked = [query(name, "VS", "Please give the pulse.", by=MANAGER), query(name + "d", "VS", "Draft?", rules=("r",))]
    return visit(name, "202", "V2", at, findings, site=site, queries=asked)


def two_interviews() -> ReviewedStudy:
    return study(
        visits=(
            first_week(),
            undecided(),
            of_subject("202-before", datetime(2026, 3, 18, 9, 59, tzinfo=CET)),
            of_subject("202-between", LATER),
            of_subject("202-after", LATER + timedelta(minutes=1)),
            of_subject("101-other", datetime(2026, 3, 20, 9, 0, tzinfo=CET), site="01"),
            interview(),
            second(),
        )
    )
