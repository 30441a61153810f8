"""The sweep of the league's kept figures: what was touched first, then one whole month whose day is over."""

from datetime import datetime

from lantoa.apps.feedback.actions.keeping import recount_oldest, settle_touched


def sweep_league_figures(*, at: datetime) -> int:
    """Return how many agencies and months were counted anew. Five queries where nothing is to be done."""
    return settle_touched() or recount_oldest(at=at)
