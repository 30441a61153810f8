"""The sweep of the league's kept figures: what was touched first, then whole months whose day is over."""

from datetime import datetime

from lantoa.apps.feedback.actions.keeping import recount_oldest, settle_touched

# Months that one sweep counts at most; the next one takes the rest.
_MOST_MONTHS = 12


def sweep_league_figures(*, at: datetime) -> int:
    """Return how many agencies and months were counted anew. Five queries where nothing is to be done."""
    found = settle_touched()
    for _ in range(0 if found else _MOST_MONTHS):
        if not recount_oldest(at=at):
            break
        found += 1
    return found
