"""The sweep of tables of index values that nobody applied, run again and again by the worker."""

from datetime import datetime

from lantoa.apps.indices.actions.importing import forget_expired_imports


def sweep_expired_index_imports(*, at: datetime) -> int:
    """Return how many kept tables were forgotten. One or two queries."""
    return forget_expired_imports(at=at)
