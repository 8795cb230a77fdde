"""Presidio as its documentation starts it: all of its recognizers, turn by turn, with nothing of the gate's."""

from collections.abc import Sequence
from pathlib import Path

import tldextract
from presidio_analyzer import AnalyzerEngine, BatchAnalyzerEngine
from presidio_analyzer.nlp_engine import NlpEngineProvider

from trialvoice.redact.spans import Hit

_LANGUAGE = "en"


class PlainPresidio:
    """Presidio over a spaCy model of a folder. Reads no network."""

    def __init__(self, model_folder: Path, *, batch_size: int = 64) -> None:
        # Presidio checks hosts by a list that tldextract would fetch; the one it ships with does.
        setattr(tldextract, "extract", tldextract.TLDExtract(suffix_list_urls=()))  # noqa: B010 - it is typed as its own
        model = {"lang_code": _LANGUAGE, "model_name": str(model_folder)}
        provider = NlpEngineProvider(nlp_configuration={"nlp_engine_name": "spacy", "models": [model]})
        self._batch = BatchAnalyzerEngine(analyzer_engine=AnalyzerEngine(nlp_engine=provider.create_engine()))
        self._batch_size = batch_size

    def recognize(self, texts: Sequence[str]) -> list[list[Hit]]:
        """Everything it finds in each text, at any score, which is its default."""
        found = self._batch.analyze_iterator(texts, language=_LANGUAGE, batch_size=self._batch_size)
        return [[Hit(r.start, r.end, r.entity_type, r.score, "presidio") for r in results] for results in found]
