"""The sweep of uploaded files of the register, run again and again by the worker."""

from datetime import datetime

from lantoa.apps.agencies.actions import forget_expired_imports


def sweep_expired_imports(*, at: datetime) -> int:
    """Return how many uploaded files were forgotten: those that nobody applied in time. One or two queries."""
    return forget_expired_imports(at=at)
