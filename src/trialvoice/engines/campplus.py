"""CAM++ speaker embeddings: a densely connected TDNN whose layers are masked by their context.

Written after Wang et al., "CAM++: A Fast and Efficient Network for Speaker Verification Using Context-Aware
Masking" (2023); names of submodules follow the published weights. Shapes: B batch, C channels, F mel bands,
T frames.
"""

import warnings
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

with warnings.catch_warnings():
    warnings.filterwarnings("ignore", category=UserWarning)
    from torchaudio.compliance import kaldi

MELS = 80
DIMENSION = 192
FRAME_MS = 10
_GROWTH, _BOTTLENECK, _SEGMENT = 32, 128, 100
_BLOCKS = ((12, 1), (24, 2), (16, 2))  # (layers, dilation)


def fbank(samples: Tensor) -> Tensor:
    """Log mel energies (T, 80) of 16 kHz samples (N,) in [-1, 1], 10 ms apart."""
    energies: Tensor = kaldi.fbank(samples[None] * 32768.0, num_mel_bins=MELS, sample_frequency=16_000, dither=0.0)
    return energies


class CamPlusPlus(nn.Module):
    """Mel energies (B, T, 80), mean-subtracted, to voice embeddings (B, 192)."""

    def __init__(self) -> None:
        super().__init__()
        self.head = _Head()
        layers: dict[str, nn.Module] = {"tdnn": _Tdnn(self.head.channels, 128)}
        channels = 128
        for number, (count, dilation) in enumerate(_BLOCKS, start=1):
            layers[f"block{number}"] = _dense_block(channels, count, dilation)
            channels += count * _GROWTH
            layers[f"transit{number}"] = _Transit(channels)
            channels //= 2
        layers["out_nonlinear"] = _norm_relu(channels)
        layers["stats"] = _Statistics()
        layers["dense"] = _Dense(2 * channels)
        self.xvector = nn.Sequential()
        for name, layer in layers.items():
            self.xvector.add_module(name, layer)

    def forward(self, energies: Tensor) -> Tensor:
        """Embeddings (B, 192) of mean-subtracted log mel energies (B, T, 80)."""
        embedding: Tensor = self.xvector(self.head(energies.transpose(1, 2)))
        return embedding

    def frames(self, energies: Tensor) -> Tensor:
        """What the network hears at each 20 ms, (B, 512, T / 2), before it is pooled over time."""
        heard: Tensor = self.xvector[:-2](self.head(energies.transpose(1, 2)))
        return heard

    def pooled(self, count: Tensor, total: Tensor, squares: Tensor) -> Tensor:
        """Unit embeddings (B, 192) of any frames: their number (B, 1), their sum and sum of squares (B, 512)."""
        mean = total / count
        variance = (squares - total * mean) / (count - 1)
        embedding: Tensor = self.xvector[-1](torch.cat([mean, variance.clamp(min=0).sqrt()], dim=-1))
        return functional.normalize(embedding)


def load_campplus(path: Path) -> CamPlusPlus:
    """The model with its weights, which are read as tensors only: the file cannot run code."""
    model = CamPlusPlus()
    model.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
    return model.eval()


def _norm_relu(channels: int) -> nn.Sequential:
    made = nn.Sequential()
    made.add_module("batchnorm", nn.BatchNorm1d(channels))
    made.add_module("relu", nn.ReLU())
    return made


class _Head(nn.Module):
    """Two-dimensional convolutions that fold 80 mel bands into 10, with 32 channels each."""

    channels = 32 * MELS // 8

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(1, 32, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(32)
        self.layer1 = nn.Sequential(_Residual(stride=2), _Residual(stride=1))
        self.layer2 = nn.Sequential(_Residual(stride=2), _Residual(stride=1))
        self.conv2 = nn.Conv2d(32, 32, 3, stride=(2, 1), padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(32)

    def forward(self, energies: Tensor) -> Tensor:
        x = functional.relu(self.bn1(self.conv1(energies[:, None])))
        x = self.layer2(self.layer1(x))
        return functional.relu(self.bn2(self.conv2(x))).flatten(1, 2)


class _Residual(nn.Module):
    """Two convolutions and a way around them; the stride is in frequency only."""

    def __init__(self, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(32, 32, 3, stride=(stride, 1), padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(32)
        self.conv2 = nn.Conv2d(32, 32, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(32)
        self.shortcut = nn.Sequential()
        if stride > 1:
            self.shortcut = nn.Sequential(nn.Conv2d(32, 32, 1, stride=(stride, 1), bias=False), nn.BatchNorm2d(32))

    def forward(self, x: Tensor) -> Tensor:
        inner = self.bn2(self.conv2(functional.relu(self.bn1(self.conv1(x)))))
        return functional.relu(inner + self.shortcut(x))


class _Tdnn(nn.Module):
    """The first layer in time, which halves the frame rate."""

    def __init__(self, channels: int, out: int) -> None:
        super().__init__()
        self.linear = nn.Conv1d(channels, out, 5, stride=2, padding=2, bias=False)
        self.nonlinear = _norm_relu(out)

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = self.nonlinear(self.linear(x))
        return out


def _dense_block(channels: int, count: int, dilation: int) -> nn.Sequential:
    block = nn.Sequential()
    for index in range(count):
        block.add_module(f"tdnnd{index + 1}", _DenseLayer(channels + index * _GROWTH, dilation))
    return block


class _DenseLayer(nn.Module):
    """Adds 32 new channels to those that came in."""

    def __init__(self, channels: int, dilation: int) -> None:
        super().__init__()
        self.nonlinear1 = _norm_relu(channels)
        self.linear1 = nn.Conv1d(channels, _BOTTLENECK, 1, bias=False)
        self.nonlinear2 = _norm_relu(_BOTTLENECK)
        self.cam_layer = _ContextMask(dilation)

    def forward(self, x: Tensor) -> Tensor:
        new = self.cam_layer(self.nonlinear2(self.linear1(self.nonlinear1(x))))
        return torch.cat([x, new], dim=1)


class _ContextMask(nn.Module):
    """A convolution in time, each channel weighed by the mean of the utterance and of its own second."""

    def __init__(self, dilation: int) -> None:
        super().__init__()
        self.linear_local = nn.Conv1d(_BOTTLENECK, _GROWTH, 3, padding=dilation, dilation=dilation, bias=False)
        self.linear1 = nn.Conv1d(_BOTTLENECK, _BOTTLENECK // 2, 1)
        self.linear2 = nn.Conv1d(_BOTTLENECK // 2, _GROWTH, 1)

    def forward(self, x: Tensor) -> Tensor:
        local = functional.avg_pool1d(x, _SEGMENT, _SEGMENT, ceil_mode=True)
        context = x.mean(-1, keepdim=True) + local
        # The mask is the same all through a segment: it is made once there, then spread over its frames.
        mask = torch.sigmoid(self.linear2(functional.relu(self.linear1(context))))
        spread = mask.repeat_interleave(_SEGMENT, dim=-1)[..., : x.shape[-1]]
        out: Tensor = self.linear_local(x) * spread
        return out


class _Transit(nn.Module):
    """Halves the channels between blocks."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.nonlinear = _norm_relu(channels)
        self.linear = nn.Conv1d(channels, channels // 2, 1, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = self.linear(self.nonlinear(x))
        return out


class _Statistics(nn.Module):
    """Mean and deviation over time: (B, C, T) to (B, 2C)."""

    def forward(self, x: Tensor) -> Tensor:
        return torch.cat([x.mean(-1), x.std(-1)], dim=-1)


class _Dense(nn.Module):
    """The embedding itself, normalised by the running statistics of training."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.linear = nn.Conv1d(channels, DIMENSION, 1, bias=False)
        self.nonlinear = nn.Sequential()
        self.nonlinear.add_module("batchnorm", nn.BatchNorm1d(DIMENSION, affine=False))

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = self.nonlinear(self.linear(x[..., None])[..., 0])
        return out
