"""The figures of `evaluate deid` on stdout: as tables, or as JSON Lines."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from trialvoice.commands.console import print_json, table

if TYPE_CHECKING:
    from trialvoice.evaluate.deid import Measured
    from trialvoice.evaluate.deid_scores import Score
    from trialvoice.evaluate.deid_speed import Speed
    from trialvoice.evaluate.deid_study import StudyScore

_GROUPS = {
    "by_type": "Fully covered, by type",
    "by_phenomenon": "Fully covered, by phenomenon",
    "by_negative": "Hard negatives touched, by kind",
}


class Output(Protocol):
    """Where each part of the figures goes as soon as it is there."""

    def scores(self, measured: Sequence["Measured"]) -> None:
        """One set through every detector."""

    def terms(self, name: str, lost: Mapping[str, Mapping[str, "Score"]]) -> None:
        """Clinical words of one set that are lost: by detector, then by class."""

    def speed(self, speeds: Mapping[str, "Speed"]) -> None:
        """The race."""

    def study(self, scores: Sequence["StudyScore"]) -> None:
        """A study's recordings."""


class Tables:
    """For people."""

    def scores(self, measured: Sequence["Measured"]) -> None:
        """Totals, and a table for each way to group that tells more than they do."""
        from trialvoice.evaluate.deid_table import TOTAL_COLUMNS, group_columns, group_rows, total_rows

        table(measured[0].set, TOTAL_COLUMNS, total_rows(measured))
        for group, title in _GROUPS.items():
            rows = list(group_rows(measured, group))
            if len(rows) > 1:
                table(f"{measured[0].set}: {title}", group_columns("", (one.detector for one in measured)), rows)

    def terms(self, name: str, lost: Mapping[str, Mapping[str, "Score"]]) -> None:
        """A row a class."""
        from trialvoice.evaluate.deid_table import group_columns, side_by_side

        table(f"{name}: words of clinical terms lost", group_columns("class", lost), side_by_side(list(lost.values())))

    def speed(self, speeds: Mapping[str, "Speed"]) -> None:
        """A row a detector."""
        from trialvoice.evaluate.deid_table import SPEED_COLUMNS, speed_rows

        table("Speed", SPEED_COLUMNS, speed_rows(speeds))

    def study(self, scores: Sequence["StudyScore"]) -> None:
        """A row a recording and detector."""
        from trialvoice.evaluate.deid_table import STUDY_COLUMNS, study_rows

        table("Identifiers of the study, as it was heard", STUDY_COLUMNS, study_rows(scores))


class Data:
    """For programs: one object a line, in the order the figures are made."""

    def scores(self, measured: Sequence["Measured"]) -> None:
        """One line a detector."""
        for one in measured:
            print_json({"set": one.set, "detector": one.detector, "scores": one.scores.model_dump()})

    def terms(self, name: str, lost: Mapping[str, Mapping[str, "Score"]]) -> None:
        """One line a detector."""
        for detector, by_class in lost.items():
            figures = {kind: score.model_dump() for kind, score in by_class.items()}
            print_json({"set": name, "detector": detector, "terms_lost": figures})

    def speed(self, speeds: Mapping[str, "Speed"]) -> None:
        """One line a detector."""
        for detector, speed in speeds.items():
            print_json({"detector": detector, "speed": speed.model_dump()})

    def study(self, scores: Sequence["StudyScore"]) -> None:
        """One line a recording."""
        from trialvoice.evaluate.deid_table import study_counts

        for score in scores:
            print_json({"recording": score.recording, "study": study_counts(score)})
