"""Sweeps: they find the rows whose time has come, hold them, and hand them to the task queue."""

import logging
import os
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Q
from django.utils.module_loading import import_string
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from lantoa.apps.base.actions import (
    Claim,
    claim_due_messages,
    delete_spent_messages,
    release_claim,
    seal_acts,
    trim_public_changes,
)
from lantoa.apps.base.actions.forgetting import empty_database_log
from lantoa.apps.base.tasks import deliver_messages

# What one sweep takes at most, and how many of them go to one task.
MAX_MESSAGES = 1_000
BATCH = 50
# The queue of messages that live some minutes only; reminders by the thousand do not stand before them.
URGENT = "urgent"
# No task runs as long as that: its process was killed. What it was to do is still in the rows it had claimed.
_LOST_AFTER = timedelta(hours=6)
_KEEP_DONE, _KEEP_FAILED = timedelta(days=1), timedelta(days=30)
_EMPTY_LOG_EVERY = timedelta(minutes=10)
_log = logging.getLogger(__name__)


def run_sweeps(names: Iterable[str], *, at: datetime) -> dict[str, int]:
    """Return what each sweep found, by its name; one that fails is logged, and never stops the others."""
    found = {}
    for name in names:
        try:
            found[name.rpartition(".")[2]] = import_string(name)(at=at)
        except Exception:
            _log.exception("sweep %s", name)
    return found


def sweep_outbox(*, at: datetime) -> int:
    """Return the number of due messages handed to delivery: codes that somebody waits for to a queue of their own."""
    return sum(
        _hand_on(claim_due_messages(at=at, limit=MAX_MESSAGES, urgent=urgent), urgent) for urgent in (True, False)
    )


def _hand_on(claim: Claim, urgent: bool) -> int:
    for start in range(0, len(claim.keys), BATCH):
        part = Claim(claim.keys[start : start + BATCH], claim.lease)
        task = deliver_messages.using(queue_name=URGENT) if urgent else deliver_messages
        try:
            task.enqueue(list(part.keys), part.lease.isoformat())
        except Exception:
            release_claim(Claim(claim.keys[start:], claim.lease))  # the next sweep tries again, not the next lease
            raise
    return len(claim.keys)


def sweep_spent_messages(*, at: datetime) -> int:
    """Return the number of messages deleted whose few minutes are over: a code is personal data and no longer good."""
    return delete_spent_messages(at=at)


def sweep_unsealed_acts(*, at: datetime) -> int:
    """Return the number of entries of the audit trail sealed now: those whose process ended before it did so."""
    return seal_acts()


def sweep_finished_tasks(*, at: datetime) -> int:
    """Return the number of rows of the task queue cleared away: old ones, and those whose process was killed."""
    lost = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=at - _LOST_AFTER)
    lost.update(status=TaskResultStatus.FAILED, finished_at=at, traceback="the process ended before the task did")
    old = DBTaskResult.objects.filter(
        Q(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=at - _KEEP_DONE)
        | Q(status=TaskResultStatus.FAILED, finished_at__lt=at - _KEEP_FAILED)
    )
    return old.delete()[0]


def sweep_public_changes(*, at: datetime) -> int:
    """Return the number of old rows of the log of public changes cleared away."""
    return trim_public_changes(at=at)


def sweep_database_log(*, at: datetime) -> int:
    """Return 1 where the database's log was emptied of what was erased since: tried every ten minutes."""
    marker = Path(settings.DATA_DIR) / ".database-log-emptied"
    if marker.exists() and 0 <= at.timestamp() - marker.stat().st_mtime < _EMPTY_LOG_EVERY.total_seconds():
        return 0
    marker.touch()
    os.utime(marker, (at.timestamp(), at.timestamp()))
    return int(empty_database_log())
