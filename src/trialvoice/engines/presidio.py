"""Presidio with a spaCy model and the gate's own pattern recognizers. Reads no network."""

import gc
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import spacy
from presidio_analyzer import (
    AnalyzerEngine,
    BatchAnalyzerEngine,
    Pattern,
    PatternRecognizer,
    RecognizerRegistry,
)
from presidio_analyzer.context_aware_enhancers import LemmaContextAwareEnhancer
from presidio_analyzer.nlp_engine import NerModelConfiguration, NlpArtifacts, SpacyNlpEngine
from presidio_analyzer.predefined_recognizers import SpacyRecognizer
from presidio_anonymizer import AnonymizerEngine
from presidio_anonymizer.entities import OperatorConfig, RecognizerResult

from trialvoice.core.errors import EngineError
from trialvoice.redact.finding.issued import ISSUED, IssuedSpec
from trialvoice.redact.finding.patterns import PATTERNS
from trialvoice.redact.finding.plain_talk import is_plain
from trialvoice.redact.spans import Hit

_LANGUAGE = "en"
_LABELS = {"PERSON": "PERSON", "GPE": "GPE", "LOC": "GPE", "FAC": "FACILITY", "ORG": "ORG"}
_UNUSED = ("tagger", "parser", "attribute_ruler", "lemmatizer", "senter")
"""Pipes whose output no recognizer reads; without them a text takes a third of the time."""
_WRITTEN = re.compile(r"[\d@/]|\w\.\w")
"""A digit, or a sign of an address: no pattern matches without one but those that say so."""


_IN_WORDS = re.compile("|".join(spec.regex for spec in PATTERNS if spec.in_words), re.IGNORECASE)


def _worth_reading(text: str) -> bool:
    """Whether a model or a pattern could find anything: most of a visit is plain talk."""
    return bool(_WRITTEN.search(text) or _IN_WORDS.search(text)) or not is_plain(text)


class _LoadedSpacy(SpacyNlpEngine):  # presidio is untyped
    """Presidio's spaCy engine over a model that is already loaded from a folder."""

    def __init__(self, nlp: Any) -> None:
        labels = NerModelConfiguration(
            model_to_presidio_entity_mapping=_LABELS,
            labels_to_ignore=sorted(set(nlp.get_pipe("ner").labels) - set(_LABELS)),
            low_confidence_score_multiplier=1.0,
            default_score=0.85,
        )
        super().__init__(
            models=[{"lang_code": _LANGUAGE, "model_name": nlp.meta["name"]}], ner_model_configuration=labels
        )
        self.nlp = {_LANGUAGE: nlp}

    def _doc_to_nlp_artifact(self, doc: Any, language: str) -> NlpArtifacts:
        """As Presidio's, with the words themselves for lemmas, which the context enhancer reads."""
        entities, scores = self._get_updated_entities(self._get_entities(doc), self._get_scores_for_entities(doc))
        read = [(token.idx, token.lower_) for token in doc]  # each pass makes every token anew
        return NlpArtifacts(
            entities=entities,
            tokens=doc,
            tokens_indices=[place for place, _ in read],
            lemmas=[word for _, word in read],
            nlp_engine=self,
            language=language,
            scores=scores,
        )


class _Enhancer(LemmaContextAwareEnhancer):  # presidio is untyped
    """Presidio's, over the results that context can raise: it copies each one deeply."""

    def enhance_using_context(
        self, text: str, raw_results: Any, nlp_artifacts: Any, recognizers: Any, context: Any = None
    ) -> Any:
        raised = {recognizer.id for recognizer in recognizers if recognizer.context}
        key = "recognizer_identifier"
        aimed = [result for result in raw_results if result.recognition_metadata[key] in raised]
        if not aimed:
            return raw_results
        others = [result for result in raw_results if result.recognition_metadata[key] not in raised]
        return [*others, *super().enhance_using_context(text, aimed, nlp_artifacts, recognizers, context)]


class _WrittenRecognizer(PatternRecognizer):  # presidio is untyped
    """A pattern recognizer that passes over text without a sign that any of its patterns needs."""

    def analyze(self, text: str, entities: list[str], nlp_artifacts: Any = None, regex_flags: Any = None) -> Any:
        """Presidio's results, at once empty for most of what people say."""
        if not _WRITTEN.search(text):
            return []
        return super().analyze(text, entities, nlp_artifacts, regex_flags)


class IssuedRecognizer(_WrittenRecognizer):
    """An issued number by its form, raised by its checksum or by the words around it.

    Presidio drops what fails its check. Here only a strict form is: of the others a digit may be misheard,
    so they keep their low score, which context can raise.
    """

    def __init__(self, spec: IssuedSpec) -> None:
        self._spec = spec
        super().__init__(
            supported_entity=spec.type,
            name=spec.name,
            patterns=[Pattern(spec.name, spec.regex, spec.score)],
            context=list(spec.context),
            supported_language=_LANGUAGE,
        )

    def validate_result(self, pattern_text: str) -> bool | None:
        """True where the checksum holds; False drops the match; None leaves its score."""
        holds = self._spec.holds
        if holds is None:
            return None
        return holds(pattern_text) or (False if self._spec.strict else None)


class PresidioRecognizer:
    """Identifiers by spaCy's named entities and by pattern, through Presidio's AnalyzerEngine.

    Hits carry the gate's types, but what the model named keeps its label (PERSON, GPE, FACILITY, ORG)
    for `redact.finding.find` to judge.
    """

    def __init__(self, model_folder: Path, *, batch_size: int = 256) -> None:
        try:
            nlp = spacy.load(model_folder, exclude=list(_UNUSED))
        except (OSError, ValueError):
            raise EngineError(
                "TV410",
                "the spaCy model does not load",
                place=str(model_folder),
                remedy="run `trialvoice models verify`, then `trialvoice models pull`",
            ) from None
        registry = RecognizerRegistry(recognizers=_recognizers(), supported_languages=[_LANGUAGE])
        analyzer = AnalyzerEngine(
            registry=registry,
            nlp_engine=_LoadedSpacy(nlp),
            supported_languages=[_LANGUAGE],
            context_aware_enhancer=_Enhancer(context_prefix_count=8, context_suffix_count=3),
        )
        self._batch = BatchAnalyzerEngine(analyzer_engine=analyzer)
        self._batch_size = batch_size
        gc.freeze()  # the model lives as long as the process: collections need not walk it at every turn

    def recognize(self, texts: Sequence[str]) -> list[list[Hit]]:
        """The hits in each text. Raises nothing of the text."""
        read = [text for text in dict.fromkeys(texts) if _worth_reading(text)]  # "okay" is said often
        found = self._batch.analyze_iterator(read, language=_LANGUAGE, batch_size=self._batch_size, score_threshold=0.0)
        hits = {text: [_hit(result) for result in results] for text, results in zip(read, found, strict=True)}
        return [hits.get(text, []) for text in texts]


class PresidioReplacer:
    """Replaces through Presidio's AnonymizerEngine, from right to left."""

    def __init__(self) -> None:
        self._engine = AnonymizerEngine()

    def replace(self, text: str, replacements: Sequence[tuple[int, int, str]]) -> str:
        """The text with each [start, end) replaced by its string; parts never overlap."""
        parts = [RecognizerResult(f"PART_{i}", start, end, 1.0) for i, (start, end, _) in enumerate(replacements)]
        operators = {
            f"PART_{i}": OperatorConfig("replace", {"new_value": new}) for i, (*_, new) in enumerate(replacements)
        }
        replaced: str = self._engine.anonymize(text, parts, operators).text
        return replaced


def _recognizers() -> Iterable[Any]:
    named = SpacyRecognizer(supported_entities=sorted(set(_LABELS.values())), supported_language=_LANGUAGE)
    patterns = [
        (PatternRecognizer if spec.in_words else _WrittenRecognizer)(
            supported_entity=spec.type,
            name=spec.name,
            patterns=[Pattern(spec.name, spec.regex, spec.score)],
            context=list(spec.context),
            supported_language=_LANGUAGE,
        )
        for spec in PATTERNS
    ]
    return [named, *map(IssuedRecognizer, ISSUED), *patterns]


def _hit(result: Any) -> Hit:
    metadata = result.recognition_metadata or {}
    return Hit(
        start=result.start,
        end=result.end,
        type=result.entity_type,
        score=result.score,
        source=str(metadata.get("recognizer_name", "presidio")),
    )
