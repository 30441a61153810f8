"""The sweep of reminders, run again and again by the worker."""

from datetime import datetime

from lantoa.apps.assignments.actions.reminding import Rung, climb
from lantoa.apps.assignments.queries.reminders import active_ladders, groups_to_look_at

# Assignments found in one run; the next run takes what is left, so that mails get their turn in between.
_ROWS = 5_000


def sweep_reminders(*, at: datetime) -> int:
    """Return how many digests were said: to each agency with assignments whose time to be looked at has come.

    The work is done here and not handed on as tasks: it is database work of a few milliseconds an agency, and what is
    slow or may fail, the mails, waits in the outbox. One transaction an agency (see `climb`), so that a sweep killed at
    any moment leaves nothing half said, and two at once say nothing twice. Cost: grows with the assignments due,
    whatever the table holds; at most so many rows in one run.
    """
    groups = groups_to_look_at(at, rows=_ROWS)
    ladders = active_ladders({programme for programme, _ in groups})
    rungs = {pk: Rung(programme, ladder) for pk, (programme, ladder) in ladders.items()}
    return sum(
        climb(rung=rungs.get(programme), programme=programme, agency=agency, at=at) for programme, agency in groups
    )
