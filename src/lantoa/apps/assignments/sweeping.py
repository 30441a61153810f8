"""The sweep of reminders, run again and again by the worker."""

import logging
from datetime import datetime

from lantoa.apps.assignments.actions.reminding import Rung, climb
from lantoa.apps.assignments.queries.reminders import active_ladders, groups_to_look_at

# Assignments found at once. A run ends with the first of these lots in which something was said, so that the mails get
# their turn in between.
_ROWS = 5_000
_log = logging.getLogger(__name__)


def sweep_reminders(*, at: datetime) -> int:
    """Return how many digests were said: to each agency with assignments whose time to be looked at has come.

    The work is done here and not handed on as tasks: it is database work of a few milliseconds an agency, and what is
    slow or may fail, the mails, waits in the outbox. One transaction an agency (see `climb`), so that a sweep killed at
    any moment leaves nothing half said, and two at once say nothing twice. An agency that fails is logged, stays due
    and stops no other. Cost: grows with the assignments due, whatever the table holds.
    """
    said, seen = 0, set[tuple[int, int]]()
    while not said:
        groups = [group for group in groups_to_look_at(at, rows=_ROWS) if group not in seen]
        if not groups:
            break
        seen.update(groups)
        said = _climb_all(groups, at)
    return said


def _climb_all(groups: list[tuple[int, int]], at: datetime) -> int:
    said = 0
    ladders = active_ladders({programme for programme, _ in groups})
    rungs = {pk: Rung(programme, ladder) for pk, (programme, ladder) in ladders.items()}
    for programme, agency in groups:
        try:
            said += climb(rung=rungs.get(programme), programme=programme, agency=agency, at=at)
        except Exception:
            _log.exception("reminding agency %s of programme %s", agency, programme)
            if programme in rungs:
                rungs[programme].reported.clear()  # a report that was undone with the rest has not been said
    return said
