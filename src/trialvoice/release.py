"""The last stage: everything that leaves is made, checked by the gate, and only then published."""

from trialvoice.core.records import Record


class Published(Record):
    """Names and SHA-256 of what was released."""

    files: dict[str, str]
