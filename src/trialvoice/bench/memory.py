"""How much memory this process holds, and held at most."""

import sys
from pathlib import Path

_STATUS = Path("/proc/self/status")
_CLEAR = Path("/proc/self/clear_refs")


def peak_bytes() -> int:
    """The most this process ever held in memory (resident set size)."""
    # Linux hands ru_maxrss down to a child, so a small child of a large parent would look large.
    return _status("VmHWM") if _STATUS.exists() else _from_resource()


def resident_bytes() -> int:
    """What this process holds in memory now; the most it ever held where the system does not tell."""
    return _status("VmRSS") if _STATUS.exists() else _from_resource()


def reset_peak() -> None:
    """Let the peak count from now on, where the system can."""
    if _CLEAR.exists():
        _CLEAR.write_text("5", encoding="ascii")


def _status(field: str) -> int:
    lines = _STATUS.read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{field}:"))


def _from_resource() -> int:
    import resource  # Windows has none

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
