"""The sample study from recordings to the last signature, made once for all tests that need it."""

from contextlib import closing
from pathlib import Path

from tests.conftest import REPLAY, SAMPLE, CommandLine
from trialvoice.core.findings import AdverseEvent
from trialvoice.core.settings import settings_from
from trialvoice.reviewing import open_store
from trialvoice.trial.record.people import Actor
from trialvoice.trial.store.deciding import Passage, Wish, add_finding, decide
from trialvoice.trial.store.reading import read_study
from trialvoice.trial.store.signing import sign
from trialvoice.trial.store.verify import verify

STUDY = "ARV-201"
INVESTIGATOR = Actor(id="u-ines", name="Ines Investigator", role="investigator")


def review_sample(outputs: Path) -> CommandLine:
    """Run the sample study with recorded engines, and have one investigator decide on all of it and sign."""
    line = CommandLine(outputs, REPLAY)
    ended = line("run", SAMPLE)
    assert ended.returncode == 0, ended.stderr
    with closing(open_store(settings_from(line.environ))) as database:
        with database.looks() as session:
            visits = read_study(session, STUDY).visits
        for visit in visits:
            key = (visit.study, visit.recording)
            with database.acts() as session:
                for one in visit.findings:
                    rejected = one.finding.confidence < 0.5
                    action, reason = ("reject", "not said so") if rejected else ("accept", "")
                    decide(session, key, Wish(uid=one.uid, revision=0, action=action, reason=reason), INVESTIGATOR)
                added = AdverseEvent(term="tiredness", severity="mild")
                add_finding(session, key, added, Passage(turn=1, start_char=0, end_char=4), "was missed", INVESTIGATOR)
            with database.acts() as session:
                now = next(v for v in read_study(session, STUDY).visits if v.recording == visit.recording)
                sign(session, key, "visit", "approval", now.record_sha256, INVESTIGATOR)
        assert verify(database).faults == ()
    return line
