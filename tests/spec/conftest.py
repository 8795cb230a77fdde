"""The real recognizer, loaded once for all spec tests of the gate."""

import pytest

from trialvoice.core.settings import settings_from
from trialvoice.engines.presidio import PresidioRecognizer
from trialvoice.weights.place import model_path


@pytest.fixture(scope="session")
def recognizer() -> PresidioRecognizer:
    return PresidioRecognizer(model_path("spacy-en-md", settings_from({})))
