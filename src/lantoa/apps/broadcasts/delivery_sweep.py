"""The sweep of deliveries: what is due is handed on to be carried, emergencies on a queue of their own."""

from datetime import datetime

from lantoa.apps.base.sweeping import URGENT
from lantoa.apps.broadcasts.actions.carrying import DeliveryClaim, claim_due_deliveries, release_deliveries
from lantoa.apps.broadcasts.tasks import carry_packages

# What one sweep takes at most, and how many of them go to one task: they must be done before the hold on them ends.
_MAX_DELIVERIES = 200
_BATCH = 20


def sweep_deliveries(*, at: datetime) -> int:
    """Return how many deliveries were handed on: to be carried, looked at again, or taken back."""
    return sum(_hand_on(claim_due_deliveries(at=at, limit=_MAX_DELIVERIES, urgent=urgent)) for urgent in (True, False))


def _hand_on(claim: DeliveryClaim) -> int:
    task = carry_packages.using(queue_name=URGENT) if claim.urgent else carry_packages
    for start in range(0, len(claim.keys), _BATCH):
        keys = claim.keys[start : start + _BATCH]
        try:
            task.enqueue(list(keys), claim.lease.isoformat())
        except Exception:
            # The next sweep tries again, not the one after the hold.
            release_deliveries(DeliveryClaim(claim.keys[start:], claim.lease, claim.urgent))
            raise
    return len(claim.keys)
