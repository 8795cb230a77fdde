"""Roles."""

from trialvoice.core.records import Role, Transcript


def assign_roles(transcript: Transcript, participants: tuple[Role, ...]) -> Transcript:
    """Temporary."""
    ask = {}
    for t in transcript.turns:
        a = ask.setdefault(t.speaker, [0, 0]); a[0] += t.text.count("?"); a[1] += len(t.words)
    order = sorted(ask, key=lambda s: -ask[s][0] / max(1, ask[s][1]))
    want = sorted(participants, key=lambda r: ["monitor", "investigator", "unknown", "caregiver", "participant"].index(r))
    role = dict(zip(order, want))
    return transcript.model_copy(update={"turns": tuple(t.model_copy(update={"role": role.get(t.speaker, "unknown"), "role_confidence": 0.5}) for t in transcript.turns)})
