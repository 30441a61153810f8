"""Follows the log of public changes: one short look at the database four times a second, in a thread of each process.

Rows of PostgreSQL transactions that overlap appear out of order: a row that is missing between others is waited for.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence

from django.apps import apps
from django.db import connection
from django.db.models import Max

from lantoa.portal.page_cache.store import PageStore

LOOK_SECONDS = 0.25
# So long is a missing row waited for: no transaction that notes a change takes longer, and a number that was given to
# a transaction that failed never appears.
_WAIT_SECONDS = 300.0
# At the start, missing rows are looked for so far back.
_BACK = 200
# With more missing than this, forgetting every page is cheaper.
_MOST_WAITED_FOR = 5_000

_log = logging.getLogger(__name__)

Rows = Sequence[tuple[int, str]]


def last_row() -> int:
    """Return the number of the newest row of the log, 0 for an empty log. One query."""
    model = apps.get_model("base", "PublicChange")
    newest: int | None = model.objects.aggregate(newest=Max("pk"))["newest"]
    return newest or 0


def rows_after(number: int) -> Rows:
    """Return the rows of the log after this number. One query."""
    model = apps.get_model("base", "PublicChange")
    return list(model.objects.filter(pk__gt=number).order_by("pk").values_list("pk", "subject"))


class ChangeLog:
    """A place in the log of public changes; `news` gives what has appeared since it was asked last."""

    def __init__(
        self,
        *,
        last_row: Callable[[], int] = last_row,
        rows_after: Callable[[int], Rows] = rows_after,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._last_row, self._rows_after, self._clock = last_row, rows_after, clock
        self._known: int | None = None
        self._missing: dict[int, float] = {}

    def news(self) -> list[str] | None:
        """Return the subjects that have changed; None where that cannot be known, and anything may have."""
        newest = self._last_row()
        if self._known is None or newest < self._known:
            self._begin(newest)
            return None
        if newest == self._known and not self._missing:
            return []
        rows = self._rows_after(min([self._known, *(number - 1 for number in self._missing)]))
        found = [(number, subject) for number, subject in rows if number > self._known or number in self._missing]
        for number, _subject in found:
            self._missing.pop(number, None)
        if not self._wait_for([number for number, _subject in found]):
            self._begin(newest)
            return None
        return [subject for _number, subject in found]

    def _begin(self, newest: int) -> None:
        start = max(0, newest - _BACK)
        there = {number for number, _subject in self._rows_after(start)}
        self._known = max([newest, *there])
        now = self._clock()
        self._missing = {number: now for number in range(start + 1, self._known) if number not in there}

    def _wait_for(self, found: Sequence[int]) -> bool:
        """Note which numbers are missing up to the newest found; return False when they are too many."""
        assert self._known is not None
        now = self._clock()
        self._missing = {number: since for number, since in self._missing.items() if now - since < _WAIT_SECONDS}
        new = sorted(number for number in found if number > self._known)
        if not new:
            return True
        if new[-1] - self._known - len(new) > _MOST_WAITED_FOR:
            return False
        there = set(new)
        self._missing |= {number: now for number in range(self._known + 1, new[-1]) if number not in there}
        self._known = new[-1]
        return len(self._missing) <= _MOST_WAITED_FOR


class ChangeWatcher:
    """Tells a store what has changed, from a thread that is started again when it is gone."""

    def __init__(self, store: PageStore, *, log: ChangeLog | None = None, every_seconds: float = LOOK_SECONDS) -> None:
        self._store, self._log, self._every = store, log or ChangeLog(), every_seconds
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._stopped = threading.Event()
        self._failing = False

    def ensure_running(self) -> None:
        """Start the thread where there is none: in a new process, after a fork, or after it ended."""
        thread = self._thread
        if thread is not None and thread.is_alive():
            return
        with self._lock:
            if self._stopped.is_set() or (self._thread is not None and self._thread.is_alive()):
                return
            self._thread = threading.Thread(target=self._run, name="public-changes", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """End the thread and wait for it."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join()

    def look(self) -> bool:
        """Return whether the log could be read: one look.

        A database that does not answer leaves the pages to their age; the next look makes up for it.
        """
        asked_at = self._store.now()
        try:
            news = self._log.news()
        except Exception:  # whatever goes wrong with the database must not end the watch
            if not self._failing:
                _log.warning("the log of public changes cannot be read; pages are kept for a minute", exc_info=True)
            self._failing = True
            return False
        self._failing = False
        if news is None:
            self._store.clear()
        elif news:
            self._store.changed(news)
        self._store.watched(asked_at)
        return True

    def _run(self) -> None:
        try:
            while not self._stopped.is_set():
                connection.close_if_unusable_or_obsolete()
                if not self.look():
                    connection.close()
                self._stopped.wait(self._every)
        finally:
            connection.close()
