"""Which device engines run on."""

import ctypes
import os
import sys
import warnings


def best_device() -> str:
    """`cuda` where torch can use a GPU, else `cpu`. Imports torch only where a GPU's driver is installed."""
    if not _has_driver():
        return "cpu"
    import torch

    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=UserWarning, module=r"torch\.cuda")
        return "cuda" if torch.cuda.is_available() else "cpu"


def cpu_threads(threads: int) -> int:
    """The number of CPU threads to use; 0 asks for all that this process may run on."""
    if threads > 0:
        return threads
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _has_driver() -> bool:
    name = "nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1"
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
