"""The sweep of the harvest: it holds the sources whose time has come, and hands them to a task that reads them."""

from datetime import datetime

from lantoa.apps.coverage.tasks import read_sources
from lantoa.apps.harvest.actions import WORKERS, hold_due_sources, release_sources

# Read side by side within the lease even when every one of them is slow: three rounds of the harvest's threads.
MAX_SOURCES = 3 * WORKERS


def sweep_sources(*, at: datetime) -> int:
    """Return the number of due sources handed to the harvest; none while earlier ones are being read."""
    claim = hold_due_sources(at=at, limit=MAX_SOURCES)
    if claim.keys:
        try:
            read_sources.enqueue(list(claim.keys), claim.lease.isoformat())
        except Exception:
            release_sources(claim)  # the next sweep tries again, not the next lease
            raise
    return len(claim.keys)
