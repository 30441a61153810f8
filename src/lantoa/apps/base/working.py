"""The worker: it sweeps every few seconds, and runs the tasks of the queue in the database, one thread a queue."""

import logging
import os
import socket
import threading
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import close_old_connections, connections
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker as QueueWorker

from lantoa.apps.base.sweeping import run_sweeps

# What still runs when the worker is told to end gets so long; what is cut off is taken up again from its row.
GRACE_SECONDS = 20.0
_MAX_PASSES = 1_000
_log = logging.getLogger(__name__)
Say = Callable[[str], None]


def runs_tasks() -> bool:
    """Return whether this process runs the tasks itself; with a broker, Celery's workers do."""
    return not settings.CELERY_BROKER_URL


class Worker:
    """One worker process. `say` is told in one line what a sweep found, and nothing when it found nothing."""

    def __init__(self, *, every_seconds: float, say: Say) -> None:
        self._every_seconds = every_seconds
        self._say = say
        self._stopped = threading.Event()
        self._queues: list[_Queue] = []

    def stop(self) -> None:
        """End after the tasks in hand; may be called from a signal handler."""
        self._stopped.set()
        for queue in self._queues:
            queue.stop()

    def run_once(self) -> None:
        """Sweep and run what is in the queue, again and again until there is nothing left to do."""
        names = settings.TASK_QUEUES if runs_tasks() else []
        for _ in range(_MAX_PASSES):
            found = self._sweep()
            for name in names:
                _Queue(name).drain()
            if not any(found.values()) or self._stopped.is_set():
                return

    def run(self) -> None:
        """Work until `stop` is called."""
        names = settings.TASK_QUEUES if runs_tasks() else []
        self._queues = [_Queue(name, every_seconds=self._every_seconds) for name in names]
        for queue in self._queues:
            queue.start()
        while not self._stopped.is_set():
            if any(self._sweep().values()):
                for queue in self._queues:
                    queue.wake()
            self._stopped.wait(self._every_seconds)
        for queue in self._queues:
            queue.join(GRACE_SECONDS)
        connections.close_all()

    def _sweep(self) -> dict[str, int]:
        close_old_connections()
        at = timezone.now()
        found = run_sweeps(settings.SWEEPS, at=at)
        if any(found.values()):
            self._say(_line(found, at))
        return found


def _line(found: dict[str, int], at: datetime) -> str:
    words = ", ".join(f"{name} {count}" for name, count in found.items() if count)
    return f"{timezone.localtime(at):%d/%m/%Y %H:%M:%S}  {words}"


class _Queue(threading.Thread):
    """Runs the tasks of one queue in turn: a long harvest keeps no mail waiting, which has a queue of its own."""

    def __init__(self, name: str, *, every_seconds: float = 1.0) -> None:
        super().__init__(name=f"queue-{name}", daemon=True)
        self._queue = name
        self._every_seconds = every_seconds
        self._wake = threading.Event()
        self._stopped = False
        self._worker: QueueWorker | None = None

    def wake(self) -> None:
        self._wake.set()

    def stop(self) -> None:
        self._stopped = True
        if self._worker:
            self._worker.running = False
        self._wake.set()

    def run(self) -> None:
        try:
            while not self._stopped:
                self._wake.clear()
                self.drain()
                if not self._stopped:
                    self._wake.wait(self._every_seconds)
        finally:
            connections.close_all()

    def drain(self) -> None:
        """Run every task of the queue that is ready; a failure of the queue itself is logged, and met again later."""
        self._worker = QueueWorker(
            queue_names=[self._queue],
            interval=0.1,  # between two tries for a database that is locked
            batch=True,
            backend_name="work",
            startup_delay=False,
            max_tasks=None,
            worker_id=f"{socket.gethostname()[:30]}:{os.getpid()}:{self._queue}",
            excluded_queue_names=[],
        )
        self._worker.running = not self._stopped
        try:
            self._worker.run()
        except Exception:
            _log.exception("queue %s", self._queue)
            close_old_connections()
