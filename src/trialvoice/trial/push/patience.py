"""What every push does the same: where plain http may go, and how long a server may make us wait."""

import ipaddress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST_WAIT = 120.0
"""Seconds; whatever a server asks for, nobody waits longer for it."""
TRY_AGAIN = frozenset({408, 425, 429})
"""Answers besides those of 500 and more that a server may take back."""


def is_loopback(host: str) -> bool:
    """Whether a host is this machine, so that what goes there crosses no wire."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def asked_to_wait(retry_after: str | None) -> float | None:
    """Seconds, of either form of the header Retry-After; None where there is none, or nothing that can be read."""
    told = (retry_after or "").strip()
    if told.isdigit():
        return min(float(told), LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(told)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max((until - datetime.now(UTC)).total_seconds(), 0.0), LONGEST_WAIT)
