"""Short texts as vectors of their meaning, by a small sentence model; local files alone."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from transformers import BertModel, PreTrainedTokenizerFast
from transformers.utils import logging

from trialvoice.safe.coding.likeness import Vectors

_BATCH = 64
_MOST_TOKENS = 128


class MiniLm:
    """all-MiniLM-L6-v2: the mean over a text's tokens, as its publisher pools it."""

    def __init__(self, folder: Path) -> None:
        # Nothing that loading prints helps a user: the pooling layer that it misses is not used.
        logging.set_verbosity_error()
        logging.disable_progress_bar()
        self._tokens = PreTrainedTokenizerFast(tokenizer_file=str(folder / "tokenizer.json"), pad_token="[PAD]")
        self._model = BertModel.from_pretrained(folder, local_files_only=True, add_pooling_layer=False).eval()

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """One row of length 1 for each text: shape (texts, 384), float32."""
        by_length = sorted(range(len(texts)), key=lambda at: len(texts[at]))  # little padding in a batch
        made = np.zeros((len(texts), self._model.config.hidden_size), np.float32)
        for start in range(0, len(texts), _BATCH):
            batch = by_length[start : start + _BATCH]
            made[batch] = self._pooled([texts[at] for at in batch])
        return made

    @torch.inference_mode()
    def _pooled(self, texts: list[str]) -> Vectors:
        read = self._tokens(texts, padding=True, truncation=True, max_length=_MOST_TOKENS, return_tensors="pt")
        mask = read["attention_mask"]
        states = self._model(input_ids=read["input_ids"], attention_mask=mask).last_hidden_state
        mean = (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        pooled: Vectors = torch.nn.functional.normalize(mean, dim=1).numpy()
        return pooled
