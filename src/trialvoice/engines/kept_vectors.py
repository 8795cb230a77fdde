"""The vectors of a whole dictionary, kept on disk: they are the same for every visit of every study."""

import hashlib
import io
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from trialvoice.core.files import write_atomic
from trialvoice.safe.coding.likeness import Embedder, Vectors

_MANY = 200
"""Fewer texts than this are quicker made than looked up, and may hold what somebody said."""


class KeptVectors:
    """An embedder whose long lists of texts are made once.  make: loads the model, when it is needed first.

    folder: of the files.  model: its name and digest.
    """

    def __init__(self, make: Callable[[], Embedder], model: str, folder: Path) -> None:
        self._make, self._name, self._folder = make, model, folder

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """One row of length 1 for each text."""
        if len(texts) < _MANY:
            return self._model.vectors(texts)
        path = self._folder / f"{hashlib.sha256(chr(0).join((self._name, *texts)).encode()).hexdigest()}.npy"
        if path.is_file():
            kept: Vectors = np.load(path, allow_pickle=False)
            return kept
        return self._keep(path, self._model.vectors(texts))

    def _keep(self, path: Path, made: Vectors) -> Vectors:
        data = io.BytesIO()
        np.save(data, made, allow_pickle=False)
        write_atomic(path, data.getvalue())
        return made

    @cached_property
    def _model(self) -> Embedder:
        return self._make()
