"""The sweep of hand-overs, run again and again by the worker; the mails, slow and apt to fail, wait in the outbox."""

from datetime import datetime

from lantoa.apps.feedback.actions.handovers import carry_due_handovers

# What one sweep takes at most; the next one takes the rest.
_MAX_HANDOVERS = 500


def sweep_handovers(*, at: datetime) -> int:
    """Return how many hand-overs came further: mails written, found to have left, found to have failed."""
    return carry_due_handovers(at=at, limit=_MAX_HANDOVERS)
