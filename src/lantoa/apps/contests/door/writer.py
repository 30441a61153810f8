"""The one thread of a process that writes what the door took: many rows in one commit, each told only after it."""

import contextlib
import fcntl
import logging
import os
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from django.db import DatabaseError, InterfaceError, connection

from lantoa.apps.contests.door.rows import Outcome, Row, Unavailable
from lantoa.apps.contests.door.storing import store

_log = logging.getLogger("lantoa.contests.door")
# More in one commit save nothing, and all of them wait for the last.
_MOST_ROWS = 200
# Of the rate so far and the rate of the last batch, how much the last one counts.
_WEIGHT = 0.1
_FIRST_RATE = 500.0

Store = Callable[..., list[Outcome]]


class _Waiter:
    """A row, and the thread that waits for what becomes of it."""

    __slots__ = ("_told", "outcome", "row")

    def __init__(self, row: Row) -> None:
        self.row = row
        self.outcome: Outcome = Unavailable()
        self._told = threading.Lock()
        self._told.acquire()

    def tell(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self._told.release()

    def wait(self, seconds: float) -> Outcome:
        """Return the outcome; Unavailable when it did not come in time, though it may come yet."""
        self._told.acquire(timeout=seconds)
        return self.outcome


class GroupWriter:
    """Takes rows from many threads and stores what is waiting in one transaction.

    The thread and the queue belong to the process: a forked child makes its own, and a thread that died is started
    again by the next row.
    """

    def __init__(
        self,
        *,
        store_rows: Store = store,
        clock: Callable[[], int] = lambda: time.time_ns() // 1_000_000,
        most_rows: int = _MOST_ROWS,
    ) -> None:
        self._store, self._clock, self._most_rows = store_rows, clock, most_rows
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None
        self._process = 0
        self._queue: SimpleQueue[_Waiter | None] = SimpleQueue()
        self._rate = _FIRST_RATE
        self._batch_began = 0.0
        # Said once, until something is written again.
        self._failing = False

    def write(self, row: Row, *, wait_seconds: float) -> Outcome:
        """Return what became of a row: stored outcomes only after COMMIT, Unavailable when nothing is known in time."""
        waiter = _Waiter(row)
        self._ensure_running()
        self._queue.put(waiter)
        return waiter.wait(wait_seconds)

    def seconds_ahead(self) -> float:
        """Return how long a row that comes now will wait, by the rate of late and the age of the running batch."""
        began = self._batch_began
        running = time.monotonic() - began if began else 0.0
        return running + self._queue.qsize() / self._rate

    def stop(self) -> None:
        """Let the thread write what is waiting, close its connection and end."""
        thread = self._thread
        if thread is not None and thread.is_alive():
            self._queue.put(None)
            thread.join()

    def _ensure_running(self) -> None:
        thread = self._thread
        if thread is not None and thread.is_alive() and self._process == os.getpid():
            return
        with self._starting:
            if self._process != os.getpid():
                self._queue, self._process, self._thread = SimpleQueue(), os.getpid(), None
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="submissions", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        try:
            while True:
                batch = self._take()
                try:
                    self._write(batch)
                except BaseException as error:  # whatever it was, others are waiting behind it
                    _log.error("A batch failed: %s\n%s", type(error).__name__, _places(error))
                    connection.close()
                if None in batch:
                    return
        finally:
            connection.close()

    def _take(self) -> list[_Waiter | None]:
        """Return what is waiting, at least one; waits for it."""
        batch = [self._queue.get()]
        with contextlib.suppress(Empty):
            while len(batch) < self._most_rows and batch[-1] is not None:
                batch.append(self._queue.get_nowait())
        return batch

    def _write(self, batch: Sequence[_Waiter | None]) -> None:
        waiters = [waiter for waiter in batch if waiter is not None]
        began = self._batch_began = time.monotonic()
        outcomes: Sequence[Outcome] = ()
        try:
            if waiters:
                outcomes = self._outcomes([waiter.row for waiter in waiters])
        finally:
            for place, waiter in enumerate(waiters):
                waiter.tell(outcomes[place] if place < len(outcomes) else Unavailable())
            self._batch_began = 0.0
        if outcomes:
            rate = len(waiters) / max(time.monotonic() - began, 0.0001)
            self._rate += _WEIGHT * (rate - self._rate)

    def _outcomes(self, rows: Sequence[Row]) -> Sequence[Outcome]:
        """Return what became of the rows. A database that was restarted is asked once more over a new connection; what
        may have been stored by the first try is found again by its key.
        """
        for last_try in (False, True):
            try:
                connection.close_if_unusable_or_obsolete()
                with _turn():
                    outcomes = self._store(rows, at=self._clock())
            except (DatabaseError, InterfaceError) as error:
                # Their words quote the row: they are not for the log.
                if not self._failing:
                    _log.warning("A batch of %d was not written (%s).", len(rows), type(error).__name__)
                self._failing = True
                connection.close()
                if last_try:
                    break
            else:
                self._failing = False
                return outcomes
        return ()


def _places(error: BaseException) -> str:
    """Return where an error came from, without its words, which may quote a row."""
    return "".join(traceback.format_tb(error.__traceback__))


@contextlib.contextmanager
def _turn() -> Iterator[None]:
    """Hold the turn of this process to write: on SQLite its processes queue on a file lock, which wakes the next one at
    once and in order, where SQLite itself would sleep and look again. On other databases there is nothing to wait for.
    """
    name = connection.settings_dict["NAME"]
    if connection.vendor != "sqlite" or not Path(str(name)).is_file():
        yield
        return
    file: Any = os.open(f"{name}-door", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
    finally:
        os.close(file)
