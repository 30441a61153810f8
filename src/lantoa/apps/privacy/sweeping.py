"""The one sweep of retention: what every app declares to be over is erased, some hundreds of rows at a time."""

import logging
from datetime import datetime

from lantoa.apps.base.actions.forgetting import empty_database_log
from lantoa.apps.base.personal import declared

_log = logging.getLogger(__name__)


def sweep_personal_data(*, at: datetime) -> int:
    """Return how many rows were erased because their time is over. One app's fault never stops another's erasing; each
    sweep is a transaction of its own, so that a process killed in between has lost nothing and goes on next time.
    """
    erased = 0
    for app in declared():
        for sweep in app.sweeps:
            try:
                erased += sweep(at=at)
            except Exception:
                _log.exception("erasing what is over: %s.%s", app.app, getattr(sweep, "__name__", "sweep"))
    if erased:
        empty_database_log()
    return erased
