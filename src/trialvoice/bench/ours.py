"""Ours, just as the pipeline runs it."""

import os

from trialvoice.assembly import Engines, engine_class
from trialvoice.bench.contestant import STOCK, Conditions, Heard
from trialvoice.core.audio import Waveform
from trialvoice.core.settings import settings_from
from trialvoice.phi.hearing import Transcriber
from trialvoice.phi.transcribe import SpeechOptions, transcribe


class Ours:
    """Voice activity, recogniser and gates of the settings, on the race's device and threads."""

    def __init__(self, conditions: Conditions) -> None:
        chosen = {"device": conditions.device, "threads": conditions.threads}
        engines = Engines(settings_from(os.environ).model_copy(update=chosen))
        self._vad = engines.vad
        self._transcriber: Transcriber = (
            engine_class(STOCK)(conditions.folder, **chosen) if conditions.random else engines.transcriber
        )
        self._options = SpeechOptions(language=conditions.language)

    def hear(self, waveform: Waveform) -> Heard:
        """Words with times, always. A window was tried again where two hearings of it were compared."""
        found = transcribe(waveform, self._options, vad=self._vad, transcriber=self._transcriber)
        return Heard(
            " ".join(word.text for word in found.words),
            word_times=True,
            retried=sum(window.alike is not None or window.temperature > 0 for window in found.windows),
        )
