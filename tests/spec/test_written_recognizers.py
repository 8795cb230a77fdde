"""Recognizers that pass over text without a sign miss nothing by it: of all that the tables hold."""

from presidio_analyzer import PatternRecognizer
from spoken_table import CLEAN, SPOKEN

from trialvoice.engines.presidio import _WRITTEN, _recognizers, _WrittenRecognizer
from trialvoice.redact.reading.spoken import written_view


def test_no_pattern_would_match_what_is_passed_over() -> None:
    views = [written_view(turn).text for turns in (*(turns for turns, _ in SPOKEN), *CLEAN) for turn in turns]
    passed_over = [view for view in views if not _WRITTEN.search(view)]
    guarded = [one for one in _recognizers() if isinstance(one, _WrittenRecognizer)]
    assert len(passed_over) > 500
    assert guarded
    missed = [
        (one.name, view)
        for one in guarded
        for view in passed_over
        if PatternRecognizer.analyze(one, view, one.supported_entities)
    ]
    assert missed == []
