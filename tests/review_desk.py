"""A reviewer before a browser: opens visits, reads what is shown, and looks into the store what became of it."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

from playwright.sync_api import ConsoleMessage, Page

from tests.review_visits import PASSWORD, ReviewSite
from trialvoice.trial.record.reviewed import ReviewedFinding, ReviewedVisit
from trialvoice.trial.store.reading import read_visit

NOW = datetime.now(timezone(timedelta(hours=-4))).replace(microsecond=0)
VISITS = (
    *("accept", "edit", "reject", "add", "query", "sign", "event"),
    *("keys", "two", "calm", "plain", "sound", "gate", "far"),
)
"""Recordings of the site, one for each thing that is tried, the first due last."""
AT_SITE_01 = "accept"


@dataclass
class Desk:
    """A browser of one reviewer. expected: statuses of answers that the test asks for on purpose."""

    site: ReviewSite
    page: Page
    complaints: list[str] = field(default_factory=list)
    expected: set[int] = field(default_factory=set)

    def listen(self, said: ConsoleMessage) -> None:
        """Keep what the browser complains of: script errors and what the policy of the pages forbids."""
        refused = re.search(r"status of (\d+)", said.text)
        if said.type == "error" and not (refused and int(refused[1]) in self.expected):
            self.complaints.append(said.text)

    def open(self, recording: str, rest: str = "") -> None:
        """Open a visit."""
        self.page.goto(f"{self.site.address}/studies/TV-1/visits/{recording}{rest}")

    def log_in(self, account: str) -> "Desk":
        """Log in as one of the people."""
        self.page.goto(f"{self.site.address}/login")
        self.page.fill("#name", account)
        self.page.fill("#password", PASSWORD)
        self.page.press("#password", "Enter")
        self.page.wait_for_url(f"{self.site.address}/")
        return self

    def pick(self, title: str) -> None:
        """Select the first finding of that name."""
        self.page.locator(".finding .pick").filter(has_text=re.compile(f"^{re.escape(title)}")).first.click()

    def selected(self) -> str:
        """Name of the selected finding."""
        return self.page.locator(".finding.sel .pick").inner_text()

    def visit(self, recording: str) -> ReviewedVisit:
        """As the store has it."""
        with self.site.database.looks() as session:
            found = read_visit(session, "TV-1", recording)
        assert found is not None
        return found

    def finding(self, recording: str, name: str) -> ReviewedFinding:
        """By the machine's name for it."""
        found = self.visit(recording).by_machine_id(name)
        assert found is not None
        return found
