"""Random weights that say so many words in each window, confidently, whatever the sound."""

import warnings

import numpy as np
import pytest
import torch

from trialvoice.core.audio import SAMPLE_RATE
from trialvoice.engines.ct2_checkpoint import load_whisper
from trialvoice.engines.peers.random_weights import SHAPES, Shape, write_random_model

with warnings.catch_warnings():
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    import whisper
    from whisper.model import Whisper

SMALL = Shape(mels=80, width=128, encoder_layers=1, decoder_layers=2, vocabulary=51865)
WORDS = 12
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")  # whisper leaves its vocabulary file open


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Whisper:
    folder = tmp_path_factory.mktemp("random")
    write_random_model(folder, SMALL, tokens=WORDS, language="en")
    return load_whisper(folder)


def test_sizes_are_those_asked_for(model: Whisper) -> None:
    dims = model.dims
    assert (dims.n_mels, dims.n_audio_state, dims.n_text_head, dims.n_vocab) == (80, 128, 2, 51865)
    assert (dims.n_audio_layer, dims.n_text_layer) == (1, 2)


def test_each_window_says_its_words_and_is_not_decoded_again(model: Whisper) -> None:
    sound = np.random.default_rng(0).normal(0, 0.1, 40 * SAMPLE_RATE).astype(np.float32)
    with torch.inference_mode():
        segments = whisper.transcribe(model, sound, language="en", fp16=False, verbose=None)["segments"]
    assert [(s["start"], s["end"], s["temperature"]) for s in segments] == [(0.0, 30.0, 0.0), (30.0, 60.0, 0.0)]
    assert [len(s["text"].split()) for s in segments] == [WORDS, WORDS]
    assert all(s["avg_logprob"] > -0.1 for s in segments)


def test_without_timestamps_the_words_are_the_same(model: Whisper) -> None:
    options = whisper.DecodingOptions(language="en", without_timestamps=True, fp16=False)
    heard = whisper.decode(model, torch.zeros(80, 3000), options)
    assert len(heard.text.split()) == WORDS


def test_large_v3_has_the_real_sizes() -> None:
    shape = SHAPES["large-v3"]
    assert (shape.mels, shape.width, shape.encoder_layers, shape.decoder_layers) == (128, 1280, 32, 32)
